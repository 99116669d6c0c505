"""What a person reads: every disagreement, item by item, the most misleading first, and how many there are."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tambour.verify.observation import Disagreement
from tambour.verify.run import Verdict
from tambour.words.numbers import count_fr, number_fr
from tambour.words.typography import NBSP


def text(verdict: Verdict) -> str:
    """The whole report."""
    if not verdict.disagreements:
        return f"{_compared(verdict)}{NBSP}: tous les canaux disent la même chose."
    return "\n\n".join([*_by_item(verdict.disagreements), f"{_count(verdict)}."])


def _compared(verdict: Verdict) -> str:
    files = count_fr(verdict.files, "fichier")
    return f"{count_fr(verdict.facts, 'fait comparé', 'faits comparés')} dans {files}"


def _count(verdict: Verdict) -> str:
    told = [*merged(verdict.disagreements)]
    items = {one.item for one, _ in told if one.item}
    where = f" sur {count_fr(len(items), 'contenu')}" if items else ""
    return f"{count_fr(len(told), 'désaccord')}{where}{NBSP}; {_compared(verdict)}"


def _by_item(disagreements: Sequence[Disagreement]) -> Iterator[str]:
    """A paragraph for each item, that of the gravest disagreement first."""
    told = [*merged(disagreements)]
    gravest: dict[str, tuple[int, str]] = {}
    for one, _ in told:
        gravest[one.item] = min(gravest.get(one.item, (one.fact.rank, one.item)), (one.fact.rank, one.item))
    told.sort(key=lambda pair: (gravest[pair[0].item], pair[0].order))
    for _, some in groupby(told, lambda pair: pair[0].item):
        yield "\n".join(f"{one}{_elsewhere(more)}" for one, more in some)


def merged(disagreements: Sequence[Disagreement]) -> Iterator[tuple[Disagreement, int]]:
    """Those that differ by their file alone are one; with each, in how many other files it was found."""
    found: dict[object, list[Disagreement]] = {}
    for one in disagreements:
        first, second = one.first, one.second
        key = (one.item, one.fact, one.date, first.channel, first.value, second.channel, second.value)
        found.setdefault(key, []).append(one)
    return ((some[0], len(some) - 1) for some in found.values())


def _elsewhere(more: int) -> str:
    return (
        f" ; de même dans {number_fr(more)} autre{'s' if more > 1 else ''} fichier{'s' if more > 1 else ''}"
        if more
        else ""
    )
