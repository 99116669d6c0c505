"""How a page looks when its address is shared: Open Graph (ogp.me) and Twitter cards."""

from collections.abc import Iterable, Iterator

from tambour.website.head.facts import Facts
from tambour.words.languages import locale_of

Meta = tuple[tuple[str, str], ...]


def open_graph(facts: Facts, site_name: str, languages: Iterable[str]) -> Meta:
    """`og:*`, and `article:*` for a news item. languages: those in which the same thing exists, too."""
    return tuple((name, content) for name, content in _open_graph(facts, site_name, languages) if content)


def _open_graph(facts: Facts, site_name: str, languages: Iterable[str]) -> Iterator[tuple[str, str]]:
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


def _article(facts: Facts) -> Iterator[tuple[str, str]]:
    yield "article:published_time", facts.published_at
    yield "article:modified_time", facts.changed_at
    yield "article:expiration_time", facts.expires_at
    for topic in facts.topics[:1]:
        yield "article:section", topic
    for topic in facts.topics:
        yield "article:tag", topic


def twitter_card(facts: Facts) -> Meta:
    """`twitter:*`: a large picture when there is one."""
    card = "summary_large_image" if facts.pictures else "summary"
    said = [("twitter:card", card), ("twitter:title", facts.heading), ("twitter:description", facts.description)]
    for picture in facts.pictures[:1]:
        said += [("twitter:image", picture.url), ("twitter:image:alt", picture.alt)]
    return tuple((name, content) for name, content in said if content)
