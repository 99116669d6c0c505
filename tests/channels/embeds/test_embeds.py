"""A commune's site shows what concerns the commune, in its own colours or ours, and asks nothing of anybody else."""

import re

import pytest
from bs4 import BeautifulSoup

from tambour.channels import Scope
from tambour.channels.embeds import Embeds
from tambour.channels.embeds.palettes import PLAIN, looks
from tambour.model.colours import AA_TEXT, contrast
from tambour.model.territory import Colours
from tambour.testing.building import TERRITORY, URL, make, published, ready, rendered, site
from tambour.testing.village import STATUS, village

CLEAR = "integrer/bellecombe/clair.html"
COMMUNES = village().communes
NAMES = ("brut", "clair", "sombre", "territoire")


def news(name: str, day: str, **typed: object):
    return published("news", {"id": name, "titre": name.capitalize(), "publier_le": day} | typed)


def event(name: str, **typed: object):
    return published("event", {"id": name, "titre": name.capitalize(), "publier_le": "2026-11-01"} | typed)


def read(*items, path: str = CLEAR, given=None, **settings: object) -> BeautifulSoup:
    given = given or site(items, communes=COMMUNES)
    return BeautifulSoup(rendered(make(Embeds, **settings), given)[path].decode(), "lxml")


def titles(page: BeautifulSoup, heading: str) -> list[str]:
    return [h3.get_text() for h3 in page.find(id=heading).find_parent("section").find_all("h3")]


@pytest.mark.parametrize("name", ["clair", PLAIN])
def test_whole_village(golden, name):
    path = f"integrer/bellecombe/{name}.html"
    golden(f"{name}.html", rendered(make(Embeds), village())[path])


def test_each_commune_has_its_address_in_each_look():
    outputs = ready(make(Embeds), village()).outputs()

    assert sorted(output.path for output in outputs) == [
        f"integrer/{commune}/{name}.html" for commune in ("bellecombe", "mijoux") for name in NAMES
    ]
    assert {(output.role, output.rel) for output in outputs} == {("embed", None)}
    assert outputs[0].scope == Scope("commune", "bellecombe")
    assert outputs[0].title == "Bellecombe\u00a0: agenda et actualités"


def test_a_commune_reads_its_own_and_what_concerns_everybody_but_not_its_neighbour_s():
    page = read(
        news("ici", "2026-11-20", communes=["bellecombe"]),
        news("ailleurs", "2026-11-21", communes=["mijoux"]),
        news("partout", "2026-11-22"),
        event("bal", debut="2026-12-05 20:00", communes=["mijoux"]),
        event("loto", debut="2026-12-06 20:00", communes=["bellecombe", "mijoux"]),
    )

    assert titles(page, "actualites") == ["Partout", "Ici"]
    assert titles(page, "rendez-vous") == ["Loto"]


def test_events_come_by_their_next_date_each_once_and_past_ones_are_gone():
    page = read(
        event("marche", debut="2026-11-05 8:00", recurrence={"frequence": "hebdomadaire", "nombre": "20"}),
        event("demain", debut="2026-12-02 8:00"),
        event("hier", debut="2026-11-30 8:00"),
    )

    assert titles(page, "rendez-vous") == ["Demain", "Marche"]
    assert page.select_one("#rendez-vous ~ ul li:nth-of-type(2) time")["datetime"] == "2026-12-03T08:00:00+01:00"


def test_only_so_many_are_shown_and_a_list_can_be_left_out():
    items = [news(f"n{number}", f"2026-11-{number:02}") for number in range(10, 20)]
    page = read(*items, event("bal", debut="2026-12-05"), news=3, events=0)

    assert titles(page, "actualites") == ["N19", "N18", "N17"]
    assert page.find(id="rendez-vous") is None
    assert len(titles(read(*items), "actualites")) == 5


def test_what_has_become_of_a_date_is_said_before_its_title():
    page = read(
        event("annule", debut="2026-12-02 20:00", statut="annule"),
        event("attend", debut="2026-12-03 20:00", statut="reporte"),
        event("reporte", debut="2026-12-04 20:00", statut="reporte", debut_precedent="2026-12-01 20:00"),
        event("complet", debut="2026-12-05 20:00", statut="complet"),
        event("tenu", debut="2026-12-06 20:00"),
    )

    entries = page.select("#rendez-vous ~ ul > li")
    states = [entry.select_one(".state") for entry in entries]
    assert [state and " ".join(state.get_text().split()) for state in states] == [
        "Annulé",
        "Reporté, nouvelle date à venir",
        "Reporté (prévu d’abord mardi 1er décembre 2026 à 20 h)",
        "Complet",
        None,
    ]
    assert [bool(entry.select_one("s time")) for entry in entries] == [True, True, False, False, False]


def test_a_date_that_has_begun_says_until_when():
    page = read(event("expo", debut="2026-11-20", fin="2026-12-15"))

    assert page.select_one(".tile").get_text(" ") == "jusqu’au 15 déc."


def test_translations_and_easy_french_do_not_say_the_same_thing_again():
    page = read(
        news("travaux", "2026-11-20"),
        news("roadworks", "2026-11-20", langue="en", traduction_de="travaux"),
        news("facile", "2026-11-20", falc_de="travaux"),
        news("opening", "2026-11-10", langue="en"),
    )

    assert titles(page, "actualites") == ["Travaux", "Opening"]
    assert [link.get("lang") for link in page.select("#actualites ~ ul a")] == [None, "en"]


def test_an_item_can_be_kept_out_or_called_otherwise_here():
    page = read(
        news("secret", "2026-11-20", canaux={"embeds": {"exclure": "oui"}}),
        news("long", "2026-11-20", canaux={"embeds": {"titre": "Court"}}),
        event("fermee", debut="2026-12-05", canaux={"embeds": {"exclure": "oui"}}),
    )

    assert (titles(page, "actualites"), titles(page, "rendez-vous")) == (["Court"], [])


def test_it_is_up_to_date_as_of_what_it_shows():
    page = read(news("vieux", "2026-10-01", modifie="2026-11-12 08:00"), news("neuf", "2026-11-02"))

    assert page.footer.time["datetime"] == "2026-11-12"
    assert read().footer.time is None


def test_an_empty_commune_says_so_kindly():
    said = read().get_text(" ", strip=True)

    assert "Aucun rendez-vous annoncé pour l’instant." in said
    assert "Rien de neuf pour l’instant." in said


@pytest.mark.parametrize("name", NAMES)
def test_it_stands_alone_and_search_engines_are_sent_to_the_commune_s_page(name):
    page = read(given=village(), path=f"integrer/bellecombe/{name}.html")

    assert page.html["lang"] == "fr"
    assert page.base["target"] == "_top"
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.find("link", rel="canonical")["href"] == f"{URL}/communes/bellecombe/"
    assert page.find_all(["script", "img", "iframe", "form", "object"]) == []
    assert [link for link in page.find_all("link") if link["rel"] != ["canonical"]] == []
    assert "url(" not in str(page)
    assert "@import" not in str(page)
    assert all(link["href"].startswith(URL) for link in page.find_all("a"))
    assert bool(page.find("style")) is (name != PLAIN)
    assert page.find(style=True) is None


def test_every_look_says_the_same():
    files = rendered(make(Embeds), village())
    said = set()
    for name in NAMES:
        page = BeautifulSoup(files[f"integrer/bellecombe/{name}.html"].decode(), "lxml")
        for element in page.select("style, [aria-hidden]"):
            element.decompose()
        said.add(" ".join(page.get_text().split()))

    assert len(said) == 1


@pytest.mark.parametrize(
    ("main", "second"),
    [
        ("#1f5746", "#a63d1e"),
        ("#000000", "#000000"),
        ("#0b4fd8", "#b3006b"),
        ("#737373", "#6f6f00"),
        ("#7a00ff", "#00695c"),
    ],
)
def test_every_text_stands_out_from_its_ground_whatever_the_colours(main, second):
    for look in looks(Colours(main=main, second=second)).values():
        if look is not None:
            texts = [(colour, look.ground) for colour in (look.ink, look.muted, look.accent, look.link)]
            for text, ground in [*texts, (look.on_tile, look.tile)]:
                assert contrast(text, ground) >= AA_TEXT, (look, text)


def test_the_style_sheet_uses_no_other_colour():
    for name, look in looks(TERRITORY.colours).items():
        page = rendered(make(Embeds), village())[f"integrer/bellecombe/{name}.html"].decode()
        known = set(vars(look).values()) if look else set()
        assert set(re.findall(r"#[0-9a-f]{3,8}\b", page.partition("</style>")[0])) <= known


def excerpt(given, item_id):
    channel = make(Embeds)
    return ready(channel, given).excerpt(given.get(item_id))


def test_the_agent_sees_in_which_communes_an_event_stands():
    bal = event("bal", debut="2026-12-05 20:00", statut="annule", lieu="Préau", communes=["mijoux"])
    shown = excerpt(site([bal], communes=COMMUNES), "bal")

    assert shown.text.replace("\u00a0", " ") == "ANNULÉ – Bal\nsamedi 5 décembre 2026 à 20 h · Préau"
    assert shown.notes == ("Paraît en ce moment dans l’encadré de\u00a0: Mijoux.",)
    assert shown.output.path == "integrer/mijoux/clair.html"


def test_the_agent_is_told_when_an_item_is_crowded_out_and_what_is_no_embed_s_matter_is_not_shown():
    items = [news(f"n{number}", f"2026-11-{number:02}") for number in range(10, 20)]
    given = site([*items, event("passe", debut="2026-11-02")], communes=COMMUNES)

    assert excerpt(given, "n10").notes == excerpt(given, "passe").notes
    assert "N’y paraît pas" in excerpt(given, "n10").notes[0]
    assert excerpt(given, "n10").text.replace("\u00a0", " ") == "N10\n10 novembre 2026"
    assert excerpt(village(), "salle-des-fetes") is None


def test_a_service_that_is_closed_comes_first_in_the_communes_that_it_concerns_and_goes_when_it_works_again():
    def told(commune, **change):
        given = site([published("status", STATUS | change)], communes=village().communes)
        page = BeautifulSoup(rendered(make(Embeds), given)[f"integrer/{commune}/brut.html"], "lxml")
        return [one.get_text(" ", strip=True) for one in page.select("[aria-labelledby=etat-des-services] li")]

    assert told("bellecombe") == [
        "La piscine Fermé depuis le lundi 30\u00a0novembre\u00a02026 à 8\u00a0h, "
        "jusqu’au vendredi 18\u00a0décembre\u00a02026 "
        "La piscine de Mijoux accepte nos abonnements."
    ]
    assert told("mijoux") == told("bellecombe", statut="normal") == []
