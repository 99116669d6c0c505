"""Amounts, sizes, counts and telephone numbers are written as in France."""

from decimal import Decimal

import pytest

from tambour.words import numbers
from tests.words.reading import plain


@pytest.mark.parametrize(
    ("euros", "words"), [("0", "Gratuit"), ("6.5", "6,50 €"), ("10.00", "10 €"), ("0.80", "0,80 €")]
)
def test_amounts_are_written_as_on_a_price_tag(euros, words):
    assert plain(numbers.euros_fr(Decimal(euros))) == words


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
    assert plain(numbers.filesize_fr(octets)) == words


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
    assert numbers.phone_href(number) == href


def test_the_plural_begins_at_two():
    assert [plain(numbers.count_fr(n, "lieu", "lieux")) for n in (0, 1, 2, 1200)] == [
        "0 lieu",
        "1 lieu",
        "2 lieux",
        "1 200 lieux",
    ]


def test_a_list_ends_in_et():
    assert [numbers.list_fr(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a et b",
        "a, b et c",
    ]
