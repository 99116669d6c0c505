"""Items that belong together: those that say the same in other words, and the events that are parts of another.

A site works both out once, for all of its items: most have no version and no programme.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from tambour.model.events.event import Event
from tambour.model.events.occurrence import Occurrence
from tambour.model.site.published import Published

Programs = Mapping[str, tuple[tuple[Occurrence, Published[Event]], ...]]


def families(items: Iterable[Published], by_id: Mapping[str, Published]) -> Mapping[str, Sequence[Published]]:
    """Of each item that has versions or is one, by its id: all that say the same, what stands for them first.

    Args:
        items: of a site.
        by_id: the same, by their ids.
    """
    found: dict[str, list[Published]] = {}
    for published in items:
        found.setdefault(_root(published, by_id), []).append(published)

    def order(root: str, published: Published) -> tuple[bool, bool, bool, str]:
        return published.id != root, published.expired, published.item.language is not None, published.id

    versions: dict[str, Sequence[Published]] = {}
    for root, family in found.items():
        if len(family) > 1:
            first = min(family, key=partial(order, root))
            ordered = [first, *(published for published in family if published is not first)]
            versions |= dict.fromkeys((published.id for published in family), ordered)
    return versions


def _root(published: Published, by_id: Mapping[str, Published]) -> str:
    """Id of what an item is at last a version of, published or not; of items that name each other, the first."""
    way = [published.id]
    while (item := by_id.get(way[-1])) is not None and (target := item.item.version_of) is not None:
        if target in way:
            return min(way[way.index(target) :])
        way.append(target)
    return way[-1]


def programs(events: Iterable[Published[Event]]) -> Programs:
    """The dates of the events that are parts of another, by its id, soonest first.

    Args:
        events: what listings show of them.
    """
    parts: dict[str, list[tuple[Occurrence, Published[Event]]]] = {}
    for event in events:
        if event.item.part_of is not None:
            parts.setdefault(event.item.part_of, []).extend((one, event) for one in event.occurrences)
    return {
        whole: tuple(sorted(dates, key=lambda pair: (pair[0].begins, pair[1].id, pair[0].key)))
        for whole, dates in parts.items()
    }
