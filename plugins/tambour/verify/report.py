"""What a person reads: every disagreement, item by item, the most misleading first, and how many there are."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from tambour.verify.observation import THE_SITE, ComparedFact, Disagreement
from tambour.verify.run import Verdict
from tambour.words.numbers import count_fr, number_fr
from tambour.words.typography import NBSP

_MOST_CHANNELS = 4  # channels that a line names beside the first
_FACTS = "|".join(re.escape(fact.value) for fact in ComparedFact)
_LINE = re.compile(rf"(?P<item>{THE_SITE}|[^\s,]+), (?P<about>(?:{_FACTS})(?: du [^:]*?)?) : ")


def text(verdict: Verdict) -> str:
    """The whole report, in French: a paragraph for each item, then the count; one sentence when all agree."""
    if not verdict.disagreements:
        return f"{_scope(verdict)}{NBSP}: tous les canaux disent la même chose."
    return "\n\n".join([*_by_item(verdict.disagreements), f"{_count(verdict)}."])


def subject_of(line: str) -> tuple[str, str] | None:
    """What a line of the report is about: the id of its item ("" for the site itself), and the fact in French.

    >>> subject_of("fete-du-lac, début du 5 décembre 2026 : le contenu dit 10 h, RSS (a.rss) dit 9 h")
    ('fete-du-lac', 'début du 5 décembre 2026')

    Returns:
        None for any other line.
    """
    found = _LINE.match(line)
    return None if found is None else (found["item"].replace(THE_SITE, ""), found["about"])


def _scope(verdict: Verdict) -> str:
    files = count_fr(verdict.files, "fichier")
    return f"{count_fr(verdict.facts, 'fait comparé', 'faits comparés')} dans {files}"


def _count(verdict: Verdict) -> str:
    groups = merge(verdict.disagreements)
    items = {one.item for one, *_ in groups if one.item}
    where = f" sur {count_fr(len(items), 'contenu')}" if items else ""
    return f"{count_fr(len(groups), 'désaccord')}{where}{NBSP}; {_scope(verdict)}"


def _by_item(disagreements: Sequence[Disagreement]) -> Iterator[str]:
    """A paragraph for each item, that of the gravest disagreement first."""
    groups = merge(disagreements)
    gravest: dict[str, tuple[int, str]] = {}
    for first, *_ in groups:
        gravest[first.item] = min(gravest.get(first.item, (first.fact.rank, first.item)), (first.fact.rank, first.item))
    groups.sort(key=lambda group: (gravest[group[0].item], group[0].order))
    for _, group in groupby(groups, lambda group: group[0].item):
        yield "\n".join(f"{one}{_elsewhere(more)}" for one, *more in group)


def merge(disagreements: Sequence[Disagreement]) -> list[list[Disagreement]]:
    """Put together those that differ by their channel or their file alone; the first of each group speaks for it."""
    groups: dict[object, list[Disagreement]] = {}
    for disagreement in disagreements:
        key = (
            disagreement.item,
            disagreement.fact,
            disagreement.date,
            disagreement.first.channel,
            disagreement.first.value,
            disagreement.second.value,
        )
        groups.setdefault(key, []).append(disagreement)
    return [*groups.values()]


def _elsewhere(more: Sequence[Disagreement]) -> str:
    """`; de même dans 12 autres fichiers (l’archive, le texte x…)`."""
    if not more:
        return ""
    files = "1 autre fichier" if len(more) == 1 else f"{number_fr(len(more))} autres fichiers"
    channels = sorted({one.second.channel for one in more})
    named = ", ".join(channels[:_MOST_CHANNELS]) + ("…" if len(channels) > _MOST_CHANNELS else "")
    return f"{NBSP}; de même dans {files} ({named})"
