"""What a build knows, as a file in the cache: for the next build all of it, for other commands what was read.

One file for each output. It is believed as compiled templates are: whoever may write there may have anything run. It
tells of which code, libraries, settings and theme it is, and is thrown away where one is another, or where it is not
whole.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from tambour.build.live.pickling import CANNOT_BE_KEPT, ObjectReader, ObjectWriter, ThoroughWriter
from tambour.build.settings import BuildSettings
from tambour.media.sealed import remove

_FOLDER = "builds"  # of the cache
_KEY = 64  # hexadecimal digits of a digest


@dataclass(frozen=True)
class KeptParts:
    """Objects, part after part; one that is in two of them is one. key: digest of all that must be the same."""

    file: Path
    key: str

    @classmethod
    def of(cls, cache: Path, output: Path, key: str) -> "KeptParts":
        """Of one output. The first part is what was read of the content."""
        name = hashlib.sha256(str(output).encode("utf-8", "surrogateescape")).hexdigest()
        return cls(cache / _FOLDER / f"{name}.state", key)

    def read(self, given: Mapping[str, object]) -> Iterator[Any]:
        """Each part as it was kept. Raises what `NOT_WHAT_WAS_KEPT` names.

        given: what is not kept (`made_by_settings`); it may grow from part to part.
        """
        with self.file.open("rb") as file:
            key, whole = (file.read(_KEY).decode() for _ in range(2))
            if key != self.key or hashlib.file_digest(file, "sha256").hexdigest() != whole:
                raise ValueError("not what was kept")
            file.seek(_KEY * 2)
            unpickler = ObjectReader(file, given)
            while True:
                yield unpickler.load()

    def write(self, parts: Sequence[object], given: Mapping[str, object]) -> None:
        """Keep them, whole or not at all. Raises OSError.

        Where a channel has prepared something that cannot be kept, nothing is.
        """
        self.file.parent.mkdir(parents=True, exist_ok=True)
        spare = self.file.with_name(f"{self.file.name}.tambour-new")  # of one build at a time (`last_build.lock`)
        try:
            try:
                self._write(spare, parts, given, ObjectWriter)
            except CANNOT_BE_KEPT:  # of a channel that lives elsewhere: ours hold no function of theirs
                self._write(spare, parts, given, ThoroughWriter)
            if self.file.is_dir():
                remove(self.file)
            spare.replace(self.file)
        except CANNOT_BE_KEPT:
            self.forget()
        finally:
            spare.unlink(missing_ok=True)

    def forget(self) -> None:
        """Keep nothing."""
        with suppress(FileNotFoundError):
            remove(self.file)

    def _write(
        self, spare: Path, parts: Sequence[object], given: Mapping[str, object], writer: type[ObjectWriter]
    ) -> None:
        """The key, the digest of what follows, then each part."""
        with spare.open("wb") as file:
            file.write(bytes(_KEY * 2))
            noting = _Noting(file)
            pickler = writer(noting, given)
            for part in parts:
                pickler.dump(part)
            file.seek(0)
            file.write(f"{self.key}{noting.digest.hexdigest()}".encode())


@dataclass
class _Noting:
    """A file that is written, and the digest of all of it."""

    file: BinaryIO
    digest: Any = field(default_factory=hashlib.sha256)

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self.file.write(data)


def made_by_settings(settings: BuildSettings) -> dict[str, Any]:
    """What the settings alone make: the same in each process, and not to be kept."""
    channels = settings.channels.items()
    found: dict[str, Any] = {f"channel {name}": channel for name, channel in channels}
    return (
        found
        | {f"templates {name}": channel.templates for name, channel in channels}
        | {"territory": settings.territory}
    )
