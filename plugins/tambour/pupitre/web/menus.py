"""The menus of the site: which pages stand in each, in which order, and what to write in them for another order."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tambour.model.kinds import KINDS
from tambour.model.page import Menu, Page
from tambour.model.slugs import french_order
from tambour.pupitre.files.source_file import ABSENT, SourceFile
from tambour.pupitre.versions.threes import Merging
from tambour.pupitre.web.project import DeskFile, Project, WrittenContent

_PAGE = KINDS["page"]
_STEP = 10  # between two ranks that are given anew
_UNSAID: int = Page.model_fields["order"].default
_VERSIONS = ("traduction_de", "falc_de")  # a version of another page stands in no menu
MenuPages = Mapping[Menu, Sequence[str]]


def menus_of(written: WrittenContent) -> dict[Menu, list[str]]:
    """Each menu, the paths of its pages in their order, as files say it."""
    found: dict[Menu, list[DeskFile]] = {menu: [] for menu in Menu}
    for sheet in written.sheets.values():
        name = sheet.word("menu").strip()
        if sheet.kind is _PAGE and name in set(Menu) and not any(map(sheet.word, _VERSIONS)):
            found[Menu(name)].append(sheet)
    return {menu: [sheet.path for sheet in sorted(sheets, key=_place)] for menu, sheets in found.items()}


def pages_beside(written: WrittenContent, menus: MenuPages) -> dict[str, str]:
    """The pages that stand in none of some menus: path → title."""
    there = {path for paths in menus.values() for path in paths}
    pages = [
        sheet
        for sheet in written.sheets.values()
        if sheet.kind is _PAGE and sheet.path not in there and not any(map(sheet.word, _VERSIONS))
    ]
    return {sheet.path: sheet.title for sheet in sorted(pages, key=lambda sheet: french_order(sheet.title))}


def union(base: MenuPages, mine: MenuPages, now: MenuPages) -> dict[Menu, list[str]]:
    """What two people made of the menus: what the other put in or took out is so, the order is mine."""
    return {menu: _union(*(list(side.get(menu, ())) for side in (base, mine, now))) for menu in Menu}


def _union(base: list[str], mine: list[str], now: list[str]) -> list[str]:
    value = Merging({}).value([*base], [*mine], [*now], ("menu",))
    return [path for path in value if isinstance(path, str)] if isinstance(value, list) else mine


@dataclass(frozen=True)
class MenuSaving:
    """What to write for menus. project: theirs; wanted: each menu, the paths of its pages in order."""

    project: Project
    wanted: MenuPages

    def files(self) -> dict[str, tuple[bytes | None, bytes | None]]:
        """The files that change: path → what was read, what to write. Raises FileUnwritable, OSError."""
        written = self.project.look()
        now = menus_of(written)
        given: dict[str, dict[str, object]] = {}
        for menu in Menu:
            for path in now[menu]:
                if not any(path in paths for paths in self.wanted.values()):
                    given.setdefault(path, {})["menu"] = ABSENT
            for path in self.wanted[menu]:
                if path not in now[menu]:
                    given.setdefault(path, {})["menu"] = str(menu)
            if list(self.wanted[menu]) != now[menu]:
                ranks = new_ranks([_place(written.sheets[path]) for path in self.wanted[menu]])
                for path, rank in zip(self.wanted[menu], ranks, strict=True):
                    if rank is not None:
                        given.setdefault(path, {})["ordre"] = rank
        return {path: self._change(path, fields) for path, fields in given.items()}

    def _change(self, path: str, fields: Mapping[str, object]) -> tuple[bytes, bytes]:
        file = SourceFile.read(self.project.root / path, _PAGE)
        return file.data, file.change(fields)


def new_ranks(places: Sequence[tuple[int, str]]) -> list[int | None]:
    """The ranks that bring pages into an order, None for those that keep theirs: as few as can be are written.

    places: of each page, in the order that is wanted: its rank, and what decides between two of one rank.
    """
    kept = _longest_rising(places)
    ranks: list[int | None] = [None] * len(places)
    edges = [-1, *kept, len(places)]
    for left, right in pairwise(edges):
        count = right - left - 1
        low = places[left][0] if left >= 0 else None
        high = places[right][0] if right < len(places) else None
        between = _between(low, high, count)
        if between is None:
            return [_STEP * (at + 1) if _STEP * (at + 1) != place[0] else None for at, place in enumerate(places)]
        ranks[left + 1 : right] = between
    return ranks


def _between(low: int | None, high: int | None, count: int) -> Sequence[int] | None:
    """So many ranks between two others; None when there is no room."""
    if high is None:
        return [(low or 0) + _STEP * (at + 1) for at in range(count)]
    floor = -1 if low is None else low
    step = (high - floor) // (count + 1)
    return [floor + step * (at + 1) for at in range(count)] if step or not count else None


def _longest_rising(places: Sequence[tuple[int, str]]) -> list[int]:
    """Indices of the longest run that is in order already."""
    best: list[list[int]] = []
    for at, place in enumerate(places):
        before = [run for run in best if places[run[-1]] < place]
        best.append([*max(before, key=len, default=[]), at])
    return max(best, key=len, default=[])


def _place(sheet: DeskFile) -> tuple[int, str]:
    """Where a page stands in its menu: its rank, then its id, as the website sorts them."""
    rank = sheet.word("ordre").strip()
    return int(rank) if rank.isdecimal() else _UNSAID, sheet.word("id")


def pack(menus: MenuPages) -> str:
    """Menus, as a hidden field carries them."""
    return json.dumps({str(menu): [*paths] for menu, paths in menus.items()})


def unpack(text: str, known: Mapping[str, DeskFile]) -> dict[Menu, list[str]]:
    """What `pack` made; pages that are gone are left out."""
    try:
        read = json.loads(text)
    except ValueError:
        read = {}
    paths = read if isinstance(read, dict) else {}
    return {menu: [path for path in paths.get(str(menu), ()) if path in known] for menu in Menu}
