"""The pictures and documents of a project: what there is, who uses what."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from tambour.build.used_media import used_media
from tambour.model.kinds import REGISTERS
from tambour.model.slugs import fold
from tambour.pupitre.web.project import DeskFile, Project, WrittenContent
from tambour.source.entry import ContentFile
from tambour.source.files import REFERENCE_FOLDER
from tambour.words.numbers import filesize_fr

PER_PAGE = 60
FOLDERS = ("images", "documents")


@dataclass(frozen=True)
class MediaUse:
    """Who uses a file. path: of the content file, or of a register. title: of the content. in_field: as its picture."""

    path: str
    title: str
    in_field: bool
    sheet: DeskFile | None


@dataclass(frozen=True)
class MediaFile:
    """One file. path: under the content folder; real: where it lies. uses: those that name it."""

    path: str
    real: Path
    uses: tuple[MediaUse, ...]

    @property
    def folder(self) -> str:
        """`images` or `documents`."""
        return self.path.partition("/")[0]

    @property
    def name(self) -> str:
        """Under its folder."""
        return self.path.partition("/")[2]

    @property
    def kind(self) -> str:
        """JPEG, PDF…"""
        return PurePosixPath(self.path).suffix.removeprefix(".").upper()

    @property
    def is_picture(self) -> bool:
        """Whether it is shown."""
        return self.folder == "images"

    @cached_property
    def length(self) -> int:
        """In bytes."""
        try:
            return self.real.stat().st_size
        except OSError:
            return 0

    @property
    def weight(self) -> str:
        """In words."""
        return filesize_fr(self.length)

    @property
    def alts(self) -> tuple[str, ...]:
        """What is said of it to who does not see it, wherever it is used."""
        found = (use.sheet.word("alt") for use in self.uses if use.sheet is not None and use.in_field)
        return tuple(dict.fromkeys(alt for alt in found if alt))

    @property
    def title(self) -> str:
        """By what a person knows it: the titles of the contents that use it, or its name."""
        return ", ".join(dict.fromkeys(use.title for use in self.uses)) or self.name

    @cached_property
    def folded(self) -> str:
        """All that a search looks in."""
        return fold(" ".join((self.name, self.title, *self.alts)))


@dataclass(frozen=True)
class FoundMedia:
    """A page of what was looked for."""

    files: tuple[MediaFile, ...]
    total: int
    number: int
    pages: int


class MediaLibrary:
    """Of one project: made again when something was saved."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._lock = threading.Lock()
        self._of: WrittenContent | None = None
        self._files: Mapping[str, MediaFile] = {}

    def files(self) -> Mapping[str, MediaFile]:
        """Every file, by path."""
        written = self._project.look()
        with self._lock:
            if self._of is not written:
                self._files = dict(_files(self._project, written))
                self._of = written
            return self._files

    def find(self, query: str, folder: str, *, unused: bool, number: int) -> FoundMedia:
        """Those whose names, descriptions or contents hold every word of a query, pictures first."""
        words = fold(query).split()
        found = [
            file
            for file in self.files().values()
            if (not folder or file.folder == folder)
            and not (unused and file.uses)
            and all(word in file.folded for word in words)
        ]
        pages = max(1, -(-len(found) // PER_PAGE))
        number = min(max(number, 1), pages)
        return FoundMedia(tuple(found[(number - 1) * PER_PAGE : number * PER_PAGE]), len(found), number, pages)


def names(entry: ContentFile | None, path: str) -> bool:
    """Whether a content names a file, in a field or in its text. path: of the file, under content/."""
    if entry is None:
        return False
    folder, _, name = path.partition("/")
    in_field = any((f"{target}s", value) == (folder, name) for _, target, value in entry.references)
    return in_field or any(link.kind == "media" and link.target == path for _, link in entry.links)


def _files(project: Project, written: WrittenContent) -> Iterator[tuple[str, MediaFile]]:
    catalogue = written.content.catalogue
    uses: dict[str, dict[str, MediaUse]] = {}
    for use in used_media(project.settings, catalogue, catalogue.entries, written.now):
        path = str(use.file)
        sheet = written.sheets.get(path)
        known = uses.setdefault(use.path, {}).get(path)
        in_field = use.field == "Image" or (known is not None and known.in_field)
        uses[use.path][path] = MediaUse(path, sheet.title if sheet else use.field, in_field, sheet)
    registers = [f"{REFERENCE_FOLDER}/{register.file}" for register in REGISTERS.values()]
    faulty = {path: written.content.sources[path] for path in registers if path in written.problems}
    unread = [sheet for path, sheet in written.sheets.items() if path not in written.entries]
    for path, real in sorted(
        catalogue.media.items(), key=lambda named: (FOLDERS.index(named[0].split("/")[0]), named[0])
    ):
        name = path.partition("/")[2]
        for sheet in unread:  # what it says cannot be read, but it names the file
            if name in sheet.raw.body or name in str(sheet.raw.fields):
                uses.setdefault(path, {})[sheet.path] = MediaUse(
                    sheet.path, sheet.title, sheet.word("image") == name, sheet
                )
        for register, data in faulty.items():
            if name.encode() in data:
                uses.setdefault(path, {}).setdefault(register, MediaUse(register, "Répertoire", False, None))
        yield path, MediaFile(path, real, tuple(uses.get(path, {}).values()))
