"""From a letter to its editions: every selection resolved, every fact put into the words of a mail."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from html import escape, unescape
from types import MappingProxyType

from tambour.model.alert import Alert
from tambour.model.events.event import Event
from tambour.model.events.next_date import EventDates, dates_of
from tambour.model.events.occurrence import EventStatus
from tambour.model.item import Item
from tambour.model.letters.edition import (
    CallPart,
    Edition,
    EditionImage,
    EditionItem,
    ImagePart,
    Part,
    SelectionPart,
    TextPart,
)
from tambour.model.letters.letter import CHANNEL, CallBlock, ImageBlock, Layout, Letter, SelectionBlock, TextBlock
from tambour.model.letters.selection import Selections
from tambour.model.registers import Commune
from tambour.model.services.status import ServiceStatus
from tambour.model.site.published import Published
from tambour.model.site.services_now import goal
from tambour.model.site.site import Site
from tambour.model.slugs import french_order
from tambour.words.dates import until, when
from tambour.words.leads import summary_of
from tambour.words.numbers import count_fr
from tambour.words.places import where_in_short
from tambour.words.practical_facts import practical
from tambour.words.series import elsewhere_fr, rhythm_fr
from tambour.words.service_status import service_status_fr
from tambour.words.short_dates import last_day
from tambour.words.speech import N_, _, speaking_for
from tambour.words.states import alert_state, changed_to, state, when_or_planned
from tambour.words.typography import initial_small
from tambour.words.withdrawn import end_in_short, still_told

_ELSEWHERE = N_("Dans les autres communes")
WIDTH = 552  # CSS pixels: a mail of 600 with its margins
WIDTHS: Mapping[Layout, int] = MappingProxyType({Layout.LARGE: WIDTH, Layout.COLUMNS: 264})

# In HTML that was sanitised and serialised by us: attributes in double quotes.
_IMAGE = re.compile(r"<img\s(?:[^>\"]|\"[^\"]*\")*>")
_ATTRIBUTE = re.compile(r'\s([a-z]+)="([^"]*)"')


class Editions:
    """The editions of every letter of a site: those that were frozen as they are, the others as they would be sent."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @cached_property
    def _selections(self) -> Selections:
        return Selections(self._site)

    def of(self, published: Published) -> tuple[Edition, ...]:
        """Of one letter: the whole territory's first, then each commune's by name when it says `par_commune`."""
        if published.frozen:
            return published.frozen
        with speaking_for(self._site, published):
            return self._all(published)

    def _all(self, published: Published) -> tuple[Edition, ...]:
        letter = published.item
        assert isinstance(letter, Letter)
        communes = (
            sorted(self._site.communes.values(), key=lambda one: (*french_order(one.name), one.id))
            if letter.by_commune
            else ()
        )
        return tuple(self._edition(published, letter, commune) for commune in (None, *communes))

    def _edition(self, published: Published, letter: Letter, commune: Commune | None) -> Edition:
        pictures: dict[str, EditionImage] = {}
        return Edition(
            letter=letter.id,
            commune=commune.id if commune else "",
            commune_name=commune.name if commune else "",
            title=letter.title,
            subject=letter.subject_line,
            preheader=letter.preheader,
            sent_at=letter.publish_at,
            language=letter.language or self._site.territory.languages[0],
            url=published.url,
            html=self._inside(published.html, letter, pictures),
            plain=published.plain,
            parts=tuple(self._parts(published, letter, commune.id if commune else "", pictures)),
            pictures=tuple(pictures.values()),
        )

    def _inside(self, html: str, letter: Letter, pictures: dict[str, EditionImage]) -> str:
        """A text of a letter, its pictures as the mail has them; each is added to `pictures`, by its address."""

        def image_tag(match: re.Match[str]) -> str:
            written = dict(_ATTRIBUTE.findall(match[0]))
            address = unescape(written.get("src", ""))
            if address not in self._originals:
                return match[0]
            if address not in pictures:
                name, alt = f"texte-{len(pictures) + 1}-{letter.id}", unescape(written.get("alt", ""))
                pictures[address] = self._image(name, self._originals[address], alt, WIDTH)
            picture = pictures[address]
            size = f'width="{picture.width}" height="{picture.height}"'
            return f'<img src="images/{picture.name}" {size} alt="{escape(picture.alt)}">'

        return _IMAGE.sub(image_tag, html)

    @cached_property
    def _originals(self) -> Mapping[str, str]:
        """Absolute URL of each version of a picture → the picture's path under content/."""
        return {
            self._site.absolute(version.path): original.path
            for original in self._site.media.originals.values()
            for version in original.published
        }

    def _parts(
        self, published: Published, letter: Letter, commune: str, pictures: dict[str, EditionImage]
    ) -> Iterator[Part]:
        for index, block in enumerate(letter.blocks):
            if isinstance(block, SelectionBlock):
                items = self._selections.of(letter, block, commune)
                for title, some in _by_concern(block, items, commune):
                    entries = tuple(self.item(item, block.layout, letter.publish_at) for item in some)
                    yield SelectionPart(title=title, layout=block.layout, items=entries)
            elif isinstance(block, TextBlock):
                text = published.fragments[f"blocs.{index}.texte"]
                html = self._inside(text.html, letter, pictures)
                yield TextPart(title=block.title or "", html=html, plain=text.plain)
            elif isinstance(block, CallBlock):
                yield CallPart(label=block.label, url=self._goal(block.target))
            elif isinstance(block, ImageBlock):
                image = self._image(f"bloc-{index + 1}-{letter.id}", f"images/{block.image}", block.alt, WIDTH)
                yield ImagePart(image=image, url=self._goal(block.target or ""))

    def item(self, published: Published, layout: Layout, at: datetime) -> EditionItem:
        """One item as a mail that is sent at a moment says it."""
        item, override = published.item, published.said_in(CHANNEL)
        dates = dates_of(published, at)
        values = _of_event(self._site, published, dates, at) if dates else {}
        if isinstance(item, Alert):
            values = {"level": item.level, "when": until(item.end)}
            if over := alert_state(item, over=item.over(at)):
                values = {"state": over, "when": end_in_short(published, at)}
        summary = override.text or summary_of(published)
        if isinstance(item, ServiceStatus):
            values = {"when": service_status_fr(item, at)}
            if item.gravity_at(at):
                summary = " ".join(filter(None, (summary, item.instead)))
        topics = (self._site.topics[topic].name for topic in item.topics if topic in self._site.topics)
        return EditionItem(
            id=item.id,
            kind=item.kind,
            title=override.title or item.title,
            summary=still_told(published, summary, at),
            url=published.url,
            topic=next(topics, ""),
            image=self._image_of(item, layout),
            **values,
        )

    def _image_of(self, item: Item, layout: Layout) -> EditionImage | None:
        if not item.image or layout not in WIDTHS:
            return None
        return self._image(item.id, f"images/{item.image}", item.alt or "", WIDTHS[layout])

    def _image(self, name: str, path: str, alt: str, width: int) -> EditionImage:
        """A picture at a width, or its own when it is narrower; transparent ones stay PNG. path: under content/."""
        original = self._site.media.originals[path]
        widest = original.readable[-1]
        suffix = "png" if widest.media_type == "image/png" else "jpg"
        own_width, own_height = original.width or width, original.height or width
        shown_width = min(width, own_width)
        height = max(1, round(shown_width * own_height / own_width))
        return EditionImage(name=f"{name}.{suffix}", source=path, alt=alt, width=shown_width, height=height)

    def _goal(self, target: str) -> str:
        """The absolute URL of what a block leads to: an item's page, or the address itself."""
        return goal(self._site, target) or ""


def _by_concern(
    block: SelectionBlock, items: Sequence[Published], commune: str
) -> Iterator[tuple[str, Sequence[Published]]]:
    """What concerns a commune, then the rest under a heading of its own: each has its order of dates."""
    wanted = {*block.ids, *block.first}  # by name, wherever they are
    near = [item for item in items if item.id in wanted or not commune or item.concerns(commune)]
    far = [item for item in items if item not in near]
    if near:
        yield block.title or "", near
    if far:
        title = _(_ELSEWHERE)
        if block.title:
            title = _("{what}\u00a0: {details}", what=block.title, details=initial_small(title))
        yield title, far


def _of_event(site: Site, published: Published, dates: EventDates, at: datetime) -> dict[str, object]:
    """An event as of the sending: the date that stands for it (cancelled, if all are), and how many others follow."""
    next_date, event = dates.shown, published.item
    assert isinstance(event, Event), "only events have dates"
    lasts = next_date.lasts_at(at)
    others = [] if next_date.is_cancelled else [one for one in dates.ahead if one is not next_date]
    return {
        "when": when(next_date),
        "occurrence": next_date.key,
        "more_dates": len(dates.others),
        "rhythm": ", ".join(filter(None, (elsewhere_fr(dates.others, [next_date]), rhythm_fr(event, others, at.year)))),
        "day": last_day(next_date) if lasts else next_date.begins.date(),
        "lasts": lasts,
        "where": where_in_short(site, published, next_date),
        "status": next_date.status,
        "state": state(next_date),
        "practical": practical(event, site.place_of(next_date), dates.common),
    }


def as_sent(published: Published, site: Site) -> Published:
    """A letter that was frozen, its title and its text those of what was sent, whatever its file says by now.

    Args:
        published: a letter that has frozen editions.
        site: where its pictures stand.

    Returns:
        The letter with the title, subject, preheader and text that were sent.
    """
    [edition, *_] = published.frozen
    sent = {"title": edition.title, "subject": edition.subject, "preheader": edition.preheader}
    pictures = site.absolute(f"lettres/{edition.letter}/images/")
    html = edition.html.replace('src="images/', f'src="{pictures}')
    return replace(published, item=published.item.model_copy(update=sent), html=html, plain=edition.plain)


def changed_since(site: Site, item: EditionItem) -> str:
    """What has become of a date or an alert since the letter said it.

    `Depuis cet envoi : annulé`, `Depuis cet envoi : déplacé, samedi …`, `Levée le samedi 5 décembre 2026 à 18 h`.

    Args:
        site: the site, which knows them as they are now.
        item: an item of a frozen edition.

    Returns:
        What has become of it; "" when nothing has.
    """
    published = site.get(item.id)
    if published and isinstance(published.item, Alert):
        return end_in_short(published, site.now) if item.level and published.item.over(site.now) else ""
    if published and isinstance(published.item, ServiceStatus):
        now = service_status_fr(published.item, site.now)
        return _("Depuis cet envoi : {state}", state=initial_small(now)) if now != item.when else ""
    dates = {one.key: one for one in published.occurrences} if published else {}
    current = dates.get(item.occurrence)
    if current is None or (current.status, when(current)) == (item.status, item.when):
        return ""
    become = changed_to(current.status).lower()
    if current.status is EventStatus.CONFIRMED:
        return _("Finalement {state}, {when}", state=become, when=when(current))
    moved = f", {when_or_planned(current)}" if when(current) != item.when or current.awaits_date else ""
    return _("Depuis cet envoi\u00a0: {state}", state=become + moved)


def more_dates_fr(item: EditionItem) -> str:
    """`et 3 autres dates`, `et 9 autres dates, tous les mardis`; "" when the date shown is the only one.

    Args:
        item: an item of an edition.

    Returns:
        How many dates more it has; "" when none.
    """
    if not item.more_dates:
        return ""
    more = _("et {count}", count=count_fr(item.more_dates, "autre date", "autres dates"))
    return ", ".join(filter(None, (more, item.rhythm)))
