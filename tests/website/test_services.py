"""Each commune that something comes by has its year on a page, and in autumn the next one; its address holds."""

from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

import pytest

from tambour.build.schedule import quiet_until
from tambour.model.registers import Commune
from tambour.model.site.output import OutputIndex
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.website import services
from tambour.website.functions import page_functions
from tambour.website.page import PageView
from tests.website.test_plan import PARIS, pages, published, site

COMMUNES = MappingProxyType(
    {name: Commune.model_validate({"id": name, "nom": name.title(), "insee": "71137"}) for name in ("cluny", "mazille")}
)
GREY = {"id": "om", "libelle": "Bac gris", "jours": "vendredi"}
YELLOW = {"id": "tri", "libelle": "Bac jaune", "jours": "mardi"}


def calendar(item_id: str, *collections: dict[str, object], **typed: object) -> Published:
    """Of the whole territory, unless `communes` says where."""
    extra = {"communes": tuple(typed.get("communes", ())), **typed.pop("extra", {})}
    return published("service", item_id, feries="decale_lendemain", collectes=list(collections), extra=extra, **typed)


def made(*calendars: Published, now: datetime = datetime(2026, 12, 5, 9, tzinfo=PARIS)) -> Site:
    return replace(site(*calendars, communes=COMMUNES), now=now)


def shown(given: Site) -> dict[str, PageView]:
    return {path: view for path, view in pages(given).items() if path.startswith("calendriers/")}


def labels(view: PageView, sheet: int = 0) -> list[str]:
    return [entry.mark.label for entry in view.sheets[sheet].legend]


def test_a_commune_without_a_calendar_has_no_page():
    assert set(shown(made(calendar("om", GREY, communes=["cluny"])))) == {
        "calendriers/cluny/",
        "calendriers/cluny/2026/",
        "calendriers/cluny/2027/",
    }
    assert shown(made()) == {}


def test_what_serves_the_whole_territory_is_in_every_commune():
    assert {"calendriers/cluny/", "calendriers/mazille/"} <= set(shown(made(calendar("om", GREY))))


@pytest.mark.parametrize(
    ("now", "years"),
    [
        (datetime(2026, 10, 31, 23, 59, tzinfo=PARIS), [2026]),
        (datetime(2026, 11, 1, tzinfo=PARIS), [2026, 2027]),
        (datetime(2026, 12, 31, 23, 59, tzinfo=PARIS), [2026, 2027]),
        (datetime(2027, 1, 1, tzinfo=PARIS), [2027]),
    ],
)
def test_the_next_year_is_there_from_november_and_this_one_until_it_ends(now, years):
    view = shown(made(calendar("om", GREY), now=now))["calendriers/cluny/"]

    assert [year.number for year in view.years] == years
    assert view.sheets[0].year.year == years[0]
    assert view.title == f"Cluny\u00a0: collectes et passages {years[0]}"


def test_the_address_of_the_next_year_still_answers_when_it_has_come():
    before, after = (
        shown(made(calendar("om", GREY), now=datetime(*day, tzinfo=PARIS)))["calendriers/cluny/2027/"]
        for day in ((2026, 12, 31), (2027, 1, 1))
    )

    assert before.sheets[0].year == after.sheets[0].year
    assert (before.noindex, after.noindex) == (False, True)  # in 2027 it is the same as the commune's own
    assert before.url == after.url == "https://a.fr/calendriers/cluny/2027/"


def test_a_year_of_which_nothing_is_known_yet_has_no_page():
    ends = calendar("om", GREY | {"du": "2026-01-01", "au": "2026-12-31"})

    assert "calendriers/cluny/2027/" not in shown(made(ends))
    assert [year.url for year in services.calendar_years(made(ends), "cluny")] == ["https://a.fr/calendriers/cluny/"]


def test_a_sheet_says_what_comes_by_in_that_year_and_what_says_nothing_of_it():
    trees = calendar("sapins", {"id": "s", "libelle": "Sapins", "dates": ["2027-01-11"]})
    views = shown(made(calendar("om", GREY), trees))

    assert labels(views["calendriers/cluny/"]) == ["Bac gris"]
    assert labels(views["calendriers/cluny/2027/"]) == ["Bac gris", "Sapins"]
    assert [one.id for one in views["calendriers/cluny/"].sheets[0].silent] == ["sapins"]


def test_a_mark_is_the_same_in_both_years():
    trees = calendar("sapins", {"id": "s", "libelle": "Sapins", "dates": ["2027-01-11"]})
    views = shown(made(calendar("om", GREY), trees))

    assert views["calendriers/cluny/"].sheets[0].marks == views["calendriers/cluny/2027/"].sheets[0].marks


def test_households_of_two_sectors_have_each_their_sheet():
    views = shown(
        made(
            calendar("bourg", GREY, communes=["cluny"], secteur="Bourg"),
            calendar("hameaux", GREY | {"jours": "lundi"}, communes=["cluny"], secteur="Hameaux"),
            calendar("tri", YELLOW, communes=["cluny"]),
        )
    )
    view = views["calendriers/cluny/"]

    assert [sheet.sectors for sheet in view.sheets] == [("Bourg",), ("Hameaux",)]
    assert [labels(view, number) for number in (0, 1)] == [["Bac gris", "Bac jaune"]] * 2
    assert [one.date.day for one in view.sheets[1].ahead[:3]] == [7, 8, 14]


def test_one_sector_alone_shares_the_sheet_of_the_commune():
    bourg, everywhere = calendar("bourg", GREY, secteur="Bourg"), calendar("tri", YELLOW)

    assert len(shown(made(bourg, everywhere))["calendriers/cluny/"].sheets) == 1


def test_a_stop_is_shown_in_its_own_commune_alone():
    bus = calendar("bus", GREY | {"communes": ["cluny"]}, YELLOW | {"communes": ["mazille"]})
    views = shown(made(bus))

    assert labels(views["calendriers/cluny/"]) == ["Bac gris"]
    assert labels(views["calendriers/mazille/"]) == ["Bac jaune"]
    assert [sheet.legend[0].mark.label for sheet in pages(made(bus))["services/bus/"].sheets] == ["Bac gris"] * 2


def test_a_calendar_that_has_left_the_lists_and_a_translation_make_no_page():
    old = calendar("om", GREY, extra={"expired": True})
    english = calendar("en", GREY, langue="en", traduction_de="om")

    assert shown(made(old, english)) == {}


def test_the_days_ahead_are_those_of_this_year_s_page_alone():
    views = shown(made(calendar("om", GREY)))

    assert [f"{day.date:%d/%m}" for day in views["calendriers/cluny/"].sheets[0].ahead] == [
        "11/12",
        "18/12",
        "26/12",
        "02/01",
        "08/01",
        "15/01",
    ]
    assert views["calendriers/cluny/2027/"].sheets[0].ahead == ()


def test_the_page_is_about_its_commune_and_stands_under_it():
    view = shown(made(calendar("om", GREY)))["calendriers/cluny/"]

    assert (view.commune.id, view.template) == ("cluny", "commune_services.html")
    assert [crumb.url for crumb in view.breadcrumbs] == ["https://a.fr/", "https://a.fr/communes/cluny/"]


def test_other_items_have_no_years():
    assert pages(site(published("news", "travaux")))["actualites/travaux/"].sheets == ()


def test_templates_can_ask_for_a_commune_s_calendars_and_years():
    functions = page_functions(made(calendar("om", GREY, YELLOW | {"communes": ["mazille"]})), OutputIndex())

    assert [one.item.collections[0].id for one in functions["calendars_in"]("cluny")] == ["om"]
    assert len(functions["calendars_in"]("cluny")[0].item.collections) == 1
    assert [year.number for year in functions["calendar_years"]("cluny")] == [2026, 2027]


@pytest.mark.parametrize(("month", "day"), [(10, 31), (12, 31)])
def test_a_site_that_is_left_alone_is_made_anew_when_its_years_change(month, day):
    evening = datetime(2026, month, day, 22, tzinfo=PARIS)

    assert quiet_until([], evening) == datetime(2026, month, day, tzinfo=PARIS) + timedelta(days=1)
