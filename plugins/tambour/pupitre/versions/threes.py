"""Three-way merge: what two people made of one thing, from what it was. Only what both changed is asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import partial

from tambour.pupitre.files.values import same
from tambour.source.frontmatter import Value

_NAMES = ("id", "date", "debut", "fichier", "libelle")
_LATEST = ("modifie",)  # both said when: the later one says it for both
Place = tuple[str | int, ...]
Fields = dict[str, Value]


@dataclass(frozen=True)
class Dispute:
    """One thing that both changed, each in a way of their own. None: it is not there.

    place: of a field, its keys and, 0-based, the index in the list of mine; of the text, `texte` and the number of the
    dispute in it.
    """

    place: Place
    base: Value | None
    mine: Value | None
    theirs: Value | None

    @property
    def name(self) -> str:
        """What an answer is given under: `prix.0.montant`."""
        return ".".join(map(str, self.place))


@dataclass
class Merging:
    """answers: name of a dispute → what it is to be. disputes: those that have no answer."""

    answers: Mapping[str, Value | None]
    disputes: list[Dispute] = field(default_factory=list)

    def fields(self, base: Fields, mine: Fields, theirs: Fields, at: Place = ()) -> Fields:
        """A block with what both changed in it."""
        merged: Fields = {}
        for key in {**mine, **theirs, **base}:
            value = self.value(base.get(key), mine.get(key), theirs.get(key), (*at, key))
            if value is not None:
                merged[key] = value
        return merged

    def value(self, base: Value | None, mine: Value | None, theirs: Value | None, at: Place) -> Value | None:
        """What one value becomes."""
        if same(mine, theirs) or same(base, theirs):
            return mine
        if same(base, mine):
            return theirs
        if isinstance(mine, dict) and isinstance(theirs, dict) and isinstance(base, dict | None):
            return self.fields(base or {}, mine, theirs, at)
        if isinstance(mine, list) and isinstance(theirs, list):
            listed = self._list((base if isinstance(base, list) else [], mine, theirs), at)
            if listed is not None:
                return listed
        if at[-1] in _LATEST and isinstance(mine, str) and isinstance(theirs, str):
            return max(mine, theirs)
        return self._ask(Dispute(at, base, mine, theirs))

    def text(self, base: str, mine: str, theirs: str, at: Place) -> str:
        """A text with the lines that both changed."""
        made: list[str] = []
        asked = 0
        for chunk in merge_lines(base.split("\n"), mine.split("\n"), theirs.split("\n")):
            if isinstance(chunk, list):
                made += chunk
                continue
            old, one, other = ("\n".join(lines) for lines in chunk)
            answer = self._ask(Dispute((*at, asked), old, one, other))
            made += str(answer or "").split("\n") if answer else []
            asked += 1
        return "\n".join(made)

    def _list(self, lists: Sequence[list[Value]], at: Place) -> list[Value] | None:
        """A list, item by item; None when its items cannot be told apart. lists: base, mine, theirs."""
        name_of = namer(lists)
        if name_of is None:
            return None
        old, one, other = ({name_of(item): item for item in items} for items in lists)
        merged: Fields = {}
        for index, (name, item) in enumerate(one.items()):
            value = self.value(old.get(name), item, other.get(name), (*at, index))
            if value is not None:
                merged[name] = value
        order = list(merged)
        above = ""
        for name, item in other.items():
            if name not in one:
                value = self.value(old.get(name), None, item, (*at, len(one) + len(order)))
                if value is not None:  # it comes after what it came after
                    order.insert(order.index(above) + 1 if above in order else 0 if not above else len(order), name)
                    merged[name] = value
            above = name
        return [merged[name] for name in order]

    def _ask(self, dispute: Dispute) -> Value | None:
        if dispute.name in self.answers:
            return self.answers[dispute.name]
        self.disputes.append(dispute)
        return dispute.mine


def merge_lines(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> list[list[str] | tuple[list[str], list[str], list[str]]]:
    """Lines that are agreed upon, and (base, mine, theirs) where both changed the same ones (diff3)."""
    pieces: list[list[str] | tuple[list[str], list[str], list[str]]] = []
    at, one, other = 0, 0, 0
    for start, end, in_mine, in_theirs in _common(base, mine, theirs):
        old, a, b = list(base[at:start]), list(mine[one:in_mine]), list(theirs[other:in_theirs])
        if b in (a, old):
            pieces.append(a)
        elif old == a:
            pieces.append(b)
        elif old or a or b:
            pieces.append((old, a, b))
        pieces.append(list(base[start:end]))
        at, one, other = end, in_mine + end - start, in_theirs + end - start
    return [piece for piece in pieces if piece]


def _common(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Runs of lines that nobody changed: first and end in base, first in mine, first in theirs; then the ends."""
    runs = [
        [block for block in SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks() if block.size]
        for other in (mine, theirs)
    ]
    found = []
    i = j = 0
    while i < len(runs[0]) and j < len(runs[1]):
        one, other = runs[0][i], runs[1][j]
        start, end = max(one.a, other.a), min(one.a + one.size, other.a + other.size)
        if start < end:
            found.append((start, end, one.b + start - one.a, other.b + start - other.a))
        if one.a + one.size < other.a + other.size:
            i += 1
        else:
            j += 1
    return [*found, (len(base), len(base), len(mine), len(theirs))]


def namer(lists: Sequence[Sequence[Value]]) -> Callable[[Value], str] | None:
    """What tells the items of several lists apart: what they say, or one of their fields; None when nothing does."""
    if all(isinstance(item, str) for items in lists for item in items):
        return str if all(len(set(map(str, items))) == len(items) for items in lists) else None
    for key in _NAMES:
        columns = [[item.get(key) if isinstance(item, dict) else None for item in items] for items in lists]
        if all(None not in column and len({*map(str, column)}) == len(column) for column in columns):
            return partial(_name, key=key)
    return None


def _name(item: Value, key: str) -> str:
    return str(item[key] if isinstance(item, dict) else item)
