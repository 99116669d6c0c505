"""One published item: what its writer typed, where it stands, what readers have been told of it so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Generic, cast

from typing_extensions import TypeVar

from tambour.model.alert import Alert
from tambour.model.events.event import Event
from tambour.model.events.occurrence import Occurrence
from tambour.model.item import ChannelOverride, Item
from tambour.model.kinds import KINDS, Kind
from tambour.model.ledger.history import History, history_of
from tambour.model.ledger.ledger import NOTHING, Recorded
from tambour.model.letters.edition import Edition
from tambour.model.packed_text import PackedText
from tambour.model.recording import Recording, without_recordings
from tambour.model.site.receipt import Absence

NOT_OVERRIDDEN = ChannelOverride()


@dataclass(frozen=True)
class Origin:
    """Where an item was written, so that a channel's problem can name the line.

    Attributes:
        path: of the file, relative to the content folder.
        lines: the 1-based line of each front-matter key, as it was typed; dotted when the key is inside another:
            `canaux.panneau.titre`, `creneaux.0.debut`.
        body_line: first line of the body.
    """

    path: PurePosixPath
    lines: Mapping[str, int]
    body_line: int = 1

    def line(self, *keys: str) -> int:
        """Find the line to show for a problem.

        Args:
            keys: front-matter keys, as in `lines`; the first that is there counts.

        Returns:
            The 1-based line; 1, the top of the file, when none of the keys is there.
        """
        return next((self.lines[key] for key in keys if key in self.lines), 1)


NO_FRAGMENTS: "Mapping[str, Fragment]" = MappingProxyType({})  # one for all: most items have none


@dataclass(frozen=True)
class Fragment:
    """A text that was written in Markdown.

    Attributes:
        html: sanitised, every URL absolute.
        plain: the same without markup.
    """

    html: PackedText = PackedText()
    plain: PackedText = PackedText()


I_co = TypeVar("I_co", bound=Item, covariant=True, default=Item)
_Model = TypeVar("_Model", bound=Item)


@dataclass(frozen=True)
class Published(Generic[I_co]):
    """One item as it is published now; `Published[Event]` where it is known to be an event.

    Attributes:
        item: what the writer said of it: an `Event`, a `News`… Ask `isinstance` for what one kind alone has.
        origin: its file and lines, for problems.
        path: path of its page under the site: `agenda/fete/`.
        url: absolute address of its page.
        html: its text, sanitised, every URL absolute.
        plain: its text without markup.
        communes: ids of the communes that it concerns: its own, else its place's. Empty: the whole territory.
        occurrences: an event's dates, whatever form the writer used, in the order in which they begin. Empty for other
            kinds.
        expired: it has left the listings; its page stays, with a note.
        fragments: Markdown written in fields, by dotted place: `blocs.2.texte` of a letter.
        frozen: the editions of a letter as they were sent. Empty for everything else.
        recorded: what the ledger of publications holds of it; `history` says the same, worked out.
        recordings: the videos and sounds of its text, in their order.
    """

    item: I_co
    origin: Origin
    path: str
    url: str
    html: PackedText = PackedText()
    plain: PackedText = PackedText()
    communes: tuple[str, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    expired: bool = False
    fragments: Mapping[str, Fragment] = field(default_factory=lambda: NO_FRAGMENTS)
    frozen: tuple[Edition, ...] = ()
    recorded: Recorded = NOTHING
    recordings: tuple[Recording, ...] = ()

    @cached_property
    def id(self) -> str:  # a build asks for it a hundred thousand times
        """The item's id, which never changes. What must never change derives from it and from `territory.domain`."""
        return self.item.id

    @property
    def kind(self) -> Kind:
        """What is known of all items of its kind: icon, labels, whether it is announced."""
        return KINDS[self.item.kind]

    @property
    def is_remembered(self) -> bool:
        """Whether it has closed by itself, and can still be found: below its list, and by a search."""
        return self.expired and self.kind.remembered and self.item.expire_at is None

    @property
    def says_more(self) -> bool:
        """Whether its page says more than its line in a list: always, but for kinds that are told there."""
        return not self.kind.told_in_list or bool(self.html or self.item.summary or self.item.documents)

    @property
    def words(self) -> str:
        """Its text without markup, and without the lines that stand for its videos and sounds."""
        return without_recordings(self.plain, self.recordings)

    @cached_property
    def history(self) -> History:
        """What subscribers have been told of it so far: UIDs, sequences, changes of state."""
        return history_of(self.item, self.occurrences, self.recorded)

    @property
    def changed_at(self) -> datetime | None:
        """When it last changed: what the writer says (`modifie`), what the ledger saw, else when it was published.

        `None` for what is not dated.
        """
        return self.history.changed_at

    def said_in(self, channel: str) -> ChannelOverride:
        """What the writer says differently for one channel (`canaux:`).

        Args:
            channel: the name under which writers speak to it: `self.name`, most often.

        Returns:
            The override; its `title` and `text` are `None` when nothing is said differently.
        """
        return self.item.channels.get(channel) or NOT_OVERRIDDEN

    def left_out_of(self, channel: str) -> bool:
        """Whether the writer keeps this item out of a channel on purpose (`canaux: {<channel>: {exclure: oui}}`).

        Args:
            channel: the name under which writers speak to it.

        Returns:
            True when the channel must not say it.
        """
        said = self.item.channels.get(channel)  # every channel asks of every item: most have nothing to say
        return said is not None and said.skip

    def concerns(self, commune: str) -> bool:
        """Whether it is for the people of a commune.

        Args:
            commune: the commune's id.

        Returns:
            True for its own items, and for those of the whole territory.
        """
        return not self.communes or commune in self.communes

    def upcoming(self, now: datetime) -> tuple[Occurrence, ...]:
        """The dates that are not over.

        Args:
            now: the instant to compare with: `site.now`.

        Returns:
            The occurrences, soonest first; empty when all are over, and for other kinds than events.
        """
        return tuple(occurrence for occurrence in self.occurrences if occurrence.over > now)

    def takes_place(self, occurrence: Occurrence) -> bool:
        """Whether people can count on one of its dates.

        Args:
            occurrence: one of its `occurrences`.

        Returns:
            True when the date holds, and the event has not been withdrawn from the listings.
        """
        return occurrence.holds and not self.expired

    def is_off(self, now: datetime) -> bool:
        """Whether there is nothing left to ask people to do: see `tambour.words.withdrawn`.

        Args:
            now: the instant to judge at: `site.now`.

        Returns:
            True for an alert that was lifted or has ended, and for an event whose dates to come are all cancelled; all
            of them, when they are over.
        """
        if isinstance(self.item, Alert):
            return self.expired or self.item.over(now)
        dates = self.upcoming(now) or self.occurrences
        return bool(dates) and all(occurrence.is_cancelled for occurrence in dates)

    def tells_that_it_is_lifted(self, now: datetime) -> bool:
        """Whether subscribers must hear that an alert no longer holds: their last message would be to stay at home.

        Args:
            now: the instant to judge at: `site.now`.

        Returns:
            True for a lifted alert, until its writer withdraws it (`retirer_le`).
        """
        gone = self.item.expire_at is not None and self.item.expire_at <= now
        return isinstance(self.item, Alert) and self.item.is_lifted and not gone

    def date_id(self, occurrence: Occurrence) -> str:
        """Identity of one of its dates, for ever, whatever its title, address, hour or state become.

        Args:
            occurrence: one of its `occurrences`.

        Returns:
            The UID in calendars, which moves with the date. The dates of a series share theirs, so that the key of the
            occurrence follows it: `marche`, `marche-20261206T090000Z`, `lecture/20261210T170000Z`.
        """
        uid = self.history.slots[occurrence.key].uid
        is_series = isinstance(self.item, Event) and self.item.recurrence is not None
        return f"{uid}/{occurrence.key}" if is_series else uid

    def is_announced_now(self, now: datetime) -> bool:
        """Whether it is worth telling people about.

        Args:
            now: the instant to judge at: `site.now`.

        Returns:
            True when it is of a kind that is announced, and not over. The end of an alert that was lifted is news as
            long as the alert was to last.
        """
        if not self.kind.announced:
            return False
        if isinstance(self.item, Alert) and self.item.is_lifted:
            return self.item.end > now
        return not self.expired and (not self.occurrences or bool(self.upcoming(now)))

    def why_not_posted(self, now: datetime, days: int) -> Absence | None:
        """Why nobody would post it on the networks any more.

        Args:
            now: the instant to judge at: `site.now`.
            days: for how long what is neither to come nor in force can still be posted, once it has come out or
                changed.

        Returns:
            The reason; `None` for what can still be posted: it is new, has changed, is in force, or has a date to come.
        """
        if not self.kind.announced:
            return Absence.KIND
        if not self.is_announced_now(now):
            return Absence.OVER if self.occurrences and not self.expired else Absence.WITHDRAWN
        if self.occurrences or isinstance(self.item, Alert):
            return None
        told = (moment for moment in (self.item.publish_at, self.changed_at) if moment is not None)
        return None if any(moment > now - timedelta(days=days) for moment in told) else Absence.OLD


def by_shown_day(items: Iterable[Published]) -> list[Published]:
    """Items as lists show them, by the day beside their title, the latest first; what shows none comes last."""
    return sorted(items, key=lambda one: -one.item.shown_day.toordinal() if one.item.shown_day else 0)


def of_model(items: Iterable[Published], model: type[_Model]) -> tuple[Published[_Model], ...]:
    """Those of one kind, typed so: `of_model(site.items, Letter)`.

    Args:
        items: published items.
        model: the class of what the writer says.

    Returns:
        Those whose `item` is one, in the order given.
    """
    return tuple(cast(Published[_Model], published) for published in items if isinstance(published.item, model))
