"""docs/images/planche-courriels.jpg: a demo letter and a hard one, wide and narrow, by day, by night, without pictures.

`inv planche` photographs them anew, with the other sheets.
"""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from tests import toolbox
from tests.contact_sheet import IMAGES, SCRIPT, served
from tests.trees import ROOT, invoke

SHEET = IMAGES / "planche-courriels.jpg"
ROW, QUALITY = 1400, 55  # half of what is photographed: words can be read
HEIGHT = 2800
VIEWS = [
    {"width": width, "height": HEIGHT, "scheme": scheme, "bare": bare}
    for width in (600, 360)
    for scheme, bare in (("light", False), ("dark", False), ("light", True))
]
LETTERS = {
    "Lettre de novembre, édition de Rouvrelle": "lettres/lettre-novembre-2026/rouvrelle/lettre.mail.html",
    "Alerte, colonnes, annulé, sans image, mots longs": "lettres/essai/lettre.mail.html",
}
HARD = """\
---
id: essai
titre: La lettre où tout arrive en même temps
objet: Une alerte, une annulation et un très long mot
preheader: De quoi mettre un courriel à l’épreuve, sur un téléphone et dans le noir.
publier_le: 2026-11-21
blocs:
  - type: selection
    titre: À savoir tout de suite
    genres: alertes
    au_plus: 1
  - type: selection
    titre: Sur deux colonnes
    ids: [conseil-du-25-juin-2026, pont-de-pierre-ferme, mot-long]
    presentation: colonnes
  - type: selection
    titre: À l’agenda
    ids: [cine-debat-sols, balade-aux-lampions, marche-du-jeudi]
    presentation: agenda
  - type: selection
    titre: À lire aussi
    ids: [mot-long, covoiturage-douze-arrets]
    presentation: liste
  - type: appel
    libelle: Voir tout l’agenda et réserver une place
    adresse: id:marche-de-noel-2026
  - type: texte
    titre: Le saviez-vous ?
    texte: "**Le pont** a été payé en 1764 par un [droit d’un sou](https://www.valdaubrelle.example/) sur le cidre."
---
Bonjour,

Une adresse qui ne se coupe pas : https://www.valdaubrelle.example/une/adresse/tres/longue/sans/fin/ni/espace.html
"""
LONG_WORD = """\
---
id: mot-long
titre: Anticonstitutionnellementhyperlongmotsansespacequidéborde
resume: Un contenu sans image, qui se tient quand même à côté des autres.
publier_le: 2026-11-20
---
Texte.
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        content, prints, output = (Path(folder) / name for name in ("content", "prints", "output"))
        shutil.copytree(ROOT / "content", content)
        (content / "lettres" / "essai.md").write_text(HARD, "utf-8")
        (content / "actualites" / "mot-long.md").write_text(LONG_WORD, "utf-8")
        prints.mkdir()
        with served(output) as url:
            built = invoke("build", f"--content={content}", f"--output={output}", f"--url={url}", cwd=ROOT)
            if built.returncode:
                raise SystemExit(built.stdout + built.stderr)
            pages = [{"caption": caption, "address": f"{url}/{path}"} for caption, path in LETTERS.items()]
            job = {"chromium": str(toolbox.chromium()), "folder": str(prints)}
            job |= {"pages": pages, "views": VIEWS, "row": ROW}
            subprocess.run([toolbox.node(), SCRIPT], input=json.dumps(job), encoding="utf-8", check=True)
        with Image.open(prints / "sheet.png") as image:
            image.convert("RGB").save(SHEET, quality=QUALITY, progressive=True, optimize=True)
    print(f"Écrit : {SHEET.relative_to(ROOT)} ({SHEET.stat().st_size // 1000} ko)")


if __name__ == "__main__":
    main()
