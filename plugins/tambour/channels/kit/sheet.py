"""What the page of one item holds: every channel's result, told apart by what the agent does with it.

And which items have a page, and why one would post them this week.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from tambour.channels import Alert, Excerpt, Occurrence, Output, OutputIndex, Published, Results, Site
from tambour.model.slugs import id_from
from tambour.words.dates import date_fr, when
from tambour.words.numbers import count_fr
from tambour.words.states import alert_state, changed_to
from tambour.words.typography import NBSP

ROLE = "kit"  # of our own outputs
ITEMS = "contenus"  # folder: a letter's own preview lies under `lettres/`
_NEARLY = 0.9  # share of the room from which on it is said how little is left


class KitPicture(NamedTuple):
    """A picture about the item, beside its page. there: its channel puts it there; else it is copied."""

    name: str
    output: Output
    there: bool = False

    @property
    def is_wide(self) -> bool:
        return self.output.size is not None and self.output.size[0] > self.output.size[1]


class Result(NamedTuple):
    """One result of one channel.

    name: unique in the page, safe in an address and as a file name. channel, title: French; equal when the channel has
    one result. address: absolute URL of the file that it is in, "" when there is none, or none that is public.
    picture: when that is what it is. length, limit: of the text, as its destination counts.
    """

    name: str
    channel: str
    title: str
    text: str = ""
    html: str = ""
    address: str = ""
    picture: KitPicture | None = None
    length: int | None = None
    limit: int | None = None
    notes: tuple[str, ...] = ()
    by_hand: bool = False

    @property
    def left(self) -> int | None:
        """How much room is left; negative when the text is too long; None when there is no limit."""
        return None if self.length is None or self.limit is None else self.limit - self.length

    @property
    def room(self) -> Literal["enough", "little", "none"]:
        """Whether the text fits."""
        if self.left is None or self.limit is None or self.length is None:
            return "enough"
        return "none" if self.left < 0 else "little" if self.length >= _NEARLY * self.limit else "enough"


@dataclass(frozen=True)
class Sheet:
    """One item's results. pictures: every one beside the page. texts: to copy, in the order of the channels.

    shown: what goes out by itself, to look at. blocks: HTML to paste. notes: each sentence once, with the texts that it
    is about. left_out: names of the channels that the writer keeps it out of.
    """

    item: Published
    pictures: Sequence[KitPicture] = ()
    cards: Sequence[Result] = ()
    texts: Sequence[Result] = ()
    shown: Sequence[Result] = ()
    blocks: Sequence[Result] = ()
    left_out: Sequence[str] = ()
    notes: dict[str, list[Result]] = field(default_factory=dict)

    @property
    def thumbnail(self) -> Result | None:
        """The first card that is wider than high."""
        wide = (card for card in self.cards if card.picture and card.picture.is_wide)
        return next(wide, None)

    @property
    def too_long(self) -> Sequence[Result]:
        """Texts that their destination will refuse."""
        return [result for result in self.texts if result.room == "none"]


def pictures_of(outputs: OutputIndex, item: Published, *, public: bool = False) -> tuple[KitPicture, ...]:
    """Every picture about an item that is shown beside its page, by path; copies are called `carte-1200x630.png`.

    public: the kit is on the site, and nothing is there yet.
    """
    pictures = [output for output in outputs.about(item.id) if _is_picture(output)]
    there = {output.path for output in pictures if output.root == "kit" and not public}
    copies = _names([output for output in pictures if output.path not in there])
    return tuple(
        KitPicture(PurePosixPath(output.path).name, output, there=True)
        if output.path in there
        else KitPicture(next(copies), output)
        for output in pictures
    )


def sheet_of(site: Site, item: Published, results: Results, *, public: bool = False) -> Sheet:
    """What there is to show of an item. results: of every channel. public: as `pictures_of` has it."""
    pictures = pictures_of(results.outputs, item, public=public)
    shown = list(_results(site, results.excerpts(item), pictures))
    notes: dict[str, list[Result]] = {}
    for result in shown:
        for note in result.notes if result.by_hand else ():
            notes.setdefault(note, []).append(result)
    return Sheet(
        item=item,
        pictures=pictures,
        cards=[result for result in shown if result.picture],
        texts=[result for result in shown if result.by_hand],
        shown=[result for result in shown if not (result.picture or result.by_hand or result.html)],
        blocks=[result for result in shown if result.html],
        left_out=sorted(name for name, override in item.item.channels.items() if override.skip),
        notes=notes,
    )


def _results(site: Site, excerpts: Sequence[Excerpt], pictures: Sequence[KitPicture]) -> Iterator[Result]:
    copies = {picture.output.path: picture for picture in pictures}
    taken: set[str] = set()
    for excerpt in excerpts:
        for part in _parts(excerpt):
            output, address = part.output, ""
            if output is not None and output.root == "public":
                address = site.absolute(output.path)
            yield Result(
                name=_unique(id_from(part.title), taken),
                channel=excerpt.title,
                title=part.title,
                text=part.text,
                html=part.html,
                address=address,
                picture=copies.get(output.path) if output is not None else None,
                length=part.length,
                limit=part.limit,
                notes=part.notes,
                by_hand=_is_by_hand(part),
            )


def _parts(excerpt: Excerpt) -> Iterator[Excerpt]:
    """An excerpt as far as it says something itself, then its parts."""
    if excerpt.text or excerpt.html or not excerpt.parts:
        yield excerpt
    for part in excerpt.parts:
        yield from _parts(part)


def _is_by_hand(part: Excerpt) -> bool:
    """Counted text, or plain text for a machine that nobody connects: somebody copies it."""
    plain = part.output is not None and part.output.media_type.startswith("text/plain")
    return bool(part.text) and not part.html and (part.length is not None or plain)


def _is_picture(output: Output) -> bool:
    ours = output.root == "public" or output.path.startswith(f"{ITEMS}/{output.about}/")
    return ours and output.role != ROLE and output.media_type.startswith("image/")


def _names(outputs: Sequence[Output]) -> Iterator[str]:
    taken: set[str] = set()
    for output in outputs:
        path = PurePosixPath(output.path)
        stem = f"carte-{output.size[0]}x{output.size[1]}" if output.size else id_from(output.role or path.stem)
        yield _unique(stem, taken) + path.suffix


def _unique(name: str, taken: set[str]) -> str:
    """The name, or the name with the first number that is free."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def announced_items(site: Site, channel: str) -> tuple[Published, ...]:
    """What the kit has a page for: newest publication first, then by id."""
    worth = (item for item in site.items if site.can_be_posted(item) and not item.left_out_of(channel))
    return tuple(sorted(worth, key=lambda item: (-_published_at(item), item.id)))


def reasons(item: Published, now: datetime, days: int) -> tuple[str, ...]:
    """Why to post it within `days`, in French: it has come out, has changed, takes place; nothing when it can wait."""
    return tuple(_reasons(item, now, timedelta(days=days)))


def _published_at(item: Published) -> float:
    return item.item.publish_at.timestamp() if item.item.publish_at else 0.0


def _reasons(item: Published, now: datetime, span: timedelta) -> Iterator[str]:
    if item.item.publish_at is not None and item.item.publish_at > now - span:
        yield f"Publié le {date_fr(item.item.publish_at, weekday=True, year=False)}"
    if isinstance(item.item, Alert) and item.item.is_lifted:
        yield alert_state(item.item, over=True)
    for change in item.history.changes:
        if now - span < change.at <= now:
            some = len(change.keys) < len(item.occurrences)
            which = f" ({count_fr(len(change.keys), 'date')})" if some else ""
            yield f"{changed_to(change.status)} le {date_fr(change.on, weekday=True, year=False)}{which}"
    soon = [one for one in item.upcoming(now) if one.begins < now + span and not one.awaits_date]
    if soon:
        others = sum(not one.is_cancelled for one in soon[1:])
        more = f", et {count_fr(others, 'autre date', 'autres dates')}" if others else ""
        yield f"{_tense(soon[0], now)}{NBSP}: {when(soon[0], year=False)}{more}"


def _tense(occurrence: Occurrence, now: datetime) -> str:
    if occurrence.is_cancelled:
        return "Était prévu"
    return "En cours" if occurrence.begins <= now else "À venir"
