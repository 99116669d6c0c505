"""Feeds: what is announced, as it comes out, in RSS 2.0, Atom and JSON Feed; and all feeds in one OPML file."""

from collections.abc import Iterator, Sequence

from tambour.channels import Absence, Channel, Excerpt, Output, Problem, Published, Scope, Site, of_one_item
from tambour.look.palette import day_palette, night_palette
from tambour.words.dates import date_fr
from tambour.words.speech import _

from . import opml
from .all_feeds import STYLE, AllFeeds, heaviest
from .announcements import is_carried, posts
from .entries import Writer
from .feed import RSS, FeedItem
from .settings import FeedsSettings

OPML = "flux/abonnements.opml"
_NO_SUMMARY = "Sans résumé : les premiers mots du texte en tiennent lieu."
_TOO_LONG = "Texte trop long pour un flux : seul le résumé y est, avec un lien vers la page."


class Feeds(Channel[FeedsSettings, AllFeeds]):
    """One feed for everything, news, events, alerts, each commune and each topic, in three formats.

    No `Output.key`: telling what a feed depends on costs as much as making it.
    """

    Settings = FeedsSettings
    french_name = "flux"

    def prepare(self, site: Site) -> AllFeeds:
        return AllFeeds(site, self.name, self.settings, self.templates)

    def outputs(self, feeds: AllFeeds) -> Sequence[Output]:
        every = Output(OPML, "text/x-opml", title=_("Tous les flux (OPML)"), scope=Scope("all"), role="opml")
        return [*feeds.outputs, every, Output(STYLE, "text/css; charset=utf-8")]

    def check(self, feeds: AllFeeds) -> Sequence[Problem]:
        assert feeds.by_stem, "everything has one: what cannot be written is told now, not when it is served"
        return ()

    def render(self, feeds: AllFeeds, output: Output) -> bytes:
        if output.path == STYLE:
            colours = feeds.site.territory.colours
            return self.templates.render("flux.css", day=day_palette(colours), night=night_palette(colours)).encode()
        if output.path == OPML:
            by_register = [(full.subject.scope.register, full.feed) for full in feeds.by_stem.values()]
            return opml.document(feeds.site, by_register)
        return feeds.by_stem[output.path.rpartition(".")[0]].document(output.media_type)

    @of_one_item
    def excerpt(self, feeds: AllFeeds, item: Published) -> Excerpt | None:
        if not is_carried(item) or feeds.site.is_version(item) or item.left_out_of(self.name):
            return None
        writer = Writer(feeds.site, self.name, self.templates)
        by_time = sorted(posts([item], feeds.site.now), key=lambda post: post.change is not None)
        if not by_time:
            return None
        entry, *changes = map(writer.entry, by_time)
        announced = next(o for o in feeds.outputs if o.scope == Scope("all") and o.media_type == RSS)
        return Excerpt(
            "Flux RSS",
            text=_as_listed(entry),
            output=announced,
            notes=tuple(self._notes(item, entry)),
            parts=tuple(Excerpt(entry.title, text=_as_listed(entry)) for entry in changes),
        )

    def presence(self, feeds: AllFeeds, item: Published) -> tuple[str, ...] | Absence:
        if not is_carried(item):
            return Absence.KIND
        if feeds.site.is_version(item):
            return Absence.VERSION
        return feeds.paths_of(item) or (Absence.WITHDRAWN if item.expired else Absence.NO_ROOM)

    def _notes(self, item: Published, entry: FeedItem) -> Iterator[str]:
        if not (item.item.summary or item.said_in(self.name).text):
            yield _NO_SUMMARY
        if len(entry.html.encode()) > heaviest(self.settings.max_bytes):
            yield _TOO_LONG


def _as_listed(entry: FeedItem) -> str:
    """As a feed reader lists it."""
    return f"{entry.title}\n{date_fr(entry.published, weekday=True)}\n{entry.summary}"


CHANNEL = Feeds
