"""Addresses read back: the sitemap, the old addresses, the links of pages; and what must not be named anywhere."""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import unquote

from lxml import etree

from tambour.verify import markup
from tambour.verify.comparing import unexpected_presence
from tambour.verify.folder import OutputFolder
from tambour.verify.french import plain
from tambour.verify.observation import ComparedFact, Disagreement, Observed
from tambour.verify.truth import TrueItem, Truth

SITEMAP, NGINX, OPML = "sitemap.xml", "redirects.nginx.map", "flux/abonnements.opml"
_NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_REFRESH = re.compile(r"url=(?P<to>\S+)", re.IGNORECASE)
_MAP_LINE = re.compile(r'^"(?P<old>[^"]*)" "(?P<new>[^"]*)";$', re.MULTILINE)
_TEXTS = (".html", ".json", ".rss", ".atom", ".ics", ".txt", ".xml", ".opml", ".eml", ".map")
_ABOUT_WAITING = ("recu.html", "recu.json")  # for agents: what has not come out is what they are about
_TELLING = 12  # characters from which a title is no common word


def read_addresses(folder: OutputFolder, truth: Truth) -> Iterator[Disagreement]:
    """Everything that is an address."""
    if truth.has("sitemap"):
        yield from _sitemap(folder, truth)
    if truth.has("redirects"):
        yield from _redirects(folder, truth)
    if truth.has("feeds") and OPML in folder.files:
        yield from _opml(folder, truth)
    yield from _links(folder, truth)
    yield from _leaks(folder, truth)


def _sitemap(folder: OutputFolder, truth: Truth) -> Iterator[Disagreement]:
    """Every page that may be indexed, and no other."""
    paths: set[str | None] = set()
    for file in folder.files_ending(".xml"):
        if file.startswith("sitemap"):
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            root = etree.fromstring(folder.data(file), parser)
            paths |= {truth.path_of(one.text or "") for one in root.iter(f"{_NAMESPACE}loc")}
    for item in truth.items.values():
        if item.path not in paths and not item.is_hidden and not item.left_out_of("sitemap"):
            first = Observed("le contenu", "", "le publie")
            yield Disagreement(
                item.id, ComparedFact.PRESENCE, "", first, Observed("le plan du site", SITEMAP, "ne l’a pas")
            )
    for path in sorted(one for one in paths if one is not None):
        item_or_none = truth.items.get(truth.id_at(path))
        if item_or_none is not None and (item_or_none.is_hidden or item_or_none.left_out_of("sitemap")):
            yield unexpected_presence(item_or_none.id, "est retiré", "le plan du site", SITEMAP)
        elif not folder.has(path):
            second = Observed("le plan du site", SITEMAP, f"dit « {path} »")
            yield Disagreement("", ComparedFact.LINK, "", Observed("le dossier", "", "n’a pas cette page"), second)
    if None in paths:
        second = Observed("le plan du site", SITEMAP, "dit une adresse d’un autre site")
        yield Disagreement("", ComparedFact.LINK, "", Observed("le site", "", f"est à « {truth.url} »"), second)


def _redirects(folder: OutputFolder, truth: Truth) -> Iterator[Disagreement]:
    """Each old address leads to its item: as a page where it can be one, and in the server's map."""
    nginx_map = dict(_MAP_LINE.findall(folder.data(NGINX).decode())) if NGINX in folder.files else {}
    by_path = {page.file: page for page in folder.pages() if page.moved}
    for item in truth.items.values():
        for alias in item.item.aliases if not item.left_out_of("redirects") else ():
            old = unquote(alias).strip("/")
            targets = {"la carte nginx": _nginx_target(nginx_map, old, truth)}
            for file in (old, f"{old}/index.html"):
                if file in by_path:
                    meta = next(
                        one.get("content", "") for one in by_path[file].root.iter("meta") if one.get("http-equiv")
                    )
                    refresh = _REFRESH.search(meta)
                    targets["la redirection"] = refresh["to"] if refresh else ""
                    targets["le lien de la redirection"] = next(iter(markup.link_addresses(by_path[file].root)), "")
            for channel, target in targets.items():
                leads = truth.path_of(target) if target else None
                if leads != item.path and not (item.expired and target is None):
                    where = NGINX if "nginx" in channel else old
                    says = f"mène « {alias} » à « {target} »" if target else f"ne connaît pas « {alias} »"
                    first = Observed("le contenu", "", f"mène « {alias} » à « {item.url} »")
                    yield Disagreement(item.id, ComparedFact.LINK, "", first, Observed(channel, where, says))


def _nginx_target(nginx_map: Mapping[str, str], old: str, truth: Truth) -> str | None:
    for key, target in nginx_map.items():
        path = truth.path_of(key.rstrip("*")) if key.startswith("/") else None
        if unquote(key).strip("/").endswith(old) or path == old:
            return target
    return None


def _opml(folder: OutputFolder, truth: Truth) -> Iterator[Disagreement]:
    """Every feed that it lists exists."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for outline in etree.fromstring(folder.data(OPML), parser).iter("outline"):
        address = outline.get("xmlUrl")
        if address and not folder.has(truth.path_of(address)):
            second = Observed("la liste des flux", OPML, f"dit « {address} »")
            yield Disagreement("", ComparedFact.LINK, "", Observed("le dossier", "", "n’a pas ce flux"), second)


def _links(folder: OutputFolder, truth: Truth) -> Iterator[Disagreement]:
    """Whatever a page of the site links, shows or loads from the site is there."""
    broken: dict[str, str] = {}
    for page in folder.pages():
        for element in page.root.iter("a", "img", "link", "script", "source"):
            address = element.get("href") or element.get("src") or (element.get("srcset") or "").split(" ")[0]
            if address and not address.startswith(("#", "data:", "mailto:", "tel:")):
                path = truth.path_of(address, page.path)
                if path is not None and not folder.has(path):
                    broken.setdefault(path, page.file)
    for path, file in sorted(broken.items()):
        second = Observed("la page", file, f"mène à « {path} »")
        yield Disagreement(
            truth.id_at(file), ComparedFact.LINK, "", Observed("le dossier", "", "n’a pas cette page"), second
        )


def _leaks(folder: OutputFolder, truth: Truth) -> Iterator[Disagreement]:
    """Nothing that is not published is named in any file, by its address or by its title."""
    marks = {mark: item for item in truth.hidden.values() for mark in _marks(item, truth)}
    if not marks:
        return
    named = re.compile(b"|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True)))
    files = [(folder.site / file, file) for file in folder.files if file.endswith(_TEXTS)]
    told = [file for file in folder.kit_files if file.endswith(_TEXTS) and file not in _ABOUT_WAITING]
    files += [(folder.kit / file, f"(kit) {file}") for file in told]
    for path, name in files:
        for item in {marks[mark].id: marks[mark] for mark in named.findall(path.read_bytes())}.values():
            yield unexpected_presence(item.id, item.why_hidden, "le fichier", name)


def _marks(item: TrueItem, truth: Truth) -> Iterator[bytes]:
    if not any(other.path == item.path for other in truth.items.values()) and item.path.count("/") > 1:
        yield f"/{item.path}".encode()
    title = item.item.title
    if len(title) >= _TELLING and not any(plain(title) in plain(text) for text in _public_texts(truth)):
        for form in (title, escape(title), json.dumps(title)[1:-1]):
            yield form.encode()


def _public_texts(truth: Truth) -> Iterator[str]:
    for item in truth.items.values():
        yield from item.prose
