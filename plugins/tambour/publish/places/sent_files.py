"""What was sent to a hosted space, by key, and in which order the rest goes there.

A hoster tells no digests of what it holds, over FTP not even a trustworthy time. So the list of what was sent lies
there beside it, as Publii and Deployer do. A key whose mark is "" may be there or not: it was being sent when something
ended.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from tambour.publish.release import ReleaseFile, shown_path
from tambour.publish.servers import rules

VERSION = 1
_UNKNOWN = ""
_MOST = 500  # files between two notes of what has arrived
_DIGITS = 24


class SentKey(NamedTuple):
    """One thing to send. key: where to, with a final slash for what a folder shows. headers: told with it, if any."""

    key: str
    file: ReleaseFile
    headers: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Tells it from any other that was sent under this key."""
        told = hashlib.sha256("\n".join(self.headers).encode()).hexdigest()[:8] if self.headers else ""
        return f"{self.file.sha256[:_DIGITS]}{told}"

    @property
    def is_page(self) -> bool:
        return self.file.media_type.startswith("text/html")


@dataclass
class SentFiles:
    """marks: by key."""

    marks: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: bytes) -> "SentFiles":
        """Raises ValueError, TypeError, KeyError, AttributeError, OSError, EOFError for what is none of ours."""
        read = json.loads(gzip.decompress(data))
        if read["version"] != VERSION:
            raise ValueError(read["version"])
        return cls({str(key): str(mark) for key, mark in read["files"].items()})

    def data(self) -> bytes:
        parts = {"version": VERSION, "files": dict(sorted(self.marks.items()))}
        return gzip.compress(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)

    @property
    def doubtful(self) -> tuple[str, ...]:
        return tuple(key for key, mark in self.marks.items() if mark == _UNKNOWN)

    def doubt(self, keys: Iterable[str]) -> None:
        """What is there under these keys is not known any more."""
        self.marks |= dict.fromkeys(keys, _UNKNOWN)

    def note(self, sent: Iterable[SentKey]) -> None:
        self.marks |= {one.key: one.mark for one in sent}

    def forget(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.marks.pop(key, None)


def keys_of(files: Iterable[ReleaseFile], *, headers: bool, folders: bool) -> Iterator[SentKey]:
    """Everything that a site is, by key.

    Args:
        files: of a release.
        headers: the place is told the type of each, and how long it may be kept.
        folders: the place shows no `index.html` for a folder: the page goes there under the folder's key, too.
    """
    for file in files:
        told = _headers(file) if headers else ()
        yield SentKey(file.path, file, told)
        if folders and (shown := shown_path(file.path)) not in ("", file.path):
            yield SentKey(shown, file, told)


def batches(missing: Iterable[SentKey], known: Mapping[str, str]) -> Iterator[list[SentKey]]:
    """In the order in which nobody is led to what is not there yet; of like headers each, and not too many.

    First what has a digest in its name, then what is new and no page, then new pages, to which nothing leads yet; then
    what takes the place of another: what pages need, and the pages last.
    """

    def rank(one: SentKey) -> tuple[int, bool, tuple[str, ...]]:
        new = one.key not in known
        wave = 0 if one.file.lasting else (1 if new else 3) + one.is_page
        return wave, one.key.endswith("/"), one.headers

    for _, same in groupby(sorted(missing, key=lambda one: (rank(one), one.key)), rank):
        left = list(same)
        while left:
            yield left[:_MOST]
            left = left[_MOST:]


def _headers(file: ReleaseFile) -> tuple[str, ...]:
    kept = rules.cache_control(file.path, lasting=file.lasting)
    return f"Content-Type: {file.media_type}", f"Cache-Control: {kept}"
