"""The pictures that stand for a page: its social card, then the item's own, with the true size of each file."""

from collections.abc import Iterator
from dataclasses import dataclass

from tambour.model.item import Item
from tambour.model.site.output import Output, OutputIndex, Scope
from tambour.model.site.site import Site
from tambour.website.page import PageView
from tambour.words.shortening import one_line

CARD = "card"  # role of the outputs of 1200 × 630 pixels
_WIDTH = 1600  # pixels; search engines want 1200 at least of a picture that they show large
_DRAWING = "image/svg+xml"  # no network shows it


@dataclass(frozen=True)
class HeadPicture:
    """One file. url: absolute. alt: "" = decorative. credit: author and licence, or ""."""

    url: str
    media_type: str
    width: int
    height: int
    alt: str = ""
    credit: str = ""


def pictures_of(site: Site, outputs: OutputIndex, page: PageView) -> tuple[HeadPicture, ...]:
    """The one to share comes first; none when cards are off and the page has no picture of its own."""
    picture_of_item = _own(site, page.published.item) if page.published else None
    cards = (_card(site, output) for output in _cards(outputs, page))
    return tuple(picture for picture in (next(cards, None), picture_of_item) if picture is not None)


def _cards(outputs: OutputIndex, page: PageView) -> Iterator[Output]:
    if page.published:
        cards = outputs.about(page.published.id, CARD)
    elif page.commune:
        cards = outputs.of(Scope("commune", page.commune.id), CARD)
    elif page.topic:
        cards = outputs.of(Scope("topic", page.topic.id), CARD)
    else:
        cards = outputs.of(Scope("all"), CARD)
    return (output for output in cards if output.root == "public" and output.size)


def _card(site: Site, output: Output) -> HeadPicture:
    width, height = output.size or (0, 0)
    return HeadPicture(site.absolute(output.path), output.media_type, width, height, one_line(output.title))


def _own(site: Site, item: Item) -> HeadPicture | None:
    if item.image is None:
        return None
    version = site.media.originals[f"images/{item.image}"].at(_WIDTH)
    if version.media_type == _DRAWING or version.width is None or version.height is None:
        return None
    url, alt, credit = site.absolute(version.path), item.alt or "", item.credit or ""
    return HeadPicture(url, version.media_type, version.width, version.height, alt, credit)
