"""What a channel tells of one item, held against the content, fact by fact and date by date."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from tambour.model.recording import without_recordings
from tambour.verify.french import STATES_FR, Mention, fold, plain, squeeze
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
from tambour.website.head.facts import DESCRIPTION_MAX
from tambour.words.dates import between, date_fr, hour_fr
from tambour.words.numbers import list_fr
from tambour.words.shortening import one_line, shorten
from tambour.words.typography import initial_capital

_PIECES = re.compile(r"\n\s*(?:\d+[.)] )?| \| ")  # of a plain text: lines, items of lists, cells of tables
# What stands after a link: its address, in a plain text; the type and weight of a file, on a page.
_ADDRESS = re.compile(r" \((?:(?:https?://|mailto:|[^)\s]+@)[^)\s]*|[A-Z]{2,5}, [\d,]+\s(?:octets?|ko|Mo|Go))\)")
_LONGEST = 90  # characters of a text that a report quotes


def compare(appearance: Appearance, truth: Truth) -> Iterator[Disagreement]:
    """Find everything in which one place and the content do not agree.

    Args:
        appearance: the item as this place tells it.
        truth: the content.

    Returns:
        Disagreements, fact by fact, then date by date; a single one when the item must not be seen at all.
    """
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
    """An item that a channel shows, though it is not published or does not exist."""
    why = truth.hidden[appearance.item].why_hidden if appearance.item in truth.hidden else "n’existe pas"
    second = Observed(appearance.channel, appearance.file, "le montre")
    return Disagreement(appearance.item, ComparedFact.PRESENCE, "", Observed(CONTENT, "", f"dit qu’il {why}"), second)


def disagreement(
    appearance: Appearance, fact: ComparedFact, wanted: Value, value: Value, about: TrueDate | None = None
) -> Disagreement:
    """The content says one thing, a channel another.

    Args:
        appearance: where the channel says it.
        fact: the one on which they differ.
        wanted: what the content says.
        value: what the channel says; None when it says nothing.
        about: the date whose fact it is; None for a fact of the whole item.
    """
    day = day_fr(about.start) if about is not None else ""
    first = Observed(CONTENT, "", f"dit {describe(wanted, value)}")
    second = Observed(
        appearance.channel, appearance.file, f"dit {describe(value, wanted)}" if value else "ne le dit pas"
    )
    return Disagreement(appearance.item, fact, day, first, second)


def absence(item: str, channel: str, file: str) -> Disagreement:
    """An item that must be somewhere and is not."""
    return Disagreement(
        item, ComparedFact.PRESENCE, "", Observed(CONTENT, "", "le publie"), Observed(channel, file, "ne l’a pas")
    )


def unexpected_presence(item: str, why: str, channel: str, file: str) -> Disagreement:
    """An item that is somewhere and should not be.

    Args:
        item: its id.
        why: the reason in French, as it follows « dit qu’il ».
        channel: as people call it.
        file: where it stands.
    """
    return Disagreement(
        item, ComparedFact.PRESENCE, "", Observed(CONTENT, "", f"dit qu’il {why}"), Observed(channel, file, "le montre")
    )


def day_fr(moment: date | datetime) -> str:
    """`5 décembre 2026`."""
    return date_fr(moment.date() if isinstance(moment, datetime) else moment)


def describe(value: Value, other: Value = None) -> str:
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
        return None if squeeze(wanted) in squeeze(str(value)) else wanted
    return None if isinstance(value, str) and tells(value, wanted) else wanted


def _summary(item: TrueItem, value: Value, appearance: Appearance, truth: Truth) -> Value:
    wanted = next((text for name in appearance.names if (text := item.text_in(name))), item.item.summary or "")
    in_heads = shorten(one_line(wanted), DESCRIPTION_MAX)  # whole sentences, without an ellipsis
    told = isinstance(value, str) and (tells(value, wanted) or tells(value, in_heads))
    return None if told or not wanted else wanted


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


def _publication(item: TrueItem, value: Value, appearance: Appearance, truth: Truth) -> Value:
    wanted = item.item.publish_at
    return None if wanted is None or value == wanted else wanted


def _text(item: TrueItem, value: Value, appearance: Appearance, truth: Truth) -> Value:
    """The first line of its text that is not there."""
    here = fold(_ADDRESS.sub("", str(value)))
    recordings = item.entry.body.recordings
    text = item.frozen[0].plain if item.frozen else without_recordings(item.entry.body.plain, recordings)
    pieces = [*_PIECES.split(_ADDRESS.sub("", text)), *(recording.title for recording in recordings)]
    return next((piece for piece in pieces if fold(piece) not in here), None)


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
        ComparedFact.PUBLISHED: _publication,
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
        matches = [one for one in item.dates if (seen.key == one.key if seen.key else starts(seen, one))]
        right_for_one = any(seen.place and one.place and holds_place(seen.place, one) for one in matches)
        for true_date in matches:
            matched.setdefault(true_date.key, seen)
            # A day alone begins each session of that day: the place beside it is that of the one it stands for.
            told = replace(seen, place=None) if right_for_one and len(matches) > 1 else seen
            yield from _compare_date(item, true_date, told, appearance)
        if not matches and not _is_other_moment(seen, item):
            strange.append(seen)
    ahead = item.ahead(at)
    wanted = {SeenSpan.ALL: item.dates, SeenSpan.AHEAD: ahead}.get(appearance.span, ())
    wanted = (*wanted, *(one for one in item.dates if one.key in appearance.wanted))
    missing = [one for one in wanted if one.key not in matched]
    told_whole = any(isinstance(seen.start, Mention) and _is_whole_span(seen.start, item) for seen in appearance.dates)
    if (
        appearance.span is SeenSpan.NEXT
        and not told_whole
        and not any(one.key in matched for one in ahead or item.dates)
    ):
        missing = [*(ahead or item.dates)[:1]]
    for seen in strange:
        near = min(missing or item.dates, key=lambda one: _distance(seen, one))
        if near in missing:
            missing.remove(near)
        yield disagreement(appearance, ComparedFact.START, near.start, _bare(seen.start), near)
        yield from _compare_date(item, near, replace(seen, end=None), appearance)
    for true_date in missing:
        yield disagreement(appearance, ComparedFact.DATE, true_date.start, None, true_date)


def _bare(moment: date | datetime | Mention) -> Value:
    return moment


def starts(seen: SeenDate, true_date: TrueDate) -> bool:
    """Whether a date as a channel tells it is this one: by its start, or by its end after « jusqu’au »."""
    start = seen.start
    if isinstance(start, Mention):
        if start.until:
            return true_date.end is not None and start.ends(true_date.end)
        return start.starts(true_date.start)
    if isinstance(start, datetime) and isinstance(true_date.start, datetime):
        return start == true_date.start
    if isinstance(start, datetime):
        return False
    return start == (true_date.start.date() if isinstance(true_date.start, datetime) else true_date.start)


def _is_other_moment(seen: SeenDate, item: TrueItem) -> bool:
    """A moment of the item that is no start: its publication, an earlier date, an end."""
    start = seen.start
    if isinstance(start, Mention):
        if _is_whole_span(start, item):
            return True
        return any(start.ends(one) if start.until else start.starts(one) for one in item.moments)
    return any(start == one or (type(start) is date and start == _day(one)) for one in item.moments)


def _is_whole_span(mention: Mention, item: TrueItem) -> bool:
    """« 9 dates, du … au … »."""
    return mention.first[:2] == _parts(item.dates[0].start) and mention.last is not None


def _parts(moment: date | datetime) -> tuple[int, int]:
    return moment.day, moment.month


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _distance(seen: SeenDate, true_date: TrueDate) -> float:
    start = seen.start
    if isinstance(start, Mention):
        return abs(start.first[0] - true_date.start.day) + 31 * abs(start.first[1] - true_date.start.month)
    return abs((_day(start) - _day(true_date.start)).days)


def _compare_date(
    item: TrueItem, true_date: TrueDate, seen: SeenDate, appearance: Appearance
) -> Iterator[Disagreement]:
    start = seen.start
    if seen.key and not starts(seen, true_date):
        yield disagreement(appearance, ComparedFact.START, true_date.start, _bare(start), true_date)
    if isinstance(start, Mention) and not _ends(start, true_date, item.dates[-1].end or item.dates[-1].start):
        yield disagreement(appearance, ComparedFact.END, true_date.end, start, true_date)
    if seen.end is not None and seen.end != true_date.end:
        yield disagreement(appearance, ComparedFact.END, true_date.end or "aucune", seen.end, true_date)
    if seen.state is not None and true_date.state not in seen.state.split("|"):
        yield disagreement(appearance, ComparedFact.STATE, true_date.state, seen.state, true_date)
    if (
        seen.place is not None
        and true_date.place is not None
        and not holds_place(seen.place, true_date, loose=appearance.loose)
    ):
        others = {other.place.name for other in item.dates if other.place and other.place.name != true_date.place.name}
        wrong = next((name for name in sorted(others) if plain(name) in plain(seen.place)), seen.place)
        yield disagreement(appearance, ComparedFact.PLACE, true_date.place.name, wrong, true_date)
    if seen.previous is not None and seen.previous != true_date.previous:
        yield disagreement(appearance, ComparedFact.PREVIOUS, true_date.previous or "aucune", seen.previous, true_date)


def _ends(mention: Mention, true_date: TrueDate, last: date | datetime) -> bool:
    if mention.until or (mention.last is None and mention.closes is None):
        return True
    if mention.last is not None and mention.opens is None and _parts(last) == mention.last[:2]:
        return True  # the span of all dates
    return true_date.end is not None and mention.ends(true_date.end)


def holds_place(text: str, true_date: TrueDate, *, loose: bool = False) -> bool:
    """Whether a text names the place of a date.

    Args:
        text: what the channel says of the date.
        true_date: the date; one without a place is always satisfied.
        loose: compare letters and digits alone.
    """
    if true_date.place is None:
        return True
    name = true_date.place.name
    if loose:
        return squeeze(name) in squeeze(text)
    return plain(name) in plain(text) or plain(initial_capital(name)) in plain(text)  # it may begin a line
