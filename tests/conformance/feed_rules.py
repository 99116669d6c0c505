"""What RSS 2.0, RFC 4287 and JSON Feed 1.1 ask of a feed, and our readers beside them: sentences for what is not so."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator
from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
MEDIA = "{http://search.yahoo.com/mrss/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
SCHEMA = Draft202012Validator(json.loads(Path(__file__).with_name("json_feed.schema.json").read_text("utf-8")))
# https://www.rssboard.org/rss-specification: elements of a channel and of an item, each at most once but these.
CHANNEL = {"title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate"}
CHANNEL |= {"lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image", "rating", "textInput"}
CHANNEL |= {"skipHours", "skipDays", "item"}
ITEM = {"title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate", "source"}
REPEATED = {"item", "category"}
DAYS, MONTHS = "Mon|Tue|Wed|Thu|Fri|Sat|Sun", "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
RFC_822 = re.compile(rf"(?:{DAYS}), \d\d (?:{MONTHS}) \d{{4}} \d\d:\d\d:\d\d [+-]\d{{4}}")
TAG_URI = re.compile(r"tag:[a-z0-9.-]+,\d{4}:[a-z0-9/-]+(#[a-z]+-\d{4}-\d\d-\d\d)?")  # RFC 4151 §2.1, and our own shape
UNSAFE = {"script", "style", "iframe", "object", "embed", "form", "picture", "source"}
MAX_BYTES, MAX_ENTRIES = 250_000, 50


def faults(name: str, data: bytes) -> list[str]:
    """name: of the file; its ending says the format."""
    rules = {"rss": rss_faults, "atom": atom_faults, "json": json_faults}
    found = list(rules[name.rpartition(".")[2]](data))
    if len(data) > MAX_BYTES:
        found.append(f"{len(data)} bytes")
    return [f"{name}: {fault}" for fault in found]


def rss_faults(data: bytes) -> Iterator[str]:
    root = etree.fromstring(data)
    [channel] = root
    if (root.tag, root.get("version"), channel.tag) != ("rss", "2.0", "channel"):
        yield "not RSS 2.0"
    yield from _wrong_elements(channel, CHANNEL, ("title", "link", "description", "language", "lastBuildDate"))
    own = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if [link.get("type") for link in own] != ["application/rss+xml"]:
        yield "no link to itself, or without its type"
    items = channel.findall("item")
    yield from _wrong_ids([item.findtext("guid", "") for item in items])
    yield from (fault for item in items for fault in _item_faults(item))
    yield from _wrong_dates([channel.findtext("lastBuildDate", ""), *(item.findtext("pubDate", "") for item in items)])


def _item_faults(item: etree._Element) -> Iterator[str]:
    names = [child.tag for child in item]
    yield from _wrong_elements(item, ITEM, ("title", "link", "description", "guid", "pubDate"))
    if CONTENT not in names or "description" not in names[: names.index(CONTENT)]:
        yield "no description before the content"
    if item.find("guid").get("isPermaLink") != "false":
        yield "the guid passes for an address"
    for enclosure in item.findall("enclosure"):
        if set(enclosure.keys()) != {"url", "length", "type"} or int(enclosure.get("length")) <= 0:
            yield f"enclosure {dict(enclosure.attrib)}"
    yield from _html_faults(item.findtext(CONTENT), item.find(f"{MEDIA}content"))


def _wrong_elements(parent: etree._Element, known: set[str], required: tuple[str, ...]) -> Iterator[str]:
    counts = Counter(child.tag for child in parent if isinstance(child.tag, str) and not child.tag.startswith("{"))
    yield from (f"<{name}> in <{parent.tag}>" for name in counts if name not in known)
    yield from (f"<{name}> twice" for name, count in counts.items() if count > 1 and name not in REPEATED)
    yield from (f"no <{name}>" for name in required if not (parent.findtext(name) or "").strip())
    yield from ("an empty category" for category in parent.findall("category") if not category.text)


def _wrong_dates(dates: list[str]) -> Iterator[str]:
    yield from (f"date {date!r}" for date in dates if not RFC_822.fullmatch(date))


def atom_faults(data: bytes) -> Iterator[str]:
    root = etree.fromstring(data)
    if not GRAMMAR.validate(root):
        yield str(GRAMMAR.error_log.last_error)
        return
    entries = root.findall(f"{ATOM}entry")
    if root.get(LANGUAGE) is None:
        yield "no language"
    if root.find(f"{ATOM}author") is None:  # §4.1.1: unless every entry has one; ours has one always
        yield "no author"
    if [link.get("type") for link in _links(root, "self")] != ["application/atom+xml"]:
        yield "no link to itself, or without its type"
    yield from _wrong_ids([entry.findtext(f"{ATOM}id") for entry in entries])
    for entry in entries:
        if [link.get("type") for link in _links(entry, "alternate")] != ["text/html"]:  # §4.1.2: one a type; ours: one
            yield "not one page"
        if not all(link.get("type") and int(link.get("length", 0)) > 0 for link in _links(entry, "enclosure")):
            yield "an enclosure without type or length"
        published, updated = (datetime.fromisoformat(entry.findtext(ATOM + name)) for name in ("published", "updated"))
        if updated < published:
            yield "updated before it was published"
        yield from _html_faults(entry.findtext(f"{ATOM}content"), entry.find(f"{MEDIA}content"))


def _links(element: etree._Element, rel: str) -> list[etree._Element]:
    return [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == rel]


def json_faults(data: bytes) -> Iterator[str]:
    feed = json.loads(data)
    errors = [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(feed)]
    yield from errors
    if errors:
        return
    expected = {"id", "url", "title", "summary", "content_html", "date_published", "date_modified", "authors"}
    expected |= {"language", "tags"}
    yield from (f"no {key}" for item in feed["items"] for key in expected - item.keys())
    yield from _wrong_ids([item["id"] for item in feed["items"]])
    for item in feed["items"]:
        yield from _html_faults(item["content_html"])
        first = next(iter(html.fragment_fromstring(item["content_html"], "div").iter("img")), None)
        if "image" in item and (first is None or first.get("src") != item["image"]):
            yield "its image is not the first of its content"


def _wrong_ids(ids: list[str]) -> Iterator[str]:
    yield from (f"id {one!r}" for one in ids if not TAG_URI.fullmatch(one))
    yield from (f"id {one!r} twice" for one, count in Counter(ids).items() if count > 1)
    if len(ids) > MAX_ENTRIES:
        yield f"{len(ids)} entries"


def _html_faults(content: str, media: etree._Element | None = None) -> Iterator[str]:
    """media: what is said of the picture beside the content, which must begin with the same."""
    if not content.strip():
        yield "no content"
        return
    document = html.fragment_fromstring(content, "div")
    pictures = list(document.iter("img"))
    for element in document.iter(etree.Element):
        if element.tag in UNSAFE or any(name.startswith("on") or name == "style" for name in element.attrib):
            yield f"<{element.tag} {dict(element.attrib)}>"
        for address in (element.get("href"), element.get("src"), *(element.get("srcset") or "").split(",")):
            if address and urlsplit(address).scheme not in ("http", "https", "mailto", "tel"):
                yield f"address {address!r}"
    yield from ("a picture without alt" for picture in pictures if picture.get("alt") is None)
    if media is not None:
        described = media.findtext(f"{MEDIA}description", "")
        if not pictures or (pictures[0].get("src"), pictures[0].get("alt")) != (media.get("url"), described):
            yield "the first picture is not the one described"
