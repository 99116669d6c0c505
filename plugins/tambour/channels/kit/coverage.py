"""The receipt as an agent reads it: what has not come out, what is out of date, and where each item is.

What is out of date is looked for where people still read it: in what stands all year, and in what can still be posted.
An old news tells of its day, and is right to.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property, partial
from types import MappingProxyType
from typing import Any, NamedTuple

from tambour.channels import Absence, Published, Site
from tambour.model.site.receipt import Presence, Receipt, WaitingItem
from tambour.words.dates import date_fr
from tambour.words.numbers import list_fr
from tambour.words.typed_dates import gone_by
from tambour.words.typography import NBSP

# Why an item is not in a channel, in the one or two words of a cell; and the same as the legend explains it.
WORDS: Mapping[Absence, tuple[str, str]] = MappingProxyType(
    {
        Absence.EXCLUDED: ("exclu", "tenu hors du canal, exprès, par « canaux: » dans son en-tête"),
        Absence.NO_ROOM: ("sans place", "d’autres, plus récents ou plus proches, prennent toute la place"),
        Absence.LATER: ("plus tard", "sa prochaine date est plus loin que ce que montre le canal"),
        Absence.ELSEWHERE: ("ailleurs", "le canal est celui d’autres communes"),
        Absence.OVER: ("passé", "toutes ses dates sont passées"),
        Absence.WITHDRAWN: ("retiré", "il a quitté les listes"),
        Absence.OLD: ("ancien", "paru, ou changé, depuis plus longtemps que ce qui se diffuse encore"),
        Absence.VERSION: ("version", "traduction ou version FALC : l’original y est pour lui"),
        Absence.NOTHING: ("rien à dire", "il n’a rien pour ce canal"),
        Absence.KIND: ("–", "le canal ne prend pas ce genre de contenu"),
    }
)
_HOLES = (Absence.EXCLUDED,)  # made by hand, and easily forgotten
_CROWDED = (Absence.NO_ROOM,)  # as it should be, but somebody may ask why
_HREF = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
Pattern = tuple[Absence | None, ...]
_NAMED = 4  # dates or links of one item that are named


class Trouble(IntEnum):
    """What may be out of date, that which misleads most first."""

    GONE_BY = 1
    REVIEW = 2
    LINK = 3
    DECORATIVE = 4


class Stale(NamedTuple):
    """One thing to read again. words: French, one sentence. place: file and line, for who mends it."""

    trouble: Trouble
    age: int  # days, negated: the oldest first
    item: Published
    words: str
    place: str


@dataclass(frozen=True)
class CoverageRow:
    """One item. pattern: why it is not in each channel, in their order; None where it is. Thousands share a few."""

    item: Published
    pattern: Pattern

    @property
    def has_holes(self) -> bool:
        """Whether it is missing from a channel for a reason to know."""
        return not _rank_of(self.pattern)[0]

    @property
    def rank(self) -> tuple[bool, bool, bool, float, str]:
        """What has a hole first, then what is crowded out, then what is still read; the newest first."""
        out = self.item.item.publish_at
        return *_rank_of(self.pattern), self.item.expired, -out.timestamp() if out else 0.0, self.item.id


@cache
def _rank_of(pattern: Pattern) -> tuple[bool, bool]:
    """Whether nobody has made a hole, and nothing is crowded out."""
    return not {*pattern}.intersection(_HOLES), not {*pattern}.intersection(_CROWDED)


@dataclass(frozen=True)
class Coverage:
    """channels: name → what agents call it. waiting: what has not come out, what is to be mended first."""

    channels: Mapping[str, str]
    rows: Sequence[CoverageRow]
    waiting: Sequence[WaitingItem]
    stale: Sequence[Stale]

    @cached_property  # each cell asks
    def words(self) -> Mapping[Absence, tuple[str, str]]:
        """Why not, as cells and the legend say it: what occurs."""
        used = {absence for pattern in {row.pattern for row in self.rows} for absence in pattern}
        return {absence: words for absence, words in WORDS.items() if absence in used}

    @cached_property
    def looks(self) -> Mapping[Absence, str]:
        """How a cell of each looks: a hole that somebody made and may have forgotten, or one that others fill."""
        return {one: "hole" if one in _HOLES else "crowded" if one in _CROWDED else "no" for one in WORDS}

    @property
    def holes(self) -> Sequence[CoverageRow]:
        return [row for row in self.rows if row.has_holes]


def coverage_of(site: Site, receipt: Receipt, channel: str, *, secret: bool) -> Coverage:
    """What a receipt has to tell. secret: nobody but agents reads it; else it holds what is public, and no more.

    channel: our name, under which is kept what is found in each item (`Site.once`).
    """
    rows = [CoverageRow(item, _pattern_of(receipt.of(item.id), receipt.channels)) for item in site.items]
    order = [Absence.FAULTY, Absence.NOT_YET, Absence.DRAFT]
    waiting = sorted(
        receipt.waiting, key=lambda item: (order.index(item.why), item.due.timestamp() if item.due else 0.0, item.id)
    )
    return Coverage(
        receipt.channels,
        sorted(rows, key=lambda row: row.rank),
        waiting if secret else (),
        sorted(_stale(site, receipt, channel), key=lambda one: (one.trouble, one.age, one.item.id)) if secret else (),
    )


def _pattern_of(cells: Mapping[str, Presence], channels: Iterable[str]) -> Pattern:
    return tuple(cells[name].absence for name in channels)


def _stale(site: Site, receipt: Receipt, channel: str) -> Iterator[Stale]:
    waiting: dict[str, list[tuple[int, str]]] = {}
    for link in receipt.links:
        when = f", le {date_fr(link.due)}" if link.due else ""
        waiting.setdefault(link.item, []).append((link.line, f"« {link.target} » (à paraître{when})"))
    by_url = {item.url: item for item in site.items}
    for item in site.items:
        yield from _to_review(site, item)
        if _is_read(site, item):
            yield from site.once(f"{channel}: dates passées", item, partial(_dates, site, item))
            linked = site.once(f"{channel}: liens", item, partial(_links_in, item))
            yield from _links(item, linked, waiting.get(item.id, ()), by_url)
            yield from _decorative(item)


def _is_read(site: Site, item: Published) -> bool:
    """Whether people read it for what is so today."""
    if item.expired or item.frozen:
        return False
    return not item.kind.announced or item.why_not_posted(site.now, site.posting_days) is None


def _to_review(site: Site, item: Published) -> Iterator[Stale]:
    day = item.item.review_on
    if day is not None and day <= site.now.date() and not item.expired:
        place = f"{item.origin.path}:{item.origin.line('a_revoir_le')}"
        words = f"À revoir depuis le {date_fr(day)}."
        yield Stale(Trouble.REVIEW, (day - site.now.date()).days, item, words, place)


def _dates(site: Site, item: Published) -> Sequence[Stale]:
    today, told = site.now.date(), [one for one in (item.item.publish_at, item.item.updated) if one is not None]
    written = max(told).date() if told else None
    text = "\n".join(filter(None, (item.item.title, item.item.summary, item.plain)))
    typed = gone_by(text, today, written)
    if not typed:
        return ()
    named = list_fr([f"« {one.words} »" for one in typed[:_NAMED]])
    words = f"Date passée dans le texte{NBSP}: {named}."
    if len(typed) > 1:
        words = f"Dates passées dans le texte{NBSP}: {named}{', entre autres' if len(typed) > _NAMED else ''}."
    age, place = (min(one.day for one in typed) - today).days, f"{item.origin.path}:{item.origin.body_line}"
    return (Stale(Trouble.GONE_BY, age, item, words, place),)


def _links(
    item: Published, linked: Iterable[str], waiting: Sequence[tuple[int, str]], by_url: Mapping[str, Published]
) -> Iterator[Stale]:
    gone = {by_url[url].id for url in linked if url in by_url and by_url[url].expired}
    targets = [*(words for _, words in waiting), *(f"« {name} » (retiré)" for name in sorted(gone))]
    if targets:
        line = waiting[0][0] if waiting else item.origin.body_line
        lead = "Liens qui ne mènent nulle part" if waiting else "Liens vers ce qui est retiré"
        words = f"{lead}{NBSP}: {list_fr(targets[:_NAMED])}."
        yield Stale(Trouble.LINK, -len(targets), item, words, f"{item.origin.path}:{line}")


def _links_in(item: Published) -> Sequence[str]:
    return tuple(_HREF.findall(item.html))


def _decorative(item: Published) -> Iterator[Stale]:
    """A picture without words for who does not see it: somebody has said that it needs none, perhaps in a hurry."""
    if item.item.image and item.item.decorative:
        place = f"{item.origin.path}:{item.origin.line('decorative', 'image')}"
        words = "Image sans texte de remplacement, dite décorative : vérifiez qu’elle n’apprend rien."
        yield Stale(Trouble.DECORATIVE, 0, item, words, place)


def coverage_document(coverage: Coverage) -> str:
    """recu.json: the same for a script, an item a line.

    `{version, channels: {name: French}, waiting: […], stale: […], items: {id: {channel: "in" or why not}}}`
    """
    waiting = [_waiting(item) for item in coverage.waiting]
    stale = [
        {"trouble": one.trouble.name.lower(), "id": one.item.id, "words": one.words, "place": one.place}
        for one in coverage.stale
    ]
    rows = sorted(coverage.rows, key=lambda row: row.item.id)
    names = tuple(coverage.channels)
    items = [f"{json.dumps(row.item.id)}:{_cells_text(names, row.pattern)}" for row in rows]
    head = _compact({"version": 1, "channels": dict(coverage.channels), "waiting": waiting, "stale": stale})
    return f'{head[:-1]},"items":{{\n' + ",\n".join(items) + "}}\n"


@cache
def _cells_text(names: tuple[str, ...], pattern: Pattern) -> str:
    return _compact({name: absence or "in" for name, absence in zip(names, pattern, strict=True)})


def _waiting(item: WaitingItem) -> dict[str, Any]:
    told = {"id": item.id, "kind": item.kind.name, "title": item.title, "file": str(item.path), "why": item.why}
    due = {"due": item.due.isoformat()} if item.due else {}
    state = {"keeps_last": item.keeps_last, "trimmed": item.trimmed}
    problems = {"problems": list(item.problems), **state} if item.problems else {}
    return {**told, **due, **problems}


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # one for all of them
