"""The git repository that holds a project's content, if one does: of which commit a release is made, and back to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from tambour.publish.programs import start
from tambour.publish.refusals import PublicationRefused

_REJECTED = ("[rejected]", "[remote rejected]", "fetch first", "non-fast-forward")
_AUTHOR = ("-c", "user.name=Publication", "-c", "user.email=publication@localhost")
_MESSAGE = "Registre des publications"
_TARGET = "git"


@dataclass(frozen=True)
class Repository:
    """content: a folder of content that git follows. access: of the environment of git, when it sends."""

    content: Path
    access: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, content: Path, access: Mapping[str, str] = MappingProxyType({})) -> "Repository | None":
        """None where git is not installed, or does not follow this folder."""
        repository = cls(content, access)
        try:
            inside = repository._git("rev-parse", "--is-inside-work-tree")
        except PublicationRefused:
            return None
        return repository if inside == "true" and repository._git("ls-files", "--", ".") else None

    @property
    def head(self) -> str:
        """The commit that is checked out; "" before the first."""
        return self._git("rev-parse", "--verify", "--quiet", "HEAD")

    @property
    def root(self) -> Path | None:
        """Folder of the whole repository; None outside of any."""
        said = self._git("rev-parse", "--show-toplevel")
        return Path(said).resolve() if said else None

    @property
    def branch(self) -> str:
        """That is checked out; "" for none."""
        return self._git("symbolic-ref", "--quiet", "--short", "HEAD")

    @property
    def remote(self) -> str:
        """Name of the repository that the branch comes from; "" for none."""
        return self._git("rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}").partition("/")[0]

    @property
    def is_altered(self) -> bool:
        """Whether files of the content are not what that commit holds."""
        return bool(self._git("status", "--porcelain", "--", "."))

    def save(self, names: Iterable[str], message: str = _MESSAGE) -> bool:
        """Commit these files of the content, and nothing else. Returns whether they had changed."""
        files = [name for name in names if (self.content / name).is_file()]
        if not files or not self._git("status", "--porcelain", "--", *files):
            return False
        self._git("add", "--", *files)
        author = () if self._git("config", "user.email") else _AUTHOR
        self._git(*author, "commit", "--quiet", "--only", "--message", message, "--", *files)
        return True

    def push(self) -> str:
        """Send what was committed where the branch comes from, if it comes from anywhere.

        Returns what kept it from being sent, as git says it; "" when it was, or has nowhere to go. Raises
        PublicationRefused when others have been there since: what is published here would undo theirs.
        """
        if not self._git("rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}"):
            return ""
        done = start(["git", "push", "--quiet"], _TARGET, "", folder=self.content, environment=self.access)
        said = done.stderr.decode("utf-8", "replace").strip()
        if done.returncode and any(sign in said for sign in _REJECTED):
            raise PublicationRefused("contenu-en-retard", _TARGET)
        return (said.splitlines() or ["sans un mot"])[-1] if done.returncode else ""

    def catch_up(self) -> bool:
        """Put what was committed here, and not sent, behind what others have sent. Returns whether that could be."""
        author = () if self._git("config", "user.email") else _AUTHOR
        pull = ["git", *author, "pull", "--quiet", "--rebase", "--autostash"]
        done = start(pull, _TARGET, "", folder=self.content, environment=self.access)
        if done.returncode:
            self._git("rebase", "--abort")
        return done.returncode == 0

    def restore(self, commit: str, but: Iterable[str]) -> bool:
        """Bring the content back to what a commit holds, some of its files left as they are. Returns whether it did."""
        kept = [f":(exclude){name}" for name in but]
        command = ["git", "restore", f"--source={commit}", "--staged", "--worktree", "--", ".", *kept]
        return start(command, _TARGET, "", folder=self.content).returncode == 0

    def _git(self, *arguments: str) -> str:
        """What git says; "" when it refuses."""
        done = start(["git", *arguments], _TARGET, "", folder=self.content)
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""
