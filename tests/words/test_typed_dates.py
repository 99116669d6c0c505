"""A date that a text announces, and that is over, is found; what a text tells of the past on purpose is not."""

from datetime import date

import pytest

from tambour.words.typed_dates import gone_by

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "written", "days"),
    [
        ("Inscriptions avant le 12 mars 2026 en mairie.", None, ["2026-03-12"]),
        ("Rendez-vous le 1er\u00a0octobre\u00a02026.", None, ["2026-10-01"]),
        ("Réponse avant le 30/09/2026.", None, ["2026-09-30"]),
        ("Fermé samedi 14 novembre.", date(2026, 11, 2), ["2026-11-14"]),
        ("Fermé samedi 14 novembre.", None, ["2026-11-14"]),
        ("Ouvert le 3 novembre, puis le 5 novembre.", date(2026, 10, 30), ["2026-11-03", "2026-11-05"]),
        ("Le 3 FEVRIER 2026, puis le 3 février 2026.", None, ["2026-02-03"]),
        # Still to come, or under way.
        ("Du 3 mars au 5 décembre 2026.", None, []),
        ("Du 12 au 28 novembre 2026.", None, []),
        ("Le 20 novembre 2026.", None, []),
        ("Rendez-vous le 4 janvier.", date(2026, 11, 2), []),
        # Over when it was written, or told of the past.
        ("Réuni le 12 mars 2026, le conseil a voté.", date(2026, 4, 2), []),
        ("La fête du 12 mars 2026 a réuni mille personnes.", date(2026, 3, 14), []),
        ("Ouvert depuis le 12 mars 2026.", None, []),
        ("Délibération du 12 mars 2026 et arrêté du 3 avril 2026.", None, []),
        ("Page mise à jour le 12 mars 2026.", None, []),
        ("Le lavoir a été construit le 12 mars 1926, restauré le 3 mai 2011.", None, []),
        # Comes back each year, or is no day.
        ("Ouvert du 1er avril au 30 septembre.", None, []),
        ("Le 31 février 2026, le 45 mars 2026, le 12/45/2026.", None, []),
        ("Dimanche 14 novembre, sans année possible.", date(2026, 11, 2), []),
    ],
)
def test_a_date_that_is_announced_and_over_is_found(text, written, days):
    assert [found.day.isoformat() for found in gone_by(text, TODAY, written)] == days


def test_the_words_are_those_that_were_typed():
    [found] = gone_by("Réponse avant vendredi 13\u00a0novembre\n2026 !", TODAY, date(2026, 11, 2))

    assert found.words == "vendredi 13 novembre 2026"


def test_of_a_range_that_is_over_the_last_day_counts():
    [found] = gone_by("Exposition du 3 mars au 5 avril 2026.", TODAY)

    assert found.day == date(2026, 4, 5)
