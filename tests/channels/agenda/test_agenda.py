"""The files as wholes: what programs are told of a calendar, and its identity through all that may change."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tambour.channels.agenda import Agenda
from tambour.channels.agenda.document import nearest_name
from tambour.testing.building import URL, make, published, ready, rendered, site
from tambour.testing.village import MARKET, PLACE, village
from tests.channels.agenda.reading import calendar, events, uids
from tests.model.building import recorded

PATHS = ("tout", "communes/mijoux", "lieux/salle-des-fetes", "evenements/lecture-du-jeudi")
BAL = {"id": "bal", "titre": "Bal", "publier_le": "2026-11-02", "debut": "2026-12-05 20:00"}


@pytest.mark.parametrize("path", PATHS)
def test_whole_files(golden, path):
    golden(f"{path}.ics", rendered(make(Agenda), village())[f"agendas/{path}.ics"])


def test_whole_file_of_a_service(golden):
    channel = make(Agenda, past_months=0, months_ahead=1)
    golden("services/collecte-bellecombe.ics", rendered(channel, village())["agendas/services/collecte-bellecombe.ics"])


def test_what_programs_are_told_of_a_calendar():
    told = calendar(village(), "agendas/communes/mijoux.ics")

    assert {name: told[name].to_ical() for name in told} == {
        "VERSION": b"2.0",
        "PRODID": b"-//Tambour//Agenda//FR",
        "CALSCALE": b"GREGORIAN",
        "NAME": "Agenda\xa0: Mijoux".encode(),
        "X-WR-CALNAME": "Agenda\xa0: Mijoux".encode(),
        "DESCRIPTION": told["X-WR-CALDESC"].to_ical(),
        "X-WR-CALDESC": (
            "Les événements de la commune et ceux de tout le territoire. Communauté de communes du Haut-Jura d’en Bas."
        ).encode(),
        "X-WR-TIMEZONE": b"Europe/Paris",
        "SOURCE": f"{URL}/agendas/communes/mijoux.ics".encode(),
        "URL": f"{URL}/agenda/communes/mijoux/".encode(),
        "COLOR": b"darkslategray",
        "X-APPLE-CALENDAR-COLOR": b"#1f5746",
        "LAST-MODIFIED": b"20261031T230000Z",
        "REFRESH-INTERVAL": b"PT12H",
        "X-PUBLISHED-TTL": b"PT12H",
    }
    assert told["REFRESH-INTERVAL"].params == {"VALUE": "DURATION"}
    assert told["REFRESH-INTERVAL"].dt == timedelta(hours=12)
    assert told["SOURCE"].params == {"VALUE": "URI"}


@pytest.mark.parametrize("path", ready(make(Agenda), village()).outputs(), ids=lambda output: output.path)
def test_every_line_is_one_of_iCalendar(path):
    data = rendered(make(Agenda), village())[path.path]
    lines = data.removesuffix(b"\r\n").split(b"\r\n")

    assert data.endswith(b"END:VCALENDAR\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    assert all(re.match(rb" |[A-Z-]+[;:]", line) and len(line) <= 75 and line.decode() for line in lines)
    assert not [line for line in lines if re.match(rb"METHOD|ORGANIZER|BEGIN:VALARM", line)]


def test_no_uid_is_there_twice_but_within_a_series():
    for path in rendered(make(Agenda), village()):
        found = events(village(), path)
        names = [(str(one["UID"]), one["RECURRENCE-ID"].to_ical() if "RECURRENCE-ID" in one else None) for one in found]

        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("#1f5746", "darkslategray"),
        ("#a63d1e", "brown"),
        ("#000000", "black"),
        ("#663399", "darkslateblue"),
        ("#ff0000", "red"),
    ],
)
def test_the_colour_has_the_nearest_name_that_css_3_knows(colour, name):
    assert nearest_name(colour) == name


@pytest.mark.parametrize(
    "typed",
    [
        {"titre": "Grand bal"},
        {"adresse": "le-bal"},
        {"publier_le": "2026-10-01"},
        {"modifie": "2026-11-20"},
        {"lieu": "salle-des-fetes"},
        {"debut": "2026-12-06 20:00"},
        {"debut": "2026-12-06 20:00", "debut_precedent": "2026-12-05 20:00"},
        {"statut": "annule"},
    ],
)
def test_a_corrected_event_keeps_its_uid_and_its_addresses(typed):
    given = site([published("event", BAL | typed), published("place", PLACE)])

    assert uids(events(given)) == ["bal"]
    assert uids(events(given, "agendas/evenements/bal.ics")) == ["bal"]


def test_slots_that_come_move_or_are_cancelled_change_no_uid():
    before = BAL | {"debut": None, "creneaux": [{"debut": "2026-12-05 20:00"}, {"debut": "2026-12-12 20:00"}]}
    published_so = recorded(("2026-11-02 09:00", {key: value for key, value in before.items() if value}))
    after = before | {
        "creneaux": [
            {"debut": "2026-12-04 20:00"},
            {"debut": "2026-12-05 20:00", "statut": "annule"},
            {"debut": "2026-12-13 20:00", "debut_precedent": "2026-12-12 20:00"},
        ]
    }
    item = published("event", after, recorded=published_so)

    assert uids(events(site([item]))) == ["bal-20261204T190000Z", "bal", "bal-20261212T190000Z"]


def test_a_site_that_moves_changes_no_uid_and_no_path():
    """From the pages of a project, under a sub-path, to the root of a domain."""
    here, there = (replace(village(), url=url) for url in ("https://exemple.github.io/depot", "https://www.exemple.fr"))

    assert rendered(make(Agenda), here).keys() == rendered(make(Agenda), there).keys()
    for path in rendered(make(Agenda), here):
        assert uids(events(here, path)) == uids(events(there, path))


def test_two_dates_that_would_have_one_uid_are_a_problem():
    slots = {"creneaux": [{"debut": "2026-12-01"}, {"debut": "2026-12-05"}]}
    items = [published("event", {key: BAL[key] for key in ("id", "titre", "publier_le")} | slots)]
    items.append(published("event", BAL | {"id": "bal-20261205"}))
    [problem] = ready(make(Agenda), site(items)).check()

    assert str(problem) == (
        "agenda/bal-20261205.md:2: Identifiant : dans les agendas, « bal-20261205 » nommerait à la fois une date de ce "
        "contenu et une date de « bal » [agenda-identifiant-double]\n"
        "    → Changez l'identifiant du plus récent des deux ; jamais celui d'un contenu déjà publié."
    )


def test_two_services_that_would_have_one_uid_are_a_problem():
    def service(identifier: str, collection: str):
        collections = [{"id": collection, "libelle": "Bac", "jours": "lundi"}]
        return published("service", {"id": identifier, "titre": "A", "feries": "maintenu", "collectes": collections})

    [problem] = ready(make(Agenda), site([service("a", "b-c"), service("a-b", "c")])).check()

    assert (problem.code, problem.path.as_posix()) == ("agenda-identifiant-double", "services/a-b.md")


def test_an_agent_sees_what_a_calendar_shows():
    channel, given = make(Agenda), village()
    excerpt = ready(channel, given).excerpt(given.get("marche-de-noel"))

    assert excerpt.text.replace("\xa0", " ") == (
        "Marché de Noël\nsamedi 5 décembre 2026 de 10 h à 19 h\nSalle des fêtes, 2, rue du Lac, 39999 Bellecombe"
    )
    assert excerpt.output.path == "agendas/evenements/marche-de-noel.ics"
    assert excerpt.notes == ("3\xa0dates\xa0; celle-ci est la prochaine.",)


def test_of_what_is_past_the_agent_sees_the_last_date():
    channel = make(Agenda)
    item = published("event", MARKET | {"lieu": None, "creneaux": [{"debut": "2026-11-01"}, {"debut": "2026-11-08"}]})
    excerpt = ready(channel, site([item])).excerpt(item)

    assert "dimanche 8" in excerpt.text
    assert excerpt.notes == ("2\xa0dates\xa0; celle-ci est la dernière.",)


@pytest.mark.parametrize("name", ["travaux-rue-haute", "salle-des-fetes", "collecte-bellecombe"])
def test_other_kinds_have_no_excerpt(name):
    assert ready(make(Agenda), village()).excerpt(village().get(name)) is None
