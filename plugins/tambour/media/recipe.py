"""Which versions are made of a picture: their widths, formats and qualities, and the names that follow from them.

The public name depends on the original's bytes and on this recipe, so that a browser may keep the file for ever. It
does not depend on the encoders: a letter that was sent last year still finds its pictures after an update of Pillow.
The cache's key does.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import PurePosixPath
from types import MappingProxyType

from tambour.model.slugs import id_from

REVISION = 1  # raise it when the code would make other bytes of the same original with the same constants below
LADDER = (400, 800, 1600)  # pixels; a phone, a column of text, and both on a dense screen
_STEP = 1.25  # a version must be this much narrower than the next one to be worth a file
_TALLEST = 16_383  # pixels; VP8 has 14 bits for it (RFC 6386 §9.1), and WebP is made of VP8
_FINE = 800  # wider versions are shown on dense screens, where a lower quality is not seen
PNG_WIDEST = 1000  # pixels; a lossless fallback of 1600 would weigh megabytes in a mail

AVIF, WEBP, JPEG, PNG = "image/avif", "image/webp", "image/jpeg", "image/png"
SUFFIXES: Mapping[str, str] = MappingProxyType({AVIF: "avif", WEBP: "webp", JPEG: "jpg", PNG: "png"})
# Up to _FINE, and above: looked at side by side, and about the same SSIM in the three formats (0.945 and 0.92).
_QUALITY: Mapping[str, tuple[int, int]] = MappingProxyType({AVIF: (58, 50), WEBP: (75, 68), JPEG: (80, 72)})
_OPTIONS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        # Speed 6 takes three times as long and saves 3 %; more threads than one change the bytes.
        AVIF: {"codec": "aom", "speed": 8, "max_threads": 1},
        WEBP: {"method": 4},
        JPEG: {"progressive": True, "optimize": True},
        PNG: {"optimize": True},
    }
)
# Drawings and text keep the sharp edges of their colours.
_SHARP: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {AVIF: {"subsampling": "4:4:4"}, WEBP: {"use_sharp_yuv": True}, JPEG: {"subsampling": "4:4:4"}}
)
_CONSTANTS = repr((REVISION, LADDER, _STEP, _FINE, PNG_WIDEST, dict(_QUALITY), dict(_OPTIONS), dict(_SHARP)))


def widths(width: int, height: int) -> tuple[int, ...]:
    """Widths of the versions of a picture of this size, never wider than it is.

    >>> widths(4000, 3000), widths(1000, 700), widths(120, 80)
    ((400, 800, 1600), (400, 800, 1000), (120,))
    """
    widest = max(1, min(width, LADDER[-1], width * _TALLEST // height))
    return (*(step for step in LADDER if step * _STEP <= widest), widest)


def height_at(width: int, size: tuple[int, int]) -> int:
    """Height of a picture of this size once it is `width` pixels wide, one of its `widths`."""
    return max(1, min(_TALLEST, round(size[1] * width / size[0])))


def options(media_type: str, width: int, *, drawn: bool) -> dict[str, object]:
    """What Pillow's `save` is told. drawn: the original is lossless, a drawing or text most often."""
    fine = _QUALITY.get(media_type)
    quality = {} if fine is None else {"quality": fine[width > _FINE]}
    return {**_OPTIONS[media_type], **quality, **(_SHARP.get(media_type, {}) if drawn else {})}


def public_path(original: str, sha256: str, width: int, media_type: str) -> str:
    """Where a version is published. original: path under content/; sha256: hex digest of its bytes.

    >>> public_path("images/Fête du lac.JPG", "ab" * 32, 800, "image/avif").split("-")[-1]
    '800.avif'
    """
    mark = hashlib.sha256(f"{sha256} {_CONSTANTS}".encode()).hexdigest()[:10]
    stem = id_from(PurePosixPath(original).stem)[:60].strip("-")
    return f"media/{stem}-{mark}-{width}.{SUFFIXES[media_type]}"


def cache_key(sha256: str) -> str:
    """What the bytes of every version depend on, as a folder's name. sha256: of the original's bytes."""
    return hashlib.sha256(f"{sha256} {_CONSTANTS} {_encoders()}".encode()).hexdigest()[:32]


@cache
def _encoders() -> str:
    """The libraries that read and write pixels; their wheels bring the codecs."""
    return " ".join(f"{name}-{version(name)}" for name in ("pillow", "pi-heif"))
