"""Events of every form that writers may use, thick around the changes of clock: the same ones every time.

Of a thousand that chance makes, those are taken that join two traits for the first time: every two traits that meet
somewhere in the thousand meet in these.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from tambour.model.events.series import Series
from tambour.model.site.published import Published
from tambour.model.time.moments import parse_moment
from tambour.model.time.recurrence import Recurrence
from tambour.testing.building import PARIS, published

SEED = 2026
# Sundays on which Europe/Paris changes its clocks (directive 2000/84/EC): 2h to 3h in March, 3h to 2h in October.
SPRING = tuple(map(date.fromisoformat, ("2026-03-29", "2027-03-28")))
AUTUMN = tuple(map(date.fromisoformat, ("2026-10-25", "2027-10-31")))
TITLES = (
    "Fête",
    "LA FÊTE DU LAC : 3e ÉDITION !",
    "🎭 Théâtre, danse ; cirque",
    "حفلة موسيقية",
    "« L’été », à 50 % \\o/",
)
PLACES = (None, "salle-des-fetes", {"nom": "Préau, rue Haute", "ville": "Mijoux"}, "Chez l'habitant")
STATES = (None, None, "annule", "complet", "deplace", "reporte")
RULES: tuple[Callable[[random.Random], Mapping[str, Any]], ...] = (
    lambda _: {"frequence": "quotidienne"},
    lambda chance: {"frequence": "hebdomadaire", "intervalle": str(chance.randrange(1, 4))},
    lambda chance: {
        "frequence": "hebdomadaire",
        "jours": chance.choice(("lundi, jeudi", "dimanche", "mardi au jeudi")),
    },
    lambda _: {"frequence": "mensuelle"},
    lambda chance: {"frequence": "mensuelle", "jours": chance.choice(("dernier dimanche", "1er mardi, 3e mardi"))},
    lambda chance: {"frequence": "annuelle", "jours": chance.choice(("dernier dimanche", "2e samedi"))},
)
Typed = dict[str, Any]


def made_events(out_of: int = 1000, seed: int = SEED) -> list[Published]:
    """Those of so many that show something new. What the model refuses (an hour that does not exist) shows nothing."""
    met: set[frozenset[str]] = set()
    taken = []
    for typed in typed_events(out_of, seed):
        if (new := pairs(typed) - met) and is_valid(typed):
            taken.append(published("event", typed))
            met |= new
    return taken


def typed_events(how_many: int = 1000, seed: int = SEED) -> Iterator[Typed]:
    """What so many writers might type, but for series that would begin in an hour that does not exist."""
    chance = random.Random(seed)
    for number in range(how_many):
        form = chance.choice((_once, _slots, _series, _series))
        typed = {"id": f"evenement-{number}", "titre": chance.choice(TITLES), "publier_le": "2026-01-10"}
        with suppress(ValueError):
            yield typed | form(chance)


def pairs(typed: Typed) -> set[frozenset[str]]:
    """Every two traits of an event."""
    return set(map(frozenset, combinations(sorted(set(traits(typed))), 2)))


def traits(typed: Typed) -> Iterator[str]:
    """What can be told of an event by what was typed: its form, its times, what was said of it and of its dates."""
    if rule := typed.get("recurrence"):
        yield f"series {rule['frequence']} {rule.get('jours', '')} {rule.get('intervalle', '')}"
        yield f"until {'nombre' if 'nombre' in rule else 'jusqu_au'}"
    else:
        yield "slots" if "creneaux" in typed else "once"
    yield f"title {typed['titre']}"
    yield from _traits_of_a_date(typed, "event")
    for slot in typed.get("creneaux", ()):
        yield from _traits_of_a_date(slot, "slot")
    if typed.get("sauf"):
        yield "days left out"
    for exception in typed.get("exceptions", ()):
        moved = "debut" in exception and exception["debut"][:10] != exception["date"]
        yield f"exception {'moved' if moved else 'at its day'} {'note' if 'note' in exception else ''}"
        yield from _traits_of_a_date(exception, "exception")


def _traits_of_a_date(typed: Typed, whose: str) -> Iterator[str]:
    start, end = typed.get("debut", ""), typed.get("fin", "")
    if start:
        clock, day = len(start) > len("2026-03-29"), start[:10]
        yield f"{whose} {'at an hour' if clock else 'all day'} {'until' if end else ''} {_length(start, end)}"
        if clock and "+" in start:
            yield f"{whose} in an hour that is shown twice {start[-6:]}"
        if day in map(str, SPRING + AUTUMN):
            yield f"{whose} on a day that changes its clocks"
    yield f"{whose} {typed.get('statut', 'as planned')}"
    yield f"{whose} at {typed.get('lieu')}"
    if "debut_precedent" in typed:
        yield f"{whose} has moved"


def _length(start: str, end: str) -> str:
    """In words: the same day, the next, for days, for months."""
    if len(end) < len("2026-03-29"):
        return f"to {end[:2]}" if end else "without an end"
    days = (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days
    return "for months" if days > 31 else f"{days} days"


def is_valid(typed: Typed) -> bool:
    """Whether the model takes it."""
    try:
        published("event", typed)
    except ValueError:
        return False
    return True


def _day(chance: random.Random) -> date:
    if chance.random() < 0.5:
        return chance.choice(SPRING + AUTUMN) + timedelta(days=chance.randrange(-8, 8))
    return date(2026, 1, 15) + timedelta(days=chance.randrange(700))


def _times(chance: random.Random, day: date) -> Typed:
    """One date: all day, for days or for months, with hours, over a night, without an end, in an hour shown twice."""
    hour, later = _hour(chance), chance.choice((1, 2))
    if day in AUTUMN and chance.random() < 0.5:
        return {"debut": f"{day} 02:30{chance.choice(('+01:00', '+02:00'))}", "fin": f"{day} 05:00"}
    return chance.choice(
        (
            {"debut": f"{day}"},
            {"debut": f"{day}", "fin": f"{day + timedelta(days=chance.choice((0, 1, 6, 75)))}"},
            {"debut": f"{day} {hour}"},
            {"debut": f"{day} {hour}", "fin": f"{day + timedelta(days=later)} {_hour(chance)}"},
            {"debut": f"{day} {hour}", "fin": chance.choice(("23h30", "0h", "1h15", "12h"))},
        )
    )


def _hour(chance: random.Random) -> str:
    return f"{chance.choice((0, 1, 2, 2, 3, 9, 10, 18, 20, 23)):02}:{chance.choice((0, 30)):02}"


def _said(chance: random.Random) -> Typed:
    """What may be said of a whole event, or of one of its dates."""
    typed = {"statut": chance.choice(STATES), "lieu": chance.choice(PLACES)}
    return {key: value for key, value in typed.items() if value is not None}


def _once(chance: random.Random) -> Typed:
    return _times(chance, _day(chance)) | _said(chance)


def _slots(chance: random.Random) -> Typed:
    """Irregular, up to sixty of them; some have moved."""
    day, slots = _day(chance), []
    for _ in range(chance.choice((2, 3, 3, 5, 5, 60))):
        slot = _times(chance, day) | _said(chance)
        if chance.random() < 0.2:
            slot["debut_precedent"] = f"{day - timedelta(days=1)} 18:00"
        slots.append(slot)
        day += timedelta(days=chance.randrange(2, 8))
    return {"creneaux": slots} | _said(chance)


def _series(chance: random.Random) -> Typed:
    """A rule, days left out, and exceptions: cancelled, moved, elsewhere, told where the clocks need it."""
    day, rule = _day(chance), dict(chance.choice(RULES)(chance))
    end = chance.choice(({"nombre": str(chance.randrange(1, 30))}, {"jusqu_au": f"{day + timedelta(days=200)}"}))
    typed = _times(chance, day) | {"recurrence": rule | end} | _said(chance)
    recurrence = Recurrence.model_validate(typed["recurrence"], context={"zone": PARIS})
    days = list(Series(recurrence, parse_moment(typed["debut"], PARIS), None, PARIS).starts_by_day())
    sampled = chance.sample(days, min(len(days), chance.randrange(5)))
    touched = sorted({*sampled, *(one for one in days if one in SPRING + AUTUMN)})
    left_out = [one for one in touched if chance.random() < 0.2]
    typed["sauf"] = [str(one) for one in left_out]
    typed["exceptions"] = [_exception(chance, one, typed["debut"]) for one in touched if one not in left_out]
    return typed


def _exception(chance: random.Random, day: date, debut: str) -> Typed:
    clock = debut[11:16]
    if day in SPRING and clock.startswith("02"):
        start = {"debut": "3h30"}
    elif day in AUTUMN and clock.startswith("02"):
        start = {"debut": f"{day} {clock}{chance.choice(('+01:00', '+02:00'))}"}
    elif chance.random() < 0.4:
        moved = day + timedelta(days=chance.choice((0, 0, 1, -1)))
        start = {"debut": f"{moved} {_hour(chance)}" if clock else f"{moved}"}
    else:
        start = {"note": "Prévoir des bottes."}
    return {"date": f"{day}"} | start | _said(chance)
