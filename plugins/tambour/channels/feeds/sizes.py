"""How many bytes an entry takes at most: told without writing it, since writing three formats is what costs."""

from .feed import FeedItem

_MARKUP = 800  # bytes; more than the elements, dates and names of an entry take in any format
_CATEGORY = 100  # bytes; more than the elements of one
_TIMES = 2  # no format says anything but the text more often
# Bytes that writing adds to a character, in whichever format adds most: `&quot;`, `&amp;`, `&#13;`.
_GROWTH = {"&": 4, "<": 3, ">": 3, '"': 5, "\\": 1, "\n": 1, "\t": 3, "\r": 4}
_TWICE = {"&": 8, "<": 8, ">": 6, '"': 5, "\\": 1, "\n": 1, "\t": 3, "\r": 4}  # of what is escaped as HTML before


def most_bytes(entry: FeedItem) -> int:
    """More than an entry takes in the heaviest format, and not much more."""
    names = [entry.id, entry.url, entry.title, entry.language, entry.author.name, entry.author.url]
    names += [word for category in entry.categories for word in (category.term, category.label)]
    if entry.picture:
        names += [entry.picture.url, entry.picture.media_type, entry.picture.alt]
    if entry.enclosure:
        names += [entry.enclosure.url, entry.enclosure.media_type, entry.enclosure.title]
    fixed = _MARKUP + _CATEGORY * len(entry.categories)
    said = _written("\n".join(names), _GROWTH) + _written(entry.summary, _TWICE)
    return fixed + _written(entry.html, _GROWTH) + _TIMES * said


def _written(text: str, growth: dict[str, int]) -> int:
    return len(text.encode()) + sum(more * text.count(sign) for sign, more in growth.items())
