"""What a letter carries: each of its selections resolved to items, as of the moment at which it is sent."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import takewhile

from tambour.model.alert import Alert
from tambour.model.kinds import FOLDERS
from tambour.model.letters.letter import CHANNEL, Letter, SelectionBlock
from tambour.model.services.status import ServiceStatus
from tambour.model.site.published import Published, of_model
from tambour.model.site.site import Site


class Selections:
    """Every selection of every letter of a site, each resolved once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        letters = of_model(site.of_kinds("letter"), Letter)
        self._letters = sorted(letters, key=lambda letter: (letter.item.publish_at, letter.id))
        self._chosen: dict[tuple[str, SelectionBlock], tuple[Published, ...]] = {}
        self._carried: dict[str, frozenset[str]] = {}

    def of(self, letter: Letter, block: SelectionBlock, commune: str = "") -> tuple[Published, ...]:
        """The items of one block of a letter, in the order to show.

        By ids: those, in the writer's order. By rules: what satisfies all of them when the letter is sent, events by
        their next date, the rest newest first; originals alone, whatever language the letter is in. Nothing that
        another block names, or that an earlier one shows: a letter says a thing once. What the block puts first comes
        first, in any edition, and what it leaves out is not there. What is not published is left out: an archived
        letter keeps its others.
        commune: whose edition it is. Its own items are chosen before those of the whole territory, these before those
        of other communes; what concerns it comes first in that order of dates, then the rest in the same.
        """
        named = self._items_of(block.ids or block.first)
        if block.ids:
            return named
        said = self._said_elsewhere(letter, block, commune).union(block.first, block.without)
        found = [item for item in self._by_rules(letter, block) if item.id not in said]
        room = None if block.limit is None else max(0, block.limit - len(named))
        if not commune:
            return (*named, *found[:room])
        ranked = sorted(enumerate(found), key=lambda pair: _distance(pair[1], commune))[:room]
        chosen = sorted(ranked, key=lambda pair: (not pair[1].concerns(commune), pair[0]))
        return (*named, *(item for _, item in chosen))

    def finds_nothing(self, letter: Letter, block: SelectionBlock) -> bool:
        """Whether there is nothing for a block, even if no other said it."""
        if block.ids:
            return not self.of(letter, block)
        return not self._items_of(block.first) and all(
            item.id in block.without for item in self._by_rules(letter, block)
        )

    def _items_of(self, ids: Iterable[str]) -> tuple[Published, ...]:
        """Those that are published, each once."""
        items = map(self._site.get, dict.fromkeys(ids))
        return tuple(item for item in items if item is not None and not item.left_out_of(CHANNEL))

    def _said_elsewhere(self, letter: Letter, block: SelectionBlock, commune: str) -> frozenset[str]:
        """Ids that the other blocks name, and those that the ones before this one show."""
        selections = [one for one in letter.blocks if isinstance(one, SelectionBlock)]
        before = [*takewhile(lambda one: one is not block, selections)]
        named = (item_id for one in selections for item_id in (*one.ids, *one.first))
        shown = (item.id for one in before if not one.ids for item in self.of(letter, one, commune))
        return frozenset((*named, *shown))

    def _by_rules(self, letter: Letter, block: SelectionBlock) -> tuple[Published, ...]:
        key = (letter.id, block)
        if key not in self._chosen:
            sent = self._carried_before(letter) if block.skip_sent else frozenset[str]()
            items = _candidates(self._site, letter, block, self._sent_before(letter))
            self._chosen[key] = tuple(item for item in items if item.id not in sent)
        return self._chosen[key]

    def _sent_before(self, letter: Letter) -> datetime | None:
        """When the previous letter was sent."""
        earlier = self._earlier(letter)
        return earlier[-1].publish_at if earlier else None

    def _earlier(self, letter: Letter) -> list[Letter]:
        """The letters sent before this one, oldest first; not the same letter in another language."""
        mine, published = (letter.publish_at, letter.id), self._site.get(letter.id)
        original = self._site.original_of(published) if published is not None else None
        return [
            other.item
            for other in self._letters
            if (other.item.publish_at, other.id) < mine and self._site.original_of(other) is not original
        ]

    def _carried_before(self, letter: Letter) -> frozenset[str]:
        """Ids of the items that earlier letters carried. From the oldest on, so that none waits for another."""
        earlier = self._earlier(letter)
        for other in earlier:
            if other.id not in self._carried:
                self._carried[other.id] = frozenset(self._ids_in(other))
        return frozenset[str]().union(*(self._carried[other.id] for other in earlier))

    def _ids_in(self, letter: Letter) -> Iterator[str]:
        """What a letter carries; a frozen one, what it carried when it was sent."""
        published = self._site.get(letter.id)
        if published is not None and published.frozen:
            yield from (item.id for edition in published.frozen for item in edition.items)
            return
        for block in letter.blocks:
            if isinstance(block, SelectionBlock):
                yield from (item.id for item in self.of(letter, block))


def _distance(item: Published, commune: str) -> int:
    if commune in item.communes:
        return 0
    return 2 if item.communes else 1


def _candidates(site: Site, letter: Letter, block: SelectionBlock, since: datetime | None) -> list[Published]:
    at = letter.publish_at
    kinds = {FOLDERS[genre].name for genre in block.genres} or {"event" if block.days else "news"}
    until = at + timedelta(days=block.days) if block.days else None
    after = since if block.since_last else None
    items = [item for item in site.originals if item.item.kind in kinds and _is_out(item, at, after)]
    items = [item for item in items if not item.left_out_of(CHANNEL)]
    items = [item for item in items if _concerns(item, block) and (until is None or _next_date(item, at) <= until)]
    return sorted(items, key=lambda item: _order(item, at))


def _is_out(item: Published, at: datetime, since: datetime | None) -> bool:
    """Published when the letter is sent (and not before the previous one), not withdrawn, and not over."""
    published, expires = item.item.publish_at, item.item.expire_at
    if (published is not None and published > at) or (expires is not None and expires <= at):
        return False
    if item.occurrences and item.occurrences[-1].over <= at:
        return False
    if isinstance(item.item, Alert) and item.item.over(at):
        return False
    if isinstance(item.item, ServiceStatus):  # what works as usual is no news, unless a letter asks for it by its id
        return item.item.gravity_at(at) > 0 and (since is None or item.item.since > since)
    return since is None or (published is not None and published > since)


def _concerns(item: Published, block: SelectionBlock) -> bool:
    on_topic = not block.topics or not set(block.topics).isdisjoint(item.item.topics)
    in_commune = not block.communes or any(item.concerns(commune) for commune in block.communes)
    return on_topic and in_commune


def _next_date(item: Published, at: datetime) -> datetime:
    """When an event next begins; what has no date counts as now."""
    return next((occurrence.begins for occurrence in item.occurrences if occurrence.over > at), at)


def _order(item: Published, at: datetime) -> tuple[float, str]:
    if item.occurrences:
        return _next_date(item, at).timestamp(), item.id
    return -(item.item.publish_at or at).timestamp(), item.id
