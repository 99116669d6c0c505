"""docs/images/planche-cartes.jpg: the cards of the hardest items in their three formats, as `inv planche` draws them.

The territory, photos and pictograms are the demo's; the items are those of the tests.
"""

import io
import runpy

from PIL import Image, ImageDraw

from tambour.build import jinja
from tambour.build.templates import TemplatesMaker
from tambour.channels import Scope
from tambour.channels.cards import Cards
from tambour.look.drawing import drawing_png
from tambour.look.fonts import STRONG, load_font
from tambour.media.folder import MediaFolder, inventory
from tambour.media.workshop import Drawer, Workshop
from tambour.model.site.site import Site
from tambour.model.territory import Territory
from tambour.testing.building import NOW, ready
from tests.channels.cards.hard_cases import COMMUNES, HARD_CASES, PHOTOS, TOPICS
from tests.trees import ROOT

SHEET = ROOT / "docs" / "images" / "planche-cartes.jpg"
ROW, GAP, CAPTION = 250, 14, 30  # pixels
COLUMNS = 2
QUALITY = 62  # of the JPEG: titles stay legible, and it stays under 900 kB


def pictures(logo: str) -> MediaFolder:
    """The demo's own, in the versions that its builds have made."""
    files = {f"images/{name}": ROOT / "content" / "images" / name for name in (*PHOTOS, logo)}
    drawer = Drawer(drawing_png, "sheet")  # the logo may be a drawing
    folder, unreadable = inventory(files, files, Workshop(ROOT / ".cache" / "media", drawer=drawer))
    assert not unreadable
    return folder


def made() -> tuple[Cards, Site]:
    """The channel, with the theme's pictograms, and a site of the hard cases."""
    territory = Territory.model_validate(runpy.run_path(str(ROOT / "pelicanconf.py"))["TERRITORY"])
    maker = TemplatesMaker((ROOT / "theme" / "templates",), jinja.FILTERS, jinja.GLOBALS)
    folder = ROOT / "plugins" / "tambour" / "channels" / "cards"
    channel = Cards("cards", Cards.Settings(), maker("cards", folder))
    site = Site(
        territory=territory,
        url="https://www.valdaubrelle.example",
        now=NOW,
        items=tuple(HARD_CASES.values()),
        communes=COMMUNES,
        topics=TOPICS,
        media=pictures(territory.logo or ""),
    )
    return channel, site


def strips(channel: Cards, site: Site) -> list[tuple[str, list[bytes]]]:
    """Each case's three cards, under what makes it hard."""
    ours = ready(channel, site)

    def drawn(about: str | Scope) -> list[bytes]:
        return [ours.render(output) for output in ours.outputs() if about in (output.about, output.scope)]

    rows = [(why, drawn(item.id)) for why, item in HARD_CASES.items()]
    rows += [(f"Commune : {commune.name}", drawn(Scope("commune", commune.id))) for commune in COMMUNES.values()]
    return [*rows, ("Thème", drawn(Scope("topic", "culture"))), ("Le site", drawn(Scope("all")))]


def sheet(rows: list[tuple[str, list[bytes]]]) -> Image.Image:
    shown = [(why, [_reduced(data) for data in cards]) for why, cards in rows]
    width = max(sum(image.width + GAP for image in images) for _, images in shown) + 2 * GAP
    height = ROW + CAPTION + GAP
    lines = -(-len(shown) // COLUMNS)
    whole = Image.new("RGB", (COLUMNS * width, lines * height + GAP), "#d9d5cb")
    pen = ImageDraw.Draw(whole)
    for number, (why, images) in enumerate(shown):
        x, y = number % COLUMNS * width + GAP, number // COLUMNS * height + GAP
        pen.text((x, y), why, "#1b1a17", load_font(STRONG, 18))
        for image in images:
            whole.paste(image, (x, y + CAPTION))
            x += image.width + GAP
    return whole


def _reduced(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB").resize((round(image.width * ROW / image.height), ROW), Image.Resampling.LANCZOS)


def main() -> None:
    sheet(strips(*made())).save(SHEET, quality=QUALITY, progressive=True, optimize=True)
    print(f"Écrit : {SHEET.relative_to(ROOT)} ({SHEET.stat().st_size // 1000} ko)")


if __name__ == "__main__":
    main()
