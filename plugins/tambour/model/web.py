"""Addresses as machines take them: people type accents, spaces of a copy, capitals; URIs are ASCII (RFC 3986).

One form in every channel: hosts by IDNA 2008 with the mapping of UTS 46, as browsers do, the rest percent-encoded.
"""

import ipaddress
import re
from urllib.parse import quote, unquote, urlsplit

import idna

_WEB = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^\s/?#@:\[\]<>\"\\]+|\[[0-9a-f:.]+\])(?P<port>:\d{1,5})?(?P<rest>(?:[/?#].*)?)",
    re.IGNORECASE,
)
_LABELS = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?", re.IGNORECASE)
# Not URL code points (WHATWG URL), or a % that starts no escape.
_NOT_IN_URL = re.compile(r"[^A-Za-z0-9;/?:@&=+$,!*'()~._%-]|%(?![0-9A-Fa-f]{2})")
_REFUSED = re.compile(r"[\s<>\"\\\x00-\x1f\x7f]")
_EMAIL = re.compile(r"(?P<box>[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64})@(?P<host>[^@\s]+\.[^@\s.]{2,})")
_HIGHEST_PORT = 65_535


def ascii_host(host: str) -> str:
    """The name of a host in ASCII.

    >>> ascii_host("haut-séréin.example"), ascii_host("Exemple.fr")
    ('xn--haut-srin-g4ab.example', 'Exemple.fr')

    Raises:
        ValueError: for what no host can be called.
    """
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode("ascii")  # its errors are UnicodeErrors, which are ValueErrors
    if not _LABELS.fullmatch(host):
        raise ValueError(host)
    return host


def ascii_url(typed: str) -> str:
    """An http(s) address in ASCII; one that is already comes back as it is.

    >>> ascii_url("https://été.example/fête du lac?d=4&t=%C3%A9".replace(" ", "-"))
    'https://xn--t-9fab.example/f%C3%AAte-du-lac?d=4&t=%C3%A9'

    Raises:
        ValueError: for what is no such address, or holds somebody's name or password.
    """
    match = _WEB.fullmatch(typed)
    if match is None or _REFUSED.search(typed) or int((match["port"] or ":0")[1:]) > _HIGHEST_PORT:
        raise ValueError(typed)
    host = match["host"] if match["host"].startswith("[") else ascii_host(match["host"])
    return f"{match['scheme']}://{host}{match['port'] or ''}{escape(match['rest'])}"


def site_path(typed: str) -> str:
    """An address within the site, from its top; a folder keeps its slash, and is given the one that it lacks.

    >>> site_path("/elus"), site_path("/documents/plan.pdf"), site_path("/agenda/#juin")
    ('/elus/', '/documents/plan.pdf', '/agenda/#juin')

    Raises:
        ValueError: for what is no such address, or leads out of the site.
    """
    path, sign, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", typed, re.DOTALL).groups()  # type: ignore[union-attr]
    parts = path.split("/")
    is_outside = parts[0] or len(parts) < 2 or (not parts[1] and len(parts) > 2) or ".." in parts
    if is_outside or _REFUSED.search(typed):
        raise ValueError(typed)
    slash = "" if not parts[-1] or "." in parts[-1] else "/"
    return f"{escape(path)}{slash}{sign}{escape(rest)}"


def ascii_email(typed: str) -> str:
    """A mail address in ASCII, as every mail service takes it (RFC 5321).

    Raises:
        ValueError: for what is none.
    """
    match = _EMAIL.fullmatch(typed)
    if match is None or ".." in typed or match["box"][0] == "." or match["box"][-1] == ".":
        raise ValueError(typed)
    return f"{match['box']}@{ascii_host(match['host'])}"


def ascii_mailto(typed: str) -> str:
    """A `mailto:` address in ASCII (RFC 6068). Raises ValueError."""
    box, sign, fields = typed[len("mailto:") :].partition("?")
    if _REFUSED.search(typed):
        raise ValueError(typed)
    return f"mailto:{quote(ascii_email(unquote(box)), safe='@')}{sign}{escape(fields)}"


def mailto(email: str, subject: str) -> str:
    """The address of a message to be written (RFC 6068)."""
    return f"mailto:{quote(email, safe='@')}?subject={quote(subject, safe='')}"


def is_local(url: str) -> bool:
    """Whether an address means another machine, or none, to whoever follows it from elsewhere.

    >>> [is_local(one) for one in ("http://127.0.0.1:8000", "http://localhost", "http://10.0.0.5", "http://a.example")]
    [True, True, True, False]
    """
    host = urlsplit(url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local"))


def escape(part: str) -> str:
    """What follows the host, percent-encoded where it must be and is not."""
    before, sign, fragment = part.partition("#")
    return sign.join(_NOT_IN_URL.sub(lambda match: quote(match[0], safe=""), one) for one in (before, fragment))
