"""What stands under a title: a summary, and of an alert what to do, at least."""

from dataclasses import replace

import pytest

from tambour.testing.building import published
from tambour.words.leads import summary_of

ALERT = {"id": "eau", "titre": "Eau", "niveau": "urgence", "publier_le": "2026-12-01 07:00", "fin": "2026-12-03"}
NEWS = {"id": "eau", "titre": "Eau", "publier_le": "2026-12-01"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ne buvez pas l’eau du robinet. Elle sera analysée.\n\nSuite.", "Ne buvez pas l’eau du robinet."),
        ("Que faire ?\n\nRien.", "Que faire ?"),
        ("Consignes\n\nRestez chez vous, fermez\nles volets.", "Restez chez vous, fermez les volets."),
        ("Restez chez vous", "Restez chez vous"),
        ("", ""),
    ],
)
def test_an_alert_without_a_summary_says_what_to_do(text, said):
    assert summary_of(replace(published("alert", ALERT), plain=text)) == said


def test_a_summary_stands_for_itself_and_nothing_but_an_alert_needs_one():
    assert summary_of(replace(published("alert", {**ALERT, "resume": "Coupée."}), plain="Ne buvez pas.")) == "Coupée."
    assert summary_of(replace(published("news", NEWS), plain="Un texte.")) == ""
