"""One card drawn: its words placed in the template's boxes, then everything laid down in the template's order."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image, ImageOps

from tambour.channels.cards.artwork import Dress, PlacedPicture, artwork, fit_logo, icon_mask, lay_motif, open_picture
from tambour.channels.cards.canvas import Box, FlatCanvas, PhotoCanvas, extremes
from tambour.channels.cards.card_content import CardContent, CardFact
from tambour.channels.cards.layout import CardLayout, TextBox
from tambour.channels.cards.letters import drawable, tidy
from tambour.channels.cards.rasters import svg_of
from tambour.channels.cards.typesetting import Block, draw, fact_list, paragraph
from tambour.look.drawing import rasterise
from tambour.model.colours import contrast, mix


@dataclass(frozen=True)
class Materials:
    """What a card shows beside its own words. icon: the inside of an SVG of 24 × 24 units; "" = none."""

    territory: str
    logo: PlacedPicture | None = None
    photo: PlacedPicture | None = None
    icon: str = ""

    def without_pictures(self) -> "Materials":
        """The same without what comes from files; a card that had a photo stays one with a place for it, empty."""
        nothing = PlacedPicture("image/png", rasterise(svg_of(1, 1, "")))  # the ground of its box shows through
        return Materials(self.territory, photo=nothing if self.photo else None)


def compose(content: CardContent, layout: CardLayout, materials: Materials) -> bytes:
    """Draw a card: a PNG, or a JPEG when there is a photo. Raises ValueError, OSError for pictures that are none."""
    art = artwork(layout.artwork)
    canvas: FlatCanvas | PhotoCanvas
    canvas = PhotoCanvas(art.coloured) if materials.photo else FlatCanvas(art.flat)
    blocks = place(content, layout, materials.territory)
    for slot in layout.slots:
        if slot.name == "picture" and materials.photo:
            canvas.picture(covering(materials.photo, *_size(slot.box), slot.fill, content.focus), slot.box[:2])
        elif slot.name == "picture" and isinstance(canvas, FlatCanvas):
            dress = Dress(slot.fill, slot.colour, slot.head, slot.strong)
            lay_motif(canvas, content.motif, slot.box, slot.radius, dress, materials.icon)
        elif slot.name == "scrim" and isinstance(canvas, PhotoCanvas):
            lay_scrim(canvas.image, _under(slot, blocks), slot.fade, slot.fill, slot.colour)
        elif slot.name == "pictogram" and materials.icon:
            canvas.ink(icon_mask(materials.icon, _size(slot.box)[0]), slot.box[:2], slot.colour)
        elif slot.name == "logo" and materials.logo:
            canvas.picture(*fit_logo(materials.logo, slot.box))
        elif slot.name == "tile" and content.tile:
            canvas.fill(slot.box, slot.fill)
        elif block := blocks.get(slot.name):
            if slot.fill:
                canvas.fill(_ground(block), slot.fill)
            draw(block, canvas)
    return canvas.encode()


def place(content: CardContent, layout: CardLayout, territory: str) -> dict[str, Block]:
    """Where all words stand, by box. A box that follows another one waits for it."""
    words, facts = _words(content, territory), _facts(content)
    blocks: dict[str, Block] = {}
    waiting = [slot for slot in layout.slots if words.get(slot.name) or (slot.name == "facts" and facts)]
    while waiting:
        names = {slot.name for slot in waiting}
        ready = [slot for slot in waiting if not {slot.after, slot.above} & names] or waiting
        for slot in ready:
            top, bottom = _limits(slot, blocks)
            block = (
                fact_list(slot, facts, top, bottom)
                if slot.name == "facts"
                else paragraph(slot, words[slot.name], top, bottom, struck=content.off and slot.name == "day")
            )
            if block is not None:
                blocks[slot.name] = block
        waiting = [slot for slot in waiting if slot not in ready]
    return blocks


def _words(content: CardContent, territory: str) -> Mapping[str, str]:
    tile = content.tile
    words = {
        "title": content.title,
        "kicker": content.kicker,
        "summary": content.summary,
        "band": content.band,
        "level": content.level_word,
        "name": territory,
        "weekday": tile.kicker if tile else "",
        "day": tile.day if tile else "",
        "month": tile.month if tile else "",
    }
    return {name: drawable(tidy(text)) for name, text in words.items()}


def _facts(content: CardContent) -> tuple[CardFact, ...]:
    """Those of which something can be drawn."""
    written = (tuple(filter(None, (drawable(tidy(text)) for text in fact.texts))) for fact in content.facts)
    pairs = zip(content.facts, written, strict=True)
    return tuple(replace(fact, texts=texts) for fact, texts in pairs if texts)


def _limits(slot: TextBox, blocks: Mapping[str, Block]) -> tuple[int, int]:
    """From where to where a box may be used: less than all of it, when it gives way to another."""
    _, top, _, bottom = slot.box
    if before := blocks.get(slot.after):
        top = before.bottom + slot.gap
    if under := blocks.get(slot.above):
        bottom = min(bottom, under.top - slot.gap)
    return top, bottom


def _ground(block: Block) -> Box:
    """What is covered behind the words of a box that has a ground of its own."""
    slot = block.slot
    left, top, right, bottom = slot.box
    return (left, top, min(right, left + slot.indent + block.width + 2 * slot.pad), bottom) if slot.hug else slot.box


def _under(slot: TextBox, blocks: Mapping[str, Block]) -> Box:
    """A scrim begins over the words that it names, wherever these begin."""
    left, top, right, bottom = slot.box
    first = blocks.get(slot.after)
    return left, max(top, first.top - slot.gap) if first else top, right, bottom


def _size(box: Box) -> tuple[int, int]:
    return box[2] - box[0], box[3] - box[1]


CONTRAST = 5.6  # at least, of words on a photo: WCAG 2.2 §1.4.3 asks for 4.5, and JPEG moves each pixel a little
_EYE_LEVEL = (0.5, 0.42)  # what a photo is about is seldom at its foot
_TINT = 0.35  # least strength of a scrim, so that words never seem to float
_STEPS = 40


@lru_cache(maxsize=4)  # what contents in a row share; more would be held by each worker for nothing
def covering(
    picture: PlacedPicture, width: int, height: int, paper: str, focus: tuple[int, int] | None = None
) -> Image.Image:
    """A picture (RGB) that covers a box.

    paper: what shows through where it is transparent. focus: what must stay, in hundredths from the left and from the
    top; as `object-position` has it, so that cards and pages cut alike.
    """
    centering = _EYE_LEVEL if focus is None else (focus[0] / 100, focus[1] / 100)
    pixels = _pixels(picture, paper)
    # HAMMING: as sharp as BICUBIC where a photo is reduced, in half the time.
    return ImageOps.fit(pixels, (width, height), Image.Resampling.HAMMING, centering=centering)


@lru_cache(maxsize=2)  # the three cards of one item are drawn one after the other
def _pixels(picture: PlacedPicture, paper: str) -> Image.Image:
    with Image.open(io.BytesIO(picture.data)) as photo:
        photo.load()
        if photo.mode == "RGB":
            return photo
    image = open_picture(picture)
    ground = Image.new("RGB", image.size, paper)
    ground.paste(image, (0, 0), image)
    return ground


def lay_scrim(image: Image.Image, box: Box, fade: int, ground: str, words: str) -> None:
    """Cover a part of a photo with just enough of a colour for words to be read on every pixel of it.

    box: where words stand. fade: height over which the colour comes up, above the box. ground, words: colours, far
    enough apart.
    """
    area = image.crop(box)
    strength = least_strength(area, ground, words)
    height = box[3] - box[1] + fade
    column = Image.new("L", (1, height), round(255 * strength))
    for row in range(fade):
        share = row / fade
        column.putpixel((0, row), round(255 * strength * share * share * (3 - 2 * share)))
    mask = column.resize((box[2] - box[0], height))
    image.paste(Image.new("RGB", mask.size, ground), (box[0], box[1] - fade), mask)


def least_strength(area: Image.Image, ground: str, words: str) -> float:
    """Least share (0 to 1) of a ground over a photo with which words stand out from each of its pixels."""
    light = contrast(words, "#000000") > contrast(words, "#ffffff")
    worst = [extremes(band)[1 if light else 0] for band in area.split()]
    under = "#" + "".join(f"{part:02x}" for part in worst)  # no pixel is worse
    shares = (step / _STEPS for step in range(round(_TINT * _STEPS), _STEPS))
    return next((share for share in shares if contrast(mix(under, ground, share), words) >= CONTRAST), 1.0)
