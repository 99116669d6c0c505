"""A series is told by its rule, as people say it."""

import pytest

from tambour.testing.building import published
from tambour.words.series import series_fr

START = {"id": "a", "titre": "A", "publier_le": "2026-11-01"}


def said(debut, **rule):
    typed = START | {"debut": debut, "recurrence": {"jusqu_au": "2027-06-30"} | rule}
    event = published("event", typed)
    return [words.replace("\u00a0", " ") for words in series_fr(event.item.recurrence, event.occurrences)]


@pytest.mark.parametrize(
    ("debut", "rule", "words"),
    [
        ("2026-12-01", {"frequence": "hebdomadaire"}, "tous les mardis"),
        ("2026-12-01", {"frequence": "hebdomadaire", "jours": "mardi, jeudi"}, "tous les mardis et jeudis"),
        ("2026-12-01", {"frequence": "hebdomadaire", "jours": "lundi au dimanche"}, "tous les jours"),
        ("2026-12-01", {"frequence": "hebdomadaire", "intervalle": "2"}, "un mardi sur deux"),
        (
            "2026-12-01",
            {"frequence": "hebdomadaire", "intervalle": "2", "jours": "mardi, jeudi"},
            "toutes les 2 semaines, le mardi et jeudi",
        ),
        ("2026-12-01", {"frequence": "quotidienne"}, "tous les jours"),
        ("2026-12-01", {"frequence": "quotidienne", "intervalle": "3"}, "tous les 3 jours"),
        ("2026-12-01", {"frequence": "mensuelle", "jours": "1er mardi"}, "le 1er mardi de chaque mois"),
        ("2026-12-25", {"frequence": "mensuelle", "jours": "dernier vendredi"}, "le dernier vendredi de chaque mois"),
        ("2026-12-01", {"frequence": "mensuelle"}, "le 1er de chaque mois"),
        ("2026-12-05", {"frequence": "mensuelle", "intervalle": "2"}, "le 5, tous les 2 mois"),
        ("2026-12-05", {"frequence": "annuelle", "jusqu_au": "2028-12-31"}, "le 5 décembre de chaque année"),
    ],
)
def test_a_rule_is_said_as_people_say_it(debut, rule, words):
    assert said(debut, **rule)[-1] == words


def test_the_longest_way_says_until_when():
    assert said("2026-12-01", frequence="hebdomadaire")[0] == "tous les mardis, jusqu’au 29 juin 2027"


def test_dates_without_a_rule_are_counted():
    slots = [{"debut": f"2026-12-{day:02}"} for day in (5, 8, 19)]
    event = published("event", START | {"creneaux": slots})

    assert [words.replace("\u00a0", " ") for words in series_fr(None, event.occurrences)] == [
        "3 dates, du samedi 5 au samedi 19 décembre 2026",
        "3 dates",
    ]
