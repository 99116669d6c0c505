"""Each network's count is the published one, on the texts that naive counters get wrong."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.channels.posts.counting import (
    FULL_ADDRESS,
    graphemes,
    mastodon,
    threads,
    utf8_bytes,
    utf16_units,
    x_weight,
)

FAMILY = "👨‍👩‍👧‍👦"  # seven code points, joined
WAVING = "👋🏽"  # with a skin tone
FRANCE, EUROPE = "🇫🇷", "🇪🇺"
KEYCAP = "1️⃣"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
LONG = "https://www.exemple.fr/" + "tres-long-chemin/" * 10
HARD = [
    "",
    "Fête de l’été à Pont-d’Aubrelle",
    unicodedata.normalize("NFD", "Fête de l’été, cœur, ÇA, naïf"),
    "e\u0301\u0327\u0308" * 5,
    FAMILY * 3,
    WAVING + FRANCE + EUROPE + KEYCAP + ENGLAND,
    "🇫🇷🇪🇺🇧",  # a half of a flag at the end
    "❤️ ❤ ☺️ ©️ © ™ ‼️",
    "👩🏾‍🚀👩‍❤️‍💋‍👨🏳️‍🌈",
    "a\u200db\u200c\u2060",
    "\r\n\n\r",
    "السلام عليكم، أهلا بكم",
    "שָׁלוֹם",
    "朱雀桥边野草花 すし 한국어 각",
    "นี้ กำ",
    "क्षि स्त्री",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!",
    "« 5 € … – — ’ “ ” ‰ № »\u00a0\u202f\u2009",
    f"Ici {LONG} et là",
]


@pytest.fixture(scope="module")
def elsewhere(counted_elsewhere):
    return dict(zip(HARD, counted_elsewhere(HARD), strict=True))


@pytest.mark.parametrize("text", HARD, ids=ascii)
def test_characters_are_counted_as_a_browser_counts_them(elsewhere, text):
    assert graphemes(text) == elsewhere[text]["graphemes"]
    assert utf16_units(text) == elsewhere[text]["units"]
    assert utf8_bytes(text) == elsewhere[text]["bytes"]
    assert x_weight(text) == elsewhere[text]["x"]


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        # Of the kinds that the conformance suite of twitter-text 3 checks.
        ("Hi http://test.co", 26),
        ("http://test.co", 23),
        ("https://www.twitter.com/aloha " * 10, 240),
        (f"H🐱☺{FAMILY}", 7),
        ("😷👾😡🔥💩", 10),
        ("🙋🏽👨‍🎤", 4),
        (FAMILY * 140, 280),
        ("1⃣", 2),
        (f"🤪; 🧕; 🧕🏾; {ENGLAND}", 14),
        ("A\ufb2c", 4),  # a letter that NFC takes apart
        ("\u2066\u202ahttp://foobar.پاکستان/\u202c\u2069", 31),
        ("randomurl" * 7 + "s.com", 68),  # a label of more than 63 letters makes no domain
        ("あいうえお", 10),
        # And those that a French text is made of.
        ("Élève à Nîmes, cœur, ÇA", 23),
        (unicodedata.normalize("NFD", "Élève"), 5),
        ("« L’été – ici » “oui”", 21),
        ("5\u00a0€", 4),  # the euro sign is heavy
        ("…", 2),
        ("10\u202fh", 5),  # and so is the narrow no-break space
        (KEYCAP + FRANCE + WAVING, 6),
        ("2026 #1 *", 9),  # digits and signs are emoji only with a keycap
        ("© ®", 3),
        ("©️", 2),
        ("السلام", 6),
    ],
)
def test_x_weighs_a_text_as_published(text, weight):
    assert x_weight(text) == weight


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        (LONG, 23),
        (f"({LONG}).", 26),
        ("https://a.fr/?q=été", 23 + 3),  # a query is ASCII: what is not ends it
        ("https://a.fr/chemin_(bis)", 23),
        ("https://a.fr/chemin.", 24),
        ("voir valdaubrelle.fr, merci", 5 + 23 + 7),
        ("accueil@valdaubrelle.com", 24),  # an e-mail address is no link
        ("plan.pdf", 8),
        ("Bonjour.Comment allez-vous", 26),
        ("#https://a.fr", 13),
        ("http://127.0.0.1:8000/agenda/", 23),
    ],
)
def test_an_address_weighs_twenty_three_whatever_its_length_and_nothing_else_does(text, weight):
    assert x_weight(text) == weight


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"Ici {LONG}", 27),
        ("valdaubrelle.fr", 15),  # no scheme, no link
        ("@mairie@social.exemple.fr bonjour", 15),
        ("@mairie bonjour", 15),
        ("accueil@exemple.fr", 18),
        (f"{FAMILY}{FRANCE}e\u0301", 3),
        ("朱雀", 2),
    ],
)
def test_mastodon_counts_what_readers_see(text, count):
    assert mastodon(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("été", 3),
        (unicodedata.normalize("NFD", "été"), 3),
        ("🎉", 4),
        (FAMILY, 25),
        (FRANCE, 8),
        (f"a{WAVING}b", 10),
        ("2026 #1", 7),
        (LONG, len(LONG)),
    ],
)
def test_threads_counts_an_emoji_by_its_bytes(text, count):
    assert threads(text) == count


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(WORDS)
def test_composed_and_decomposed_letters_count_the_same(text):
    decomposed, composed = unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)

    assert x_weight(decomposed) == x_weight(composed)
    assert threads(decomposed) == threads(composed)


@given(WORDS)
def test_no_count_is_larger_than_the_bytes_nor_smaller_than_the_graphemes(text):
    assert graphemes(text) <= len(text) <= utf16_units(text) <= utf8_bytes(text)


@given(st.from_regex(r"https://[a-z]{1,20}\.fr/[a-z0-9/_-]{0,200}", fullmatch=True))
def test_any_address_is_found_whole(address):
    [found] = FULL_ADDRESS.findall(f"Voir {address} !")

    assert found == address
    assert x_weight(address) == mastodon(address) == 23
