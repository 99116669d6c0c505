"""robots.txt (RFC 9309)."""

from collections.abc import Iterable
from urllib.parse import quote, urlsplit

_PATH_CHARACTERS = "/!$&'()*+,;=:@%?~"  # what stays as typed; `*` and `$` are RFC 9309 §2.2.3, `%` is already encoded


def robots_text(sitemap: str, site_url: str, disallow: Iterable[str]) -> bytes:
    """Every robot may read everything, but the paths of `disallow` (under the site, starting with "/").

    sitemap, site_url: absolute. A robot reads this file only at the root of a host: under a sub-path it is harmless.
    """
    base = urlsplit(site_url).path
    rules = [f"Disallow: {quote(base + path, safe=_PATH_CHARACTERS)}" for path in disallow] or ["Disallow:"]
    return "\n".join(["User-agent: *", *rules, "", f"Sitemap: {sitemap}", ""]).encode("ascii")
