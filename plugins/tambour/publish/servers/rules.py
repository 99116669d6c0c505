"""What every web server is told, whichever it is: how long files are kept, what pages may do, who may read and frame.

TLS: Mozilla's « Server Side TLS » guidelines, version 5.8, intermediate (https://ssl-config.mozilla.org/, MPL-2.0):
protocols, suites in their order, curves and the age of HSTS. Suites that need parameters of their own (DHE) are left
out: every client that knows them knows another.
"""

TLS_VERSION = "5.8"
TLS_PROTOCOLS = ("TLSv1.2", "TLSv1.3")
TLS_CIPHERS = (
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
)
TLS_CURVES = ("X25519", "prime256v1", "secp384r1")
HSTS = "max-age=63072000"  # not for subdomains: they are somebody else's

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
EMBED_POLICY = f"{_NOTHING}; style-src 'unsafe-inline'"  # everything is in the file, and no script
MAIL_POLICY = f"{_NOTHING}; style-src 'unsafe-inline'; img-src 'self' https:; frame-ancestors 'self'"
HEADERS = (
    ("Strict-Transport-Security", HSTS),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
