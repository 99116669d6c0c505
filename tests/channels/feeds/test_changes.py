"""A change of state reaches subscribers as a news of its own, beside the first announcement, and once."""

from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

import pytest

from tambour.channels import EventStatus
from tambour.model.ledger.history import History, StateChange
from tambour.testing.building import PARIS, URL, published
from tambour.testing.village import LIFTED_ALERT
from tests.channels.feeds.reading import ATOM, atom_entries, event, ids, item_of, json_items, place, rss_items
from tests.channels.feeds.test_entries import said

CANCELLED_ON = date(2026, 12, 1)


def changed(item, *changes: StateChange):
    """The same event, as if the ledger had seen these changes."""
    last = max(change.at for change in changes)
    known = replace(item)
    known.__dict__["history"] = History(last, MappingProxyType({}), changes)
    return known


def change(status: EventStatus, item, on: date = CANCELLED_ON, which: slice = slice(None)) -> StateChange:
    keys = tuple(occurrence.key for occurrence in item.occurrences[which])
    return StateChange(status, on, datetime(on.year, on.month, on.day, 8, tzinfo=PARIS), keys)


def cancelled():
    off = event(statut="annule")
    return changed(off, change(EventStatus.CANCELLED, off))


def several(**states: str):
    """Three Saturdays, some with a state: several(b="annule")."""
    slots = [{"debut": f"2026-12-{day} 15:00"} for day in ("05", "12", "19")]
    for name, status in states.items():
        slots["abc".index(name)]["statut"] = status
    return event(debut=None, fin=None, creneaux=slots)


def test_a_cancellation_is_an_entry_of_its_own_beside_the_first_one_in_every_feed_and_format():
    given = place(replace(cancelled(), communes=("mijoux",)))
    given.items[0].__dict__["history"] = cancelled().history

    for stem in ("tout", "agenda", "communes/mijoux"):
        assert ids(given, stem) == ["fete-du-lac#annule-2026-12-01", "fete-du-lac"]


def test_it_is_dated_by_the_change_and_the_first_announcement_is_updated():
    given = place(cancelled())
    entries = [(one.findtext(f"{ATOM}published"), one.findtext(f"{ATOM}updated")) for one in atom_entries(given)]

    assert entries == [
        ("2026-12-01T08:00:00+01:00", "2026-12-01T08:00:00+01:00"),
        ("2026-11-10T00:00:00+01:00", "2026-12-01T08:00:00+01:00"),
    ]
    assert [(item["date_published"], item["date_modified"]) for item in json_items(given)] == entries
    assert [item.findtext("pubDate") for item in rss_items(given)] == [
        "Tue, 01 Dec 2026 08:00:00 +0100",
        "Tue, 10 Nov 2026 00:00:00 +0100",
    ]


def test_the_first_announcement_keeps_its_title_and_says_that_it_is_off():
    item = item_of(place(cancelled()), "fete-du-lac")

    assert item["title"] == "Fête du lac"
    assert said(item["summary"]).startswith("Annulé : samedi 12 décembre 2026 de 15 h à 22 h, Ponton nord, Mijoux")


@pytest.mark.parametrize(
    ("typed", "status", "title", "summary"),
    [
        (
            {"statut": "annule"},
            EventStatus.CANCELLED,
            "ANNULÉ – Fête du lac",
            "L’événement est annulé : samedi 12 décembre 2026 de 15 h à 22 h, Ponton nord, Mijoux.",
        ),
        (
            {"statut": "reporte", "debut_precedent": "2026-12-05 15:00"},
            EventStatus.POSTPONED,
            "REPORTÉ – Fête du lac",
            "L’événement est reporté : prévu d’abord samedi 5 décembre 2026 à 15 h, "
            "désormais samedi 12 décembre 2026 de 15 h à 22 h, Ponton nord, Mijoux.",
        ),
        (
            {"statut": "reporte"},
            EventStatus.POSTPONED,
            "REPORTÉ – Fête du lac",
            "L’événement est reporté : prévu d’abord samedi 12 décembre 2026 de 15 h à 22 h, "
            "nouvelle date à venir, Ponton nord, Mijoux.",
        ),
        (
            {"statut": "deplace"},
            EventStatus.MOVED,
            "DÉPLACÉ – Fête du lac",
            "L’événement est déplacé : samedi 12 décembre 2026 de 15 h à 22 h, désormais Ponton nord, Mijoux.",
        ),
        (
            {"statut": "complet"},
            EventStatus.FULL,
            "COMPLET – Fête du lac",
            "L’événement est complet : samedi 12 décembre 2026 de 15 h à 22 h, Ponton nord, Mijoux.",
        ),
        (
            {},
            EventStatus.CONFIRMED,
            "MAINTENU – Fête du lac",
            "L’événement est maintenu : samedi 12 décembre 2026 de 15 h à 22 h, Ponton nord, Mijoux.",
        ),
    ],
)
def test_each_state_has_its_words_with_the_old_date_and_the_new(typed, status, title, summary):
    one = event(**typed)
    name = f"fete-du-lac#{status.value}-2026-12-01"
    item = item_of(place(changed(one, change(status, one))), name)

    assert (item["title"], said(item["summary"])) == (title, summary)
    assert item["url"] == f"{URL}/agenda/fete-du-lac/"
    assert f'<a href="{URL}/agenda/fete-du-lac/">Voir l’événement : Fête du lac</a>' in item["content_html"]


def test_one_date_of_several_is_named_so_that_nobody_stays_at_home_on_the_others():
    item = several(b="annule")
    told = item_of(
        place(changed(item, change(EventStatus.CANCELLED, item, which=slice(1, 2)))), "fete-du-lac#annule-2026-12-01"
    )

    assert said(told["title"]) == "ANNULÉ – Fête du lac (samedi 12 décembre 2026)"
    assert said(told["summary"]) == "Une date est annulée : samedi 12 décembre 2026 à 15 h, Ponton nord, Mijoux."


def test_some_dates_of_several_are_named():
    item = several(a="complet", c="complet")
    told = item_of(
        place(changed(item, change(EventStatus.FULL, item, which=slice(0, 3, 2)))), "fete-du-lac#complet-2026-12-01"
    )

    assert said(told["title"]) == "COMPLET – Fête du lac (samedis 5 et 19 décembre 2026)"
    assert said(told["summary"]).startswith("Des dates sont complètes : samedi 5 décembre 2026 à 15 h, ")


def test_each_change_has_an_id_of_its_own_for_ever():
    one = event(statut="reporte", debut_precedent=["2026-11-28 15:00", "2026-12-05 15:00"])
    twice = changed(
        one,
        change(EventStatus.POSTPONED, one, date(2026, 11, 20)),
        change(EventStatus.POSTPONED, one, date(2026, 11, 27)),
    )

    assert ids(place(twice)) == ["fete-du-lac#reporte-2026-11-27", "fete-du-lac#reporte-2026-11-20", "fete-du-lac"]


def test_an_old_announcement_says_what_has_become_of_it_since():
    one = event(statut="annule")
    item = changed(
        one, change(EventStatus.FULL, one, date(2026, 11, 20)), change(EventStatus.CANCELLED, one, CANCELLED_ON)
    )

    assert "puis annulé" in said(item_of(place(item), "fete-du-lac#complet-2026-11-20")["summary"])


def test_an_old_event_comes_back_to_the_top_when_it_is_cancelled():
    fresh = [event(id=f"neuf-{n}", publier_le=f"2026-11-{n + 10}") for n in range(1, 8)]

    assert ids(place(cancelled(), *fresh), limit=5)[0] == "fete-du-lac#annule-2026-12-01"


def test_the_note_of_a_date_is_told_with_its_change():
    item = event(debut=None, fin=None, creneaux=[{"debut": "2026-12-12", "statut": "annule", "note": "Vent fort."}])
    told = item_of(place(changed(item, change(EventStatus.CANCELLED, item))), "fete-du-lac#annule-2026-12-01")

    assert said(told["summary"]) == (
        "L’événement est annulé : samedi 12 décembre 2026, Ponton nord, Mijoux. Vent fort."
    )


def test_a_wording_of_its_own_is_used_for_the_change_too():
    one = event(statut="annule", canaux={"feeds": {"titre": "La fête"}})

    assert [item["title"] for item in json_items(place(one))] == ["ANNULÉ – La fête", "La fête"]


LIFTED = {**LIFTED_ALERT, "modifie": "2026-11-30 18:00", "communes": ["mijoux"], "resume": "Restez chez vous."}


def test_the_end_of_a_lifted_alert_is_told_in_an_entry_of_its_own():
    lifted = published("alert", LIFTED, expired=True, html="<p>Restez chez vous. La route est rouverte.</p>")

    entry = item_of(place(lifted), "route-coupee#levee-2026-11-30")

    assert entry["title"] == "ALERTE LEVÉE – Route du col coupée"
    assert said(entry["summary"]) == (
        "Alerte levée le lundi 30 novembre 2026 à 18 h. Commune concernée : Mijoux. La route est rouverte."
    )
    assert entry["date_published"].startswith("2026-11-30T18:00")
    assert "Restez chez vous" not in entry["content_html"]


def test_the_end_of_an_alert_is_told_until_its_writer_withdraws_it():
    withdrawn = published("alert", {**LIFTED, "retirer_le": "2026-12-01"}, expired=True)

    assert ids(place(withdrawn)) == []
