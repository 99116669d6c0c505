"""What a person reads: every disagreement, item by item, the most misleading first, and how many there are."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tambour.verify.observation import Disagreement
from tambour.verify.run import Verdict
from tambour.words.numbers import count_fr, number_fr
from tambour.words.typography import NBSP

_NAMED = 4  # channels that a line names beside the first


def text(verdict: Verdict) -> str:
    """The whole report."""
    if not verdict.disagreements:
        return f"{_compared(verdict)}{NBSP}: tous les canaux disent la même chose."
    return "\n\n".join([*_by_item(verdict.disagreements), f"{_count(verdict)}."])


def _compared(verdict: Verdict) -> str:
    files = count_fr(verdict.files, "fichier")
    return f"{count_fr(verdict.facts, 'fait comparé', 'faits comparés')} dans {files}"


def _count(verdict: Verdict) -> str:
    told = merged(verdict.disagreements)
    items = {one.item for one, *_ in told if one.item}
    where = f" sur {count_fr(len(items), 'contenu')}" if items else ""
    return f"{count_fr(len(told), 'désaccord')}{where}{NBSP}; {_compared(verdict)}"


def _by_item(disagreements: Sequence[Disagreement]) -> Iterator[str]:
    """A paragraph for each item, that of the gravest disagreement first."""
    told = merged(disagreements)
    gravest: dict[str, tuple[int, str]] = {}
    for one, *_ in told:
        gravest[one.item] = min(gravest.get(one.item, (one.fact.rank, one.item)), (one.fact.rank, one.item))
    told.sort(key=lambda some: (gravest[some[0].item], some[0].order))
    for _, some in groupby(told, lambda some: some[0].item):
        yield "\n".join(f"{one}{_elsewhere(more)}" for one, *more in some)


def merged(disagreements: Sequence[Disagreement]) -> list[list[Disagreement]]:
    """Those that differ by their channel or their file alone are one: the most important first."""
    found: dict[object, list[Disagreement]] = {}
    for one in disagreements:
        key = (one.item, one.fact, one.date, one.first.channel, one.first.value, one.second.value)
        found.setdefault(key, []).append(one)
    return [*found.values()]


def _elsewhere(more: Sequence[Disagreement]) -> str:
    """`; de même dans 12 autres fichiers (l’archive, le texte x…)`."""
    if not more:
        return ""
    files = "1 autre fichier" if len(more) == 1 else f"{number_fr(len(more))} autres fichiers"
    channels = sorted({one.second.channel for one in more})
    named = ", ".join(channels[:_NAMED]) + ("…" if len(channels) > _NAMED else "")
    return f"{NBSP}; de même dans {files} ({named})"
