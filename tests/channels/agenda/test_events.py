"""What a subscriber reads of one event: when, where, in which state, and all that goes with it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Component

from tambour.model.conversions import clean_text
from tambour.model.events.event import Event
from tambour.model.events.occurrences import expand
from tambour.model.media import Original
from tambour.model.registers import Topic
from tambour.testing.building import PARIS, TERRITORY, URL, Files, published, site
from tambour.testing.village import PLACE
from tests.channels.agenda.reading import alone, events, summaries, uids

BASE = {"id": "bal", "titre": "Bal, le grand", "publier_le": "2026-11-02 08:00"}
ONCE = BASE | {"debut": "2026-12-05 20:00", "fin": "2h"}
HALL = published("place", PLACE)


def told(**typed: object) -> Component:
    return alone(published("event", ONCE | typed))


def test_an_event_with_hours():
    event = told()

    assert event["DTSTART"].to_ical() == b"20261205T200000"
    assert event["DTSTART"].params["TZID"] == "Europe/Paris"
    assert event["DTSTART"].dt == datetime(2026, 12, 5, 20, tzinfo=PARIS)
    assert event["DTEND"].dt == datetime(2026, 12, 6, 2, tzinfo=PARIS)


def test_no_end_is_told_when_none_is_known():
    event = alone(published("event", BASE | {"debut": "2026-12-05 20:00"}))

    assert "DTEND" not in event
    assert "DURATION" not in event


def test_it_may_end_at_midnight():
    assert told(fin="0h")["DTEND"].dt == datetime(2026, 12, 6, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ({}, date(2026, 12, 6)),
        ({"fin": "2026-12-05"}, date(2026, 12, 6)),
        ({"fin": "2027-02-28"}, date(2027, 3, 1)),
    ],
)
def test_days_without_hours_end_on_the_day_after_the_last(typed, last):
    event = alone(published("event", BASE | {"debut": "2026-12-05"} | typed))

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 5), last)
    assert event["DTSTART"].params == event["DTEND"].params == {"VALUE": "DATE"}


def test_revision_comes_from_the_history_and_creation_from_the_announcement():
    event = told(modifie="2026-11-20 18:00")

    assert event["CREATED"].dt == datetime(2026, 11, 2, 7, tzinfo=UTC)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == datetime(2026, 11, 20, 17, tzinfo=UTC)
    assert event["SEQUENCE"] == (18 * 24 + 10) * 60


def test_nobody_is_made_busy_and_nothing_is_hidden():
    event = told(statut="annule")

    assert [str(event[name]) for name in ("STATUS", "TRANSP", "CLASS")] == ["CONFIRMED", "TRANSPARENT", "PUBLIC"]
    assert not {"ORGANIZER", "ATTENDEE", "CONTACT"} & set(event)
    assert event.subcomponents == []


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ({}, "Bal, le grand"),
        ({"statut": "confirme"}, "Bal, le grand"),
        ({"statut": "annule"}, "ANNULÉ – Bal, le grand"),
        ({"statut": "complet"}, "COMPLET – Bal, le grand"),
        ({"statut": "reporte"}, "REPORTÉ – Bal, le grand"),
        ({"statut": "reporte", "debut_precedent": "2026-12-01 20:00"}, "REPORTÉ – Bal, le grand"),
        ({"debut_precedent": "2026-12-01 20:00"}, "DÉPLACÉ – Bal, le grand"),
    ],
)
def test_a_title_begins_with_the_state(typed, title):
    assert str(told(**typed)["SUMMARY"]) == title


def test_postponed_has_its_new_date_and_says_the_first():
    event = told(statut="reporte", debut_precedent="2026-12-01 20:00")

    assert event["DTSTART"].dt.day == 5
    assert str(event["DESCRIPTION"]).startswith("Reporté (prévu d’abord mardi 1er\xa0décembre\xa02026 à 20\xa0h).\n")


def test_postponed_without_a_date_stays_where_it_was_and_says_so():
    event = told(statut="reporte")

    assert event["DTSTART"].dt.day == 5
    assert str(event["DESCRIPTION"]).startswith("Reporté, nouvelle date à venir.\n")


def test_the_text_says_what_one_must_know_and_ends_with_the_page():
    event = told(
        resume="Initiation à 20 h.",
        prix=[{"libelle": "Plein tarif", "montant": "5"}, {"libelle": "Enfants", "montant": "gratuit"}],
        billetterie="https://billets.exemple.fr/bal",
        organisateur="Les Sabots",
        acces=["ascenseur"],
        en_ligne="https://direct.exemple.fr/bal",
    )

    assert str(event["DESCRIPTION"]).replace("\xa0", " ") == (
        "Initiation à 20 h.\n\nTexte.\n\n"
        "Plein tarif : 5 € ; enfants : gratuit\nRéservation : https://billets.exemple.fr/bal\n"
        "En ligne : https://direct.exemple.fr/bal\nAccessibilité : ascenseur\nOrganisation : Les Sabots\n\n"
        f"{URL}/agenda/bal/"
    )


def test_a_place_is_told_as_on_an_envelope_with_its_position_and_its_equipment():
    event = alone(published("event", ONCE | {"lieu": "salle-des-fetes"}), HALL)

    assert str(event["LOCATION"]) == "Salle des fêtes, 2, rue du Lac, 39999 Bellecombe"
    assert event["GEO"].to_ical() == "46.4342;6.019"
    assert "accessible en fauteuil roulant et boucle magnétique" in str(event["DESCRIPTION"])


def test_what_takes_place_online_is_there_where_a_place_would_be():
    event = told(en_ligne="https://direct.exemple.fr/bal?a=1,2")

    assert str(event["LOCATION"]) == "https://direct.exemple.fr/bal?a=1,2"
    assert event["CONFERENCE"] == "https://direct.exemple.fr/bal?a=1,2"
    assert event["CONFERENCE"].params["VALUE"] == "URI"


def test_what_takes_place_online_too_has_its_place():
    assert str(told(en_ligne="https://direct.exemple.fr/", lieu="Chez l’habitant")["LOCATION"]) == "Chez l’habitant"


def test_topics_picture_and_documents_go_with_it():
    photo = Original("images/bal.jpg", "image/jpeg", 9, "a" * 64, 1600, 900)
    plan = Original("documents/plan.pdf", "application/pdf", 9, "b" * 64)
    typed = {
        "themes": ["culture"],
        "image": "bal.jpg",
        "alt": "Le bal",
        "documents": [{"fichier": "plan.pdf", "titre": "Plan"}],
    }
    topics = {"culture": Topic.model_validate({"id": "culture", "nom": "Culture, fêtes"})}
    files = Files({original.path: original for original in (photo, plan)})
    event = alone(published("event", ONCE | typed), topics=topics, media=files)

    assert event["CATEGORIES"].cats == ["Culture, fêtes"]
    assert event["IMAGE"] == f"{URL}/images/bal.jpg"
    assert event["IMAGE"].params == {"VALUE": "URI", "DISPLAY": "BADGE", "FMTTYPE": "image/jpeg"}
    assert [(one, one.params["FMTTYPE"]) for one in event["ATTACH"]] == [
        (f"{URL}/images/bal.jpg", "image/jpeg"),
        (f"{URL}/documents/plan.pdf", "application/pdf"),
    ]
    assert event["URL"] == f"{URL}/agenda/bal/"


def test_no_phone_number_of_a_contact_is_given():
    assert "03 84" not in told(contacts=["voirie"]).to_ical().decode()


def test_a_writer_may_say_it_differently_in_calendars():
    event = told(canaux={"agenda": {"titre": "Bal", "texte": "Venez !"}})

    assert str(event["SUMMARY"]) == "Bal"
    assert str(event["DESCRIPTION"]) == f"Venez !\n\n{URL}/agenda/bal/"


def test_what_does_not_take_place_invites_nobody_and_says_why():
    event = told(statut="annule", resume="Venez ! Le bal est annulé à cause de la neige.")

    assert str(event["SUMMARY"]).startswith("ANNULÉ – ")
    assert str(event["DESCRIPTION"]) == (f"Annulé.\n\nLe bal est annulé à cause de la neige.\n\n{URL}/agenda/bal/")


@pytest.mark.parametrize(
    ("limit", "kept"),
    [(0, ""), (1, ""), (3, "Un…"), (8, "Un mot…"), (16, "Un mot…"), (17, "Un mot, un autre.")],
)
def test_a_long_text_is_cut_between_words(limit, kept):
    given = site([published("event", ONCE, html="<p>Un mot, un autre.</p>")])
    [event] = events(given, text_max=limit)

    assert str(event["DESCRIPTION"]) == "\n\n".join(filter(None, (kept, f"{URL}/agenda/bal/")))
    assert len(kept) <= limit


def test_irregular_slots_are_events_of_their_own():
    slots = [
        {"debut": "2026-12-05 20:00", "fin": "23h"},
        {"debut": "2026-12-12", "statut": "annule", "lieu": "Sous le préau", "note": "Neige."},
        {"debut": "2026-12-20 14:00", "debut_precedent": "2026-12-19 14:00"},
    ]
    found = events(site([published("event", BASE | {"creneaux": slots, "lieu": "salle-des-fetes"}), HALL]))

    assert uids(found) == ["bal", "bal-20261212", "bal-20261219T130000Z"]
    assert summaries(found) == ["Bal, le grand", "ANNULÉ – Bal, le grand", "DÉPLACÉ – Bal, le grand"]
    assert [str(event["LOCATION"]).partition(",")[0] for event in found] == [
        "Salle des fêtes",
        "Sous le préau",
        "Salle des fêtes",
    ]
    assert str(found[1]["DESCRIPTION"]).startswith("Annulé.\nNeige.\n\n")


def test_sixty_slots_across_both_changes_of_clock_keep_their_hour():
    days = [date(2026, 9, 30) + timedelta(days=4 * step) for step in range(60)]
    slots = [{"debut": f"{day} 18:30", "fin": "20h"} for day in days]
    found = events(site([published("event", BASE | {"creneaux": slots})]))

    assert [f"{event['DTSTART'].dt:%Y-%m-%d %H:%M}" for event in found] == [f"{day} 18:30" for day in days]
    assert {event["DTSTART"].dt.utcoffset() for event in found} == {timedelta(hours=1), timedelta(hours=2)}
    assert len(set(uids(found))) == 60


def test_another_territory_has_its_own_clocks():
    zone = ZoneInfo("Indian/Reunion")
    item = Event.model_validate(ONCE, context={"zone": zone})
    there = replace(published("event", ONCE), item=item, occurrences=expand(item, zone))
    event = alone(there, territory=TERRITORY.model_copy(update={"timezone": zone.key}))

    assert event["DTSTART"].params["TZID"] == "Indian/Reunion"
    assert event["DTSTART"].dt.astimezone(UTC).hour == 16


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\\;,:"é🎭مnN'), max_size=100)
LINES = WORDS.map(clean_text).map(str.strip).filter(lambda text: text and "\n" not in text)


@settings(max_examples=60)
@given(title=LINES, summary=LINES, place=LINES, topic=LINES)
def test_what_a_writer_types_is_what_a_subscriber_reads(title, summary, place, topic):
    typed = ONCE | {"titre": title, "resume": summary, "lieu": {"nom": place}, "themes": ["theme"]}
    topics = {"theme": Topic.model_validate({"id": "theme", "nom": topic})}
    event = alone(published("event", typed), topics=topics)

    assert str(event["SUMMARY"]) == title
    assert str(event["LOCATION"]) == place
    assert str(event["DESCRIPTION"]) == f"{summary}\n\nTexte.\n\n{URL}/agenda/bal/"
    assert event["CATEGORIES"].cats == [topic]
