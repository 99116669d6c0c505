"""Golden files: whole outputs, compared byte for byte. `pytest --golden` writes them anew; then read the diff."""

from collections.abc import Callable
from pathlib import Path

import pytest

Golden = Callable[[str, bytes], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare whole files: `golden("name", data)` fails when `golden/name` beside the test holds other bytes.

    Returns:
        A function of the file's name and of the bytes that were made.
    """
    folder = Path(request.path).parent / "golden"

    def compare(name: str, data: bytes) -> None:
        file = folder / name
        if request.config.getoption("--golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        assert file.is_file(), f"no golden/{name}: run pytest --golden"
        assert data == file.read_bytes()

    return compare
