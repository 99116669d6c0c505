"""Which files of content/images and content/documents the published site uses, and where each is asked for."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import PurePosixPath

from tambour.build.schedule import is_long_past
from tambour.build.settings import BuildSettings
from tambour.look.fonts import files_digest
from tambour.media.recipe import FULL, PAST, PAST_TEXT, Reach
from tambour.media.workshop import Drawer, Workshop
from tambour.model.kinds import REGISTERS
from tambour.source import explain
from tambour.source.catalogue import Catalogue
from tambour.source.entry import ContentFile, HomeFile
from tambour.source.files import REFERENCE_FOLDER
from tambour.words.numbers import count_fr

_FOLDERS = {"image": "images/", "document": "documents/"}
_CONTACTS = PurePosixPath(REFERENCE_FOLDER, REGISTERS["contact"].file)
_FIELDS = {"image": "Image", "document": "Fichier"}


@dataclass(frozen=True)
class Use:
    """path: under content/ (`images/lac.jpg`). file, line, field: where it is written, for a Problem.

    reach: how wide it is shown there.
    """

    path: str
    file: PurePosixPath
    line: int
    field: str
    reach: Reach = FULL


def used_media(
    settings: BuildSettings, catalogue: Catalogue, public: Iterable[ContentFile], now: datetime
) -> list[Use]:
    """Every use: by published items (fields and text), by contacts, as the logo."""
    uses = list[Use]()
    for entry in public:
        past = is_long_past(entry, now)
        uses += [*_in_fields(entry, PAST if past else FULL), *_in_text(entry, PAST_TEXT if past else FULL)]
    for contact in catalogue.contacts.values():
        if contact.image is not None:
            line = catalogue.record_lines.get((_CONTACTS.name, contact.id), 1)
            uses.append(Use(f"images/{contact.image}", _CONTACTS, line, "Image"))
    if catalogue.home is not None:
        uses += _in_text(catalogue.home, FULL)
    if settings.territory.logo is not None:
        uses.append(Use(f"images/{settings.territory.logo}", *settings.file.place("TERRITORY", "logo"), "Logo"))
    if settings.territory.easy_read_logo is not None:
        place = settings.file.place("TERRITORY", "easy_read_logo")
        uses.append(Use(f"images/{settings.territory.easy_read_logo}", *place, "Logo FALC"))
    return uses


def _in_fields(entry: ContentFile, reach: Reach) -> Iterator[Use]:
    line_of = explain.line_in(entry.origin.lines)
    for place, target, name in entry.references:
        if target in _FOLDERS:
            yield Use(_FOLDERS[target] + name, entry.origin.path, line_of(place), _FIELDS[target], reach)


def _in_text(entry: ContentFile | HomeFile, reach: Reach) -> Iterator[Use]:
    for line, link in entry.links:
        if link.kind == "media":
            yield Use(link.target, entry.origin.path, line, "Texte", reach)


def reaches(uses: Iterable[Use]) -> dict[str, Reach]:
    """How wide each picture is shown at most, by path."""
    found: dict[str, Reach] = {}
    for use in uses:
        known = found.get(use.path, use.reach)
        found[use.path] = Reach(max(known.browsers, use.reach.browsers), max(known.others, use.reach.others))
    return found


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
