"""When, where, and what one must know, in the few words that a card has room for."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from tambour.channels import Event, Occurrence, Published, Site
from tambour.channels.cards.card_content import CardFact
from tambour.model.events.next_date import EventDates
from tambour.words.dates import date_fr, days_fr, hour_fr, hours_of, weekday_fr, when
from tambour.words.numbers import count_fr, list_fr
from tambour.words.places import where_in_short
from tambour.words.practical_facts import briefly, practical
from tambour.words.series import elsewhere_fr, how_often, rhythm_fr, series_fr
from tambour.words.speech import _
from tambour.words.states import NEW_DATE_TO_COME
from tambour.words.typography import initial_capital


def facts_of(site: Site, published: Published, dates: EventDates) -> Iterator[CardFact]:
    """Day, hour and place of the date that stands for the event, and what one must know before coming."""
    occurrence = dates.shown
    struck = not occurrence.holds
    assert isinstance(published.item, Event)
    others = [] if struck else [one for one in dates.ahead if one is not occurrence]
    rhythm = rhythm_fr(published.item, others, site.now.year)
    yield CardFact(_days(occurrence, dates.others), strong=True, struck=struck)
    if occurrence.awaits_date:
        yield CardFact((initial_capital(_(NEW_DATE_TO_COME)),), strong=True)
    elif hours := _hours(occurrence):
        yield CardFact(hours, strong=True, struck=struck)
    if rhythm:
        yield CardFact((initial_capital(rhythm), initial_capital(how_often(published.item)) or initial_capital(rhythm)))
    if place := where_in_short(site, published, occurrence):
        yield CardFact((initial_capital(place),))
    yield from _brief_facts(site, published.item, occurrence, dates)


_MANY = 4  # dates without a rule: more of them are told by their number


def is_series(published: Published) -> bool:
    """Whether an event comes again and again."""
    event = published.item
    return isinstance(event, Event) and (event.recurrence is not None or len(published.occurrences) > _MANY)


def facts_of_series(site: Site, published: Published, dates: EventDates) -> Iterator[CardFact]:
    """When a series comes back, and what all of its dates have in common: nothing that passes with one of them."""
    event, occurrences = published.item, published.occurrences
    assert isinstance(event, Event)
    off = dates.common is not None and not dates.common.holds
    versions = [initial_capital(words) for words in series_fr(event, occurrences)]
    yield CardFact(tuple(versions), strong=True, struck=off)
    hours = {_hours(occurrence) for occurrence in occurrences}
    if len(hours) == 1 and (common := hours.pop()):
        yield CardFact(common, strong=True, struck=off)
    places = Counter(filter(None, (where_in_short(site, published, occurrence) for occurrence in occurrences)))
    for place, _count in places.most_common(1):
        others = len(places) - 1
        name = initial_capital(place)
        more = _("{first}, et {count}", first=name, count=count_fr(others, "autre lieu", "autres lieux"))
        yield CardFact((more, name) if others else (name,))
    yield from _brief_facts(site, event, occurrences[0], dates)


def _brief_facts(site: Site, event: Event, occurrence: Occurrence, dates: EventDates) -> Iterator[CardFact]:
    briefs = [fact for fact in practical(event, site.place_of(occurrence), dates.common) if fact.brief]
    if briefs:
        yield CardFact(tuple(briefly(briefs[:most]) for most in range(len(briefs), 0, -1)))


def _days(occurrence: Occurrence, others: Sequence[Occurrence]) -> tuple[str, ...]:
    first, last = _day(occurrence.start), _day(occurrence.end or occurrence.start)
    if first == last or (not occurrence.all_day and not _lasts_for_days(occurrence)):
        versions = [initial_capital(date_fr(first, weekday=True, year=year)) for year in (True, False)]
    else:
        versions = [initial_capital(days_fr(first, last, year=year)) for year in (True, False)]
    if not others:
        return tuple(versions)
    counted = count_fr(len(others), "autre date", "autres dates")
    more = ", ".join(filter(None, (counted, elsewhere_fr(others, [occurrence]))))
    return (*(_("{first}, et {count}", first=one, count=more) for one in versions), *versions)


def _hours(occurrence: Occurrence) -> tuple[str, ...]:
    if not _lasts_for_days(occurrence):
        return (initial_capital(hours_of(occurrence)),)
    if occurrence.all_day or not isinstance(occurrence.start, datetime) or not isinstance(occurrence.end, datetime):
        return ()
    first, last = (
        _("{hour} le {day}", hour=hour_fr(one), day=weekday_fr(one)) for one in (occurrence.start, occurrence.end)
    )
    return (_("De {first} à {last}", first=first, last=last), _("Dès {hour}", hour=hour_fr(occurrence.start)))


def _lasts_for_days(occurrence: Occurrence) -> bool:
    """More than a day, or an evening that ends in the night."""
    return hours_of(occurrence) == when(occurrence, year=False)


def communes_in_short(site: Site, published: Published) -> tuple[str, ...]:
    """Whom it concerns, when it is not everybody: by name, else by number."""
    names = [site.communes[commune].name for commune in published.communes if commune in site.communes]
    if not names:
        return ()
    counted = count_fr(len(names), "commune concernée", "communes concernées")
    return (list_fr(names), counted) if len(names) > 1 else (names[0],)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
