"""What a person reads: the gravest first, one line for what several channels get wrong alike, a count at the end."""

from tambour.verify.observation import ComparedFact, Disagreement, Observed
from tambour.verify.report import text
from tambour.verify.run import Verdict


def disagreement(item: str, fact: ComparedFact, channel: str, file: str, value: str = "dit 9 h") -> Disagreement:
    return Disagreement(
        item, fact, "5 décembre 2026", Observed("le contenu", "", "dit 10 h"), Observed(channel, file, value)
    )


def report_of(*disagreements: Disagreement) -> str:
    return text(Verdict(disagreements, 1234, 56)).replace("\u00a0", " ")


def test_agreement_is_one_sentence():
    assert report_of() == "1 234 faits comparés dans 56 fichiers : tous les canaux disent la même chose."


def test_a_line_names_item_fact_date_and_both_sides():
    lines = report_of(disagreement("fete-du-lac", ComparedFact.START, "l’agenda ICS", "agendas/tout.ics")).splitlines()

    assert lines[0] == (
        "fete-du-lac, début du 5 décembre 2026 : le contenu dit 10 h, l’agenda ICS (agendas/tout.ics) dit 9 h"
    )
    assert lines[-1] == "1 désaccord sur 1 contenu ; 1 234 faits comparés dans 56 fichiers."


def test_items_come_by_their_gravest_fact():
    report = report_of(
        disagreement("a", ComparedFact.SUMMARY, "RSS", "a.rss"),
        disagreement("b", ComparedFact.STATE, "RSS", "a.rss"),
        disagreement("b", ComparedFact.ALT, "RSS", "a.rss"),
    )

    assert report.index("b, état") < report.index("b, texte de remplacement") < report.index("a, résumé")


def test_what_several_channels_get_wrong_alike_is_one_line():
    report = report_of(
        disagreement("a", ComparedFact.START, "Atom", "a.atom"),
        disagreement("a", ComparedFact.START, "RSS", "a.rss"),
        disagreement("a", ComparedFact.START, "RSS", "b.rss"),
        disagreement("a", ComparedFact.START, "l’API", "a.json", "dit 8 h"),
    )

    assert "Atom (a.atom) dit 9 h ; de même dans 2 autres fichiers (RSS)" in report
    assert "2 désaccords sur 1 contenu" in report
