"""One card drawn: its words placed in the template's boxes, then everything laid down in the template's order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tambour.channels.cards.artwork import Dress, Picture, artwork, composed, icon_mask, standing
from tambour.channels.cards.canvas import Box, FlatCanvas, PhotoCanvas
from tambour.channels.cards.layout import Layout, Slot
from tambour.channels.cards.letters import drawable, tidy
from tambour.channels.cards.photo import covering, lay_scrim
from tambour.channels.cards.scene import Fact, Scene
from tambour.channels.cards.typesetting import Block, draw, listed, paragraph


@dataclass(frozen=True)
class Materials:
    """What a card shows beside its own words. icon: the inside of an SVG of 24 × 24 units; "" = none."""

    territory: str
    logo: Picture | None = None
    photo: Picture | None = None
    icon: str = ""


def compose(scene: Scene, layout: Layout, materials: Materials) -> bytes:
    """Draw a card: a PNG, or a JPEG when there is a photo. Raises ValueError, OSError for pictures that are none."""
    art = artwork(layout.artwork)
    canvas: FlatCanvas | PhotoCanvas
    canvas = PhotoCanvas(art.coloured) if materials.photo else FlatCanvas(art.flat)
    blocks = place(scene, layout, materials.territory)
    for slot in layout.slots:
        if slot.name == "picture" and materials.photo:
            canvas.picture(covering(materials.photo, *_size(slot.box), slot.fill), slot.box[:2])
        elif slot.name == "picture" and isinstance(canvas, FlatCanvas):
            dress = Dress(slot.fill, slot.colour, slot.head, slot.strong)
            canvas.stamp(composed(scene.motif, *_size(slot.box), slot.radius, dress, materials.icon), slot.box[:2])
        elif slot.name == "scrim" and isinstance(canvas, PhotoCanvas):
            lay_scrim(canvas.image, _under(slot, blocks), slot.fade, slot.fill, slot.colour)
        elif slot.name == "pictogram" and materials.icon:
            canvas.ink(icon_mask(materials.icon, _size(slot.box)[0]), slot.box[:2], slot.colour)
        elif slot.name == "logo" and materials.logo:
            canvas.picture(*standing(materials.logo, slot.box))
        elif slot.name == "tile" and scene.tile:
            canvas.fill(slot.box, slot.fill)
        elif block := blocks.get(slot.name):
            if slot.fill:
                canvas.fill(_ground(block), slot.fill)
            draw(block, canvas)
    return canvas.encoded()


def place(scene: Scene, layout: Layout, territory: str) -> dict[str, Block]:
    """Where all words stand, by box. A box that follows another one waits for it."""
    words, facts = _words(scene, territory), _facts(scene)
    blocks: dict[str, Block] = {}
    waiting = [slot for slot in layout.slots if words.get(slot.name) or (slot.name == "facts" and facts)]
    while waiting:
        names = {slot.name for slot in waiting}
        ready = [slot for slot in waiting if not {slot.after, slot.above} & names] or waiting
        for slot in ready:
            top, bottom = _limits(slot, blocks)
            block = (
                listed(slot, facts, top, bottom)
                if slot.name == "facts"
                else paragraph(slot, words[slot.name], top, bottom, struck=scene.off and slot.name == "day")
            )
            if block is not None:
                blocks[slot.name] = block
        waiting = [slot for slot in waiting if slot not in ready]
    return blocks


def _words(scene: Scene, territory: str) -> Mapping[str, str]:
    tile = scene.tile
    words = {
        "title": scene.title,
        "kicker": scene.kicker,
        "summary": scene.summary,
        "band": scene.band,
        "level": scene.level_word,
        "name": territory,
        "weekday": tile.kicker if tile else "",
        "day": tile.day if tile else "",
        "month": tile.month if tile else "",
    }
    return {name: drawable(tidy(text)) for name, text in words.items()}


def _facts(scene: Scene) -> tuple[Fact, ...]:
    """Those of which something can be drawn."""
    written = (tuple(filter(None, (drawable(tidy(text)) for text in fact.texts))) for fact in scene.facts)
    pairs = zip(scene.facts, written, strict=True)
    return tuple(replace(fact, texts=texts) for fact, texts in pairs if texts)


def _limits(slot: Slot, blocks: Mapping[str, Block]) -> tuple[int, int]:
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


def _under(slot: Slot, blocks: Mapping[str, Block]) -> Box:
    """A scrim begins over the words that it names, wherever these begin."""
    left, top, right, bottom = slot.box
    first = blocks.get(slot.after)
    return left, max(top, first.top - slot.gap) if first else top, right, bottom


def _size(box: Box) -> tuple[int, int]:
    return box[2] - box[0], box[3] - box[1]
