"""One command makes the site beside the live one and puts it in place; what goes wrong leaves the live one alone."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tambour.build import sink
from tambour.build.former_files import served_files
from tambour.commands.build import build
from tambour.commands.check import check
from tambour.testing.building import TERRITORY
from tests import warm
from tests.trees import PACKAGES

SHOUTING = "foreign.shouting_channel"


def shouting(project, **settings):
    project.set(f"CHANNELS = {{{SHOUTING!r}: {settings!r}}}")


def test_a_folder_of_content_becomes_a_website(project, capsys):
    assert build() == 0

    assert "Travaux &amp; &#34;route&#34;" in project.page("actualites/travaux")
    assert '<a href="/interco/agenda/fete/">la fête</a>' in project.page("actualites/travaux")
    assert "samedi 5\u00a0décembre\u00a02026 de 10\u00a0h à 18\u00a0h" in project.page("agenda")
    assert project.static("site.css").read_text() == "body{margin:0}\n"
    assert f"{TERRITORY.name} 0" in project.page(), "shared() renders what every page has"
    assert "1\u00a0actualité, 1\u00a0événement et 1\u00a0page" in capsys.readouterr().out


def test_a_link_to_what_comes_out_later_waits_for_it_and_the_build_says_so(project, capsys):
    later = "---\nid: plus-tard\ntitre: Plus tard\npublier_le: 2026-12-24\n---\n## Ici\n"
    project.write("content/actualites/plus-tard.md", later)
    text = "---\nid: travaux\ntitre: Travaux\npublier_le: 2026-11-20\n---\nVoir [la *suite*](id:plus-tard#ici).\n"
    project.write("content/actualites/travaux.md", text)

    assert build() == 0
    assert "<p>Voir la <em>suite</em>.</p>" in project.page("actualites/travaux")
    told = capsys.readouterr().out
    assert (
        "actualites/travaux.md:6 : le lien vers « plus-tard » attend sa parution, le 24\u00a0décembre\u00a02026."
        in told
    )

    assert build(now="2026-12-25") == 0
    assert '<a href="/interco/actualites/plus-tard/#' in project.page("actualites/travaux")
    assert "À noter" not in capsys.readouterr().out


def test_what_a_channel_wants_known_is_told_after_the_build(project, capsys):
    shouting(project, tells=["trois textes raccourcis."])

    assert build() == 0
    assert "À noter : trois textes raccourcis.\nSite construit" in capsys.readouterr().out


def test_a_writer_can_speak_to_a_part_of_a_channel(project, capsys):
    shouting(project, parts=["sirene"])
    news = "---\nid: travaux\ntitre: Travaux\npublier_le: 2026-11-20\ncanaux: {{{name}: {{exclure: oui}}}}\n---\n"
    project.write("content/actualites/travaux.md", news.format(name="sirene"))

    assert check() == build() == 0

    project.write("content/actualites/travaux.md", news.format(name="sirenes"))

    assert check() == 65
    assert "« sirenes » n'est pas un canal de ce site. Vouliez-vous dire « sirene » ?" in capsys.readouterr().err


def test_an_event_at_a_place_that_comes_out_later_is_refused(project, capsys):
    place = (
        "---\nid: salle\ntitre: Salle\npublier_le: 2026-12-24\nrue: 1 rue\ncode_postal: '71250'\nville: Cluny\n---\n"
    )
    project.write("content/lieux/salle.md", place)
    event = "---\nid: fete\ntitre: Fête\npublier_le: 2026-11-20\ndebut: 2026-12-05 10:00\nlieu: salle\n---\n"
    project.write("content/agenda/fete.md", event)

    assert build(strict=True) == 65
    assert "agenda/fete.md:6: Lieu : le lieu « salle » n'est pas encore publié" in capsys.readouterr().err


def test_everything_is_said_in_french_and_pelican_is_silent(project, capsys):
    build(quiet=True)

    assert capsys.readouterr() == ("", "")


def test_nothing_changed_means_nothing_made(project, capsys):
    build()
    before = {path: path.stat() for path in (project.output, *project.output.rglob("*"))}

    assert build() == 0

    assert "Rien n'a changé" in capsys.readouterr().out
    assert {path: path.stat() for path in (project.output, *project.output.rglob("*"))} == before


def test_what_did_not_change_is_the_same_file(project):
    build()
    before = {path: (project.output / path).stat().st_ino for path in project.tree()}

    project.write("content/pages/mentions.md", "---\nid: mentions-legales\ntitre: Mentions\n---\nAutre texte.\n")
    build()

    after = {path: (project.output / path).stat().st_ino for path in project.tree()}
    assert {path for path in after if after[path] != before[path]} == {
        "mentions-legales/index.html",
        "plan-du-site/index.html",
        "tambour.json",
    }


def test_what_is_removed_is_gone_and_what_comes_back_is_there(project):
    travaux = project.root / "content/actualites/travaux.md"
    text = travaux.read_bytes()
    build()
    before = project.tree()
    travaux.unlink()
    build()
    assert not (project.output / "actualites/travaux").exists()

    travaux.write_bytes(text)
    build()

    assert project.tree() == before


def test_what_a_killed_build_left_half_written_does_not_come_out(project):
    build()
    before = project.tree()
    half = project.root / ".output.next"
    half.mkdir()
    (half / "index.html").write_text("<!doctype")
    (half / "stray").mkdir()
    (half / "stray/page.html").write_text("?")
    project.write("content/pages/mentions.md", "---\nid: mentions-legales\ntitre: Mentions légales\n---\nTexte.\n")

    build()

    assert project.tree() == before


def test_a_removed_output_is_made_again(project):
    build()
    shutil.rmtree(project.output)

    build()

    assert (project.output / "tambour.json").exists()


def test_time_alone_makes_another_site(project):
    project.write("content/actualites/demain.md", "---\nid: demain\ntitre: Demain\npublier_le: 2026-12-01 12:00\n---\n")
    build(now="2026-12-01 11:59")
    assert not (project.output / "actualites/demain").exists()

    build(now="2026-12-01 12:00")

    assert (project.output / "actualites/demain").exists()


def test_what_is_not_to_be_published_appears_nowhere(project):
    project.write(
        "content/actualites/a.md", "---\nid: a\ntitre: Zébulon\npublier_le: 2026-11-01\nbrouillon: oui\n---\n"
    )
    project.write("content/actualites/b.md", "---\nid: b\ntitre: Zébulon\npublier_le: 2027-11-01\n---\n")
    build()

    assert not [path for path, data in project.tree().items() if "Zébulon".encode() in data]


def test_what_has_expired_leaves_the_lists_and_keeps_its_page(project):
    project.write(
        "content/actualites/a.md", "---\nid: a\ntitre: Zébulon\npublier_le: 2026-11-01\nretirer_le: 2026-11-15\n---\n"
    )
    build()

    saying = {path for path, data in project.tree().items() if "Zébulon".encode() in data}
    assert saying == {"actualites/a/index.html", "tambour.json"}, "and the receipt says what stands on the page"


def test_settings_can_be_said_on_the_command_line(project, tmp_path):
    (project.root / "content").rename(tmp_path / "elsewhere")

    code = build(content=tmp_path / "elsewhere", output=tmp_path / "out", url="https://b.fr", now="2026-12-25")

    assert code == 0
    assert '<a href="/agenda/fete/">' in (tmp_path / "out/actualites/travaux/index.html").read_text()
    assert "5\u00a0décembre" not in (tmp_path / "out/agenda/index.html").read_text(), "the fair is over by then"


def test_pages_can_be_shown_under_a_path_that_nobody_knows_in_advance(project):
    project.set("RELATIVE_URLS = True")
    project.set('CHANNELS = {"feeds": {}}')

    assert build() == 0

    assert '<a href="../../agenda/fete/">la fête</a>' in project.page("actualites/travaux")
    assert f'href="../../theme/{project.static("site.css").name}"' in project.page("actualites/travaux")
    feed = (project.output / "flux/tout.json").read_text("utf-8")
    assert "https://www.exemple.fr/interco/agenda/fete/" in feed
    assert "../" not in feed


def test_a_channel_s_files_are_written_announced_and_listed(project):
    shouting(project, paths=["flux/tout.txt"], kit=["notes.txt"])

    assert build() == 0

    shouted = 'FÊTE DU LAC\r\nMENTIONS LÉGALES\r\nTRAVAUX & "ROUTE"'.encode()
    assert (project.output / "flux/tout.txt").read_bytes() == shouted
    assert '<link rel="alternate" href="/interco/flux/tout.txt">' in project.page()
    manifest = json.loads((project.output / "tambour.json").read_text())
    assert {"path": "flux/tout.txt", "media_type": "text/plain; charset=utf-8"}.items() <= next(
        file for file in manifest["site"] if file["path"] == "flux/tout.txt"
    ).items()
    assert [file["path"] for file in manifest["items"]["fete"]["channels"]["pages"]] == ["agenda/fete/index.html"]
    assert (project.root / "output.kit/notes.txt").read_bytes() == shouted, "for the agent, not published"
    assert not (project.output / "notes.txt").exists()


def test_the_manifest_tells_every_file_and_its_digest(project):
    shouting(project, paths=["a.txt"])
    build()

    listed = {
        file["path"]: file["sha256"] for file in served_files(json.loads((project.output / "tambour.json").read_text()))
    }

    assert listed == {path: sink.digest(project.output / path) for path in project.tree() if path != "tambour.json"}


def test_an_exception_of_ours_leaves_the_live_site(project):
    build()
    before = project.tree()
    shouting(project, paths=["a.txt"], fails="boom")

    with pytest.raises(ZeroDivisionError):
        build()

    assert project.tree() == before


def test_a_refusal_at_the_last_moment_leaves_the_live_site(project, capsys):
    build()
    before = project.tree()
    shouting(project, paths=["a.txt"], fails="refuses")

    assert build(strict=True) == 65

    assert "on ne l'entend pas d'ici [pas-assez-fort]" in capsys.readouterr().err
    assert project.tree() == before


def test_with_another_plugin_nothing_is_linked(project):
    """It might rewrite a page in place, and so the live site through the link."""
    project.write("plugins/other.py", "def register():\n    pass\n")
    project.set('PLUGINS = ["tambour", "other"]\nPLUGIN_PATHS = ["plugins"]')
    build()
    before = (project.output / "index.html").stat().st_ino
    project.write("content/pages/mentions.md", "---\nid: mentions-legales\ntitre: Mentions\n---\n")
    live = os.open(project.output / "index.html", os.O_RDONLY)  # keeps the inode from being used again
    build()
    os.close(live)

    assert (project.output / "index.html").stat().st_ino != before


def run(project, *command, python=None, **environ):
    return subprocess.run(
        [*(python or warm.python()), *command],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(PACKAGES), **environ},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


BUILD = "import sys; from tambour.commands.build import build; sys.exit(build())"


def test_two_builds_elsewhere_and_otherwise_give_the_same_bytes(project, tmp_path):
    of_its_own = {"python": (sys.executable,)}  # so that it has another hash seed
    assert run(project, "-c", BUILD, **of_its_own, PYTHONHASHSEED="1", TZ="UTC", LANG="C").returncode == 0
    first = project.tree()
    moved = tmp_path / "d'autres dossiers" / "é"
    moved.parent.mkdir()
    project.root.rename(moved)
    elsewhere = type(project)(moved)

    far_away = {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LANG": "fr_FR.UTF-8", "LC_ALL": "de_DE.UTF-8"}
    done = run(elsewhere, "-c", BUILD, **of_its_own, **far_away)

    assert done.returncode == 0, done.stderr
    assert elsewhere.tree() == first


def test_plain_pelican_works_too(project):
    done = run(project, "-m", "pelican", "content", "-s", "pelicanconf.py", python=(sys.executable,))

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Fête du lac" in project.page("agenda/fete")


def test_plain_pelican_goes_round_a_fault_and_says_so_first(project):
    project.write("content/actualites/b.md", "Pas d'en-tête.\n")

    done = run(project, "-m", "pelican", "content", "-s", "pelicanconf.py")

    assert done.returncode == 0
    assert done.stderr.startswith("1\u00a0fichier n'est pas publié tel qu'il est écrit :\n  actualites/b.md:1 : ")
    assert "Fête du lac" in project.page("agenda/fete")


def test_plain_pelican_refuses_with_our_report_and_no_traceback(project):
    project.write("content/actualites/b.md", "Pas d'en-tête.\n")
    project.write("output/old.html", "old")

    strictly = ("-e", "TAMBOUR_STRICT=true")
    done = run(project, "-m", "pelican", "content", "-s", "pelicanconf.py", "-d", *strictly)

    assert done.returncode == 65
    assert done.stderr.startswith("actualites/b.md:1: ")
    assert "Traceback" not in done.stdout + done.stderr
    assert (project.output / "old.html").exists()


def test_a_warning_of_pelican_or_a_plugin_fails_the_build(project):
    build()
    before = project.tree()
    project.write(
        "plugins/noisy.py",
        "import logging\nfrom pelican import signals\n\n"
        "def warn(_):\n    logging.getLogger(__name__).warning('odd: %s', 1)\n\n"
        "def register():\n    signals.all_generators_finalized.connect(warn)\n",
    )
    project.set('PLUGINS = ["tambour", "noisy"]\nPLUGIN_PATHS = ["plugins"]')

    twice = "from tambour.commands.build import build; print(build(), build())"  # Pelican says a thing once a process
    done = run(project, "-c", twice)

    assert done.stdout == "70 70\n"
    assert done.stderr.count("WARNING noisy: odd: 1") == 2
    assert "1\u00a0avertissement" in done.stderr
    assert project.tree() == before


def test_pelican_can_run_again_in_the_same_process(project):
    """As `pelican --autoreload` does."""
    again = (
        "from pelican import Pelican; from pelican.settings import read_settings\n"
        "pelican = Pelican(read_settings('pelicanconf.py')); pelican.run()\n"
        "print('Encore.', file=open('content/pages/mentions.md', 'a'), flush=True)\n"
        "pelican.run()"
    )

    done = run(project, "-c", again, PYTHONUTF8="1")

    assert done.returncode == 0, done.stderr
    assert "Encore." in project.page("mentions-legales")


def test_an_idle_build_loads_neither_the_content_s_model_nor_pelican() -> None:
    """Each costs as much as all that it has to do."""
    code = "import sys, tambour.commands.build; print({'tambour.build.content', 'pelican'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"
