"""What a build knows, kept for the next command: the files that were read, the items, and what each page has read.

One file for each output, in the cache. It is believed as compiled templates are: whoever may write there may have
anything run. It tells of which code, libraries, settings and theme it is, and is thrown away where one is another, or
where it is not whole: a full build follows. The bytes of the output are not in it, but their digests.

It is written again when much was made since: to write all of it takes longer than to make what one edit changes, and
what lies in the folders is believed only as far as it is what was kept. So the builds in between begin where the same
one ended, and make a few more files each time.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from tambour.build.live.pickling import (
    CANNOT_BE_KEPT,
    NOT_WHAT_WAS_KEPT,
    ObjectReader,
    ObjectWriter,
    ThoroughWriter,
)
from tambour.build.live.site_build import SiteBuild
from tambour.build.live.staged import KnownFile, StagedFolder
from tambour.build.run import MadeReady
from tambour.build.settings import BuildSettings
from tambour.media.sealed import remove

_FOLDER = "builds"  # of the cache
_KEY = 64  # hexadecimal digits of a digest
_FOLDERS = ("public", "kit")
FEW = 0.05  # of all files: as long as no more are made again, what is kept stays


@dataclass(frozen=True)
class KeptBuild:
    """Where it is kept. key: digest of all that must be the same."""

    file: Path
    key: str

    @classmethod
    def of(cls, cache: Path, output: Path, key: str) -> "KeptBuild":
        """Of one output."""
        name = hashlib.sha256(str(output).encode("utf-8", "surrogateescape")).hexdigest()
        return cls(cache / _FOLDER / f"{name}.state", key)

    def begin(self, ready: MadeReady, *, strict: bool = False, anew: bool = False) -> SiteBuild:
        """A build that goes on where the last one ended, as far as that can be believed.

        Args:
            ready: what Pelican has made ready.
            strict: any fault stops everything.
            anew: believe nothing that earlier builds left.
        """
        live = {"public": ready.settings.output, "kit": ready.settings.kit}
        given = _made_by_settings(ready.settings)
        with suppress(*NOT_WHAT_WAS_KEPT):
            parts = iter(()) if anew else self._parts(given)
            memory, known = next(parts), next(parts)
            given |= {name: StagedFolder(folder, _files_of(known[name])) for name, folder in live.items()}
            build = SiteBuild(ready, given["public"], given["kit"], strict=strict)
            build.take_up(memory, next(parts))
            return build
        return SiteBuild(ready, *(StagedFolder(folder, {}) for folder in live.values()), strict=strict)

    def keep(self, build: SiteBuild) -> None:
        """Keep it, whole or not at all, once its output is in place, if much of it was made anew. Raises OSError.

        Where a channel has prepared something that cannot be kept, nothing is: each build is a full one.
        """
        if build.has_gone_on and build.made <= FEW * build.file_count:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        spare = self.file.with_name(f"{self.file.name}.tambour-new")  # of one build at a time (`last_build.lock`)
        state = dict(build.state())
        folders = {name: state.pop(name) for name in _FOLDERS}
        given = _made_by_settings(build.settings) | folders
        known = {name: _text_of(folder.file_notes()) for name, folder in folders.items()}
        parts = state.pop("memory"), known, state
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

    def _parts(self, given: Mapping[str, object]) -> Iterator[Any]:
        """Each part as it was kept; objects that are in two of them are one. given: may grow from part to part."""
        with self.file.open("rb") as file:
            key, whole = (file.read(_KEY).decode() for _ in range(2))
            if key != self.key or hashlib.file_digest(file, "sha256").hexdigest() != whole:
                raise ValueError("not what was kept")
            file.seek(_KEY * 2)
            unpickler = ObjectReader(file, given)
            while True:
                yield unpickler.load()

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


def _text_of(files: Mapping[str, KnownFile]) -> bytes:
    """What is known of the files of a folder: one object where there would be five for each of tens of thousands."""
    parts = (part for path, file in files.items() for part in (path, str(file.length), file.sha256, file.look))
    return "\0".join(parts).encode("utf-8", "surrogatepass")


def _files_of(text: bytes) -> dict[str, KnownFile]:
    """The same, as it was."""
    parts = text.decode("utf-8", "surrogatepass").split("\0")
    each = zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=False)  # of no file there is one part
    return {path: KnownFile(int(length), sha256, look) for path, length, sha256, look in each}


@dataclass
class _Noting:
    """A file that is written, and the digest of all of it."""

    file: BinaryIO
    digest: Any = field(default_factory=hashlib.sha256)

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self.file.write(data)


def _made_by_settings(settings: BuildSettings) -> dict[str, Any]:
    """What the settings alone make: the same in each process, and not to be kept."""
    channels = settings.channels.items()
    found: dict[str, Any] = {f"channel {name}": channel for name, channel in channels}
    return (
        found
        | {f"templates {name}": channel.templates for name, channel in channels}
        | {"territory": settings.territory}
    )
