"""The next output, made beside the live one: what stays is a hard link to it, what is another is written anew."""

import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from tambour.build.last_build import inode_in, signature, signatures
from tambour.build.live.folder import LiveFolder
from tambour.build.sink import ENTERED, WrittenFile, digest, is_plain, link, safe_path
from tambour.build.swap import next_folder


class KnownFile(NamedTuple):
    """A file of an output, as a build left it. look: its signature then (`last_build.signatures`)."""

    length: int
    sha256: str
    look: str


class StagedFolder(LiveFolder):
    """What lies in the live folder, and what this build wants in the next one.

    live: the folder that is served, in which nothing is written. known: what the last build that told left there; what
    looks otherwise by now is read, and believed when it is that all the same: after a checkout, say.
    """

    def __init__(self, live: Path, known: Mapping[str, KnownFile]) -> None:
        super().__init__(next_folder(live))
        self.last = self.previous = live
        self._looks = signatures(live)
        self._there = {
            path: WrittenFile(path, file.length, file.sha256, linked=True)
            for path, file in known.items()
            if path in self._looks and (self._looks[path] == file.look or _is_same(live / path, file))
        }
        self._next: dict[str, int] = {}  # inodes of the files of the next folder
        self._made: set[str] = set()  # those that are in the next folder alone

    def file_notes(self) -> dict[str, KnownFile]:
        """What was written, for the next build: once it has become the live folder."""
        looks = self.signatures()
        return {path: KnownFile(one.length, one.sha256, looks[path]) for path, one in self.written.items()}

    def signatures(self) -> dict[str, str]:
        """How each file looks (`last_build.signatures`): once it has become the live folder. What this build has not
        written looks as it did when it began: whatever was done to it meanwhile is found out by the next.
        """
        return {path: self._look(path) for path in self.written}

    def holds(self, path: str, sha256: str, last_sha256: str | None, length: int | None = None) -> bool:
        """See `Sink.holds`."""
        there = self._there.get(path)
        return there.sha256 == sha256 if there else super().holds(path, sha256, last_sha256, length)

    def keep(self, path: str, sha256: str) -> WrittenFile:
        """Go on serving a file that `holds` this digest."""
        same = self._same(path, (self.last / path).stat().st_size, sha256)
        assert same is not None, "it is not what it was"
        return self._record(same)

    def stays(self, path: str) -> WrittenFile:
        """What was written by an earlier build is right still. Raises KeyError when none has."""
        written = self._there[path]
        self._bring(path)
        return self._record(written)

    def clear(self, planned: Collection[str]) -> None:
        """Remove what the next folder holds besides: it was live once, or a build was stopped in it."""
        wanted, self._next, self._folders = set(planned), {}, set()
        if self.root.is_dir():
            self._survey(str(self.root), "", wanted, _folders_of(wanted))
        self._there = {path: written for path, written in self._there.items() if path in wanted}
        self._made &= wanted

    def _survey(self, folder: str, inside: str, wanted: Collection[str], parents: Collection[str]) -> None:
        """Look at one folder of the next output."""
        with os.scandir(folder) as listed:
            found = list(listed)
        for entry in found:
            path = f"{inside}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if path not in parents:
                    shutil.rmtree(entry.path)
                    continue
                if entry.stat().st_mode & ENTERED != ENTERED:
                    os.chmod(entry.path, ENTERED | 0o700)  # noqa: PTH101 — see `last_build.signatures`
                self._survey(entry.path, f"{path}/", wanted, parents)
            elif path in wanted:
                self._next[path] = entry.inode()  # listing a folder tells it: to look at each file takes ten times that
            else:
                os.unlink(entry.path)  # noqa: PTH108 — the same

    def _same(self, path: str, length: int, sha256: str) -> WrittenFile | None:
        there = self._there.get(path)
        if there is None:
            file = self.last / path
            if path not in self._looks or not _is_same(file, KnownFile(length, sha256, "")):
                return None
            there = WrittenFile(path, length, sha256, linked=True)
        if there.sha256 != sha256:
            return None
        self._bring(path)
        return there

    def _put(self, path: str, data: bytes) -> None:
        """Nobody reads the next folder yet: where nothing is, a file need not be made elsewhere first."""
        self._create(str(safe_path(path)), data)

    def _record(self, written: WrittenFile) -> WrittenFile:
        if not written.linked:
            self._made.add(written.path)
        return super()._record(written)

    def _bring(self, path: str) -> None:
        """Have a file of the live folder in the next one, if it is not there already."""
        if path in self._made or self._next.get(path) == inode_in(self._looks[path]):
            return
        if not link(self.last / path, self.root / path):
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.last / path, target)
            self._made.add(path)

    def _look(self, path: str) -> str:
        is_new = path in self._made or path not in self._looks
        return signature((self.last / path).lstat()) if is_new else self._looks[path]


def _is_same(file: Path, known: KnownFile) -> bool:
    try:
        stat = file.lstat()
        return is_plain(stat) and stat.st_size == known.length and digest(file) == known.sha256
    except OSError:
        return False


def _folders_of(paths: Collection[str]) -> set[str]:
    """Every folder that holds one of these."""
    found: set[str] = set()
    for path in paths:
        while (path := os.path.dirname(path)) and path not in found:  # noqa: PTH120 — strings: there are many
            found.add(path)
    return found
