"""A release: one finished site, as its receipt tells it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from tambour.build.former_files import KEPT, FormerFile, last_of_each, served_files
from tambour.build.last_build import MANIFEST
from tambour.build.sink import safe_path
from tambour.model.site.site import PATH_CHARACTERS

_INDEX = "index.html"


class ReleaseFile(NamedTuple):
    """lasting: its name holds a digest of its content."""

    path: str
    media_type: str
    sha256: str
    size: int = 0
    lasting: bool = False


@dataclass(frozen=True)
class Release:
    """A finished site.

    data: bytes of its receipt, whose digest tells this site from every other.
    folder: where it lies; None for one that is known by its receipt alone.
    """

    data: bytes
    folder: Path | None = None

    @classmethod
    def read(cls, folder: Path) -> "Release":
        """Raises OSError when no site lies there."""
        return cls((folder / MANIFEST).read_bytes(), folder)

    @cached_property
    def receipt(self) -> Mapping[str, Any]:
        receipt: Mapping[str, Any] = json.loads(self.data)
        return receipt

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def url(self) -> str:
        return str(self.receipt["build"]["url"])

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self.receipt["build"]["now"])

    @cached_property
    def name(self) -> str:
        """Of its folder, on a server: names in their order are sites in the order of their time."""
        return f"{self.now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{self.digest[:12]}"

    @cached_property
    def files(self) -> Mapping[str, ReleaseFile]:
        """Everything that is served, by path: promised, former, and the receipt itself."""
        found = {
            file["path"]: ReleaseFile(
                file["path"], file["media_type"], file["sha256"], file["size"], bool(file.get("lasting"))
            )
            for file in served_files(self.receipt)
        }
        for file in self.receipt.get("former", ()):
            found.setdefault(file["path"], ReleaseFile(file["path"], file["media_type"], file["sha256"], 0, True))
        found[MANIFEST] = ReleaseFile(MANIFEST, "application/json", self.digest, len(self.data))
        return found

    @property
    def items(self) -> Mapping[str, Mapping[str, Any]]:
        """What the receipt says of each item, by id."""
        items: Mapping[str, Mapping[str, Any]] = self.receipt["items"]
        return items

    @cached_property
    def pages(self) -> frozenset[str]:
        """Paths of the pages of items."""
        return frozenset(page["path"] for item in self.items.values() for page in item["channels"]["pages"])

    def address(self, path: str) -> str:
        """Where a file is seen: a folder's page by the folder."""
        return f"{self.url}/{quote(shown_path(path), safe=PATH_CHARACTERS)}"


def shown_path(path: str) -> str:
    """`agenda/fete/` for `agenda/fete/index.html`."""
    return path.removesuffix(_INDEX) if path == _INDEX or path.endswith(f"/{_INDEX}") else path


@dataclass(frozen=True)
class Difference:
    """Paths of a release that the one before did not have, had otherwise, and had alone.

    size: bytes of the first two.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    size: int

    @property
    def count(self) -> int:
        return len(self.new) + len(self.changed)


def difference(release: Release, before: Release | None, kept: Mapping[str, FormerFile]) -> Difference:
    """What sending a release changes. kept: files that stay served although it does not promise them."""
    old = before.files if before is not None else {}
    new = tuple(sorted(release.files.keys() - old.keys()))
    changed = tuple(
        sorted(path for path in release.files.keys() & old.keys() if release.files[path].sha256 != old[path].sha256)
    )
    removed = tuple(sorted(old.keys() - release.files.keys() - kept.keys()))
    return Difference(new, changed, removed, sum(release.files[path].size for path in (*new, *changed)))


def kept_files(
    release: Release, before: Release | None, known: Mapping[str, FormerFile], now: datetime
) -> Mapping[str, FormerFile]:
    """Fingerprinted files that stay served beside a release, though it was made where nobody knew of them.

    A build links them itself when it finds the previous output; a machine that begins anew has none. What the site that
    is online serves is what counts.

    Args:
        release: the next one.
        before: the one that is online.
        known: what already stays served there, by path.
        now: of the publication.

    Returns:
        By path: for a year, and at most the last few of those that took each other's place.
    """
    found: dict[str, FormerFile] = {}
    for file in _lasting(before, now):
        found[file.path] = file
    found |= known
    staying = {path: file for path, file in found.items() if path not in release.files and now.date() < file.until}
    return {path: staying[path] for path in sorted(last_of_each(staying))}


def _lasting(before: Release | None, now: datetime) -> Iterator[FormerFile]:
    if before is None:
        return
    former = {file["path"]: date.fromisoformat(file["until"]) for file in before.receipt.get("former", ())}
    for file in before.files.values():
        if file.lasting:
            until = former.get(file.path, (now + KEPT).date())
            yield FormerFile(str(safe_path(file.path)), file.media_type, file.sha256, until)
