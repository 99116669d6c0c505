"""The pupitre in Chromium, from the first page to the live site: by mouse, touch, keyboard, and without JavaScript."""

import itertools
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tambour.build.request import Request
from tambour.commands.local_server import server_of
from tambour.model.kinds import KINDS
from tambour.pupitre.served import ServedDesk
from tambour.pupitre.web.app import page_routes
from tambour.pupitre.web.drawing import environment
from tambour.pupitre.web.page_maker import PageMaker
from tambour.pupitre.web.project import Project as DeskProject
from tests.media.pictures import phone_photo
from tests.projects import Project
from tests.publish.conftest import WebServer, publishconf
from tests.publish.conftest import server as target

SCRIPT = Path(__file__).with_name("journey.mjs")
BEGINS = datetime.now(UTC).date() + timedelta(2)
JARGON = r"git|yaml|markdown|front[ -]?matter|slug"
ALERT = "---\nniveau: urgence\nfin: 2090-12-12\n---\nDes bouteilles à la halle.\n"
ACTS = ("annuler", "reporter", "deplacer", "retirer")
# Its address → what of it is looked at here, after the walks.
LOOKED_AT = {
    "/": ("",),
    "/agir/{folder}/{name:path}": tuple(f"agir/agenda/lecture.md?quoi={act}" for act in ACTS),
    "/alerte": ("alerte",),
    "/choix/{target}": ("choix/link?q=",),
    "/contenus/": ("contenus/?q=marche",),
    "/ecrire/": ("ecrire/",),
    "/ecrire/{folder}/": tuple(f"ecrire/{kind.folder}/" for kind in KINDS.values() if kind.name != "letter"),
    "/ecrire/{folder}/{name:path}": ("ecrire/agenda/lecture.md",),
    "/enligne": ("enligne",),
    "/ensemble/": ("ensemble/?quoi=retirer&contenu=agenda/lecture.md&contenu=lieux/halle.md",),
    "/journal": ("journal",),
    "/repertoire/{register}/{entry}/versions": ("repertoire/themes/culture/versions",),
    "/versions/{folder}/{name:path}": ("versions/agenda/lecture.md",),
}
LOOKED_AT_ELSEWHERE = {
    "/annonces/",
    "/creer/{target}",
    "/diffusion/",
    "/ecrire/lettres/",
    "/ecrire/lettres/{name:path}",
    "/envoyer/lettres/{name:path}",
    "/figer/lettres/{name:path}",
    "/lettres/",
    "/medias/",
    "/medias/voir/{path:path}",
    "/menus/",
    "/mois/",
    "/mois/{month}",
    "/reglages/",
    "/repertoire/",
    "/repertoire/{register}/",
    "/repertoire/{register}/{entry}",
    "/repertoire/{register}/{entry}/retirer",
}
NO_PAGE = {  # files, parts of pages, pages of the site, questions that ask again
    "/annonces/etat",
    "/annonces/flux.atom",
    "/annonces/retirer",
    "/apercu/{key}/page",
    "/apercu/{key}/{number:int}.{what}",
    "/enligne/etat",
    "/lettres/fichier/{key}/{name:path}",
    "/lettres/vue/{key}/images/{name}",
    "/lettres/vue/{key}/{look}.html",
    "/medias/attente/{token:path}",
    "/medias/fichier/{path:path}",
    "/medias/vignette/{path:path}",
}
PLACE = "---\nid: halle\ntitre: La halle\n---\nAu milieu du bourg.\n"
SERIES = (
    "---\nid: lecture\ntitre: Lecture du jeudi\npublier_le: 2020-11-20\ndebut: {day} 18:00\nfin: {day} 19:00\n"
    "recurrence:\n  frequence: hebdomadaire\n  nombre: 9\n---\nUn livre, à voix haute.\n"
)


@pytest.fixture
def seen(project: Project, node: Path, chromium: Path, rsync: Path, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """What one run of Chromium saw of a small project that is published to a folder, which a web server shows."""
    shutil.rmtree(project.root / "theme")  # the bare one says less than what is read back
    conf = project.root / "pelicanconf.py"
    conf.write_text(conf.read_text("utf-8").replace('THEME = "theme"\n', ""), "utf-8")
    project.set("NOW = None")  # what is published is published now
    project.set('CHANNELS = {"feeds": {}, "agenda": {}, "posts": {}, "newsletter": {}}')
    project.write("content/lieux/halle.md", PLACE)
    project.write("content/referentiel/themes.yaml", "culture:\n  nom: Culture\n  pictogramme: book-open\n")
    project.write("content/agenda/lecture.md", SERIES.format(day=BEGINS))
    photo = project.write("../IMG_4207.jpg", phone_photo((1200, 900), orientation=6))
    place = tmp_path / "serveur"
    server = server_of(project.output, 0)
    port = server.server_address[1]
    with WebServer(place / "current") as web:
        conf = publishconf(web.url, f'"serveur": {{{target(place)}}}')
        project.write("publishconf.py", conf)
        read = partial(Request.read, None, Path("pelicanconf.py"))
        desk = ServedDesk(read, project.root / ".cache", [f"127.0.0.1:{port}"])
        server.RequestHandlerClass.desk = desk  # type: ignore[attr-defined]  # a `Handler`
        threading.Thread(target=server.serve_forever, daemon=True).start()
        job = {
            "chromium": str(chromium),
            "base": f"http://127.0.0.1:{port}",
            "key": desk.path().partition("=")[2],
            "public": web.url,
            "content": str(project.root / "content"),
            "photo": str(photo.resolve()),
            "jargon": JARGON,
            "pages": [*itertools.chain(*LOOKED_AT.values()), "rien"],
        }
        done = subprocess.run([node, SCRIPT], input=json.dumps(job), capture_output=True, encoding="utf-8", check=False)
        server.shutdown()
        server.server_close()
        assert done.returncode == 0, done.stderr
        yield dict(json.loads(done.stdout))


def test_an_agent_walks_from_an_idea_to_what_the_public_sees(seen: dict[str, Any]):
    assert seen["errors"] == []
    assert seen["faults"] == []
    assert seen["wide"] == []
    assert seen["requests"] == [], "nothing comes from elsewhere"
    assert seen["jargon"] == []
    assert set(seen["pages"][:-1]) == {200}
    assert seen["live"].startswith("mardi 12")
    assert (seen["online"], seen["public"]) == (True, True)
    assert seen["counts"]["event"]["presses"] <= 25
    assert seen["counts"]["event"]["letters"] <= 1000
    assert seen["counts"]["series"] == {"presses": 4, "letters": 0}
    assert seen["counts"]["alert"]["presses"] <= 6
    assert (seen["alertOnline"], seen["alert"]) == (True, True)
    assert seen["counts"]["lifted"]["presses"] == 1
    assert (seen["again"], seen["focus"]) == ("À ne pas perdre", "summary")
    assert seen["offered"] == 0, "a new one that was saved is not begun again"

    assert seen["stops"] == [], "what the keyboard leads to is seen, in the order of the page, and lets go"
    assert seen["backInText"] == "_texte"
    assert seen["known"] == "Un étal de bougies, le soir"
    files = seen["files"]
    for name, title in (("keyboard", "Marché du clavier"), ("plain", "Marché sans script")):
        slug = title.lower().replace(" ", "-").replace("é", "e")
        same = files[name].replace(title, "Marché du matin").replace(f"id: {slug}-", "id: marche-du-matin-")
        assert same == files["mouse"], name
    days = [date.fromisoformat(day) for day in re.findall(r"date: (\S+)\n    statut: annule", files["seriesPlain"])]
    assert days == [BEGINS + timedelta(weeks=week) for week in (1, 2, 3)]
    assert files["series"].count("statut: annule") == 1
    assert files["seriesKeyboard"].count("statut: annule") == 2
    alerts = (files["alert"], files["alertPlain"], files["alertKeyboard"])
    assert [re.sub(r"(?m)^(id|titre|publier_le): .*\n", "", text) for text in alerts] == [ALERT] * 3
    assert "statut: levee" in files["lifted"]
    assert seen["plainOnline"] is True
    assert seen["alertsOnline"] == [True, True, False], "what was lifted is shown no more"


def test_each_page_is_looked_at(project: Project):
    """A route that is added is added here, or to the run that looks at it."""
    pages = PageMaker(DeskProject(partial(Request.read, None, Path("pelicanconf.py"))), environment())
    shown = {route.path for route in page_routes(pages) if "GET" in route.methods}

    assert shown == {*LOOKED_AT, *LOOKED_AT_ELSEWHERE, *NO_PAGE}
