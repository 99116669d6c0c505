"""The dates of an event that are not what they were are named before anything else, as people name them."""

from datetime import date

import pytest

from tambour.testing.building import published
from tambour.words.changed_dates import changed_among, changed_heads_fr, days_list_fr
from tambour.words.speech import speaking
from tests.words.reading import plain

TYPED = {"id": "a", "titre": "A", "publier_le": "2026-11-01"}
WEEKLY = {"debut": "2026-12-02 15:00", "fin": "17h", "recurrence": {"frequence": "hebdomadaire", "nombre": "9"}}


def heads(*exceptions):
    item = published("event", {**TYPED, **WEEKLY, "exceptions": [*exceptions]})
    return [plain(one) for one in changed_heads_fr(changed_among(item.occurrences), 2026)]


@pytest.mark.parametrize(
    ("exceptions", "words"),
    [
        ([], []),
        ([{"date": "2026-12-09", "note": "Le bar est ouvert"}], []),
        ([{"date": "2026-12-09", "statut": "annule"}], ["UNE DATE ANNULÉE : mercredi 9 décembre"]),
        ([{"date": "2026-12-09", "statut": "complet"}], ["UNE DATE COMPLÈTE : mercredi 9 décembre"]),
        ([{"date": "2026-12-09", "statut": "reporte"}], ["UNE DATE REPORTÉE : mercredi 9 décembre"]),
        ([{"date": "2026-12-09", "statut": "deplace", "lieu": "cluny"}], ["UNE DATE DÉPLACÉE : mercredi 9 décembre"]),
        (
            [{"date": "2026-12-09", "statut": "reporte", "debut": "2026-12-10 15:00"}],
            [
                "UNE DATE REPORTÉE au jeudi 10 décembre (au lieu du mercredi 9 décembre)",
                "UNE DATE REPORTÉE : mercredi 9 décembre",
            ],
        ),
        (
            [
                {"date": f"2026-12-{day:02}", "statut": one}
                for day, one in ((2, "complet"), (9, "annule"), (16, "annule"))
            ],
            ["DES DATES ANNULÉES : mercredis 9 et 16 décembre"],
        ),
    ],
)
def test_the_head_names_what_is_not_as_it_was_and_nothing_else(exceptions, words):
    assert heads(*exceptions) == words


def test_an_event_that_is_off_as_a_whole_names_no_date():
    item = published("event", {**TYPED, **WEEKLY, "statut": "annule"})

    assert changed_among(item.occurrences) == ()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([(12, 9)], "mercredi 9 décembre"),
        ([(12, 9), (12, 16), (12, 23)], "mercredis 9, 16 et 23 décembre"),
        ([(12, 5), (12, 6)], "samedi 5 et dimanche 6 décembre"),
        ([(11, 30), (12, 1)], "lundi 30 novembre et mardi 1er décembre"),
        ([(12, 1), (12, 3), (12, 5), (12, 7)], "1er, 3, 5 et 7 décembre"),
        ([(12, day) for day in range(1, 9)], "la première le mardi 1er décembre"),
    ],
)
def test_days_are_said_in_few_words(days, words):
    assert plain(days_list_fr([date(2026, *day) for day in days], 2026)) == words


def test_days_of_two_years_say_the_other_one():
    assert (
        plain(days_list_fr([date(2026, 12, 30), date(2027, 1, 6)], 2026)) == "mercredis 30 décembre et 6 janvier 2027"
    )


def test_days_have_their_language():
    with speaking("en"):
        assert plain(days_list_fr([date(2026, 12, 9), date(2026, 12, 16)], 2026)).count("December") == 2
