"""Dates, states and titles are read back from French, whatever the channel's way of writing them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tambour.verify.french import AWAITS, fold, mentions, plain, remove_prose, split_state, state_in

PARIS = ZoneInfo("Europe/Paris")


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("samedi 5 décembre 2026 de 10 h à 18 h 30", at(2026, 12, 5, 10), at(2026, 12, 5, 18, 30)),
        ("sam. 5 déc. 10h-18h30", at(2026, 12, 5, 10), at(2026, 12, 5, 18, 30)),
        ("Samedi 5 décembre, de 20 h à minuit", at(2026, 12, 5, 20), at(2026, 12, 6)),
        ("du samedi 5 au dimanche 6 décembre 2026", date(2026, 12, 5), date(2026, 12, 6)),
        ("du 28 novembre au 1er décembre", date(2026, 11, 28), date(2026, 12, 1)),
        (
            "du samedi 5 décembre 2026 à 10 h au dimanche 6 décembre 2026 à midi",
            at(2026, 12, 5, 10),
            at(2026, 12, 6, 12),
        ),
    ],
)
def test_a_date_in_words_is_the_instant_that_was_meant(text, starts, ends):
    [mention] = mentions(text)

    assert mention.starts(starts)
    assert mention.ends(ends)
    assert not mention.starts(starts.replace(day=7))
    if isinstance(starts, datetime):
        assert not mention.starts(starts.replace(minute=5))
        assert not mention.ends(ends.replace(minute=5))


def test_until_tells_an_end_alone():
    [mention] = mentions("Valable jusqu’au mercredi 25 novembre à 18 h.")

    assert mention.until
    assert mention.ends(datetime(2026, 11, 25, 18, tzinfo=PARIS))
    assert not mention.ends(datetime(2026, 11, 25, 19, tzinfo=PARIS))


def test_midnight_is_the_end_of_the_day_before():
    [mention] = mentions("jusqu’au jeudi 3 décembre 2026")

    assert mention.ends(datetime(2026, 12, 4, tzinfo=PARIS))


@pytest.mark.parametrize("text", ["2,10 m", "à 9 h", "le 12, rue Haute", "3 dates"])
def test_what_is_no_date_is_not_read_as_one(text):
    assert [*mentions(text)] == []


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Annulé", "annule"),
        ("La séance est annulée.", "annule"),
        ("Reporté, nouvelle date à venir", AWAITS),
        ("Reporté (prévu d’abord samedi 5 décembre)", "reporte"),
        ("COMPLET", "complet"),
        ("Une complète réussite ? Complètement.", "complet"),
        ("Place des Halles", "confirme"),
    ],
)
def test_a_state_is_known_by_its_word(text, state):
    assert state_in(text) == state


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("ANNULÉ - Marché de Noël", ("annule", "Marché de Noël")),
        ("REPORTÉ au 5 mai – Travaux : ce qui change", ("reporte", "Travaux : ce qui change")),
        ("URGENCE : Eau non potable", ("urgence", "Eau non potable")),
        ("ALERTE TERMINÉE – Orage", ("terminee", "Orage")),
        ("L’ALERTE REPREND – Orage", ("reprend", "Orage")),
        ("PLUI : la réunion", (None, "PLUI : la réunion")),
        ("Déchets : que faire ?", (None, "Déchets : que faire ?")),
    ],
)
def test_the_state_before_a_title_is_no_part_of_it(title, parts):
    assert split_state(title) == parts


def test_prose_tells_no_fact():
    assert remove_prose("Annulé. Le bal est reporté au 5 mai.", ["Le bal est reporté au 5 mai."]).startswith("Annulé")
    assert state_in(remove_prose("Le bal est annulé.", ["Le bal est annulé."])) == "confirme"


def test_spaces_and_apostrophes_do_not_tell_two_texts_apart():
    assert plain("L'été\u00a0: «\u00a0ici\u00a0»") == plain("L’été : « ici »")
    assert fold("L’Œuvre n° 3") == fold("l'oeuvre no 3")
