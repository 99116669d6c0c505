"""Templates of the engine, compiled in one run of the tests for the next ones: a tenth of a second for a whole second.

Their key holds the source, the compiler and the libraries, as in a build's own cache: a changed one is compiled anew.
"""

import marshal
import os
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

from jinja2 import Environment

from tambour.build import compiled_templates, jinja
from tambour.build.templates import TemplatesMaker
from tambour.pupitre.web import drawing

ROOT = Path(__file__).resolve().parent.parent
_FILE = ROOT / ".cache" / "tests" / "templates"
_OURS = tuple(f"{ROOT / folder}{os.sep}" for folder in ("theme", "plugins"))
_MOST = 800  # three times what the engine has: those that nothing asks for any more go
_loaded: set[tuple[str, str]] = set()


def load() -> None:
    """Have this process know what an earlier run has compiled."""
    compiled_templates._memory |= _kept()
    _loaded.update(_known())


def complete() -> None:
    """Compile for all processes and programs of this run what no earlier one has: each would do it for itself."""
    for environment in _environments():
        for name in environment.list_templates(filter_func=lambda name: not name.startswith("!")):
            environment.get_template(name)
    keep()
    _loaded.update(_known())


def _environments() -> Iterator[Environment]:
    """Those of the pages, of each channel and of the pupitre."""
    theme = ROOT / "theme" / "templates"
    pages = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])
    jinja.prepare(pages, [theme])
    channels = TemplatesMaker((theme,))
    packages = [found.parent for found in (ROOT / "plugins" / "tambour" / "channels").glob("*/templates")]
    made = [pages, *(channels(package.name, package)._environment for package in packages)]
    for environment in made:
        environment.filters.update(jinja.FILTERS)
    yield from (*made, drawing.environment())


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
