"""What is shown while it is written: the page that was saved at once, what is wrong with it, when it appears."""

import json
import threading
import urllib.request
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath

import pytest

from tambour.build.clock import EPOCH
from tambour.build.live import site_build
from tambour.build.request import Request
from tambour.channels import Channel
from tambour.commands import live
from tambour.commands.live import LiveSite
from tambour.commands.live_status import AT_WORK, SCRIPT, STATE, Bulletin, BulletinLine, Status, digest_of, with_status
from tambour.commands.local_server import HOST, Report, server_of
from tambour.model.problems import Problem

PAGE = "<!doctype html><body>un <code>&lt;/body></code></body></html>"


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.fixture
def shown(project):
    """A project as `serve` shows it, and what its pages are told."""
    status = Status()
    site = LiveSite(partial(Request.read, output=project.root / "output.local"), status, Report())
    site.begin()
    return site, status, project.root / "output.local"


def save(site, project, path, text):
    """Save a file, and have it shown at once: without the thread that waits for it."""
    file = project.write(path, text)
    site._bring_up_to_date(frozenset([file]), anew=False)


@pytest.fixture
def asked(tmp_path):
    """A served folder: what its pages are told, and how to ask."""
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "404.html").write_text(PAGE.replace("un", "introuvable"))
    (tmp_path / "page.txt").write_text(PAGE)
    status = Status()
    server = server_of(tmp_path, 0, status)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield status, lambda path: urllib.request.urlopen(f"http://{HOST}:{server.server_address[1]}{path}").read()
    server.shutdown()
    server.server_close()


def test_a_page_on_its_way_to_the_browser_gets_what_loads_it_again(asked):
    _, get = asked

    page = get("/").decode()

    assert page.endswith("</script></body></html>")
    assert page.count(SCRIPT) == 1
    assert digest_of(PAGE.encode()) in page
    assert get("/page.txt").decode() == PAGE, "nothing else is touched"
    assert b"fetch(" in get(SCRIPT)
    assert b"://" not in get(SCRIPT), "nothing is asked of anybody else"


def test_a_page_without_an_end_is_left_as_it_is():
    assert with_status(b"<p>court") == b"<p>court"


def test_pages_are_told_at_once_and_load_again_when_they_are_others(asked, tmp_path):
    status, get = asked
    seen = digest_of(PAGE.encode())
    first = json.loads(get(f"{STATE}?since=-1&page=/&seen={seen}"))
    assert (first["version"], first["reload"], first["title"]) == (0, False, "")

    threading.Timer(
        0.2, status.tell, [Bulletin("fault", "À corriger", (BulletinLine("a.md, ligne 3", "Faux", "Juste"),))]
    ).start()
    news = json.loads(get(f"{STATE}?since=0&page=/&seen={seen}"))
    assert (news["state"], news["title"], news["reload"]) == ("fault", "À corriger", False)
    assert news["lines"] == [{"place": "a.md, ligne 3", "text": "Faux", "remedy": "Juste"}]

    (tmp_path / "index.html").write_text(PAGE.replace("un", "deux"))
    status.tell(AT_WORK)
    assert json.loads(get(f"{STATE}?since=1&page=/&seen={seen}"))["reload"] is True
    assert json.loads(get(f"{STATE}?since=1&page=/nulle-part/&seen={seen}"))["reload"] is True


def test_what_is_saved_is_shown_and_the_rest_is_not_written_again(shown, project):
    site, _, output = shown
    before = {path: path.stat().st_ino for path in output.rglob("*") if path.is_file()}

    save(site, project, "content/pages/mentions.md", "---\nid: mentions-legales\ntitre: Mentions\n---\nAutre texte.\n")

    others = {path.relative_to(output).as_posix() for path, inode in before.items() if path.stat().st_ino != inode}
    assert "Autre texte." in (output / "mentions-legales/index.html").read_text("utf-8")
    assert {"mentions-legales/index.html", "tambour.json"} <= others
    assert "agenda/fete/index.html" not in others


def test_a_fault_is_told_with_its_line_and_remedy_and_the_last_good_page_stays(shown, project, capsys):
    site, status, output = shown

    save(site, project, "content/pages/mentions.md", "---\nid: mentions-legales\n---\nAutre texte.\n")

    _, news = status.after(-1)
    assert (news.state, plain(news.title)) == ("fault", "1 point à corriger ; le reste du site est à jour.")
    fate, problem = news.lines
    assert plain(fate.text).startswith("« Mentions légales » (pages/mentions.md:1) : garde son état publié du ")
    assert problem.place.startswith("pages/mentions.md, ligne ")
    assert "Titre" in problem.text
    assert problem.remedy
    assert "Autre texte." not in (output / "mentions-legales/index.html").read_text("utf-8")
    assert "champ-manquant" in capsys.readouterr().err


def test_what_was_saved_last_is_told_before_the_faults_of_others(shown, project):
    site, status, _ = shown
    save(site, project, "content/actualites/a.md", "---\nid: a\n---\n")
    save(site, project, "content/actualites/z.md", "---\nid: z\n---\n")
    assert "z.md" in status.after(-1)[1].lines[0].text

    later = "---\nid: bal\ntitre: Bal\npublier_le: 2026-12-05\n---\nDansez.\n"
    save(site, project, "content/actualites/bal.md", later)

    first, *others = status.after(-1)[1].lines
    assert plain(first.text) == "« Bal » paraîtra le samedi 5 décembre 2026."
    assert "a.md" in others[0].text


def test_a_setting_that_stops_everything_says_that_nothing_was_made(shown, project):
    site, status, _ = shown
    file = project.write("pelicanconf.py", "TERRITORY = {}\n")

    site._bring_up_to_date(frozenset([file]), anew=True)

    assert status.after(-1)[1].title == "À corriger ; la dernière version reste affichée."


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("publier_le: 2026-12-05 18:30", "« Bal » paraîtra le samedi 5 décembre 2026 à 18 h 30."),
        ("publier_le: 2026-11-01\nbrouillon: oui", "« Bal » est un brouillon"),
    ],
)
def test_what_does_not_appear_yet_says_when_it_will(shown, project, line, told):
    site, status, _ = shown

    save(site, project, "content/actualites/bal.md", f"---\nid: bal\ntitre: Bal\n{line}\n---\nDansez.\n")

    _, news = status.after(-1)
    assert news.state == "ready"
    assert news.lines[0].text.replace("\u00a0", " ").startswith(told)


def test_what_a_channel_refuses_is_never_shown_as_if_it_were_published(project, monkeypatch):
    """Neither is a fault that no content is to blame for: pages are ahead then, and say so."""

    def object_to(_channel, given):
        wrong = given.get("travaux")
        if wrong is None or "Faux" not in wrong.item.title:
            return []
        return [Problem(PurePosixPath("pelicanconf.py"), 0, "", "reglage-errone", "réglage erroné", "Corrigez.")]

    monkeypatch.setattr(Channel, "check", object_to)
    project.set('CHANNELS = {"kit": {}}')
    status, output = Status(), project.root / "output.local"
    site = LiveSite(partial(Request.read, output=output), status, Report())
    site.begin()
    file, page = "content/actualites/travaux.md", output / "actualites/travaux/index.html"

    save(site, project, file, "---\nid: travaux\ntitre: Faux départ\npublier_le: 2026-11-20\n---\n")

    _, news = status.after(-1)
    assert "Faux départ" in page.read_text("utf-8")
    assert (news.state, news.lines[0].place) == ("fault", "pelicanconf.py")
    assert "rien n’est publié" in news.title

    save(site, project, file, "---\nid: travaux\ntitre: Juste\npublier_le: 2026-11-20\n---\n")
    assert status.after(-1)[1].state == "ready"

    save(site, project, file, "---\nid: travaux\npublier_le: 2026-11-20\n---\nSans titre.\n")
    assert plain(status.after(-1)[1].title) == "1 point à corriger ; le reste du site est à jour."
    assert "Sans titre." not in page.read_text("utf-8")
    assert "Juste" in page.read_text("utf-8"), "what was last published of it stays"


def test_what_is_due_appears_by_itself(project, monkeypatch):
    monkeypatch.setattr(live, "_GLANCE", 0.05)
    project.set("NOW = None")
    monkeypatch.setenv(EPOCH, str(int(datetime(2026, 12, 1, 8, tzinfo=UTC).timestamp())))
    project.write("content/actualites/bal.md", "---\nid: bal\ntitre: Bal\npublier_le: 2026-12-01 18:30\n---\nDansez.\n")
    status, page = Status(), project.root / "output.local/actualites/bal/index.html"
    site = LiveSite(partial(Request.read, output=project.root / "output.local"), status, Report())
    site.begin()
    assert not page.exists()
    version, _ = status.after(-1)
    threading.Thread(target=site.work, daemon=True).start()

    monkeypatch.setenv(EPOCH, str(int(datetime(2026, 12, 1, 20, tzinfo=UTC).timestamp())))

    told = AT_WORK
    while told.state == "work":
        before, (version, told) = version, status.after(version)
        assert version != before, "nothing is built again"
    assert told.state == "ready"
    assert "Dansez." in page.read_text("utf-8")


def test_a_save_leaves_what_is_being_done_and_the_next_build_does_all_of_it(shown, project, monkeypatch):
    site, status, output = shown
    status.tell(AT_WORK)
    stopped = []

    def save_again(*_):  # while the pages of the first save are written
        if not stopped:
            stopped.append(project.write("content/pages/mentions.md", "---\nid: mentions-legales\ntitre: Trois\n---\n"))
            site.take_up(stopped, anew=False)

    write = site_build.SiteBuild._write_media
    monkeypatch.setattr(site_build.SiteBuild, "_write_media", lambda self, run: (save_again(), write(self, run)))
    threading.Thread(target=site.work, daemon=True).start()
    news = "---\nid: travaux\ntitre: Deux\npublier_le: 2026-11-20\n---\n"
    site.take_up([project.write("content/actualites/travaux.md", news)], anew=False)

    version, told = -1, AT_WORK
    while told.state == "work":
        version, told = status.after(version)
    assert told.state == "ready", "told once, when all of it was done"
    assert "Trois" in (output / "mentions-legales/index.html").read_text("utf-8")
    assert "Deux" in (output / "actualites/travaux/index.html").read_text("utf-8")
    assert stopped


@pytest.mark.parametrize(
    "error", [FileNotFoundError("pelicanconf.py"), AssertionError("ours")], ids=["file", "mistake"]
)
def test_what_goes_wrong_while_nothing_is_saved_ends_no_session(shown, project, monkeypatch, error, capsys):
    site, status, output = shown
    settled = threading.Event()

    def refuse(_request):
        settled.set()
        raise error

    monkeypatch.setattr(live, "inputs", refuse)
    monkeypatch.setattr(live, "_QUIET", 0.01)
    news = "---\nid: travaux\ntitre: {title}\npublier_le: 2026-11-20\n---\n"
    threading.Thread(target=site.work, daemon=True).start()
    site.take_up([project.write("content/actualites/travaux.md", news.format(title="Travaux"))], anew=False)
    assert settled.wait(30)
    status.tell(AT_WORK)

    site.take_up([project.write("content/actualites/travaux.md", news.format(title="Chantier"))], anew=False)

    version, told = -1, AT_WORK
    while told.state == "work":
        version, told = status.after(version)
    assert told.state == "ready"
    assert "Chantier" in (output / "actualites/travaux/index.html").read_text("utf-8")
    assert ("AssertionError" in capsys.readouterr().err) is isinstance(error, AssertionError)


def test_what_is_to_be_noted_is_told_once_and_again_when_it_is_another(shown, project, capsys):
    site, _, _ = shown
    text = "---\nid: travaux\ntitre: Travaux\npublier_le: 2026-11-20\n---\n[à compléter : {about}]\n{more}\n"

    told = []
    for about, more in (("la rue", ""), ("la rue", "Plus."), ("le jour", "Plus.")):
        save(site, project, "content/actualites/travaux.md", text.format(about=about, more=more))
        told.append([line for line in capsys.readouterr().out.splitlines() if line.startswith("À noter")])

    assert [len(lines) for lines in told] == [1, 0, 1]
    assert "le jour" in told[2][0]
