"""The pictures of docs/images/: the home page, and every type of page at each width, by day, by night, in large text.

`inv planche` makes them anew, from the demo territory and from the hard cases of the style guide.
"""

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from PIL import Image

from tests import toolbox
from tests.conformance.visits import is_for_browsers
from tests.trees import ROOT, Tree, invoke

IMAGES = ROOT / "docs" / "images"
SCRIPT = Path(__file__).with_suffix(".mjs")
ROW = 340  # pixels, height of one print on the sheet
QUALITY = 24  # of the WebP: captions and titles stay legible, and all the sheets weigh about 2 MB
PHONE, TABLET, DESK, WALL = ((360, 1000), (768, 1000), (1280, 1000), (1920, 1000))
DAY_AT_A_DESK = 3  # among the views
VIEWS = [
    {"width": width, "height": height, "scheme": scheme, "large": large}
    for (width, height), scheme, large in (
        *((PHONE, "light", False), (PHONE, "dark", False), (TABLET, "light", False)),
        *((DESK, "light", False), (DESK, "dark", False), (WALL, "light", False), ((768, 1000), "light", True)),
    )
]
SHEETS: Mapping[str, Mapping[str, str]] = {
    "planche-actualites": {
        "Accueil": "",
        "Actualités": "actualites/",
        "Actualité": "actualites/pont-de-pierre-ferme/",
        "Facile à lire (FALC)": "actualites/bacs-jaunes-2027-falc/",
        "Vidéo et transcription": "actualites/composteurs-partages/",
        "En anglais": "moving-to-the-valley/",
        "En occitan": "arribar-dins-la-val/",
        "Alertes": "alertes/",
        "Alerte": "alertes/vigilance-crue-aubrelle/",
        "Lettres d’information": "lettres/",
        "Lettre d’information": "lettres/lettre-novembre-2026/",
    },
    "planche-agenda": {
        "Agenda": "agenda/",
        "Aujourd’hui": "agenda/aujourd-hui/",
        "Ce week-end": "agenda/ce-week-end/",
        "Un mois": "agenda/mois/2026-12/",
        "Annulés, reportés, déplacés": "agenda/changements/",
        "Ce qui est passé": "agenda/passes/",
        "Agenda d’une commune": "agenda/communes/rouvrelle/",
        "Événement": "agenda/marche-de-noel-2026/",
        "Événement récurrent": "agenda/marche-du-jeudi/",
        "Événement annulé": "agenda/cine-debat-sols/",
        "Événement reporté": "agenda/balade-aux-lampions/",
    },
    "planche-territoire": {
        "Commune": "communes/rouvrelle/",
        "Thème": "themes/culture/",
        "Lieux": "lieux/",
        "Lieu": "lieux/mediatheque-l-arche/",
        "États des services": "etats/",
        "État d’un service": "etats/etat-piscine/",
        "Jours de collecte et passages": "services/",
        "Calendrier de service": "services/collecte-emballages-nord/",
        "Année d’une commune": "calendriers/hautefosse/",
    },
    "planche-vie-publique": {
        "Vos élus": "elus/",
        "Élue": "elus/helene-corvaisier/",
        "Marchés publics": "marches/",
        "Marché public": "marches/marche-toiture-gymnase/",
        "Projets et travaux": "projets/",
        "Projet": "projets/projet-pont-de-pierre/",
        "Annuaire": "annuaire/",
        "Fiche de l’annuaire": "annuaire/auberge-du-pressoir/",
        "Menus des cantines": "menus/",
        "Menus d’une semaine": "menus/menu-2026-s48/",
        "Offres d’emploi": "offres-d-emploi/",
        "Offre d’emploi": "offres-d-emploi/offre-agent-decheterie/",
    },
    "planche-rubriques": {
        "Recherche": "recherche/?q=piscine",
        "Recherche sans résultat": "recherche/?q=zygomatique",
        "S’abonner": "s-abonner/",
        "Pour les communes": "pour-les-communes/",
        "Publications": "publications/",
        "Publication": "publications/val-d-ici-14/",
        "Page pratique": "trier-ses-dechets/",
        "Page avec sous-pages": "enfance-et-ecole/",
        "Déclaration d’accessibilité": "accessibilite/",
        "Plan du site": "plan-du-site/",
        "Page introuvable": "404.html",
    },
}
HARD = "planche-cas-difficiles"
HARD_CASES: Mapping[str, str] = {
    "Accueil, tous les blocs": "",
    "Titre de 150 caractères, douze communes, trois contacts": "actualites/titre-long/",
    "Événement à soixante dates": "agenda/soixante-dates/",
    "Mois plein": "agenda/mois/2026-12/",
    "Lieu au nom interminable": "lieux/lieu-long/",
    "Commune au plus long nom": "communes/saint-remy/",
    "Tout ce que le texte permet": "page-longue/",
    "Guide de style : alertes": "guide-de-style/#alertes",
    "Guide de style : états": "guide-de-style/#etats",
    "Guide de style : cartes": "guide-de-style/#cartes",
    "Guide de style : boutons et champs": "guide-de-style/#liens",
    "Guide de style : palettes": "guide-de-style/#palettes",
}
_TITLE, _BODY = re.compile(r"<title>(.*?)</title>", re.DOTALL), re.compile(r"<body[^>]*>")


class Quiet(SimpleHTTPRequestHandler):
    """Serves without a line for each request."""

    def log_message(self, *_arguments: object) -> None:
        pass

    def copyfile(self, *arguments: Any) -> None:
        """A browser that has seen enough goes on to the next page."""
        with suppress(ConnectionError):
            super().copyfile(*arguments)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder, which may be made later, is served meanwhile."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def built(command: str, output: Path, url: str) -> None:
    done = invoke(command, f"--output={output}", f"--url={url}", cwd=ROOT)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def forgotten(output: Path) -> dict[str, str]:
    """One page, the largest, of each template that no sheet shows: a new type of page comes without being asked for."""
    tree = Tree(output, "")
    shown = {_template(output / _file(path)) for pages in SHEETS.values() for path in pages.values()}
    found: dict[str, Path] = {}
    for page in tree.files("*.html"):
        template = _template(page) if is_for_browsers(page) else ""
        if template and template not in shown:
            largest = found.setdefault(template, page)
            found[template] = max(largest, page, key=lambda one: one.stat().st_size)
    return {_caption(page): tree.address(page).removeprefix("/") for page in found.values()}


def photograph(url: str, pages: Mapping[str, str], prints: Path) -> Path:
    """The sheet of pages that are served at `url`; the print of each stays beside it."""
    asked = [{"caption": caption, "address": f"{url}/{path}"} for caption, path in pages.items()]
    job = {"chromium": str(toolbox.chromium()), "folder": str(prints), "pages": asked, "views": VIEWS, "row": ROW}
    job["columns"] = 1
    subprocess.run([toolbox.node(), SCRIPT], input=json.dumps(job), encoding="utf-8", check=True)
    return prints / "sheet.png"


def main() -> None:
    written = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("prints", "site", "guide"):
            (root / name).mkdir()
        with served(root / "site" / "output") as url, served(root / "guide" / "output") as hard:
            built("build", root / "site" / "output", url)
            built("guide-de-style", root / "guide" / "output", hard)
            sheets = {name: (url, dict(pages)) for name, pages in SHEETS.items()} | {HARD: (hard, dict(HARD_CASES))}
            sheets["planche-rubriques"][1].update(forgotten(root / "site" / "output"))
            for name, (address, pages) in sheets.items():
                sheet = IMAGES / f"{name}.webp"
                with Image.open(photograph(address, pages, root / "prints")) as image:
                    image.convert("RGB").save(sheet, quality=QUALITY, method=6)
                written.append(sheet)
                if "" in pages.values() and name != HARD:
                    home = IMAGES / "accueil.png"
                    with Image.open(root / "prints" / f"0-{DAY_AT_A_DESK}.png") as image:
                        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(home, optimize=True)
                    written.append(home)
    print("\n".join(f"Écrit : {file.relative_to(ROOT)} ({file.stat().st_size // 1000} ko)" for file in written))


def _file(path: str) -> str:
    name = path.partition("?")[0]
    return f"{name}index.html" if name.endswith("/") or not name else name


def _template(page: Path) -> str:
    match = _BODY.search(page.read_text("utf-8"))
    return match.group() if match else ""


def _caption(page: Path) -> str:
    match = _TITLE.search(page.read_text("utf-8"))
    return unescape(match.group(1)).partition(" · ")[0] if match else page.name


if __name__ == "__main__":
    main()
