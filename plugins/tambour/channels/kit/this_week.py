"""What is worth posting, and why this week."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tambour.channels import Alert, Occurrence, Published, Site
from tambour.words.dates import date_fr, when
from tambour.words.numbers import count_fr
from tambour.words.states import alert_state, changed_to
from tambour.words.typography import NBSP


def announced_items(site: Site, channel: str) -> tuple[Published, ...]:
    """What the kit has a page for: newest publication first, then by id."""
    worth = (item for item in site.originals if item.is_announced_now(site.now) and not item.left_out_of(channel))
    return tuple(sorted(worth, key=lambda item: (-_published_at(item), item.id)))


def reasons(item: Published, now: datetime, days: int) -> tuple[str, ...]:
    """Why to post it within `days`, in French: it has come out, has changed, takes place; nothing when it can wait."""
    return tuple(_reasons(item, now, timedelta(days=days)))


def _published_at(item: Published) -> float:
    return item.item.publish_at.timestamp() if item.item.publish_at else 0.0


def _reasons(item: Published, now: datetime, span: timedelta) -> Iterator[str]:
    if item.item.publish_at is not None and item.item.publish_at > now - span:
        yield f"En ligne depuis le {date_fr(item.item.publish_at, weekday=True, year=False)}"
    if isinstance(item.item, Alert) and item.item.is_lifted:
        yield alert_state(item.item, over=True)
    for change in item.history.changes:
        if now - span < change.at <= now:
            some = len(change.keys) < len(item.occurrences)
            which = f" ({count_fr(len(change.keys), 'date')})" if some else ""
            yield f"{changed_to(change.status)} le {date_fr(change.on, weekday=True, year=False)}{which}"
    soon = [one for one in item.upcoming(now) if one.begins < now + span and not one.awaits_date]
    if soon:
        others = f", et {count_fr(len(soon) - 1, 'autre date', 'autres dates')}" if len(soon) > 1 else ""
        yield f"{_tense(soon[0], now)}{NBSP}: {when(soon[0], year=False)}{others}"


def _tense(occurrence: Occurrence, now: datetime) -> str:
    if occurrence.is_cancelled:
        return "Était prévu"
    return "En cours" if occurrence.begins <= now else "À venir"
