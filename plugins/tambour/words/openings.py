"""Whether a place is open, in one line, and which days of a week are meant.

`theme/js/openings.js` says the same in a reader's browser, of the instants that `openings_data` gives it: `state_fr` is
what it is held to.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tambour.model.time.opening_hours import OpeningHours, hours_on
from tambour.model.time.openings import DAYS_AHEAD, Closure, OpenState, openings
from tambour.model.time.recurrence import RANK_WORDS
from tambour.model.time.week_hours import ChosenDay
from tambour.words.dates import date_fr, hour_fr, script_patterns, weekday_fr
from tambour.words.services import holiday_fr
from tambour.words.speech import _

_NIGHT_ENDS = time(6)  # "ferme à 2 h" is still this evening's
_DAY = timedelta(days=1)
_MINUTE = 60


def chosen_day_fr(day: ChosenDay) -> str:
    """`1er samedi du mois`, `samedi, semaines paires`.

    Args:
        day: some of the days that bear one name.

    Returns:
        The words, in small letters.
    """
    name = weekday_fr(day.weekday)
    if day.rank is not None:
        return _("{rank} {day} du mois", rank=_(RANK_WORDS[day.rank]), day=name)
    if day.even is None:
        return name
    return _("{day}, semaines paires", day=name) if day.even else _("{day}, semaines impaires", day=name)


def state_fr(state: OpenState, now: datetime, zone: ZoneInfo) -> str:
    """`Ouvert, ferme à 18 h`, `Fermé, ouvre demain à 9 h`, `Fermé (Noël), ouvre lundi à 9 h`.

    Args:
        state: at that instant.
        now: the instant.
        zone: the territory's: its day counts.

    Returns:
        The sentence, without a full stop.
    """
    here = now.astimezone(zone)
    if state.opening is not None:
        note = f" ({state.opening.note})" if state.opening.note else ""
        ends = state.opening.ends
        at_night = ends.date() == here.date() + _DAY and ends.time() <= _NIGHT_ENDS
        hour = _("à {hour}", hour=hour_fr(ends)) if at_night else _when(ends, here)
        soon = ends.timestamp() - here.timestamp() < _DAY.total_seconds() * DAYS_AHEAD
        return _("Ouvert{note}, ferme {when}", note=note, when=hour) if soon else _("Ouvert{note}", note=note)
    reason = f" ({holiday_fr(state.reason)})" if state.reason else ""
    if state.following is None:
        return _("Fermé{reason}", reason=reason)
    return _("Fermé{reason}, ouvre {when}", reason=reason, when=_when(state.following.begins, here))


def _when(moment: datetime, now: datetime) -> str:
    days = (moment.date() - now.date()).days
    if days == 0:
        return _("à {hour}", hour=hour_fr(moment))
    if days == 1:
        return _("demain à {hour}", hour=hour_fr(moment))
    if days < 7:
        return _("{day} à {hour}", day=weekday_fr(moment), hour=hour_fr(moment))
    day = date_fr(moment, weekday=True, year=moment.year != now.year)
    return _("le {day} à {hour}", day=day, hour=hour_fr(moment))


def openings_data(
    hours: OpeningHours, first: date, holidays: Mapping[date, str], zone: ZoneInfo
) -> dict[str, list[list[int | str]] | dict[str, str]]:
    """What a browser needs to say the same for three weeks, in few bytes.

    Args:
        hours: of the place.
        first: the first day.
        holidays: as for `hours_on`, of the year that follows, too.
        zone: the territory's.

    Returns:
        `o`: each opening as minutes since the last one's end (the first: since 1970), minutes for which it lasts, and
        its note if it has one. `f`: by day, why it is closed, when that is not as usual.
    """
    since, spans = 0, list[list[int | str]]()
    for one in openings(hours, first, holidays, zone):
        begins, ends = (int(moment.timestamp()) // _MINUTE for moment in (one.begins, one.ends))
        spans.append([begins - since, ends - begins, *([one.note] if one.note else [])])
        since = ends
    days = (hours_on(hours, first + step * _DAY, holidays) for step in range(DAYS_AHEAD))
    return {
        "o": spans,
        "f": {one.day.isoformat(): holiday_fr(one.reason) for one in days if one.reason and not one.ranges},
    }


def opening_words() -> dict[str, str | list[str]]:
    """What `theme/js/openings.js` says, in the language that is spoken.

    Returns:
        Its phrases, by the names that it knows them by; names of days and months, too, where a browser may not have
        those of the language.
    """
    words: dict[str, str | list[str]] = {
        "ouvert": _("Ouvert{note}, ferme {when}"),
        "toujours": _("Ouvert{note}"),
        "ferme": _("Fermé{reason}, ouvre {when}"),
        "longtemps": _("Fermé{reason}"),
        "heure": _("à {hour}"),
        "demain": _("demain à {hour}"),
        "jour": _("{day} à {hour}"),
        "le_jour": _("le {day} à {hour}"),
        "midi": _("midi"),
        "minuit": _("minuit"),
    }
    return {**words, **script_patterns()}


def closure_fr(closure: Closure, today: date) -> str:
    """`Fermé du jeudi 24 décembre au samedi 2 janvier (Congés)`, `Fermé le vendredi 25 décembre (Noël)`.

    Args:
        closure: one that is to come.
        today: the day on which it is said.

    Returns:
        The sentence, without a full stop.
    """
    year = closure.last.year != today.year
    last = date_fr(closure.last, weekday=True, year=year)
    reason = f" ({holiday_fr(closure.reason)})" if closure.reason else ""
    if closure.first == closure.last:
        return _("Fermé le {day}", day=last) + reason
    return _("Fermé du {start} au {end}", start=date_fr(closure.first, weekday=True, year=False), end=last) + reason
