"""What an embed lists, of a commune and of the whole territory: services that do not work as usual, the next date of
each event, the latest news.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tambour.channels import Event, News, Occurrence, Published, ServiceStatus, Site
from tambour.words.places import where_in_short
from tambour.words.practical_facts import briefly, practical_of
from tambour.words.service_status import service_status_fr

_MODELS = (ServiceStatus, Event, News)


class DateEntry(NamedTuple):
    """The next date of an event. place, practical: where, and what one must know, in short; "" for nothing."""

    occurrence: Occurrence
    published: Published
    title: str
    place: str
    practical: str


class NewsEntry(NamedTuple):
    """One news."""

    published: Published
    title: str


class TroubleEntry(NamedTuple):
    """A service that is closed or disturbed. told: its state, as its page says it."""

    published: Published[ServiceStatus]
    title: str
    told: str


class EmbeddedItem(NamedTuple):
    """Everything that one commune's embeds show."""

    statuses: Sequence[TroubleEntry]
    dates: Sequence[DateEntry]
    news: Sequence[NewsEntry]

    @property
    def published(self) -> Sequence[Published]:
        """What it is about, in order."""
        rest = [*(entry.published for entry in self.dates), *(entry.published for entry in self.news)]
        return [*(entry.published for entry in self.statuses), *rest]


def is_of_kind(published: Published) -> bool:
    """What an embed may show at all."""
    return isinstance(published.item, _MODELS)


def is_shown(site: Site, published: Published, channel: str) -> bool:
    """Neither kept out, nor another item in another language or easier words."""
    is_ours = is_of_kind(published) and not published.left_out_of(channel)
    return is_ours and not published.expired and not site.is_version(published)


def shown_in(site: Site, commune: str, channel: str, events: int, news: int) -> EmbeddedItem:
    """events, news: how many of each, at most."""
    return EmbeddedItem(
        _troubles(site, commune, channel),
        _next_dates(site, commune, channel, events),
        _latest_news(site, commune, channel, news),
    )


def _troubles(site: Site, commune: str, channel: str) -> Sequence[TroubleEntry]:
    """The services that do not work as usual: all of them, a closed one first."""
    found = site.troubles(site.in_commune(commune, site.listed("status")))
    return [status_entry(site, one, channel) for one in found if is_shown(site, one, channel)]


def status_entry(site: Site, status: Published[ServiceStatus], channel: str) -> TroubleEntry:
    """What is said of the state of one service."""
    title = status.said_in(channel).title or status.item.title
    return TroubleEntry(status, title, service_status_fr(status.item, site.now))


def _next_dates(site: Site, commune: str, channel: str, limit: int) -> Sequence[DateEntry]:
    """Each event once, by its next date, cancelled ones included; soonest first, `limit` at most."""
    firsts: dict[str, tuple[Occurrence, Published]] = {}
    for occurrence, event in site.dates_in(commune, site.upcoming()):
        if is_shown(site, event, channel):
            firsts.setdefault(event.id, (occurrence, event))
    soonest = sorted(firsts.values(), key=lambda pair: (pair[0].begins, pair[1].id))
    return [date_entry(site, occurrence, event, channel) for occurrence, event in soonest[:limit]]


def _latest_news(site: Site, commune: str, channel: str, limit: int) -> Sequence[NewsEntry]:
    """The newest, `limit` at most."""
    news = [one for one in site.in_commune(commune, site.listed("news")) if is_shown(site, one, channel)]
    return [NewsEntry(one, one.said_in(channel).title or one.item.title) for one in news[:limit]]


def date_entry(site: Site, occurrence: Occurrence, event: Published, channel: str) -> DateEntry:
    """What is said of one date."""
    title = event.said_in(channel).title or event.item.title
    facts = practical_of(site, event, (occurrence,))
    return DateEntry(occurrence, event, title, where_in_short(site, event, occurrence), briefly(facts))
