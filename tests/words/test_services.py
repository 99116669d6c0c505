"""What becomes of a round is said in French, from the day where it was and from the day where it goes."""

from datetime import date

import pytest

from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.year import Change, ServiceYear, year_of
from tambour.model.time.holidays import HolidayZone, holiday_names
from tambour.words.services import day_fr, fate_fr, feast_fr, outcomes_fr, planned_fr
from tests.model.building import ITEM, made

NBSP = "\u00a0"


def year(*collections: dict[str, object], number: int = 2026, **typed: object) -> ServiceYear:
    service = made(ServiceCalendar, ITEM | {"feries": "decale_lendemain", "collectes": list(collections)} | typed)
    return year_of([service], number, HolidayZone.METROPOLE)


def sentences(shown: ServiceYear) -> list[str]:
    return [sentence(change) for change in shown.changes]


def sentence(change: Change) -> str:
    outcomes = (f"{outcome.said}{f' ({outcome.note})' if outcome.note else ''}" for outcome in outcomes_fr(change))
    return f"{planned_fr(change)} : {' ; '.join(outcomes)}".replace(NBSP, " ")


GREY = {"id": "om", "libelle": "Bac gris", "jours": "vendredi"}
BROWN = {"id": "bio", "libelle": "Bac marron", "jours": "vendredi"}


def test_a_holiday_is_said_with_what_it_celebrates():
    assert sentences(year(GREY, feries_concernes=["1er mai", "Noël"])) == [
        "Vendredi 1er mai (fête du Travail) : Bac gris, passage reporté au samedi 2 mai",
        "Vendredi 25 décembre (Noël) : Bac gris, passage reporté au samedi 26 décembre",
    ]


def test_what_moves_together_is_said_together_and_what_does_not_apart():
    shown = year(GREY, BROWN, BROWN | {"id": "c", "libelle": "Cartons", "feries": "supprime"}, feries_concernes="Noël")

    assert sentences(shown) == [
        "Vendredi 25 décembre (Noël) : Bac gris et Bac marron, passage reporté au samedi 26 décembre ; "
        "Cartons, pas de passage"
    ]


def test_a_day_that_another_holiday_of_the_week_moves_says_which():
    shown = year(GREY, feries="decale_semaine", feries_concernes=["Ascension"])

    assert sentences(shown) == ["Vendredi 15 mai (jour férié : Ascension) : Bac gris, passage reporté au samedi 16 mai"]


def test_the_writer_s_own_words_come_with_her_own_change():
    earlier = {"date": "2026-12-04", "reporte_au": "2026-12-03", "note": "Marché de Noël."}
    noted = {"date": "2026-06-05", "note": "Sortez le bac à midi"}
    shown = year(GREY | {"exceptions": [earlier, noted]}, feries="maintenu")

    assert sentences(shown) == [
        "Vendredi 5 juin : Bac gris (Sortez le bac à midi)",
        "Vendredi 4 décembre : Bac gris, passage avancé au jeudi 3 décembre (Marché de Noël.)",
    ]


def test_another_year_is_said():
    late = {"date": "2026-12-31", "reporte_au": "2027-01-02"}
    shown = year({"id": "verre", "libelle": "Verre", "jours": "jeudi", "exceptions": late}, feries_concernes="Noël")
    [change] = shown.changes

    assert sentence(change) == "Jeudi 31 décembre : Verre, passage reporté au samedi 2 janvier 2027"
    assert fate_fr(change.rounds[0], date(2027, 1, 2)).replace(NBSP, " ") == "au lieu du jeudi 31 décembre 2026"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 6), "vendredi 6 novembre : Bac gris"),
        (date(2026, 5, 1), "vendredi 1er mai, fête du Travail : Bac gris (passage reporté au samedi 2 mai)"),
        (date(2026, 5, 2), "samedi 2 mai : Bac gris (au lieu du vendredi 1er mai)"),
        (date(2026, 6, 5), "vendredi 5 juin : Bac gris (pas de passage)"),
        (date(2026, 7, 14), "mardi 14 juillet, fête nationale"),
    ],
)
def test_a_day_is_one_sentence_for_who_cannot_see_it(day, words):
    shown = year(GREY | {"exceptions": {"date": "2026-06-05", "annule": "oui"}})
    [found] = [one for month in shown.months for week in month.weeks for one in week.days if one and one.date == day]

    assert day_fr(found).replace(NBSP, " ") == words


def test_two_holidays_on_one_day_are_both_said():
    assert feast_fr("1er mai et Ascension") == "fête du Travail et Ascension"


def test_no_holiday_is_told_by_its_date_beside_its_date():
    assert [name for name in holiday_names() if feast_fr(name)[0].isdigit()] == []
