"""What `<head>` says of one page: title, description, Open Graph, Twitter card and JSON-LD, from the same values.

One presenter makes all of it, so that `<meta>` and JSON-LD cannot disagree; a template only writes it down. What a
value is, is decided in `facts`; what schema.org calls it, in the module of each type.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tambour.model.site.output import OutputIndex
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.website.head.common_nodes import Shared
from tambour.website.head.facts import PageFacts, facts_of
from tambour.website.head.graph import json_ld
from tambour.website.page import PageView
from tambour.words.languages import locale_of

_BRIDGY = "brid.gy"
Meta = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Head:
    """Plain text and absolute URLs: a template escapes them, and `json_script` the JSON-LD.

    title: of the browser's tab. description: at most 160 characters. robots: `noindex`, or "" when there is nothing to
    ask. canonical: the page's own address. open_graph: (property, content) of each `<meta property>`, and twitter:
    (name, content) of each `<meta name>`, in order. json_ld: one document for `<script type="application/ld+json">`;
    empty on a page that robots leave out. alternates: (hreflang, URL) of the same thing in each language, this page's
    own included, and `x-default`; a text in easy French says it in the same language, and is none. activity: URL of the
    same thing as a post of the fediverse, "" where it is none.
    """

    title: str
    description: str
    robots: str
    canonical: str
    open_graph: Meta
    twitter: Meta
    json_ld: Mapping[str, Any]
    alternates: Meta = ()
    activity: str = ""


def presenter(site: Site, outputs: OutputIndex) -> Callable[[PageView], Head]:
    """A function from a page to its `Head`. outputs: what every channel has promised."""
    shared = Shared(site)
    territory = site.territory

    def head(page: PageView) -> Head:
        facts = facts_of(site, outputs, page)
        others = site.versions_of(page.published) if page.published else ()
        languages = (other.item.language or territory.languages[0] for other in others)
        return Head(
            title=facts.heading if page.title == territory.name else f"{facts.heading} · {territory.label}",
            description=facts.description,
            robots="noindex" if page.noindex else "",
            canonical=page.url,
            open_graph=open_graph(facts, territory.name, languages),
            twitter=twitter_card(facts),
            json_ld=json_ld(facts, shared),
            alternates=_alternates(site, page.published) if page.published and not page.noindex else (),
            activity=_activity(site, page.published) if page.published else "",
        )

    return head


def _activity(site: Site, published: Published) -> str:
    """Where Hatsu shows what its feed gave it (hatsu.cli.rs, « Redirecting with Static files and Markup »).

    Bridgy Fed finds pages by itself, and has no such address.
    """
    is_post = published.kind.announced and not site.is_version(published)
    if not site.bridge or not is_post or (urlsplit(site.bridge).hostname or "").endswith(_BRIDGY):
        return ""
    return f"{site.bridge.rstrip('/')}/posts/{published.url}"


def _alternates(site: Site, published: Published) -> Meta:
    """What search engines are told of the same thing in other languages; nothing when there is none."""
    family = sorted((published, *site.versions_of(published)), key=lambda one: one.id != site.original_of(published).id)
    by_language: dict[str, str] = {}
    for one in family:
        if not one.item.is_easy_read:
            by_language.setdefault(one.item.language or site.territory.languages[0], one.url)
    if len(by_language) < 2 or published.url not in by_language.values():
        return ()
    return (*sorted(by_language.items()), ("x-default", next(iter(by_language.values()))))


def open_graph(facts: PageFacts, site_name: str, languages: Iterable[str]) -> Meta:
    """`og:*`, and `article:*` for a news item. languages: those in which the same thing exists, too."""
    return tuple((name, content) for name, content in _open_graph(facts, site_name, languages) if content)


def _open_graph(facts: PageFacts, site_name: str, languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    page = facts.page
    is_article = page.kind == "news" and page.published is not None
    yield "og:title", facts.heading
    yield "og:description", facts.description
    yield "og:url", page.url
    yield "og:type", "article" if is_article else "website"
    yield "og:site_name", site_name
    yield "og:locale", locale_of(page.language)
    for language in sorted({*languages} - {page.language}):
        yield "og:locale:alternate", locale_of(language)
    for picture in facts.pictures[:1]:
        yield "og:image", picture.url
        yield "og:image:type", picture.media_type
        yield "og:image:width", str(picture.width)
        yield "og:image:height", str(picture.height)
        yield "og:image:alt", picture.alt
    if is_article:
        yield from _article(facts)


def _article(facts: PageFacts) -> Iterator[tuple[str, str]]:
    yield "article:published_time", facts.published_at
    yield "article:modified_time", facts.changed_at
    yield "article:expiration_time", facts.expires_at
    for topic in facts.topics[:1]:
        yield "article:section", topic
    for topic in facts.topics:
        yield "article:tag", topic


def twitter_card(facts: PageFacts) -> Meta:
    """`twitter:*`: a large picture when there is one."""
    card = "summary_large_image" if facts.pictures else "summary"
    tags = [("twitter:card", card), ("twitter:title", facts.heading), ("twitter:description", facts.description)]
    for picture in facts.pictures[:1]:
        tags += [("twitter:image", picture.url), ("twitter:image:alt", picture.alt)]
    return tuple((name, content) for name, content in tags if content)
