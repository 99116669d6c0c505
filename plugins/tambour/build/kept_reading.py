"""What was read of the content, kept in the cache for the next command that judges it.

One file for each settings file and content folder. It is believed as compiled templates are: whoever may write there
may have anything run. It tells of which code, libraries, settings and theme it is, and is thrown away where one is
another, or where it is not whole: all is read anew then. Each content file in it is believed as long as it looks as it
did (`tambour.source.memory`).
"""

import gc
import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tambour.build import built_from
from tambour.build.built_from import BuiltFrom
from tambour.build.clock import EPOCH
from tambour.build.fingerprint import fingerprint
from tambour.build.inputs import inputs
from tambour.build.live.kept_parts import KeptParts, made_by_settings
from tambour.build.live.pickling import NOT_WHAT_WAS_KEPT, ObjectReader, ObjectWriter
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.media.sealed import remove
from tambour.source.memory import SourceMemory

_FOLDER = "readings"  # of the cache
_OF_TIME = ("NOW", EPOCH)  # facts that no reading depends on
_HEAD = 128  # bytes: two hexadecimal digests
_FEW = 40  # files that are read anew each time sooner than all is written again


@contextmanager
def no_collection() -> Iterator[None]:
    """While thousands of objects are made that all stay, to look through them for garbage takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_by_last_build(request: Request, settings: BuildSettings) -> SourceMemory | None:
    """What the last build has read of the content, where it can be believed: no command has kept it by itself then."""
    if (before := built_from.read(request.cache, request.output)) is None:
        return None
    sources = inputs(request).at_once()
    key = BuiltFrom.of(sources, before).key_of_settings(sources)
    with suppress(*NOT_WHAT_WAS_KEPT), no_collection():
        memory = next(KeptParts.of(request.cache, request.output, key).read(made_by_settings(settings)))
        assert isinstance(memory, SourceMemory), "it is the first part"
        memory.was_kept, memory.read_anew = True, 0
        return memory
    return None


@dataclass(frozen=True)
class KeptReading:
    """Where it is kept. key: digest of all but the content that must be the same."""

    file: Path
    key: str

    @classmethod
    def of(cls, request: Request) -> "KeptReading":
        """Of the content of one site."""
        made_of = inputs(request)
        facts = {name: fact for name, fact in made_of.facts.items() if name not in _OF_TIME}
        others = [root for root in made_of.roots if root != made_of.content]
        name = hashlib.sha256(f"{request.file}\0{made_of.content}".encode("utf-8", "surrogateescape")).hexdigest()
        return cls(request.cache / _FOLDER / name, fingerprint(others, facts, made_of.made))

    def begin(self) -> SourceMemory:
        """What was kept; nothing, where it cannot be believed."""
        with suppress(*NOT_WHAT_WAS_KEPT):
            data = self.file.read_bytes()
            if data[:_HEAD] == self._head(hashlib.sha256(memoryview(data)[_HEAD:]).hexdigest()):
                file = io.BytesIO(data)
                file.seek(_HEAD)
                with no_collection():
                    memory = ObjectReader(file, {}).load()
                assert isinstance(memory, SourceMemory), "nothing else is kept there"
                memory.was_kept, memory.read_anew = True, 0
                return memory
        return SourceMemory()

    def keep(self, memory: SourceMemory) -> None:
        """Keep it, whole or not at all, unless what is kept there is nearly the same. Raises OSError.

        memory: nobody else reads with it meanwhile. It counts anew, from here on, what differs from what is kept.
        """
        if memory.read_anew <= (_FEW if memory.was_kept else 0):
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        spare = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        try:
            with spare.open("w+b") as file:
                file.write(bytes(_HEAD))
                ObjectWriter(file, {}).dump(memory)
                file.seek(_HEAD)
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                file.seek(0)
                file.write(self._head(digest))
            if self.file.is_dir():
                remove(self.file)
            spare.replace(self.file)
            memory.was_kept, memory.read_anew = True, 0
        finally:
            spare.unlink(missing_ok=True)

    def _head(self, digest: str) -> bytes:
        """What stands before what is kept. digest: of that."""
        return f"{self.key}{digest}".encode()
