"""The parts of a JSON-LD document: nodes made of values, without empty members."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

Node = dict[str, Any]

CONTEXT = "https://schema.org"
_READY = (str, dict, int, float)  # what JSON takes as it is


def term(name: str) -> str:
    """The address of a member of a schema.org enumeration: `https://schema.org/EventCancelled`."""
    return f"{CONTEXT}/{name}"


def node(kind: str, identifier: str | None = None, /, **members: Any) -> Node:
    """A node of a schema.org type. identifier: its `@id`.

    Dates become ISO 8601, amounts numbers. Members that say nothing are left out; 0 and False say much.
    """
    given: Node = {"@type": kind}
    if identifier:
        given["@id"] = identifier
    for name, value in members.items():
        plain = value if isinstance(value, _READY) else _plain(value)
        if plain or plain == 0:
            given[name] = plain
    return given


def enrich(brief: Node, /, **members: Any) -> Node:
    """The same node, saying more."""
    return {**brief, **node(brief["@type"], **members)}


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


class Once:
    """Each node in full where a page first needs it, and by its `@id` alone from then on: JSON-LD reads both alike."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def __call__(self, full: Node) -> Node:
        identifier = full.get("@id")
        if identifier is None:
            return full
        if identifier in self._told:
            return {"@id": identifier}
        self._told.add(identifier)
        return full

    def each(self, nodes: Iterable[Node]) -> list[Node]:
        """Several of them."""
        return [self(full) for full in nodes]
