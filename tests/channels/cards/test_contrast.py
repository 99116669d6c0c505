"""Words on a card are read: 4.5:1 at least (WCAG 2.2, 1.4.3) against each pixel behind them, in the file itself."""

import io
from importlib import import_module

import pytest
from PIL import Image

from tambour.model.colours import contrast
from tambour.testing.building import make, ready, site
from tests.channels.cards.gallery import CHANNEL, EVENT, PHOTOS, cards, shown, site_of, told
from tests.channels.cards.hard_cases import COMMUNES, HARD_CASES, TOPICS

LEAST = 4.5
DRAWING = import_module("tambour.channels.cards.compose")


def legibility(given, monkeypatch):
    """The least contrast of each box of words of each card, over a picture from which the words are left out."""
    blocks = []
    monkeypatch.setattr(DRAWING, "draw", lambda block, _canvas: blocks.append(block))
    found = {}
    ours = ready(CHANNEL, given)
    for output in ours.outputs():
        blocks.clear()
        with Image.open(io.BytesIO(ours.render(output))) as card:
            ground = card.convert("RGB")
        for block in blocks:
            behind = ground.crop(place_of(block))
            grounds = [
                "#{:02x}{:02x}{:02x}".format(*colour) for _, colour in behind.getcolors(behind.width * behind.height)
            ]
            worst = min(contrast(line.colour, under) for line in block.lines for under in grounds)
            found[output.path, block.slot.name] = worst
    return found


def place_of(block):
    """Left, top, right and bottom of its words."""
    start, end = block.slot.inner
    spare = max(0, end - start - block.width)
    before = {"start": 0, "middle": spare // 2, "end": spare}[block.slot.align]
    left = start + (spare - before if block.right_to_left else before)
    return left, block.top, left + max(1, block.width), block.bottom


@pytest.mark.parametrize("photo", PHOTOS)
@pytest.mark.parametrize("typed", [EVENT, EVENT | {"statut": "annule"}], ids=["à sa date", "annulé"])
def test_words_on_a_photo_are_read(monkeypatch, photo, typed):
    found = legibility(site_of(typed | shown(photo) | told("plein"), "event"), monkeypatch)

    assert len(found) > 20
    assert {place: worst for place, worst in found.items() if worst < LEAST} == {}


def test_words_on_every_other_card_are_read(monkeypatch):
    flat = site(HARD_CASES.values(), communes=COMMUNES, topics=TOPICS)
    found = legibility(flat, monkeypatch)

    assert len(found) > 300
    assert {place: worst for place, worst in found.items() if worst < LEAST} == {}


def test_a_scrim_is_no_heavier_than_a_photo_needs():
    """A dark photo stays to be seen; a light one is darkened under the words only."""
    [(_, data), *_] = cards(site_of(EVENT | shown("neige") | told("plein"), "event"), make(type(CHANNEL)))

    with Image.open(io.BytesIO(data)) as card:
        assert min(card.getpixel((600, 40))) > 240
        assert max(card.getpixel((1150, 600))) < 130
