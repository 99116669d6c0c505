"""An alert as a chain of CAP messages: the first, its updates, the one that ends it; each has its name for ever.

The ledger knows when each was told. A message that has been told is never another: it is named by its moment, and the
next one refers to all that stood before it (CAP 1.2 § 3.2.1, `identifier`, `sent`, `msgType`, `references`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise
from typing import cast

from tambour.channels import Alert, Published, Site
from tambour.model.ledger.ledger import TextRecord


class MessageType(StrEnum):
    """What a message is to those before it (§ 3.2.1, `msgType`)."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"


@dataclass(frozen=True)
class CapMessage:
    """One message.

    Attributes:
        identifier: without spaces, commas, `<` or `&` (§ 3.2.1).
        sent: when it began to be told, on the territory's clocks.
        kind: what it is to those before.
        earlier: those to which it refers, the first of them first.
    """

    identifier: str
    sent: datetime
    kind: MessageType
    earlier: tuple["CapMessage", ...] = ()


def last_message(site: Site, item: Published) -> CapMessage:
    """The message that says how an alert stands now."""
    messages = [*_messages(site, item)]
    return messages[-1]


def stamp(at: datetime) -> str:
    """`2026-12-01T08:00:00+01:00`: never `Z` (§ 3.3.2)."""
    return at.replace(microsecond=0).isoformat()


def _messages(site: Site, item: Published) -> Iterator[CapMessage]:
    chain: list[CapMessage] = []
    for sent, kind in _steps(site, item):
        if kind is MessageType.ALERT:  # what was over begins anew: nothing stands any more that it could refer to
            chain.clear()
        name = item.id if not chain and kind is MessageType.ALERT and _is_first(item, sent) else _name(item, sent)
        message = CapMessage(f"{name}@{site.territory.domain}", sent, kind, tuple(chain))
        chain.append(message)
        yield message


def _steps(site: Site, item: Published) -> Iterator[tuple[datetime, MessageType]]:
    """What has become of an alert, and when that was told."""
    alert, zone = cast(Alert, item.item), site.territory.zone
    yield _first_at(item).astimezone(zone), MessageType.ALERT
    was_lifted = False
    for before, after in pairwise(item.recorded.texts):
        kind = _kind(before, after, was_lifted=was_lifted)
        was_lifted = after.lifted
        if kind is not None and not (kind is MessageType.CANCEL and alert.is_lifted and _is_last(item, after)):
            yield item.recorded.local(after).astimezone(zone), kind
    lifted_at = item.history.lifted_at
    if lifted_at is not None:
        yield lifted_at.astimezone(zone), MessageType.CANCEL
    elif alert.end <= site.now:
        yield alert.end.astimezone(zone), MessageType.CANCEL


def _kind(before: TextRecord, after: TextRecord, *, was_lifted: bool) -> MessageType | None:
    if after.lifted:
        return None if was_lifted else MessageType.CANCEL
    if was_lifted or before.lifted:
        return MessageType.ALERT
    return MessageType.UPDATE if after.says_otherwise_than(before) else None


def _is_last(item: Published, record: TextRecord) -> bool:
    """Whether nothing else was recorded since but that it is lifted: its history tells when, better."""
    later = item.recorded.texts[item.recorded.texts.index(record) :]
    return all(one.lifted for one in later)


def _first_at(item: Published) -> datetime:
    """When it was told first: the ledger's first word, which a corrected `publier_le` does not change."""
    alert = cast(Alert, item.item)
    return item.recorded.local(item.recorded.texts[0]) if item.recorded.texts else alert.publish_at


def _is_first(item: Published, sent: datetime) -> bool:
    return sent == _first_at(item)


def _name(item: Published, sent: datetime) -> str:
    return f"{item.id}.{sent.astimezone(UTC):%Y%m%dT%H%M%SZ}"
