"""The engine on disk: its package, the theme and the locks that it brings.

In an installed wheel both lie inside the package; in the repository, beside `plugins/` (setup.py puts them in).
Standard library only: asked before the libraries of the lock are there.
"""

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent  # our own code, templates of channels included


def _place_of(name: str) -> Path:
    packed = PACKAGE / name
    return packed if packed.exists() else PACKAGE.parent.parent / name


THEME = _place_of("theme")
LOCK, BUILD_LOCK, TERRITORY_LOCK, RCLONE_LOCK, DESK_LOCK = (
    _place_of(f"requirements{part}.lock") for part in ("", "-build", "-territory", "-rclone", "-pupitre")
)


@cache  # what runs is what was installed when this process began; a receipt asks for each channel
def engine_version() -> str:
    """The version that is installed; "" for a copy of the repository that never was."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 — a tenth of an idle build

    try:
        return version("tambour")
    except PackageNotFoundError:
        return ""
