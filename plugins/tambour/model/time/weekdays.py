"""Days of the week as French writers type them: `lundi`, `mercredi au vendredi`, `mardi, jeudi et samedi`."""

import re

from tambour.model.problems import invalid

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")  # Monday is 0, as in `datetime`
_EVERY_DAY = ("tous les jours", "chaque jour")
_SEPARATOR = re.compile(r"\s*(?:[,;/]|\bet\b)\s*")
_SPAN = re.compile(r"(?:du\s+)?(?P<first>\w+)\s*(?:\bau\b|-|–)\s*(?P<last>\w+)")


def parse_weekday(text: str, others: str = "") -> int:
    """Number of a weekday, Monday 0. Raises `jour-inconnu`.

    others: what else the field accepts, to end the sentence that says what to write.

    >>> parse_weekday("Mardis")
    1
    """
    name = text.strip().lower()
    for number, weekday in enumerate(WEEKDAYS):
        if name in (weekday, f"{weekday}s", f"le {weekday}"):
            return number
    raise invalid("jour-inconnu", value=text, others=others)


def split_days(text: str) -> list[str]:
    """The parts of an enumeration: `mardi, jeudi et samedi`.

    >>> split_days("1er mardi et dernier vendredi")
    ['1er mardi', 'dernier vendredi']
    """
    return _SEPARATOR.split(text.strip())


def weekdays_in(part: str, others: str = "") -> tuple[int, ...]:
    """Numbers of one part of an enumeration: a day or a span of days. Raises `jour-inconnu`, as `parse_weekday` does.

    >>> weekdays_in("samedi au lundi")
    (5, 6, 0)
    """
    match = _SPAN.fullmatch(part.strip().lower())
    if match is None:
        return (parse_weekday(part, others),)
    first, last = parse_weekday(match["first"], others), parse_weekday(match["last"], others)
    return tuple((first + step) % 7 for step in range((last - first) % 7 + 1))


def parse_weekdays(text: str) -> tuple[int, ...]:
    """Numbers of one or more weekdays, Monday 0, in the order typed. Raises `jour-inconnu`.

    >>> parse_weekdays("mercredi au vendredi, dimanche")
    (2, 3, 4, 6)
    """
    if text.strip().lower() in _EVERY_DAY:
        return tuple(range(7))
    return tuple(day for part in split_days(text) for day in weekdays_in(part))
