"""Embeds: what concerns one commune, as a small page of its own that the commune's site shows in an `<iframe>`."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from tambour.channels import Channel, Commune, Excerpt, Output, Published, Scope, Site
from tambour.model.kinds import KINDS, REGISTERS
from tambour.words.dates import date_fr, when
from tambour.words.numbers import list_fr
from tambour.words.states import titled
from tambour.words.typography import NBSP

from .entries import Shown, date_entry, is_shown, shown_in
from .palettes import PLAIN, looks
from .settings import EmbedsSettings

FOLDER = "integrer"
TEMPLATE = "embed.html"


class Embeds(Channel[EmbedsSettings]):
    """For each commune, one address for each look.

    No `Output.key`: telling what an embed depends on costs as much as making it.
    """

    Settings = EmbedsSettings

    def outputs(self, site: Site) -> Sequence[Output]:
        return [
            Output(
                path=f"{FOLDER}/{commune.id}/{name}.html",
                media_type="text/html; charset=utf-8",
                title=_title(commune),
                scope=Scope("commune", commune.id),
                role="embed",
            )
            for commune in site.communes.values()
            for name in looks(site.territory.colours)
        ]

    def render(self, site: Site, output: Output) -> bytes:
        assert output.scope is not None, "an embed is a commune's"
        commune = site.communes[output.scope.id]
        shown = self._shown(site, commune.id)
        own = (REGISTERS["commune"].url or "").format(id=commune.id)
        return self.templates.render(
            TEMPLATE,
            territory=site.territory,
            home=site.absolute(""),
            commune=commune,
            title=output.title,
            page=site.absolute(own),
            agenda=site.absolute(KINDS["event"].listing + own),
            look=looks(site.territory.colours)[PurePosixPath(output.path).stem],
            now=site.now,
            settings=self.settings,
            dates=shown.dates,
            news=shown.news,
            changed_at=max(filter(None, (one.changed_at for one in shown.published)), default=None),
        ).encode()

    def excerpt(self, site: Site, item: Published) -> Excerpt | None:
        """The entry as it is read in the communes' embeds, and in which of them it stands now."""
        if not is_shown(item, self.name):
            return None
        embeds = [output for name in self._standing_in(site, item) for output in _of(site, name)]
        names = [site.communes[output.scope.id].name for output in embeds if output.scope]
        words = f"Paraît en ce moment dans l’encadré de{NBSP}: {list_fr(names)}." if names else _CROWDED_OUT
        return Excerpt(
            title="Encadrés des communes",
            text="\n".join(_lines(site, item, self.name)),
            output=next(iter(embeds), None),
            notes=(words,),
        )

    def _standing_in(self, site: Site, item: Published) -> Iterator[str]:
        """Ids of the communes whose embeds show an item now."""
        for commune in item.communes or site.communes:
            if item in self._shown(site, commune).published:
                yield commune

    def _shown(self, site: Site, commune: str) -> Shown:
        return shown_in(site, commune, self.name, self.settings.events, self.settings.news)


_CROWDED_OUT = f"N’y paraît pas en ce moment{NBSP}: passé, ou trop loin dans la liste."


def _title(commune: Commune) -> str:
    return f"{commune.name}{NBSP}: agenda et actualités"


def _of(site: Site, commune: str) -> Sequence[Output]:
    """One embed of a commune, not the plain one: one look is enough to see what it says."""
    embeds = site.outputs_of(Scope("commune", commune), "embed")
    return [output for output in embeds if PurePosixPath(output.path).stem != PLAIN][:1]


def _lines(site: Site, item: Published, channel: str) -> Iterator[str]:
    """An entry in plain text: title, then date and place, or the day on which it came out."""
    title = item.said_in(channel).title or item.item.title
    if ahead := item.upcoming(site.now):
        entry = date_entry(site, ahead[0], item, channel)
        yield titled(title, ahead[0].status)
        yield " · ".join(filter(None, (when(ahead[0]), entry.place, entry.practical)))
    else:
        yield title
        if item.item.publish_at:
            yield date_fr(item.item.publish_at)


CHANNEL = Embeds
