"""Models made from what a writer types, and what she is told when it cannot be."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from tambour.model.events.event import Event
from tambour.model.events.occurrence import Occurrence
from tambour.model.events.occurrences import expand
from tambour.model.item import Item
from tambour.model.ledger.ledger import NOTHING, Recorded, SlotRecord, TextRecord, ledger_of
from tambour.model.ledger.new_records import new_records, text_digest

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


def at(moment: str) -> datetime:
    """`2026-11-20 09:00`, in the territory's zone."""
    return datetime.fromisoformat(moment).replace(tzinfo=PARIS)


def additions(
    model: type[Item],
    typed: Mapping[str, object],
    now: datetime,
    known: Recorded = NOTHING,
    *,
    first_ever: bool = False,
) -> list[TextRecord | SlotRecord]:
    """What a publication adds to the ledger. The territory's ledger holds other items already, unless `first_ever`."""
    item = made(model, dict(typed))
    dates = expand(item, PARIS) if isinstance(item, Event) else ()
    return list(new_records(item, text_digest(typed, "", dates), dates, known, now, first_ever=first_ever))


def recorded(*publications: tuple[str, Mapping[str, object]], model: type[Item] = Event) -> Recorded:
    """What the ledger holds of one item after it was published as it was at each of these moments."""
    records: list[TextRecord | SlotRecord] = []
    known = NOTHING
    for moment, typed in publications:
        records += additions(model, typed, at(moment), known)
        known = ledger_of(records, PARIS)[str(typed["id"])]
    return known
