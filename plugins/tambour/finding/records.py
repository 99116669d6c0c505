"""What is told of each page that can be found, and the file that a search shows it from."""

import json
from dataclasses import dataclass

from zlib_ng import gzip_ng

SIGNATURE = b"pagefind_dcd"  # what its reader looks for at the head of each of its files
_LEVEL = 6  # a tighter one saves nothing; the library's version is pinned: the same bytes each time


@dataclass(frozen=True)
class FoundPage:
    """One page that can be found.

    name: of its file: letters, digits, dashes. address: under the site. text: what is looked through, and excerpts are
    taken from. meta: what is shown, and looked through, too, "title" above all. filters: the values by which it can be
    chosen. language: two letters, when it is not that of the site.
    """

    name: str
    address: str
    text: str
    meta: tuple[tuple[str, str], ...] = ()
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    language: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The text as the index counts it: what stands between blanks."""
        return tuple(self.text.split())


def fragment(record: FoundPage) -> bytes:
    """The file that holds what is shown of a page: `fragment/<name>.pf_fragment`, as Pagefind 1.5 writes it."""
    words = record.words
    shown = {
        "url": record.address,
        "content": " ".join(words),
        "word_count": len(words),
        "filters": {name: list(values) for name, values in sorted(record.filters)},
        "meta": dict(sorted((*record.meta, *((("langue", record.language),) if record.language else ())))),
        "anchors": [],
    }
    return pack(json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def pack(data: bytes) -> bytes:
    """A file of the index, compressed: servers know nothing of these names, and would not do it."""
    compressed: bytes = gzip_ng.compress(SIGNATURE + data, _LEVEL, mtime=0)  # type: ignore[no-untyped-call]
    return compressed
