"""Mozilla's HTTP Observatory, as it judges: its tests and what each is worth.

Written after https://github.com/mdn/mdn-http-observatory (MPL-2.0) at 94042bb, of August 2026: `src/analyzer/tests/`
for the tests, `src/grader/charts.js` for what they are worth. The tool itself wants a name that the world knows, and
brings a web service and a database; its own tests were once given the answers of the three servers, and say the same.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import html

_BROAD = frozenset(
    ("ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"),
)
_INLINE = frozenset(("'unsafe-inline'", "data:"))
_SIX_MONTHS = 15_768_000
_PRIVATE = ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin")
_EXTRA_FROM = 90  # below, what is more than needed does not count
_GRADES = ((100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"))


class Seen(NamedTuple):
    """What it asks of a site: the page, what plain http answers, what a preflight of another site is answered.

    headers: of the page, names in small letters. location: where plain http leads.
    """

    headers: Mapping[str, str]
    page: bytes
    status: int
    location: str
    preflight: Mapping[str, str]


def grade(seen: Seen) -> tuple[str, int, Mapping[str, int]]:
    """Its grade, its score, and what each test brings or costs."""
    worth = dict(_worth(seen))
    losses = sum(value for value in worth.values() if value < 0)
    score = 100 + (sum(worth.values()) if 100 + losses >= _EXTRA_FROM else losses)
    return next((letter for least, letter in _GRADES if score >= least), "C"), score, worth


def _worth(seen: Seen) -> Iterator[tuple[str, int]]:
    headers = seen.headers
    policy = _policy(headers.get("content-security-policy", ""))
    yield "content-security-policy", _of_policy(policy)
    yield "cookies", -40 if "set-cookie" in headers else 0  # no page has one
    yield "cross-origin-resource-sharing", _of_sharing(seen.preflight)
    yield "cross-origin-resource-policy", {"same-origin": 10, "same-site": 10}.get(_value(headers, "resource"), 0)
    yield "cross-origin-embedder-policy", {"require-corp": 10, "credentialless": 10}.get(_value(headers, "embedder"), 0)
    opener = _value(headers, "opener")
    yield "cross-origin-opener-policy", {"": 0, "unsafe-none": 0}.get(opener, 10 if opener.startswith(_OPENERS) else -5)
    yield "redirection", _of_redirection(seen)
    yield "referrer-policy", _of_referrer(headers.get("referrer-policy", ""))
    yield "strict-transport-security", _of_transport(headers.get("strict-transport-security", ""))
    yield "subresource-integrity", _of_scripts(seen.page)
    yield "x-content-type-options", 0 if headers.get("x-content-type-options", "").lower() == "nosniff" else -5
    framed = headers.get("x-frame-options", "").lower()
    yield "x-frame-options", 5 if "frame-ancestors" in policy or framed in ("deny", "sameorigin") else -20


_OPENERS = ("same-origin", "noopener-allow-popups")


def _value(headers: Mapping[str, str], what: str) -> str:
    return headers.get(f"cross-origin-{what}-policy", "").partition(";")[0].strip().lower()


def _policy(header: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for directive in filter(str.strip, header.split(";")):
        name, *sources = directive.lower().split()
        found.setdefault(name, frozenset(sources))
    return found


def _of_policy(policy: Mapping[str, frozenset[str]]) -> int:
    if not policy:
        return -25
    default = policy.get("default-src", frozenset("*"))
    script, objects, style = (policy.get(f"{name}-src", default) for name in ("script", "object", "style"))
    passive = policy.get("img-src", default) | policy.get("media-src", default)
    active = frozenset().union(*(all_ for name, all_ in policy.items() if name not in ("img-src", "media-src")), script)
    plain = ("http:", "ftp:")
    if script & (_BROAD | _INLINE) or objects & _BROAD or any(one.startswith(plain) for one in active):
        return -20
    if "'unsafe-eval'" in script | style or any(one.startswith(plain) for one in passive):
        return -10
    if style & (_BROAD | _INLINE):
        return 0
    return 10 if default == {"'none'"} else 5


def _of_sharing(preflight: Mapping[str, str]) -> int:
    """Everybody may read what is public; whoever asks may not read as its reader."""
    origin, credentials = (preflight.get(f"access-control-allow-{name}", "") for name in ("origin", "credentials"))
    return -50 if origin not in ("", "*") and credentials.lower() == "true" else 0


def _of_redirection(seen: Seen) -> int:
    return 0 if 300 <= seen.status < 400 and urlsplit(seen.location).scheme == "https" else -20


def _of_referrer(header: str) -> int:
    if not header:
        return 0
    return 5 if header.rsplit(",", maxsplit=1)[-1].strip().lower() in _PRIVATE else -5


def _of_transport(header: str) -> int:
    parts = dict(part.strip().lower().partition("=")[::2] for part in header.split(";"))
    age = parts.get("max-age", "")
    if not age.isdecimal():
        return -20
    return 0 if int(age) >= _SIX_MONTHS else -10


def _of_scripts(page: bytes) -> int:
    """Those of the site itself need no digest."""
    addresses = [one.get("src", "") for one in html.document_fromstring(page).iter("script")]
    return -50 if any(urlsplit(one).netloc for one in addresses) else 0
