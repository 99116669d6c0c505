"""Embeds: what concerns one commune, as a small page of its own that the commune's site shows in an `<iframe>`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import PurePosixPath

from tambour.channels import (
    Absence,
    Channel,
    Commune,
    Excerpt,
    Output,
    Published,
    Scope,
    ServiceStatus,
    Site,
    of_one_item,
)
from tambour.model.kinds import KINDS, REGISTERS
from tambour.words.dates import date_fr
from tambour.words.numbers import list_fr
from tambour.words.service_status import service_status_fr
from tambour.words.speech import _
from tambour.words.states import title_with_state, when_or_planned
from tambour.words.typography import NBSP

from .entries import EmbeddedItem, date_entry, is_of_kind, is_shown, shown_in
from .palettes import PLAIN, looks
from .settings import EmbedsSettings

FOLDER = "integrer"
TEMPLATE = "embed.html"


@dataclass(frozen=True)
class Embedded:
    """What each commune's embeds show of one site. shown: asked for a commune by its id, gathered once."""

    site: Site
    shown: Callable[[str], EmbeddedItem]

    @cached_property
    def paths_by_item(self) -> Mapping[str, tuple[str, ...]]:
        """The embeds in which each item stands, by its id: in each look."""
        names, paths = sorted(looks(self.site.territory.colours)), dict[str, list[str]]()
        for commune in self.site.communes:
            for item in self.shown(commune).published:
                paths.setdefault(item.id, []).extend(f"{FOLDER}/{commune}/{name}.html" for name in names)
        return {item: tuple(sorted(its)) for item, its in paths.items()}


class Embeds(Channel[EmbedsSettings, Embedded]):
    """For each commune, one address for each look.

    No `Output.key`: telling what an embed depends on costs as much as making it.
    """

    Settings = EmbedsSettings
    french_name = "encadres"

    def prepare(self, site: Site) -> Embedded:
        return Embedded(site, partial(site.share, self._shown_in))

    def _shown_in(self, site: Site, commune: str) -> EmbeddedItem:
        return shown_in(site, commune, self.name, self.settings.events, self.settings.news)

    def _ids_in(self, site: Site, commune: str) -> frozenset[str]:
        return frozenset(item.id for item in site.share(self._shown_in, commune).published)

    def outputs(self, embedded: Embedded) -> Sequence[Output]:
        site = embedded.site
        return [_output(commune, name) for commune in site.communes.values() for name in looks(site.territory.colours)]

    def render(self, embedded: Embedded, output: Output) -> bytes:
        assert output.scope is not None, "an embed is a commune's"
        site = embedded.site
        commune, contents = site.communes[output.scope.id], embedded.shown(output.scope.id)
        path = REGISTERS["commune"].path(commune.id)
        return self.templates.render(
            TEMPLATE,
            territory=site.territory,
            home=site.absolute(""),
            commune=commune,
            title=output.title,
            page=site.absolute(path),
            agenda=site.absolute(KINDS["event"].listing + path),
            look=looks(site.territory.colours)[PurePosixPath(output.path).stem],
            now=site.now,
            settings=self.settings,
            statuses=contents.statuses,
            dates=contents.dates,
            news=contents.news,
            changed_at=max(filter(None, (one.changed_at for one in contents.published)), default=None),
        ).encode()

    def presence(self, embedded: Embedded, item: Published) -> tuple[str, ...] | Absence:
        if item.id in embedded.paths_by_item:
            return embedded.paths_by_item[item.id]
        if not is_of_kind(item):
            return Absence.KIND
        if embedded.site.is_version(item):
            return Absence.VERSION
        if item.expired:
            return Absence.WITHDRAWN
        if isinstance(item.item, ServiceStatus):
            return Absence.ELSEWHERE if embedded.site.troubles((item,)) else Absence.NOTHING
        return Absence.OVER if item.occurrences and not item.upcoming(embedded.site.now) else Absence.NO_ROOM

    @of_one_item
    def excerpt(self, embedded: Embedded, item: Published) -> Excerpt | None:
        """The entry as it is read in the communes' embeds, and in which of them it stands now."""
        site = embedded.site
        if not is_shown(site, item, self.name):
            return None
        standing = (name for name in item.communes or site.communes if item.id in site.share(self._ids_in, name))
        communes = [site.communes[name] for name in standing]
        names = [commune.name for commune in communes]
        words = f"Paraît en ce moment dans l’encadré de{NBSP}: {list_fr(names)}." if names else _CROWDED_OUT
        return Excerpt(
            title="Encadrés des communes",
            text="\n".join(_lines(site, item, self.name)),
            output=next((_output(commune, look) for commune in communes for look in _coloured_looks(site)), None),
            notes=(words,),
        )


_CROWDED_OUT = f"N’y paraît pas en ce moment{NBSP}: passé, ou trop loin dans la liste."


def _title(commune: Commune) -> str:
    return _("{commune}\u00a0: agenda et actualités", commune=commune.name)


def _output(commune: Commune, look: str) -> Output:
    path, scope = f"{FOLDER}/{commune.id}/{look}.html", Scope("commune", commune.id)
    return Output(path, "text/html; charset=utf-8", title=_title(commune), scope=scope, role="embed")


def _coloured_looks(site: Site) -> Sequence[str]:
    """Names of the looks but the plain one, by name: the first is enough to see what an embed says."""
    return sorted(name for name in looks(site.territory.colours) if name != PLAIN)


def _lines(site: Site, item: Published, channel: str) -> Iterator[str]:
    """An entry in plain text: title, then date and place, or the day on which it came out."""
    title = item.said_in(channel).title or item.item.title
    if isinstance(item.item, ServiceStatus):
        yield title
        yield service_status_fr(item.item, site.now)
    elif ahead := item.upcoming(site.now):
        entry = date_entry(site, ahead[0], item, channel)
        yield title_with_state(title, ahead[0].status)
        yield " · ".join(filter(None, (when_or_planned(ahead[0]), entry.place, entry.practical)))
    else:
        yield title
        if item.item.publish_at:
            yield date_fr(item.item.publish_at)


CHANNEL = Embeds
