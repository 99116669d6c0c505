"""What a post says of an event or an alert beside its title and text: state, dates, place, practical facts, end."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from tambour.channels import Alert, Event, EventStatus, Occurrence, Published, Site
from tambour.words.changed_dates import are_named, changed_among, changed_heads_fr
from tambour.words.dates import between, date_fr, hour_fr, until, when
from tambour.words.former_dates import Former, former_place_fr, former_time_fr, is_elsewhere
from tambour.words.numbers import count_fr, list_fr
from tambour.words.places import where_in_short
from tambour.words.practical_facts import briefly, practical_of
from tambour.words.series import cancelled_fr, elsewhere_fr, rhythm_fr
from tambour.words.speech import _
from tambour.words.states import (
    NEW_DATE_TO_COME,
    alert_state,
    first_planned,
    level_in_short,
    status_fr,
)
from tambour.words.typography import initial_capital, initial_small
from tambour.words.withdrawn import note_fr, notes_fr

OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED, EventStatus.MOVED)  # what the writer explains in the text
_MOVED = 3  # dates that are elsewhere now, told one by one
_BOOKABLE = (None, EventStatus.CONFIRMED, EventStatus.MOVED)  # None: some of the dates are


def state_of(occurrences: Sequence[Occurrence]) -> EventStatus | None:
    """What holds for all the dates; None when they differ."""
    states = {occurrence.status for occurrence in occurrences}
    return states.pop() if len(states) == 1 else None


def event_heads(ahead: Sequence[Occurrence], now: datetime) -> tuple[str, ...]:
    """`ANNULÉ`, `REPORTÉ au samedi 5 décembre`, `UNE DATE ANNULÉE : …`, the fullest first; none of what is held."""
    status = state_of(ahead)
    if status is None:
        return changed_heads_fr(changed_among(ahead), now.year)
    if status is EventStatus.CONFIRMED:
        return ()
    word = status_fr(status).upper()
    if status is EventStatus.POSTPONED and len(ahead) == 1 and not ahead[0].awaits_date:
        day = date_fr(ahead[0].start, weekday=True, year=_says_year(ahead[0], now))
        return _("{state} au {day}", state=word, day=day), word
    return (word,)


def changed_facts(
    site: Site, published: Published, ahead: Sequence[Occurrence], former: Former, *, most: int
) -> tuple[tuple[str, ...], str]:
    """Of the dates that the head of a post names: where those take place that are elsewhere now; and why it is so.

    The reason is one sentence, or one for each with its dates; "" when none is given, or when it is that of all dates.
    most: dates that are listed.
    """
    together = len({where_in_short(site, published, one) for one in ahead}) == 1
    lines, elsewhere = [], elsewhere_of(ahead, former)
    for one in elsewhere:
        was = former_place_fr(site, one, former)
        place = "" if together and not was else where_in_short(site, published, one) + was
        lines.append(", ".join(filter(None, (_date(one, one.status, site.now, former, full=True), place))))
    changed, listed = changed_among(ahead), ahead[: _list_length(ahead, most)]
    if any(one.awaits_date and one not in listed for one in changed):
        lines.append(initial_capital(_(NEW_DATE_TO_COME)))
    if len({one.note for one in ahead}) == 1:
        return tuple(lines), ""
    return tuple(lines), notes_fr(changed, site.now, named=any(one not in changed for one in elsewhere))


def elsewhere_of(ahead: Sequence[Occurrence], former: Former) -> Sequence[Occurrence]:
    """The dates that the head of a post names and that take place at another moment, or in another place."""
    elsewhere, changed = (EventStatus.POSTPONED, EventStatus.MOVED), changed_among(ahead)
    found = [
        one
        for one in ahead
        if one.holds and ((one in changed and one.status in elsewhere) or is_elsewhere(one, former))
    ]
    return found[:_MOVED] if len(found) < len(ahead) else ()


def alert_head(alert: Alert, *, lifted: bool) -> str:
    """`URGENCE`, `ALERTE LEVÉE`."""
    return alert_state(alert, over=lifted).upper() or level_in_short(alert.level)


def alert_end(site: Site, published: Published, alert: Alert, *, full: bool) -> Iterator[str]:
    """Until when; from when, too, if it has not begun. full: where, when several communes are concerned."""
    names = [site.communes[commune].name for commune in published.communes if commune in site.communes]
    if full and len(names) > 1:
        yield _("Communes concernées\u00a0: {names}.", names=list_fr(names))
    year = alert.end.year != site.now.year
    if alert.start is not None and alert.start > site.now:
        yield f"{initial_capital(between(alert.start, alert.end, year=year))}."
    else:
        yield _("Valable {until}.", until=until(alert.end, year=year))


def event_dates(
    site: Site, published: Published, ahead: Sequence[Occurrence], former: Former, *, most: int, full: bool, notes: bool
) -> Iterator[str]:
    """Dates, one a line, each with its place unless they share it; then those of the others that are off, and why.

    former: what people had been told of them. most: dates to list. full: when it was before, too. notes: what is noted
    of one date, where the text does not say it of all, nor the head of the post of those that it names.
    """
    notes = notes and state_of(ahead) is None and len({one.note for one in ahead}) > 1
    changed, moved, common = changed_among(ahead), elsewhere_of(ahead, former), state_of(ahead)
    ahead = [one for one in ahead if one not in moved]
    dates = ahead[: _list_length(ahead, most)]
    places = [where_in_short(site, published, one) + former_place_fr(site, one, former) for one in dates]
    together = len(set(places)) == 1
    for occurrence, place in zip(dates, places, strict=True):
        line = _date(occurrence, common, site.now, former, full=full)
        line = line if together or not place else f"{line}, {place}"
        if (changed or moved) and len(dates) == 1 and occurrence.holds and occurrence not in changed:
            line = _("{what}\u00a0: {details}", what=_("Prochaine date"), details=initial_small(line))
        noted = notes and occurrence.note and occurrence not in changed and (full or occurrence.status in OFF)
        yield f"{line}. {note_fr(occurrence.note)}" if noted else line
    if together and places[0]:
        yield initial_capital(places[0])
    all_cancelled = common is EventStatus.CANCELLED
    named = changed if are_named(changed) else ()
    rest = [one for one in ahead[len(dates) :] if one.holds or one not in named]
    if others := [date for date in rest if all_cancelled or not date.is_cancelled]:
        assert isinstance(published.item, Event)
        rhythm = rhythm_fr(published.item, () if all_cancelled else rest, site.now.year)
        more = _("Et {count}", count=count_fr(len(others), "autre date", "autres dates"))
        yield ", ".join(filter(None, (more, elsewhere_fr(others, dates), rhythm)))
    elif rest and not (notes and all(one.note for one in rest)):
        off = status_fr(EventStatus.CANCELLED).upper()
        yield _("{what}\u00a0: {details}", what=off, details=cancelled_fr(rest, site.now.year))
    if notes:
        untold = [one for one in rest if one not in changed]
        yield from _reasons_of_rest(site, published, untold, {one.place for one in dates})


def _reasons_of_rest(
    site: Site, published: Published, rest: Sequence[Occurrence], told: Collection[object]
) -> Iterator[str]:
    """Of the dates that are not listed, those that are off and why: a line for each reason.

    With the place of those that one can come to, unless it is told. told: places, as dates have them.
    """
    by_reason: dict[tuple[EventStatus, str], list[str]] = {}
    for one in rest:
        if one.note and one.status in OFF:
            later = _(NEW_DATE_TO_COME) if one.awaits_date else ""
            place = where_in_short(site, published, one) if one.holds and one.place not in told else ""
            words = ", ".join(filter(None, (when(one, year=_says_year(one, site.now)), later, place)))
            by_reason.setdefault((one.status, one.note), []).append(words)
    for (status, note), days in by_reason.items():
        said = f"{list_fr(days)}. {note_fr(note)}"
        yield _("{what}\u00a0: {details}", what=status_fr(status).upper(), details=said)


def event_practical(site: Site, published: Published, ahead: Sequence[Occurrence], *, full: bool) -> Iterator[str]:
    """What one must know before coming: a line each in full, else the briefest of it in one."""
    facts = practical_of(site, published, ahead)
    if full:
        yield from (fact.line for fact in facts)
    elif brief := briefly(facts):
        yield brief


def _list_length(ahead: Sequence[Occurrence], most: int) -> int:
    """How many dates to list: one less when there are too many, unless it is the first that people can come to."""
    if len(ahead) <= most:
        return len(ahead)
    open_to_all = (index for index, occurrence in enumerate(ahead, start=1) if occurrence.status in _BOOKABLE)
    return min(most, max(most - 1, next(open_to_all, 1)))


def _date(occurrence: Occurrence, common: EventStatus | None, now: datetime, former: Former, *, full: bool) -> str:
    """One date in words, with what has become of it."""
    words = when(occurrence, year=_says_year(occurrence, now))
    if occurrence.begins <= now and occurrence.all_day and isinstance(occurrence.end, type(occurrence.start)):
        words = until(occurrence.over, year=_says_year(occurrence, now))
    if common is EventStatus.CANCELLED:
        return _("Date prévue\u00a0: {when}", when=words)
    if occurrence.awaits_date:
        words += f", {_(NEW_DATE_TO_COME)}"
    elif occurrence.previous_start is None:
        words += former_time_fr(occurrence, former, now.year)
    elif full or common is EventStatus.MOVED:
        words += _before(occurrence, now)
    if common is None and (word := status_fr(occurrence.status)):
        return _("{what}\u00a0: {details}", what=word.upper(), details=words)
    return initial_capital(first_planned(words) if occurrence.awaits_date else words)


def _before(occurrence: Occurrence, now: datetime) -> str:
    """Where it was announced for at first, when it has moved in time."""
    before, start = occurrence.previous_start, occurrence.start
    if before is None:
        return ""
    if isinstance(before, datetime) and isinstance(start, datetime) and before.date() == start.date():
        return _(" (au lieu de {hour})", hour=hour_fr(before))
    words = between(before, None, year=before.year != now.year)
    return f" ({first_planned(words, again=occurrence.moved_again)})"


def _says_year(occurrence: Occurrence, now: datetime) -> bool:
    return (occurrence.over.year if occurrence.begins <= now else occurrence.begins.year) != now.year
