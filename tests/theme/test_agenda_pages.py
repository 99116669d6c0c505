"""The agenda by time, as a reader sees it: a grid of the month, what is on today, where it is, what is over."""

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import pytest

from tambour.model.registers import Commune, Topic
from tambour.model.time.school_holidays import SchoolZone
from tambour.testing.building import NOW, TERRITORY, published, site
from tests.theme.drawing import drawn

EVENT = {"publier_le": "2026-11-01", "communes": ["cluny"]}
COMMUNES = MappingProxyType(
    {name: Commune.model_validate({"id": name, "nom": name.title(), "insee": "71137"}) for name in ("cluny", "mazille")}
)


def event(item_id: str, debut: str, **fields: object) -> Any:
    return published("event", EVENT | {"id": item_id, "titre": item_id.title(), "debut": debut} | fields)


def words(page: Any) -> str:
    return " ".join(page.get_text(" ").split())


def test_the_grid_of_a_month_is_a_table_whose_days_lead_to_what_takes_place_then():
    slots = [{"debut": f"2026-12-05 {hour:02d}:{minute:02d}"} for hour in range(9, 19) for minute in range(0, 60, 10)]
    long_title = (
        "Un titre aussi long que la mairie le permet, qui dit tout de la journée, de ses horaires, de ses lieux"
    )
    many = published("event", EVENT | {"id": "visites", "titre": long_title, "creneaux": slots})
    given = site([many, event("bal", "2026-12-05 20:00"), event("tri", "2026-12-31")], communes=COMMUNES)
    page = drawn(given, "agenda/mois/2026-12/")
    table = page.find("table")
    linked = {link["href"] for link in table.find_all("a")}

    assert [th["scope"] for th in table.find_all("th")] == ["col"] * 7
    assert table.caption.text.startswith("Décembre 2026")
    assert linked == {"#jour-2026-12-05", "#jour-2026-12-31"}
    assert all(page.find(id=href[1:]) for href in linked)
    assert len(table.find_all("td")) == 35
    assert words(page.find(class_="agenda-day")).count("Un titre aussi long") == 1
    assert "Aussi, ce jour-là : à 9 h 10, à 9 h 20" in words(page).replace("\u00a0", " ")


def test_what_does_not_take_place_is_said_in_the_grid_to_who_does_not_see_it_struck():
    off, on = event("bal", "2026-12-05 20:00", statut="annule"), event("tri", "2026-12-31")
    page = drawn(site([off, on], communes=COMMUNES), "agenda/mois/2026-12/")

    said = {link["href"][-2:]: words(link) for link in page.table.find_all("a")}
    assert "(Annulé)" in said["05"].replace(" )", ")").replace("( ", "(")
    assert "(" not in said["31"]


def test_today_and_this_weekend_say_which_days_they_are_and_where_things_are():
    place = published("place", {"id": "halle", "titre": "Halle", "coordonnees": "46.4, 4.6"})
    fair = event("foire", "2026-12-01 18:00", lieu="halle")
    show = event("expo", "2026-11-01", fin="2026-12-24")
    ball = event("bal", "2026-12-05 20:00")
    given = site([place, fair, show, ball], communes=COMMUNES)
    today, weekend = drawn(given, "agenda/aujourd-hui/"), drawn(given, "agenda/ce-week-end/")

    assert "Mardi 1er décembre 2026" in words(today).replace("\u00a0", " ")
    assert "Foire" in words(today.main)
    assert "Bal" not in words(today.main)
    assert "openstreetmap.org/?mlat=46.4&mlon=4.6" in str(today.main.find(class_="places-on-map")).replace("&amp;", "&")
    assert "du vendredi 4 décembre au soir au dimanche 6 décembre 2026" in words(weekend).replace("\u00a0", " ").lower()
    assert "Bal" in words(weekend.main)
    assert all("Expo" in words(page.main) for page in (today, weekend))
    assert today.h1.span["data-jusqu-a"] == "2026-12-01T24:00"


def test_what_is_over_stands_apart():
    given = site([event("vieux", "2026-11-02"), event("bal", "2026-12-05 20:00")], communes=COMMUNES)
    past = drawn(given, "agenda/passes/")

    assert "Vieux" in words(past.main)
    assert "Bal" not in words(past.main)
    assert "Vieux" not in words(drawn(given, "agenda/").main)


def test_the_weekend_and_the_months_are_one_press_away_on_the_agenda():
    page = drawn(site([event("bal", "2026-12-05 20:00"), event("voeux", "2027-01-08")]), "agenda/")
    links = [link["href"].partition("/agenda/")[2] for link in page.find(class_="filter-bar").find_all("a")]

    assert links[:4] == ["aujourd-hui/", "ce-week-end/", "mois/2026-12/", "mois/2027-01/"]


@pytest.mark.parametrize(("zone", "there"), [("B", True), (None, False)])
def test_school_holidays_have_a_page_where_their_zone_is_said(zone, there):
    territory = TERRITORY.model_copy(update={"school_zone": zone and SchoolZone(zone)})
    given = site([event("cirque", "2026-12-22 14:00")], territory=territory)
    links = words(drawn(given, "agenda/").find(class_="filter-bar"))

    assert ("Vacances de Noël" in links) is there
    if there:
        assert "Cirque" in words(drawn(given, "agenda/vacances/noel-2026/").main)


def test_each_commune_shows_its_own_dates_of_a_tour():
    stops = [("cluny", "2026-12-05 09:00"), ("mazille", "2026-12-12 09:00")]
    slots = [{"debut": start, "lieu": {"nom": f"Place de {name}", "commune": name}} for name, start in stops]
    typed = {"id": "pressoir", "titre": "Pressoir", "publier_le": "2026-11-01", "creneaux": slots}
    given = site([published("event", typed)], communes=COMMUNES)

    for name, other in (("cluny", "mazille"), ("mazille", "cluny")):
        for path in (f"communes/{name}/", f"agenda/communes/{name}/"):
            shown = words(drawn(given, path).main)
            assert f"Place de {name}" in shown
            assert f"Place de {other}" not in shown


def test_a_topic_of_a_commune_and_a_busy_place_have_a_page_when_it_helps_and_never_more_than_a_hundred():
    topics = MappingProxyType({"sport": Topic.model_validate({"id": "sport", "nom": "Sport"})})
    place = published("place", {"id": "halle", "titre": "Halle", "commune": "cluny"})
    day = date(2026, 12, 5)
    sport = [event(f"match-{n}", f"{day + timedelta(days=n)}", themes=["sport"], lieu="halle") for n in range(4)]
    others = [event(f"bal-{n}", f"{day + timedelta(days=n)}", lieu="halle") for n in range(4)]
    given = site([place, *sport, *others], communes=COMMUNES, topics=topics)
    narrowed = drawn(given, "agenda/communes/cluny/").find(class_="narrower")

    assert [link["href"].partition("/agenda/")[2] for link in narrowed.find_all("a")] == [
        "communes/cluny/themes/sport/",
        "lieux/halle/",
    ]
    assert "Bal-0" not in words(drawn(given, "agenda/communes/cluny/themes/sport/").main)
    assert "Bal-0" in words(drawn(given, "agenda/lieux/halle/").main)


def test_a_weekend_says_from_when_and_on_which_day_there_is_nothing():
    page = drawn(site([event("bal", "2026-12-05 20:00")], communes=COMMUNES), "agenda/ce-week-end/")

    assert "Du vendredi 4 décembre au soir au dimanche 6 décembre 2026" in words(page)
    assert [section.h2["id"] for section in page.select(".agenda-day")] == ["jour-2026-12-05", "jour-2026-12-06"]
    assert "Rien d’annoncé ce jour-là." in words(page.select(".agenda-day")[1])
    assert [link["href"][-20:] for link in page.select(".filter-bar__link[aria-current]")] == ["/agenda/ce-week-end/"]


def test_a_day_without_anything_says_so_and_what_comes_next():
    off = event("bal", "2026-12-02 20:00", statut="annule")
    page = drawn(site([off, event("tri", "2026-12-03 20:00")], communes=COMMUNES), "agenda/aujourd-hui/")

    assert "Aucun rendez-vous ne commence ce jour-là." in words(page.main)
    assert [link.text for link in page.select(".event-line__title a")] == ["Tri"]


def test_what_has_changed_stands_on_one_page():
    items = [
        event("bal", "2026-12-05", statut="annule", note="La salle est inondée."),
        event("jeu", "2026-12-12", debut_precedent=["2026-12-06"]),
        event("tri", "2026-12-07", statut="complet"),
    ]
    page = drawn(site(items, communes=COMMUNES), "agenda/changements/")

    assert [link.text for link in page.select(".event-line__title a")] == ["Bal", "Jeu"]
    assert "La salle est inondée." in words(page.main)
    assert not drawn(site(items[2:]), "agenda/").find("a", href="http://test.example/agenda/changements/")
    assert "Changements" not in words(drawn(site(items[2:]), "agenda/").main)


def test_the_month_under_way_shows_what_was_apart():
    given = replace(
        site([event("bal", "2026-12-02"), event("tri", "2026-12-20")], communes=COMMUNES),
        now=NOW.replace(day=10),
    )
    page = drawn(given, "agenda/mois/2026-12/")

    assert [link["href"] for link in page.select(".month a")] == ["#jour-2026-12-02", "#jour-2026-12-20"]
    assert page.select_one("details.earlier #jour-2026-12-02") is not None
    assert page.select_one("details.earlier #jour-2026-12-20") is None
