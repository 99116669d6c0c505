"""What was written and published: NewsArticle, Article, SpecialAnnouncement, DigitalDocument, WebPage."""

from typing import Any

from tambour.model.alert import Alert
from tambour.model.document import Document
from tambour.model.identity import uri
from tambour.model.item import Item
from tambour.model.letters.letter import Letter
from tambour.model.news import News
from tambour.model.recording import Recording
from tambour.website.head.common_nodes import Shared, image
from tambour.website.head.facts import PageFacts
from tambour.website.head.identity import website_id
from tambour.website.head.schema_org import Node, Once, node
from tambour.words.recordings import seconds_iso
from tambour.words.shortening import shorten

_THUMBNAIL = 1200  # pixels
HEADLINE_MAX = 110  # characters: what search engines advise for the headline of an article


def news(item: News, facts: PageFacts, shared: Shared) -> list[Node]:
    """A news item."""
    return [_article("NewsArticle", item, facts, shared)]


def letter(item: Letter, facts: PageFacts, shared: Shared) -> list[Node]:
    """An issue of the newsletter."""
    return [_article("Article", item, facts, shared)]


def announcement(item: Alert, facts: PageFacts, shared: Shared) -> list[Node]:
    """An alert; one that was lifted has ended when that was said."""
    published, ends = facts.page.published, item.end
    if item.is_lifted and published and published.changed_at:
        ends = min(ends, published.changed_at)
    members = _members(item, facts, shared) | {"datePosted": item.publish_at, "expires": ends}
    return [_work("SpecialAnnouncement", item, shared, name=facts.heading, category=item.level.value, **members)]


def document(item: Document, facts: PageFacts, shared: Shared) -> list[Node]:
    """A publication and its file."""
    file = shared.site.media.originals[f"documents/{item.file}"].readable[-1]
    encoding = node(
        "MediaObject",
        contentUrl=shared.site.absolute(file.path),
        encodingFormat=file.media_type,
        contentSize=str(file.length),
    )
    more = {"genre": item.category, "dateCreated": item.dated, "encoding": encoding, "isAccessibleForFree": True}
    return [
        _work("DigitalDocument", item, shared, name=facts.heading, **_members(item, facts, shared), **more),
    ]


def web_page(item: Item, facts: PageFacts, shared: Shared) -> list[Node]:
    """A lasting page."""
    members = _members(item, facts, shared) | {"isPartOf": {"@id": website_id(shared.territory)}}
    return [_work("WebPage", item, shared, name=facts.heading, **members)]


def _article(kind: str, item: Item, facts: PageFacts, shared: Shared) -> Node:
    return _work(
        kind,
        item,
        shared,
        headline=shorten(facts.heading, HEADLINE_MAX),
        mainEntityOfPage=facts.page.url,
        articleSection=facts.topics[:1],
        isAccessibleForFree=True,
        **_members(item, facts, shared),
    )


def _work(kind: str, item: Item, shared: Shared, **members: Any) -> Node:
    return node(kind, uri(shared.territory, item.id), **members)


def _recording(recording: Recording, facts: PageFacts, shared: Shared) -> Node:
    """A video or a sound of the text. https://developers.google.com/search/docs/appearance/structured-data/video"""
    player, absolute = recording.player, shared.site.absolute
    picture = shared.site.media.originals.get(f"images/{recording.image}") if recording.image else None
    return node(
        "VideoObject" if recording.kind == "video" else "AudioObject",
        name=recording.title,
        description=recording.title,
        contentUrl=absolute(f"documents/{recording.file}") if recording.file else None,
        embedUrl=player.frame if player is not None else None,
        url=player.page if player is not None else None,
        thumbnailUrl=absolute(picture.at(_THUMBNAIL).path) if picture is not None else None,
        uploadDate=facts.published_at,
        duration=seconds_iso(recording.duration) if recording.duration else None,
        transcript=recording.transcript,
    )


def _members(item: Item, facts: PageFacts, shared: Shared) -> dict[str, Any]:
    """What every CreativeWork says."""
    published, once = facts.page.published, Once()
    assert published is not None, "an item's page has its item"
    original = item.version_of if item.is_translation else None
    return {
        "description": facts.description,
        "url": facts.page.url,
        "inLanguage": facts.page.language,
        "datePublished": facts.published_at,
        "dateModified": facts.changed_at,
        "expires": facts.expires_at,
        "image": [image(picture) for picture in facts.pictures],
        "author": once(shared.publisher),
        "publisher": once(shared.publisher),
        "associatedMedia": [_recording(one, facts, shared) for one in published.recordings],
        "keywords": facts.topics,
        "spatialCoverage": shared.areas(published.communes),
        "translationOfWork": {"@id": uri(shared.territory, original)} if original else None,
    }
