"""What no longer holds is told with its end and its cause, never with what it asked of people."""

from datetime import timedelta
from typing import Any

import pytest

from tambour.model.ledger.ledger import NOTHING, Recorded, TextRecord
from tambour.testing.building import NOW, PARIS, published, site
from tambour.words.typography import NBSP
from tambour.words.withdrawn import concerned_fr, end_fr, end_in_short, still_told

ALERT = {"id": "eau", "titre": "Eau", "niveau": "urgence", "publier_le": "2026-11-28 08:00", "fin": "2026-12-24"}
BALL = {"id": "bal", "titre": "Bal", "publier_le": "2026-11-01", "debut": "2026-12-05 20:00"}


def lifted(recorded: Recorded = NOTHING, **typed: Any):
    return published("alert", {**ALERT, "statut": "levee", **typed}, expired=True, recorded=recorded)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Amenez vos voisins et vos lampions.", ""),
        ("Amenez vos voisins. Le bal est annulé : la salle est prise.", "Le bal est annulé : la salle est prise."),
        ("Le vent est trop fort sur le lac. Venez nombreux.", "Le vent est trop fort sur le lac."),
        ("Bal avec le trio Vent d’Ouest jusqu’à minuit.", ""),
        ("Vent trop fort ce soir.", "Vent trop fort ce soir."),
        ("En cas de pluie, rendez-vous sous la halle.", ""),
        ("Les billets sont remboursés : gardez-les.", "Les billets sont remboursés : gardez-les."),
        ("Ne se jouera pas ce soir.", "Ne se jouera pas ce soir."),
    ],
)
def test_of_a_cancelled_event_only_what_says_so_is_told(text, kept):
    assert still_told(published("event", {**BALL, "statut": "annule"}), text, NOW) == kept


@pytest.mark.parametrize("statut", ["confirme", "complet", "deplace", "reporte"])
def test_of_what_takes_place_everything_is_told(statut):
    assert still_told(published("event", {**BALL, "statut": statut}), "Amenez un ami.", NOW) == "Amenez un ami."


@pytest.mark.parametrize("statut", ["annule", "reporte"])
def test_the_note_says_why_for_every_date_in_its_own_words(statut):
    slots = {**BALL, "creneaux": [{"debut": "2026-12-05 20:00"}, {"debut": "2026-12-06", "note": "Salle prise"}]}
    del slots["debut"]
    ball = published("event", {**slots, "statut": statut, "note": "Le ponton a cédé"})

    assert [one.note for one in ball.occurrences] == ["Le ponton a cédé", "Salle prise"]
    each = "Samedi 5 décembre : Le ponton a cédé. Dimanche 6 décembre : Salle prise."
    told = each if statut == "annule" else "Amenez un ami."
    assert still_told(ball, "Amenez un ami.", NOW).replace("\u00a0", " ") == told


def test_an_event_that_is_over_is_told_with_the_note_of_its_last_date():
    past = published("event", {**BALL, "debut": "2026-11-02 20:00", "statut": "annule", "note": "Il a neigé."})

    assert still_told(past, "Amenez un ami.", NOW) == "Il a neigé."


def test_one_cancelled_evening_does_not_silence_the_series():
    series = {**BALL, "recurrence": {"frequence": "hebdomadaire", "nombre": "3"}}
    series["exceptions"] = [{"date": "2026-12-12", "statut": "annule"}]

    assert still_told(published("event", series), "Amenez un ami.", NOW) == "Amenez un ami."


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Restez chez vous jusqu’à ce que l’alerte soit levée.", ""),
        ("Restez chez vous. La route est rouverte depuis midi.", "La route est rouverte depuis midi."),
        ("L’eau est de nouveau potable.", "L’eau est de nouveau potable."),
    ],
)
def test_of_a_lifted_alert_only_what_is_right_again_is_told(text, kept):
    assert still_told(lifted(), text, NOW) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Alerte levée."),
        ({"modifie": "2026-11-30 18:00"}, "Alerte levée le lundi 30 novembre 2026 à 18 h."),
        ({"modifie": "2026-11-30"}, "Alerte levée le lundi 30 novembre 2026."),
    ],
)
def test_the_end_of_an_alert_says_its_hour_as_far_as_it_was_typed(typed, words):
    assert end_fr(lifted(**typed), NOW).replace(NBSP, " ") == words


def test_an_alert_that_ran_out_ended_on_its_last_day():
    over = published("alert", {**ALERT, "fin": "2026-11-30"}, expired=True)

    assert end_in_short(over, NOW).replace(NBSP, " ") == "Terminée le lundi 30 novembre 2026"


def test_the_ledger_knows_when_it_was_lifted_whatever_is_corrected_afterwards():
    hours = [NOW - timedelta(hours=hour) for hour in (40, 20, 2)]
    texts = tuple(TextRecord(id="eau", at=at, text=f"1-{number}", lifted=number > 0) for number, at in enumerate(hours))

    assert lifted(Recorded(texts, zone=PARIS)).history.lifted_at == hours[1]


def test_it_says_whom_it_concerned():
    assert concerned_fr(site(), lifted()).replace(NBSP, " ") == "Territoire concerné : Haut-Jura d’en Bas."
