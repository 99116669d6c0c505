"""What a plan asks of whoever knows the content: what an item is, and what is said of it where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from tambour.announce.contract import LetterEdition, SpokenPicture
from tambour.publish.news import ItemChange

LETTERS = "newsletter"  # channel of what leaves edition by edition, as letters alone do


class ItemNews(NamedTuple):
    """What is new of one item. before: what people had been told of what has changed (`DueAnnouncement`)."""

    change: ItemChange
    before: Mapping[str, Any] = MappingProxyType({})


class ItemWords(NamedTuple):
    """What is said of one item on one network. edition: of a letter, for a sending tool; it has no key yet."""

    text: str
    url: str
    title: str = ""
    description: str = ""
    language: str = "fr"
    picture: SpokenPicture | None = None
    card: SpokenPicture | None = None
    edition: LetterEdition | None = None


class EditionName(NamedTuple):
    """An edition of a letter. commune: id of the one that it is for; "" for the whole territory. name: of that."""

    commune: str = ""
    name: str = ""


WHOLE = EditionName()  # of what has no editions, too


@dataclass(frozen=True)
class ItemFacts:
    """What decides where and when an item leaves.

    folder: of its kind. topics, communes: ids; no commune is all of them. urgent: it does not wait. left_out: the names
    of `canaux:` from which its writer keeps it. begins: its next date, if it has one.
    """

    folder: str
    topics: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    urgent: bool = False
    left_out: frozenset[str] = frozenset()
    begins: datetime | None = None


class ItemSpeaker(Protocol):
    """Knows the content that is online."""

    def facts(self, item: str) -> ItemFacts | None:
        """Of one item; None when what lies here is not what is online."""

    def words(self, item: str, network: str, news: ItemNews, most: int | None) -> ItemWords:
        """What is said of it. most: characters, where the network has no limit of its own."""

    def editions(self, item: str, tool: str) -> Sequence[EditionName]:
        """Those of a letter that lie ready for a sending tool; of what is none, nothing."""

    def letter(self, item: str, tool: str, commune: str) -> ItemWords:
        """One of these."""
