"""French words for dates, hours and durations are those that a French reader expects."""

from datetime import date, time, timedelta

import pytest

from tambour.model.events.occurrence import Occurrence
from tambour.model.time.periods import YearDay
from tambour.words import dates
from tests.words.reading import at, plain


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 3, 1), None, "dimanche 1er mars 2026"),
        (date(2026, 12, 5), date(2026, 12, 5), "samedi 5 décembre 2026"),
        (date(2026, 12, 5), date(2026, 12, 6), "du samedi 5 au dimanche 6 décembre 2026"),
        (date(2026, 11, 30), date(2026, 12, 1), "du lundi 30 novembre au mardi 1er décembre 2026"),
        (date(2026, 12, 1), date(2026, 12, 2), "du mardi 1er au mercredi 2 décembre 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), "du jeudi 31 décembre 2026 au vendredi 1er janvier 2027"),
        (at(5, 10), None, "samedi 5 décembre 2026 à 10 h"),
        (at(5, 10), at(5, 18, 30), "samedi 5 décembre 2026 de 10 h à 18 h 30"),
        (at(5, 20), at(6, 0), "samedi 5 décembre 2026 de 20 h à minuit"),
        (at(5, 20), at(6, 2), "samedi 5 décembre 2026 de 20 h à 2 h du matin"),
        (at(5, 10), at(6, 19), "du samedi 5 décembre 2026 à 10 h au dimanche 6 décembre 2026 à 19 h"),
    ],
)
def test_when_says_days_and_hours_as_one_would(start, end, words):
    assert plain(dates.between(start, end)) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 12, 5), None, "samedi 5 décembre"),
        (date(2026, 12, 5), date(2026, 12, 6), "du samedi 5 au dimanche 6 décembre"),
        (date(2026, 12, 31), date(2027, 1, 1), "du jeudi 31 décembre 2026 au vendredi 1er janvier 2027"),
        (at(5, 10), at(5, 18, 30), "samedi 5 décembre de 10 h à 18 h 30"),
        (at(5, 10), at(6, 19), "du samedi 5 décembre à 10 h au dimanche 6 décembre à 19 h"),
        (
            at(31, 10),
            at(31, 10) + timedelta(days=1),
            "du jeudi 31 décembre 2026 à 10 h au vendredi 1er janvier 2027 à 10 h",
        ),
    ],
)
def test_the_year_is_left_out_where_nobody_doubts_it(start, end, words):
    assert plain(dates.between(start, end, year=False)) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 12, 5), None, "toute la journée"),
        (date(2026, 12, 5), date(2026, 12, 6), "du samedi 5 au dimanche 6 décembre"),
        (at(5, 10), None, "à 10 h"),
        (at(5, 20), at(6, 2), "de 20 h à 2 h du matin"),
        (at(5, 10), at(6, 19), "du samedi 5 décembre à 10 h au dimanche 6 décembre à 19 h"),
    ],
)
def test_under_a_day_only_the_hours_are_said(start, end, words):
    assert plain(dates.hours_of(Occurrence("k", start, end, at(5, 0), at(6, 0)))) == words


def test_a_day_that_comes_back_has_no_year():
    assert plain(dates.period_day_fr(YearDay(2, 29))) == "29 février"
    assert plain(dates.period_day_fr(date(2026, 7, 1))) == "1er juillet 2026"


def test_dates_do_not_depend_on_the_locale_of_the_process(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setenv("LANG", "en_US.UTF-8")

    assert plain(dates.date_fr(date(2026, 8, 1), weekday=True)) == "samedi 1er août 2026"
    assert plain(dates.month_fr(date(2026, 8, 1))) == "août 2026"


def test_a_deadline_at_midnight_is_the_end_of_the_day_before():
    assert plain(dates.until(at(6, 0))) == "jusqu’au samedi 5 décembre 2026"
    assert plain(dates.until(at(5, 18, 30))) == "jusqu’au samedi 5 décembre 2026 à 18 h 30"
    assert plain(dates.until(at(5, 18), year=False)) == "jusqu’au samedi 5 décembre à 18 h"


@pytest.mark.parametrize(
    ("moment", "words"),
    [(time(9), "9 h"), (time(9, 5), "9 h 05"), (time(18, 30), "18 h 30"), (time(12), "midi"), (time(0), "minuit")],
)
def test_hours(moment, words):
    assert plain(dates.hour_fr(moment)) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [(45, "45 min"), (60, "1 h"), (90, "1 h 30"), (24 * 60, "24 h"), (72 * 60, "3 jours")],
)
def test_durations(length, words):
    assert plain(dates.duration_fr(timedelta(minutes=length))) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (at(5, 0), at(5, 23, 59), "samedi 5 décembre 2026"),
        (at(5, 0), at(6, 0), "samedi 5 décembre 2026"),
        (at(5, 0), at(6, 23, 59), "du samedi 5 au dimanche 6 décembre 2026"),
        (at(5, 0), at(5, 2), "samedi 5 décembre 2026 de minuit à 2 h"),
    ],
)
def test_a_whole_day_is_called_one_however_it_was_typed(start, end, words):
    assert plain(dates.between(start, end)) == words
