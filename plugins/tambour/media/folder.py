"""The pictures and documents that published items use: found, measured once, read on request.

Measuring reads a picture's header, not its pixels; the digest reads the file, once a run.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from tambour.media.measure import Unreadable, measure
from tambour.model.media import Original


@dataclass(frozen=True)
class Folder:
    """The `Media` of one content folder.

    originals: by path. files: path → where to open it.
    """

    originals: Mapping[str, Original] = field(default_factory=lambda: MappingProxyType({}))
    files: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))

    def read(self, path: str) -> bytes:
        """Bytes of an original. Raises KeyError for a path that is not in `originals`."""
        return self.files[path].read_bytes()


def inventory(files: Mapping[str, Path], used: Iterable[str]) -> tuple[Folder, Mapping[str, Unreadable]]:
    """Measure the files that are used, and those only.

    files: path under content/ (`images/lac.jpg`) → where to open it. used: paths; those that are not in `files` are the
    source's business and skipped here. Returns the folder, and what cannot be published, by path.
    """
    originals: dict[str, Original] = {}
    unreadable: dict[str, Unreadable] = {}
    for path in sorted(set(used) & files.keys()):
        data = files[path]
        try:
            originals[path] = _original(path, data)
        except Unreadable as fault:
            unreadable[path] = fault
    folder = Folder(MappingProxyType(originals), MappingProxyType({path: files[path] for path in originals}))
    return folder, MappingProxyType(unreadable)


def _original(path: str, file: Path) -> Original:
    with file.open("rb") as stream:
        measured = measure(path, stream)
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        length = stream.seek(0, 2)
    return Original(path, measured.media_type, length, digest, measured.width, measured.height)
