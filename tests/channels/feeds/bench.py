"""`python -m tests.channels.feeds.bench`: CPU seconds for all the feeds of 1,000 news and 1,000 events."""

from datetime import date, timedelta
from time import process_time

from tambour.channels.feeds import Feeds
from tambour.model.registers import Commune, Topic
from tambour.testing.building import make, published, rendered, site
from tambour.testing.village import FILES, NEWS, PLACE
from tests.bench.corpus import COMMUNES, SENTENCES, TOPICS

SIZE = 1_000
BODY = "".join(f"<h2>{heading}</h2><p>{' '.join(SENTENCES)}</p>" for heading in ("Ce qui change", "En pratique"))


def village_of(size: int):
    """As many news as events, some cancelled, over the last two years and a half."""
    items = [published("place", PLACE)]
    for number in range(size):
        typed = {
            "titre": f"Titre numéro {number}",
            "resume": "Une phrase qui dit l’essentiel, comme il y en a partout.",
            "publier_le": str(date(2024, 6, 1) + timedelta(days=number * 880 // size)),
            "communes": [list(COMMUNES)[number % len(COMMUNES)]] if number % 7 else [],
            "themes": [list(TOPICS)[number % len(TOPICS)]],
            "image": NEWS["image"],
            "alt": NEWS["alt"],
        }
        dates = {"debut": f"{date(2025, 1, 1) + timedelta(days=number)} 10:00", "fin": "12h", "lieu": PLACE["id"]}
        state = {"statut": "annule"} if number % 20 == 0 else {}
        items.append(published("news", {"id": f"actualite-{number}", **typed}, html=BODY))
        items.append(published("event", {"id": f"evenement-{number}", **typed, **dates, **state}, html=BODY))
    return site(
        items,
        communes={
            name: Commune.model_validate({"id": name, "nom": label, "insee": f"39{number:03}"})
            for number, (name, label) in enumerate(COMMUNES.items())
        },
        topics={name: Topic.model_validate({"id": name, "nom": label}) for name, label in TOPICS.items()},
        media=FILES,
    )


def main() -> None:
    given, channel = village_of(SIZE), make(Feeds)
    began = process_time()
    files = rendered(channel, given)
    spent = process_time() - began
    print(f"{len(files)} fichiers, {sum(map(len, files.values())) / 1e6:.1f} Mo : {spent:.2f} s de calcul")


if __name__ == "__main__":
    main()
