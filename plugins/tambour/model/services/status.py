"""The state of a service that people count on: the pool, a bus line, a road. Apart from alerts: it calls on nobody."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from tambour.model.fields import Chosen, Deadline, Identifier, Instant, Prose, Reference
from tambour.model.item import OF_THE_PLACE, CommuneRef, Item, ItemRef, communes_field
from tambour.model.problems import invalid
from tambour.model.time.opening_hours import HoursException, OpeningHours, hours_on
from tambour.model.time.time_ranges import TimeRange

_DAY, _A_YEAR = timedelta(days=1), timedelta(days=366)


class ServiceLevel(StrEnum):
    """How a service works; each value knows the theme's pictogram for it."""

    icon: str

    def __new__(cls, value: str, icon: str) -> "ServiceLevel":
        member = str.__new__(cls, value)
        member._value_ = value
        member.icon = icon
        return member

    NORMAL = "normal", "circle-check"
    DISTURBED = "perturbe", "triangle-alert"
    CLOSED = "ferme", "circle-x"


class ServiceStatus(Item):
    """How one service works now. The file stays; its state is what changes, with the moment since which it holds."""

    kind: ClassVar[str] = "status"
    examples: ClassVar[Mapping[str, str]] = {
        "id": "etat-passerelle",
        "titre": "Passerelle des lavoirs",
        "adresse": "etat-passerelle",
        "image": "passerelle.jpg",
        "alt": "La passerelle de bois, fermée par une barrière",
    }

    communes: Chosen[CommuneRef] = communes_field(OF_THE_PLACE)
    level: ServiceLevel = Field(alias="statut", title="État", description="normal, perturbe ou ferme.")
    since: Instant = Field(
        alias="depuis", title="Depuis", description="Jour, ou jour et heure, où cet état a commencé ou commencera."
    )
    until: Deadline | None = Field(
        None,
        alias="jusqu_au",
        title="Jusqu'au",
        description="Fin prévue ; un jour seul est compris. Passée, l'état redevient normal de lui-même.",
    )
    instead: Prose | None = Field(
        None, alias="a_la_place", title="À la place", description="Ce que l'on peut faire en attendant."
    )
    place: Annotated[Identifier, Reference("place")] | None = Field(
        None, alias="lieu", title="Lieu", description="Identifiant du lieu dont c'est l'état : la piscine."
    )
    service: ItemRef | None = Field(
        None,
        title="Service",
        description="Identifiant de ce qui présente le service : sa page, ou son calendrier.",
        examples=["transport-scolaire"],
    )

    @field_validator("until")
    @classmethod
    def ends_after_it_starts(cls, value: datetime | None, info: ValidationInfo) -> Any:
        since = info.data.get("since")
        if value is not None and since is not None and value <= since:
            raise invalid("fin-avant-debut")
        return value

    @property
    def stands_at(self) -> tuple[str, ...]:
        """Ids of the places whose communes are its own."""
        return (self.place,) if self.place else ()

    def level_at(self, now: datetime) -> ServiceLevel:
        """The state that holds at an instant.

        Args:
            now: the instant.

        Returns:
            Normal before it begins and once its expected end has come; else what the writer says.
        """
        holds = self.since <= now and (self.until is None or now < self.until)
        return self.level if holds else ServiceLevel.NORMAL

    def closures(self, hours: OpeningHours, now: datetime, zone: tzinfo) -> tuple[HoursException, ...]:
        """What this state takes away from the hours of its place: none, unless it is closed.

        Args:
            hours: of the place.
            now: the instant; one whose end is not told lasts a year from then, for what looks no further ahead.
            zone: the territory's.

        Returns:
            Days that are other than the hours say; the first and the last may be open for a part.
        """
        if self.level is not ServiceLevel.CLOSED:
            return ()
        since = self.since.astimezone(zone)
        until = (self.until or max(now, self.since) + _A_YEAR).astimezone(zone)
        first, last = since.date(), (until - timedelta(minutes=1)).date()
        before = _before(hours, first, since.time())
        after = _after(hours, last, until.time()) if until.time() != time() else ()
        if first == last:
            return (_exception(first, first, (*before, *after)),)
        between = (_exception(first + _DAY, last - _DAY, ()),) if last - first > _DAY else ()
        return (_exception(first, first, before), *between, _exception(last, last, after))

    def gravity_at(self, now: datetime) -> int:
        """How much there is to tell at an instant: 0 while all is normal; the higher, the sooner it is told."""
        return [*ServiceLevel].index(self.level_at(now))

    def changes(self, now: datetime) -> tuple[tuple[datetime, ServiceLevel], ...]:
        """What followers have been told so far: each state with its beginning, oldest first.

        Args:
            now: the instant.

        Returns:
            The state that was typed, if it has begun; then the return to normal, if its expected end has come.
        """
        steps = [(self.since, self.level)]
        if self.until is not None and self.level is not ServiceLevel.NORMAL:
            steps.append((self.until, ServiceLevel.NORMAL))
        return tuple(step for step in steps if step[0] <= now)


def _before(hours: OpeningHours, day: date, last: time) -> tuple[TimeRange, ...]:
    """The hours of a day up to one of them."""
    held = (one for one in hours_on(hours, day, {}).ranges if one.opens < last)
    return tuple(TimeRange(one.opens, _sooner(one, last), one.note) for one in held)


def _after(hours: OpeningHours, day: date, first: time) -> tuple[TimeRange, ...]:
    """The hours of a day from one of them on."""
    held = (one for one in hours_on(hours, day, {}).ranges if one.closes <= one.opens or one.closes > first)
    return tuple(TimeRange(max(one.opens, first), one.closes, one.note) for one in held)


def _sooner(one: TimeRange, last: time) -> time:
    """When a range ends, or the other hour; what ends at midnight or later ends after every hour of its day."""
    return one.closes if one.opens < one.closes < last else last


def _exception(first: date, last: date, ranges: tuple[TimeRange, ...]) -> HoursException:
    return HoursException.model_construct(first=first, last=last, ranges=ranges, reason=None)
