"""`inv verify` says in French what it found, and leaves with a code; `build --verify` puts nothing wrong in place."""

from tambour.commands import build as build_module
from tambour.commands.build import build
from tambour.commands.verify import verify
from tambour.verify.observation import ComparedFact, Disagreement, Observed
from tambour.verify.run import Verdict

WRONG = Disagreement(
    "fete",
    ComparedFact.START,
    "5 décembre 2026",
    Observed("le contenu", "", "dit 10 h"),
    Observed("RSS", "a.rss", "dit 9 h"),
)


def test_without_an_output_there_is_nothing_to_verify(project, capsys):
    assert verify() == 66

    assert f"Rien à vérifier dans {project.output}" in capsys.readouterr().err


def test_a_site_is_held_against_the_content_of_the_day_for_which_it_was_built(project, capsys):
    build(now="2026-12-20", quiet=True)
    verify()
    later = capsys.readouterr().err

    verify(now="2026-12-01 09:00")

    assert "fete, date du 5\u00a0décembre\u00a02026" in later
    assert capsys.readouterr().err != later


def test_what_is_true_of_faulty_content_is_what_was_published_of_it(project, capsys):
    build(quiet=True)
    verify()
    before = capsys.readouterr().err
    project.write("content/agenda/fete.md", "---\nid: fete\ntitre: Autre\npublier_le: demain\n---\n")
    project.write("content/actualites/faux.md", "---\nid: faux\n---\n")

    build(quiet=True)
    capsys.readouterr()
    verify()

    assert capsys.readouterr().err.partition(" (")[0] == before.partition(" (")[0]


def test_what_a_theme_does_not_tell_is_told_with_its_item_and_its_page(project, capsys):
    build(quiet=True)

    assert verify() == 70

    told = capsys.readouterr().err
    assert "fete, date du 5\u00a0décembre\u00a02026 : le contenu dit" in told
    assert "la page (agenda/fete/index.html) ne le dit pas" in told
    assert "désaccords sur 3\u00a0contenus" in told


def test_a_deleted_page_and_a_changed_byte_are_told(project, capsys):
    build(quiet=True)
    style = project.static("site.css")
    style.write_text("body{margin:1px}\n")
    (project.output / "actualites/travaux/index.html").unlink()

    verify()

    told = capsys.readouterr().err
    assert "travaux, présence : le contenu le publie, le site (actualites/travaux/) ne l’a pas" in told
    assert f"le dossier (theme/{style.name}) a d’autres octets" in told


def test_nothing_is_put_in_place_while_channels_disagree(project, capsys):
    build(quiet=True)
    before = project.tree()
    project.write("content/pages/mentions.md", "---\nid: mentions-legales\ntitre: Mentions\n---\nAutre.\n")

    assert build(verify=True) == 70

    assert "désaccords" in capsys.readouterr().err
    assert project.tree() == before


def test_what_agrees_is_put_in_place(project, monkeypatch, capsys):
    monkeypatch.setattr("tambour.verify.run.verify", lambda *_: Verdict((), 12, 3))

    assert build(verify=True) == 0

    assert "Site construit" in capsys.readouterr().out
    assert project.output.is_dir()


def test_an_output_that_is_up_to_date_is_verified_all_the_same(project, monkeypatch, capsys):
    build(quiet=True)
    monkeypatch.setattr("tambour.verify.run.verify", lambda *_: Verdict((WRONG,), 12, 3))

    assert build(verify=True) == 70

    assert "fete, début du 5 décembre 2026 : le contenu dit 10 h, RSS (a.rss) dit 9 h" in capsys.readouterr().err


def test_it_is_verified_for_the_moment_at_which_it_was_built(project, monkeypatch):
    asked = []
    project.set("NOW = None")
    build(quiet=True)
    monkeypatch.setattr(
        "tambour.commands.verify.compare",
        lambda _folder, _settings, _content, now: asked.append(now) or Verdict((), 1, 1),
    )
    monkeypatch.setattr("tambour.build.clock.now", lambda *_: build_module.datetime(2030, 1, 1).astimezone())

    assert verify() == 0
    assert asked[0].year < 2030
