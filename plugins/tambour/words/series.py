"""A series in words: « tous les mardis », « le 1er samedi du mois »; and dates that follow no rule, by their number.

It stays the same from one date to the next: what says it need not be made again each week.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tambour.model.events.occurrence import Occurrence
from tambour.model.time.recurrence import Frequency, Recurrence, RuleDay
from tambour.model.time.weekdays import WEEKDAYS
from tambour.words.dates import date_fr, days_fr
from tambour.words.numbers import count_fr, list_fr
from tambour.words.typography import NBSP

_RANKS: Mapping[int, str] = MappingProxyType(
    {1: "1er", 2: "2e", 3: "3e", 4: "4e", 5: "5e", -1: "dernier", -2: "avant-dernier"}
)
_NUMBERS = ("deux", "trois", "quatre", "cinq", "six")  # one week out of so many
_PERIODS: Mapping[Frequency, tuple[str, str]] = MappingProxyType(
    {Frequency.MONTHLY: ("de chaque mois", "mois"), Frequency.YEARLY: ("de chaque année", "ans")}
)


def rule_fr(recurrence: Recurrence, first: Occurrence) -> str:
    """When a series comes back, without its end: `tous les mardis et jeudis`, `un mardi sur deux`.

    Args:
        recurrence: its rule.
        first: its first date, which says the day where the rule does not.

    Returns:
        The words, as they stand in a sentence: without a capital.
    """
    if recurrence.frequency is Frequency.DAILY:
        return "tous les jours" if recurrence.interval == 1 else f"tous les {recurrence.interval}{NBSP}jours"
    if recurrence.frequency is Frequency.WEEKLY:
        return _weekly(recurrence, first)
    each, every = _PERIODS[recurrence.frequency]
    day = list_fr([_rank_words(one) for one in recurrence.days]) or _day_of_period(recurrence, first)
    if recurrence.interval == 1:
        return f"{day} {each}"
    return f"{day}, tous les {recurrence.interval}{NBSP}{every}"


def series_fr(recurrence: Recurrence | None, occurrences: Sequence[Occurrence]) -> tuple[str, ...]:
    """All the dates of an event in one line, ever shorter.

    Args:
        recurrence: the rule that they follow; `None` when they follow none.
        occurrences: the dates, in the order in which they begin.

    Returns:
        `tous les mardis, jusqu’au 30 juin 2027`, then without its end; of other dates, `12 dates, du … au …`.
    """
    first, last = (one.begins.date() for one in (occurrences[0], occurrences[-1]))
    if recurrence is None:
        counted = count_fr(len(occurrences), "date")
        return f"{counted}, {days_fr(first, last)}", counted
    rule = rule_fr(recurrence, occurrences[0])
    return f"{rule}, jusqu’au {date_fr(last)}", rule


def _weekly(recurrence: Recurrence, first: Occurrence) -> str:
    numbers = sorted({day.weekday for day in recurrence.days} or {first.begins.weekday()})
    if recurrence.interval == 1 and len(numbers) == len(WEEKDAYS):
        return "tous les jours"
    if recurrence.interval == 1:
        return f"tous les {list_fr([f'{WEEKDAYS[number]}s' for number in numbers])}"
    if len(numbers) == 1 and recurrence.interval - 2 < len(_NUMBERS):
        return f"un {WEEKDAYS[numbers[0]]} sur {_NUMBERS[recurrence.interval - 2]}"
    days = list_fr([WEEKDAYS[number] for number in numbers])
    return f"toutes les {recurrence.interval}{NBSP}semaines, le {days}"


def _rank_words(day: RuleDay) -> str:
    return f"le {_RANKS.get(day.rank or 0, '')} {WEEKDAYS[day.weekday]}"


def _day_of_period(recurrence: Recurrence, first: Occurrence) -> str:
    if recurrence.frequency is Frequency.YEARLY:
        return f"le {date_fr(first.begins.date(), year=False)}"
    return f"le {'1er' if first.begins.day == 1 else first.begins.day}"
