"""What readers are told, in the language of whom it is about."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tambour.model.events.occurrence import EventStatus
from tambour.model.territory import Territory
from tambour.testing.building import TERRITORY, published, site
from tambour.words import dates, languages, numbers, prices, services, short_dates, states
from tambour.words.speech import N_, _, in_its_language, is_spoken, ngettext, speaking, speaking_for, spoken

PARIS = ZoneInfo("Europe/Paris")
SATURDAY, SUNDAY = date(2026, 12, 5), date(2026, 12, 6)
EVENING = datetime(2026, 12, 5, 18, 30, tzinfo=PARIS)


def test_french_is_spoken_until_another_language_is():
    assert (spoken(), _("Annulé")) == ("fr", "Annulé")
    with speaking("en"):
        assert (spoken(), _("Annulé")) == ("en", "Cancelled")
        with speaking("oc"):
            assert _("Annulé") == "Anullat"
        assert _("Annulé") == "Cancelled"
    assert _("Annulé") == "Annulé"


def test_the_first_language_that_has_a_catalogue_is_spoken():
    with speaking(None, "de", "oc-FR", "en"):
        assert (spoken(), is_spoken("oc"), is_spoken("en")) == ("oc-FR", True, False)
    with speaking("de"):
        assert (spoken(), is_spoken(None)) == ("fr", False)


def test_what_is_not_translated_is_told_in_french():
    with speaking("en"):
        assert _("Une phrase que personne {verbe}", verbe="ne dit") == "Une phrase que personne ne dit"
        assert N_("Annulé") == "Annulé"


def test_an_item_is_spoken_of_in_its_language_else_in_that_of_the_site():
    english, german = (
        published("news", {"id": code, "titre": "x", "publier_le": "2026-11-20", "langue": code})
        for code in ("en", "de")
    )
    occitan = site([english, german], territory=Territory(**{**dict(TERRITORY), "languages": ("oc",)}))

    @in_its_language
    def told(_site, _published, word):
        return _(word)

    assert [told(occitan, one, "Annulé") for one in (english, german)] == ["Cancelled", "Anullat"]
    with speaking_for(occitan):
        assert spoken() == "oc"


SAID = {
    "fr": (
        "samedi 5 décembre 2026",
        "1er mai",
        "18 h 30",
        "minuit",
        "du samedi 5 au dimanche 6 décembre 2026",
        "samedi 5 décembre 2026 de 18 h 30 à 20 h",
        "jusqu’au samedi 5 décembre 2026 à 18 h 30",
        "décembre 2026",
        "1 h 30",
    ),
    "en": (
        "Saturday 5 December 2026",
        "1 May",
        "18:30",
        "midnight",
        "from Saturday 5 to Sunday 6 December 2026",
        "Saturday 5 December 2026, from 18:30 to 20:00",
        "until Saturday 5 December 2026 at 18:30",
        "December 2026",
        "1 h 30 min",
    ),
    "oc": (
        "dissabte 5 de decembre de 2026",
        "1 de mai",
        "18h30",
        "mièjanuèch",
        "del dissabte 5 al dimenge 6 de decembre de 2026",
        "dissabte 5 de decembre de 2026 de 18h30 a 20h",
        "fins al dissabte 5 de decembre de 2026 a 18h30",
        "decembre de 2026",
        "1 h 30",
    ),
}


@pytest.mark.parametrize("language", SAID)
def test_days_and_hours_are_those_of_the_language(language):
    with speaking(language):
        said = (
            dates.date_fr(SATURDAY, weekday=True),
            dates.date_fr(date(2026, 5, 1), year=False),
            dates.hour_fr(EVENING),
            dates.hour_fr(time()),
            dates.days_fr(SATURDAY, SUNDAY),
            dates.between(EVENING, EVENING.replace(hour=20, minute=0)),
            dates.until(EVENING),
            dates.month_fr(SATURDAY),
            dates.duration_fr(timedelta(minutes=90)),
        )
    assert tuple(one.replace("\u00a0", " ") for one in said) == SAID[language]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ("12 345,6", "6,50 €", "10 €", "Gratuit", "1,2 Mo", "0 date", "2 dates", "a, b et c", "en anglais")),
        ("en", ("12,345.6", "€6.50", "€10", "Free", "1.2 MB", "0 dates", "2 dates", "a, b and c", "in English")),
        ("oc", ("12 345,6", "6,50 €", "10 €", "Gratuit", "1,2 Mo", "0 data", "2 datas", "a, b e c", "en anglés")),
    ],
)
def test_numbers_amounts_and_plurals_are_those_of_the_language(language, said):
    with speaking(language):
        told = (
            numbers.number_fr(12345.6),
            *(numbers.euros_fr(Decimal(amount)) for amount in ("6.50", "10", "0")),
            numbers.filesize_fr(1_234_567),
            *(numbers.count_fr(number, "date", "dates") for number in (0, 2)),
            numbers.list_fr(["a", "b", "c"]),
            languages.in_language("en"),
        )
    assert tuple(one.replace("\u00a0", " ").replace("\u202f", " ") for one in told) == said


def test_states_prices_and_days_of_collection_are_told_in_the_language():
    with speaking("en"):
        assert states.title_with_state("Market", EventStatus.CANCELLED) == "CANCELLED – Market"
        assert states.state_change(EventStatus.FULL, 2, whole=False) == "Some dates are full"
        assert prices.price_in_short("Pay what you want") == "Pay what you want"
        assert services.feast_fr("1er mai et Ascension") == "Labour Day and Ascension Day"
        assert short_dates.day_tile(SATURDAY) == ("Sat", "5", "Dec")
        assert ngettext("date passée", "dates passées", 1) == "past date"


def test_each_language_is_offered_by_its_own_name():
    assert [languages.own_name(code) for code in ("fr", "en", "oc", "br", "xx")] == [
        "Français",
        "English",
        "Occitan",
        "Brezhoneg",
        "xx",
    ]
