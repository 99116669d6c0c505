"""An item on which channels disagree is gone round: it holds back neither an alert nor anything else."""

import pytest

from tambour.commands.build import build
from tambour.verify.observation import ComparedFact, Disagreement, Observed
from tambour.verify.run import Verdict

NEWS, EVENT = "content/actualites/travaux.md", "content/agenda/fete.md"
ALERT = (
    "---\nid: eau\ntitre: Coupure d’eau\nniveau: urgence\npublier_le: 2026-12-01 08:00\ndebut: 2026-12-01 08:00\n"
    "fin: 2026-12-02 20:00\n---\nFaites bouillir l’eau.{more}\n"
)
NEW = "---\nid: neuf\ntitre: Du neuf\npublier_le: 2026-11-30\n---\nUn texte que RSS ne dit pas.\n"


def disagreement(item: str) -> Disagreement:
    says, says_not = Observed("le contenu", "", "dit « a »"), Observed("RSS", "a.rss", "dit « b »")
    return Disagreement(item, ComparedFact.TEXT, "", says, says_not)


@pytest.fixture
def town(project, monkeypatch):
    """A project that is published; channels disagree on whatever has "ne dit pas" in its text."""

    def verify(_folder, _settings, content, _now):
        wrong = [entry.item.id for entry in content.public if "ne dit pas" in entry.body.plain]
        return Verdict(tuple(disagreement(item) for item in wrong), 12, 3)

    monkeypatch.setattr("tambour.verify.run.verify", verify)
    assert build(verify=True, quiet=True) == 0
    project.write("content/alertes/eau.md", ALERT.format(more=""))
    return project


def published(project):
    return {path.parent.name for path in project.output.glob("*/*/index.html")}


def test_what_was_never_published_waits_and_the_alert_goes_out(town, capsys):
    town.write("content/actualites/neuf.md", NEW)

    assert build(verify=True) == 0

    assert "eau" in published(town)
    assert "neuf" not in published(town)
    told = capsys.readouterr().err
    assert "« Du neuf » (actualites/neuf.md:3) : n'est pas publié tant que ce n'est pas corrigé" in told
    assert "(texte) : le contenu dit « a », RSS (a.rss) dit « b » [canaux-en-desaccord]" in told
    assert "publié quand même" not in told


def test_what_was_published_keeps_its_state_and_the_alert_goes_out(town, capsys):
    before = town.page("actualites/travaux")
    town.write(NEWS, "---\nid: travaux\ntitre: Autre\npublier_le: 2026-11-20\n---\nCe que RSS ne dit pas.\n")

    assert build(verify=True) == 0

    assert "eau" in published(town)
    assert town.page("actualites/travaux").partition("<footer>")[0] == before.partition("<footer>")[0]
    assert "« Autre » (actualites/travaux.md:3) : garde son état publié" in capsys.readouterr().err


def test_it_is_told_again_until_it_is_mended(town, capsys):
    town.write("content/actualites/neuf.md", NEW)
    build(verify=True)
    first = capsys.readouterr()

    build(verify=True)

    again = capsys.readouterr()
    assert again.err == first.err
    assert "Rien n'a changé" not in again.out

    town.write("content/actualites/neuf.md", NEW.replace("ne dit pas", "dit"))
    assert build(verify=True) == 0
    assert "neuf" in published(town)
    assert capsys.readouterr().err == ""


def test_what_the_live_site_has_already_holds_nothing_back(town, capsys):
    town.write("content/actualites/neuf.md", NEW)
    build(quiet=True)
    town.write("content/actualites/autre.md", NEW.replace("neuf", "autre").replace("ne dit pas", "dit"))
    capsys.readouterr()

    assert build(verify=True) == 0

    assert {"neuf", "autre", "eau"} <= published(town)
    told = capsys.readouterr().err
    assert "« Du neuf » (actualites/neuf.md:3) : garde son état publié" in told
    assert "publié quand même" in told


def test_an_alert_goes_out_whatever_channels_make_of_it(town, capsys):
    town.write("content/alertes/eau.md", ALERT.format(more=" Ce que RSS ne dit pas."))

    assert build(verify=True) == 0

    assert "eau" in published(town)
    told = capsys.readouterr().err
    assert "eau, texte : le contenu dit « a », RSS (a.rss) dit « b »" in told
    assert "une alerte n'attend pas" in told


@pytest.mark.parametrize(
    ("wrong", "strict"),
    [(["neuf"], True), ([""], False), (["ailleurs"], False), (["neuf", "travaux", "fete"], False)],
    ids=["strict", "of no item", "of what is not published", "of most items"],
)
def test_what_lies_with_no_item_alone_stops_everything(town, monkeypatch, capsys, wrong, strict):
    before = town.tree()
    if "travaux" in wrong:
        (town.root / "content/alertes/eau.md").unlink()  # nothing is urgent
    town.write("content/actualites/neuf.md", NEW)
    verdict = Verdict(tuple(map(disagreement, wrong)), 12, 3)
    monkeypatch.setattr("tambour.verify.run.verify", lambda *_: verdict)

    assert build(verify=True, strict=strict) == 70

    assert town.tree() == before
    assert "dit « b »" in capsys.readouterr().err


def test_what_goes_wrong_in_what_is_kept_as_it_was_stops_everything(town, monkeypatch):
    """Nothing of the item has changed: the theme has, or the program."""
    (town.root / "content/alertes/eau.md").unlink()  # nothing is urgent
    before = town.tree()
    town.set("PAGE_SIZE = 7")

    def verify(folder, *_):
        return Verdict(() if folder.site == town.output else (disagreement("travaux"),), 12, 3)

    monkeypatch.setattr("tambour.verify.run.verify", verify)

    assert build(verify=True, quiet=True) == 70
    assert town.tree() == before


@pytest.mark.parametrize(
    "wrong", [["travaux"], ["travaux", "fete", "mentions-legales"]], ids=["of one", "of most items"]
)
def test_an_alert_goes_out_whatever_cannot_be_gone_round_in_others(town, monkeypatch, capsys, wrong):
    town.set("PAGE_SIZE = 7")

    def verify(folder, *_):
        return Verdict(() if folder.site == town.output else tuple(map(disagreement, wrong)), 12, 3)

    monkeypatch.setattr("tambour.verify.run.verify", verify)

    assert build(verify=True) == 0
    assert {"eau", "travaux"} <= published(town)
    told = capsys.readouterr().err
    assert "travaux, texte : le contenu dit « a »" in told and "une alerte n'attend pas" in told
    town.write(NEWS, "---\nid: travaux\ntitre: Autre\npublier_le: 2026-11-20\n---\nAutre chose.\n")
    before = town.tree()
    assert build(verify=True, quiet=True) == 70  # it has gone out, and more would be wrong
    assert town.tree() == before
    lifted = ALERT.format(more="").replace("niveau", "statut: levee\nniveau")
    town.write("content/alertes/eau.md", lifted)
    assert build(verify=True, quiet=True) == 0  # people must hear that it is over
    assert "eau" in published(town)
