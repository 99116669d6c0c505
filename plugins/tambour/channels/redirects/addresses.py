"""Old addresses, and the file that answers at each."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from tambour.channels import Published, Site

_FORBIDDEN = frozenset('\\:*?"<>|')  # in a file's name, in one system or another
_NAME_MAX = 255  # bytes of one name: ext4, APFS and NTFS agree near enough
_PATH_MAX = 1_000  # bytes; leaves room for the folder that holds the site


@dataclass(frozen=True)
class Redirect:
    """One old address.

    alias: as typed. index: its rank in the item's list. file: where it is answered, None when no file can be.
    """

    alias: str
    index: int
    file: str | None
    target: Published

    @property
    def line(self) -> int:
        """Where it is written, 1-based."""
        return self.target.origin.line(f"alias.{self.index}", "alias")


def redirects(site: Site, channel: str) -> Iterator[Redirect]:
    """Every old address, by item, as typed. channel: whose, so that an item can be left out of it."""
    for published in site.items:
        if not published.left_out_of(channel):
            for index, alias in enumerate(published.item.aliases):
                yield Redirect(alias, index, file_of(alias), published)


def file_of(alias: str) -> str | None:
    """The file, relative to the site's root, that a static server sends for an address; None when none can be.

    Anything but an HTML file becomes a folder: servers redirect `/ancien` (and `/page.php`) to it by themselves.

    >>> file_of("/2019/voeux.html"), file_of("/ancien"), file_of("/ancien/"), file_of("/f%C3%AAte.php")
    ('2019/voeux.html', 'ancien/index.html', 'ancien/index.html', 'fête.php/index.html')
    """
    try:
        path = unicodedata.normalize("NFC", unquote(alias, errors="strict"))
    except UnicodeDecodeError:
        return None
    names = [name for name in path.split("/") if name]
    if not names or not all(map(_can_be_a_name, names)):
        return None
    joined = "/".join(names)
    if len(joined.encode()) > _PATH_MAX:
        return None
    return joined if joined.lower().endswith((".html", ".htm")) else f"{joined}/index.html"


def _can_be_a_name(name: str) -> bool:
    """Whether every system takes a name for a file or a folder."""
    usual = name not in (".", "..") and name.isprintable() and not _FORBIDDEN & set(name)
    return usual and len(name.encode()) <= _NAME_MAX
