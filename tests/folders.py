"""A territory and a way to write a content folder, for the tests of the source."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tambour.model.territory import Territory
from tambour.testing.building import TERRITORY

WriteFolder = Callable[..., Path]


@pytest.fixture
def territory() -> Territory:
    return TERRITORY


@pytest.fixture
def folder(tmp_path: Path) -> WriteFolder:
    """Write files under a content folder: `folder(**{"agenda/fete.md": "---…"})`; bytes or text."""

    def write(files: dict[str, str | bytes]) -> Path:
        root = tmp_path / "content"
        for name, data in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return root

    return write
