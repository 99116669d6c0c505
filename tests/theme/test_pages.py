"""What a reader sees on a page: nothing twice, nothing empty, a way to each date, what is closed before its hours."""

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

import pytest

from tambour.model.registers import Commune
from tambour.model.time.opening_hours import OpeningHours
from tambour.testing.building import PARIS, published, site
from tambour.words.places import closed_fr
from tests.theme.drawing import TEMPLATES, drawn

BALL = {"id": "bal", "titre": "Bal", "publier_le": "2026-11-01", "debut": "2026-12-05 20:00", "lieu": "Halle"}
WORKS = {
    "semaine": {"lundi": "9h-12h"},
    "exceptions": [{"du": "2026-11-30", "au": "2026-12-18", "heures": "ferme", "raison": "Travaux"}],
}
POOL = {"id": "piscine", "titre": "La piscine", "horaires": WORKS}


def text_of(page: Any) -> str:
    return " ".join(page.get_text(" ").split())


@pytest.mark.parametrize("prix", ["Gratuit", "5 €", "Participation libre"])
def test_a_single_price_is_said_once(prix):
    event = published("event", {**BALL, "prix": prix})

    assert text_of(drawn(site([event]), event.path).find("article")).count(prix) == 1


def test_every_page_says_whom_to_tell_of_a_mistake_and_which_page_it_is():
    event = published("event", BALL)
    given = site([event])

    for path in ("", event.path, "agenda/"):
        link = drawn(given, path).find("p", class_="report").a["href"]
        assert link.startswith("mailto:accueil@exemple.fr?subject=Erreur%20sur%20la%20page%20")
        assert unquote(link).rstrip().endswith(f"body={given.url}/{path}")


def test_fares_keep_their_table():
    fares = [{"libelle": "Adultes", "montant": "5 €"}, {"libelle": "Enfants", "montant": "2 €"}]
    event = published("event", {**BALL, "prix": fares})

    assert len(drawn(site([event]), event.path).select(".fares li")) == 2


@pytest.mark.parametrize(
    ("statut", "off"), [("annule", True), ("reporte", True), ("complet", False), ("confirme", False)]
)
def test_the_tile_of_what_does_not_take_place_is_not_that_of_a_date(statut, off):
    event = published("event", {**BALL, "statut": statut})

    assert bool(drawn(site([event]), event.path).select(".next-date--off .date-tile")) is off


def test_the_band_of_an_alert_without_a_summary_says_what_to_do():
    typed = {"id": "eau", "titre": "Eau", "niveau": "urgence", "publier_le": "2026-11-20", "fin": "2026-12-24"}
    alert = published("alert", typed, html="<p>Ne buvez pas l’eau. Elle est analysée.</p>")
    bands = drawn(site([alert]), "").select(".alert-band__summary")

    assert [band.get_text() for band in bands] == ["Ne buvez pas l’eau."]


def test_a_date_that_is_off_among_others_is_said_above_the_title():
    slots = [{"debut": "2026-12-05 20:00", "statut": "annule"}, {"debut": "2026-12-12 20:00"}]
    event = published("event", {**{key: BALL[key] for key in ("id", "titre", "publier_le")}, "creneaux": slots})
    head = text_of(drawn(site([event]), event.path).find("header", class_="item__header"))

    assert head.startswith("Une date annulée : samedi 5 décembre Bal")


@pytest.mark.parametrize(
    ("more", "shown"), [({}, False), ({"telephone": "03 84 00 00 05"}, True), ({"maire": "A. Roy"}, True)]
)
def test_a_commune_of_which_nothing_else_is_known_has_no_empty_section(more, shown):
    commune = Commune.model_validate({"id": "mijoux", "nom": "Mijoux", "insee": "39002", **more})

    page = drawn(site(communes={"mijoux": commune}), "communes/mijoux/")

    assert bool(page.find(id="mairie")) is shown
    assert bool(page.find("a", href="#mairie")) is shown


def test_a_place_that_is_closed_says_so_before_its_hours():
    place = published("place", POOL)

    page = drawn(site([place]), place.path)
    words = text_of(page.find("article"))

    assert "Fermé jusqu’au vendredi 18 décembre 2026 (Travaux)" in words.replace("\u00a0", " ")
    assert words.index("Fermé jusqu’au") < words.index("La piscine") < words.index("Semaine ordinaire")
    assert "Fermé jusqu’au" in text_of(drawn(site([place]), "lieux/"))


def test_a_place_that_is_open_says_its_hours():
    place = published("place", POOL)
    later = site([place], now=datetime(2026, 12, 19, 9, tzinfo=PARIS))

    assert "Fermé jusqu’au" not in text_of(drawn(later, place.path))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 29), ""),
        (date(2026, 11, 30), "Fermé jusqu’au jeudi 3 décembre 2026 (Travaux)"),
        (date(2026, 12, 3), "Fermé aujourd’hui (Inventaire)"),
        (date(2026, 12, 4), ""),
    ],
)
def test_closed_days_that_follow_each_other_are_one_closure(day, words):
    exceptions = [
        {"du": "2026-11-30", "au": "2026-12-01", "heures": "ferme", "raison": "Travaux"},
        {"du": "2026-12-02", "au": "2026-12-03", "heures": "ferme", "raison": "Inventaire"},
        {"du": "2026-12-04", "heures": "9h-12h"},
    ]
    hours = OpeningHours.model_validate(
        {"semaine": {"lundi": "9h-12h"}, "exceptions": exceptions}, context={"zone": PARIS}
    )

    assert closed_fr(hours, day).replace("\u00a0", " ") == words


def test_a_long_agenda_offers_the_parts_around_and_a_way_to_each_month():
    daily = {**BALL, "debut": "2026-12-10 20:00", "recurrence": {"frequence": "quotidienne", "nombre": "300"}}
    event = published("event", daily)

    page = drawn(site([event]), "agenda/page/8/")

    numbers = [item.get_text(" ", strip=True).removeprefix("Page") for item in page.select(".pagination li")]
    assert [one.strip() for one in numbers[1:-1]] == ["1", "…", "6", "7", "8", "9", "10", "…", "15"]
    months = {link.get_text(strip=True): link["href"] for link in page.select(".filter-menu--months a")}
    assert len(months) == 11
    there = drawn(site([event]), months["Mars 2027"].partition("/interco/")[2])
    assert there.find(id="jour-2027-03-01") is not None


def test_a_short_agenda_comes_in_one_part():
    page = drawn(site([published("event", BALL)]), "agenda/")

    assert not page.select(".pagination")


def test_a_place_says_whether_it_is_open_from_the_instants_in_its_page_and_a_list_tells_the_next_closure():
    closed = {"du": "2026-12-07", "au": "2026-12-09", "heures": "ferme", "raison": "Vidange"}
    hours = {"semaine": {"tous les jours": "9h-12h", "1er samedi": "9h-17h"}, "exceptions": [closed]}
    place = published("place", {"id": "piscine", "titre": "Piscine", "horaires": hours})
    page, listing = (drawn(site([place]), path) for path in (place.path, "lieux/"))
    [row] = [tag for tag in page.find_all("th") if "1er" in tag.text]

    assert page.find(class_="open-state")["data-ouvertures"] == listing.find(class_="open-state")["data-ouvertures"]
    assert page.find(class_="open-state").has_attr("hidden")
    assert all("openings.js" in str(one.head) for one in (page, listing))
    assert row.text.replace("\u00a0", " ").strip() == "1er samedi du mois"
    assert "Fermé du lundi 7 décembre au mercredi 9 décembre (Vidange)" in text_of(listing).replace("\u00a0", " ")


def test_a_commune_tells_its_collections_and_its_town_hall_before_what_is_new():
    bins = published(
        "service",
        {
            "id": "om",
            "titre": "Ordures",
            "feries": "maintenu",
            "collectes": [{"id": "om", "libelle": "Bac gris", "jours": "lundi"}],
        },
    )
    lac = Commune.model_validate({"id": "lac", "nom": "Lac", "insee": "01001", "maire": "Léa Dor"})
    page = drawn(site([bins], communes={"lac": lac}), "communes/lac/")

    assert [heading["id"] for heading in page.select("main h2")][:4] == [
        "services",
        "mairie",
        "rendez-vous",
        "actualites",
    ]
    assert [link["href"] for link in page.select(".cover__facts a")][:2] == ["#services", "#mairie"]


def test_a_site_that_lives_on_another_day_says_whether_places_are_open_on_that_day():
    given = site([published("place", POOL)])

    def instant(**settings):
        return [
            tag.get("data-instant")
            for tag in drawn(given, "lieux/piscine/", **settings)("script")
            if tag.get("data-mots")
        ]

    assert instant(NOW="2026-12-01 09:00") == [given.now.isoformat()]
    assert instant() == instant(NOW=None) == [None]


def test_an_emergency_elsewhere_stands_once_on_the_page_of_a_commune():
    told = {"publier_le": "2026-11-30", "fin": "2026-12-03 20:00", "niveau": "urgence"}
    here = published("alert", told | {"id": "ici", "titre": "Ici", "communes": "lac"})
    there = published("alert", told | {"id": "ailleurs", "titre": "Ailleurs", "communes": "mijoux"})
    communes = {name: Commune(id=name, nom=name.title(), insee="39001") for name in ("lac", "mijoux")}
    page = drawn(site([here, there], communes=communes), "communes/lac/")

    assert [text_of(title) for title in page.select("aside.alerts .alert-band__title")] == ["Ailleurs"]
    assert [text_of(title) for title in page.select("main .alert-band__title")] == ["Ici"]


def test_what_is_published_in_another_language_is_found_from_the_foot_of_every_page():
    english = published("page", {"id": "waste", "titre": "Waste", "langue": "en-GB"})
    arabic = published("page", {"id": "eau", "titre": "الماء", "langue": "ar"})
    given = site([english, arabic])
    foot = [
        (link["lang"], link["href"].partition("#")[2], text_of(link))
        for link in drawn(given, "").select("footer a[lang]")
    ]
    parts = drawn(given, "plan-du-site/").select("section[lang]")

    assert foot == [("ar", "langue-ar", "العربية"), ("en", "langue-en", "English")]
    assert [(part["lang"], part["dir"], text_of(part.ul)) for part in parts] == [
        ("ar", "rtl", "الماء"),
        ("en", "ltr", "Waste"),
    ]


def test_no_macro_asks_for_a_setting_which_it_cannot_see():
    macros = {path.name: path.read_text("utf-8") for path in (TEMPLATES / "_macros").glob("*.html")}

    assert [name for name, text in macros.items() if re.search(r"\b(NOW|SITEURL|SITENAME)\b", text)] == []


def test_a_canteen_says_on_which_day_of_its_week_there_is_no_meal():
    served = [{"jour": day, "plat": "Riz"} for day in ("lundi", "mardi", "jeudi")]
    menu = published("menu", {"id": "m", "titre": "Menus", "semaine": "2026-11-30", "jours": served})
    days = drawn(site([menu]), "menus/m/").select(".menu-day")

    assert [text_of(day) for day in days] == [
        "Lundi 30 novembre 2026 Plat Riz",
        "Aujourd’hui, mardi 1er décembre 2026 Plat Riz",
        "Mercredi 2 décembre 2026 Pas de repas.",
        "Jeudi 3 décembre 2026 Plat Riz",
    ]


def test_a_commune_tells_the_emergencies_of_elsewhere_above_and_its_own_once():
    def alert(name: str, commune: str):
        typed = {"id": name, "titre": name.title(), "niveau": "urgence", "communes": [commune]}
        return published("alert", typed | {"publier_le": "2026-11-30", "fin": "2026-12-09"})

    communes = {
        one: Commune.model_validate({"id": one, "nom": one.title(), "insee": "01001"}) for one in ("lac", "bois")
    }
    page = drawn(site([alert("eau", "lac"), alert("feu", "bois")], communes=communes), "communes/lac/")

    assert [text_of(band.a) for band in page.select("aside.alerts .alert-band")] == ["Feu"]
    assert [text_of(band.a) for band in page.select("main .alert-band")] == ["Eau"]
