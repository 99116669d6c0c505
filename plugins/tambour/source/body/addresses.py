"""The address of a link or picture as a writer types it → what it leads to, or what is wrong with it.

Neutral addresses (`id:`, `file:`, `media:`, `path:`) stand in the HTML of a body until the bridge knows where things
are published; see `resolve`.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote, unquote

from tambour.model.kinds import FOLDERS
from tambour.model.remedy import Remedy
from tambour.model.slugs import id_from
from tambour.model.web import ascii_host
from tambour.source.body.findings import LinkKind
from tambour.source.files import MEDIA_FOLDERS

ANCHOR_PREFIX = "texte-"  # ids of a body never meet those of the page around it
IMAGE_SUFFIXES = frozenset((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".heic", ".heif", ".svg"))
_OFFICE = (".pdf", ".odt", ".ods", ".odp", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".rtf", ".txt")
_DATA = (".csv", ".json", ".geojson", ".gpx", ".kml", ".ics", ".zip", ".epub", ".mp3", ".mp4")
DOCUMENT_SUFFIXES = frozenset(_OFFICE + _DATA)
_TEXT_SUFFIXES = (".md", ".markdown")
_INTERNAL = {"item": "id", "file": "file", "media": "media", "path": "path"}

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_PELICAN = re.compile(r"[{|](\w+)[}|](.*)", re.DOTALL)
_WEB = re.compile(
    r"(?P<scheme>https?)://(?P<user>[^\s/?#@]+@)?(?P<host>\w[\w-]*(?:\.\w[\w-]*)*\.?|\[[0-9a-f:.]+\])"
    r"(?P<rest>(?::\d{1,5})?(?:[/?#].*)?)",
    re.IGNORECASE | re.DOTALL,
)
_EMAIL = re.compile(r"[^\s@/?<>\"]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_DOMAIN = re.compile(r"\w[\w-]*(?:\.\w[\w-]*)*\.[a-z]{2,}(?:[/?#:].*)?", re.IGNORECASE)
# Not URL code points, or a % that starts no escape (WHATWG URL).
_NOT_IN_URL = re.compile(r"[^A-Za-z0-9;/?:@&=+$,!*'()~._%-]|%(?![0-9A-Fa-f]{2})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


_TOP = PurePosixPath("pages/page.md")  # a page like any other, on which an address is tried


class TypedAddress(NamedTuple):
    """What an address leads to. href: for the HTML, not yet escaped; the rest as in `Link`."""

    kind: LinkKind
    target: str
    href: str
    fragment: str = ""


class Wrong(NamedTuple):
    """Why an address is refused: a code of the catalogue, and what to type instead."""

    code: str
    suggestion: Remedy = Remedy.form("")


def read_address(typed: str, page: PurePosixPath) -> TypedAddress | Wrong:
    """Read one address. page: the content file it stands in, relative to content/."""
    dest = typed.strip()
    if not dest or _CONTROL.search(dest):
        return Wrong("lien-incomplet", Remedy.form("https://…"))
    if dest[0] in _SIGNS:
        return _SIGNS[dest[0]](dest, page)
    if dest[:4].lower() == "www.":
        return _web(f"https://{dest}")
    if match := _SCHEME.match(dest):
        return _with_scheme(match[1].lower(), match[2], dest)
    return _mail(dest) if _EMAIL.fullmatch(dest) else _relative(dest, page)


def anchor_of(typed: str) -> str:
    """The id, in a body, of a heading or place called so.

    >>> anchor_of("Tarifs d%27été"), anchor_of("texte-tarifs")
    ('texte-tarifs-d-ete', 'texte-tarifs')
    """
    return ANCHOR_PREFIX + id_from(unquote(typed).removeprefix(ANCHOR_PREFIX))


def _with_scheme(scheme: str, rest: str, dest: str) -> TypedAddress | Wrong:
    if scheme in ("http", "https"):
        return _web(dest)
    if scheme == "mailto":
        return _mail(rest)
    if scheme == "tel":
        number = re.sub(r"[^0-9+]", "", unquote(rest))
        return (
            TypedAddress("phone", f"tel:{number}", f"tel:{number}")
            if number
            else Wrong("lien-incomplet", Remedy.form("tel:+33…"))
        )
    if scheme == "id":
        target, _, fragment = rest.partition("#")
        return (
            _internal("item", unquote(target), "", fragment) if target else Wrong("lien-incomplet", Remedy.form("id:…"))
        )
    return Wrong("lien-interdit")


def _web(url: str) -> TypedAddress | Wrong:
    match = _WEB.fullmatch(url)
    if match is None:
        return Wrong("lien-incomplet", Remedy.form("https://…"))
    host = match["host"]
    if match["user"]:
        return _with_user(match)
    if not host.isascii():
        try:
            host = ascii_host(host)
        except ValueError:
            return Wrong("lien-incomplet", Remedy.form("https://…"))
    before, hash_, fragment = match["rest"].partition("#")
    clean = f"{match['scheme'].lower()}://{host}{_escape(before)}"
    clean += hash_ + _escape(fragment)
    return TypedAddress("external", clean, clean)


def _with_user(match: re.Match[str]) -> Wrong:
    """`http://agenda@mairie.fr` is a mail address; a name and a password are nobody's business on a public page."""
    user = match["user"].removesuffix("@").removeprefix("mailto:")
    if ":" not in user and match["rest"] in ("", "/") and _EMAIL.fullmatch(f"{user}@{match['host']}"):
        return Wrong("courriel-comme-site", _trial(f"mailto:{user}@{match['host']}", "mailto:…"))
    without = f"{match['scheme'].lower()}://{match['host']}{match['rest']}"
    return Wrong("adresse-avec-utilisateur", _trial(without, "https://…"))


def _trial(address: str, otherwise: str) -> Remedy:
    """An address that is read as one."""
    return Remedy.trial(address, lambda one: not isinstance(read_address(one, _TOP), Wrong), otherwise)


def _mail(rest: str) -> TypedAddress | Wrong:
    who, question, fields = rest.partition("?")
    if not _EMAIL.fullmatch(unquote(who)):
        return Wrong("lien-incomplet", Remedy.form("mailto:accueil@exemple.fr"))
    box, _, host = unquote(who).rpartition("@")
    try:
        clean = f"mailto:{_escape(box)}@{ascii_host(host)}{question}{_escape(fields)}"
    except ValueError:
        return Wrong("lien-incomplet", Remedy.form("mailto:accueil@exemple.fr"))
    return TypedAddress("mail", clean, clean)


def _escape(part: str) -> str:
    return _NOT_IN_URL.sub(lambda match: quote(match[0], safe=""), part) if part else ""


def _internal(kind: LinkKind, target: str, query: str, fragment: str) -> TypedAddress:
    """Everything quoted but `/`, so that a neutral address holds no space, comma, quote, `?` or `#` of its own."""
    path = normalize("NFC", target)
    # Anchors of a body are ours to spell; those of a page of the theme (`path`) or of a PDF (`#page=3`) are not.
    anchor = (anchor_of(fragment) if kind in ("item", "file") else _escape(fragment)) if fragment else ""
    href = f"{_INTERNAL[kind]}:{quote(path, safe='/')}" + (query and f"?{_escape(query)}") + (anchor and f"#{anchor}")
    return TypedAddress(kind, path, href, anchor)


def _split(dest: str) -> tuple[str, str, str]:
    """Decoded path, query and fragment."""
    before, _, fragment = dest.partition("#")
    path, _, query = before.partition("?")
    return unquote(path).replace("\\", "/"), query, fragment


def _anchor(dest: str, _page: PurePosixPath) -> TypedAddress | Wrong:
    anchor = anchor_of(dest[1:])
    return TypedAddress("anchor", f"#{anchor}", f"#{anchor}", anchor)


def _root_path(dest: str, _page: PurePosixPath) -> TypedAddress | Wrong:
    """`/agenda/`; `/images/lac.jpg` is the file of content/images/, which is public there; `//x.fr` is another site."""
    if dest[1:2] in ("/", "\\"):
        return _web(f"https://{dest[2:]}")
    path, query, fragment = _split(dest)
    if _CONTROL.search(path):
        return Wrong("lien-incomplet", Remedy.form("/…/"))
    parts = _walk((), path)
    if parts is None:
        return Wrong("chemin-hors-contenu")
    if len(parts) > 1 and parts[0] in MEDIA_FOLDERS:
        return _content(parts, fragment)
    slash = "/" if parts and path.endswith(("/", "/.", "/..")) else ""
    return _internal("path", f"/{'/'.join(parts)}{slash}", query, fragment)


def _pelican(dest: str, page: PurePosixPath) -> TypedAddress | Wrong:
    match = _PELICAN.match(dest)
    if match is None or match[1].lower() not in ("filename", "static", "attach"):
        return Wrong("lien-pelican-inconnu")
    path, _, fragment = _split(match[2].strip())
    return _file(path, fragment, page)


def _relative(dest: str, page: PurePosixPath) -> TypedAddress | Wrong:
    path, _, fragment = _split(dest)
    suffix = PurePosixPath(path).suffix.lower()
    known = suffix in IMAGE_SUFFIXES or suffix in DOCUMENT_SUFFIXES or suffix in _TEXT_SUFFIXES
    if not known and path.lstrip("./").partition("/")[0] not in MEDIA_FOLDERS:
        return Wrong(
            "lien-incomplet",
            _trial(f"https://{dest}" if _DOMAIN.fullmatch(dest) else f"/{path.lstrip('./')}", "https://…"),
        )
    return _file(path, fragment, page)


def _file(path: str, fragment: str, page: PurePosixPath) -> TypedAddress | Wrong:
    """A file of content/, from the folder of `page` or, with `/` or a folder of content/ in front, from the top.

    A bare name means what it means in the front matter: a picture of images/, a document of documents/.
    """
    if not path.strip("/. ") or _CONTROL.search(path):
        return Wrong("lien-incomplet", Remedy.form("{filename}/lieux/salle.md"))
    first = path.removeprefix("./").partition("/")[0]
    if path.startswith("/") or first in MEDIA_FOLDERS or first in FOLDERS:
        start: tuple[str, ...] = ()
    elif first == ".." or path.startswith("./") or path.lower().endswith(_TEXT_SUFFIXES):
        start = page.parent.parts
    else:
        start = ("images",) if PurePosixPath(path).suffix.lower() in IMAGE_SUFFIXES else ("documents",)
    parts = _walk(start, path)
    return Wrong("chemin-hors-contenu") if parts is None else _content(parts, fragment)


def _content(parts: tuple[str, ...], fragment: str) -> TypedAddress | Wrong:
    path = "/".join(parts)
    if path.lower().endswith(_TEXT_SUFFIXES):
        return _internal("file", path, "", fragment)
    return _internal("media", path, "", fragment)


def _walk(start: tuple[str, ...], path: str) -> tuple[str, ...] | None:
    """Follow a path; None when it leaves content/."""
    parts = list(start)
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return tuple(parts)


# First character of an address → what reads it.
_SIGNS: Mapping[str, Callable[[str, PurePosixPath], TypedAddress | Wrong]] = {
    "{": _pelican,
    "|": _pelican,
    "#": _anchor,
    "/": _root_path,
    "\\": _root_path,
}
