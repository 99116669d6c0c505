"""Which dates a subscriber of each calendar finds there, and for how long."""

from dataclasses import replace

import pytest

from tambour.channels import Output, Scope
from tambour.channels.agenda import Agenda, contents
from tambour.model.registers import Commune, Topic
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.testing.building import make, published, ready, rendered, site
from tambour.testing.village import MARKET, PLACE, SERIES, village
from tests.channels.agenda.reading import calendar, events, uids

COMMUNES = {
    name: Commune.model_validate({"id": name, "nom": name, "insee": "39001"}) for name in ("bellecombe", "mijoux")
}
TOPICS = {name: Topic.model_validate({"id": name, "nom": name}) for name in ("culture", "sport")}


def event(identifier: str, debut: str = "2026-12-05 20:00", *, expired: bool = False, **typed: object) -> Published:
    base = {"id": identifier, "titre": identifier, "publier_le": "2024-01-01", "debut": debut}
    return published("event", base | typed, expired=expired)


def place(*items: Published, **more: object) -> Site:
    return site([published("place", PLACE), *items], communes=COMMUNES, topics=TOPICS, **more)


def shown(given: Site, path: str, **settings: int) -> list[str]:
    return uids(events(given, f"agendas/{path}.ics", **settings))


def test_there_is_a_calendar_for_each_part_and_each_event():
    assert {output.path: output for output in ready(make(Agenda), village()).outputs()}.keys() == {
        "agendas/tout.ics",
        "agendas/communes/bellecombe.ics",
        "agendas/communes/mijoux.ics",
        "agendas/themes/culture.ics",
        "agendas/themes/mobilites.ics",
        "agendas/lieux/salle-des-fetes.ics",
        "agendas/evenements/lecture-du-jeudi.ics",
        "agendas/evenements/marche-de-noel.ics",
        "agendas/services/collecte-bellecombe.ics",
        "agendas/services/communes/bellecombe.ics",
        "agendas/services/communes/mijoux.ics",
        "agendas/marches.ics",
        "agendas/menus.ics",
        "agendas/menus/salle-des-fetes.ics",
    }


@pytest.mark.parametrize(
    ("path", "title", "about", "scope", "role"),
    [
        ("tout", "Agenda\xa0: Haut-Jura d’en Bas", None, Scope("all"), "calendar"),
        ("communes/mijoux", "Agenda\xa0: Mijoux", None, Scope("commune", "mijoux"), "calendar"),
        ("themes/culture", "Agenda\xa0: Culture", None, Scope("topic", "culture"), "calendar"),
        ("lieux/salle-des-fetes", "Agenda\xa0: Salle des fêtes", None, Scope("place", "salle-des-fetes"), "calendar"),
        ("evenements/marche-de-noel", "Marché de Noël", "marche-de-noel", None, "calendar"),
        ("services/collecte-bellecombe", "Collecte des déchets à Bellecombe", "collecte-bellecombe", None, "services"),
        ("marches", "Marchés publics\xa0: Haut-Jura d’en Bas", None, Scope("kind", "tender"), "calendar"),
        (
            "menus/salle-des-fetes",
            "Menus des cantines\xa0: Salle des fêtes",
            None,
            Scope("place", "salle-des-fetes"),
            "menu",
        ),
        (
            "services/communes/mijoux",
            "Jours de collecte et passages\xa0: Mijoux",
            None,
            Scope("commune", "mijoux"),
            "services",
        ),
    ],
)
def test_each_is_promised_to_the_pages_that_it_concerns(path, title, about, scope, role):
    [output] = [one for one in ready(make(Agenda), village()).outputs() if one.path == f"agendas/{path}.ics"]

    assert output == Output(
        f"agendas/{path}.ics", "text/calendar; charset=utf-8", "alternate", title, about, scope=scope, role=role
    )


def test_alerts_are_in_none():
    assert not any(b"eau-non-potable" in data for data in rendered(make(Agenda), village()).values())


def test_a_commune_has_its_own_events_and_those_of_the_whole_territory():
    given = place(event("ici", communes=["mijoux"]), event("la-bas", communes=["bellecombe"]), event("partout"))

    assert shown(given, "communes/mijoux") == ["ici", "partout"]
    assert shown(given, "communes/bellecombe") == ["la-bas", "partout"]
    assert shown(given, "tout") == ["ici", "la-bas", "partout"]


def test_a_topic_has_what_carries_it():
    assert shown(place(event("bal", themes=["culture"]), event("foire")), "themes/culture") == ["bal"]


def test_a_place_has_the_dates_that_are_there():
    slots = [{"debut": "2026-12-05 20:00", "lieu": "salle-des-fetes"}, {"debut": "2026-12-06 20:00", "lieu": "Dehors"}]
    item = published("event", {"id": "bal", "titre": "Bal", "publier_le": "2026-01-01", "creneaux": slots})

    assert shown(place(item, event("foire", lieu="salle-des-fetes")), "lieux/salle-des-fetes") == ["bal", "foire"]


def test_dates_are_in_their_order():
    given = place(event("c", "2026-12-07"), event("a", "2026-12-07 10:00"), event("b", "2026-12-05"))

    assert shown(given, "tout") == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("debut", "months", "still"),
    [
        ("2025-12-01 20:00", 12, True),
        ("2025-11-30", 12, False),
        ("2026-11-30 23:00", 0, False),
        ("2026-12-01 07:00", 0, True),
        ("2016-12-02", 120, True),
    ],
)
def test_what_is_past_stays_for_months(debut, months, still):
    given = place(event("bal", debut))

    assert shown(given, "tout", past_months=months) == ["bal"] * still
    assert shown(given, "evenements/bal", past_months=months) == ["bal"]  # its own calendar is for ever


def test_old_slots_leave_and_a_series_stays_as_a_whole():
    slots = [{"debut": "2025-01-05"}, {"debut": "2026-12-05"}]
    irregular = published("event", {"id": "bal", "titre": "Bal", "publier_le": "2024-01-01", "creneaux": slots})
    weekly = event("cours", "2024-10-01 18:00", recurrence={"frequence": "hebdomadaire", "nombre": "70"})

    assert shown(place(irregular, weekly), "tout") == ["cours", "bal-20261205"]


def test_what_is_withdrawn_after_it_took_place_stays_as_long_as_the_rest():
    given = place(event("passe", "2026-11-20", expired=True), event("a-venir", "2026-12-20", expired=True))

    assert shown(given, "tout") == ["passe"]
    assert shown(given, "evenements/a-venir") == ["a-venir"]  # like its page, it answers still


def test_a_translation_does_not_show_its_dates_twice():
    english = event("dance", langue="en", traduction_de="bal")
    easy = event("bal-facile", falc_de="bal")

    assert shown(place(event("bal"), english, easy), "tout") == ["bal"]
    assert shown(place(event("bal"), english, easy), "evenements/dance") == ["dance"]
    assert shown(place(english), "tout") == ["dance"]  # of what is not in the calendars


@pytest.mark.parametrize("kind", ["event", "place"])
def test_what_its_writer_keeps_out_has_no_calendar(kind):
    kept = {"canaux": {"agenda": {"exclure": "oui"}}}
    given = site([event("bal", **kept), published("place", PLACE | kept)])

    assert [output.path for output in ready(make(Agenda), given).outputs()] == ["agendas/tout.ics"]
    assert shown(given, "tout") == []


def test_a_calendar_without_a_date_exists():
    empty = calendar(place(), "agendas/themes/sport.ics")

    assert [one.name for one in empty.subcomponents] == ["VTIMEZONE"]
    assert "LAST-MODIFIED" not in empty


def test_each_event_is_written_once_however_many_calendars_show_it(monkeypatch):
    written = []
    monkeypatch.setattr(
        "tambour.channels.agenda.calendar_entry.component",
        lambda name, *lines: written.append(name) or b"".join((b"BEGIN:X\r\n", *lines, b"END:X\r\n")),
    )
    items = [published("event", MARKET), published("event", SERIES)]
    files = rendered(make(Agenda), site(items, communes=COMMUNES, topics=TOPICS))

    assert len(files) == 11 - 4 + 2
    assert written == ["VEVENT"] * 5  # three slots, a series and its exception


def test_another_site_is_another_set_of_calendars():
    channel, here, there = make(Agenda), place(event("a")), place(event("b"))
    [output] = [one for one in ready(channel, here).outputs() if one.path == "agendas/tout.ics"]
    read = [ready(channel, given).render(output) for given in (here, there, here, replace(here, url="https://b.fr"))]

    assert [b"UID:a@" in data for data in read] == [True, False, True, True]
    assert [b"URI:https://b.fr/agendas/" in data for data in read] == [False, False, False, True]


def test_where_an_item_stands_is_told_by_its_own_entries_alone(monkeypatch: pytest.MonkeyPatch):
    given, made = village(), []
    agenda = ready(make(Agenda), given)
    shared = {output.path: output for output in agenda.outputs() if output.about is None}
    texts = {path: agenda.render(output).decode() for path, output in shared.items()}
    entries = contents.event_entries
    monkeypatch.setattr(
        contents, "event_entries", lambda site, event, *more: made.append(event.id) or entries(site, event, *more)
    )

    for name in ("marche-de-noel", "lecture-du-jeudi"):
        made.clear()
        [paths] = ready(make(Agenda), given).presences([given.get(name)])
        assert made == [name]
        uid = uids(events(given, f"agendas/evenements/{name}.ics"))[0]
        assert paths == tuple(sorted(path for path, text in texts.items() if uid in text)) != ()
