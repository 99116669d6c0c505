"""A content folder and its workshop, on disk for the time of a test."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tambour.media.folder import MediaFolder, inventory
from tambour.media.workshop import Workshop
from tambour.model.media import Derived, Original


@dataclass
class Contents:
    """Files by their path under content/. made: how many pictures each inventory had to make."""

    root: Path
    files: dict[str, Path] = field(default_factory=dict)
    made: list[int] = field(default_factory=list)

    @property
    def cache(self) -> Path:
        return self.root / ".cache"

    def put(self, path: str, data: bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        self.files[path] = file
        return file

    def taken(self, workers: int | None = None) -> tuple[MediaFolder, Mapping[str, str]]:
        """The folder, and the codes of what cannot be published, by path."""
        folder, faults = inventory(self.files, self.files, Workshop(self.cache, workers, self.made.append))
        return folder, {path: fault.code for path, fault in faults.items()}

    def original(self, path: str, data: bytes) -> Original:
        self.put(path, data)
        folder, faults = self.taken()
        assert faults == {}
        return folder.originals[path]

    def shown(self, path: str, data: bytes) -> list[tuple[Derived, Image.Image]]:
        """Each version of one picture, decoded."""
        original = self.original(path, data)
        folder, _ = self.taken()
        return [(version, Image.open(BytesIO(folder.read(version.path)))) for version in original.derived]


@pytest.fixture
def contents(tmp_path) -> Contents:
    return Contents(tmp_path)
