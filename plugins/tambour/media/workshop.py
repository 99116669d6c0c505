"""The versions of pictures that are not in the cache yet, made on every core.

Threads, not processes: Pillow lets go of the interpreter while it decodes, resizes and encodes, and a thread starts at
once, on every system, whatever program the build runs in. Each picture is encoded by one thread alone, so that the
bytes do not depend on how many there are.
"""

import os
from collections.abc import Callable, Container, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from tambour.media.cache import Cache, CachedVersions
from tambour.media.opening import Unreadable
from tambour.media.recipe import PNG, cache_key, widths
from tambour.media.svg import SVG_TYPE
from tambour.model.media import Original

if TYPE_CHECKING:
    from tambour.media.derive import Version


class Drawer(NamedTuple):
    """What makes pixels of a drawing, for whoever reads no SVG: mails, feeds, networks.

    draw: SVG, width and height in pixels → PNG; raises ValueError for what it cannot draw. digest: of all that its
    bytes depend on beside these.
    """

    draw: Callable[[bytes, int, int], bytes]
    digest: str


@dataclass(frozen=True)
class Workshop:
    """Where versions are made.

    cache: folder of what was made before. workers: pictures made at a time, the machine's cores by default. tell: told
    how many pictures are to be made, when there are any. drawer: without one, a drawing has no other version. dry:
    every picture is read to its end, and what would be made of it is planned instead of made.
    """

    cache: Path
    workers: int | None = None
    tell: Callable[[int], None] = lambda count: None
    drawer: Drawer | None = None
    dry: bool = False

    def entries(
        self, pictures: Mapping[str, Original], files: Mapping[str, Path], past: Container[str] = ()
    ) -> tuple[dict[str, CachedVersions], dict[str, Unreadable]]:
        """The versions of each picture, and why others have none, by path. Raises OSError.

        files: path → where to open it. past: paths of those of which fewer versions are of use; those that were made
        before do as well. The same photo under two names is made once.
        """
        cache = Cache(self.cache)
        asked = {path: picture for path, picture in pictures.items() if self._has_versions(picture)}
        keys = {path: self._key(picture) for path, picture in asked.items()}
        current = {key for path, key in keys.items() if path not in past}
        entries = {key: entry for key in set(keys.values()) if (entry := cache.get(key)) is not None}
        for path, key in keys.items():
            if key not in entries and key not in current and asked[path].media_type != SVG_TYPE:
                keys[path] = cache_key(asked[path].sha256, past=True)
        few = {*keys.values()} - {self._key(picture) for picture in asked.values()}
        entries |= {key: entry for key in few if (entry := cache.get(key)) is not None}
        if self.dry:
            unmade = {*keys.values()} - entries.keys()
            entries |= {key: entry for key in unmade if (entry := cache.plan_of(key)) is not None}
        missing = {key: path for path, key in keys.items() if key not in entries}
        faults: dict[str, Unreadable] = {}
        if missing:
            if not self.dry:
                self.tell(len(missing))
            for key, outcome in self._make_missing(cache, missing, few, pictures, files).items():
                if isinstance(outcome, Unreadable):
                    faults[key] = outcome
                else:
                    entries[key] = outcome
        made_of = {path: entries[key] for path, key in keys.items() if key in entries}
        return made_of, {path: _fault_for(path, faults[key]) for path, key in keys.items() if key in faults}

    def _has_versions(self, picture: Original) -> bool:
        return self.drawer is not None or picture.media_type != SVG_TYPE

    def _key(self, picture: Original) -> str:
        if self.drawer is None or picture.media_type != SVG_TYPE:
            return cache_key(picture.sha256)
        return cache_key(f"{picture.sha256} {self.drawer.digest}")

    def _make_missing(
        self,
        cache: Cache,
        missing: Mapping[str, str],
        few: Container[str],
        pictures: Mapping[str, Original],
        files: Mapping[str, Path],
    ) -> dict[str, CachedVersions | Unreadable]:
        from tambour.media.derive import derive, plan_versions  # noqa: PLC0415 — Pillow: see `opening`

        alone = Lock()

        def make(key: str) -> CachedVersions | Unreadable:
            path = missing[key]
            try:
                if pictures[path].media_type == SVG_TYPE:
                    versions = self._draw(pictures[path], files[path])
                else:
                    versions = (plan_versions if self.dry else derive)(path, files[path], alone, past=key in few)
                return cache.plan(key, versions) if self.dry else cache.put(key, versions)
            except Unreadable as fault:
                return fault

        with ThreadPoolExecutor(self.workers or cores()) as pool:
            return dict(zip(missing, pool.map(make, missing), strict=True))

    def _draw(self, drawing: Original, file: Path) -> tuple["Version", ...]:
        """Raises Unreadable."""
        from tambour.media.derive import Version  # noqa: PLC0415 — Pillow: see `opening`

        width, height = drawing.width or 0, drawing.height or 0
        assert self.drawer is not None
        sizes = [(one, max(1, round(height * one / width))) for one in widths(width, height)]
        svg = file.read_bytes()
        try:
            if self.dry:  # what cannot be drawn small cannot be drawn
                self.drawer.draw(svg, *sizes[0])
                return tuple(Version(PNG, *size, b"") for size in sizes)
            return tuple(Version(PNG, *size, self.drawer.draw(svg, *size)) for size in sizes)
        except ValueError:
            raise Unreadable("svg-indessinable", value=drawing.path) from None


def _fault_for(path: str, fault: Unreadable) -> Unreadable:
    """A fault names each file that has it, though the bytes were looked at once."""
    return Unreadable(fault.code, **{**fault.context, "value": path})


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
