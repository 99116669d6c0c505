"""The site on one's own machine answers as a public server would, and shows at once what was just built."""

import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus

import pytest
from lxml import html

from tambour.build import swap
from tambour.build.media_types import media_type
from tambour.commands.local_server import HOST, server_of
from tambour.commands.serve import serve
from tests import warm
from tests.projects import Project


@pytest.fixture
def served(tmp_path):
    live = tmp_path / "output"
    (live / "agenda").mkdir(parents=True)
    (live / "empty").mkdir()
    (live / "index.html").write_text("accueil")
    (live / "404.html").write_text("introuvable")
    (live / "agenda/tout.ics").write_text("BEGIN")
    (live / "flux").mkdir()
    (live / "flux/tout.json").write_text("{}")
    (live / "api.json").write_text("{}")
    (tmp_path / "secret.txt").write_text("secret")
    server = server_of(live, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield live, f"http://{HOST}:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def get(url: str) -> tuple[int, str, str]:
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read().decode()


def test_pages_and_feeds_have_the_types_that_readers_need(served):
    _, url = served

    assert get(f"{url}/") == (HTTPStatus.OK, "text/html; charset=utf-8", "accueil")
    assert get(f"{url}/agenda/tout.ics")[1] == "text/calendar; charset=utf-8"
    assert get(f"{url}/flux/tout.json")[1] == "application/feed+json"
    assert get(f"{url}/api.json")[1] == "application/json"


@pytest.mark.parametrize("path", ["/nulle-part/", "/empty/", "/agenda/", "/../secret.txt", "/%2e%2e/secret.txt"])
def test_what_is_not_there_gets_the_site_s_own_page(served, path):
    _, url = served

    assert get(url + path) == (HTTPStatus.NOT_FOUND, "text/html; charset=utf-8", "introuvable")


def test_a_new_build_is_seen_at_the_next_request(served):
    live, url = served
    new = swap.next_folder(live)
    new.mkdir()
    (new / "index.html").write_text("nouvel accueil")

    swap.put_in_place(live)

    assert get(f"{url}/")[2] == "nouvel accueil"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tout.rss", "application/rss+xml"),
        ("tout.atom", "application/atom+xml"),
        ("site.webmanifest", "application/manifest+json"),
        ("PHOTO.JPG", "image/jpeg"),
        ("inconnu", "application/octet-stream"),
    ],
)
def test_types_are_the_same_on_every_machine(name, expected):
    assert media_type(name) == expected


@contextmanager
def serving(
    project: Project,
    end: signal.Signals = signal.SIGINT,
    ctrl_c: str = "default_int_handler",
    python: Sequence[str] = (),
    **environ: str,
) -> Iterator[subprocess.Popen[bytes]]:
    """`serve`, on any port, until the end of the `with`, and then until this signal has ended it.

    ctrl_c: what SIGINT does there, which is inherited otherwise: these tests run as well where it is ignored.
    """
    command = (
        f"import signal; signal.signal(signal.SIGINT, signal.{ctrl_c}); "
        "from tambour.commands.serve import serve; raise SystemExit(serve(port=0))"
    )
    python = python or warm.python()
    environ = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", **environ}
    with subprocess.Popen(
        [*python, "-c", command], cwd=project.root, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        patience = threading.Timer(60, process.kill)  # what never comes fails the test, and does not hang it
        patience.start()
        try:
            yield process
            process.send_signal(end)
            assert process.wait(10) == 0
        finally:
            patience.cancel()
            process.kill()


def test_saving_a_file_shows_on_the_page_and_a_mistake_leaves_the_last_good_one(project):
    with serving(project) as process:
        url = address(process)
        assert "Texte." in get(f"{url}mentions-legales/")[2]

        project.write("content/pages/mentions.md", "---\nid: mentions-legales\n---\n")
        said(
            process, "« Mentions légales » (pages/mentions.md:1) : garde son état publié du 1er\u00a0décembre\u00a02026"
        )
        said(process, "1\u00a0point à corriger dans le contenu.")
        said(process, "Site construit")
        assert "Texte." in get(f"{url}mentions-legales/")[2]

        project.write("content/pages/mentions.md", "---\nid: mentions-legales\ntitre: M\n---\nCorrigé.\n")
        said(process, "Site construit")
        assert "Corrigé." in get(f"{url}mentions-legales/")[2]

        project.set("PAGE_SIZE = 7")
        said(process, "Site construit")


def test_where_nothing_could_be_built_yet_the_page_says_why_and_gives_way_to_the_site(project):
    settings = project.root / "pelicanconf.py"
    before = settings.read_text("utf-8")
    project.set("PAGE_SIZE = 0")
    with serving(project) as process:
        url = address(process)
        status, media_type_, page = get(url)

        assert (status, media_type_) == (HTTPStatus.SERVICE_UNAVAILABLE, "text/html; charset=utf-8")
        assert '<html lang="fr">' in page
        assert "<h1>Le site n’est pas encore construit</h1>" in page
        assert "pelicanconf.py:" in page
        assert "[reglage-mauvais-type]" in page
        assert 'http-equiv="refresh"' in page, "it looks again by itself"

        settings.write_text(before, "utf-8")
        said(process, "Site construit")
        assert "<h1" in get(url)[2]


def test_what_a_server_cannot_answer_is_said_in_french(served):
    _, url = served

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(f"{url}/", data=b"a"))

    assert "<h1>Cette demande n’aboutit pas</h1>" in refused.value.read().decode()


def test_a_port_that_is_taken_is_told_with_another_one(project, capsys, served):
    _, url = served

    assert serve(port=int(url.rpartition(":")[2])) == 1
    assert "est déjà pris : fermez l'autre « serve », ou choisissez un autre port, par exemple --port=8001." in (
        capsys.readouterr().err
    )


def test_a_template_of_one_s_own_shows_wherever_it_lies(project):
    project.set('THEME_TEMPLATES_OVERRIDES = ["retouches"]')
    project.write("retouches/_footer.html", "<footer>un</footer>")
    with serving(project) as process:
        url = address(process)

        project.write("retouches/_footer.html", "<footer>deux</footer>")
        said(process, "Site construit")

        assert "<footer>deux</footer>" in get(url)[2]


def test_a_theme_that_begins_while_the_site_is_shown_is_taken_up(project):
    (project.root / "theme").rename(project.root / "plus-tard")
    project.set("del THEME")
    with serving(project) as process:
        url = address(process)
        assert "Aller au contenu" in get(url)[2], "the engine's own"

        (project.root / "plus-tard").rename(project.root / "theme")
        said(process, "Site construit")
        assert "Aller au contenu" not in get(url)[2]

        project.write("theme/templates/_footer.html", "<footer>deux</footer>")
        said(process, "Site construit")
        assert "<footer>deux</footer>" in get(url)[2]


def test_a_channel_that_lives_elsewhere_is_run_as_it_was_saved(project, elsewhere):
    with serving(project, PYTHONPATH=str(elsewhere)) as process:
        assert get(f"{address(process)}notice.txt")[2] == "un"

        (elsewhere / "elsewhere" / "words.py").write_text('WORD = "deux"\n')

        said(process, "Le code a changé : redémarrage.")
        assert get(f"{address(process)}notice.txt")[2] == "deux"


def test_started_where_ctrl_c_is_ignored_it_stays_and_sigterm_ends_it_cleanly(project):
    """As `nohup … &` and scripts start programs."""
    with serving(project, end=signal.SIGTERM, ctrl_c="SIG_IGN", python=(sys.executable,)) as process:
        url = address(process)

        process.send_signal(signal.SIGINT)
        assert get(f"{url}mentions-legales/")[0] == HTTPStatus.OK


def test_sigterm_during_the_first_build_ends_it_without_a_traceback(project):
    project.set("import os, signal")
    project.set("if os.environ.get('READ_BEFORE'): os.kill(os.getpid(), signal.SIGTERM)")
    project.set("os.environ['READ_BEFORE'] = 'once, to know the port and the folder'")

    with serving(project, end=signal.SIGTERM) as process:
        assert b"Traceback" not in process.stdout.read()
        assert process.wait(10) == 0


def test_the_pupitre_is_behind_the_address_that_is_told_and_what_it_saves_is_shown(project):
    with serving(project) as process:
        url = address(process)
        offered = said(process, "Pour écrire").split()[-1]
        assert offered.startswith(f"{url}pupitre/?cle=")
        assert get(f"{url}pupitre/")[0] == HTTPStatus.FORBIDDEN

        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        assert "Ma semaine" in opener.open(offered).read().decode()
        form = f"{url}pupitre/ecrire/agenda/fete.md"
        page = html.fromstring(opener.open(form).read())
        typed = dict(page.xpath("//form[@id='ecrit']")[0].form_values()) | {"titre": "Fête neuve", "_faire": "publier"}
        posted = urllib.request.Request(form, urllib.parse.urlencode(typed).encode(), {"Origin": url.rstrip("/")})
        assert "Enregistré" in opener.open(posted).read().decode()
        said(process, "Site construit")
        assert "Fête neuve" in get(f"{url}agenda/fete/")[2]


def address(process: subprocess.Popen[bytes]) -> str:
    """Where the site is shown, once it is."""
    return said(process, "À voir sur").split()[3]


def said(process: subprocess.Popen[bytes], words: str) -> str:
    """The next line that holds these words."""
    for line in process.stdout:
        if words in line.decode():
            return line.decode()
    raise AssertionError(f"never said: {words}")
