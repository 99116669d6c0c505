"""Templates of the engine, compiled in one run of the tests for the next ones: a tenth of a second for a whole second.

Their key holds the source, the compiler and the libraries, as in a build's own cache: a changed one is compiled anew.
"""

import marshal
import os
from pathlib import Path
from types import CodeType

from tambour.build import compiled_templates

ROOT = Path(__file__).resolve().parent.parent
_FILE = ROOT / ".cache" / "tests" / "templates"
_OURS = tuple(f"{ROOT / folder}{os.sep}" for folder in ("theme", "plugins"))
_MOST = 400  # twice what the engine has: those that nothing asks for any more go
_loaded: set[tuple[str, str]] = set()


def load() -> None:
    """Have this process know what an earlier run has compiled."""
    compiled_templates._memory |= _kept()
    _loaded.update(_known())


def keep() -> None:
    """Leave what this process has compiled of ours, if anything, for the next run."""
    known = _known()
    if not known.keys() - _loaded:
        return
    _FILE.parent.mkdir(parents=True, exist_ok=True)
    made = _FILE.with_name(f"{_FILE.name}.{os.getpid()}")
    kept = _kept()  # by others, meanwhile
    newest = (kept if len(kept) < _MOST else {}) | {key: (checksum, code) for (key, checksum), code in known.items()}
    made.write_bytes(marshal.dumps(newest))
    made.replace(_FILE)


def _kept() -> dict[str, tuple[str, CodeType]]:
    try:
        return marshal.loads(_FILE.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return {}


def _known() -> dict[tuple[str, str], object]:
    memory = compiled_templates._memory
    return {(key, sum_): code for key, (sum_, code) in memory.items() if code.co_filename.startswith(_OURS)}
