"""The git repository that holds a project's content, if one does: of which commit a release is made, and back to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tambour.publish.programs import start
from tambour.publish.refusals import PublicationRefused

_REJECTED = ("[rejected]", "[remote rejected]", "fetch first", "non-fast-forward")
_AUTHOR = ("-c", "user.name=Publication", "-c", "user.email=publication@localhost")
_MESSAGE = "Registre des publications"
_TARGET = "git"


@dataclass(frozen=True)
class Repository:
    """content: a folder of content that git follows."""

    content: Path

    @classmethod
    def of(cls, content: Path) -> "Repository | None":
        """None where git is not installed, or does not follow this folder."""
        repository = cls(content)
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
    def is_altered(self) -> bool:
        """Whether files of the content are not what that commit holds."""
        return bool(self._git("status", "--porcelain", "--", "."))

    def save(self, names: Iterable[str]) -> bool:
        """Commit these files of the content, and nothing else. Returns whether they had changed."""
        files = [name for name in names if (self.content / name).is_file()]
        if not files or not self._git("status", "--porcelain", "--", *files):
            return False
        self._git("add", "--", *files)
        author = () if self._git("config", "user.email") else _AUTHOR
        self._git(*author, "commit", "--quiet", "--only", "--message", _MESSAGE, "--", *files)
        return True

    def push(self) -> str:
        """Send what was committed where the branch comes from, if it comes from anywhere.

        Returns what kept it from being sent, as git says it; "" when it was, or has nowhere to go. Raises
        PublicationRefused when others have been there since: what is published here would undo theirs.
        """
        if not self._git("rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}"):
            return ""
        done = start(["git", "push", "--quiet"], _TARGET, "", folder=self.content)
        said = done.stderr.decode("utf-8", "replace").strip()
        if done.returncode and any(sign in said for sign in _REJECTED):
            raise PublicationRefused("contenu-en-retard", _TARGET)
        return (said.splitlines() or ["sans un mot"])[-1] if done.returncode else ""

    def restore(self, commit: str, but: Iterable[str]) -> bool:
        """Bring the content back to what a commit holds, some of its files left as they are. Returns whether it did."""
        kept = [f":(exclude){name}" for name in but]
        command = ["git", "restore", f"--source={commit}", "--staged", "--worktree", "--", ".", *kept]
        return start(command, _TARGET, "", folder=self.content).returncode == 0

    def _git(self, *arguments: str) -> str:
        """What git says; "" when it refuses."""
        done = start(["git", *arguments], _TARGET, "", folder=self.content)
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""
