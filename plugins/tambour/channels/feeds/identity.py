"""Permanent URIs: `tag:` (RFC 4151), from the territory's fixed domain and from ids alone.

Never from an address, a title or a date of the content: correcting any of these must not announce anything again.
"""

from datetime import date

from tambour.model.identity import uri
from tambour.model.ledger.history import StateChange
from tambour.model.services.status import ServiceLevel
from tambour.model.territory import Territory

__all__ = ["change_uri", "level_uri", "lifting_uri", "uri"]


def change_uri(territory: Territory, item_id: str, change: StateChange) -> str:
    """Of one change of state of an item. Its day tells a second postponement from the first."""
    return f"{uri(territory, item_id)}#{change.status.value}-{change.on.isoformat()}"


def lifting_uri(territory: Territory, item_id: str, on: date) -> str:
    """Of the end of an alert. on: the day: one that had to be given again is lifted twice."""
    return f"{uri(territory, item_id)}#levee-{on.isoformat()}"


def level_uri(territory: Territory, item_id: str, level: ServiceLevel, on: date) -> str:
    """Of a state of a service. on: the day on which it begins: a pool may close twice."""
    return f"{uri(territory, item_id)}#{level.value}-{on.isoformat()}"
