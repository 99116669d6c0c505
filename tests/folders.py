"""A territory and a way to write a content folder, for the tests of the source."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tambour.model.territory import Territory

WriteFolder = Callable[..., Path]


@pytest.fixture
def territory() -> Territory:
    return Territory.model_validate(
        {
            "name": "Communauté de communes du Lac",
            "kind": "communaute-de-communes",
            "siren": "200000008",
            "domain": "lac.example",
            "address": {"street": "1 rue du Lac", "postal_code": "71250", "city": "Valdoux"},
            "phone": "03 53 01 00 00",
            "email": "accueil@lac.example",
            "president": "Camille Durand",
            "host": {"name": "Hébergeur", "address": "2 rue du Port, 71250 Valdoux", "phone": "03 53 01 00 01"},
            "colours": {"main": "#1f4e5f", "second": "#8c2f1b"},
        }
    )


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
