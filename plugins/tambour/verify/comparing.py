"""What a channel tells of one item, held against the content, fact by fact and date by date."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from tambour.verify.french import STATES_FR, Mention, folded, plain
from tambour.verify.observation import (
    Appearance,
    ComparedFact,
    Disagreement,
    Observed,
    SeenDate,
    SeenSpan,
    Value,
    Wording,
)
from tambour.verify.truth import CONTENT, TrueDate, TrueItem, Truth
from tambour.words.dates import between, date_fr, hour_fr
from tambour.words.numbers import list_fr

_PIECES = re.compile(r"\n\s*(?:\d+[.)] )?| \| ")  # of a plain text: lines, items of lists, cells of tables
_ADDRESS = re.compile(r" \((?:https?://|mailto:|[^)\s]+@)[^)\s]*\)")  # which a plain text puts after a link
_LONGEST = 90  # characters of a text that a report quotes


def compare(appearance: Appearance, truth: Truth) -> Iterator[Disagreement]:
    """Everything in which one place and the content do not agree."""
    item = truth.items.get(appearance.item)
    if item is None:
        yield leak(appearance, truth)
        return
    for fact, value in appearance.facts.items():
        rule = _RULES.get(fact)
        if rule is not None and (wanted := rule(item, value, appearance, truth)) is not None:
            yield disagreement(appearance, fact, wanted, value)
    yield from _dates(item, appearance, truth)


def leak(appearance: Appearance, truth: Truth) -> Disagreement:
    """An item that is told of and must not be."""
    why = truth.hidden[appearance.item].why_hidden if appearance.item in truth.hidden else "n’existe pas"
    second = Observed(appearance.channel, appearance.file, "le montre")
    return Disagreement(appearance.item, ComparedFact.PRESENCE, "", Observed(CONTENT, "", f"dit qu’il {why}"), second)


def disagreement(
    appearance: Appearance, fact: ComparedFact, wanted: Value, value: Value, about: TrueDate | None = None
) -> Disagreement:
    """The content says one thing, a channel another."""
    day = day_fr(about.start) if about is not None else ""
    first = Observed(CONTENT, "", f"dit {described(wanted, value)}")
    second = Observed(
        appearance.channel, appearance.file, f"dit {described(value, wanted)}" if value else "ne le dit pas"
    )
    return Disagreement(appearance.item, fact, day, first, second)


def absent(item: str, channel: str, file: str) -> Disagreement:
    """An item that must be somewhere and is not."""
    return Disagreement(
        item, ComparedFact.PRESENCE, "", Observed(CONTENT, "", "le publie"), Observed(channel, file, "ne l’a pas")
    )


def unwanted(item: str, why: str, channel: str, file: str) -> Disagreement:
    """An item that is somewhere and should not be. why: in French, after « dit qu’il »."""
    return Disagreement(
        item, ComparedFact.PRESENCE, "", Observed(CONTENT, "", f"dit qu’il {why}"), Observed(channel, file, "le montre")
    )


def day_fr(moment: date | datetime) -> str:
    """`5 décembre 2026`."""
    return date_fr(moment.date() if isinstance(moment, datetime) else moment)


def described(value: Value, other: Value = None) -> str:
    """A value in French; of two moments of one day, the hour alone."""
    if isinstance(value, datetime):
        return hour_fr(value) if isinstance(other, datetime) and other.date() == value.date() else between(value, None)
    if isinstance(value, date):
        return date_fr(value)
    if isinstance(value, Mention):
        return f"« {value.words} »"
    if isinstance(value, frozenset):
        return list_fr(sorted(value)) or "tout le territoire"
    text = " ".join(STATES_FR.get(str(value), str(value or "")).split())
    return f"« {text if len(text) <= _LONGEST else text[:_LONGEST] + '…'} »" if text else "rien"


def tells(text: str, wanted: str) -> bool:
    """Whether a text is, or holds when it is a `Wording`, what is wanted; spaces and apostrophes do not count."""
    return plain(wanted) in plain(text) if isinstance(text, Wording) else plain(wanted) == plain(text)


_Rule = Callable[[TrueItem, Value, Appearance, Truth], Value]


def _title(item: TrueItem, value: Value, appearance: Appearance, truth: Truth) -> Value:
    wanted = next((one for name in appearance.names if (one := item.title_in(name)) != item.title), item.title)
    if appearance.loose:
        return None if folded(wanted) in folded(str(value)) else wanted
    return None if isinstance(value, str) and tells(value, wanted) else wanted


def _summary(item: TrueItem, value: Value, appearance: Appearance, truth: Truth) -> Value:
    wanted = next((own for name in appearance.names if (own := item.text_in(name))), item.item.summary or "")
    return None if not wanted or (isinstance(value, str) and tells(value, wanted)) else wanted


def _link(item: TrueItem, value: Value, appearance: Appearance, truth: Truth) -> Value:
    return None if isinstance(value, str) and tells(value, item.url) else item.url


def _communes(item: TrueItem, value: Value, appearance: Appearance, truth: Truth) -> Value:
    wanted = truth.commune_names(item)
    return None if value == wanted else wanted


def _picture(item: TrueItem, value: Value, appearance: Appearance, truth: Truth) -> Value:
    wanted = truth.picture_of(item)
    return None if (value or "") == wanted else wanted or "aucune image"


def _alt(item: TrueItem, value: Value, appearance: Appearance, truth: Truth) -> Value:
    wanted = item.item.alt or ""
    return None if isinstance(value, str) and tells(value, wanted) else wanted


def _language(item: TrueItem, value: Value, appearance: Appearance, truth: Truth) -> Value:
    wanted = item.item.language or truth.settings.territory.languages[0]
    return None if value == wanted else wanted


def _level(item: TrueItem, value: Value, appearance: Appearance, truth: Truth) -> Value:
    wanted = item.alert.level.value if item.alert else ""
    return None if value == wanted else wanted


def _state(item: TrueItem, value: Value, appearance: Appearance, truth: Truth) -> Value:
    wanted = state_of(item, truth)
    return None if value == wanted or (isinstance(value, frozenset) and wanted in value) else wanted


def _published(item: TrueItem, value: Value, appearance: Appearance, truth: Truth) -> Value:
    wanted = item.item.publish_at
    return None if wanted is None or value == wanted else wanted


def _text(item: TrueItem, value: Value, appearance: Appearance, truth: Truth) -> Value:
    """The first line of its text that is not there."""
    here = folded(_ADDRESS.sub("", str(value)))
    told = item.frozen[0].plain if item.frozen else item.entry.body.plain
    pieces = _PIECES.split(_ADDRESS.sub("", told))
    return next((piece for piece in pieces if folded(piece) not in here), None)


_RULES: Mapping[ComparedFact, _Rule] = MappingProxyType(
    {
        ComparedFact.TITLE: _title,
        ComparedFact.SUMMARY: _summary,
        ComparedFact.LINK: _link,
        ComparedFact.COMMUNES: _communes,
        ComparedFact.PICTURE: _picture,
        ComparedFact.ALT: _alt,
        ComparedFact.LANGUAGE: _language,
        ComparedFact.LEVEL: _level,
        ComparedFact.STATE: _state,
        ComparedFact.PUBLISHED: _published,
        ComparedFact.TEXT: _text,
    }
)


def state_of(item: TrueItem, truth: Truth) -> str:
    """Of a whole item: an alert's, or that of an event all of whose dates agree."""
    if item.alert is not None:
        return "levee" if item.lifted else "terminee" if item.alert.end <= truth.now else "en cours"
    states = {one.state for one in item.dates}
    return states.pop() if len(states) == 1 else "confirme"


def _dates(item: TrueItem, appearance: Appearance, truth: Truth) -> Iterator[Disagreement]:
    at = appearance.at or truth.now
    if not item.dates:
        return
    matched: dict[str, SeenDate] = {}
    strange: list[SeenDate] = []
    for seen in appearance.dates:
        found = [one for one in item.dates if (seen.key == one.key if seen.key else starts(seen, one))]
        for one in found:
            matched.setdefault(one.key, seen)
            yield from _one_date(item, one, seen, appearance)
        if not found and not _is_known(seen, item):
            strange.append(seen)
    ahead = item.ahead(at)
    wanted = {SeenSpan.ALL: item.dates, SeenSpan.AHEAD: ahead}.get(appearance.span, ())
    wanted = (*wanted, *(one for one in item.dates if one.key in appearance.wanted))
    missing = [one for one in wanted if one.key not in matched]
    if appearance.span is SeenSpan.NEXT and not any(one.key in matched for one in ahead or item.dates):
        missing = [*(ahead or item.dates)[:1]]
    for seen in strange:
        near = min(missing or item.dates, key=lambda one: _distance(seen, one))
        if near in missing:
            missing.remove(near)
        yield disagreement(appearance, ComparedFact.START, near.start, _bare(seen.start), near)
        yield from _one_date(item, near, replace(seen, end=None), appearance)
    for one in missing:
        yield disagreement(appearance, ComparedFact.DATE, one.start, None, one)


def _bare(moment: date | datetime | Mention) -> Value:
    return moment


def starts(seen: SeenDate, one: TrueDate) -> bool:
    """Whether what a channel tells is this date."""
    told = seen.start
    if isinstance(told, Mention):
        if told.until:
            return one.end is not None and told.ends(one.end)
        return told.starts(one.start)
    if isinstance(told, datetime) and isinstance(one.start, datetime):
        return told == one.start
    if isinstance(told, datetime):
        return False
    return told == (one.start.date() if isinstance(one.start, datetime) else one.start)


def _is_known(seen: SeenDate, item: TrueItem) -> bool:
    """A moment of the item that is no start: its publication, an earlier date, an end."""
    told = seen.start
    if isinstance(told, Mention):
        if _is_whole_span(told, item):
            return True
        return any(told.ends(one) if told.until else told.starts(one) for one in item.moments)
    return any(told == one or (type(told) is date and told == _day(one)) for one in item.moments)


def _is_whole_span(told: Mention, item: TrueItem) -> bool:
    """« 9 dates, du … au … »."""
    return told.first[:2] == _parts(item.dates[0].start) and told.last is not None


def _parts(moment: date | datetime) -> tuple[int, int]:
    return moment.day, moment.month


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _distance(seen: SeenDate, one: TrueDate) -> float:
    told = seen.start
    if isinstance(told, Mention):
        return abs(told.first[0] - one.start.day) + 31 * abs(told.first[1] - one.start.month)
    return abs((_day(told) - _day(one.start)).days)


def _one_date(item: TrueItem, one: TrueDate, seen: SeenDate, appearance: Appearance) -> Iterator[Disagreement]:
    told = seen.start
    if seen.key and not starts(seen, one):
        yield disagreement(appearance, ComparedFact.START, one.start, _bare(told), one)
    if isinstance(told, Mention) and not _ends(told, one, item.dates[-1].end or item.dates[-1].start):
        yield disagreement(appearance, ComparedFact.END, one.end, told, one)
    if seen.end is not None and seen.end != one.end:
        yield disagreement(appearance, ComparedFact.END, one.end or "aucune", seen.end, one)
    if seen.state is not None and one.state not in seen.state.split("|"):
        yield disagreement(appearance, ComparedFact.STATE, one.state, seen.state, one)
    if seen.place is not None and one.place is not None and not holds_place(seen.place, one, loose=appearance.loose):
        others = {other.place.name for other in item.dates if other.place and other.place.name != one.place.name}
        wrong = next((name for name in sorted(others) if plain(name) in plain(seen.place)), seen.place)
        yield disagreement(appearance, ComparedFact.PLACE, one.place.name, wrong, one)
    if seen.previous is not None and seen.previous != one.previous:
        yield disagreement(appearance, ComparedFact.PREVIOUS, one.previous or "aucune", seen.previous, one)


def _ends(told: Mention, one: TrueDate, last: date | datetime) -> bool:
    if told.until or (told.last is None and told.closes is None):
        return True
    if told.last is not None and told.opens is None and _parts(last) == told.last[:2]:
        return True  # the span of all dates
    return one.end is not None and told.ends(one.end)


def holds_place(text: str, one: TrueDate, *, loose: bool = False) -> bool:
    """Whether a text names the place of a date."""
    if one.place is None:
        return True
    return folded(one.place.name) in folded(text) if loose else plain(one.place.name) in plain(text)
