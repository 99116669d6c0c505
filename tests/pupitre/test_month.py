"""A month as a calendar: what takes place, what comes out, and a day on which an event begins to be written."""

import pytest
from lxml import html

from tests.pupitre.conftest import Visitor, words

NEWS = "---\nid: pont\ntitre: Le pont rouvre\npublier_le: 2026-12-09 08:00\ncommunes: [cluny]\n---\nLe pont.\n"
SHOW = (
    "---\nid: expo\ntitre: Exposition\npublier_le: 2026-11-01\ndebut: 2026-11-10\nfin: 2027-01-16\n---\nDes toiles.\n"
)


@pytest.fixture
def month(visitor: Visitor) -> Visitor:
    visitor.project.set("NOW = '2026-12-01 09:00'")
    visitor.write(
        "referentiel/communes.yaml", "cluny: {nom: Cluny, insee: '71137'}\nberze: {nom: Berzé, insee: '71032'}\n"
    )
    visitor.write("actualites/pont.md", NEWS)
    visitor.write("agenda/expo.md", SHOW)
    visitor.desk.forget(anew=True)
    return visitor


def cells(page: html.HtmlElement) -> dict[str, str]:
    """What each day holds, by its number."""
    days = page.xpath("//td[not(contains(@class, 'month__day--other'))]")
    return {day.xpath(".//p/a/text()")[-1].strip(): words(day) for day in days}


def test_a_month_is_a_table_of_what_takes_place_and_comes_out(month: Visitor):
    page = month.page("mois/2026-12")
    days = cells(page)

    assert words(page.xpath("//h1")[0]) == "décembre 2026"
    assert [words(head) for head in page.xpath("//thead//th[@scope='col']")][::6] == ["Lundi", "Dimanche"]
    assert len(days) == 31
    assert "8 h" in days["9"]
    assert "Le pont rouvre Actualité · paraît" in days["9"]
    assert "Fête du lac" in " ".join(days.values())
    assert page.xpath("//td[@aria-current='date']//p/a/text()")[-1].strip() == "1"
    assert "Exposition jusqu’au 16 janvier" in words(page.xpath("//section[@aria-labelledby='en-cours']")[0])


def test_one_goes_from_month_to_month_and_keeps_what_was_chosen(month: Visitor):
    page = month.page("mois/2026-12?nature=agenda&commune=cluny")

    assert page.xpath("//a[@rel='prev']/@href") == ["/pupitre/mois/2026-11?nature=agenda&commune=cluny"]
    assert page.xpath("//a[@rel='next']/@href") == ["/pupitre/mois/2027-01?nature=agenda&commune=cluny"]
    answer = month.client.get("/pupitre/mois/?mois=2027-02&commune=cluny", follow_redirects=False)
    assert answer.headers["location"] == "/pupitre/mois/2027-02?commune=cluny"


def test_a_kind_or_a_commune_alone_is_shown(month: Visitor):
    assert "Le pont rouvre" not in " ".join(cells(month.page("mois/2026-12?nature=agenda")).values())
    assert "Le pont rouvre" not in " ".join(cells(month.page("mois/2026-12?commune=berze")).values())
    assert "Le pont rouvre" in cells(month.page("mois/2026-12?commune=cluny"))["9"]


def test_a_day_begins_an_event_on_that_day(month: Visitor):
    page = month.page("mois/2026-12")
    link = next(one for one in page.xpath("//td//p/a") if one.get("href").endswith("?jour=2026-12-24"))
    form = month.fields(month.page(link.get("href").removeprefix("/pupitre/")))

    assert form["debut.jour"] == ["2026-12-24"]
    assert month.fields(month.page("ecrire/agenda/?jour=demain"))["debut.jour"] == [""]


@pytest.mark.parametrize("name", ["2026-13", "2026", "0001-01", "9999-12", "x"])
def test_what_is_no_month_is_not_found(month: Visitor, name: str):
    assert month.client.get(f"/pupitre/mois/{name}").status_code == 404


def test_an_empty_month_says_what_to_do(month: Visitor):
    assert "Choisissez un jour" in words(month.page("mois/2031-05"))
