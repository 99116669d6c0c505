"""The folder that is shown, written in place: a file whose bytes are others is replaced as a whole, the rest stays."""

import hashlib
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from tambour.build.sink import Sink, WrittenFile, WrittenTwice, digest, safe_path


class LiveFolder(Sink):
    """What lies in a folder, and what this build wants there.

    written: what this build has written or found right, by path, as a sink tells it (`tambour.build.sink`).
    last: the folder of what was published last, which is the same.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(root, root)
        self.last = root
        self._there: dict[str, WrittenFile] = {}
        self._is_known = False  # whether nothing lies there but what this process has written

    def begin(self) -> None:
        """Nothing of a new build is written yet."""
        self.written = {}

    def write(self, path: str, data: bytes) -> WrittenFile:
        """Bring a file to these bytes. Raises UnsafePath, WrittenTwice, OSError."""
        sha256 = hashlib.sha256(data).hexdigest()
        if (same := self._same(path, len(data), sha256)) is not None:
            return self._record(same)
        self._put(path, data)
        return self._record(WrittenFile(path, len(data), sha256, linked=False))

    def copy(self, path: str, source: Path, sha256: str, last_sha256: str | None = None) -> WrittenFile:
        """Bring a file to those of another, whose digest is known."""
        del last_sha256  # of a manifest: what lies here is known better
        length = source.stat().st_size
        if (same := self._same(path, length, sha256)) is not None:
            return self._record(same)
        target = self._room_for(path)
        spare = _spare(target)
        shutil.copyfile(source, spare)
        spare.replace(target)
        return self._record(WrittenFile(path, length, sha256, linked=False))

    def keep(self, path: str, sha256: str) -> WrittenFile:
        """Go on showing a file that lies there. Raises KeyError, OSError when it does not."""
        length = (self.root / path).stat().st_size
        return self._record(WrittenFile(path, length, sha256, linked=True))

    def stays(self, path: str) -> WrittenFile:
        """What was written by an earlier build is right still. Raises KeyError when none has."""
        return self._record(self._there[path])

    def has(self, path: str) -> bool:
        """Whether a file is what an earlier build has left."""
        return path in self._there

    def digest_of(self, path: str) -> str:
        """Hex digest of a file that was written; "" for none."""
        written = self._there.get(path)
        return written.sha256 if written else ""

    def clear(self, planned: Collection[str]) -> None:
        """Remove everything else; folders that are empty then, too."""
        if self._is_known:
            for path in self._there.keys() - set(planned):
                (self.root / path).unlink(missing_ok=True)
                self._prune(PurePosixPath(path).parent)
        else:
            self._sweep(self.root, "", set(planned), {parent for path in planned for parent in _parents(path)})
            self._is_known = True
        self._there = {path: written for path, written in self._there.items() if path in planned}

    def _put(self, path: str, data: bytes) -> None:
        """Have a file be these bytes, whole or as it was."""
        target = self._room_for(path)
        spare = _spare(target)
        spare.write_bytes(data)
        spare.replace(target)

    def _room_for(self, path: str) -> Path:
        """Where a file lies, its folder there. Most have one: to make it anew costs as much as to write the file."""
        target = self.root / safe_path(path)
        if not target.parent.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def _prune(self, folder: PurePosixPath) -> None:
        """Remove a folder if nothing is left in it, and those that hold it likewise."""
        while folder.name:
            try:
                (self.root / folder).rmdir()
            except OSError:
                return
            folder = folder.parent

    def _sweep(self, folder: Path, inside: str, names: Collection[str], parents: Collection[str]) -> None:
        """The same where nobody knows what lies there."""
        if not folder.is_dir():
            return
        for entry in folder.iterdir():
            path = f"{inside}{entry.name}"
            if entry.is_dir() and not entry.is_symlink() and path in parents:
                self._sweep(entry, f"{path}/", names, parents)
            elif entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif path not in names:
                entry.unlink()
        if not names:
            folder.rmdir()

    def _same(self, path: str, length: int, sha256: str) -> WrittenFile | None:
        """What lies there, when it is that already; read, where no build of this process has written it."""
        there = self._there.get(path)
        if there is None:
            target = self.root / safe_path(path)
            if target.is_symlink() or not target.is_file() or target.stat().st_size != length:
                return None
            if digest(target) != sha256:
                return None
            return WrittenFile(path, length, sha256, linked=True)
        return WrittenFile(path, length, sha256, linked=True) if there.sha256 == sha256 else None

    def _record(self, written: WrittenFile) -> WrittenFile:
        if written.path in self.written:
            raise WrittenTwice(written.path)
        self.written[written.path] = self._there[written.path] = written
        return written


def _parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def _spare(target: Path) -> Path:
    return target.with_name(f"{target.name}.tambour-new")


@contextmanager
def or_else(undo: Callable[[], None]) -> Iterator[None]:
    """What could not be written was not made."""
    try:
        yield
    except BaseException:
        undo()
        raise
