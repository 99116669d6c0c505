"""Pictures that look alike: one that was cut a little, reduced, or saved once more has other bytes and the same look.

A look is a difference hash (N. Krawetz, "Kind of Like That", 2013): whether each of 9 × 8 grey points is darker than
its neighbour, as 64 bits. Of two that differ in few bits, people say that it is the same picture.
"""

import io
import json
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from tambour.build.machine import write_whole
from tambour.media.opening import Unreadable, open_picture

_WIDE, _HIGH = 9, 8
_FEW = 5  # bits
_PLAIN = 6  # bits set, or not: a sky, a logo on white and an empty page all look like each other
_RATIO = 0.08  # of width to height
_PATIENCE = 3.0  # seconds that one answer spends on pictures that were never looked at; the others wait for the next
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")


def look_of(data: bytes, name: str) -> str:
    """How a picture looks: bits, and width by height; "" for what cannot be told from others. name: of its file."""
    from tambour.media.derive import upright  # noqa: PLC0415 — Pillow: see `opening`

    try:
        with open_picture(name, io.BytesIO(data)) as image:
            width, height = image.size[::-1] if image.getexif().get(0x0112, 1) >= 5 else image.size
            image.draft("RGB", (_WIDE * 8, _HIGH * 8))
            points = upright(image, (_WIDE, _HIGH)).convert("L").tobytes()
    except (Unreadable, OSError):
        return ""
    rows = [points[start : start + _WIDE] for start in range(0, len(points), _WIDE)]
    bits = [left < right for row in rows for left, right in pairwise(row)]
    if not _PLAIN <= sum(bits) <= len(bits) - _PLAIN:
        return ""
    return f"{int(''.join(map(str, map(int, bits))), 2):016x} {width / height:.3f}"


def are_alike(look: str, other: str) -> bool:
    """Whether people would say that two pictures are the same."""
    if not look or not other:
        return False
    (bits, ratio), (bits_of_other, ratio_of_other) = look.split(), other.split()
    is_near = (int(bits, 16) ^ int(bits_of_other, 16)).bit_count() <= _FEW
    return is_near and abs(float(ratio) / float(ratio_of_other) - 1) <= _RATIO


class Likenesses:
    """Of the pictures of one project. file: where their looks are kept."""

    _lock = threading.Lock()

    def __init__(self, file: Path) -> None:
        self._file = file

    def near(self, look: str, there: Mapping[str, Path]) -> tuple[str, ...]:
        """The pictures that look like one.

        Args:
            look: of that one.
            there: path under content/ → where it lies.

        Returns:
            Their paths; of very many that were never looked at, those that a few seconds were enough for.
        """
        if not look:
            return ()
        with self._lock:
            looks = self._looks(there)
        return tuple(path for path in sorted(looks) if are_alike(look, looks[path]))

    def _looks(self, there: Mapping[str, Path]) -> dict[str, str]:
        kept, until = self._looks_before(), time.monotonic() + _PATIENCE
        found: dict[str, str] = {}
        now: dict[str, str] = {}
        for path, real in there.items():
            if real.suffix.lower() not in _PICTURES:
                continue
            with suppress(OSError):
                stat = real.stat()
                stamp = f"{path} {stat.st_size} {stat.st_mtime_ns}"
                if stamp not in kept:
                    if time.monotonic() > until:
                        continue
                    kept[stamp] = look_of(real.read_bytes(), real.name)
                found[path] = now[stamp] = kept[stamp]
        self._keep(now)
        return found

    def _looks_before(self) -> dict[str, str]:
        try:
            return {str(stamp): str(look) for stamp, look in json.loads(self._file.read_bytes()).items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def _keep(self, looks: Mapping[str, str]) -> None:
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, json.dumps(looks).encode())
