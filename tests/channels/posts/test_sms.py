"""A text message holds what the GSM alphabet holds, costs what operators bill, and stays French."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.channels.posts import sms

DEFAULT = (  # 3GPP TS 23.038 §6.2.1, row by row
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)


@pytest.mark.parametrize("letter", DEFAULT)
def test_each_letter_of_the_alphabet_takes_one_septet(letter):
    assert (sms.is_seven_bit(letter), sms.units(letter)) == (True, 1)


@pytest.mark.parametrize("letter", "^{}[]~|\\€\f")
def test_each_letter_of_the_extension_table_takes_two(letter):
    assert (sms.is_seven_bit(letter), sms.units(letter)) == (True, 2)


@pytest.mark.parametrize("letter", "êîôûëïâçÀÈÊœŒ’«»–…°²ł—")
def test_letters_that_french_needs_are_missing_and_are_written_otherwise(letter):
    assert not sms.is_seven_bit(letter)
    assert sms.is_seven_bit(sms.simple(f"a{letter}b"))


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Forêt, île, côte, août, Noël, maïs, ça", "Foret, ile, cote, aout, Noel, mais, ca"),
        ("À Évreux, où l’élève paie 5\u00a0€", "A Évreux, où l'élève paie 5 €"),
        ("Œuvre, cœur, Æthelred", "OEuvre, coeur, Æthelred"),
        ("Le film « Les Vœux » – à 20\u00a0h…", 'Le film "Les Voeux" - à 20 h...'),
        ("n°\u00a05, 20 m², 38 °C", "no 5, 20 m2, 38 C"),
        ("🎉 Fête 🎆 du lac 🇫🇷", "Fete du lac"),
        ("Łódź, Šumava", "Lodz, Sumava"),
        ("Étape 1️⃣ sur 3️⃣", "Étape 1 sur 3"),
        ("ligne\nligne", "ligne\nligne"),
    ],
)
def test_a_french_text_stays_readable(text, sent):
    assert sms.simple(text) == sent
    assert sms.is_seven_bit(sent)


def test_a_name_in_another_script_is_kept_and_paid_for():
    kept = sms.simple("Exposition « خط » à 18 h")

    assert "خط" in kept
    assert not sms.is_seven_bit(kept)
    assert sms.capacity(kept, 1) == 70


@pytest.mark.parametrize(
    ("text", "messages", "room"),
    [
        ("a" * 160, 1, 160),
        ("a" * 161, 2, 306),
        ("a" * 306, 2, 306),
        ("a" * 307, 3, 459),
        ("€" * 80, 1, 160),
        ("€" * 81, 2, 306),
        ("€" * 152, 2, 306),
        ("€" * 153, 3, 306),  # 76 to a part: an escape and its letter are not parted
        ("ж" * 70, 1, 70),
        ("ж" * 71, 2, 134),
        ("ж" * 134, 2, 134),
        ("🎉" * 35, 1, 70),
        ("🎉" * 36, 2, 134),
        ("🎉" * 67, 3, 134),  # 33 to a part: nor are the halves of an emoji
        ("", 1, 160),
    ],
)
def test_messages_are_billed_as_operators_do(text, messages, room):
    assert sms.messages(text) == messages
    assert sms.capacity(text, 4) == room


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_what_is_simplified_once_is_simple(text):
    assert sms.simple(sms.simple(text)) == sms.simple(text)


FRENCH = "abcxyzABCXYZàâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŒÆ 0189.,;:!?()’'«»“”–—…€°²½№n\u00a0\u202f\u2009\u0301🎉👋🏽\n"


@given(st.text(st.sampled_from(FRENCH), max_size=80))
def test_whatever_french_is_typed_costs_septets(text):
    assert sms.is_seven_bit(sms.simple(text))
