"""The finished folders: every file, what the manifest says of it, and whether it is still what was written."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from tambour.build.last_build import MANIFEST
from tambour.verify import markup
from tambour.verify.observation import ComparedFact, Disagreement, Observed
from tambour.verify.truth import CONTENT, Truth

RECEIPT = "tambour.json"
MAIL = ".mail.html"
_NOT_SERVED = (MANIFEST,)


class NotAnOutput(Exception):
    """The folder is not one that a build has made."""


@dataclass(frozen=True)
class ManifestFile:
    """What the manifest says of one file. item: id of the item that it is about, "" for none. size: None = not told."""

    path: str
    media_type: str
    sha256: str
    size: int | None = None
    item: str = ""
    former: bool = False


@dataclass(frozen=True)
class ItemReceipt:
    """What the manifest says of one item. shared: paths of the files that show it among others, by channel.

    present: channels that have it. left_out: why another has not, by its name.
    """

    kind: str
    present: frozenset[str]
    shared: Mapping[str, frozenset[str]]
    left_out: Mapping[str, str]


@dataclass(frozen=True)
class PublishedPage:
    """One HTML file. path: URL path under the site."""

    file: str
    path: str
    root: HtmlElement

    @property
    def main(self) -> HtmlElement:
        return next(self.root.iter("main"), self.root)

    def meta(self, name: str) -> str:
        """Content of a `<meta>` by `name` or `property`; "" when there is none."""
        return next((one.get("content", "") for one in self.root.iter("meta") if name in _names(one)), "")

    def link(self, rel: str) -> str:
        return next((one.get("href", "") for one in self.root.iter("link") if one.get("rel") == rel), "")

    @property
    def moved(self) -> bool:
        """Nothing but the way to another address."""
        return any(one.get("http-equiv", "").lower() == "refresh" for one in self.root.iter("meta"))


def _names(meta: HtmlElement) -> tuple[str | None, str | None]:
    return meta.get("name"), meta.get("property")


@dataclass(frozen=True)
class OutputFolder:
    """A finished site, and what was made for the agent beside it. url: address for which it was built.

    receipts: of each item. build: what the manifest says of the build.
    """

    site: Path
    kit: Path
    url: str
    manifest: Mapping[str, ManifestFile]
    receipts: Mapping[str, ItemReceipt] = field(default_factory=dict)
    build: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, site: Path, kit: Path) -> "OutputFolder":
        """Read the manifest.

        Args:
            site: folder of the finished site.
            kit: folder of what was made for the agent; it may not exist.

        Raises:
            NotAnOutput: when there is no manifest, or none that can be read.
        """
        try:
            data = json.loads((site / MANIFEST).read_bytes())
            manifest = {one.path: one for one in _manifest_files(data)}
            return cls(site, kit, str(data["build"]["url"]), manifest, _receipts(data), data["build"])
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise NotAnOutput(str(site)) from error

    @property
    def channels(self) -> frozenset[str]:
        """Names of the channels that the manifest tells of."""
        return frozenset(self.build.get("channels", ()))

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every file of the site, by path."""
        return _files(self.site)

    @cached_property
    def kit_files(self) -> tuple[str, ...]:
        """Every file of the kit, by path; none when there is no kit."""
        return _files(self.kit) if self.kit.is_dir() else ()

    def files_ending(self, *endings: str) -> Iterator[str]:
        """The files of the site whose names end in one of these ways, former ones left out."""
        former = {path for path, one in self.manifest.items() if one.former}
        return (path for path in self.files if path.endswith(endings) and path not in former)

    @cached_property
    def documents(self) -> Mapping[str, HtmlElement]:
        """Every page of the site by path, mails excepted: parsed once, for all who read it."""
        pages = (path for path in self.files_ending(".html") if not path.endswith(MAIL))
        return {path: markup.document(self.data(path)) for path in pages}

    def pages(self) -> Iterator[PublishedPage]:
        """Every page of the site, mails excepted."""
        for file, root in self.documents.items():
            path = file.removesuffix("index.html") if file.endswith("/index.html") or file == "index.html" else file
            yield PublishedPage(file, path, root)

    def data(self, path: str) -> bytes:
        """The bytes of a file of the site."""
        return (self.site / path).read_bytes()

    def has(self, path: str | None) -> bool:
        """Whether a server would find something at a path."""
        if path is None:
            return True
        return bool(self._answering & {path, f"{path.rstrip('/')}/index.html".lstrip("/")})

    @cached_property
    def _answering(self) -> frozenset[str]:
        return frozenset(self.files)


def _files(root: Path) -> tuple[str, ...]:
    return tuple(sorted(file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()))


def _manifest_files(data: Mapping[str, Any]) -> Iterator[ManifestFile]:
    def file(one: Mapping[str, Any], item: str = "", *, former: bool = False) -> ManifestFile:
        return ManifestFile(one["path"], one["media_type"], one["sha256"], one.get("size"), item, former)

    for item, its in data["items"].items():
        for files in its["channels"].values():
            yield from (file(one, item) for one in files if not isinstance(one, str))
    yield from map(file, data["site"])
    yield from (file(one, former=True) for one in data["former"])


def _receipts(data: Mapping[str, Any]) -> Mapping[str, ItemReceipt]:
    return {
        item: ItemReceipt(
            its["kind"],
            frozenset(its["channels"]),
            {name: frozenset(one for one in files if isinstance(one, str)) for name, files in its["channels"].items()},
            {name: why for why, names in its["left_out"].items() for name in names},
        )
        for item, its in data["items"].items()
    }


def file_disagreements(folder: OutputFolder, truth: Truth) -> Iterator[Disagreement]:
    """Files that are missing, that nobody listed, or whose bytes are no longer those that were written."""

    def disagreement(item: str, path: str, first: str, second: str) -> Disagreement:
        return Disagreement(
            item, ComparedFact.FILE, "", Observed(RECEIPT, "", first), Observed("le dossier", path, second)
        )

    actual = set(folder.files)
    for path, file in sorted(folder.manifest.items()):
        if path not in actual:
            yield disagreement(file.item, path, "annonce ce fichier", "ne l’a pas")
        elif hashlib.sha256(data := folder.data(path)).hexdigest() != file.sha256:
            yield disagreement(file.item, path, f"dit {file.sha256[:12]}…", "a d’autres octets")
        elif file.size not in (None, len(data)):
            yield disagreement(file.item, path, f"dit {file.size} octets", f"en a {len(data)}")
    for path in sorted(actual - folder.manifest.keys() - {*_NOT_SERVED}):
        yield disagreement("", path, "ne connaît pas ce fichier", "l’a")
    receipts = folder.receipts.keys()
    for item in sorted(truth.items.keys() - receipts):
        first = Observed(CONTENT, "", "publie ce contenu")
        yield Disagreement(item, ComparedFact.PRESENCE, "", first, Observed(RECEIPT, "", "ne le connaît pas"))
    for item in sorted(receipts - truth.items.keys()):
        why = truth.hidden[item].why_hidden if item in truth.hidden else "n’existe pas"
        second = Observed(RECEIPT, "", "dit qu’il est publié")
        yield Disagreement(item, ComparedFact.PRESENCE, "", Observed(CONTENT, "", f"dit qu’il {why}"), second)
