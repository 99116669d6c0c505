"""One run of Pelican, from reading to writing: what its handlers and generators share. Made anew for each run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment

from tambour.build import clock
from tambour.build.clock import Phases
from tambour.build.content import read_content
from tambour.build.former_files import FormerFile
from tambour.build.last_build import MANIFEST, NO_JEKYLL
from tambour.build.prepared import Prepared
from tambour.build.promises import Promise, index_of
from tambour.build.settings import BuildSettings
from tambour.build.sink import Sink
from tambour.media.folder import MediaFolder
from tambour.model.ledger.ledger import Ledger
from tambour.model.media import Original
from tambour.model.site.output import OutputIndex
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.source.catalogue import Catalogue
from tambour.source.entry import ContentFile
from tambour.website.page import PageView

KEY = "TAMBOUR_RUN"  # where it is kept, in Pelican's settings: a generator receives nothing else
PREVIOUS = "TAMBOUR_PREVIOUS"  # set by `build`: the live output and kit, whose unchanged files are linked
PHASES = "TAMBOUR_PHASES"  # set by `build`: where to add up seconds
READY = "TAMBOUR_READY"  # set by `serve`: to get everything ready, and neither read the content nor write anything
PLUGIN = "tambour"
NO_CONTENT = Catalogue((), {}, {}, {}, {}, {})


class PelicanContent(Protocol):
    """An item as Pelican holds it (`tambour.bridge.generators`)."""

    def get_content(self, siteurl: str, /) -> str:
        """Its body in HTML, as other plugins have left it."""

    def forget_text(self) -> None:
        """Hold its body no longer: it is published."""


class PelicanPages(Protocol):
    """What Pelican has made ready, for whoever renders pages without it (`tambour.build.live`)."""

    @property
    def templates(self) -> tuple[Environment, Mapping[str, Any]]:
        """The environment of pages, and the context that each template is given."""

    def has_template(self, name: str) -> bool:
        """Whether the theme has a template of this name."""

    def content_of(self, entry: ContentFile) -> PelicanContent:
        """An item as Pelican holds it."""

    def verdict(self) -> str:
        """What Pelican has warned of since it was last asked, in French; "" for nothing."""


def make_item(
    entry: ContentFile,
    facts: tuple[object, ...],
    make: Callable[[Callable[[str], str], Mapping[str, Original]], Published],
    address: Callable[[str], str],
    originals: Mapping[str, Original],
) -> Published:
    """Make an item. A build that stays hands over the one that it has, when all that it depends on is as it was.

    Args:
        entry: its file.
        facts: what it depends on, beside what `make` asks for.
        make: makes it; given the next two.
        address: neutral address → absolute URL.
        originals: pictures, by path under content/.
    """
    del entry, facts
    return make(address, originals)


@dataclass
class Run:
    """State of one run. From `media` on, known once every item has been read (`snapshot.take`).

    alone: no other plugin reads or rewrites what we make.
    """

    settings: BuildSettings
    catalogue: Catalogue
    ledger: Ledger
    now: datetime
    sink: Sink
    kit: Sink
    phases: Phases
    alone: bool = True
    contents: dict[str, PelicanContent] = field(default_factory=dict)
    media: MediaFolder = field(default_factory=MediaFolder)
    theme_files: dict[str, Path] = field(default_factory=dict)
    site: Site | None = None
    views: tuple[PageView, ...] = ()
    channels: Prepared = field(default_factory=dict)
    promises: tuple[Promise, ...] = ()
    former: tuple[FormerFile, ...] = ()
    notes: tuple[str, ...] = ()  # in French, for whoever builds: nothing to mend, something to know
    keep_item: Callable[..., Published] = make_item
    pelican: PelicanPages | None = None

    @classmethod
    def begin(cls, pelican_settings: Mapping[str, Any], settings: BuildSettings) -> "Run":
        """Read the content, unless it is for a build that stays, which reads it. Raises ContentRefused."""
        phases = pelican_settings.get(PHASES) or Phases()
        now = clock.now(settings.now, settings.territory.zone)
        if pelican_settings.get(READY):
            return cls(settings, NO_CONTENT, {}, now, Sink(settings.output), Sink(settings.kit), phases)
        with phases("source"):
            content = read_content(settings, now)
        live, live_kit = pelican_settings.get(PREVIOUS) or (settings.output, settings.kit)
        alone = list(pelican_settings["PLUGINS"]) == [PLUGIN]  # another plugin may rewrite files, through links too
        return cls(
            settings=settings,
            catalogue=content.catalogue,
            ledger=content.ledger,
            now=now,
            sink=Sink(settings.output, live if alone else None),
            kit=Sink(settings.kit, live_kit if alone else None),
            phases=phases,
            alone=alone,
            notes=content.notes,
        )

    @classmethod
    def of(cls, pelican_settings: Mapping[str, Any]) -> "Run":
        """The run that these settings belong to."""
        run = pelican_settings[KEY]
        assert isinstance(run, cls)
        return run

    def let_go_of_texts(self) -> None:
        """Once all is published: each text is held once, not as it was typed, and read, and with neutral links."""
        entries = tuple(entry.without_texts() for entry in self.catalogue.entries)
        self.catalogue = replace(self.catalogue, entries=entries)
        for content in self.contents.values() if self.alone else ():
            content.forget_text()

    @property
    def published(self) -> Site:
        """The site, once it is known."""
        assert self.site is not None, "before the snapshot"
        return self.site

    @cached_property
    def outputs(self) -> OutputIndex:
        """What every channel has promised, once it is known."""
        assert self.site is not None, "before the snapshot"
        return index_of(self.promises)

    def planned_paths(self, root: str) -> set[str]:
        """Every path that this run will write under "public" or "kit"."""
        promised = {promise.output.path for promise in self.promises if promise.output.root == root}
        if root != "public":
            return promised
        pages = {view.address.file for view in self.views} | {file.path for file in self.former}
        return promised | pages | self.media.public.keys() | self.theme_files.keys() | {MANIFEST, NO_JEKYLL}
