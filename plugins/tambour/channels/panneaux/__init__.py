"""Panneaux: for each LED panel, pages of plain text: alerts first, then what is near."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import PurePosixPath

from tambour.channels import (
    Absence,
    Alert,
    Channel,
    Event,
    Excerpt,
    Output,
    Problem,
    Published,
    Scope,
    ServiceStatus,
    Site,
)

from .messages import MESSAGES, problem
from .notices import Notice, notices
from .settings import Panel, PanneauxSettings
from .wrapping import paginate, transliterate

Page = list[str]  # its lines
PagesByItem = Sequence[tuple[str, Sequence[Page]]]  # ids of items, each with its pages


@dataclass(frozen=True)
class PanelPages:
    """What each panel shows of one site, by the panel's name."""

    site: Site
    announcements: Mapping[str, PagesByItem]

    @cached_property
    def panels_of(self) -> Mapping[str, frozenset[str]]:
        """Names of the panels that show an item, by its id."""
        found: dict[str, set[str]] = {}
        for name, pages in self.announcements.items():
            for about, _ in pages:
                found.setdefault(about, set()).add(name)
        return {about: frozenset(names) for about, names in found.items()}


class Panneaux(Channel[PanneauxSettings, PanelPages]):
    """`panneaux/<name>.txt`: pages of at most so many lines, an empty line between them."""

    Settings = PanneauxSettings
    messages = MESSAGES

    def prepare(self, site: Site) -> PanelPages:
        return PanelPages(site, {name: site.share(self._announcements_on, name) for name in self._panels})

    def outputs(self, panels: PanelPages) -> Sequence[Output]:
        return [_output(name, panel) for name, panel in self._panels.items()]

    def check(self, panels: PanelPages) -> Sequence[Problem]:
        return list(self._unknown_communes(panels.site))

    def render(self, panels: PanelPages, output: Output) -> bytes:
        name = PurePosixPath(output.path).stem
        panel = self._panels[name]
        pages = [page for _, pages in panels.announcements[name] for page in pages]
        who = transliterate(panels.site.territory.label, accents=panel.accents)
        return _text(pages or paginate([who], panel.lines, panel.columns)).encode()

    def excerpt(self, panels: PanelPages, item: Published) -> Excerpt | None:
        parts = []
        for name, announcements in panels.announcements.items():
            pages = [page for about, pages in announcements if about == item.id for page in pages]
            if pages:
                output = _output(name, self._panels[name])
                parts.append(Excerpt(f"Panneau « {name} »", _text(pages), output=output))
        return Excerpt("Panneaux lumineux", parts=tuple(parts)) if parts else None

    def presence(self, panels: PanelPages, item: Published) -> tuple[str, ...] | Absence:
        if shown := panels.panels_of.get(item.id):
            return tuple(sorted(_output(name, self._panels[name]).path for name in shown))
        if isinstance(item.item, Alert | Event | ServiceStatus) and panels.site.is_version(item):
            return Absence.VERSION
        concerned = [one for one in self._panels.values() if not one.commune or item.concerns(one.commune)]
        return _why_not_told(panels.site, item) or self._why_not_shown(panels.site, item, concerned)

    def _why_not_shown(self, site: Site, item: Published, concerned: Sequence[Panel]) -> Absence:
        """concerned: the panels whose people it is for."""
        if not concerned:
            return Absence.ELSEWHERE
        until = site.now + timedelta(days=max(panel.days for panel in concerned))
        is_later = bool(item.occurrences) and all(one.begins > until for one in item.occurrences)
        return Absence.LATER if is_later else Absence.NO_ROOM

    @property
    def _panels(self) -> Mapping[str, Panel]:
        """By name; one, as most are, when none is named."""
        return self.settings.panels or {"panneau": Panel()}

    def _announcements_on(self, site: Site, name: str) -> PagesByItem:
        return tuple(self._with_room(site, self._panels[name]))

    def _with_room(self, site: Site, panel: Panel) -> Iterator[tuple[str, Sequence[Page]]]:
        """Each announcement that has room, with its pages: a whole one or none, but for the very first."""
        left = panel.pages
        for notice in notices(site, panel, self.name):
            pages = _pages(notice, panel)
            if len(pages) <= left or left == panel.pages:
                yield notice.about, pages[:left]
                left -= min(left, len(pages))

    def _unknown_communes(self, site: Site) -> Iterator[Problem]:
        for name, panel in self.settings.panels.items():
            if panel.commune and panel.commune not in site.communes:
                field = f'CHANNELS["panneaux"]["panels"]["{name}"]["commune"]'
                context = {"value": panel.commune, "known": ", ".join(sorted(site.communes))}
                yield problem("panneaux-commune-inconnue", PurePosixPath("pelicanconf.py"), 0, field, **context)


def _why_not_told(site: Site, item: Published) -> Absence | None:
    """Why no panel would ever tell an item now; None where one may."""
    if not isinstance(item.item, Alert | Event | ServiceStatus):
        return Absence.KIND
    if item.expired:
        return Absence.WITHDRAWN
    if isinstance(item.item, ServiceStatus):
        return None if site.troubles((item,)) else Absence.NOTHING
    return None if item.is_announced_now(site.now) else Absence.OVER


def _output(name: str, panel: Panel) -> Output:
    return Output(
        f"panneaux/{name}.txt",
        f"text/plain; charset={'utf-8' if panel.accents else 'us-ascii'}",
        title=f"Panneau lumineux « {name} »",
        scope=Scope("commune", panel.commune) if panel.commune else Scope("all"),
        role="panel",
    )


def _pages(notice: Notice, panel: Panel) -> list[Page]:
    """The pages of one announcement; none when the panel has no letter for its title."""
    if not transliterate(notice.title, accents=panel.accents):
        return []
    blocks = (transliterate(block, accents=panel.accents) for block in notice.blocks)
    return paginate(list(filter(None, blocks)), panel.lines, panel.columns)


def _text(pages: Sequence[Page]) -> str:
    return "\n".join("".join(f"{line}\n" for line in page) for page in pages)


CHANNEL = Panneaux
