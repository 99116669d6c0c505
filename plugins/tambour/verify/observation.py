"""What a reader finds: the facts that one channel tells of one item in one place; and two channels that disagree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

from tambour.verify.french import Mention


class ComparedFact(Enum):
    """What is compared, with its French name; in the order in which a person should mend it."""

    PRESENCE = "présence"
    STATE = "état"
    START = "début"
    END = "fin"
    PLACE = "lieu"
    LEVEL = "niveau"
    PREVIOUS = "date annoncée d’abord"
    DATE = "date"
    TITLE = "titre"
    LINK = "adresse"
    IDENTITY = "identifiant"
    COMMUNES = "communes"
    LANGUAGE = "langue"
    PUBLISHED = "parution"
    PICTURE = "image"
    ALT = "texte de remplacement"
    SUMMARY = "résumé"
    TEXT = "texte"
    FILE = "fichier"

    @property
    def rank(self) -> int:
        """The smaller, the more a reader is misled when it is wrong."""
        return list(ComparedFact).index(self)


class Wording(str):
    """A longer text in which a fact must be found, where a plain `str` must be the fact itself."""

    __slots__ = ()


THE_SITE = "le site"  # who is named where a disagreement belongs to no item
Value = str | date | datetime | Mention | frozenset[str] | None


@dataclass(frozen=True)
class SeenDate:
    """One date of an event, or the span of an alert, as a channel tells it. None: the channel does not say.

    start, end: instants, days (an end is the last day, included), or what was read in a French sentence.
    state: as `TrueDate.state` has it. place: its name, or the words around it. key: where the channel names the date.
    """

    start: date | datetime | Mention
    end: date | datetime | None = None
    state: str | None = None
    place: str | None = None
    previous: date | datetime | None = None
    key: str | None = None


class Observation(NamedTuple):
    """One fact, as one channel tells it. date: start of the date that it is about, None when it is the item's."""

    channel: str
    file: str
    item: str
    date: date | datetime | Mention | None
    fact: ComparedFact
    value: Value


class SeenSpan(Enum):
    """Which of an event's dates a place must tell."""

    ALL = "all"
    AHEAD = "ahead"  # all that are not over
    NEXT = "next"  # one that is not over, or the last
    ANY = "any"  # whatever it tells must be true


@dataclass(frozen=True)
class Appearance:
    """One item in one place of one file.

    at: the moment for which it was written, where it is not the build's. names: under which its writer may say things
    differently there (`canaux:`), the most particular first. loose: letters and digits alone are compared. wanted: keys
    of dates that it must tell, beside those of its span.
    """

    channel: str
    file: str
    item: str
    facts: Mapping[ComparedFact, Value] = field(default_factory=dict)
    dates: tuple[SeenDate, ...] = ()
    span: SeenSpan = SeenSpan.ANY
    at: datetime | None = None
    names: tuple[str, ...] = ()
    loose: bool = False
    wanted: tuple[str, ...] = ()

    def observations(self) -> Iterator[Observation]:
        """Every fact, one by one."""
        for fact, value in self.facts.items():
            yield Observation(self.channel, self.file, self.item, None, fact, value)
        for seen in self.dates:
            values = {
                ComparedFact.START: seen.start,
                ComparedFact.END: seen.end,
                ComparedFact.STATE: seen.state,
                ComparedFact.PLACE: seen.place,
            }
            for fact, value in (values | {ComparedFact.PREVIOUS: seen.previous}).items():
                if value is not None:
                    yield Observation(self.channel, self.file, self.item, seen.start, fact, value)


class Observed(NamedTuple):
    """Who says what. channel: as people call it. where: file, "" for the content. value: in French."""

    channel: str
    where: str
    value: str

    def __str__(self) -> str:
        return f"{self.channel}{f' ({self.where})' if self.where else ''} {self.value}"


@dataclass(frozen=True)
class Disagreement:
    """Two that do not say the same of one fact. item: its id, "" for what belongs to none. date: in French, or ""."""

    item: str
    fact: ComparedFact
    date: str
    first: Observed
    second: Observed

    @property
    def order(self) -> tuple[int, str, str, str]:
        """Most important first."""
        return self.fact.rank, self.date, self.second.channel, self.second.where

    @property
    def about(self) -> str:
        """The fact, in French: `début du 5 décembre 2026`."""
        return f"{self.fact.value} du {self.date}" if self.date else self.fact.value

    def __str__(self) -> str:
        return f"{self.item or THE_SITE}, {self.about} : {self.first}, {self.second}"


Findings = Iterator[Appearance | Disagreement]  # what a reader yields: what it saw, and what it can tell is wrong
