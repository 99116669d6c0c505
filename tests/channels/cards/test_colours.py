"""Whatever its colours, a territory's cards are read; the very first to be hard to read are refused by the settings."""

import pytest

from tambour.model.colours import PAPER, contrast
from tambour.testing.building import TERRITORY, site
from tests.channels.cards.hard_cases import COMMUNES, HARD_CASES, TOPICS
from tests.channels.cards.test_contrast import LEAST, legibility

BARELY = "#747474"  # as light as a territory's colour may be
FLAT = [item for why, item in HARD_CASES.items() if "hoto" not in why]


@pytest.mark.parametrize("main, second", [(BARELY, BARELY), ("#000091", "#b34000"), ("#0b6b3a", "#0a5fa5")])
def test_words_on_flat_cards_are_read_in_any_colours(monkeypatch, main, second):
    colours = TERRITORY.colours.model_copy(update={"main": main, "second": second})
    territory = TERRITORY.model_copy(update={"colours": colours})
    found = legibility(site(FLAT, communes=COMMUNES, topics=TOPICS, territory=territory), monkeypatch)

    assert LEAST <= contrast(BARELY, PAPER) < LEAST + 0.1
    assert len(found) > 200
    assert {place: worst for place, worst in found.items() if worst < LEAST} == {}
