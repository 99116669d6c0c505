"""A letter carries what its rules say, as of the day it is sent."""

from datetime import datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

import pytest

from tambour.model.events.event import Event
from tambour.model.events.occurrences import expand
from tambour.model.item import Item
from tambour.model.kinds import KINDS
from tambour.model.letters.letter import Letter
from tambour.model.letters.selection import Selections
from tambour.model.site.published import Origin, Published
from tambour.model.site.site import Site
from tambour.model.territory import Territory

PARIS = ZoneInfo("Europe/Paris")
PREHEADER = "Les nouvelles du territoire et les rendez-vous à ne pas manquer."


def published(kind: str, communes: tuple[str, ...] = (), **fields: object) -> Published:
    item: Item = KINDS[kind].model.model_validate({"titre": "T", **fields}, context={"zone": PARIS})
    occurrences = expand(item, PARIS) if isinstance(item, Event) else ()
    path = KINDS[kind].path(item)
    return Published(item, Origin(PurePosixPath(path), {}), path, path, "", "", communes, occurrences)


def letter(id_: str, day: str, *blocks: dict[str, object]) -> Published:
    return published("letter", id=id_, publier_le=day, preheader=PREHEADER, blocs=list(blocks))


NEWS = (
    published("news", id="vieille", publier_le="2026-10-05", themes=["eau"]),
    published("news", id="neuve", publier_le="2026-11-05", themes=["eau"]),
    published("news", id="d-ici", publier_le="2026-11-06", themes=["sport"], communes=("a",)),
    published("news", id="d-ailleurs", publier_le="2026-11-07", communes=("b",)),
    published("news", id="retiree", publier_le="2026-11-02", retirer_le="2026-11-08"),
    published("news", id="pas-encore", publier_le="2026-11-20"),
)
EVENTS = (
    published("event", id="passe", publier_le="2026-10-01", debut="2026-11-01 10:00"),
    published("event", id="bientot", publier_le="2026-10-01", debut="2026-11-15 10:00"),
    published("event", id="demain", publier_le="2026-10-01", debut="2026-11-11 10:00"),
    published("event", id="loin", publier_le="2026-10-01", debut="2027-01-15 10:00"),
)


def ids(block: dict[str, object], *others: Published) -> list[str]:
    this = letter("novembre", "2026-11-10", {"type": "selection", **block})
    now = datetime(2026, 12, 1, tzinfo=PARIS)
    site = Site(Territory.model_construct(timezone="Europe/Paris"), "", now, (*NEWS, *EVENTS, this, *others))
    item = this.item
    assert isinstance(item, Letter)
    return [chosen.id for chosen in Selections(site).of(item, item.blocks[0])]  # type: ignore[arg-type]


OCTOBER = letter("octobre", "2026-10-10", {"type": "selection", "ids": ["vieille", "demain"]})
DECEMBER = letter("decembre", "2026-12-10", {"type": "selection", "ids": ["neuve"]})


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"ids": ["demain", "absent", "vieille"]}, ["demain", "vieille"]),
        ({"depuis_derniere_lettre": "oui"}, ["d-ailleurs", "d-ici", "neuve"]),
        ({"jours": "7"}, ["demain", "bientot"]),
        ({"jours": "90", "au_plus": "1"}, ["demain"]),
        ({"jours": "90", "sans_deja_envoyes": "oui"}, ["bientot", "loin"]),
        ({"themes": "eau"}, ["neuve", "vieille"]),
        ({"communes": "a"}, ["d-ici", "neuve", "vieille"]),
        ({"genres": ["actualites", "agenda"], "themes": "sport"}, ["d-ici"]),
        ({"genres": "actualites", "sans_deja_envoyes": "oui"}, ["d-ailleurs", "d-ici", "neuve"]),
        ({"jours": "90", "avec": ["loin", "absent"], "au_plus": "2"}, ["loin", "demain"]),
        ({"jours": "7", "avec": ["neuve", "loin"], "au_plus": "1"}, ["neuve", "loin"]),
        ({"jours": "90", "sans": ["demain"], "au_plus": "1"}, ["bientot"]),
    ],
)
def test_each_rule_chooses_as_of_the_day_of_sending(block: dict[str, object], expected: list[str]):
    assert ids(block, OCTOBER, DECEMBER) == expected


def test_the_first_letter_has_no_previous_one():
    assert ids({"depuis_derniere_lettre": "oui"}) == ["d-ailleurs", "d-ici", "neuve", "vieille"]


def both(*blocks: dict[str, object]) -> list[list[str]]:
    """What each block of one letter shows."""
    this = letter("novembre", "2026-11-10", *({"type": "selection", **block} for block in blocks))
    now = datetime(2026, 12, 1, tzinfo=PARIS)
    site = Site(Territory.model_construct(timezone="Europe/Paris"), "", now, (*NEWS, *EVENTS, this))
    selections, item = Selections(site), this.item
    assert isinstance(item, Letter)
    return [[one.id for one in selections.of(item, block)] for block in item.blocks]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (({"themes": "eau"}, {"genres": "actualites"}), [["neuve", "vieille"], ["d-ailleurs", "d-ici"]]),
        (({"genres": "actualites", "au_plus": "2"}, {"ids": ["d-ici"]}), [["d-ailleurs", "neuve"], ["d-ici"]]),
        (({"ids": ["demain"]}, {"ids": ["demain", "loin"]}), [["demain"], ["demain", "loin"]]),
        (({"themes": "eau"}, {"genres": "agenda", "avec": ["neuve"], "au_plus": "1"}), [["vieille"], ["neuve"]]),
    ],
    ids=["an earlier block", "a block that names it", "the writer's own choice", "a block that puts it first"],
)
def test_a_letter_says_a_thing_once(blocks: tuple[dict[str, object], ...], expected: list[list[str]]):
    assert both(*blocks) == expected


@pytest.mark.parametrize(
    ("block", "nothing"),
    [
        ({"jours": "1", "sans": ["demain"]}, True),
        ({"jours": "1", "sans": ["demain"], "avec": ["absent"]}, True),
        ({"jours": "1", "sans": ["demain"], "avec": ["loin"]}, False),
    ],
)
def test_a_block_finds_nothing_when_all_that_it_found_is_left_out(block: dict[str, object], nothing: bool):
    this = letter("novembre", "2026-11-10", {"type": "selection", **block})
    site = Site(Territory.model_construct(timezone="Europe/Paris"), "", datetime(2026, 12, 1, tzinfo=PARIS), EVENTS)
    item = this.item
    assert isinstance(item, Letter)
    assert Selections(site).finds_nothing(item, item.blocks[0]) is nothing  # type: ignore[arg-type]


def test_a_block_whose_items_others_say_is_no_mistake():
    this = letter("novembre", "2026-11-10", *({"type": "selection", "themes": "eau"} for _ in range(2)))
    now, item = datetime(2026, 12, 1, tzinfo=PARIS), this.item
    site = Site(Territory.model_construct(timezone="Europe/Paris"), "", now, (*NEWS, this))
    assert isinstance(item, Letter)

    assert not Selections(site).finds_nothing(item, item.blocks[1])  # type: ignore[arg-type]
