"""The places where a text is posted by hand: a table. What differs between them is data; a new one is one row.

Limits and counts are those that each network publishes (see `counting`, `sms`). The three village apps publish none:
theirs are ours, short enough to be read on a telephone without scrolling.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import MappingProxyType

from . import counting, sms
from .fitting import Draft


class Name(StrEnum):
    """What settings and `canaux:` call each of them."""

    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    LINKEDIN = "linkedin"
    X = "x"
    MASTODON = "mastodon"
    BLUESKY = "bluesky"
    THREADS = "threads"
    SMS = "sms"
    PANNEAUPOCKET = "panneaupocket"
    INTRAMUROS = "intramuros"
    ILLIWAP = "illiwap"


@dataclass(frozen=True)
class Size:
    """How long a text is, and how long it may be, in one of the network's units."""

    length: int
    limit: int


Sizes = Callable[[str], tuple[Size, ...]]  # the one that is shown first; a text must keep within all of them


@dataclass(frozen=True)
class UpTo:
    """Sizes by these units, none above its limit."""

    limits: tuple[tuple[Callable[[str], int], int], ...]

    def __call__(self, text: str) -> tuple[Size, ...]:
        return tuple(Size(count(text), limit) for count, limit in self.limits)


@dataclass(frozen=True)
class InMessages:
    """Sizes of a text sent as SMS: its units in as few messages as it needs, and how many these are."""

    most: int

    def __call__(self, text: str) -> tuple[Size, ...]:
        return Size(sms.units(text), sms.capacity(text, self.most)), Size(sms.messages(text), self.most)


Layout = tuple[tuple[str, ...], ...]  # blocks of parts of a draft, with an empty line between blocks

ROOMY: Layout = (("title",), ("facts",), ("text",), ("end",), ("link",), ("tags",))
COMPACT: Layout = (("title", "facts"), ("text", "end"), ("link", "tags"))
ONE_BLOCK: Layout = (("title", "facts", "spare", "text", "end", "link"),)
BODY: Layout = (("facts",), ("text",), ("end",), ("link",))


class Room(Enum):
    """How much is worth telling.

    TERSE: each character is paid for; facts, and a text only where safety is at stake. SHORT: one or two dates, a range
    of prices, a bare address. AMPLE: every fare, several dates, words around the address.
    """

    TERSE = 0
    SHORT = 1
    AMPLE = 2


_ROOMS: Mapping[Layout, Room] = MappingProxyType({ONE_BLOCK: Room.TERSE, COMPACT: Room.SHORT})


@dataclass(frozen=True)
class Network:
    """One of them.

    label: as its users call it. tags: most hashtags that help there. title_limit: of the field for the title, in UTF-16
    units, where title and text are typed apart; 0 elsewhere. links: whether an address can be followed there.
    fold: how many characters are seen before « voir plus », 0 where all of them are.
    spelt: how a text is written in the network's alphabet. advice: French, what the agent needs beside the text.
    """

    label: str
    sizes: Sizes
    layout: Layout = ROOMY
    tags: int = 0
    title_limit: int = 0
    links: bool = True
    fold: int = 0
    spelt: Callable[[str], str] = str
    advice: str = ""

    @property
    def room(self) -> Room:
        """How much is worth telling there."""
        return _ROOMS.get(self.layout, Room.AMPLE)

    def text(self, draft: Draft) -> str:
        """A draft as it is posted there; the title is left out where it has a field of its own."""
        parts = {"title": (draft.headline,), "facts": draft.facts, "text": (draft.text,), "end": draft.end}
        parts |= {"spare": (draft.spare,)}
        parts |= {"link": (draft.link,), "tags": (" ".join(draft.tags),)}
        blocks = ("\n".join(line for part in block for line in parts[part] if line) for block in self.layout)
        return self.spelt(unicodedata.normalize("NFC", "\n\n".join(filter(None, blocks))))

    def fits(self, draft: Draft) -> bool:
        """Whether the text of a draft has room; a title with a field of its own is another matter."""
        return all(size.length <= size.limit for size in self.sizes(self.text(draft)))


def _up_to(*limits: tuple[Callable[[str], int], int]) -> Sizes:
    return UpTo(limits)


def table(mastodon: int, sms_messages: int) -> Mapping[Name, Network]:
    """Every network, in the order in which they are shown.

    mastodon: characters that the server accepts, which each may choose. sms_messages: most that a text may cost.
    """
    return {
        # Where a post is folded, no network says. What advertisers are told is: Meta, guide of image ads in the feed,
        # primary text: 125; LinkedIn, help of single image ads (a426534), introductory text "to avoid truncation": 150.
        Name.FACEBOOK: Network("Facebook", _up_to((counting.utf16_units, 63_206)), tags=3, fold=125),
        # Instagram, help: five hashtags. Threads, help: one topic. The others: as many as do not hide the text.
        Name.INSTAGRAM: Network(
            "Instagram",
            _up_to((counting.utf16_units, 2_200)),
            tags=5,
            links=False,
            fold=125,
            advice="À publier avec une image : la photo, ou la carte carrée.",
        ),
        Name.LINKEDIN: Network("LinkedIn", _up_to((counting.utf16_units, 3_000)), tags=3, fold=150),
        Name.X: Network("X", _up_to((counting.x_weight, 280)), COMPACT, tags=2),
        Name.MASTODON: Network("Mastodon", _up_to((counting.mastodon, mastodon)), tags=4),
        # AT Protocol, lexicon app.bsky.feed.post: maxGraphemes, maxLength.
        Name.BLUESKY: Network(
            "Bluesky", _up_to((counting.graphemes, 300), (counting.utf8_bytes, 3_000)), COMPACT, tags=2
        ),
        Name.THREADS: Network("Threads", _up_to((counting.threads, 500)), tags=1),
        Name.SMS: Network("SMS", InMessages(sms_messages), ONE_BLOCK, spelt=sms.simple),
        Name.PANNEAUPOCKET: _app("PanneauPocket", 500),
        Name.INTRAMUROS: _app("IntraMuros", 1_500),
        Name.ILLIWAP: _app("illiwap", 1_000),
    }


def _app(label: str, limit: int) -> Network:
    return Network(label, _up_to((counting.utf16_units, limit)), BODY, title_limit=80)
