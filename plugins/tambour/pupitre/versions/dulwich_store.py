"""Versions kept by dulwich, in Python alone, where the `git` program is not installed: the same repository."""

import os
import re
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any

from tambour.pupitre.versions.refusals import HistoryRefused, refusal_of
from tambour.pupitre.versions.store import REGULAR, Author, Blob, BlobChange, SavedVersion, identity, wait_for_locks

_MODE = re.compile(rb"\d{5,6}\Z")


@dataclass(frozen=True)
class DulwichStore:
    """A repository, as dulwich keeps it. root: the folder that it follows. git_folder: where it keeps what it knows."""

    root: Path
    git_folder: Path
    _repo: Any = field(repr=False, compare=False)  # dulwich is there on request only

    @classmethod
    def of(cls, folder: Path) -> "DulwichStore":
        """The repository that follows a folder. Raises HistoryRefused."""
        try:
            from dulwich.errors import NotGitRepository  # noqa: PLC0415
            from dulwich.repo import Repo  # noqa: PLC0415
        except ImportError:
            raise HistoryRefused("historique-programme-absent") from None
        try:
            repo = Repo.discover(folder)
        except NotGitRepository:
            raise HistoryRefused("historique-absent") from None
        return cls(Path(repo.path).resolve(), Path(repo.controldir()).resolve(), repo)

    def owner(self) -> Author:
        """Whose it is, as the settings of git say; without a name where they say nothing."""
        return Author(*(self._user(key) for key in ("name", "email")))

    def _user(self, key: str) -> str:
        try:
            value: bytes = self._repo.get_config_stack().get((b"user",), key.encode())
        except KeyError:
            return ""
        return value.decode("utf-8", "replace")

    def head(self) -> str:
        """The last version of this branch; "" before the first."""
        try:
            return str(self._repo.head().decode())
        except KeyError:
            return ""

    def versions(self, path: str, limit: int) -> list[SavedVersion]:
        """Those that changed a path, the last one first."""
        if not self.head():
            return []
        found: list[SavedVersion] = []
        parts = path.encode().split(b"/")
        with _refusals():
            for entry in self._repo.get_walker():
                commit = entry.commit
                own = self._entry(commit.id, parts)
                before = [self._entry(parent, parts) for parent in commit.parents if parent in self._repo]
                if own not in before and (own or before):
                    found.append(_version(commit))
                    if len(found) == limit:
                        break
        return found

    def version(self, name: str) -> SavedVersion:
        """One of them."""
        with _refusals():
            return _version(self._repo[self._id(name)])

    def read(self, version: str, path: str) -> bytes | None:
        """What a version holds at a path."""
        try:
            blob = self._blob_at(path, version)
            return None if blob is None else bytes(self._repo[blob.id.encode()].data)
        except (KeyError, AttributeError):
            return None

    def read_blobs(self, ids: Collection[str]) -> dict[str, bytes]:
        """What blobs hold."""
        with _refusals():
            return {name: bytes(self._repo[name.encode()].data) for name in ids}

    def changes(self, before: str, after: str) -> dict[str, BlobChange]:
        """Path → what changed from one version to another; "" stands for one without files."""
        from dulwich.diff_tree import tree_changes  # noqa: PLC0415

        trees = [self._repo[name.encode()].tree if name else None for name in (before, after)]
        found = {}
        with _refusals():
            for change in tree_changes(self._repo.object_store, *trees):
                entry = change.new if change.new is not None and change.new.path else change.old
                found[entry.path.decode("utf-8", "surrogateescape")] = BlobChange(_blob(change.old), _blob(change.new))
        return found

    def record(self, paths: Collection[str], author: Author, message: str) -> None:
        """Make a version of these paths as they lie in the folder, and of nothing else; what waits waits on."""
        wait_for_locks(self.git_folder)
        files: dict[str, Blob | None] = {}
        for path in paths:
            real, before = self.root / path, self._blob_at(path)
            mode = before.mode if before is not None else REGULAR[0]
            files[path] = Blob(self.store_blob(real.read_bytes()), mode) if real.is_file() else None
        self._commit(self._tree(self.head(), files), author, message, no_verify=False)
        self._mark(files)

    def join(self, parents: tuple[str, str], files: Mapping[str, Blob | None], author: Author, message: str) -> str:
        """Make a version of two: that of the first, with these files instead. No branch knows it yet."""
        heads = [parent.encode() for parent in parents]
        tree = self._tree(parents[0], files)
        return self._commit(tree, author, message, no_verify=True, ref=None, merge_heads=heads)

    def store_blob(self, data: bytes) -> str:
        """Keep bytes; returns their id."""
        from dulwich.objects import Blob as Object  # noqa: PLC0415

        blob = Object.from_string(data)
        with _refusals():
            self._repo.object_store.add_object(blob)
        return str(blob.id.decode())

    def advance(self, new: str, old: str, files: Mapping[str, Blob | None]) -> None:
        """Let the branch go on to a version that has these files; what else waits to be recorded waits on."""
        wait_for_locks(self.git_folder)
        branch = self._repo.refs.follow(b"HEAD")[0][-1]
        with _refusals():
            if not self._repo.refs.set_if_equals(branch, old.encode() or None, new.encode(), message=b"pupitre"):
                raise HistoryRefused("historique-occupe", error="HEAD")
        self._mark(files)

    def settle(self, paths: Collection[str]) -> None:
        """Let the list of what waits say of these paths what the last version says."""
        self._mark({path: self._blob_at(path) for path in paths})

    def fetch(self) -> str:
        """Ask where the branch comes from what is new there. Returns the last version there; "" if nowhere."""
        from dulwich import porcelain  # noqa: PLC0415

        remote, there = self._upstream()
        if not remote:
            return ""
        with _refusals("historique-injoignable"):
            porcelain.fetch(self._repo, remote.decode(), errstream=BytesIO(), quiet=True)
        found = self._repo.refs.as_dict().get(_tracking(remote, there), b"")
        return str(found.decode())

    def comes_from_elsewhere(self) -> bool:
        """Whether the branch has a place to be sent to."""
        return bool(self._upstream()[0])

    def common(self, one: str, other: str) -> str:
        """The last version that two have in common; "" when there is none.

        Found by parents alone: dulwich's own search trusts the clocks of those who commit, and errs within a second.
        """
        with _refusals():
            known = self._line_of(one.encode())
            found = [name for name in self._line_of(other.encode(), known) if name in known]
            last = [name for name in found if not any(name in self._line_of(by) for by in found if by != name)]
        return str(last[0].decode()) if last else ""

    def push(self) -> bool:
        """Send the branch where it comes from. False: others have been there since."""
        from dulwich import porcelain  # noqa: PLC0415
        from dulwich.client import get_transport_and_path  # noqa: PLC0415

        remote, there = self._upstream()
        head = self._repo.head()
        behind = []

        def goal(refs: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
            if (now := refs.get(there)) is not None and now not in self._line_of(head):
                behind.append(now)
                return {}
            return {there: head}

        with _refusals("historique-injoignable"):
            _, url = porcelain.get_remote_repo(self._repo, remote.decode())
            client, path = get_transport_and_path(url, config=self._repo.get_config_stack())
            done = client.send_pack(path.encode(), goal, self._repo.generate_pack_data)
        if behind or any((done.ref_status or {}).values()):
            return False
        self._repo.refs[_tracking(remote, there)] = head
        return True

    def _line_of(self, version: bytes, until: Collection[bytes] = ()) -> dict[bytes, None]:
        """A version and all that it comes from, the nearest first. until: those behind which nobody looks."""
        found = {version: None}
        waiting = deque([version])
        while waiting:
            name = waiting.popleft()
            if name in until or name not in self._repo:
                continue
            for parent in self._repo[name].parents:
                if parent not in found:
                    found[parent] = None
                    waiting.append(parent)
        return found

    def _upstream(self) -> tuple[bytes, bytes]:
        """Name of the remote of this branch, and of the branch there."""
        branch = self._repo.refs.follow(b"HEAD")[0][-1].removeprefix(b"refs/heads/")
        config = self._repo.get_config()
        try:
            return config.get((b"branch", branch), b"remote"), config.get((b"branch", branch), b"merge")
        except KeyError:
            return b"", b""

    def _id(self, version: str) -> bytes:
        return bytes(self._repo.head() if version == "HEAD" else version.encode())

    def _entry(self, commit: bytes, parts: Sequence[bytes]) -> bytes:
        """The id of what a version holds at a path, found in the bytes of its trees: b"" for nothing.

        dulwich would make an object of each of the thousand files that lie beside it.
        """
        name = bytes(self._repo[commit].tree)
        for part in parts:
            _, tree = self._repo.object_store.get_raw(name)
            mark = b" " + part + b"\0"
            at = tree.find(mark)
            while at >= 0 and not _MODE.search(tree, max(at - 6, 0), at):  # bytes of an id that look like a name
                at = tree.find(mark, at + 1)
            if at < 0:
                return b""
            start = at + len(mark)
            name = tree[start : start + 20].hex().encode()
        return name

    def _blob_at(self, path: str, version: str = "HEAD") -> Blob | None:
        """What a version holds at a path."""
        from dulwich.object_store import tree_lookup_path  # noqa: PLC0415

        try:
            tree = self._repo[self._id(version)].tree
            mode, name = tree_lookup_path(self._repo.__getitem__, tree, path.encode("utf-8", "surrogateescape"))
        except KeyError:
            return None
        return Blob(name.decode(), f"{mode:06o}")

    def _tree(self, parent: str, files: Mapping[str, Blob | None]) -> bytes:
        from dulwich.object_store import commit_tree_changes  # noqa: PLC0415
        from dulwich.objects import Tree  # noqa: PLC0415

        store = self._repo.object_store
        changes = [
            (
                path.encode("utf-8", "surrogateescape"),
                *((None, None) if blob is None else (int(blob.mode, 8), blob.id.encode())),
            )
            for path, blob in files.items()
        ]
        with _refusals():
            if parent:
                return bytes(commit_tree_changes(store, self._repo[parent.encode()].tree, changes))
            empty = Tree()
            store.add_object(empty)
            return bytes(commit_tree_changes(store, empty.id, changes))

    def _commit(self, tree: bytes, author: Author, message: str, **given: Any) -> str:
        name, email = identity(author)
        who = f"{name} <{email}>".encode()
        with _refusals("historique-refuse-par-le-depot"):
            made = self._repo.get_worktree().commit(
                message=message.encode(),
                author=who,
                committer=who,
                tree=tree,
                sign=False,
                **{"merge_heads": [], **given},
            )
        return str(made.decode())

    def _mark(self, files: Mapping[str, Blob | None]) -> None:
        """Let the list of what waits say of these files that they do not."""
        from dulwich.index import index_entry_from_stat  # noqa: PLC0415

        with _refusals():
            index = self._repo.open_index()
            for path, blob in files.items():
                name = path.encode("utf-8", "surrogateescape")
                if blob is not None:
                    real = self.root / path
                    stat = real.stat() if real.is_file() else os.stat_result((0,) * 10)
                    index[name] = index_entry_from_stat(stat, blob.id.encode(), mode=int(blob.mode, 8))
                elif name in index:
                    del index[name]
            index.write()


@contextmanager
def _refusals(fallback: str = "historique-illisible", but: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """What dulwich raises, as a refusal. but: what is raised on as it is."""
    try:
        yield
    except Exception as error:
        if isinstance(error, (HistoryRefused, *but)):
            raise
        words = f"{type(error).__name__}: {error}"
        raise refusal_of("index.lock" if "FileLocked" in words else words, fallback) from error


def _tracking(remote: bytes, branch: bytes) -> bytes:
    """The name under which a branch of elsewhere is known here."""
    return b"refs/remotes/" + remote + b"/" + branch.removeprefix(b"refs/heads/")


def _blob(entry: Any) -> Blob | None:
    return None if entry is None or not entry.sha else Blob(entry.sha.decode(), f"{entry.mode:06o}")


def _version(commit: Any) -> SavedVersion:
    name, _, email = commit.author.decode("utf-8", "replace").partition(" <")
    when = datetime.fromtimestamp(commit.author_time, timezone(timedelta(seconds=commit.author_timezone)))
    author = Author(name, email.rstrip(">"))
    return SavedVersion(commit.id.decode(), author, when, commit.message.decode("utf-8", "replace").strip())
