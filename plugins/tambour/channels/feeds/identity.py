"""Permanent URIs: `tag:` (RFC 4151), from the territory's fixed domain and from ids alone.

Never from an address, a title or a date of the content: correcting any of these must not announce anything again.
"""

from tambour.model.history import StateChange
from tambour.model.territory import Territory

_MINTED = "2026"  # RFC 4151 §2.1: a year in which the domain's owner minted these names; once and for all


def uri(territory: Territory, name: str) -> str:
    """name: an item's id; of what is no item, a path, which no id can be: `flux/tout`."""
    return f"tag:{territory.domain},{_MINTED}:{name}"


def change_uri(territory: Territory, item_id: str, change: StateChange) -> str:
    """Of one change of state of an item. Its day tells a second postponement from the first."""
    return f"{uri(territory, item_id)}#{change.status.value}-{change.on.isoformat()}"
