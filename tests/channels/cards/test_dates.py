"""When and where, in one line each, with shorter words for a narrow card."""

from typing import Any

import pytest

from tambour.channels import Event
from tambour.channels.cards.dates import facts_of
from tambour.model.events.next_date import dates_of
from tambour.testing.building import NOW, published, site
from tambour.words.short_dates import Tile, occurrence_tile


def facts(**typed: Any) -> list[tuple[str, ...]]:
    """Every fact in all its lengths, spaces that do not break shown as others."""
    return [tuple(text.replace("\u00a0", " ") for text in fact.texts) for fact in _told(typed)[0]]


def tile(**typed: Any) -> Tile:
    return occurrence_tile(_told(typed)[1].shown, NOW)


def _told(typed: dict[str, Any]):
    event = published("event", {"id": "a", "titre": "A", "publier_le": "2026-11-01"} | typed)
    dates = dates_of(event, NOW)
    assert isinstance(event.item, Event)
    assert dates is not None
    return list(facts_of(site([event]), event, dates)), dates


@pytest.mark.parametrize(
    "typed, said",
    [
        (
            {"debut": "2026-12-05 10:00", "fin": "18h"},
            [("Samedi 5 décembre 2026", "Samedi 5 décembre"), ("De 10 h à 18 h",)],
        ),
        (
            {"debut": "2026-12-01 20:00", "fin": "2026-12-02 02:00"},
            [("Mardi 1er décembre 2026", "Mardi 1er décembre"), ("De 20 h à 2 h du matin",)],
        ),
        (
            {"debut": "2026-12-05 10:00", "fin": "2026-12-06 19:00"},
            [
                ("Du samedi 5 au dimanche 6 décembre 2026", "Du samedi 5 au dimanche 6 décembre"),
                ("De 10 h le samedi à 19 h le dimanche", "Dès 10 h"),
            ],
        ),
        (
            {"debut": "2026-12-05", "fin": "2026-12-12"},
            [("Du samedi 5 au samedi 12 décembre 2026", "Du samedi 5 au samedi 12 décembre")],
        ),
        ({"debut": "2026-12-05"}, [("Samedi 5 décembre 2026", "Samedi 5 décembre"), ("Toute la journée",)]),
    ],
)
def test_a_day_and_its_hours_are_a_line_each(typed, said):
    assert facts(**typed) == said


def test_a_series_says_its_next_date_and_how_many_follow():
    series = {"debut": "2026-11-26 18:30", "recurrence": {"frequence": "hebdomadaire", "nombre": "5"}}

    assert facts(**series)[0] == (
        "Jeudi 3 décembre 2026, et 3 autres dates",
        "Jeudi 3 décembre, et 3 autres dates",
        "Jeudi 3 décembre 2026",
        "Jeudi 3 décembre",
    )


def test_what_does_not_hold_is_struck_out():
    off, waiting = (_told({"debut": "2026-12-05 10:00", "statut": state})[0] for state in ("annule", "reporte"))

    assert [fact.struck for fact in off] == [True, True]
    assert [(fact.texts[-1], fact.struck) for fact in waiting][1] == ("Nouvelle date à venir", False)
    assert waiting[0].struck


def test_a_place_is_named_with_its_town_and_what_is_online_says_so():
    place = {"nom": "Salle des fêtes", "ville": "Mijoux"}

    assert facts(debut="2026-12-05 10:00", lieu=place)[-1] == ("Salle des fêtes, Mijoux",)
    assert facts(debut="2026-12-05 10:00", en_ligne="https://visio.exemple.fr/a")[-1] == ("En ligne",)


def test_the_tile_shows_the_first_day_and_the_last_once_it_has_begun():
    assert tile(debut="2026-12-05 10:00") == Tile("sam.", "5", "déc.")
    assert tile(debut="2027-04-01") == Tile("jeu.", "1er", "avril")
    assert tile(debut="2026-11-14", fin="2027-01-16") == Tile("jusqu’au", "16", "janv.")
