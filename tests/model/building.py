"""Models made from what a writer types, and what she is told when it cannot be."""

from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from tambour.model.dates.occurrence import Occurrence
from tambour.model.dates.occurrences import expand
from tambour.model.event import Event

PARIS = ZoneInfo("Europe/Paris")
ITEM = {"id": "fete", "titre": "Fête", "publier_le": "2026-01-01"}

Place = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


def made(model: type[M], typed: dict[str, object], zone: ZoneInfo = PARIS) -> M:
    """Validate as the source does: every scalar is text, and the zone is the territory's."""
    return model.model_validate(typed, context={"zone": zone})


def refused(model: type[BaseModel], typed: dict[str, object], zone: ZoneInfo = PARIS) -> list[tuple[str, Place]]:
    """Code and place of each problem; fails when there is none."""
    try:
        made(model, typed, zone)
    except ValidationError as error:
        return [(details["type"], details["loc"]) for details in error.errors()]
    raise AssertionError(f"{model.__name__} accepted {typed}")


def told(model: type[BaseModel], typed: dict[str, object]) -> list[dict[str, object]]:
    """Context of each problem: what its French sentence can say."""
    try:
        made(model, typed)
    except ValidationError as error:
        return [details.get("ctx", {}) for details in error.errors()]
    raise AssertionError(f"{model.__name__} accepted {typed}")


def event(**typed: object) -> Event:
    return made(Event, ITEM | typed)


def event_refused(**typed: object) -> list[tuple[str, Place]]:
    return refused(Event, ITEM | typed)


def occurrences(*, zone: ZoneInfo = PARIS, **typed: object) -> tuple[Occurrence, ...]:
    return expand(made(Event, ITEM | typed, zone), zone)
