"""A text and its pictures in Chromium: tools, a paste, a link, a photo that is dropped, by mouse and by keyboard."""

import threading
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tambour.build.request import Request
from tambour.commands.local_server import server_of
from tambour.pupitre.served import ServedDesk
from tests.media.pictures import phone_photo
from tests.projects import Project
from tests.pupitre.walking import walk

SCRIPT = Path(__file__).with_name("writing.mjs")
TITLE = "'L''usine : la visite'"
WORD = (Path(__file__).parent / "text" / "pasted" / "word.html").read_text("utf-8")


@pytest.fixture
def seen(project: Project, node: Path, chromium: Path) -> dict[str, Any]:
    """What one run of Chromium saw of a small project."""
    project.write("content/images/ponton.jpg", phone_photo((500, 400), orientation=6))
    return walk(SCRIPT, project, node, chromium, word=WORD)


def test_a_film_is_refused_in_french_with_a_way_back(project: Project):
    server = server_of(project.output, 0)
    port = server.server_address[1]
    host = f"127.0.0.1:{port}"
    desk = ServedDesk(partial(Request.read, None, Path("pelicanconf.py")), project.root / ".cache", [host])
    server.RequestHandlerClass.desk = desk  # type: ignore[attr-defined]  # a `Handler`
    threading.Thread(target=server.serve_forever, daemon=True).start()
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", desk.path())
    cookie = connection.getresponse().headers["Set-Cookie"].partition(";")[0]
    headers = {"Cookie": cookie, "Content-Type": "multipart/form-data; boundary=b", "Origin": f"http://{host}"}
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/pupitre/ecrire/agenda/fete.md", bytes(85_000_000), headers)
    answer = connection.getresponse()
    told = answer.read().decode()
    server.shutdown()
    server.server_close()

    assert answer.status == 413
    assert "Ce fichier est trop lourd" in told
    assert "revenez en arrière" in told


def test_an_agent_writes_a_text_and_gives_pictures(seen: dict[str, Any], project: Project):
    assert seen["errors"] == []
    assert seen["faults"] == []
    assert seen["wide"] == []
    assert seen["rows"] == ["Jour 1", "Jour 2"]
    assert seen["pasted"].startswith("Avant.\n\n## Ouverture de la halle\n\nLa halle ouvre le **samedi")
    assert seen["note"].startswith("1\u00a0image n’a pas été collée.")
    assert seen["undone"] == "Avant."
    assert (seen["bold"], seen["plain"]) == ("**un mot**", "un mot")
    assert seen["list"] == "- un mot"
    assert seen["ended"] == "- un mot\n- deux\n\nFin, "
    assert seen["linked"] == "- un mot\n- deux\n\nFin, [les travaux](id:travaux)"
    assert seen["focus"] == "c-_texte"
    assert "rien" in seen["dead"]
    assert seen["refused"] == "Donnez l’adresse de sa page, ou choisissez un fichier."
    video = "```video\ntitre: {}\nlien: 'https://youtu.be/aqz-KE-bpKQ'\nduree: 3 min 20\ntranscription: |\n{}\n```"
    told = "  La voix : bonjour.\n\n  On voit la cuve."
    assert seen["video"] == f"Avant.\n\n{video.format(TITLE, told)}\n"
    assert seen["again"] == ["L'usine : la visite", "La voix : bonjour.\n\nOn voit la cuve."]
    assert seen["changed"] == f"Avant.\n\n{video.format('Visite', told)}\n"
    assert seen["untitled"] == [True, "Titre de la colonne 2"]
    table = "Avant.\n\n| Formule | Prix |\n| --- | --- |\n| Journée | 120 € \\| 2 jours |\n\n"
    assert seen["table"] == [table, "Tableau", "Modifier le tableau"]
    assert (
        seen["retold"] == "Avant.\n\n| Prix | Quand |\n| --- | --- |\n| 130 € | Toute l’année |\n| 95 € | L’été |\n\n"
    )
    assert seen["name"] == "fete-du-lac.png"
    assert seen["marks"] == [True, False], "a description may be left out until there is a picture"
    assert seen["states"] == ["Modifications non enregistrées", "Modifications enregistrées"]
    assert "est gardé" in seen["leaving"]
    assert (seen["stayed"], seen["next"]) == (True, "Enregistrer")
    assert seen["asks"] == 0
    assert seen["kept"] == seen["shown"]
    assert (seen["behind"], seen["foot"]) == ([], 0)
    assert (seen["point"], seen["moved"], seen["crop"]) == (["75", "20"], "25", "75% 25%")
    assert seen["asked"], "a picture without its words is not put into a text"
    assert seen["shown"] == "Voici :\n\n![Le ponton \\[gelé\\]](ponton.jpg)\n"
    text = (project.root / "content/agenda/fete.md").read_text("utf-8")
    assert "image: fete-du-lac.png" in text
    assert "cadrage: 75, 25" in text
    assert (project.root / "content/images/fete-du-lac.png").is_file()
