"""What a letter carries: each of its selections resolved to items, as of the moment at which it is sent."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from tambour.model.kinds import FOLDERS
from tambour.model.letter import Letter, SelectionBlock
from tambour.model.site import Published, Site


def selected(site: Site, letter: Letter, block: SelectionBlock) -> tuple[Published, ...]:
    """The items of one block of a letter, in the order to show.

    By ids: those, in the writer's order. By rules: what satisfies all of them when the letter is sent, events by their
    next date, the rest newest first. What is not published is left out: an archived letter keeps its other items.
    """
    if block.ids:
        return tuple(item for item in map(site.get, block.ids) if item is not None)
    sent = frozenset(_carried_before(site, letter)) if block.skip_sent else frozenset[str]()
    chosen = [item for item in _candidates(site, letter, block) if item.id not in sent]
    return tuple(chosen[: block.limit])


def _candidates(site: Site, letter: Letter, block: SelectionBlock) -> list[Published]:
    at = letter.publish_at
    kinds = {FOLDERS[genre].name for genre in block.genres} or {"event" if block.days else "news"}
    since = _sent_before(site, letter) if block.since_last else None
    until = at + timedelta(days=block.days) if block.days else None
    items = [item for item in site.items if item.item.kind in kinds and _is_out(item, at, since)]
    items = [item for item in items if _concerns(item, block) and (until is None or _next_date(item, at) <= until)]
    return sorted(items, key=lambda item: _order(item, at))


def _is_out(item: Published, at: datetime, since: datetime | None) -> bool:
    """Published when the letter is sent (and not before the previous one), not withdrawn, and not over."""
    published, expires = item.item.publish_at, item.item.expire_at
    if (published is not None and published > at) or (expires is not None and expires <= at):
        return False
    if item.occurrences and item.occurrences[-1].over <= at:
        return False
    return since is None or (published is not None and published > since)


def _concerns(item: Published, block: SelectionBlock) -> bool:
    on_topic = not block.topics or not set(block.topics).isdisjoint(item.item.topics)
    in_commune = not block.communes or not item.communes or not set(block.communes).isdisjoint(item.communes)
    return on_topic and in_commune


def _next_date(item: Published, at: datetime) -> datetime:
    """When an event next begins; what has no date counts as now."""
    return next((occurrence.begins for occurrence in item.occurrences if occurrence.over > at), at)


def _order(item: Published, at: datetime) -> tuple[float, str]:
    if item.occurrences:
        return _next_date(item, at).timestamp(), item.id
    return -(item.item.publish_at or at).timestamp(), item.id


def _earlier(site: Site, letter: Letter) -> list[Letter]:
    """The letters sent before this one, oldest first."""
    letters = [item.item for item in site.items if isinstance(item.item, Letter) and item.id != letter.id]
    before = [other for other in letters if (other.publish_at, other.id) < (letter.publish_at, letter.id)]
    return sorted(before, key=lambda other: (other.publish_at, other.id))


def _sent_before(site: Site, letter: Letter) -> datetime | None:
    earlier = _earlier(site, letter)
    return earlier[-1].publish_at if earlier else None


def _carried_before(site: Site, letter: Letter) -> Iterable[str]:
    for other in _earlier(site, letter):
        for block in other.blocks:
            if isinstance(block, SelectionBlock):
                yield from (item.id for item in selected(site, other, block))
