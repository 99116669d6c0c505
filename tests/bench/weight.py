"""`inv bench --size`: what ten years of a made-up intercommunalité weigh once published, by channel and by item.

3,000 contents, 30 communes, a letter a month with an edition for each commune; six contents of ten have a photo of
their own. The photos are those of the demonstration under other names: each is published as if it were another.
"""

import os
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from tests.bench import projects
from tests.bench.corpus import COMMUNES, NOW, SEED, Entry, corpus
from tests.bench.measure import run
from tests.bench.pairs import BUILD, FOLDER
from tests.trees import ROOT

YEARS, LETTERS, VILLAGES = 10, 120, 30
_BLOCKS = [
    {"type": "selection", "titre": "À la une", "depuis_derniere_lettre": True, "genres": ["actualites"], "au_plus": 4},
    {"type": "selection", "titre": "À l’agenda", "jours": 30, "au_plus": 8, "presentation": "agenda"},
    {"type": "texte", "titre": "Le saviez-vous ?", "texte": "Le pont a été payé par un droit sur le cidre."},
    {"type": "appel", "libelle": "Voir tout l’agenda", "adresse": "https://www.exemple.fr/agenda/"},
]


def main(size: int) -> None:
    folder = FOLDER / "weight"
    shutil.rmtree(folder, ignore_errors=True)
    entries = spread(corpus(size))
    letters = round(LETTERS * size / 3000)
    write(entries, letters, folder)
    cost = run(BUILD, folder)
    print(
        f"{size} contenus en {YEARS} ans, {len(villages())} communes, {letters} lettres, "
        f"{sum(one.photo is not None for one in entries)} photos : {cost.cpu:.0f} s de calcul, {cost.peak:.0f} Mio\n"
    )
    print(table(folder / "output", size))


def villages() -> dict[str, str]:
    """Thirty communes: each name of the corpus, and two more made of it."""
    names = {**COMMUNES}
    for id_, name in COMMUNES.items():
        names |= {f"{id_}-le-bas": f"{name}-le-Bas", f"{id_}-la-foret": f"{name}-la-Forêt"}
    assert len(names) == VILLAGES
    return names


def spread(entries: list[Entry]) -> list[Entry]:
    """The same entries over ten years and thirty communes, each photo an own one."""
    chance, names, found, photos = random.Random(SEED), sorted(villages()), list[Entry](), 0
    for entry in entries:
        published = NOW.date() - timedelta(days=chance.randrange(1, YEARS * 365))
        changes: dict[str, Any] = {"published": published, "communes": (chance.choice(names),)}
        if entry.start and entry.end:
            day = published + timedelta(days=chance.randrange(10, 60))
            start = datetime.combine(day, time(chance.randrange(9, 21)), NOW.tzinfo)
            changes |= {"start": start, "end": start + (entry.end - entry.start)}
        if entry.photo is not None:
            changes["photo"], photos = photos, photos + 1
        found.append(replace(entry, **changes))
    return found


def write(entries: list[Entry], letters: int, folder: Path) -> None:
    """content/ and pelicanconf.py, all channels on."""
    projects.write_tambour(entries, folder)
    content = folder / "content"
    shutil.rmtree(content / "images")
    (content / "images").mkdir()
    ours = sorted((ROOT / "content" / "images").glob("*.jpg"))
    for entry in entries:
        if entry.photo is not None:
            os.link(ours[entry.photo % len(ours)], content / "images" / f"photo-{entry.photo:02}.jpg")
    projects.register(
        content,
        "communes",
        {id_: {"nom": name, "insee": f"{61900 + n}"} for n, (id_, name) in enumerate(villages().items())},
    )
    for number in range(letters):
        sent = NOW - timedelta(days=3 + number * YEARS * 365 // letters)
        head = {
            "id": f"lettre-{number:03}",
            "titre": f"La lettre de {sent:%m %Y}",
            "objet": f"Les nouvelles de {sent:%m %Y}",
            "preheader": "Ce qui change près de chez vous, et les rendez-vous des trente jours qui viennent.",
            "publier_le": f"{sent:%Y-%m-%d} 08:00",
            "blocs": _BLOCKS,
            "par_commune": True,
        }
        projects.write(content / "lettres" / f"lettre-{number:03}.md", head, ["Bonjour,", "Voici les nouvelles."])


def table(output: Path, size: int) -> str:
    """Bytes and files of each channel, and of each content on average."""
    files, weights = Counter[str](), Counter[str]()
    for path, weight in published(output):
        files[path] += 1
        weights[path] += weight
    lines = ["| canal | fichiers | Mo | fichiers par contenu | ko par contenu |", "|---|---|---|---|---|"]
    for name, weight in [*weights.most_common(), ("total", sum(weights.values()))]:
        count = files[name] or sum(files.values())
        lines.append(f"| {name} | {count} | {weight / 1e6:.1f} | {count / size:.2f} | {weight / size / 1e3:.1f} |")
    return "\n".join(lines)


def published(output: Path) -> Iterator[tuple[str, int]]:
    """What each file belongs to, and its bytes."""
    for file in output.rglob("*"):
        if file.is_file():
            parts = file.relative_to(output).parts
            yield room(parts), file.stat().st_size


def room(parts: tuple[str, ...]) -> str:
    if parts[0] == "media":
        return f"images : {parts[-1].rpartition('-')[2]}"
    if parts[0] == "lettres" and parts[-1] != "index.html":
        return "lettres : images" if "images" in parts else "lettres : textes et courriels"
    if parts[-1].endswith(".html"):
        return "pages"
    return parts[0] if len(parts) > 1 else "racine"


if __name__ == "__main__":
    main(int(sys.argv[1]))
