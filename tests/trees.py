"""A built site on disk, and how the tests build one: through the command line, in a process of its own."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tambour.commands.build import build
from tests import warm

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "tests" / "packages"  # channels that builds are tested with, as others write theirs
DEMO_URL = "https://www.tambour.example/interco"  # under a sub-path: an address that forgets it is broken


_SETTINGS = """\
import runpy
globals().update(runpy.run_path({root!r} + "/pelicanconf.py"))
PATH, THEME, CACHE_PATH = {root!r} + "/content", {root!r} + "/theme", {root!r} + "/.cache"
CHANNELS = {{name: channel for name, channel in CHANNELS.items() if name not in {channels!r}}}
"""


def settings_without(folder: Path, *channels: str) -> Path:
    """The demo's settings without some channels, as a file in this folder. What is made is kept in the demo's cache."""
    file = folder / "pelicanconf_without.py"
    file.write_text(_SETTINGS.format(root=ROOT.as_posix(), channels=channels), "utf-8")
    return file


def invoke(
    *arguments: str, root: Path = ROOT, cold: bool = False, **options: object
) -> subprocess.CompletedProcess[str]:
    """`inv …` in the tests' own environment; what it prints is captured as UTF-8 text.

    cold: started as a shell starts it, with all that Python makes of its environment.
    """
    command = [*((sys.executable,) if cold else warm.python()), "-m", "invoke", "--search-root", str(root), *arguments]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False, **options
    )


@dataclass(frozen=True)
class Tree:
    """A folder of files as a web server would serve them. url: the address of root, no trailing slash."""

    root: Path
    url: str

    @classmethod
    def built(
        cls, output: Path, *arguments: str, project: Path = ROOT, environ: Mapping[str, str] | None = None
    ) -> "Tree":
        """Build `project` into `output` for the demo's address, with a command as it is typed, or in another
        environment; `arguments` are further options of `inv build`."""
        where = (f"--output={output}", f"--url={DEMO_URL}")
        environ = {**os.environ, **(environ or {})}
        done = invoke("build", *where, *arguments, root=project, cold=True, cwd=project, env=environ)
        assert done.returncode == 0, done.stdout + done.stderr
        return cls(output, DEMO_URL)

    @classmethod
    def made(cls, output: Path, settings: Path, now: str, content: Path | None = None) -> "Tree":
        """The same of other settings, in this process: where it is the site that is looked at, not the command."""
        assert build(content, settings, output, DEMO_URL, now, quiet=True) == 0
        return cls(output, DEMO_URL)

    def files(self, pattern: str = "*") -> list[Path]:
        """Files whose name matches, in order, wherever they are in the tree."""
        return sorted(path for path in self.root.rglob(pattern) if path.is_file())

    def digests(self) -> dict[str, str]:
        """sha256 of each file, by its path in the tree."""
        return {
            path.relative_to(self.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in self.files()
        }

    def address(self, path: Path) -> str:
        """The public address of a file: folders are called by their name, not by their index.html."""
        relative = path.relative_to(self.root).as_posix()
        return f"{self.url}/{relative.removesuffix('index.html') if path.name == 'index.html' else relative}"

    def file_at(self, address: str) -> Path | None:
        """The file that answers at a public address (no query, no fragment), which may leave out the host; None when
        none does."""
        inside = address.removeprefix(self.url if "://" in address else urlsplit(self.url).path)
        relative = inside.lstrip("/")
        path = self.root / (relative + "index.html" if relative.endswith("/") or not relative else relative)
        return path if path.is_file() else None
