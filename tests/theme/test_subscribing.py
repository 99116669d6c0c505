"""Every way of following the site is a plain link, where people look for it; none leads to what no channel makes."""

import re
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from tambour.channels import Output, Scope
from tambour.model.registers import Commune, Topic
from tambour.testing.building import URL, published, site
from tests.theme.drawing import drawn, the_village

ICS = "text/calendar; charset=utf-8"
FEEDS = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
BELLECOMBE, CULTURE, HALL = Scope("commune", "bellecombe"), Scope("topic", "culture"), Scope("place", "salle-des-fetes")
STEMS = {
    "tout": Scope("all"),
    "actualites": Scope("kind", "news"),
    "agenda": Scope("kind", "event"),
    "alertes": Scope("kind", "alert"),
    "communes/bellecombe": BELLECOMBE,
    "themes/culture": CULTURE,
}
CALENDARS = {"tout": Scope("all"), "communes/bellecombe": BELLECOMBE, "themes/culture": CULTURE, "lieux/salle": HALL}
OUTPUTS = [
    *(
        Output(f"flux/{stem}.{end}", kind, title=f"Flux {stem}", scope=scope, role="feed")
        for stem, scope in STEMS.items()
        for end, kind in FEEDS.items()
    ),
    *(
        Output(f"agendas/{stem}.ics", ICS, title=f"Agenda {stem}", scope=scope, role="calendar")
        for stem, scope in CALENDARS.items()
    ),
    Output("agendas/services/bellecombe.ics", ICS, title="Collectes", scope=BELLECOMBE, role="services"),
    Output("agendas/evenements/marche-de-noel.ics", ICS, title="Marché", about="marche-de-noel", role="calendar"),
    Output("flux/abonnements.opml", "text/x-opml", title="Tous les flux", scope=Scope("all"), role="opml"),
    Output("integrer/bellecombe/clair.html", "text/html", title="Bellecombe", scope=BELLECOMBE, role="embed"),
    Output("api/index.json", "application/json", title="Données", scope=Scope("all"), role="api"),
]
PAGES = ["s-abonner/", "pour-les-communes/", "communes/bellecombe/", "themes/culture/", "lieux/salle-des-fetes/"]
PAGES += ["agenda/", "agenda/communes/bellecombe/", "agenda/marche-de-noel/", "actualites/", "alertes/", "lieux/"]


def links(page: BeautifulSoup, within: str = "main") -> list[str]:
    return [link["href"] for part in page.select(within) for link in part.select("a[href]")]


def addresses(page: BeautifulSoup, within: str = "main") -> list[str]:
    """What copy fields hold."""
    return [field["value"] for part in page.select(within) for field in part.select(".copy-field input")]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_leads_to_what_no_channel_makes(path):
    told = " ".join(links(drawn(the_village(), path)))

    assert not re.search(r"webcal:|\.ics|\.rss|\.atom|\.opml|\.json|/integrer/|cid=|addfromweb", told)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_a_handler_or_a_style_of_its_own(path):
    page = drawn(the_village(), path, OUTPUTS)

    assert [element for element in page.find_all(True) if any(name.startswith("on") for name in element.attrs)] == []
    assert page.select("main [style]") == []
    assert all(script.get("defer") is not None for script in page.select("script[src]"))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_to_the_one_on_which_people_subscribe(path):
    assert f"{URL}/s-abonner/" in links(drawn(the_village(), path), "footer")


def test_a_commune_s_calendar_opens_in_each_program_and_can_be_copied():
    page = drawn(the_village(), "s-abonner/", OUTPUTS)
    calendar = f"{URL}/agendas/communes/bellecombe.ics"

    told = [unquote(link) for link in links(page, "#bellecombe .door:first-child")]

    assert told == [
        calendar.replace("https", "webcal"),
        f"https://calendar.google.com/calendar/r?cid={calendar.replace('https', 'webcal')}",
        f"https://outlook.live.com/calendar/0/addfromweb?url={calendar}&name=Agenda communes/bellecombe",
        f"https://outlook.office.com/calendar/0/addfromweb?url={calendar}&name=Agenda communes/bellecombe",
    ]
    assert addresses(page, "#bellecombe") == [
        calendar,
        f"{URL}/agendas/services/bellecombe.ics",
        f"{URL}/flux/communes/bellecombe.rss",
    ]


def test_each_feed_is_given_in_its_three_formats():
    page = drawn(the_village(), "s-abonner/", OUTPUTS)

    told = {*links(page), *addresses(page)}

    assert {f"{URL}/flux/{stem}.{end}" for stem in STEMS for end in FEEDS} <= told
    assert f"{URL}/flux/abonnements.opml" in told


def test_without_script_everything_is_listed_and_the_choice_is_not_shown():
    page = drawn(the_village(), "s-abonner/", OUTPUTS)

    assert page.select_one("[data-picker]").has_attr("hidden")
    assert [one["data-choice"] for one in page.select("details[data-choice]")] == ["bellecombe", "theme-culture"]
    assert page.select("[data-choice][hidden], [data-group][hidden], [data-everywhere][hidden]") == []
    assert all(button.has_attr("hidden") for button in page.select("[data-copy]"))


def test_only_what_can_be_followed_is_offered_to_choose():
    page = drawn(the_village(), "s-abonner/", OUTPUTS)

    offered = [option["value"] for option in page.select("[data-picker] option")]

    assert offered == ["", "bellecombe", "", "theme-culture"]  # neither Mijoux nor mobility has a feed here
    assert all(page.find(id=value) for value in offered if value)


def test_a_topic_called_like_a_commune_is_told_apart():
    names = {"id": "lac", "nom": "Lac"}
    given = site(communes={"lac": Commune.model_validate(names | {"insee": "39001"})}, topics={"lac": Topic(**names)})
    outputs = [
        Output(f"{register}.ics", ICS, title=register, scope=Scope(register, "lac"), role="calendar")
        for register in ("commune", "topic")
    ]
    page = drawn(given, "s-abonner/", outputs)

    assert addresses(page, "#lac") == [f"{URL}/commune.ics"]
    assert addresses(page, "#theme-lac") == [f"{URL}/topic.ics"]


def test_it_says_how_slow_calendars_are_and_where_emergencies_are_told():
    page = drawn(the_village(), "s-abonner/", OUTPUTS)

    assert "une fois par jour" in page.main.get_text()
    assert "Pas pour les urgences." in page.select_one(".note").get_text()
    assert links(page, ".note") == [f"{URL}/alertes/"]


def test_letters_are_offered_when_there_are_some():
    assert f"{URL}/lettres/" in links(drawn(the_village(), "s-abonner/"))
    assert f"{URL}/lettres/" not in links(drawn(site(), "s-abonner/"))


def test_with_nothing_to_offer_it_says_so():
    page = drawn(site(), "s-abonner/")

    assert page.select_one("main .empty-state")
    assert page.select("form, .door") == []


@pytest.mark.parametrize(
    ("path", "calendar", "feed", "more"),
    [
        ("communes/bellecombe/", "communes/bellecombe", "communes/bellecombe", "#bellecombe"),
        ("agenda/communes/bellecombe/", "communes/bellecombe", "communes/bellecombe", "#bellecombe"),
        ("themes/culture/", "themes/culture", "themes/culture", "#theme-culture"),
        ("agenda/themes/culture/", "themes/culture", "themes/culture", "#theme-culture"),
        ("agenda/", "tout", "agenda", ""),
        ("lieux/salle-des-fetes/", "lieux/salle", None, ""),
        ("actualites/", None, "actualites", ""),
        ("alertes/", None, "alertes", ""),
    ],
)
def test_what_a_page_shows_can_be_followed_from_there(path, calendar, feed, more):
    page = drawn(the_village(), path, OUTPUTS)

    assert addresses(page, ".subscribe-block") == ([f"{URL}/agendas/{calendar}.ics"] if calendar else [])
    told = links(page, ".subscribe-block")
    assert [link for link in told if link.endswith(".rss")] == ([f"{URL}/flux/{feed}.rss"] if feed else [])
    assert told[-1] == f"{URL}/s-abonner/{more}"
    assert not more or drawn(the_village(), "s-abonner/", OUTPUTS).find(id=more[1:])


@pytest.mark.parametrize("path", ["lieux/", "publications/"])
def test_a_list_that_no_feed_follows_offers_none(path):
    assert drawn(the_village(), path, OUTPUTS).select(".subscribe-block") == []


def event(**typed: object):
    return published("event", {"id": "fete", "titre": "Fête", "publier_le": "2026-11-01"} | typed)


def test_an_event_s_date_goes_into_each_calendar():
    page = drawn(the_village(), "agenda/marche-de-noel/", OUTPUTS)

    file, google, outlook, microsoft = links(page, ".calendar-buttons")

    assert file == f"{URL}/agendas/evenements/marche-de-noel.ics"
    assert google.startswith("https://calendar.google.com/calendar/render?action=TEMPLATE&text=March%C3%A9")
    assert outlook.startswith("https://outlook.live.com/calendar/0/deeplink/compose?")
    assert microsoft.startswith("https://outlook.office.com/calendar/0/deeplink/compose?")
    assert "toutes les dates" in page.select_one(".calendar-menu").get_text()


def test_without_calendar_files_the_web_s_calendars_still_take_a_date():
    page = drawn(the_village(), "agenda/marche-de-noel/")

    assert len(links(page, ".calendar-buttons")) == 3
    assert "Cette date seulement." in page.select_one(".calendar-menu").get_text()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"debut": "2026-12-05 10:00", "statut": "annule"}, "Annulé"),
        ({"debut": "2026-12-05 10:00", "statut": "reporte"}, "Reporté, nouvelle date à venir"),
        ({"debut": "2026-11-05 10:00"}, "Passé"),
    ],
)
def test_of_what_does_not_take_place_there_is_nothing_to_keep_and_why(typed, said):
    page = drawn(site([event(**typed)]), "agenda/fete/")

    assert page.select(".calendar-menu, .calendar-buttons") == []
    assert page.select_one(".calendar-none").get_text().startswith(said)


def test_an_event_that_was_withdrawn_offers_nothing():
    gone = published(
        "event",
        {"id": "fete", "titre": "Fête", "publier_le": "2026-11-01", "retirer_le": "2026-11-20", "debut": "2026-12-05"},
        expired=True,
    )

    assert drawn(site([gone]), "agenda/fete/").select(".calendar-menu, .calendar-none") == []


def test_a_webmaster_gets_a_line_that_shows_her_commune():
    communes = {"aire": Commune.model_validate({"id": "aire", "nom": 'L’"Aire" & <co>', "insee": "39001"})}
    embed = Output(
        "integrer/aire/clair.html", "text/html", title='L’"Aire" & <co>', scope=Scope("commune", "aire"), role="embed"
    )
    page = drawn(site(communes=communes), "pour-les-communes/", [embed])

    pasted = BeautifulSoup(page.select_one("#aire textarea").get_text(), "lxml").iframe

    assert pasted["src"] == f"{URL}/integrer/aire/clair.html"
    assert pasted["title"] == 'L’"Aire" & <co>'
    assert (pasted["loading"], pasted["width"]) == ("lazy", "100%")
    assert page.select_one("iframe")["src"] == pasted["src"]


def test_a_webmaster_gets_every_address_there_is_to_read():
    page = drawn(the_village(), "pour-les-communes/", OUTPUTS)

    assert addresses(page, "#bellecombe") == [
        f"{URL}/flux/communes/bellecombe.rss",
        f"{URL}/agendas/communes/bellecombe.ics",
        f"{URL}/agendas/services/bellecombe.ics",
    ]
    assert page.find(id="mijoux") is None  # nothing is made for it here
    assert f"{URL}/api/index.json" in addresses(page)


def test_a_territory_without_communes_has_no_page_for_them():
    with pytest.raises(StopIteration):
        drawn(site(), "pour-les-communes/")
    assert f"{URL}/pour-les-communes/" not in links(drawn(site(), ""), "footer")
    assert f"{URL}/pour-les-communes/" in links(drawn(the_village(), ""), "footer")
