"""Search engines told which pages have changed (IndexNow, https://www.indexnow.org/documentation).

One request to one of them tells all. They look for a file that holds the key, under the site: the channel `sitemap`
publishes it, and a request says where it is, so that a site under a sub-path may use it for its own pages.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from http.client import HTTPException
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.etree import ElementTree

from tambour.publish.release import Release

MOST = 10_000  # addresses in one request
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_TIMEOUT = 20
_ANSWERS = {  # as its documentation gives them
    200: "les moteurs de recherche savent quelles pages ont changé",
    202: "les moteurs de recherche ont reçu les pages qui ont changé ; ils vérifieront la clé",
    400: "la demande est mal faite, d'après IndexNow (400)",
    403: "IndexNow ne reconnaît pas la clé (403) : le fichier {key} doit répondre, et ne contenir qu'elle",
    422: "d'après IndexNow (422), des adresses ne sont pas de ce site, ou la clé n'est pas bien faite",
    429: "IndexNow a reçu trop de demandes (429) ; ce sera refait à la prochaine publication",
}


class EnginesAnswer(NamedTuple):
    """words: French, what came of it. told: the addresses that need not be told again."""

    words: str
    told: tuple[str, ...] = ()


def pages_to_tell(release: Release, changed: Iterable[str]) -> Iterator[str]:
    """Addresses of changed paths that search engines care for: the sitemap's, and pages of items, gone or hidden."""
    listed = frozenset(_sitemap(release))
    for path in changed:
        address = release.address(path)
        if address in listed or path in release.pages or path not in release.files:
            yield address


def tell_engines(server: str, key: str, release: Release, pages: Sequence[str]) -> EnginesAnswer:
    """Tell them. Said twice, it does no harm.

    Args:
        server: its address.
        key: of the site; the release holds its file.
        release: what is online.
        pages: addresses.
    """
    file = f"{key}.txt"
    if file not in release.files:
        return EnginesAnswer("la clé IndexNow n'est pas publiée : le canal « sitemap » n'est pas en service")
    told: list[str] = []
    words = _ANSWERS[200]
    for start in range(0, len(pages), MOST):
        part = pages[start : start + MOST]
        status, error = _post(server, key, release.address(file), part)
        said = f"IndexNow répond {status}" if status else f"IndexNow ne répond pas ({error})"
        words = _ANSWERS.get(status, said).format(key=release.address(file))
        if status not in (200, 202):
            break
        told += part
    return EnginesAnswer(words, tuple(told))


def _post(server: str, key: str, place: str, pages: Sequence[str]) -> tuple[int, str]:
    """The status of the answer, 0 when there was none; and what went wrong."""
    asked = {"host": urlsplit(place).netloc, "key": key, "keyLocation": place, "urlList": [*pages]}
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Tambour-publier"}
    request = urllib.request.Request(server, json.dumps(asked).encode(), headers)  # noqa: S310 — http(s)
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:  # noqa: S310 — as above
            return response.status, ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, ""
    except (OSError, HTTPException) as error:
        return 0, str(getattr(error, "reason", None) or error)


def _sitemap(release: Release) -> Iterator[str]:
    """The addresses that its sitemaps list."""
    assert release.folder is not None, "a release that is sent lies somewhere"
    for path in release.files:
        if path.startswith("sitemap") and path.endswith(".xml"):
            for entry in ElementTree.parse(release.folder / path).iterfind(f"{_SITEMAP}url/{_SITEMAP}loc"):  # noqa: S314 — ours
                yield entry.text or ""
