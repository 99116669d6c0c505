"""What is read otherwise than it lies in the content folder: how publication goes round a fault.

The same reading serves for what is written now, for what was last published of a file, and for what is left when a
faulty file is passed over. Paths are relative to the content folder, as texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Overlay:
    """Changes to a content folder.

    instead: path → the bytes that are read in its place; None: the file is passed over.
    files: the same for pictures, documents and frozen letters, path → where to open it.
    without: path of a content file → keys of its head that are passed over.
    given: path of a content file → values of its head that are read instead, by key.
    records: path of a register → ids of records that are passed over.
    as_text: path and line of links to items or headings that are not there: they become text.
    dead: path of a file and an address of the site where nothing is, likewise.
    mended: files whose mistakes of syntax count as the reader has mended them.
    held: id of each item that is passed over → URL path of its page.
    held_files: their paths, to which relative links lead.
    """

    instead: Mapping[str, bytes | None] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)
    without: Mapping[str, frozenset[str]] = field(default_factory=dict)
    given: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    records: Mapping[str, frozenset[str]] = field(default_factory=dict)
    as_text: frozenset[tuple[str, int]] = frozenset()
    dead: frozenset[tuple[str, str]] = frozenset()
    mended: frozenset[str] = frozenset()
    held: Mapping[str, str] = field(default_factory=dict)
    held_files: frozenset[str] = frozenset()

    def read(self, path: str, real: Path) -> bytes:
        """The bytes of a file.

        Args:
            path: under content/.
            real: where it lies.
        """
        kept = self.instead.get(path)
        return real.read_bytes() if kept is None else kept

    def touches(self, path: str) -> bool:
        """Whether anything of a content file is read otherwise than it lies there."""
        return any(path in some for some in (self.instead, self.without, self.given, self.mended))

    def passes_over(self, path: str) -> bool:
        """Whether a file counts as absent."""
        return path in self.instead and self.instead[path] is None


AS_WRITTEN = Overlay()
