"""A year of collection days is read by eye, by ear and on paper alike; nothing in it is told by colour alone."""

import re
from dataclasses import replace
from datetime import datetime

import pytest
from bs4 import BeautifulSoup, Tag

from tambour.channels import Commune, Output, Scope, Site
from tambour.model.services.marks import SHAPES
from tambour.testing.building import PARIS, URL, published, site
from tests.theme.drawing import drawn

NBSP = "\u00a0"
NOW = datetime(2026, 11, 23, 9, tzinfo=PARIS)
MOVED = {"date": "2026-12-04", "reporte_au": "2026-12-03", "note": "Marché de Noël."}
OFF = {"date": "2026-12-21", "annule": "oui", "note": "Pas de passage cette semaine."}
GREY = {"id": "om", "libelle": "Bac gris", "jours": "vendredi", "consigne": "La veille au soir.", "exceptions": [MOVED]}
BROWN = {"id": "bio", "libelle": "Bac marron", "jours": "lundi", "exceptions": [OFF]}
GLASS = {"id": "verre", "libelle": "Verre", "jours": "1er mercredi", "heures": "14h-16h"}
ICS = "text/calendar; charset=utf-8"


def made(*collections: dict[str, object], now: datetime = NOW, **typed: object) -> Site:
    named = {"id": "ordures", "titre": "Collecte des ordures", "feries": "decale_lendemain", "communes": ["lac"]}
    calendar = published("service", named | {"collectes": list(collections or (GREY, BROWN, GLASS))} | typed)
    return site(
        [calendar], now=now, communes={"lac": Commune.model_validate({"id": "lac", "nom": "Lac", "insee": "39001"})}
    )


@pytest.fixture(scope="module")
def year() -> BeautifulSoup:
    return drawn(made(), "calendriers/lac/")


def said(element: Tag) -> str:
    return " ".join(element.get_text(" ").replace(NBSP, " ").split())


def cell(page: BeautifulSoup, day: str) -> Tag:
    return page.select_one(f'.year-month time[datetime="{day}"]').find_parent("td")


def test_each_month_is_a_table_with_its_name_its_weekdays_and_its_weeks(year):
    months = year.select("table.year-month")

    assert [said(month.caption) for month in months][::11] == ["Janvier 2026", "Décembre 2026"]
    assert all(len(month.select("thead th[scope=col]")) == 8 for month in months)
    assert all(
        row.th["scope"] == "row" and len(row.select("td")) == 7 for row in year.select(".year-month tbody tr:has(th)")
    )
    assert [said(row.th) for row in months[10].select("tbody tr:has(th)")] == [
        f"Semaine {week}" for week in range(44, 50)
    ]


@pytest.mark.parametrize(
    ("day", "words", "marks"),
    [
        ("2026-11-27", "vendredi 27 novembre : Bac gris", 1),
        ("2026-12-02", "mercredi 2 décembre : Verre", 1),
        ("2026-12-03", "jeudi 3 décembre : Bac gris (au lieu du vendredi 4 décembre)", 1),
        ("2026-12-04", "vendredi 4 décembre : Bac gris (passage avancé au jeudi 3 décembre)", 1),
        ("2026-12-21", "lundi 21 décembre : Bac marron (pas de passage)", 1),
        ("2026-12-25", "vendredi 25 décembre, Noël : Bac gris (passage reporté au samedi 26 décembre)", 1),
        ("2026-07-14", "mardi 14 juillet, fête nationale", 0),
    ],
)
def test_a_day_is_a_sentence_for_the_ear_and_marks_for_the_eye(year, day, words, marks):
    found = cell(year, day)

    assert said(found.time) == words
    assert len(found.select("svg.mark")) == marks
    assert all(mark.find_parent(attrs={"aria-hidden": "true"}) for mark in found.select("svg"))


def test_what_does_not_take_place_is_struck_and_what_is_not_as_usual_framed(year):
    struck = {time["datetime"] for time in year.select(".year-month td:has(.mark--off) time")}
    framed = {time["datetime"] for time in year.select(".year-month .day--unusual time")}

    assert {"2026-12-04", "2026-12-21", "2026-12-25"} <= struck
    assert {"2026-12-03", "2026-12-26"} <= framed
    assert not struck & framed
    assert {"2026-05-01", "2026-12-25"} <= {time["datetime"] for time in year.select(".year-month .day--holiday time")}


def test_today_is_said(year):
    assert [said(found) for found in year.select("[aria-current=date] time")] == ["lundi 23 novembre : Bac marron"]


def test_every_mark_has_a_drawing_with_a_letter_and_a_line_in_words(year):
    drawings = {symbol["id"]: symbol for symbol in year.select("symbol")}
    used = {use["href"].removeprefix("#") for use in year.select("use")}
    legend = {use["href"].removeprefix("#") for use in year.select(".year-legend use")}

    assert used <= set(drawings)
    assert {said(drawings[name].find("text")) for name in legend} == {"G", "M", "V"}
    assert [said(line) for line in year.select(".year-legend li p")] == [
        "Bac gris La veille au soir.",
        "Bac marron",
        "Verre , 14 h – 16 h",
    ]


def test_every_shape_that_a_mark_may_have_is_drawn():
    many = [{"id": f"c{number}", "libelle": f"Passage {number}", "jours": "lundi"} for number in range(len(SHAPES))]
    symbols = drawn(made(*many), "calendriers/lac/").select("symbol[class^=mark-shape]")
    outlines = {re.sub(r"<text.*", "", symbol.decode_contents()) for symbol in symbols}

    assert len(outlines) == len(SHAPES)


def test_what_changes_is_listed_in_words(year):
    assert [said(line) for line in year.select(".year-changes li")] == [
        "Lundi 6 avril (lundi de Pâques) : Bac marron, passage reporté au mardi 7 avril",
        "Vendredi 1er mai (fête du Travail) : Bac gris, passage reporté au samedi 2 mai",
        "Vendredi 8 mai (Victoire de 1945) : Bac gris, passage reporté au samedi 9 mai",
        "Lundi 25 mai (lundi de Pentecôte) : Bac marron, passage reporté au mardi 26 mai",
        "Vendredi 4 décembre : Bac gris, passage avancé au jeudi 3 décembre (Marché de Noël)",
        "Lundi 21 décembre : Bac marron, pas de passage (Pas de passage cette semaine)",
        "Vendredi 25 décembre (Noël) : Bac gris, passage reporté au samedi 26 décembre",
    ]


def test_a_year_without_a_change_says_so_and_which_holidays_are_kept():
    page = drawn(made(GREY | {"exceptions": []}, feries="maintenu"), "calendriers/lac/")
    words = [said(line) for line in page.select(".year__words p")]

    assert words[0] == "Aucun : les jours habituels valent toute l’année, jours fériés compris."
    assert words[1].startswith(
        "Passages maintenus un jour férié : vendredi 1er mai (Bac gris), vendredi 8 mai (Bac gris)"
    )


def test_both_years_lead_to_each_other(year):
    switch = [(link["href"], link.get("aria-current")) for link in year.select(".year-switch a")]

    assert [(href.rsplit("calendriers/", 1)[1], current) for href, current in switch] == [
        ("lac/", "page"),
        ("lac/2027/", None),
    ]


def test_the_next_days_say_their_state(year):
    ahead = [said(line.select_one("div")) for line in year.select(".rounds-ahead li")]

    assert ahead[:2] == ["lundi 23 novembre Bac marron", "vendredi 27 novembre Bac gris"]
    assert "jeudi 3 décembre Bac gris Au lieu du vendredi 4 décembre Marché de Noël." in ahead


def test_a_calendar_that_channels_make_can_be_subscribed_to():
    outputs = [
        Output(
            "agendas/services/communes/lac.ics", ICS, title="Collectes", scope=Scope("commune", "lac"), role="services"
        ),
        Output("agendas/services/ordures.ics", ICS, title="Ordures", about="ordures", role="services"),
    ]

    of_commune, of_service = (drawn(made(), path, outputs) for path in ("calendriers/lac/", "services/ordures/"))

    assert [field["value"] for field in of_commune.select("main .copy-field input")] == [
        f"{URL}/agendas/services/communes/lac.ics"
    ]
    assert "agendas/services/ordures.ics" in str(of_service.select_one(".subscribe-block"))
    assert drawn(made(), "calendriers/lac/").select(".subscribe-block") == []


def test_a_service_s_page_says_what_will_change_and_leads_to_its_communes():
    page = drawn(made(), "services/ordures/")
    coming = page.find(id="changements").find_parent("section")

    assert [said(line.strong) for line in coming.select("li")][:4] == [
        "Vendredi 4 décembre",
        "Lundi 21 décembre",
        "Vendredi 25 décembre (Noël)",
        "Vendredi 1er janvier 2027 (jour de l’An)",
    ]
    assert [said(title) for title in page.select(".year > h2")] == [
        "L’année 2026 d’un coup d’œil",
        "L’année 2027 d’un coup d’œil",
    ]
    assert [link["href"].rsplit("calendriers/", 1)[1] for link in page.select(".year-links a")] == ["lac/", "lac/2027/"]


def test_a_commune_s_page_shows_the_next_days_and_leads_to_the_year():
    page = drawn(made(), "communes/lac/")
    days = [said(line) for line in page.select(".next-rounds li")]

    assert days == [
        "lundi 23 novembre Bac marron",
        "vendredi 27 novembre Bac gris",
        "lundi 30 novembre Bac marron",
    ]
    assert [link["href"].rsplit("calendriers/", 1)[1] for link in page.select(".year-links a")] == ["lac/", "lac/2027/"]


def test_the_list_of_services_begins_with_the_communes():
    page = drawn(made(), "services/")

    assert [said(link) for link in page.select(".service-communes a")] == ["Lac"]


def test_a_year_that_says_nothing_is_still_a_page():
    page = drawn(made(GREY | {"du": "2030-01-01", "au": "2030-12-31", "exceptions": []}), "calendriers/lac/")

    assert page.select(".year-legend li, .rounds-ahead") == []
    assert "Rien d’annoncé cette année-là pour : Collecte des ordures." in said(page.select_one(".year__words"))


def test_a_calendar_that_has_left_the_lists_leads_to_no_page_that_is_not_there():
    given = made(retirer_le="2026-11-01")
    gone = replace(given, items=tuple(replace(one, expired=True) for one in given.items))

    assert drawn(given, "services/ordures/").find(id="par-commune")
    assert not drawn(gone, "services/ordures/").find(id="par-commune")
