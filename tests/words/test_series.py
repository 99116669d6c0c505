"""A series says how often it comes back and which of its dates are off, wherever its other dates are only counted."""

import pytest

from tambour.model.events.event import Event
from tambour.testing.building import published
from tambour.words.series import elsewhere_fr, how_often, off_dates_fr, rhythm_fr, series_fr
from tests.words.reading import plain

BALL = {"id": "bal", "titre": "Bal", "publier_le": "2026-11-01", "debut": "2026-12-05 20:00"}
DATED = {"id": "a", "titre": "A", "publier_le": "2026-11-01"}


TWICE = "une semaine sur deux, le mardi et samedi"


def series(**rule: str) -> Event:
    item = published("event", {**BALL, "recurrence": {"nombre": "3", **rule}}).item
    assert isinstance(item, Event)
    return item


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"frequence": "hebdomadaire"}, "tous les samedis"),
        ({"frequence": "hebdomadaire", "jours": "samedi, mardi"}, "tous les mardis et samedis"),
        ({"frequence": "hebdomadaire", "intervalle": "2"}, "un samedi sur deux"),
        ({"frequence": "hebdomadaire", "intervalle": "2", "jours": "samedi, mardi"}, TWICE),
        ({"frequence": "hebdomadaire", "intervalle": "3"}, "toutes les 3 semaines, le samedi"),
        ({"frequence": "quotidienne"}, "tous les jours"),
        ({"frequence": "mensuelle", "jours": "1er samedi"}, "chaque mois, le 1er samedi"),
        ({"frequence": "mensuelle"}, "chaque mois, le 5"),
        ({"frequence": "annuelle"}, "chaque année"),
    ],
)
def test_a_rhythm_is_said_as_one_would(rule, words):
    assert how_often(series(**rule)) == words


def test_what_is_no_series_has_no_rhythm():
    item = published("event", BALL).item
    assert isinstance(item, Event)

    assert how_often(item) == ""


@pytest.mark.parametrize(
    ("states", "words"),
    [
        (["", ""], ()),
        (["annule", "annule"], ()),
        (["annule", ""], ("Une date annulée : samedi 5 décembre",)),
        (["", "reporte"], ("Une date reportée : dimanche 6 décembre",)),
        (
            ["annule", "annule", "", "reporte"],
            (
                "Des dates annulées : samedi 5 décembre et dimanche 6 décembre",
                "Une date reportée : mardi 8 décembre",
            ),
        ),
        (["annule"] * 4 + [""], ("Des dates annulées",)),
    ],
)
def test_what_is_off_among_others_is_named(states, words):
    slots = [{"debut": f"2026-12-{day:02} 10:00", "statut": one or "confirme"} for day, one in enumerate(states, 5)]
    occurrences = published("event", {**DATED, "creneaux": slots}).occurrences

    assert tuple(map(plain, off_dates_fr(occurrences, 2026))) == words


def test_what_is_off_much_later_is_left_to_the_list_of_dates():
    slots = [{"debut": "2026-12-05 10:00"}, {"debut": "2027-05-13 10:00", "statut": "annule"}]
    occurrences = published("event", {**DATED, "creneaux": slots}).occurrences

    assert off_dates_fr(occurrences, 2026) == off_dates_fr((), 2026) == ()


@pytest.mark.parametrize(
    ("off", "words"),
    [
        ([12], "tous les samedis, sauf le samedi 12 décembre (date annulée)"),
        ([12, 19], "tous les samedis, sauf le samedi 12 décembre et le samedi 19 décembre (dates annulées)"),
        ([5, 12, 19, 26], "tous les samedis, sauf 4 dates annulées"),
    ],
)
def test_the_dates_that_are_off_are_named_while_they_are_few(off, words):
    exceptions = [{"date": f"2026-12-{day:02}", "statut": "annule"} for day in off]
    typed = {**BALL, "recurrence": {"frequence": "hebdomadaire", "nombre": "8"}, "exceptions": exceptions}
    ball = published("event", typed)
    assert isinstance(ball.item, Event)

    assert plain(rhythm_fr(ball.item, ball.occurrences, 2026)) == words


@pytest.mark.parametrize(
    ("places", "words"),
    [(["cluny", "cluny"], ""), (["salle", "cluny"], "certaines ailleurs"), (["salle", "parc"], "ailleurs")],
)
def test_dates_that_are_counted_say_that_they_are_elsewhere(places, words):
    slots = [
        {"debut": f"2026-12-{day:02}", "lieu": place} for day, place in zip((5, 6, 7), ["cluny", *places], strict=True)
    ]
    first, *others = published("event", {**DATED, "creneaux": slots}).occurrences

    assert elsewhere_fr(others, [first]) == words


def test_all_dates_are_told_in_one_line_that_stays_the_same() -> None:
    rule = {"frequence": "hebdomadaire", "jusqu_au": "2027-06-30"}
    weekly = published("event", {**DATED, "debut": "2026-12-01", "recurrence": rule})
    slots = published("event", {**DATED, "creneaux": [{"debut": f"2026-12-{day:02}"} for day in (5, 8, 19)]})

    assert [plain(words) for words in series_fr(weekly.item, weekly.occurrences)] == [
        "tous les mardis, jusqu’au 29 juin 2027",
        "tous les mardis",
    ]
    assert [plain(words) for words in series_fr(slots.item, slots.occurrences)] == [
        "3 dates, du samedi 5 au samedi 19 décembre 2026",
        "3 dates",
    ]
