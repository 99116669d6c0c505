"""Pictures and documents, as channels see them: measured facts, and bytes on request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol


@dataclass(frozen=True)
class Original:
    """A file of content/images/ or content/documents/.

    path: under content/, "/" as separator, NFC: `images/marche.jpg`; also its URL path under the site.
    media_type: from the bytes, not from the name. length: bytes. width, height: pixels as displayed (EXIF orientation
    applied), None for what is not a picture. sha256: hex digest of the bytes.
    """

    path: str
    media_type: str
    length: int
    sha256: str
    width: int | None = None
    height: int | None = None


class Media(Protocol):
    """The files of one content folder that published items use."""

    @property
    def originals(self) -> Mapping[str, Original]:
        """By `Original.path`."""

    def read(self, path: str) -> bytes:
        """Bytes of an original. Raises KeyError for a path that is not in `originals`."""


@dataclass(frozen=True)
class NoMedia:
    """A site without files."""

    originals: Mapping[str, Original] = field(default_factory=lambda: MappingProxyType({}))

    def read(self, path: str) -> bytes:
        raise KeyError(path)
