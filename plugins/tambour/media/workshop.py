"""The versions of pictures that are not in the cache yet, made on every core.

Threads, not processes: Pillow lets go of the interpreter while it decodes, resizes and encodes, and a thread starts at
once, on every system, whatever program the build runs in. Each picture is encoded by one thread alone, so that the
bytes do not depend on how many there are.
"""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from tambour.media.cache import Cache, CachedVersions
from tambour.media.opening import Unreadable
from tambour.media.recipe import cache_key
from tambour.model.media import Original


@dataclass(frozen=True)
class Workshop:
    """Where versions are made.

    cache: folder of what was made before. workers: pictures made at a time, the machine's cores by default. tell: told
    how many pictures are to be made, when there are any.
    """

    cache: Path
    workers: int | None = None
    tell: Callable[[int], None] = lambda count: None

    def entries(
        self, pictures: Mapping[str, Original], files: Mapping[str, Path]
    ) -> tuple[dict[str, CachedVersions], dict[str, Unreadable]]:
        """The versions of each picture, and why others have none, by path. Raises OSError.

        files: path → where to open it. The same photo under two names is made once.
        """
        cache = Cache(self.cache)
        keys = {path: cache_key(picture.sha256) for path, picture in pictures.items()}
        entries = {key: entry for key in set(keys.values()) if (entry := cache.get(key)) is not None}
        missing = {key: path for path, key in keys.items() if key not in entries}
        faults: dict[str, Unreadable] = {}
        if missing:
            self.tell(len(missing))
            for key, made in self._made(cache, missing, files).items():
                if isinstance(made, Unreadable):
                    faults[key] = made
                else:
                    entries[key] = made
        made_of = {path: entries[key] for path, key in keys.items() if key in entries}
        return made_of, {path: _named(path, faults[key]) for path, key in keys.items() if key in faults}

    def _made(
        self, cache: Cache, missing: Mapping[str, str], files: Mapping[str, Path]
    ) -> dict[str, CachedVersions | Unreadable]:
        from tambour.media.derive import derive  # noqa: PLC0415 — Pillow: see `opening`

        alone = Lock()

        def make(key: str) -> CachedVersions | Unreadable:
            path = missing[key]
            try:
                return cache.put(key, derive(path, files[path], alone))
            except Unreadable as fault:
                return fault

        with ThreadPoolExecutor(self.workers or cores()) as pool:
            return dict(zip(missing, pool.map(make, missing), strict=True))


def _named(path: str, fault: Unreadable) -> Unreadable:
    """A fault names each file that has it, though the bytes were looked at once."""
    return Unreadable(fault.code, **{**fault.context, "value": path})


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
