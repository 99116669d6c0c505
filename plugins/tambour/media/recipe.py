"""Which versions are made of a picture: their widths, formats and qualities, and the names that follow from them.

The public name depends on the original's bytes and on this recipe, so that a browser may keep the file for ever. It
does not depend on the encoders: a letter that was sent last year still finds its pictures after an update of Pillow.
The cache's key does.

Two formats: AVIF, which every browser reads since 2023, and JPEG (PNG where something shows through) for mails, feeds,
networks and older browsers. A third one between the two would weigh as much as the first, for nobody.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from tambour.model.slugs import id_from

REVISION = 1  # raise it when the code would make other bytes of the same original with the same constants below
# Pixels. A phone, a column of text, and both on a dense screen. What mails, feeds, search engines and old browsers read
# goes up to 1200, as those ask that show one large; a mail is never wider than 600.
LADDER = (400, 800, 1600)
_READABLE_LADDER = (400, 800, 1200)
_STEP = 1.25  # a version must be this much narrower than the next one to be worth a file
_TALLEST = 16_383  # pixels; more than that, and some decoders refuse the picture
_FINE = 800  # wider versions are shown on dense screens, where a lower quality is not seen
PNG_WIDEST = 1000  # pixels; a lossless fallback of 1600 would weigh megabytes in a mail

AVIF, JPEG, PNG = "image/avif", "image/jpeg", "image/png"
SUFFIXES: Mapping[str, str] = MappingProxyType({AVIF: "avif", JPEG: "jpg", PNG: "png"})
# Up to _FINE, above, and for what nobody sees as it is: looked at side by side, twice as large as they are shown.
_QUALITY: Mapping[str, tuple[int, int, int]] = MappingProxyType({AVIF: (50, 46, 46), JPEG: (72, 66, 82)})
_SPEED = (8, 9)  # likewise; 9 takes a third of the time of 8, and 15 % more bytes; 6 takes three times as long, for 3 %
_OPTIONS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        AVIF: {"codec": "aom", "max_threads": 1},  # more threads than one change the bytes
        JPEG: {"progressive": True, "optimize": True},
        PNG: {"optimize": True},
    }
)
# Drawings and text keep the sharp edges of their colours.
_SHARP: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {AVIF: {"subsampling": "4:4:4"}, JPEG: {"subsampling": "4:4:4"}}
)
_CONSTANTS = repr(
    (REVISION, LADDER, _READABLE_LADDER, _STEP, _FINE, PNG_WIDEST, dict(_QUALITY), _SPEED, dict(_OPTIONS), dict(_SHARP))
)


class Reach(NamedTuple):
    """How wide the versions of a picture go that are published: up to the first that is at least so wide, in pixels.

    browsers: of the format that they take first. others: of the one that every program reads.
    """

    browsers: int
    others: int


FULL = Reach(LADDER[-1], _READABLE_LADDER[-1])
# Of what is long past, pages alone show a picture: each browser of today finds it, an older one a small one.
PAST = Reach(800, 400)
PAST_TEXT = Reach(800, 800)  # a text has its pictures in the format that every program reads
_MADE_OF_PAST = PAST_TEXT


def widths(width: int, height: int, ladder: tuple[int, ...] = LADDER) -> tuple[int, ...]:
    """Widths of the versions of a picture of this size, never wider than it is.

    >>> widths(4000, 3000), widths(1000, 700), widths(120, 80)
    ((400, 800, 1600), (400, 800, 1000), (120,))
    """
    widest = max(1, min(width, ladder[-1], width * _TALLEST // height))
    return (*(step for step in ladder if step * _STEP <= widest), widest)


def height_at(width: int, size: tuple[int, int]) -> int:
    """Height of a picture of this size once it is `width` pixels wide, one of its `widths`."""
    return max(1, min(_TALLEST, round(size[1] * width / size[0])))


Box = tuple[int, int]


def published(size: Box, fallback: str, reach: Reach) -> tuple[tuple[str, Box], ...]:
    """Format and size of each version that is published. size: of the original, as shown. fallback: JPEG or PNG.

    >>> [box[0] for kind, box in published((4000, 3000), JPEG, PAST) if kind == AVIF]
    [400, 800]
    """
    readable = widths(*size, LADDER if fallback == PNG else _READABLE_LADDER)
    if fallback == PNG:
        readable = tuple(one for one in readable if one <= PNG_WIDEST) or readable[:1]
    steps = {AVIF: _within(widths(*size), reach.browsers), fallback: _within(readable, reach.others)}
    return tuple((kind, (one, height_at(one, size))) for kind, some in steps.items() for one in some)


def versions_to_make(size: Box, fallback: str, *, past: bool) -> tuple[tuple[str, Box], ...]:
    """Those that are made: what is published, and last the widest that cards are drawn from."""
    versions = published(size, fallback, _MADE_OF_PAST if past else FULL)
    wide = (fallback, master(size, fallback))
    return versions if wide in versions else (*versions, wide)


def master(size: Box, fallback: str) -> Box:
    """Size of the widest version that other pictures are drawn from; those of what is long past are the others."""
    width = widths(*size)[-1] if fallback != PNG else published(size, PNG, FULL)[-1][1][0]
    return width, height_at(width, size)


def _within(steps: tuple[int, ...], reach: int) -> tuple[int, ...]:
    return tuple(one for place, one in enumerate(steps) if place == 0 or steps[place - 1] < reach)


def options(media_type: str, width: int, *, drawn: bool) -> dict[str, object]:
    """What Pillow's `save` is told. drawn: the original is lossless, a drawing or text most often."""
    grade = 0 if width <= _FINE else 1 if width <= _READABLE_LADDER[-1] else 2
    chosen: dict[str, object] = {**_OPTIONS[media_type], **(_SHARP.get(media_type, {}) if drawn else {})}
    if media_type in _QUALITY:
        chosen["quality"] = _QUALITY[media_type][grade]
    if media_type == AVIF:
        chosen["speed"] = _SPEED[min(grade, 1)]
    return chosen


def public_path(original: str, sha256: str, width: int, media_type: str) -> str:
    """Where a version is published. original: path under content/; sha256: hex digest of its bytes.

    >>> public_path("images/Fête du lac.JPG", "ab" * 32, 800, "image/avif").split("-")[-1]
    '800.avif'
    """
    mark = hashlib.sha256(f"{sha256} {_CONSTANTS}".encode()).hexdigest()[:10]
    stem = id_from(PurePosixPath(original).stem)[:60].strip("-")
    return f"media/{stem}-{mark}-{width}.{SUFFIXES[media_type]}"


def cache_key(sha256: str, *, past: bool = False) -> str:
    """What the bytes of every version depend on, as a folder's name. sha256: of the original's bytes."""
    which = " past" if past else ""
    return hashlib.sha256(f"{sha256} {_CONSTANTS} {_encoders()}{which}".encode()).hexdigest()[:32]


@cache
def _encoders() -> str:
    """The libraries that read and write pixels; their wheels bring the codecs."""
    return " ".join(f"{name}-{version(name)}" for name in ("pillow", "pi-heif"))
