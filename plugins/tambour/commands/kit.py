"""`inv kit --id`: the kit of what is no longer made by itself, for whoever posts it again."""

import sys
from pathlib import Path

from tambour.build import clock, report
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.commands.build import build_anew
from tambour.commands.project import channel_is_off, read_settings, settle_project
from tambour.model.problems import Refused
from tambour.source.entry import Catalogue
from tambour.source.suggest import did_you_mean

CHANNEL = "kit"
_USAGE = 64  # EX_USAGE (sysexits.h)


def make_kit(item_id: str, content: Path | None = None, settings: Path | None = None, now: str | None = None) -> int:
    """Build the site with the kit of one item, however old it is: its page, its cards, its texts.

    What is public stays the same. The next build makes the kit as usual again, without it.

    Args:
        item_id: id of a published item.
        content: folder of the content.
        settings: file of the settings.
        now: the instant to build for.

    Returns:
        The exit code: as `build`, and 64 when there is no such item, or no kit.
    """
    try:
        request = Request.read(content, settings, now=now, asked=[item_id])
        ours = read_settings(request)
        settled = settle_project(request, ours, clock.now(ours.now, ours.territory.zone))
        if refusal := _refusal(item_id, ours, settled.content.catalogue):
            return _refuse(refusal)
        run = build_anew(request)
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode
    except SystemExit as stopped:  # a refusal that was told already
        return stopped.code if isinstance(stopped.code, int) else 1
    published = run.published.get(item_id)
    if published is None:
        return _refuse(f"« {item_id} » n'est pas publié : il n'a pas encore de kit.")
    public = ours.channels[CHANNEL].settings.model_dump().get("public")
    page = (request.output / "kit" if public else request.kit) / "contenus" / item_id / "index.html"
    print(f"Kit de « {published.item.title} » : {_display_path(page)}, jusqu'à la prochaine construction.")
    return 0


def _refusal(item_id: str, settings: BuildSettings, catalogue: Catalogue) -> str:
    """Why there can be no such kit, in French; "" when there can."""
    items = {entry.item.id: entry for entry in catalogue.entries}
    if CHANNEL not in settings.channels:
        return channel_is_off(CHANNEL)
    if not item_id:
        return "De quel contenu ? Par exemple --id=marche-de-noel."
    if item_id not in items:
        return f"Aucun contenu n'a l'identifiant « {item_id} ».{did_you_mean(item_id, items)}"
    override = items[item_id].item.channels.get(CHANNEL)
    kept_out = override is not None and override.skip
    return f"« {item_id} » est tenu hors du kit par « canaux: » de {items[item_id].origin.path}." if kept_out else ""


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return _USAGE


def _display_path(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
