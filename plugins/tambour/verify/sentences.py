"""The facts that lines of French tell of one item: its dates, states and places; an alert's level and end."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from tambour.verify import expected
from tambour.verify.comparing import day_fr, holds_place
from tambour.verify.french import fold, mentions, plain, remove_prose, split_state, state_in
from tambour.verify.observation import Appearance, ComparedFact, Disagreement, Findings, Observed, SeenDate
from tambour.verify.truth import CONTENT, TrueItem
from tambour.words.shortening import sentences
from tambour.words.withdrawn import of_the_end

_HEAD = re.compile(r"(?:UNE|DES) DATES? ")  # names what becomes of some dates: their own lines need not say it again
_SHORT = 12  # characters of a sentence that may stand anywhere
EXCEPTIONS = re.compile(r", sauf (?:le|\d)[^()]*(?:\(dates? annulées?\)|annulées)")  # of a series, behind its count
_SEVERAL = "en plusieurs lieux"
_CUT = re.compile(r"\s*…$")
_OTHERS = re.compile(r"\b(?P<count>\d+) autres? dates?")
_OFF = re.compile(r"annulée?s?|reportée?s?", re.IGNORECASE)
_BACK = ("levée", "fin de l’alerte", "terminée")


def fact_lines(text: str, item: TrueItem) -> Iterator[tuple[str, str]]:
    """The lines of a text that tell facts.

    Args:
        text: in lines.
        item: whose prose is left out.

    Returns:
        Each line that is not prose, as it stands and without the prose inside it.
    """
    whole = " ".join(plain(some) for some in item.prose)
    loose = fold(whole)
    for line in text.split("\n"):
        bare = _CUT.sub("", plain(line)).removeprefix("- ")
        if not bare or (len(bare) > 20 and (bare in whole or fold(bare) in loose)):
            continue
        yield line, EXCEPTIONS.sub("", remove_prose(line, item.prose))


def spoken_dates(text: str, item: TrueItem, *, loose: bool = False, overall: str | None = None) -> tuple[SeenDate, ...]:
    """The dates that the lines of a text tell, each with the place and the state that stand beside it.

    Args:
        text: in lines.
        item: whose dates they are.
        loose: as `Appearance.loose` has it.
        overall: the state that holds for all of them; None: each line tells its own.
    """
    return tuple(_line_dates(text, item, loose=loose, overall=overall))


def _line_dates(text: str, item: TrueItem, *, loose: bool, overall: str | None) -> Iterator[SeenDate]:
    shared = len({one.place.name for one in item.dates if one.place}) == 1
    announced: dict[tuple[int, int], str] = {}  # day and month → what the head of the text says of that date
    for line, words in fact_lines(text, item):
        for match in EXCEPTIONS.finditer(line):
            yield from (SeenDate(one, state="annule") for one in mentions(match[0]))
        spoken = [*mentions(words)]
        several = len(item.dates) > 1 and (len(spoken) > 1 or any(one.last for one in spoken))
        line_state = state_in(words)
        state = (
            None if several else line_state if overall in (None, "confirme") or line_state != "confirme" else overall
        )
        named = any(holds_place(line, one, loose=loose) for one in item.dates if one.place)
        place = text if shared or not named else line
        if _HEAD.match(line) and line_state != "confirme":
            announced |= {mention.first[:2]: line_state for mention in spoken}
        for mention in spoken:
            told = announced.get(mention.first[:2], state) if state == "confirme" else state
            yield SeenDate(mention, state=told, place=None if _SEVERAL in line or (several and not named) else place)


def spoken_alert(text: str, item: TrueItem, channel: str, file: str) -> Findings:
    """What a text tells of an alert: how grave it is and until when; or that it is over.

    Args:
        text: in lines; the first may begin with the level.
        item: nothing is yielded unless it is an alert.
        channel: as people call it.
        file: where the text stands.
    """
    if item.alert is None:
        return
    rest = "\n".join(words for _, words in fact_lines(text, item))
    upper = plain(text).upper()
    if item.lifted:
        if not any(plain(word).upper() in upper for word in _BACK):
            second = Observed(channel, file, "ne dit pas qu’elle est levée")
            yield Disagreement(item.id, ComparedFact.STATE, "", Observed(CONTENT, "", "dit « levée »"), second)
        return
    state, _ = split_state(text.split("\n", 1)[0])
    level = state if state in LEVELS else level_in(rest, item)
    yield Appearance(channel, file, item.id, {ComparedFact.LEVEL: level})
    spoken = list(mentions(rest))
    ends = [one for one in spoken if one.until or one.last or len(spoken) > 1]
    if ends and not any(one.ends(item.alert.end) or one.starts(item.alert.end) for one in ends):
        yield other_end(item, ends[0].words, channel, file)
    elif not spoken:
        yield other_end(item, "", channel, file)


LEVELS: Mapping[str, re.Pattern[str]] = {
    "urgence": re.compile(r"\burgence(?!s)", re.IGNORECASE),
    "vigilance": re.compile(r"\bvigilance(?!s)", re.IGNORECASE),
    "info": re.compile(r"\b(?:information|info(?!r))(?!s)", re.IGNORECASE),
}


def level_in(text: str, item: TrueItem) -> str:
    """The level that a text tells of an alert: its own when it is named, else another; "" when none is."""
    named = [level for level, words in LEVELS.items() if words.search(text)]
    wanted = item.alert.level.value if item.alert else ""
    return wanted if wanted in named else next(iter(named), "")


def other_end(item: TrueItem, words: str, channel: str, file: str) -> Disagreement:
    """An alert that is told to end at another time."""
    assert item.alert is not None
    first = Observed(CONTENT, "", f"dit {expected.moment_fr(item.alert.end)}")
    return Disagreement(
        item.id, ComparedFact.END, "", first, Observed(channel, file, f"dit « {words} »" if words else "ne la dit pas")
    )


def invitation(text: str, item: TrueItem, at: datetime, channel: str, file: str) -> Iterator[Disagreement]:
    """Find what a text still asks people to do of an event that is off, or of an alert that no longer holds.

    Args:
        text: what the channel says of it.
        item: whose summary is looked for; of it, only what speaks of the end or its cause may be told.
        at: the moment for which the text was written.
        channel: as people call it.
        file: where the text stands.
    """
    if not item.is_off(at):
        return
    here, title = fold(text), fold(item.item.title)
    for sentence in sentences(item.item.summary or ""):
        if (
            len(sentence) > _SHORT
            and fold(sentence) in here
            and fold(sentence) not in title
            and not of_the_end(item.item, sentence)
        ):
            second = Observed(channel, file, f"dit encore « {sentence} »")
            state = "qu’elle n’est plus en vigueur" if item.alert is not None else "qu’il n’a pas lieu"
            yield Disagreement(item.id, ComparedFact.SUMMARY, "", Observed(CONTENT, "", f"dit {state}"), second)


def hidden_cancellation(text: str, item: TrueItem, at: datetime, channel: str, file: str) -> Iterator[Disagreement]:
    """Find a cancelled date that a text counts among « 6 autres dates » without saying so.

    Args:
        text: what the channel says, prose left out.
        item: an event.
        at: the moment for which the text was written.
        channel: as people call it.
        file: where the text stands.
    """
    others = _OTHERS.search(plain(text))
    off = [one for one in item.ahead(at) if not one.holds]
    if others is None or not off or _OFF.search(text):
        return
    spoken = [*mentions(text)]
    on = [one for one in item.ahead(at) if one.holds]
    named = [one for one in on if any(seen.starts(one.start) for seen in spoken)]
    if int(others["count"]) > len(on) - len(named):
        second = Observed(channel, file, f"la compte parmi « {others[0]} »")
        yield Disagreement(
            item.id, ComparedFact.STATE, day_fr(off[0].start), Observed(CONTENT, "", f"dit « {off[0].state} »"), second
        )
