"""What `<meta>` and JSON-LD both say of one page: each value is worked out once."""

from dataclasses import dataclass
from datetime import datetime

from tambour.model.alert import Alert
from tambour.model.letters.letter import Letter
from tambour.model.site.output import OutputIndex
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.website.head.picture import HeadPicture, pictures_of
from tambour.website.page import PageView
from tambour.words.leads import lead_fr
from tambour.words.records import record_fr
from tambour.words.shortening import one_line, shorten
from tambour.words.speech import _, is_spoken
from tambour.words.states import state, state_parts
from tambour.words.withdrawn import concerned_fr, end_fr, still_told

DESCRIPTION_MAX = 160  # characters: what search engines show of it
_LEAST = 20  # of them, for a text to tell something


@dataclass(frozen=True)
class PageFacts:
    """Of one page.

    heading: its title, with its number when it is a further part of a list, with its kind when it tells a state.
    description: one plain line, never "". pictures: the one to share first. topics: names of the item's topics.
    published_at, changed_at, expires_at: of the item, ISO 8601 with offset; "" for what is not dated.
    """

    page: PageView
    heading: str
    description: str
    pictures: tuple[HeadPicture, ...] = ()
    topics: tuple[str, ...] = ()
    published_at: str = ""
    changed_at: str = ""
    expires_at: str = ""


def facts_of(site: Site, outputs: OutputIndex, page: PageView) -> PageFacts:
    """The facts of a page. outputs: what every channel has promised."""
    heading = page.title
    if page.pagination and page.pagination.number > 1:
        heading = _("{title}, page {number}", title=heading, number=page.pagination.number)
    published = page.published
    if published and published.kind.followed:  # it is called as the place is, or the service, whose state it tells
        heading = _("{what}\u00a0: {details}", what=_(published.kind.caption), details=heading)
    return PageFacts(
        page=page,
        heading=heading,
        description=_description(site, page, heading),
        pictures=pictures_of(site, outputs, page),
        topics=tuple(site.topics[topic].name for topic in published.item.topics) if published else (),
        published_at=_iso(published.item.publish_at) if published else "",
        changed_at=_iso(published.changed_at) if published else "",
        expires_at=_iso(published.item.leaves_at) if published else "",
    )


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _description(site: Site, page: PageView, heading: str) -> str:
    """What the item says of itself, after what has become of it, and when and where an event takes place.

    When it says nothing, and from the second part of a list on, a sentence about the whole site, after the title.
    """
    further = page.pagination is not None and page.pagination.number > 1
    text = "" if further else page.description or _said_by_item(site, page)
    if page.published and (before := _before_text(site, page, page.published)):
        head = shorten(" ".join(f"{one.rstrip('.')}." for one in before), DESCRIPTION_MAX)
        text = one_line(still_told(page.published, text, site.now))
        room = DESCRIPTION_MAX - len(head) - 1
        return f"{head} {shorten(text, room)}" if text and room >= _LEAST else head
    if not text:
        about_all = _("Actualités, agenda, alertes et démarches\u00a0: {name}.", name=site.territory.name)
        text = about_all if page.title == site.territory.name else f"{heading}. {about_all}"
    return shorten(one_line(text), DESCRIPTION_MAX)


def _said_by_item(site: Site, page: PageView) -> str:
    """What stands in for a summary: a letter's line for the mailbox, what a record is, else how the text begins."""
    if page.published is None:
        return ""
    item = page.published.item
    if isinstance(item, Letter):
        return item.preheader
    return record_fr(site, item) or page.published.words[: 2 * DESCRIPTION_MAX]


def _before_text(site: Site, page: PageView, published: Published) -> list[str]:
    """What whoever meets a link must know before clicking, as phrases; none when the text says it all.

    Of an event, when and where; `Annulé`, `Alerte levée` with since when and for whom.
    """
    item, state_fr = published.item, ""
    if isinstance(item, Alert):
        return [end_fr(published, site.now), concerned_fr(site, published)] if published.expired else []
    if page.dates is None:
        return []
    if page.dates.common:
        state_fr = state(page.dates.common)
    if item.language and not is_spoken(item.language):
        return [state_fr] if state_fr else []
    lead = lead_fr(site, published, full=False)
    return [lead] if not state_fr or lead.startswith(state_parts(state_fr)[0]) else [state_fr, lead]
