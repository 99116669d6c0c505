"""A branch that a forge serves as a site: GitHub Pages, GitLab Pages, Codeberg Pages.

The branch is one commit without a past, which holds the site byte for byte, beside what the forge wants to find there
(`.nojekyll`, `CNAME`): a repository does not grow with every publication. `<branch>-publications` holds the record,
`<branch>-precedente` the site before. A push that takes the place of something else than what was found there is
refused (`--force-with-lease`): of two publications at once, one goes on.
"""

import base64
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from tambour.build.former_files import FormerFile
from tambour.build.last_build import MANIFEST, NO_JEKYLL
from tambour.build.targets import PagesTarget
from tambour.publish.places import Online, Progress, Sent
from tambour.publish.programs import explain, start
from tambour.publish.record import PublicationRecord
from tambour.publish.refusals import PublicationRefused
from tambour.publish.release import Release
from tambour.publish.secrets import Secrets

_RECORD = "publications.json"
_FORGES = (".github.io", ".gitlab.io", ".codeberg.page")  # a site at such a name needs no CNAME
_FILE = "100644"
_OVERTAKEN = ("stale info", "[rejected]", "cannot lock ref", "failed to update ref")


@dataclass(frozen=True)
class GitPages:
    """The place that a `PagesTarget` names. url: of the site. cache: folder that may be deleted at any time."""

    name: str
    target: PagesTarget
    now: datetime
    secrets: Secrets
    root: Path
    cache: Path
    url: str
    strict: bool = False  # the forge chooses the types

    @contextmanager
    def open(self) -> Iterator["PagesSession"]:
        """Take note of what is there; what is pushed is held against it."""
        yield PagesSession(self, self.look(), self._tips())

    def look(self) -> Online:
        """What it holds, after a fetch into a repository of our own."""
        tips = self._tips()
        record = b""
        release, before = (self._receipt(tips.get(branch)) for branch in (self.target.branch, self.previous_branch))
        if self.record_branch in tips:
            record = self.git("cat-file", "blob", f"{tips[self.record_branch]}:{_RECORD}", may_fail=True)
        try:
            known = PublicationRecord.read(record) if record else PublicationRecord()
        except (ValueError, TypeError, KeyError, AttributeError):
            path = f"{self.record_branch}:{_RECORD}"
            raise PublicationRefused("trace-de-publication-illisible", self.name, path=path) from None
        return Online(known, release, (release.name,) if release is not None else (), before)

    def _receipt(self, commit: str | None) -> Release | None:
        data = self.git("cat-file", "blob", f"{commit}:{MANIFEST}", may_fail=True) if commit else b""
        return Release(data) if data else None

    @property
    def record_branch(self) -> str:
        return f"{self.target.branch}-publications"

    @property
    def previous_branch(self) -> str:
        return f"{self.target.branch}-precedente"

    @cached_property
    def remote(self) -> str:
        """The address of the repository: what the project's own calls by that name, else what was written."""
        done = start(["git", "remote", "get-url", self.target.remote], self.name, "", folder=self.root)
        return done.stdout.decode().strip() or self.target.remote

    @cached_property
    def store(self) -> Path:
        """A bare repository in the cache: what was fetched and made there does not travel again."""
        store = self.cache / f"{self.name}.git"
        if not (store / "HEAD").is_file():
            shutil.rmtree(store, ignore_errors=True)
            store.parent.mkdir(parents=True, exist_ok=True)
            start(["git", "init", "--quiet", "--bare", str(store)], self.name, "")
        return store

    def git(
        self,
        *arguments: str,
        data: bytes = b"",
        environment: Mapping[str, str] = MappingProxyType({}),
        folder: Path | None = None,
        may_fail: bool = False,
    ) -> bytes:
        """What git prints. Raises PublicationRefused unless it may fail.

        Args:
            arguments: for git.
            data: what it reads.
            environment: beside that of this process.
            folder: where it runs; the project by default.
            may_fail: "" is then what it prints.
        """
        command = [
            "git",
            f"--git-dir={self.store}",
            "-c",
            "core.autocrlf=false",
            "-c",
            "core.safecrlf=false",
            "-c",
            "core.attributesFile=/dev/null",
            *arguments,
        ]
        more = {**self._identity, **self._access, **environment}
        done = start(command, self.name, "", data, folder or self.root, more)
        if done.returncode and not may_fail:
            said = self.secrets.hide(done.stderr.decode("utf-8", "replace"))
            if any(sign in said for sign in _OVERTAKEN):
                raise PublicationRefused("publication-depassee", self.name)
            raise explain(said, self.name, self.secrets.hide(self.remote), self.secrets.hide(self.remote))
        return done.stdout if not done.returncode else b""

    def commit(self, tree: str, message: str) -> str:
        """A commit without a past."""
        return self.git("commit-tree", tree, "-m", message).decode().strip()

    def push(self, tips: Mapping[str, str], branches: Mapping[str, str]) -> None:
        """Have branches be these commits, all at one instant, unless somebody has moved one. tips: where they were."""
        leases = [f"--force-with-lease=refs/heads/{name}:{tips.get(name, '')}" for name in branches]
        moves = [f"{commit}:refs/heads/{name}" for name, commit in branches.items()]
        self.git("push", "--quiet", "--atomic", *leases, self.remote, *moves)

    def _tips(self) -> dict[str, str]:
        """Commit of each of our branches, fetched."""
        names = (self.target.branch, self.record_branch, self.previous_branch)
        said = self.git("ls-remote", "--heads", self.remote, *(f"refs/heads/{name}" for name in names)).decode()
        pairs = (line.split("\t") for line in said.splitlines())
        tips = {ref.removeprefix("refs/heads/"): commit for commit, ref in pairs}
        if tips:
            self.git("fetch", "--quiet", "--depth=1", "--no-tags", self.remote, *tips.values())
        return tips

    @property
    def _identity(self) -> Mapping[str, str]:
        who = {"NAME": "Publication", "EMAIL": "publication@localhost", "DATE": self.now.isoformat(timespec="seconds")}
        return {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}

    @cached_property
    def _access(self) -> Mapping[str, str]:
        return git_access(self.secrets, self.name)


def git_access(secrets: Secrets, target: str) -> Mapping[str, str]:
    """A token, where the environment or the keyring has one, in a header: git is not told it where others see.

    Forges take any name of a user beside it, but for the token of a job of GitLab (`gitlab-ci-token`).
    """
    token = secrets.find(target, "TOKEN")
    if not token:
        return {}
    user = secrets.find(target, "USER") or "x-access-token"
    value = f"Authorization: Basic {base64.b64encode(f'{user}:{token}'.encode()).decode()}"
    return {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "http.extraHeader", "GIT_CONFIG_VALUE_0": value}


@dataclass
class PagesSession:
    """tips: of our branches, as they were found, and as we have moved them since."""

    place: GitPages
    online: Online
    tips: dict[str, str]
    _commits: dict[str, str] = field(default_factory=dict)

    def send(self, release: Release, kept: Mapping[str, FormerFile], progress: Progress) -> Sent:
        """Make the commit; it travels with the push that shows it."""
        assert release.folder is not None, "a release that is sent lies somewhere"
        place, before = self.place, self._blobs()
        with tempfile.TemporaryDirectory(prefix="tambour-") as scratch:
            index = {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
            place.git("--work-tree=.", "add", "--all", "--force", ".", environment=index, folder=release.folder)
            extra = [*self._extra_files(), *((path, before[path]) for path in kept if path in before)]
            lines = "".join(f"{_FILE} {blob}\t{path}\n" for path, blob in extra)
            place.git("update-index", "--add", "--index-info", data=lines.encode(), environment=index)
            tree = place.git("write-tree", environment=index).decode().strip()
        self._commits[release.name] = place.commit(tree, f"Site {release.name}")
        after = self._blobs(tree)
        new = {blob for path, blob in after.items() if before.get(path) != blob} - set(before.values())
        progress(1)
        return Sent(len(new), sum(self._sizes(new)))

    def switch(self, release: Release) -> None:
        branch, commit = self.place.target.branch, self._commits[release.name]
        moves = {branch: commit}
        if branch in self.tips and self.online.release is not None and self.online.release.name != release.name:
            moves[self.place.previous_branch] = self.tips[branch]
        self._push(moves)

    def keep(self, record: PublicationRecord) -> None:
        blob = self.place.git("hash-object", "-w", "--stdin", data=record.data()).decode().strip()
        tree = self.place.git("mktree", data=f"{_FILE} blob {blob}\t{_RECORD}\n".encode()).decode().strip()
        self._push({self.place.record_branch: self.place.commit(tree, "Publications")})

    def tidy(self) -> None:
        """Nothing is left over: what no branch holds, the forge forgets."""

    def doubt(self, paths: Iterable[str]) -> None:
        """Nothing: a commit is what it is."""

    def lay_out(self, folder: Path) -> None:
        """Write what the branch holds into an empty folder: for a forge that is handed a folder, and not a branch."""
        tip = self.tips.get(self.place.target.branch)
        if tip is None:
            return
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="tambour-") as scratch:
            index = {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
            self.place.git("read-tree", tip, environment=index)
            self.place.git(f"--work-tree={folder}", "checkout-index", "--all", environment=index, folder=folder)

    def put_back(self) -> Release:
        """The site before, once."""
        tip = self.tips.get(self.place.previous_branch)
        if tip is None or tip == self.tips.get(self.place.target.branch):
            raise PublicationRefused("rien-a-remettre", self.place.name)
        release = Release(self.place.git("cat-file", "blob", f"{tip}:{MANIFEST}"))
        self._push({self.place.target.branch: tip})
        return release

    def _push(self, moves: dict[str, str]) -> None:
        self.place.push(self.tips, moves)
        self.tips |= moves

    def _extra_files(self) -> Iterator[tuple[str, str]]:
        """What the forge wants to find beside the site."""
        host = urlsplit(self.place.url).hostname or ""
        files = {NO_JEKYLL: b""}
        if not host.endswith(_FORGES):
            files["CNAME"] = f"{host}\n".encode()
        for path, data in files.items():
            yield path, self.place.git("hash-object", "-w", "--stdin", data=data).decode().strip()

    def _blobs(self, tree: str | None = None) -> dict[str, str]:
        """Path → blob of a tree; by default, of what is online."""
        tree = tree or self.tips.get(self.place.target.branch)
        if tree is None:
            return {}
        lines = self.place.git("ls-tree", "-r", "-z", tree).decode("utf-8", "surrogateescape").split("\0")
        pairs = (line.partition("\t") for line in lines if line)
        return {path: head.split()[2] for head, _, path in pairs}

    def _sizes(self, blobs: set[str]) -> Iterator[int]:
        said = self.place.git("cat-file", "--batch-check=%(objectsize)", data="".join(f"{b}\n" for b in blobs).encode())
        yield from map(int, said.split())
