"""What every web server is told, whichever it is: how long files are kept, what pages may do, who may read and frame.

TLS: Mozilla's « Server Side TLS » guidelines, intermediate, as `guidelines/` holds them.
"""

import json
from collections.abc import Sequence
from pathlib import Path

_GUIDELINES = json.loads((Path(__file__).parent / "guidelines" / "6.0.json").read_text("utf-8"))
_INTERMEDIATE = _GUIDELINES["configurations"]["intermediate"]
_HYBRIDS = "MLKEM"  # in names of groups that OpenSSL knows from 3.5 on: an older one refuses the whole line
TLS_VERSION = f"{_GUIDELINES['version']:.1f}"
TLS_PROTOCOLS: tuple[str, ...] = tuple(_INTERMEDIATE["tls_versions"])
TLS_CIPHERS: tuple[str, ...] = tuple(_INTERMEDIATE["ciphers"]["openssl"])
TLS_CURVES: tuple[str, ...] = tuple(name for name in _INTERMEDIATE["tls_curves"] if _HYBRIDS not in name)
HSTS = f"max-age={_INTERMEDIATE['hsts_min_age']}"  # not for subdomains: they are somebody else's

FOR_EVER = "public, max-age=31536000, immutable"
CACHING = (  # endings of names → how long; what is not here is asked for anew when it is used, and mostly is the same
    (("woff2",), "public, max-age=2592000"),
    (("avif", "webp", "jpg", "jpeg", "png", "gif", "svg", "ico", "pdf", "zip"), "public, max-age=3600"),
    (("ics", "rss", "atom", "json", "opml", "csv", "xml", "txt"), "public, max-age=300"),
    (("css", "js"), "no-cache"),
)
PAGES = "public, max-age=60"  # an alert is there within the minute


def cache_control(path: str, *, lasting: bool) -> str:
    """How long a file may be kept. lasting: its name holds a digest of its content.

    >>> cache_control("agenda/index.html", lasting=False), cache_control("flux/tout.rss", lasting=False)
    ('public, max-age=60', 'public, max-age=300')
    """
    ending = path.rpartition(".")[2]
    return FOR_EVER if lasting else next((kept for endings, kept in CACHING if ending in endings), PAGES)


READ_BY_OTHERS = ("ics", "rss", "atom", "json", "opml", "csv", "geojson", "gpx")  # from any site's scripts
COMPRESSED = ("html", "css", "js", "json", "xml", "rss", "atom", "ics", "svg", "txt", "csv", "opml", "webmanifest")

EMBEDS = "integrer/"  # what communes show within their own sites
MAIL = ".mail.html"
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)


def page_policy(frames: Sequence[str] = ()) -> str:
    """What pages may do. frames: origins of the players that some of them load on a click; nobody else is framed."""
    return "; ".join((PAGE_POLICY, f"frame-src {' '.join(frames)}")) if frames else PAGE_POLICY


SEARCH = "recherche/"  # where an index is looked through: its engine is WebAssembly
SEARCH_POLICY = PAGE_POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
EMBED_POLICY = f"{_NOTHING}; style-src 'unsafe-inline'"  # everything is in the file, and no script
MAIL_POLICY = f"{_NOTHING}; style-src 'unsafe-inline'; img-src 'self' https:; frame-ancestors 'self'"
HEADERS = (
    ("Strict-Transport-Security", HSTS),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
