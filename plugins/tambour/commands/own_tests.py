"""`tambour test`: a territory's own tests, on its own content; those of the engine are its own affair."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tambour.build.settings_file import OWN_CODE

_FOLDER = "tests"
_UNAVAILABLE = 69  # EX_UNAVAILABLE (sysexits.h)
_NOTHING_FOUND = 5  # pytest's


def run_tests(project: Path, only: Path | None = None) -> int:
    """Run them. Returns the exit code: 0, or 1 when one fails.

    Args:
        project: folder of the territory.
        only: a folder or a file of tests, from the current folder; by default, all.
    """
    if find_spec("pytest") is None:
        print(
            "Il manque pytest, dont les tests se servent : pip install pytest, dans cet environnement.", file=sys.stderr
        )
        return _UNAVAILABLE
    tests = (only or project / _FOLDER).absolute()
    if not tests.exists():
        print(f"Il n'y a pas de tests dans {tests}.", file=sys.stderr)
        return _UNAVAILABLE
    options = ["-q", "--import-mode=importlib", "-p", "no:cacheprovider", "-o", f"pythonpath={project / OWN_CODE}"]
    command = [sys.executable, "-m", "pytest", *options, f"--rootdir={project}", str(tests)]
    environ = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=project, env=environ, check=False)  # noqa: S603 — a path that was typed
    return 0 if done.returncode in (0, _NOTHING_FOUND) else 1
