"""`inv publier`: put the site online, look at it there, and only then say what is new."""

import sys
from pathlib import Path

from tambour.build import report
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.build.targets import SETTING, Target
from tambour.commands.project import read_settings
from tambour.messages import problem
from tambour.model.problems import Refused, SettingsRefused
from tambour.source.suggest import did_you_mean


def publish(
    content: Path | None = None,
    settings: Path | None = None,
    to: str | None = None,
    *,
    rehearse: bool = False,
    back: bool = False,
) -> int:
    """Publish a project, by default the one in the current folder.

    to: name of one of its targets; without it, all of them in turn.

    Returns 0, or the code of what stopped it (sysexits.h).
    """
    try:
        request = Request.read(content, settings)
        _choose(read_settings(request), to)
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode
    return 0


def _choose(ours: BuildSettings, to: str | None) -> dict[str, Target]:
    """The targets that are meant. Raises SettingsRefused."""
    place = ours.file.place(SETTING)
    if not ours.targets:
        help_fr = 'Par exemple TARGETS = {"serveur": {"kind": "serveur", "folder": "/srv/site"}}.'
        raise SettingsRefused([problem("reglage-manquant", *place, key=SETTING, help=help_fr)])
    if to is not None and to not in ours.targets:
        near = did_you_mean(to, [*ours.targets])
        raise SettingsRefused([problem("cible-absente", *place, value=to, known=", ".join(ours.targets), near=near)])
    return {name: target for name, target in ours.targets.items() if to in (None, name)}
