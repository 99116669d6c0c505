"""What a subscriber to collection days reads: what comes by, when, and what is not as usual."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Component

from tambour.model.registers import Commune
from tambour.testing.building import PARIS, URL, published, site
from tests.channels.agenda.reading import events, summaries, uids

COMMUNES = {
    name: Commune.model_validate({"id": name, "nom": name, "insee": "39001"}) for name in ("bellecombe", "mijoux")
}
BIN = {"id": "om", "libelle": "Bac gris", "jours": "vendredi"}
SERVICE = {"id": "collecte", "titre": "Collecte", "feries": "decale_lendemain", "collectes": [BIN]}
NOW = datetime(2026, 4, 28, 9, tzinfo=PARIS)


def days(
    path: str = "agendas/services/collecte.ics", *, now: datetime = NOW, expired: bool = False, **typed: object
) -> list[Component]:
    """From April to May 2026 with one month ahead."""
    item = published("service", SERVICE | typed, expired=expired)
    return events(site([item], communes=COMMUNES, now=now), path, past_months=0, months_ahead=1)


def on(found: list[Component], day: date) -> Component:
    [event] = [one for one in found if one["DTSTART"].dt == day]
    return event


def collection(**typed: object) -> dict[str, object]:
    return {"collectes": [BIN | typed]}


def test_a_round_takes_its_day():
    event = days()[0]

    assert uids([event]) == ["collecte-om-20260403"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 4, 3), date(2026, 4, 4))
    assert str(event["SUMMARY"]) == "Bac gris"
    assert str(event["DESCRIPTION"]) == f"Collecte\xa0: {URL}/services/collecte/"
    assert event["URL"] == f"{URL}/services/collecte/"


def test_rounds_are_those_of_whole_months():
    told = [event["DTSTART"].dt for event in days()]

    assert (told[0], told[-1], len(told)) == (date(2026, 4, 3), date(2026, 5, 29), 9)
    assert days(now=NOW.replace(day=1)) == days(now=NOW.replace(day=30))


def test_a_round_that_a_holiday_moves_is_announced_on_its_new_day_under_its_own_uid():
    event = on(days(), date(2026, 5, 2))

    assert uids([event]) == ["collecte-om-20260501"]
    assert str(event["SUMMARY"]) == "REPORTÉ – Bac gris"
    assert (
        str(event["DESCRIPTION"])
        .replace("\xa0", " ")
        .startswith("Passage reporté au samedi 2 mai (1er mai), au lieu du vendredi 1er mai.\n")
    )


def test_a_round_that_its_writer_moves_says_why():
    exception = {"date": "2026-04-10", "reporte_au": "2026-04-09", "note": "Pour le marché."}
    event = on(days(**collection(exceptions=[exception])), date(2026, 4, 9))

    assert uids([event]) == ["collecte-om-20260410"]
    assert str(event["SUMMARY"]) == "DÉPLACÉ – Bac gris"
    assert (
        str(event["DESCRIPTION"])
        .replace("\xa0", " ")
        .startswith("Passage avancé au jeudi 9 avril, au lieu du vendredi 10 avril.\nPour le marché.\n")
    )


@pytest.mark.parametrize(
    ("typed", "day", "told"),
    [
        ({"feries": "supprime"}, date(2026, 5, 1), "Pas de passage (1er mai).\n"),
        (
            collection(exceptions=[{"date": "2026-04-10", "annule": "oui", "note": "Neige."}]),
            date(2026, 4, 10),
            "Pas de passage.\nNeige.\n",
        ),
    ],
)
def test_a_round_that_does_not_come_is_announced_on_its_day(typed, day, told):
    event = on(days(**typed), day)

    assert str(event["SUMMARY"]) == "ANNULÉ – Bac gris"
    assert str(event["STATUS"]) == "CONFIRMED"
    assert str(event["DESCRIPTION"]).replace("\xa0", " ").startswith(told)


def test_hours_are_told_when_they_are_known():
    found = days(**collection(heures="9h-12h, 20h-1h (sur appel)"))

    assert uids(found[:2]) == ["collecte-om-20260403", "collecte-om-20260403-2"]
    assert [(one["DTSTART"].dt, one["DTEND"].dt) for one in found[:2]] == [
        (datetime(2026, 4, 3, 9, tzinfo=PARIS), datetime(2026, 4, 3, 12, tzinfo=PARIS)),
        (datetime(2026, 4, 3, 20, tzinfo=PARIS), datetime(2026, 4, 4, 1, tzinfo=PARIS)),
    ]
    assert "sur appel" in str(found[0]["DESCRIPTION"])


def test_an_hour_that_the_clocks_skip_is_the_one_that_they_then_show():
    found = days(now=datetime(2026, 3, 1, tzinfo=PARIS), **collection(jours="dimanche", heures="2h30-5h"))
    event = next(one for one in found if one["DTSTART"].dt.date() == date(2026, 3, 29))

    assert event["DTSTART"].dt == datetime(2026, 3, 29, 3, 30, tzinfo=PARIS)


def test_what_to_do_and_where_it_comes_by_are_told():
    event = days(secteur="Le bourg", **collection(consigne="Poignée côté rue."))[0]

    assert str(event["SUMMARY"]) == "Bac gris (Le bourg)"
    assert str(event["DESCRIPTION"]) == f"Poignée côté rue.\n\nCollecte\xa0: {URL}/services/collecte/"


def test_a_writer_may_say_it_differently_in_calendars():
    event = days(canaux={"agenda": {"titre": "Nos bacs", "texte": "Rien dehors."}})[0]

    assert str(event["DESCRIPTION"]) == f"Rien dehors.\n\nNos bacs\xa0: {URL}/services/collecte/"


def test_an_undated_calendar_does_not_pretend_to_be_unchanged():
    """A program that keeps what LAST-MODIFIED says is old would not read of a round that moves."""
    undated, dated = days()[0], days(modifie="2026-04-02 08:00")[0]

    assert undated["DTSTAMP"].dt == datetime(1970, 1, 1, tzinfo=UTC)
    assert dated["DTSTAMP"].dt == datetime(2026, 4, 2, 6, tzinfo=UTC)
    assert not {"LAST-MODIFIED", "SEQUENCE"} & {*undated, *dated}


def test_a_commune_has_what_comes_by_there():
    second = BIN | {"id": "verre", "libelle": "Verre", "jours": "lundi", "communes": ["mijoux"]}
    typed = {"communes": ["bellecombe", "mijoux"], "collectes": [BIN, second]}
    here, there = (days(f"agendas/services/communes/{name}.ics", **typed) for name in ("bellecombe", "mijoux"))

    assert set(summaries(here)) == {"Bac gris", "REPORTÉ – Bac gris"}
    assert set(summaries(there)) > {"Bac gris", "Verre"}
    assert [one["DTSTART"].dt for one in there] == sorted(one["DTSTART"].dt for one in there)


def test_what_serves_no_commune_serves_them_all():
    assert days("agendas/services/communes/mijoux.ics") == days()


def test_what_serves_another_commune_is_not_told():
    assert days("agendas/services/communes/mijoux.ics", communes=["bellecombe"]) == []


def test_a_service_that_is_withdrawn_comes_no_more():
    assert [one["DTSTART"].dt.day for one in days(expired=True)] == [3, 10, 17, 24]


def test_collections_are_not_in_the_agenda():
    assert days("agendas/tout.ics") == []
