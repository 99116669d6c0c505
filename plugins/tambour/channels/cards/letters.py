"""The letters of a card: what a writer typed, made ready to be set, and which face has each character."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from tambour.look.fonts import ALL, EMOJI, OTHERS, TITLE, Face, tables
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
_NUMBERS = ("EN", "AN")
# What Unicode takes apart otherwise than a French reader would.
_NEAREST: Mapping[str, str] = MappingProxyType({"㎡": "m²", "㎥": "m³", "\u0149": "’n", "♪": "", "♫": ""})

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})  # pasted from a PDF


class Part(NamedTuple):
    """A piece of a line that one face sets in one direction."""

    face: Face
    text: str
    right_to_left: bool


@lru_cache(maxsize=4096)
def tidy(text: str) -> str:
    """One line, its accents composed (NFC), its spaces French, without what cannot be seen."""
    return french_spaces(_SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip())


@lru_cache(maxsize=4096)
def drawable(text: str) -> str:
    """A tidy text as a card writes it: a sign that no face has becomes the nearest that one has (2ᵉ → 2e), or goes."""
    text = text.translate(_LIGATURES)
    if is_plain(text, TITLE) or not any(_is_unknown(cluster) for cluster in clusters(with_plain_hyphens(text))):
        return text
    return tidy("".join(cluster if not _is_unknown(cluster) else _nearest(cluster) for cluster in clusters(text)))


def _nearest(cluster: str) -> str:
    """What says the same in signs that a face has: its compatible form (UAX 15), then without its marks; else nothing.

    >>> _nearest("ᵉ"), _nearest("e\u0331"), _nearest("漢")
    ('e', 'e', '')
    """
    if cluster in _NEAREST:
        return _NEAREST[cluster]
    plain = unicodedata.normalize("NFKC", cluster)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", cluster) if not unicodedata.combining(sign))
    return next((form for form in (plain, bare) if not any(map(_is_unknown, clusters(form)))), "")


def _is_unknown(cluster: str) -> bool:
    return not any(_has(face, cluster) for face in ALL)


def with_plain_hyphens(text: str) -> str:
    """What is drawn for a text, once it is known where its lines end."""
    return text.replace(_NON_BREAKING_HYPHEN, "-")


def is_right_to_left(text: str) -> bool:
    """Its first letter says so, as in a browser (`dir="auto"`)."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind in _RIGHT_TO_LEFT for kind in kinds if kind in ("L", *_RIGHT_TO_LEFT)), False)


@lru_cache(maxsize=4096)
def is_plain(text: str, face: Face) -> bool:
    """Each character is one glyph of this face, and they follow each other from left to right."""
    return all(_is_plain(character, face) for character in set(with_plain_hyphens(text)))


@lru_cache(maxsize=4096)
def _is_plain(character: str, face: Face) -> bool:
    return (
        ord(character) in tables(face).glyphs
        and not _TAIL.match(character)
        and not unicodedata.combining(character)
        and unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT
    )


def missing(text: str) -> Iterator[str]:
    """What none of the faces can draw, nor anything like it; each sign once."""
    unknown = (
        cluster for cluster in clusters(with_plain_hyphens(text)) if _is_unknown(cluster) and not _nearest(cluster)
    )
    yield from dict.fromkeys(unknown)


@lru_cache(maxsize=4096)
def parts_of(text: str, face: Face, *, right_to_left: bool) -> tuple[Part, ...]:
    """A line in parts, from left to right as they are seen (UAX 9, one level deep: a line of a card has no deeper one).

    right_to_left: whether the line as a whole reads so.
    """
    signs = list(clusters(with_plain_hyphens(text)))
    directions = _directions(signs, right_to_left)
    stretches = [
        (backwards, [cluster for _, cluster in group])
        for backwards, group in groupby(zip(directions, signs, strict=True), key=lambda pair: pair[0])
    ]
    ordered = reversed(stretches) if right_to_left else stretches
    return tuple(part for backwards, signs in ordered for part in _stretch(signs, face, backwards=backwards))


def _stretch(clusters: Sequence[str], face: Face, *, backwards: bool) -> list[Part]:
    """Signs that read in one direction; spaces and numbers between Arabic words are set in their face."""
    written = (sign for sign in clusters if is_right_to_left(sign))
    first = next((own for sign in written if (own := _face_of(sign, face))), face) if backwards else face
    parts = [
        Part(own, "".join(_in_face(own, sign) for sign in group), backwards)
        for own, group in groupby(clusters, key=lambda sign: _face_of(sign, first) or first)
    ]
    return parts[::-1] if backwards else parts


def _directions(clusters: Sequence[str], right_to_left: bool) -> list[bool]:
    """Whether each sign reads from right to left: as a letter does, a number as what is before it, the rest as around.

    UAX 9, W7, N1 and N2.
    """
    strong, before = list[bool | None](), right_to_left
    for cluster in clusters:
        kind = unicodedata.bidirectional(cluster[0])
        if kind == "L" or kind in _RIGHT_TO_LEFT:
            before = kind != "L"
        strong.append(before if kind == "L" or kind in (*_RIGHT_TO_LEFT, *_NUMBERS) else None)
    after, resolved = right_to_left, list[bool]()
    for index in range(len(strong) - 1, -1, -1):
        own = strong[index]
        if own is None:
            behind = next((one for one in reversed(strong[:index]) if one is not None), right_to_left)
            own = after if behind == after else right_to_left
        else:
            after = own
        resolved.append(own)
    return resolved[::-1]


def _in_face(face: Face, cluster: str) -> str:
    return cluster.replace(_EMOJI_STYLE, "") if face is EMOJI else cluster


def _face_of(cluster: str, face: Face) -> Face | None:
    emoji_first = _EMOJI_SIGNS.search(cluster) is not None
    order = (EMOJI, face, *OTHERS) if emoji_first else (face, *OTHERS, EMOJI)
    return next((one for one in order if _has(one, cluster)), None)


def _has(face: Face, cluster: str) -> bool:
    glyphs = tables(face).glyphs
    return all(ord(character) in glyphs for character in _UNSEEN.sub("", cluster))


def clusters(text: str) -> Iterator[str]:
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
