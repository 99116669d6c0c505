"""`python -m tambour.pupitre.publishing.publication FOLDER SETTINGS`: one, told in French on stdout.

What was saved here and what others have sent is brought together field by field, then sent where the repository comes
from. Then the project's own publication: `publier`, or a forge that publishes what it is sent, until the live site
tells that it has.
"""

import sys
import time
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tambour.build import clock
from tambour.build.content import read_content
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.commands.project import read_settings
from tambour.commands.publish import publish
from tambour.model.problems import Refused
from tambour.publish.forges import is_published_by_a_forge
from tambour.publish.repository import Repository
from tambour.pupitre.publishing.live_state import PublicLook
from tambour.pupitre.publishing.release_run import (
    CONFLICTS,
    FORGE,
    INTERNAL,
    PUBLISH,
    Choice,
    ReleaseFolder,
    ReleaseState,
)
from tambour.pupitre.versions.history import ContentHistory
from tambour.pupitre.versions.merging import WHOLE, Conflict
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.words.numbers import count_fr

TRY_AGAIN = 75  # EX_TEMPFAIL (sysexits.h)
_NO_HISTORY = ("historique-absent", "historique-programme-absent")
_AGAIN = "Encore une fois : quelque chose a été enregistré pendant ce temps."
_STOPPED = "Une erreur de Tambour a arrêté la mise en ligne. Le site que le public voit est intact."
_PATIENCE, _PAUSE = 1800, 10  # seconds that a forge may take; between two looks


def way_of(ours: BuildSettings) -> str:
    """How a project is published: by a forge that it is sent to, by `publier`; "" where nobody has said."""
    git = Repository.of(ours.content)
    root = git.root if git is not None else None
    if git is not None and git.remote and root is not None and is_published_by_a_forge(root):
        return FORGE
    return PUBLISH if ours.targets else ""


def main(folder: ReleaseFolder, settings: Path) -> int:
    """One publication, and those that were asked for meanwhile. Returns 0, or the code of what stopped the last."""
    code = publish_once(folder, settings)
    while folder.take_again():
        print(_AGAIN, flush=True)
        code = publish_once(folder, settings)
    return code


def publish_once(folder: ReleaseFolder, settings: Path) -> int:
    """One publication. Returns 0, or the code of what stopped it."""
    return take_turn(folder, lambda: _publish(folder, settings), _STOPPED)


def take_turn(folder: ReleaseFolder, work: Callable[[], int], stopped: str) -> int:
    """Do something that tells in French what it does, while nobody else does it.

    Args:
        folder: where it is told how far it is.
        work: what is done; returns 0, or the code of what stopped it.
        stopped: what is said where a mistake of ours stops it.
    """
    with folder.turn() as is_ours:
        if not is_ours:
            return TRY_AGAIN
        state = folder.state() or ReleaseState("", "")
        try:
            with redirect_stderr(sys.stdout):
                code = work()
        except Refused as refused:
            print(*(f"{problem.message}. {problem.hint}" for problem in refused.problems), sep="\n")
            code = refused.exitcode
        except Exception:  # whoever reads this is told what to do; the technician finds the rest
            (folder.folder / "detail.txt").write_text(traceback.format_exc(), "utf-8")
            print(stopped)
            print(f"Prévenez votre service informatique : le détail est dans {folder.folder / 'detail.txt'}.")
            code = INTERNAL
        ended = clock.now(None, ZoneInfo("UTC"), {}).isoformat()
        folder.keep(replace(state, ended=ended, code=code))
        return code


def _publish(folder: ReleaseFolder, settings: Path) -> int:
    ours = read_settings(Request.read(settings=settings))
    way = way_of(ours)
    print("Réunir ce que chacun a enregistré…", flush=True)
    try:
        if conflicts := _send(folder, ContentHistory(ours.content)):
            print(f"  {count_fr(conflicts, 'champ a été écrit', 'champs ont été écrits')} de deux façons : choisissez.")
            return CONFLICTS
        print("  fait", flush=True)
    except HistoryRefused as refused:
        if refused.code not in _NO_HISTORY:
            raise
        print("  rien à réunir : ce dossier n’a pas d’historique", flush=True)
    if way == FORGE:
        return _wait_for_forge(ours)
    return publish(None, settings)


def _send(folder: ReleaseFolder, history: ContentHistory) -> int:
    """Bring together and send. Returns how many things are still to be chosen."""
    chosen = folder.answers()
    exchange = history.send()
    if exchange.conflicts and chosen:
        answers: dict[str, dict[str, object]] = {}
        for one in exchange.conflicts:
            mine = chosen.get(f"{one.path} {one.name}") != "autre"
            answers.setdefault(one.path, {})[one.name] = one.mine if mine else one.theirs
        exchange = history.send(answers)
    folder.ask([_choice(one) for one in exchange.conflicts])
    return len(exchange.conflicts)


def _choice(one: Conflict) -> Choice:
    values = [None if isinstance(value, bytes) else value for value in (one.mine, one.theirs)]
    name = "" if one.name == WHOLE else one.name
    return Choice(f"{one.path} {one.name}", one.path, one.label, _words(one.mine), _words(one.theirs), name, values)


def _words(value: object) -> str:
    """A value, as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")[:2000]
    if isinstance(value, dict):
        return ", ".join(_words(one) for one in value.values())
    return ", ".join(map(_words, value)) if isinstance(value, list | tuple) else str(value)


def _wait_for_forge(ours: BuildSettings) -> int:
    """Until the live site tells all that is to be told."""
    print(f"Attendre que la forge mette en ligne {ours.url}…", flush=True)

    def now() -> datetime:
        return clock.now(None, ours.territory.zone)

    live, elapsed = PublicLook(ours.url, now), clock.stopwatch()
    while True:
        content = read_content(ours, now())
        found = live.look()
        late = [entry for entry in content.public if not found.holds(entry, content)]
        if found.tells is not None and not late:
            print(f"  {count_fr(len(content.public), 'contenu est', 'contenus sont')} en ligne, tous vérifiés")
            return 0
        if elapsed() > _PATIENCE:
            why = found.error or f"{count_fr(len(late), 'contenu n’y est', 'contenus n’y sont')} pas encore"
            print(f"  {ours.url} : {why}. La forge dit pourquoi, à la page de ses publications.")
            return TRY_AGAIN
        time.sleep(_PAUSE)


if __name__ == "__main__":
    sys.exit(main(ReleaseFolder(Path(sys.argv[1])), Path(sys.argv[2])))
