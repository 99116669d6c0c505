"""`python -m tests.bench.calendars`: what all the calendars of a made-up intercommunalité cost, in processor time."""

import random
import sys
import time
from datetime import timedelta
from typing import Any

from tambour.channels.agenda import Agenda
from tambour.model.media import Original
from tambour.model.registers import Commune, Topic
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.testing.building import Files, make, published, rendered, site
from tests.bench.corpus import COMMUNES, NOW, PLACES, SEED, TOPICS, Entry, entry

PHOTO = Original("images/photo.jpg", "image/jpeg", 180_000, "a" * 64, 1600, 1067)
RUNS = 5


def event(chance: random.Random, number: int) -> Published:
    """Seven in ten on one date; half of the others series (up to 39 dates, one cancelled), half up to ten dates."""
    made = entry(chance, "event", number, [])
    assert made.start is not None
    first, last = (f"{moment:%Y-%m-%d %H:%M}" for moment in (made.start, made.end or made.start))
    form = chance.random()
    if form < 0.7:
        return of(made, {"debut": first, "fin": last})
    if form < 0.85:
        rule = {"frequence": "hebdomadaire", "nombre": str(chance.randrange(5, 40))}
        cancelled = {"date": f"{made.start + timedelta(weeks=2):%Y-%m-%d}", "statut": "annule"}
        return of(made, {"debut": first, "fin": last, "recurrence": rule, "exceptions": [cancelled]})
    slots = [made.start + timedelta(days=3 * step) for step in range(chance.randrange(2, 11))]
    return of(made, {"creneaux": [{"debut": f"{one:%Y-%m-%d %H:%M}", "fin": "23h"} for one in slots]})


def of(made: Entry, times: dict[str, Any]) -> Published:
    typed = {"id": made.id, "titre": made.title, "resume": made.summary, "publier_le": f"{made.published}", **times}
    typed |= {"communes": list(made.communes), "themes": list(made.topics), "lieu": made.place or "", "prix": "gratuit"}
    if made.photo is not None:
        typed |= {"image": "photo.jpg", "alt": "Une place"}
    return published("event", typed, html="".join(f"<p>{paragraph}</p>" for paragraph in made.paragraphs))


def territory(how_many: int) -> Site:
    """That many events, ten communes, eight topics, five places."""
    chance = random.Random(SEED)
    places = [
        published("place", {"id": name, "titre": title, "rue": "1, rue Haute", "code_postal": "39999", "ville": "Ici"})
        for name, title in PLACES.items()
    ]
    communes = {
        name: Commune.model_validate({"id": name, "nom": title, "insee": "39001"}) for name, title in COMMUNES.items()
    }
    topics = {name: Topic.model_validate({"id": name, "nom": title}) for name, title in TOPICS.items()}
    items = [*places, *(event(chance, number) for number in range(how_many))]
    return site(items, communes=communes, topics=topics, media=Files({PHOTO.path: PHOTO}), now=NOW)


def main(how_many: int) -> None:
    given, seconds = territory(how_many), []
    files: dict[str, bytes] = {}
    for _ in range(RUNS):
        for item in given.items:  # worked out for all channels, not for this one
            assert item.history is not None
        started = time.process_time()
        files = rendered(make(Agenda), given)
        seconds.append(time.process_time() - started)
    dates = sum(len(item.occurrences) for item in given.items)
    parts = files["agendas/tout.ics"].count(b"BEGIN:VEVENT")
    octets = sum(map(len, files.values()))
    print(f"{how_many} événements, {dates} dates, {parts} VEVENT ; {len(files)} agendas, {octets:,} octets")
    print(f"calcul : {min(seconds):.2f} s au mieux, {sorted(seconds)[RUNS // 2]:.2f} s en médiane")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
