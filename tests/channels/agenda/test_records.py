"""Dates of records: deadlines of tenders, what a canteen serves each day, read back with another library."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import Event

from tambour.channels.agenda import Agenda
from tambour.testing.building import make, published, rendered, site
from tambour.testing.village import CLOSED_TENDER, MENU, PLACE, TENDER, village
from tests.channels.agenda.reading import events

PARIS = ZoneInfo("Europe/Paris")


def starts(found: list[Event]) -> dict[str, date]:
    return {str(one["UID"]).partition("@")[0]: one["DTSTART"].dt for one in found}


def test_a_deadline_stands_at_its_hour_or_on_its_last_day():
    found = events(village(), "agendas/marches.ics")

    assert starts(found) == {
        "toiture-de-la-salle-fin": datetime(2026, 12, 11, 12, tzinfo=PARIS),
        "fauchage-fin": date(2026, 10, 2),
    }
    [roof] = [one for one in found if str(one["UID"]).startswith("toiture")]
    assert roof["SUMMARY"] == "Date limite\xa0: Toiture de la salle des fêtes"
    assert "Charpente, Couverture" in roof["DESCRIPTION"]


def test_what_was_withdrawn_is_told_no_more():
    gone = published("tender", {**TENDER, "retirer_le": "2026-11-25"}, expired=True)

    assert events(site([gone]), "agendas/marches.ics") == []


def test_a_canteen_has_its_menu_of_each_day_on_which_something_is_served():
    for path in ("agendas/menus.ics", "agendas/menus/salle-des-fetes.ics"):
        [tuesday] = events(village(), path)

        assert tuesday["DTSTART"].dt == date(2026, 12, 1)
        assert tuesday["SUMMARY"] == "Cantine\xa0: Gratin d’épeautre"
        assert "Plat\xa0: Gratin d’épeautre (bio, végétarien)" in tuesday["DESCRIPTION"]
        assert "Dessert\xa0: Poire ou Flan" in tuesday["DESCRIPTION"]
        assert "Allergènes\xa0: gluten et lait" in tuesday["DESCRIPTION"]


def test_the_menu_and_the_deadline_of_a_translation_are_in_its_language():
    english = {"langue": "en", "traduction_de": None}
    menu, roof = published("menu", MENU | english), published("tender", TENDER | english)
    given = site([published("place", PLACE), menu, roof])

    [tuesday] = events(given, "agendas/menus.ics")
    [deadline] = events(given, "agendas/marches.ics")

    assert tuesday["SUMMARY"] == "School lunch: Gratin d’épeautre"
    assert "Main course: Gratin d’épeautre (organic, vegetarian)" in tuesday["DESCRIPTION"]
    assert "Dessert: Poire or Flan" in tuesday["DESCRIPTION"]
    assert "Allergens: gluten and milk" in tuesday["DESCRIPTION"]
    assert deadline["SUMMARY"] == "Closing date: Toiture de la salle des fêtes"


def test_each_canteen_has_its_own_and_a_territory_without_menus_none():
    other = {**PLACE, "id": "cantine", "titre": "Cantine"}
    menu = published("menu", {**MENU, "id": "m2", "semaine": "2026-12-07", "cantines": ["cantine"]})
    given = site([published("place", PLACE), published("place", other), published("menu", MENU), menu])

    assert [one["DTSTART"].dt.day for one in events(given, "agendas/menus/cantine.ics")] == [8]
    assert [one["DTSTART"].dt.day for one in events(given, "agendas/menus.ics")] == [1, 8]
    assert not any("menus" in path for path in rendered(make(Agenda), site([published("tender", CLOSED_TENDER)])))
