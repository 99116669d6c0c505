"""Permanent URIs: `tag:` (RFC 4151), from the territory's fixed domain and from ids alone.

Never from an address, a title or a date of the content: correcting any of these must not announce anything again.
"""

from tambour.model.identity import uri
from tambour.model.ledger.history import StateChange
from tambour.model.territory import Territory

__all__ = ["change_uri", "uri"]


def change_uri(territory: Territory, item_id: str, change: StateChange) -> str:
    """Of one change of state of an item. Its day tells a second postponement from the first."""
    return f"{uri(territory, item_id)}#{change.status.value}-{change.on.isoformat()}"
