"""Addresses inside pages: without the host, so that a page shows the same wherever it is served.

Whatever makes a page writes absolute addresses, as every other channel needs them; here, once the page is whole, what a
browser follows or loads from the site itself loses the host, and what a script loads (`data-charge-…`). A preview, the
same site with or without `www`, plain http or a folder behind any port then shows the page with its styles, fonts and
pictures. What other machines read as the name of a page stays absolute: the canonical address, the versions in other
languages, Open Graph, JSON-LD, and what is there to be copied.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from markupsafe import escape

_FOLLOWED = frozenset(("href", "src", "poster", "action", "formaction", "data"))
_LOADED = "data-charge-"  # names what a script of the page loads
_ATTRIBUTE = r"""\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+))?"""
# From the `<` of a tag to the `=` of the attribute whose value follows.
_OPEN_TAG = re.compile(rf"""<(?P<tag>[a-zA-Z][^\s/>]*)(?:{_ATTRIBUTE})*?\s+(?P<name>[^\s"'<>/=]+)\s*""")
_WHOLE_TAG = re.compile(r"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_NAMES_THE_PAGE = re.compile(r"""\srel\s*=\s*["']?canonical\b|\shreflang\s*=""", re.IGNORECASE)
_NOT_FOUND = "404.html"  # served at any depth


class LocalAddresses:
    """How the pages of one site write the site's own addresses.

    url: of the site, absolute, no trailing slash. relative: from each page, by `../`, instead of from the host's root.
    """

    def __init__(self, url: str, *, relative: bool = False) -> None:
        self._written = str(escape(url))
        self._root = str(escape(f"{urlsplit(url).path}/"))
        self._relative = relative
        here = re.escape(self._written)
        # Not what would become `//…`, which browsers take for another host.
        self._values = [re.compile(rf"={quote}{here}(?:/(?!/)|(?=[?#{quote}]))") for quote in "\"'"]
        self._sets = [re.compile(rf"srcset={quote}[^{quote}]*") for quote in "\"'"]

    def within(self, page: str, file: str) -> str:
        """A whole page in HTML with its addresses as browsers need them. file: its path under the site."""
        root = self._root
        if self._relative and file != _NOT_FOUND:
            root = "../" * file.count("/") or "./"

        def one(match: re.Match[str]) -> str:
            return f"{match[0][:2]}{root}" if _is_followed(match) else match[0]

        def many(match: re.Match[str]) -> str:
            sign = match.start() + len("srcset")
            inside = _OPEN_TAG.fullmatch(match.string, max(match.string.rfind("<", 0, sign), 0), sign) is not None
            return match[0].replace(f"{self._written}/", root) if inside else match[0]

        for values, sets in zip(self._values, self._sets, strict=True):
            page = values.sub(one, page)
            page = sets.sub(many, page)
        return page


def _is_followed(match: re.Match[str]) -> bool:
    """Whether a browser follows or loads the address that begins here, and no machine takes it for the page's name."""
    page, sign = match.string, match.start()
    begins = max(page.rfind("<", 0, sign), 0)
    is_followed, is_link = _of_attribute(page[begins:sign])
    if not is_followed or not is_link:
        return is_followed
    whole = _WHOLE_TAG.match(page, begins)
    return whole is None or _NAMES_THE_PAGE.search(whole[0]) is None


@lru_cache(maxsize=4096)  # pages have most of their tags in common, up to the address
def _of_attribute(text: str) -> tuple[bool, bool]:
    """Whether a browser follows or loads what an attribute holds, and whether it is one of a `<link>`.

    text: from the last `<` to the `=` after its name; what is not inside a tag is no attribute.
    """
    tag = _OPEN_TAG.fullmatch(text)
    if tag is None:
        return False, False
    is_followed = tag["name"].lower() in _FOLLOWED or tag["name"].startswith(_LOADED)
    return is_followed, tag["tag"].lower() == "link"
