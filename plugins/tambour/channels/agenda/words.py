"""What a calendar says of one date of an event, in words: its title, its text."""

from collections.abc import Hashable

from tambour.channels import Event, FreePlace, Occurrence, Place, Published
from tambour.words.practical_facts import practical
from tambour.words.shortening import one_line, shorten
from tambour.words.states import state, title_with_state
from tambour.words.withdrawn import of_the_end


def same_words_key(occurrence: Occurrence) -> Hashable:
    """All that the words depend on, of one date: two dates of an event of which it is equal are told alike."""
    return occurrence.status, occurrence.previous_start, occurrence.place, occurrence.note


def summary(published: Published, occurrence: Occurrence, channel: str) -> str:
    """The title, behind the state: programs hide an event whose STATUS is CANCELLED, or strike it through."""
    return title_with_state(published.said_in(channel).title or published.item.title, occurrence.status)


def description(
    published: Published,
    occurrence: Occurrence,
    place: Place | FreePlace | None,
    whole: Published | None,
    channel: str,
    text_max: int,
) -> str:
    """What has become of this date, the event's text, what one has to know before coming, and where to read more."""
    event = published.item
    assert isinstance(event, Event)
    text = "\n\n".join(filter(None, (event.summary, published.words)))
    body = published.said_in(channel).text or shorten(text, text_max)
    if occurrence.is_cancelled:
        body = of_the_end(published.item, one_line(body))
    became = state(occurrence)
    news = "\n".join(filter(None, (became and f"{became}.", occurrence.note)))
    facts = "\n".join(fact.line for fact in practical(event, place, occurrence, whole))
    return "\n\n".join(filter(None, (news, body, facts, published.url)))
