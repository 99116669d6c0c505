"""Each kind of value is read from what people type and paste, or refused by a code that says why."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tambour.model import conversions, fields
from tambour.model.item import DocumentPath, ImagePath
from tests.model.building import PARIS

ZONE = {"zone": PARIS}


def read(kind: object, typed: object) -> object:
    return TypeAdapter(kind).validate_python(typed, context=ZONE)


def code(kind: object, typed: object) -> str:
    with pytest.raises(ValidationError) as caught:
        read(kind, typed)
    return caught.value.errors()[0]["type"]


def test_text_from_any_machine_is_the_same_text():
    assert read(fields.Line, " E\u0301te\u0301 ") == "Été"
    assert read(fields.Prose, "un\r\ndeux\rtrois\u2028quatre") == "un\ndeux\ntrois\nquatre"
    assert read(fields.Line, "Mar\x00ché\ufffe") == "Marché"


def test_words_that_word_kept_apart_stay_apart():
    assert read(fields.Line, "Marché\x0bde Noël") == "Marché de Noël"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = conversions.clean_text(text)

    assert conversions.clean_text(once) == once


@pytest.mark.parametrize(
    ("kind", "typed", "problem"),
    [
        (fields.Line, "un\ndeux", "plusieurs-lignes"),
        (fields.Line, ["un"], "texte-attendu"),
        (fields.Line, {"un": "deux"}, "texte-attendu"),
        (fields.Prose, "x" * 20_001, "string_too_long"),
        (fields.Identifier, "Été", "string_pattern_mismatch"),
        (fields.Identifier, "a--b", "string_pattern_mismatch"),
        (fields.Identifier, "-a", "string_pattern_mismatch"),
        (fields.YesNo, "peut-être", "oui-ou-non"),
        (fields.YesNo, ["oui"], "oui-ou-non"),
        (fields.Day, "2026-12-05 10:00", "jour-attendu"),
        (fields.Day, ["2026-12-05"], "texte-attendu"),
        (fields.Moment, ["2026-12-05"], "texte-attendu"),
        (fields.Instant, {"le": "2026-12-05"}, "texte-attendu"),
        (fields.Deadline, ["2026-12-05"], "texte-attendu"),
        (fields.Phone, "03 85 00 00", "telephone-illisible"),
        (fields.Phone, "demander Paul", "telephone-illisible"),
        (fields.Email, "accueil@mairie", "courriel-illisible"),
        (fields.Email, "accueil at mairie.fr", "courriel-illisible"),
        (fields.WebAddress, "www.exemple.fr", "adresse-web-illisible"),
        (fields.WebAddress, "javascript:alert(1)", "adresse-web-illisible"),
        (fields.WebAddress, 'https://exemple.fr/"onclick=', "adresse-web-illisible"),
        (fields.WebAddress, "https://agenda@mairie.fr", "adresse-web-illisible"),
        (fields.WebAddress, "https://moi:secret@mairie.fr/", "adresse-web-illisible"),
        (fields.WebAddress, "https://mai☃rie.fr/", "adresse-web-illisible"),
        (fields.WebAddress, "https://mairie.fr:99999/", "adresse-web-illisible"),
        (fields.WebAddress, "https://-mairie.fr/", "adresse-web-illisible"),
        (fields.WebAddress, "https://mairie..fr/", "adresse-web-illisible"),
        (fields.WebAddress, "https://mairie.fr\\@ailleurs.fr/", "adresse-web-illisible"),
        (fields.WebAddress, "https://mairie.fr/ a", "adresse-web-illisible"),
        (fields.Email, "accueil@mairie.fr>\u200b", "courriel-illisible"),
        (fields.Email, "accueil,maire@mairie.fr", "courriel-illisible"),
        (fields.Email, "élu@mairie.fr", "courriel-illisible"),
        (fields.Geo, "46,4342 ; 4,6590", "coordonnees-illisibles"),
        (fields.Geo, "4.6590", "coordonnees-illisibles"),
        (fields.FocusPoint, "60", "cadrage-illisible"),
        (fields.FocusPoint, "101, 3", "cadrage-illisible"),
        (fields.Geo, "96.4342, 4.6590", "coordonnees-illisibles"),
        (fields.Geo, ["46.4342", "4.6590"], "texte-attendu"),
        (fields.PostalCode, "1250", "string_pattern_mismatch"),
        (fields.Insee, "2C004", "string_pattern_mismatch"),
        (fields.Language, "français", "langue-illisible"),
        (fields.Alias, "/", "alias-illisible"),
        (fields.Alias, "voeux.html", "alias-illisible"),
        (fields.Alias, "/a/../../etc/passwd", "alias-illisible"),
        (fields.Alias, "/page?id=3", "alias-illisible"),
        (ImagePath, "../secret.jpg", "chemin-illisible"),
        (ImagePath, "https://exemple.fr/photo.jpg", "chemin-illisible"),
    ],
)
def test_what_cannot_be_read_is_refused(kind, typed, problem):
    assert code(kind, typed) == problem


@pytest.mark.parametrize(
    ("kind", "typed", "address"),
    [
        (fields.WebAddress, "https://mai\u202erie.fr/", "https://mairie.fr/"),
        (fields.WebAddress, "https://forêt.example", "https://xn--fort-ipa.example"),
        (
            fields.WebAddress,
            "https://forêt.example:8443/été?q=ça&n=100%#où",
            "https://xn--fort-ipa.example:8443/%C3%A9t%C3%A9?q=%C3%A7a&n=100%25#o%C3%B9",
        ),
        (fields.WebAddress, "https://exemple.fr/a|b?c[]=1", "https://exemple.fr/a%7Cb?c%5B%5D=1"),
        (fields.WebAddress, "https://exemple.fr/%C3%A9t%C3%A9", "https://exemple.fr/%C3%A9t%C3%A9"),
        (fields.WebAddress, "http://[2001:db8::1]:80/", "http://[2001:db8::1]:80/"),
        (fields.Email, "accueil@forêt.example", "accueil@xn--fort-ipa.example"),
        (fields.Email, "c.r+maire@exemple.fr", "c.r+maire@exemple.fr"),
    ],
)
def test_an_address_is_ascii_whatever_was_typed(kind, typed, address):
    assert read(kind, typed) == address


@pytest.mark.parametrize(
    ("typed", "answer"), [("oui", True), ("OUI ", True), ("vrai", True), ("non", False), (False, False)]
)
def test_yes_and_no(typed, answer):
    assert read(fields.YesNo, typed) is answer


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0385000000", "03 85 00 00 00"),
        ("03.85.00.00.00", "03 85 00 00 00"),
        ("+33 3 85 00 00 00", "03 85 00 00 00"),
        ("+33 (0)3 85 00 00 00", "03 85 00 00 00"),
        ("0033385000000", "03 85 00 00 00"),
        ("03\u00a085\u202f00-00-00", "03 85 00 00 00"),
        ("3977", "3977"),
        ("112", "112"),
        ("+590 590 00 00 00", "+590590000000"),
    ],
)
def test_a_phone_number_is_shown_one_way(typed, shown):
    assert read(fields.Phone, typed) == shown


def test_a_day_alone_is_an_instant_at_its_beginning_and_a_deadline_at_its_end():
    assert read(fields.Instant, "2026-12-06") == datetime(2026, 12, 5, 23, tzinfo=UTC)
    assert read(fields.Deadline, "2026-12-06") == datetime(2026, 12, 6, 23, tzinfo=UTC)
    assert read(fields.Deadline, "2026-12-06 18:00") == datetime(2026, 12, 6, 17, tzinfo=UTC)


def test_a_zone_must_be_given():
    with pytest.raises(TypeError, match="zone"):
        TypeAdapter(fields.Moment).validate_python("2026-12-05")


def test_coordinates_are_latitude_then_longitude():
    assert read(fields.Geo, "46.4342, -4.6590") == read(fields.Geo, "46.4342;-4.6590") == (46.4342, -4.659)


@pytest.mark.parametrize("typed", ["/2019/voeux.html", "https://ancien.exemple.fr/2019/voeux.html"])
def test_an_old_address_is_kept_as_a_path(typed):
    assert read(fields.Alias, typed) == "/2019/voeux.html"


@pytest.mark.parametrize(
    "typed", ["plan.pdf", "/documents/plan.pdf", "content/documents/plan.pdf", "documents\\plan.pdf"]
)
def test_a_file_is_found_from_its_folder_however_it_is_written(typed):
    assert read(DocumentPath, typed) == "plan.pdf"


@pytest.mark.parametrize(
    ("typed", "items"), [("cluny", ("cluny",)), (["cluny", "macon"], ("cluny", "macon")), ([], ())]
)
def test_one_value_is_a_list_of_one(typed, items):
    assert read(fields.Many[fields.Identifier], typed) == items
