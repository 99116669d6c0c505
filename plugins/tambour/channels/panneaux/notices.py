"""What a panel announces, and in which order: alerts by level, those just lifted, services that do not work as usual,
then the dates that are near.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tambour.channels import Alert, Event, EventStatus, Level, Occurrence, Published, ServiceStatus, Site
from tambour.model.site.published import of_model
from tambour.words.leads import summary_of
from tambour.words.places import where_in_short
from tambour.words.practical_facts import briefly, practical
from tambour.words.service_status import service_level_fr
from tambour.words.short_dates import short_day, short_moment, short_until, short_when, spans_days
from tambour.words.speech import _
from tambour.words.states import ALERT_LIFTED, NEW_DATE_TO_COME, level_in_short, status_fr
from tambour.words.withdrawn import still_told

from .settings import Panel

LIFTED_FOR = timedelta(days=2)  # who passes a panel on the way to work has seen it by then
_URGENCY = (Level.EMERGENCY, Level.WATCH, Level.INFO)


@dataclass(frozen=True)
class Notice:
    """One announcement, each field a piece that no page should tear apart.

    about: an item's id. state: or level, in capitals; "" for what simply takes place. date: or until when.
    practical: what one must know before coming, briefly.
    """

    about: str
    state: str
    title: str
    date: str
    place: str = ""
    practical: str = ""
    text: str = ""

    @property
    def blocks(self) -> tuple[str, ...]:
        """In the order in which they are shown."""
        return self.state, self.title, self.date, self.place, self.practical, self.text


def notices(site: Site, panel: Panel, channel: str) -> Iterator[Notice]:
    """Everything that a panel may announce, the most pressing first. channel: its name in `canaux:`."""
    items = [item for item in _panel_items(site, panel) if not item.left_out_of(channel)]
    alerts = of_model(items, Alert)
    for item in sorted(alerts, key=lambda one: (_URGENCY.index(one.item.level), one.item.end, one.id)):
        alert, override = item.item, item.said_in(channel)
        text = override.text or ("" if alert.level is Level.INFO else summary_of(item))
        yield Notice(
            item.id, level_in_short(alert.level), override.title or alert.title, short_until(alert.end), text=text
        )
    for lifted in _recent_ends(site, panel, channel):
        title = lifted.said_in(channel).title or lifted.item.title
        yield Notice(lifted.id, _(ALERT_LIFTED), title, short_moment(lifted.history.lifted_at))
    for status in site.troubles(items):
        yield _of_status(site, status, channel)
    ids = {item.id for item in items}
    for occurrence, event in _dates(site, panel):
        if event.id in ids:
            yield _of_date(site, occurrence, event, channel)


def _recent_ends(site: Site, panel: Panel, channel: str) -> list[Published]:
    """The alerts whose end is news: those of the last days, which the panel may have shown; the latest first."""
    since = site.now - LIFTED_FOR
    items = site.in_commune(panel.commune, site.originals) if panel.commune else site.originals
    told = [item for item in items if item.tells_that_it_is_lifted(site.now) and item.is_announced_now(site.now)]
    recent = [(at, item) for item in told if (at := item.history.lifted_at) is not None and at > since]
    recent.sort(key=lambda pair: (-pair[0].timestamp(), pair[1].id))
    return [item for _, item in recent if not item.left_out_of(channel)]


def _panel_items(site: Site, panel: Panel) -> tuple[Published, ...]:
    items = site.listed("alert", "event") + site.listed("status")
    return site.in_commune(panel.commune, items) if panel.commune else items


def _dates(site: Site, panel: Panel) -> Iterator[tuple[Occurrence, Published]]:
    """The next date of each event, those before it that are off, and those after it: nobody must come to these."""
    until, certain = site.now + timedelta(days=panel.days), set[str]()
    ahead = site.dates_in(panel.commune, site.upcoming()) if panel.commune else site.upcoming()
    for occurrence, event in sorted(ahead, key=lambda pair: _next_moment(pair[0], site.now)):
        if occurrence.begins <= until and (event.id not in certain or not occurrence.holds):
            yield occurrence, event
            if occurrence.holds:
                certain.add(event.id)


def _date(occurrence: Occurrence, now: datetime) -> str:
    if occurrence.awaits_date:
        return _("prévu {when}, {later}", when=short_day(occurrence.start), later=_(NEW_DATE_TO_COME))
    when = short_when(occurrence, now)
    one_day = not spans_days(occurrence)
    return _("au {when}", when=when) if occurrence.status is EventStatus.POSTPONED and one_day else when


def _next_moment(occurrence: Occurrence, now: datetime) -> datetime:
    """When it begins; when it ends, once it has begun: what lasts until spring can wait."""
    return occurrence.begins if occurrence.begins > now else occurrence.over


def _of_status(site: Site, status: Published[ServiceStatus], channel: str) -> Notice:
    """A service that is closed or disturbed, in the words of its page; what to do instead, when there is room."""
    item, override = status.item, status.said_in(channel)
    since = item.since.astimezone(site.territory.zone).date()
    return Notice(
        about=status.id,
        state=service_level_fr(item.level_at(site.now)).upper(),
        title=override.title or item.title,
        date=short_until(item.until) if item.until else _("depuis le {day}", day=short_day(since)),
        text=override.text or item.instead or "",
    )


def _of_date(site: Site, occurrence: Occurrence, event: Published, channel: str) -> Notice:
    override, item = event.said_in(channel), event.item
    facts = practical(item, site.place_of(occurrence), occurrence) if isinstance(item, Event) else ()
    return Notice(
        about=event.id,
        state=status_fr(occurrence.status).upper(),
        title=override.title or item.title,
        date=_date(occurrence, site.now),
        place=where_in_short(site, event, occurrence),
        practical=briefly(facts),
        text=still_told(event, override.text, site.now) if override.text else "",
    )
