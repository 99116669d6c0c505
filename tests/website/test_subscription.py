"""Whoever follows a part of the site, or keeps one date, is led to the right address by each program's own door."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tambour.channels import Output, OutputIndex, Scope
from tambour.testing.building import published, site
from tambour.testing.village import village
from tambour.website.subscription import calendar_links, date_links, subscription

ICS = "text/calendar; charset=utf-8"
ADDRESS = "https://www.exemple.fr/interco/agendas/communes/l%27h%C3%B4pital.ics"
HALL = {
    "id": "salle",
    "titre": "Salle des fêtes",
    "rue": "2, rue du Lac",
    "code_postal": "39999",
    "ville": "Bellecombe",
}


def event(**typed: object):
    return published("event", {"id": "fete", "titre": "Fête & feu", "publier_le": "2026-11-01"} | typed)


def links(given, *others):
    """Of its next date, or of its last."""
    where = site([given, *others])
    return date_links(where, given, (*given.upcoming(where.now), given.occurrences[-1])[0])


def parameters(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query, strict_parsing=True).items()}


def test_each_program_is_told_the_calendar_s_address_in_its_own_way():
    told = calendar_links(ADDRESS, "Agenda : L’Hôpital & co")

    assert told.address == ADDRESS
    assert told.webcal == ADDRESS.replace("https:", "webcal:")
    assert told.google.startswith("https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fwww.exemple.fr%2F")
    assert parameters(told.google) == {"cid": told.webcal}  # what was encoded once in the address stays so
    assert told.outlook.startswith("https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2F")
    assert told.microsoft.startswith("https://outlook.office.com/calendar/0/addfromweb?url=https%3A%2F%2F")
    for address in (told.outlook, told.microsoft):
        assert parameters(address) == {"url": ADDRESS, "name": "Agenda : L’Hôpital & co"}
        assert "+" not in address


def test_one_date_is_told_in_utc_with_its_place_its_summary_and_its_page():
    hall = published("place", HALL)
    told = links(event(debut="2026-12-05 10:00", fin="19h", lieu="salle", resume="Chalets, manège."), hall)

    google, outlook = parameters(told.google), parameters(told.outlook)
    about = "Chalets, manège.\n\nhttps://www.exemple.fr/interco/agenda/fete/"
    assert google == {
        "action": "TEMPLATE",
        "text": "Fête & feu",
        "dates": "20261205T090000Z/20261205T180000Z",
        "ctz": "Europe/Paris",
        "details": about,
        "location": "Salle des fêtes, 2, rue du Lac, 39999 Bellecombe",
    }
    assert outlook == {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": "Fête & feu",
        "startdt": "2026-12-05T09:00:00Z",
        "enddt": "2026-12-05T18:00:00Z",
        "body": about,
        "location": google["location"],
    }
    assert told.outlook.startswith("https://outlook.live.com/calendar/0/deeplink/compose?")
    assert told.microsoft == told.outlook.replace("outlook.live.com", "outlook.office.com")


@pytest.mark.parametrize(
    ("typed", "dates"),
    [
        ({"debut": "2027-07-14 22:30"}, "20270714T203000Z/20270714T203000Z"),
        ({"debut": "2026-12-31 22:00", "fin": "2027-01-01 02:00"}, "20261231T210000Z/20270101T010000Z"),
        ({"debut": "2026-12-05"}, "20261205/20261206"),
        ({"debut": "2026-12-05", "fin": "2026-12-31"}, "20261205/20270101"),
    ],
    ids=["without an end", "over midnight", "one day", "days"],
)
def test_ends_are_said_as_calendars_count(typed, dates):
    told = links(event(**typed))

    google, outlook = parameters(told.google), parameters(told.outlook)
    assert google["dates"] == dates
    assert f"{outlook['startdt']}/{outlook['enddt']}".replace("-", "").replace(":", "") == dates
    assert ("ctz" in google, outlook.get("allday")) == ((False, "true") if "T" not in dates else (True, None))


def test_an_online_event_takes_place_at_its_address():
    told = links(event(debut="2026-12-05 10:00", en_ligne="https://visio.exemple.fr/a?b=1&c=2"))

    assert parameters(told.google)["location"] == "https://visio.exemple.fr/a?b=1&c=2"


def test_a_date_that_moved_says_so():
    told = links(event(debut="2026-12-06 10:00", debut_precedent="2026-12-05 10:00", statut="reporte"))

    assert parameters(told.google)["text"] == parameters(told.outlook)["subject"] == "REPORTÉ – Fête & feu"


@pytest.mark.parametrize(
    "typed",
    [
        {"debut": "2026-12-05 10:00", "statut": "annule"},
        {"debut": "2026-12-05 10:00", "statut": "reporte"},
        {"debut": "2026-11-05 10:00"},
    ],
    ids=["cancelled", "postponed, without a date", "over"],
)
def test_nothing_is_kept_of_what_does_not_take_place(typed):
    assert links(event(**typed)) is None


def test_a_part_of_the_site_is_followed_by_what_channels_promise_of_it_and_of_nothing_else():
    here = Scope("commune", "bellecombe")
    outputs = [
        Output("a.json", "application/feed+json", scope=here, role="feed"),
        Output("b.atom", "application/atom+xml", scope=here, role="feed"),
        Output("c.rss", "application/rss+xml; charset=utf-8", scope=here, role="feed"),
        Output("d.ics", ICS, scope=here, role="calendar"),
        Output("e.ics", ICS, scope=here, role="services"),
        Output("f.ics", ICS, scope=Scope("commune", "mijoux"), role="calendar"),
        Output("g.html", "text/html", scope=here, role="embed"),
    ]
    found = subscription(village(), OutputIndex.of_all(outputs), here)

    assert [(feed.label, feed.output.path) for feed in found.feeds] == [
        ("RSS", "c.rss"),
        ("Atom", "b.atom"),
        ("JSON Feed", "a.json"),
    ]
    assert (found.calendar.path, found.rounds.path) == ("d.ics", "e.ics")


def test_a_commune_where_nothing_comes_by_offers_no_calendar_of_it():
    empty = Output("e.ics", ICS, scope=Scope("commune", "mijoux"), role="services")

    assert not subscription(village(), OutputIndex.of_all([empty]), Scope("commune", "mijoux"))


def test_what_no_channel_makes_cannot_be_followed():
    found = subscription(site(), OutputIndex(), Scope("all"))

    assert (found.calendar, found.rounds, found.feeds) == (None, None, ())
    assert not found
