"""What has become of an event or an alert is said as one would, and the same everywhere."""

from datetime import UTC, datetime

import pytest

from tambour.model.alert import Alert
from tambour.model.events.occurrence import EventStatus
from tambour.model.item import Level
from tambour.words import states
from tests.model.building import at, made, occurrences
from tests.words.reading import plain


def date(**typed):
    return occurrences(debut="2026-12-05 10:00", **typed)[0]


@pytest.mark.parametrize(
    ("status", "told"),
    [(EventStatus.CONFIRMED, "Bal"), (EventStatus.CANCELLED, "ANNULÉ – Bal"), (EventStatus.POSTPONED, "REPORTÉ – Bal")],
)
def test_a_title_that_stands_alone_says_the_state(status, told):
    assert states.title_with_state("Bal", status) == told


def test_a_title_with_a_colon_has_no_second_one():
    assert (
        states.title_with_state("Travaux : ce qui change", EventStatus.CANCELLED) == "ANNULÉ – Travaux : ce qui change"
    )


@pytest.mark.parametrize(
    ("typed", "words", "parts"),
    [
        ({}, "", ("", "")),
        ({"statut": "annule"}, "Annulé", ("Annulé", "")),
        ({"statut": "complet"}, "Complet", ("Complet", "")),
        ({"statut": "reporte"}, "Reporté, nouvelle date à venir", ("Reporté", "nouvelle date à venir")),
        (
            {"statut": "reporte", "debut_precedent": "2026-12-01"},
            "Reporté (prévu d’abord mardi 1er décembre 2026)",
            ("Reporté", "prévu d’abord mardi 1er décembre 2026"),
        ),
    ],
)
def test_a_state_in_full_and_in_its_parts(typed, words, parts):
    start = {"debut": "2026-12-05"} if "debut_precedent" in typed else {"debut": "2026-12-05 10:00"}
    told = plain(states.state(occurrences(**start, **typed)[0]))

    assert (told, states.state_parts(told)) == (words, parts)


@pytest.mark.parametrize(
    ("status", "dates", "whole", "sentence"),
    [
        (EventStatus.CANCELLED, 3, True, "L’événement est annulé"),
        (EventStatus.CANCELLED, 1, False, "Une date est annulée"),
        (EventStatus.FULL, 2, False, "Des dates sont complètes"),
        (EventStatus.CONFIRMED, 1, True, "L’événement est maintenu"),
    ],
)
def test_a_change_is_a_sentence_that_agrees(status, dates, whole, sentence):
    assert states.state_change(status, dates, whole=whole) == sentence


def test_what_nobody_can_keep_says_why():
    before, after = at("2026-12-01"), at("2026-12-24")

    assert plain(states.nothing_to_keep(date(statut="annule"), before)).startswith("Annulé : il n’y a rien")
    assert plain(states.nothing_to_keep(date(statut="reporte"), before)).startswith("Reporté, nouvelle date à venir : ")
    assert plain(states.nothing_to_keep(date(), after)).startswith("Passé : ")


def test_an_alert_is_lifted_before_its_time_or_has_ended():
    typed = {"id": "eau", "titre": "Eau", "niveau": "info", "publier_le": "2026-12-01", "fin": "2026-12-03"}
    alert, lifted = made(Alert, typed), made(Alert, typed | {"statut": "levee"})

    assert states.alert_state(alert, over=alert.over(datetime(2026, 12, 2, tzinfo=UTC))) == ""
    assert states.alert_state(alert, over=True) == "Alerte terminée"
    assert (states.alert_state(lifted, over=True), states.alert_end(lifted, over=True)) == ("Alerte levée", "levée")


def test_a_level_has_a_short_form_over_a_notice():
    assert [states.level_fr(level) for level in Level] == ["Information", "Vigilance", "Urgence"]
    assert [states.level_in_short(level) for level in Level] == ["INFO", "VIGILANCE", "URGENCE"]
