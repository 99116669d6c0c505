"""`python -m tests.bench.letters`: what the letters of a made-up intercommunalité cost, in processor time."""

import sys
import time
from datetime import timedelta
from typing import Any

from tambour.channels import OutputIndex
from tambour.channels.newsletter import Newsletter
from tambour.model.media import Derived, Original
from tambour.model.registers import Commune
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.testing.building import Files, files_of, make, published, ready, site
from tests.bench.corpus import COMMUNES, NOW, PHOTOS, PLACES, Entry, corpus

ITEMS, EVERY = 2000, timedelta(days=14)
WIDTHS = (400, 800, 1600)
BLOCKS = [
    {"type": "selection", "titre": "À la une", "depuis_derniere_lettre": "oui", "genres": "actualites", "au_plus": 3},
    {"type": "selection", "titre": "À l’agenda", "jours": "30", "au_plus": 5, "presentation": "agenda"},
    {"type": "texte", "titre": "Le saviez-vous ?", "texte": "Le pont a été payé par un droit sur le cidre."},
    {"type": "appel", "libelle": "Voir tout l’agenda", "adresse": "https://www.exemple.fr/agenda/"},
]


def photo(name: str) -> Original:
    """As the media of a site hold it: three widths of it are published."""
    sizes = ((f"media/{width}-{name}", "image/jpeg", width, width * 2 // 3, 90_000) for width in WIDTHS)
    return Original(f"images/{name}", "image/jpeg", 180_000, name, 1600, 1066, tuple(Derived(*size) for size in sizes))


def item(entry: Entry) -> Published:
    typed: dict[str, Any] = {"id": entry.id, "titre": entry.title, "resume": entry.summary}
    typed |= {"publier_le": f"{entry.published}", "communes": list(entry.communes)}
    if entry.photo is not None:
        typed |= {"image": f"{entry.photo}.jpg", "alt": "Une place"}
    if entry.start is not None:
        typed |= {"debut": f"{entry.start:%Y-%m-%d %H:%M}", "lieu": entry.place or ""}
    return published("event" if entry.start else "news", typed)


def territory(letters: int) -> Site:
    """That many letters, one a fortnight, each with an edition for each of ten communes and eight items to carry."""
    entries = [entry for entry in corpus(ITEMS) if entry.kind in ("news", "event")]
    communes = {key: Commune.model_validate({"id": key, "nom": key, "insee": "39001"}) for key in COMMUNES}
    places = [
        published("place", {"id": key, "titre": name, "rue": "1, rue Haute", "code_postal": "39999", "ville": "Ici"})
        for key, name in PLACES.items()
    ]
    sent = []
    for number in range(letters):
        typed = {"id": f"lettre-{number}", "titre": "La lettre", "par_commune": "oui", "blocs": BLOCKS}
        typed |= {"preheader": "Les nouvelles du territoire et les rendez-vous du mois."}
        sent.append(published("letter", typed | {"publier_le": f"{NOW - number * EVERY:%Y-%m-%d} 08:00"}))
    photos = (photo(f"{number}.jpg") for number in range(PHOTOS))
    media = Files({original.path: original for original in photos})
    return site([*places, *map(item, entries), *sent], communes=communes, media=media, now=NOW)


def main(letters: int) -> None:
    given, seconds = territory(letters), list[float]()
    channel, began = make(Newsletter), time.process_time()
    ours = ready(channel, given)
    outputs = [*ours.outputs(), *ours.last_outputs(OutputIndex())]
    seconds.append(time.process_time() - began)
    faults = ours.check()
    seconds.append(time.process_time() - began)
    files = files_of(ours)
    seconds.append(time.process_time() - began)
    weight = sum(map(len, files.values())) / 1e6
    print(
        f"{letters} lettres, {len(COMMUNES)} communes : {len(outputs)} fichiers, {weight:.0f} Mo, {len(faults)} défauts"
    )
    print("promettre {:.1f} s, contrôler {:.1f} s, écrire {:.1f} s".format(*_each(seconds)))


def _each(seconds: list[float]) -> list[float]:
    return [after - before for before, after in zip([0.0, *seconds], seconds, strict=False)]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
