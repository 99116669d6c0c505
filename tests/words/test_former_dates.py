"""What has changed of a date is said with what people knew of it, and for what it is."""

from datetime import date

import pytest

from tambour.model.alert import is_same_but_for_slips
from tambour.testing.building import NOW, published
from tambour.words.former_dates import NOT_KNOWN, changes_head_fr, former_dates, former_time_fr, gone_days
from tests.words.reading import plain

TYPED = {"id": "a", "titre": "A", "publier_le": "2026-11-01"}
ONE = {"debut": "2026-12-10 18:00", "fin": "19h", "lieu": {"nom": "Gymnase"}}


def facts(start, end=None, place="Gymnase", status="confirme"):
    return [start, end, place, status, None, []]


@pytest.mark.parametrize(
    ("told", "head", "time"),
    [
        (facts("2026-12-10T18:30:00+01:00", "2026-12-10T19:00:00+01:00"), "NOUVEL HORAIRE", " (au lieu de 18 h 30)"),
        (facts("2026-12-10T18:00:00+01:00", "2026-12-10T20:00:00+01:00"), "NOUVEL HORAIRE", " (et non jusqu’à 20 h)"),
        (facts("2026-12-10T18:00:00+01:00", "2026-12-10T19:00:00+01:00", "Foyer"), "NOUVEAU LIEU", ""),
        (
            facts("2026-12-10T17:00:00+01:00", "2026-12-10T19:00:00+01:00", "Foyer"),
            "NOUVEL HORAIRE ET NOUVEAU LIEU",
            " (au lieu de 17 h)",
        ),
        (facts("2026-12-03T18:00:00+01:00"), "NOUVELLE DATE", " (au lieu du jeudi 3 décembre)"),
        (facts("2026-12-10T18:00:00+01:00", "2026-12-10T19:00:00+01:00"), "MISE À JOUR", ""),
    ],
)
def test_what_has_changed_is_called_by_its_name(told, head, time):
    item = published("event", TYPED | ONE)
    former = former_dates(item, {"20261201T000000Z": told})

    assert plain(changes_head_fr(item.occurrences, former, (), 2026)) == head
    assert plain(former_time_fr(item.occurrences[0], former, 2026)) == time


def test_of_several_dates_the_one_that_changed_is_named():
    dates = [{"debut": "2026-12-03 18:00"}, {"debut": "2026-12-10 18:00"}, {"debut": "2026-12-17 18:00"}]
    item = published("event", TYPED | {"creneaux": dates})
    told = {
        "20261203T170000Z": facts("2026-12-03T18:00:00+01:00", place=None),
        "20261210T160000Z": facts("2026-12-10T17:00:00+01:00", place=None),
        "20261217T170000Z": facts("2026-12-17T18:00:00+01:00", place=None),
    }
    gone = told | {"20261224T170000Z": facts("2026-12-24T18:00:00+01:00")}

    assert plain(changes_head_fr(item.occurrences, former_dates(item, told), (), 2026)) == (
        "NOUVEL HORAIRE : jeudi 10 décembre"
    )
    assert gone_days(item, gone, NOW) == [date(2026, 12, 24)]


def test_what_nobody_knows_is_not_called_anything_that_it_may_not_be():
    assert changes_head_fr(published("event", TYPED | ONE).occurrences, NOT_KNOWN, (), 2026) == "MISE À JOUR"


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        ("Ne buvez pas l’eau.", "Ne buvez pas l'eau !", True),
        ("Faites boullir l’eau du robinet.", "Faites bouillir l’eau du robinet.", True),
        ("L’eau est potable.", "L’eau n’est pas potable.", False),
        ("Ne buvez pas l’eau.", "Buvez l’eau.", False),
        ("Rouvert à 18 h.", "Rouvert à 19 h.", False),
        ("Passez par le lac.", "Passez par le bois.", False),
    ],
)
def test_a_slip_of_the_keyboard_is_no_other_instruction(before, now, same):
    assert is_same_but_for_slips(before, now) is same
