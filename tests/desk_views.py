"""docs/images/pupitre-*.png: the steps of the agent's guide, as `inv planche` makes them in a copy of the demo.

Nobody's content is touched: the copy is a repository of its own, in which Nadège writes.
"""

import json
import os
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path
from threading import Thread

from PIL import Image

from tambour.build.request import Request
from tambour.commands.local_server import server_of
from tambour.pupitre.served import ServedDesk
from tests import toolbox
from tests.contact_sheet import IMAGES
from tests.trees import ROOT

SCRIPT = Path(__file__).with_suffix(".mjs")
LEFT_OUT = shutil.ignore_patterns(".*", "node_modules", "output*", "tests", "docs")
PHOTO = "content/images/concert-salle-des-tilleuls.jpg"
WORD = (
    '<h2 class="MsoNormal" style="color:red">Au programme</h2>'
    '<ul><li><b style="mso-bidi-font-weight:normal">17 h</b> : la fanfare'
    "</li><li>18 h : la soupe</li></ul><p class=MsoNormal>Entrée par la cour, "
    '<a href="https://www.exemple.fr/plan">voir le plan</a>.</p>'
)
MOST = 60_000  # bytes of a picture: a page shows eighteen of them
COLOURS = (64, 48, 32, 24, 16)


def copy_demo(folder: Path) -> None:
    """The demo, and who writes there."""
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    for words in (
        *("init --quiet", "config user.name Nadège", "config user.email nadege@exemple.fr"),
        *("add --all", "commit --quiet --message Départ"),
    ):
        subprocess.run(["git", *words.split()], cwd=folder, check=True)


def place_line(folder: Path) -> str:
    """A place of the settings of publication, to which nothing is sent: with one, an alert has a button more."""
    return f'\nTARGETS = {{"serveur": {{"kind": "serveur", "folder": "{folder}"}}}}\n'


def photograph(folder: Path) -> None:
    """Show the pupitre of the folder we are in from a server of its own; write its pictures into `folder`."""
    server = server_of(folder, 0)
    host = f"127.0.0.1:{server.server_address[1]}"
    desk = ServedDesk(partial(Request.read, None, Path("pelicanconf.py")), folder / "cache", [host])
    server.RequestHandlerClass.desk = desk  # type: ignore[attr-defined]  # a `Handler`
    Thread(target=server.serve_forever, daemon=True).start()
    photo = folder / "IMG_2041.jpg"
    with Image.open(PHOTO) as image:
        image.resize((1200, 800)).save(photo)  # another file than the one that the site has already
    job = {
        **{"chromium": str(toolbox.chromium()), "base": f"http://{host}", "key": desk.path().partition("=")[2]},
        **{"folder": str(folder), "photo": str(photo), "word": WORD},
        **{"publication": str(Path("publishconf.py").resolve()), "place": place_line(folder / "public")},
    }
    subprocess.run([toolbox.node(), SCRIPT], input=json.dumps(job), encoding="utf-8", check=True)
    server.shutdown()
    server.server_close()


def lighten(taken: Path, file: Path) -> None:
    """Keep a picture with as many colours as its weight allows."""
    with Image.open(taken) as image:
        plain = image.convert("RGB")
        for colours in COLOURS:
            plain.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
            if file.stat().st_size <= MOST:
                break
    print(f"Écrit : {file.relative_to(ROOT)} ({file.stat().st_size // 1000} ko)")


def main() -> None:
    """Write the pictures, light enough for a page."""
    with tempfile.TemporaryDirectory() as folder:
        demo, pictures = Path(folder, "demo"), Path(folder, "pictures")
        copy_demo(demo)
        pictures.mkdir()
        os.chdir(demo)  # the pupitre reads the territory where it is started
        photograph(pictures)
        os.chdir(ROOT)
        for taken in sorted(pictures.glob("*.png")):
            lighten(taken, IMAGES / f"pupitre-{taken.name}")


if __name__ == "__main__":
    main()
