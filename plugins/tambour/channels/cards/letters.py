"""The letters of a card: what a writer typed, made ready to be set, and which face has each character."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from tambour.look.fonts import ALL, EMOJI, OTHERS, Face, tables
from tambour.words.typography import french_spaces

_JOINER, _EMOJI_STYLE, _KEYCAP = "\u200d", "\ufe0f", "\u20e3"
_NON_BREAKING_HYPHEN = "\u2011"
# Marks of direction, of places to break, of order: the setting of a card decides these by itself.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SPACES = re.compile("[ \t-\r\u0085\u2028\u2029]+")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_TAIL = re.compile("[\u200c\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")  # never stands alone
_EMOJI_SIGNS = re.compile(f"[{_JOINER}{_EMOJI_STYLE}{_KEYCAP}\U0001f3fb-\U0001f3ff\U0001f1e6-\U0001f1ff]")
_UNSEEN = re.compile("[\u200c\u200d\ufe0e\ufe0f]")  # shape what is beside them; no face need have them
_RIGHT_TO_LEFT = ("R", "AL")


def tidy(text: str) -> str:
    """One line, its accents composed (NFC), its spaces French, without what cannot be seen."""
    return french_spaces(_SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip())


def shown(text: str) -> str:
    """What is drawn for a text, once it is known where its lines end."""
    return text.replace(_NON_BREAKING_HYPHEN, "-")


def is_right_to_left(text: str) -> bool:
    """Its first letter says so, as in a browser (`dir="auto"`)."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind in _RIGHT_TO_LEFT for kind in kinds if kind in ("L", *_RIGHT_TO_LEFT)), False)


@lru_cache(maxsize=4096)
def is_plain(text: str, face: Face) -> bool:
    """Each character is one glyph of this face, and they follow each other from left to right."""
    glyphs = tables(face).glyphs
    return all(
        ord(character) in glyphs
        and not _TAIL.match(character)
        and not unicodedata.combining(character)
        and unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT
        for character in shown(text)
    )


def runs(text: str, face: Face) -> Iterator[tuple[Face, str]]:
    """The text in the order in which it is read, each part in the face that has it: this one wherever it can be."""
    last, part = face, ""
    for cluster in _clusters(shown(text)):
        own = _face_of(cluster, face) or face
        if own is not last and part:
            yield last, part
            part = ""
        last, part = own, part + (cluster.replace(_EMOJI_STYLE, "") if own is EMOJI else cluster)
    if part:
        yield last, part


def missing(text: str) -> Iterator[str]:
    """What none of the faces can draw, each sign once."""
    unknown = (cluster for cluster in _clusters(shown(text)) if not any(_has(face, cluster) for face in ALL))
    yield from dict.fromkeys(unknown)


def _face_of(cluster: str, face: Face) -> Face | None:
    emoji_first = _EMOJI_SIGNS.search(cluster) is not None
    order = (EMOJI, face, *OTHERS) if emoji_first else (face, *OTHERS, EMOJI)
    return next((one for one in order if _has(one, cluster)), None)


def _has(face: Face, cluster: str) -> bool:
    glyphs = tables(face).glyphs
    return all(ord(character) in glyphs for character in _UNSEEN.sub("", cluster))


def _clusters(text: str) -> Iterator[str]:
    """Letters with their marks, emoji with all that makes them one sign (UAX 29, as far as our faces go)."""
    cluster = ""
    for character in text:
        follows = (
            _TAIL.match(character)
            or unicodedata.category(character).startswith("M")
            or cluster.endswith(_JOINER)
            or (_FLAG.match(character) and _FLAG.fullmatch(cluster))
        )
        if cluster and not follows:
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster
