"""docs/images/pupitre-*.png: the first page, a form and a letter of the demo's pupitre, as `inv planche` makes them."""

import json
import os
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
from tests.contact_sheet import IMAGES, SCRIPT
from tests.trees import ROOT

VIEW = {"width": 1280, "height": 900, "scheme": "light"}
PAGES = {
    "semaine": "",
    "formulaire": "ecrire/actualites/pont-de-pierre-ferme.md",
    "lettre": "ecrire/lettres/lettre-decembre-2026.md#c-blocs-1-champ",
}


def photograph(folder: Path) -> None:
    """Show the pupitre from a server of its own; photograph its pages into `folder`, in the order of PAGES."""
    server = server_of(folder, 0)
    host = f"127.0.0.1:{server.server_address[1]}"
    desk = ServedDesk(partial(Request.read, None, Path("pelicanconf.py")), folder / "cache", [host])
    server.RequestHandlerClass.desk = desk  # type: ignore[attr-defined]  # a `Handler`
    Thread(target=server.serve_forever, daemon=True).start()
    key = desk.path().partition("?")[2]
    addresses = {name: path.partition("#") for name, path in PAGES.items()}
    pages = [
        {"caption": name, "address": f"http://{host}/pupitre/{path}?{key}{sign}{place}"}
        for name, (path, sign, place) in addresses.items()
    ]
    job = {"chromium": str(toolbox.chromium()), "folder": str(folder), "pages": pages, "views": [VIEW], "row": 330}
    subprocess.run([toolbox.node(), SCRIPT], input=json.dumps(job), encoding="utf-8", check=True)
    server.shutdown()
    server.server_close()


def main() -> None:
    """Write the pictures, light enough for a page."""
    os.chdir(ROOT)  # the pupitre reads the territory where it is started
    with tempfile.TemporaryDirectory() as folder:
        photograph(Path(folder))
        for number, name in enumerate(PAGES):
            file = IMAGES / f"pupitre-{name}.png"
            with Image.open(Path(folder) / f"{number}-0.png") as image:
                image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(file, optimize=True)
            print(f"Écrit : {file.relative_to(ROOT)} ({file.stat().st_size // 1000} ko)")


if __name__ == "__main__":
    main()
