"""French words for dates, hours, sizes and numbers are those that a French reader expects."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tambour.model import wording
from tambour.model.dates.occurrence import EventStatus, Occurrence
from tambour.model.dates.periods import YearDay

PARIS = ZoneInfo("Europe/Paris")


def at(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def plain(text: str) -> str:
    assert "\u202f" not in text, "a narrow no-break space is missing from many fonts"
    return text.replace(wording.NBSP, " ")


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
    assert plain(wording.between(start, end)) == words


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
    assert plain(wording.between(start, end, year=False)) == words


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
    assert plain(wording.hours_of(Occurrence("k", start, end, at(5, 0), at(6, 0)))) == words


def test_a_day_that_comes_back_has_no_year():
    assert plain(wording.period_day_fr(YearDay(2, 29))) == "29 février"
    assert plain(wording.period_day_fr(date(2026, 7, 1))) == "1er juillet 2026"


@pytest.mark.parametrize(
    ("euros", "words"), [("0", "Gratuit"), ("6.5", "6,50 €"), ("10.00", "10 €"), ("0.80", "0,80 €")]
)
def test_amounts_are_written_as_on_a_price_tag(euros, words):
    assert plain(wording.euros_fr(Decimal(euros))) == words


def test_dates_do_not_depend_on_the_locale_of_the_process(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setenv("LANG", "en_US.UTF-8")

    assert plain(wording.date_fr(date(2026, 8, 1), weekday=True)) == "samedi 1er août 2026"
    assert plain(wording.month_fr(date(2026, 8, 1))) == "août 2026"


def test_a_postponed_date_says_where_it_was():
    occurrence = Occurrence("20261205", at(12, 18), None, at(12, 18), at(13, 0), EventStatus.POSTPONED, at(5, 18))

    assert plain(wording.state(occurrence)) == "Reporté (prévu d’abord samedi 5 décembre 2026 à 18 h)"
    assert plain(wording.when(occurrence)) == "samedi 12 décembre 2026 à 18 h"


def test_a_deadline_at_midnight_is_the_end_of_the_day_before():
    assert plain(wording.until(at(6, 0))) == "jusqu’au samedi 5 décembre 2026"
    assert plain(wording.until(at(5, 18, 30))) == "jusqu’au samedi 5 décembre 2026 à 18 h 30"
    assert plain(wording.until(at(5, 18), year=False)) == "jusqu’au samedi 5 décembre à 18 h"


def test_a_confirmed_date_needs_no_word():
    assert wording.state(Occurrence("20261205", at(5, 18), None, at(5, 18), at(6, 0))) == ""


@pytest.mark.parametrize(
    ("moment", "words"),
    [(time(9), "9 h"), (time(9, 5), "9 h 05"), (time(18, 30), "18 h 30"), (time(12), "midi"), (time(0), "minuit")],
)
def test_hours(moment, words):
    assert plain(wording.hour_fr(moment)) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [(45, "45 min"), (60, "1 h"), (90, "1 h 30"), (24 * 60, "24 h"), (72 * 60, "3 jours")],
)
def test_durations(length, words):
    assert plain(wording.duration_fr(timedelta(minutes=length))) == words


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (1, "1 octet"),
        (999, "999 octets"),
        (1_500, "1,5 ko"),
        (82_000, "82 ko"),
        (1_234_567, "1,2 Mo"),
        (2_000_000_000, "2 Go"),
    ],
)
def test_file_sizes_are_decimal_and_short(octets, words):
    assert plain(wording.filesize_fr(octets)) == words


@pytest.mark.parametrize(
    ("number", "href"),
    [
        ("03 85 59 05 34", "tel:+33385590534"),
        ("0262 90 00 00", "tel:+262262900000"),
        ("0590 81 00 00", "tel:+590590810000"),
        ("3977", "tel:3977"),
        ("+41223456789", "tel:+41223456789"),
    ],
)
def test_phones_can_be_dialled_from_anywhere(number, href):
    assert wording.phone_href(number) == href


def test_the_plural_begins_at_two():
    assert [plain(wording.count_fr(n, "lieu", "lieux")) for n in (0, 1, 2, 1200)] == [
        "0 lieu",
        "1 lieu",
        "2 lieux",
        "1 200 lieux",
    ]


def test_a_list_ends_in_et():
    assert [wording.list_fr(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a et b",
        "a, b et c",
    ]


@pytest.mark.parametrize(
    ("status", "told"),
    [(EventStatus.CONFIRMED, "Bal"), (EventStatus.CANCELLED, "ANNULÉ - Bal"), (EventStatus.POSTPONED, "REPORTÉ - Bal")],
)
def test_a_title_that_stands_alone_says_the_state(status, told):
    assert wording.titled("Bal", status) == told
