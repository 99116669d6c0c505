"""A language has a name for readers and one for machines."""

import pytest

from tambour.words.languages import direction, in_language, locale_of


@pytest.mark.parametrize(
    ("code", "words"),
    [("fr", "en français"), ("en", "en anglais"), ("oc", "en occitan"), ("br", "en breton"), ("zz", "zz")],
)
def test_a_reader_is_told_the_language_of_a_file(code, words):
    assert in_language(code) == words


@pytest.mark.parametrize(("code", "locale"), [("fr", "fr_FR"), ("en-GB", "en_GB"), ("de", "de_DE"), ("zz", "zz")])
def test_a_machine_is_told_a_locale(code, locale):
    assert locale_of(code) == locale


@pytest.mark.parametrize(
    ("code", "written"), [("fr", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("br", "ltr"), ("zz-no-such", "ltr")]
)
def test_a_language_is_written_in_its_direction(code: str, written: str):
    assert direction(code) == written
