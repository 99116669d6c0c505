"""Builds in processes of their own, which a test may kill at any moment: forked from one that has loaded everything."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.trees import PACKAGES

_NURSERY = """
import ctypes, json, os, resource, sys, time
from pathlib import Path
import tambour.bridge.runner, tambour.build.rendering, tambour.verify.run
import docutils.parsers.rst.languages.fr, jinja2.ext, multiprocessing.popen_fork, multiprocessing.synchronize
import tambour.build.live.site_build
from PIL import Image
from tambour.build.manifest import distributions
from tambour.commands.build import build
distributions(), Image.init()
for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.chdir(asked["folder"])
            os.umask(asked["umask"])
            said = os.open(asked["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(said, 1), os.dup2(said, 2)
            if asked["file_limit"]:
                resource.setrlimit(resource.RLIMIT_FSIZE, (asked["file_limit"],) * 2)
            if not asked["almighty"]:
                header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()  # capabilities(7), v3
                assert ctypes.CDLL(None).capset(header, nothing) == 0
            paths = ("content", "settings", "output")
            code = build(**{name: Path(value) if name in paths else value for name, value in asked["options"].items()})
        except BaseException:
            import traceback
            traceback.print_exc()
        finally:
            sys.stdout.flush(), sys.stderr.flush()
            os._exit(code)
    print(child, flush=True)
    if asked["killed_by"]:
        time.sleep(asked["killed_after"])
        os.kill(child, asked["killed_by"])
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass(frozen=True)
class Circumstances:
    """What a build meets. file_limit: bytes that a file may have, 0 = any. almighty: False takes from root what lets it
    read and write whatever it likes. killed_by: a signal, that comes killed_after seconds; 0 = none."""

    umask: int = 0o022
    file_limit: int = 0
    almighty: bool = True
    killed_by: int = 0
    killed_after: float = 0


class Nursery:
    """The process that forks builds. said: file in which a build says what it has to say."""

    def __init__(self, process: "subprocess.Popen[str]", said: Path) -> None:
        self._process, self._said = process, said

    def begin(self, folder: Path, circumstances: Circumstances | None = None, **options: object) -> int:
        """Begin a build in a project's folder; returns its process id. options: of `build`."""
        asked = {"folder": folder, "said": self._said, "options": options}
        asked |= asdict(circumstances or Circumstances())
        print(json.dumps(asked, default=str), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def end(self) -> int:
        """Wait for it; returns its exit code, negative for the signal that ended it."""
        return int(self._process.stdout.readline())

    def build(self, folder: Path, circumstances: Circumstances | None = None, **options: object) -> int:
        """Build, and return the exit code."""
        self.begin(folder, circumstances, **options)
        return self.end()

    def said(self) -> str:
        """What the last build said."""
        return self._said.read_text("utf-8").replace("\u00a0", " ")


@contextmanager
def nursery(said: Path) -> Iterator[Nursery]:
    """A nursery, for as long as the `with` lasts."""
    environ = {**os.environ, "PYTHONPATH": str(PACKAGES), "PYTHONUTF8": "1"}
    environ.pop("SOURCE_DATE_EPOCH", None)
    with subprocess.Popen(
        [sys.executable, "-c", _NURSERY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=environ
    ) as process:
        yield Nursery(process, said)
        process.stdin.close()


def tree(folder: Path) -> dict[str, str]:
    """Digest of each file below a folder, by its path; what is no regular file counts as what it is."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            plain = path.is_file() and not path.is_symlink()
            found[path.relative_to(folder).as_posix()] = (
                hashlib.sha256(path.read_bytes()).hexdigest() if plain else "no file"
            )
    return found
