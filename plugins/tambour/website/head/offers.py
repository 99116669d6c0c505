"""Offer: what one date of an event costs, where to book, and whether there is a seat left."""

from datetime import datetime
from typing import Any

from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.website.head.node import Node, node, term

CURRENCY = "EUR"


def offers(event: Event, occurrence: Occurrence, url: str, now: datetime) -> list[Node]:
    """One for each fare; one without an amount where the price is said in words, or only booking or seats are known."""
    common: dict[str, Any] = {"url": event.tickets or url, "availability": _availability(occurrence, now)}
    if isinstance(event.price, tuple) and event.price:
        return [
            node("Offer", name=fare.label, price=fare.amount, priceCurrency=CURRENCY, **common) for fare in event.price
        ]
    if event.price or event.tickets or occurrence.status is EventStatus.FULL:
        return [node("Offer", description=event.price or None, **common)]
    return []


def _availability(occurrence: Occurrence, now: datetime) -> str | None:
    if occurrence.status is EventStatus.FULL:
        return term("SoldOut")
    if not occurrence.holds or occurrence.over <= now:
        return None
    return term("InStock")
