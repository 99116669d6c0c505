"""The picture of an item and its files, as readers are told of them: addresses, types and true lengths."""

from collections.abc import Sequence
from typing import NamedTuple

from tambour.channels import Document, Item, Site
from tambour.model.conversions import printable
from tambour.model.media import Derived
from tambour.words.numbers import filesize_fr

from .feed import Enclosure, Picture

_WIDTH = 1200  # pixels: what readers that show one large picture ask for


class FileLink(NamedTuple):
    """A file to download. facts: `PDF, 1,2 Mo`."""

    url: str
    title: str
    facts: str


def picture_of(site: Site, item: Item) -> Picture | None:
    """Its picture; None when it has none."""
    original = site.media.originals.get(f"images/{item.image}") if item.image else None
    if original is None:
        return None
    shown = original.at(_WIDTH)
    alt = "" if item.decorative else printable(item.alt or "")
    return Picture(site.absolute(shown.path), shown.media_type, shown.length, shown.width, shown.height, alt)


def enclosure_of(site: Site, item: Item, picture: Picture | None) -> Enclosure | None:
    """One, since RSS has room for one: the publication itself, else the picture, else the first file."""
    files = _files(site, item)
    if picture is not None and not (files and isinstance(item, Document)):
        return Enclosure(picture.url, picture.media_type, picture.length, picture.alt)
    return next(
        (Enclosure(site.absolute(f.path), f.media_type, f.length, printable(title)) for f, title in files), None
    )


def file_links(site: Site, item: Item) -> list[FileLink]:
    """What can be downloaded, a publication's own file first."""
    return [FileLink(site.absolute(file.path), title, _facts(file)) for file, title in _files(site, item)]


def _files(site: Site, item: Item) -> Sequence[tuple[Derived, str]]:
    named = [(item.file, item.title)] if isinstance(item, Document) else []
    named += [(file.path, file.title) for file in item.documents]
    found = ((site.media.originals.get(f"documents/{path}"), title) for path, title in named)
    return [(original.readable[-1], title) for original, title in found if original is not None]


def _facts(file: Derived) -> str:
    return f"{file.path.rpartition('.')[2].upper()}, {filesize_fr(file.length)}"
