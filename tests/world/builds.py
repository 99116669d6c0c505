"""Builds in processes of their own, which meet what a test has them meet, and may be killed at any moment."""

import hashlib
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tests import warm
from tests.trees import PACKAGES

_BUILD = """
import ctypes, json, os, resource, sys
from pathlib import Path
from tambour.commands.build import build
circumstances, options = json.loads(sys.argv[1]), json.loads(sys.argv[2])
os.umask(circumstances["umask"])
if limit := circumstances["file_limit"]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
if not circumstances["almighty"]:
    header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()  # capabilities(7), version 3
    assert ctypes.CDLL(None).capset(header, nothing) == 0
paths = ("content", "settings", "output")
sys.exit(build(**{name: Path(value) if name in paths else value for name, value in options.items()}))
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


@dataclass(frozen=True)
class Builders:
    """Who builds projects. file: in which a build says what it has to say."""

    file: Path

    def build(self, folder: Path, circumstances: Circumstances | None = None, **options: object) -> int:
        """Build in a project's folder, with options of `build`. Returns the exit code, negative for a signal."""
        met = circumstances or Circumstances()
        environ = {**os.environ, "PYTHONPATH": str(PACKAGES)}
        environ.pop("SOURCE_DATE_EPOCH", None)
        told = json.dumps(asdict(met)), json.dumps(options, default=str)
        with self.file.open("w") as said:
            program = warm.Program("-c", _BUILD, *told, folder=folder, environ=environ, said=said.fileno())
        if met.killed_by:
            time.sleep(met.killed_after)
            program.kill(met.killed_by)
        return program.wait()

    def said(self) -> str:
        """What the last build said."""
        return self.file.read_text("utf-8").replace("\u00a0", " ")


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
