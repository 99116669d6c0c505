"""Versions kept by the `git` program, without a shell. Only the paths of a save are recorded, whatever else waits."""

import os
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from tambour.publish.programs import C_LOCALE
from tambour.pupitre.versions.refusals import HistoryRefused, refusal_of
from tambour.pupitre.versions.store import Author, Blob, BlobChange, SavedVersion, identity, wait_for_locks

_AT_HOME, _OUTSIDE = 60, 120  # seconds
_EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_NOTHING = "0" * 40
_FORMAT = "%H%x1f%an%x1f%ae%x1f%aI%x1f%B"
_OTHERS = ("[rejected]", "fetch first", "non-fast-forward", "cannot lock ref")
_SAME = (
    "nothing to commit",
    "nothing added to commit",
    "no changes added",
)  # but for line ends that git changes itself
_ENVIRONMENT = {
    **{name: value for name, value in C_LOCALE.items() if not name.startswith("GIT_") or name == "GIT_TERMINAL_PROMPT"},
    **{name: value for name, value in os.environ.items() if name in ("GIT_SSH_COMMAND", "GIT_SSL_CAINFO")},
}
_ENVIRONMENT.setdefault("GIT_SSH_COMMAND", "ssh -o BatchMode=yes")
# What a maintainer may have set, and what would ask somebody, or do its own work in the middle of a save.
_SETTINGS = (
    "-c",
    "gc.auto=0",
    "-c",
    "maintenance.auto=false",
    "-c",
    "core.quotePath=false",
    "-c",
    "commit.gpgSign=false",
)


@dataclass(frozen=True)
class GitProgram:
    """A repository, as `git` keeps it. folder: one that it follows."""

    folder: Path

    @cached_property
    def root(self) -> Path:
        """The folder that it follows."""
        return Path(self._ask("rev-parse", "--show-toplevel"))

    @cached_property
    def git_folder(self) -> Path:
        """Where it keeps what it knows."""
        return Path(self._ask("rev-parse", "--absolute-git-dir"))

    def owner(self) -> Author:
        """Whose it is, as the settings of git say; without a name where they say nothing."""
        said = self._run("config", "-z", "--get-regexp", r"^user\.(name|email)$").stdout.decode("utf-8", "replace")
        user = dict(line.split("\n", 1) for line in said.split("\0") if "\n" in line)
        return Author(user.get("user.name", ""), user.get("user.email", ""))

    def head(self) -> str:
        """The last version of this branch; "" before the first."""
        return self._try("rev-parse", "--verify", "--quiet", "HEAD")

    def versions(self, path: str, limit: int) -> list[SavedVersion]:
        """Those that changed a path, the last one first."""
        if not self.head():
            return []
        return [*map(_version, self._log(f"--max-count={limit}", "HEAD", "--", path))]

    def version(self, name: str) -> SavedVersion:
        """One of them."""
        return _version(self._log("--max-count=1", name, "--")[0])

    def read(self, version: str, path: str) -> bytes | None:
        """What a version holds at a path."""
        done = self._run("cat-file", "blob", f"{version}:{path}")
        return done.stdout if done.returncode == 0 else None

    def read_blobs(self, ids: Collection[str]) -> dict[str, bytes]:
        """What blobs hold."""
        out = self._run("cat-file", "--batch", data="".join(f"{name}\n" for name in ids).encode()).stdout
        blobs: dict[str, bytes] = {}
        at = 0
        for name in ids:
            end = out.index(b"\n", at)
            size = int(out[at:end].rsplit(b" ", 1)[-1])
            blobs[name] = out[end + 1 : end + 1 + size]
            at = end + size + 2
        return blobs

    def changes(self, before: str, after: str) -> dict[str, BlobChange]:
        """Path → what changed from one version to another; "" stands for one without files."""
        said = self._bytes(
            "diff-tree", "-r", "-z", "--raw", "--no-renames", before or _EMPTY_TREE, after or _EMPTY_TREE
        )
        parts = said.decode("utf-8", "surrogateescape").split("\0")
        found = {}
        for line, path in zip(parts[::2], parts[1::2], strict=False):
            old_mode, new_mode, old, new, _ = line.lstrip(":").split(" ")
            found[path] = BlobChange(
                None if old == _NOTHING else Blob(old, old_mode), None if new == _NOTHING else Blob(new, new_mode)
            )
        return found

    def record(self, paths: Collection[str], author: Author, message: str) -> None:
        """Make a version of these paths as they lie in the folder, and of nothing else; what waits waits on."""
        wait_for_locks(self.git_folder)
        followed = set(self._bytes("ls-files", "-z", "--", *paths).decode("utf-8", "surrogateescape").split("\0"))
        if new := [path for path in paths if path not in followed and (self.root / path).exists()]:
            self._ask("add", "--intent-to-add", "--", *new)
        there = [path for path in paths if path in followed or path in new]
        # `--only`: git makes the version from a list of its own, runs the hooks of the repository, then puts these
        # paths, and no others, into the list that waits.
        said = self._run("commit", "--quiet", "--only", f"--message={message}", "--", *there, author=author)
        if said.returncode and not any(sign in _words(said) for sign in _SAME):
            raise refusal_of(_words(said), "historique-refuse-par-le-depot")

    def join(self, parents: tuple[str, str], files: Mapping[str, Blob | None], author: Author, message: str) -> str:
        """Make a version of two: that of the first, with these files instead. No branch knows it yet."""
        index = {"GIT_INDEX_FILE": str(self.git_folder / f"tambour.index.{os.getpid()}")}
        try:
            self._ask("read-tree", parents[0], environment=index)
            self._ask("update-index", "-z", "--index-info", data=_index_lines(files), environment=index)
            tree = self._ask("write-tree", environment=index)
        finally:
            Path(index["GIT_INDEX_FILE"]).unlink(missing_ok=True)
        given = [part for parent in parents for part in ("-p", parent)]
        return self._ask("commit-tree", tree, *given, data=message.encode(), author=author)

    def store_blob(self, data: bytes) -> str:
        """Keep bytes; returns their id."""
        return self._ask("hash-object", "-w", "--stdin", data=data)

    def advance(self, new: str, old: str, files: Mapping[str, Blob | None]) -> None:
        """Let the branch go on to a version that has these files; what else waits to be recorded waits on."""
        wait_for_locks(self.git_folder)
        self._ask("update-ref", "-m", "pupitre", "HEAD", new, old or _NOTHING)
        self._ask("update-index", "-z", "--index-info", data=_index_lines(files))

    def settle(self, paths: Collection[str]) -> None:
        """Let the list of what waits say of these paths what the last version says."""
        if paths and self.head():
            self._ask("reset", "--quiet", "--", *paths)

    def fetch(self) -> str:
        """Ask where the branch comes from what is new there. Returns the last version there; "" if nowhere."""
        branch = self._try("symbolic-ref", "--short", "HEAD")
        remote = self._try("config", f"branch.{branch}.remote")
        if not remote:
            return ""
        self._ask("fetch", "--quiet", "--no-tags", remote, limit=_OUTSIDE)
        return self._try("rev-parse", "--verify", "--quiet", "@{upstream}")

    def comes_from_elsewhere(self) -> bool:
        """Whether the branch has a place to be sent to."""
        return bool(self._try("config", f"branch.{self._try('symbolic-ref', '--short', 'HEAD')}.remote"))

    def common(self, one: str, other: str) -> str:
        """The last version that two have in common; "" when there is none."""
        return self._try("merge-base", one, other)

    def push(self) -> bool:
        """Send the branch where it comes from. False: others have been there since."""
        branch = self._try("symbolic-ref", "--short", "HEAD")
        remote, there = (self._try("config", f"branch.{branch}.{name}") for name in ("remote", "merge"))
        done = self._run("push", "--quiet", "--porcelain", remote, f"HEAD:{there}", limit=_OUTSIDE)
        if done.returncode == 0:
            return True
        said = _words(done)
        if any(sign in said for sign in _OTHERS):
            return False
        raise refusal_of(said, "historique-injoignable")

    def _log(self, *arguments: str) -> list[str]:
        said = self._bytes("log", "-z", f"--format={_FORMAT}", "--no-show-signature", *arguments)
        return [part for part in said.decode("utf-8", "replace").split("\0") if part]

    def _ask(
        self,
        *arguments: str,
        data: bytes = b"",
        environment: Mapping[str, str] | None = None,
        author: Author | None = None,
        limit: int = _AT_HOME,
    ) -> str:
        """What git says; raises HistoryRefused when it refuses."""
        done = self._run(*arguments, data=data, environment=environment, author=author, limit=limit)
        if done.returncode:
            raise refusal_of(_words(done))
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def _bytes(self, *arguments: str) -> bytes:
        done = self._run(*arguments)
        if done.returncode:
            raise refusal_of(_words(done))
        return done.stdout

    def _try(self, *arguments: str) -> str:
        """What git says; "" when it refuses."""
        done = self._run(*arguments)
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""

    def _run(
        self,
        *arguments: str,
        data: bytes = b"",
        environment: Mapping[str, str] | None = None,
        author: Author | None = None,
        limit: int = _AT_HOME,
    ) -> "subprocess.CompletedProcess[bytes]":
        who = _identity(author) if author is not None else {}
        folder = self.__dict__.get("root", self.folder)
        try:
            return subprocess.run(  # noqa: S603 — no shell
                ["git", "--literal-pathspecs", *_SETTINGS, *arguments],  # noqa: S607 — the one that is installed
                input=data,
                capture_output=True,
                check=False,
                cwd=folder,
                env={**_ENVIRONMENT, **who, **(environment or {})},
                timeout=limit,
                start_new_session=True,  # Ctrl+C in the terminal of the pupitre does not stop it half-way
            )
        except FileNotFoundError:
            raise HistoryRefused("historique-programme-absent") from None
        except subprocess.TimeoutExpired:
            raise HistoryRefused("historique-injoignable", error=f"{arguments[0]} : plus de {limit} s") from None


def _version(record: str) -> SavedVersion:
    name, author, email, when, message = record.lstrip("\n").split("\x1f", 4)
    return SavedVersion(name, Author(author, email), datetime.fromisoformat(when), message.strip())


def _identity(author: Author) -> dict[str, str]:
    said = zip(("NAME", "EMAIL"), identity(author), strict=True)
    return {f"GIT_{role}_{what}": value for what, value in said for role in ("AUTHOR", "COMMITTER")}


def _index_lines(files: Mapping[str, Blob | None]) -> bytes:
    lines = (
        f"0 {_NOTHING}\t{path}" if blob is None else f"{blob.mode} {blob.id}\t{path}" for path, blob in files.items()
    )
    return "".join(f"{line}\0" for line in lines).encode("utf-8", "surrogateescape")


def _words(done: "subprocess.CompletedProcess[bytes]") -> str:
    return (done.stderr + b"\n" + done.stdout).decode("utf-8", "replace")
