"""The pictures of docs/images/: the home page, and every type of page, wide and narrow, by day and by night.

`inv planche` makes them anew from the demo territory.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from PIL import Image

from tests import toolbox
from tests.trees import ROOT, invoke

IMAGES = ROOT / "docs" / "images"
SCRIPT = Path(__file__).with_suffix(".mjs")
ROW = 330  # pixels, height of one print on the sheet
QUALITY = 42  # of the JPEG: its captions and titles stay legible, and it stays under 900 kB
VIEWS = [
    {"width": width, "height": height, "scheme": scheme}
    for width, height in ((1280, 1400), (360, 940))
    for scheme in ("light", "dark")
]
PAGES = {
    "Accueil": "",
    "Actualités": "actualites/",
    "Actualité": "actualites/pont-de-pierre-ferme/",
    "Facile à lire (FALC)": "actualites/bacs-jaunes-2027-falc/",
    "Agenda": "agenda/",
    "Agenda d’une commune": "agenda/communes/rouvrelle/",
    "Événement": "agenda/marche-de-noel-2026/",
    "Événement récurrent": "agenda/marche-du-jeudi/",
    "Événement annulé": "agenda/cine-debat-sols/",
    "Événement reporté": "agenda/balade-aux-lampions/",
    "Alertes": "alertes/",
    "Alerte": "alertes/vigilance-crue-aubrelle/",
    "Commune": "communes/rouvrelle/",
    "Thème": "themes/culture/",
    "Lieux": "lieux/",
    "Lieu": "lieux/mediatheque-l-arche/",
    "Collectes et passages": "services/",
    "Calendrier de service": "services/collecte-emballages-nord/",
    "Année d’une commune": "calendriers/hautefosse/",
    "Publications": "publications/",
    "Publication": "publications/val-d-ici-14/",
    "Lettre d’information": "lettres/lettre-novembre-2026/",
    "Page pratique": "trier-ses-dechets/",
    "Mentions légales": "mentions-legales/",
    "Déclaration d’accessibilité": "accessibilite/",
    "Plan du site": "plan-du-site/",
    "Page introuvable": "404.html",
}


class Quiet(SimpleHTTPRequestHandler):
    """Serves without a line for each request."""

    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder, which may be made later, is served meanwhile."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def photograph(site: Path, prints: Path) -> None:
    """Build the demo into `site` at the address it is then served from; photograph its pages into `prints`."""
    site.mkdir()
    with served(site / "output") as url:
        built = invoke("build", f"--output={site / 'output'}", f"--url={url}", cwd=ROOT)
        if built.returncode:
            raise SystemExit(built.stdout + built.stderr)
        pages = [{"caption": caption, "address": f"{url}/{path}"} for caption, path in PAGES.items()]
        job = {"chromium": str(toolbox.chromium()), "folder": str(prints), "pages": pages, "views": VIEWS, "row": ROW}
        subprocess.run([toolbox.node(), SCRIPT], input=json.dumps(job), encoding="utf-8", check=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        prints = Path(folder) / "prints"
        prints.mkdir()
        photograph(Path(folder) / "site", prints)
        sheet, home = IMAGES / "planche-pages.jpg", IMAGES / "accueil.png"
        with Image.open(prints / "sheet.png") as image:
            image.convert("RGB").save(sheet, quality=QUALITY, progressive=True, optimize=True)
        with Image.open(prints / "0-0.png") as image:
            image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(home, optimize=True)
    print("\n".join(f"Écrit : {file.relative_to(ROOT)} ({file.stat().st_size // 1000} ko)" for file in (sheet, home)))


if __name__ == "__main__":
    main()
