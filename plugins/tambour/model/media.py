"""Pictures and documents, as channels and the theme see them: measured facts, and bytes on request.

A photo is never published as it was taken: it says where, and weighs megabytes. What is published of it are its
versions, `Derived`. A drawing (SVG) is published as it is, for browsers, and as PNG for all that cannot draw: mails,
feeds, networks. A document is published as it is, and is its own only version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Protocol

_DRAWING = "image/svg+xml"
NEW_FORMATS = (_DRAWING, "image/avif")  # better, for browsers alone; the best first


@dataclass(frozen=True)
class Derived:
    """One published file.

    Attributes:
        path: path under the site.
        media_type: what to announce.
        width: in pixels; `None` for what is not a picture, or has no size of its own.
        height: likewise.
        length: in bytes.
    """

    path: str
    media_type: str
    width: int | None
    height: int | None
    length: int


@dataclass(frozen=True)
class Original:
    """A file of content/images/ or content/documents/. What to link, show or weigh is one of its versions (`at`).

    Attributes:
        path: under content/, "/" as separator, NFC: `images/marche.jpg`.
        media_type: told from the bytes, not from the name.
        length: in bytes.
        sha256: hex digest of the bytes.
        width: in pixels, as displayed (of a drawing, as it is drawn for others); `None` for what is no picture.
        height: likewise.
        derived: what is published, by format (AVIF, then JPEG, or PNG where something shows through; of a drawing,
            itself, then PNG) and width. Fewer, of a picture that only what is long past shows. Empty when the file
            alone is published.
        drawn_from: versions that other pictures are drawn from, by width: always the same of the same file, whether
            they are published or not. Empty when there are none but those that are published.
        language: BCP 47, that a document says it is in; "" when it says none.
    """

    path: str
    media_type: str
    length: int
    sha256: str
    width: int | None = None
    height: int | None = None
    derived: tuple[Derived, ...] = ()
    drawn_from: tuple[Derived, ...] = ()
    language: str = ""

    @cached_property
    def published(self) -> tuple[Derived, ...]:
        """Every file that is published of it; never empty."""
        return self.derived or (Derived(self.path, self.media_type, self.width, self.height, self.length),)

    @cached_property
    def readable(self) -> tuple[Derived, ...]:
        """Versions that every program can read, mails and feeds included, by width; never empty."""
        return tuple(one for one in self.published if one.media_type not in NEW_FORMATS) or self.published

    @cached_property
    def sources(self) -> tuple[tuple[str, tuple[Derived, ...]], ...]:
        """Each lighter format that only browsers read, the lightest first, with its versions by width: `<source>`s."""
        formats = {kind: tuple(v for v in self.derived if v.media_type == kind) for kind in NEW_FORMATS}
        return tuple((kind, versions) for kind, versions in formats.items() if versions)

    def other_language(self, language: str) -> str:
        """What to tell of its language to whoever reads another one.

        Args:
            language: BCP 47, of what links to it.

        Returns:
            The language that the document says it is in, without its country; "" when it is the reader's, or not told.
        """
        own = self.language.partition("-")[0].lower()
        return "" if own == language.partition("-")[0].lower() else own

    def on_page(self, width: int) -> Derived:
        """The version to show in a browser where there is no room for `sources`.

        Args:
            width: in pixels.

        Returns:
            The drawing itself, when it is one; else as `at`.
        """
        return self.published[0] if self.media_type == _DRAWING else self.at(width)

    def at(self, width: int) -> Derived:
        """The version to use where a picture is shown at a given width, in a format that every program reads.

        Args:
            width: in pixels.

        Returns:
            The narrowest version that is wide enough, else the widest.
        """
        return _at(width, self.readable)

    def to_draw(self, width: int) -> Derived:
        """The version to draw another picture from: the same for as long as the file is, whatever is published of it.

        Args:
            width: in pixels.

        Returns:
            As `at`; it may not be published, and `Media.read` has it all the same.
        """
        return _at(width, self.drawn_from or self.readable)


def _at(width: int, versions: Sequence[Derived]) -> Derived:
    return next((one for one in versions if one.width is None or one.width >= width), versions[-1])


class Media(Protocol):
    """The files of one content folder that published items use.

    Attributes:
        originals: every file by its path, `images/marche.jpg`.
    """

    @property
    def originals(self) -> Mapping[str, Original]: ...

    def read(self, path: str) -> bytes:
        """Read a file, or one of its versions.

        Args:
            path: `Original.path`, or `Derived.path`.

        Returns:
            Its bytes.

        Raises:
            KeyError: for another path.
        """


@dataclass(frozen=True)
class NoMedia:
    """A site without files."""

    originals: Mapping[str, Original] = field(default_factory=lambda: MappingProxyType({}))

    def read(self, path: str) -> bytes:
        raise KeyError(path)
