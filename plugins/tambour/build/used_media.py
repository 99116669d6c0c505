"""Which files of content/images and content/documents the published site uses, and where each is asked for."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import PurePosixPath

from tambour.build.settings import BuildSettings
from tambour.look.fonts import files_digest
from tambour.media.workshop import Drawer, Workshop
from tambour.model.kinds import REGISTERS
from tambour.model.references import references
from tambour.source import explain
from tambour.source.catalogue import Catalogue
from tambour.source.entry import ContentFile
from tambour.source.files import REFERENCE_FOLDER
from tambour.words.numbers import count_fr

_FOLDERS = {"image": "images/", "document": "documents/"}
_CONTACTS = PurePosixPath(REFERENCE_FOLDER, REGISTERS["contact"].file)
_FIELDS = {"image": "Image", "document": "Fichier"}


@dataclass(frozen=True)
class Use:
    """path: under content/ (`images/lac.jpg`). file, line, field: where it is written, for a Problem."""

    path: str
    file: PurePosixPath
    line: int
    field: str


def used_media(settings: BuildSettings, catalogue: Catalogue, public: Iterable[ContentFile]) -> list[Use]:
    """Every use: by published items (fields and text), by contacts, as the logo."""
    uses = [use for entry in public for use in (*_in_fields(entry), *_in_text(entry))]
    for contact in catalogue.contacts.values():
        if contact.image is not None:
            line = catalogue.record_lines.get((_CONTACTS.name, contact.id), 1)
            uses.append(Use(f"images/{contact.image}", _CONTACTS, line, "Image"))
    if settings.territory.logo is not None:
        uses.append(Use(f"images/{settings.territory.logo}", *settings.file.place("TERRITORY", "logo"), "Logo"))
    return uses


def _in_fields(entry: ContentFile) -> Iterator[Use]:
    line_of = explain.line_in(entry.origin.lines)
    for place, target, name in references(entry.item):
        if target in _FOLDERS:
            yield Use(_FOLDERS[target] + name, entry.origin.path, line_of(place), _FIELDS[target])


def _in_text(entry: ContentFile) -> Iterator[Use]:
    for line, link in entry.links:
        if link.kind == "media":
            yield Use(link.target, entry.origin.path, line, "Texte")


def workshop(settings: BuildSettings, *, dry: bool = False) -> Workshop:
    """Where the versions of pictures are made. dry: pictures are looked at, and no version is made."""
    return Workshop(settings.cache / "media", tell=_tell, drawer=Drawer(_draw, _drawing_digest()), dry=dry)


def _draw(svg: bytes, width: int, height: int) -> bytes:
    from tambour.look.drawing import drawing_png  # noqa: PLC0415 — a site without new drawings need not pay

    return drawing_png(svg, width, height)


def _drawing_digest() -> str:
    return f"resvg-{version('resvg-py')} {files_digest()}"


def _tell(count: int) -> None:
    """Say why it takes minutes, the first time, to whoever waits at a terminal."""
    if sys.stderr.isatty():
        print(f"Préparation de {count_fr(count, 'image')}, une fois pour toutes…", file=sys.stderr, flush=True)
