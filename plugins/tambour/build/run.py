"""One run of Pelican, from reading to writing: what its handlers and generators share. Made anew for each run."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

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
from tambour.model.site.output import OutputIndex
from tambour.model.site.receipt import Receipt
from tambour.model.site.site import Site
from tambour.source.catalogue import Catalogue
from tambour.website.page import PageView

KEY = "TAMBOUR_RUN"  # where it is kept, in Pelican's settings: a generator receives nothing else
PREVIOUS = "TAMBOUR_PREVIOUS"  # set by `build`: the live output and kit, whose unchanged files are linked
PHASES = "TAMBOUR_PHASES"  # set by `build`: where to add up seconds
PLUGIN = "tambour"


class PelicanContent(Protocol):
    """An item as Pelican holds it (`tambour.bridge.generators`)."""

    def get_content(self, siteurl: str, /) -> str:
        """Its body in HTML, as other plugins have left it."""

    def forget_text(self) -> None:
        """Hold its body no longer: it is published."""


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
    receipt: Receipt = field(default_factory=Receipt)
    content_digest: str = ""
    notes: tuple[str, ...] = ()  # in French, for whoever builds: nothing to mend, something to know

    @classmethod
    def begin(cls, pelican_settings: Mapping[str, Any], settings: BuildSettings) -> "Run":
        """Read the content. Raises ContentRefused."""
        phases = pelican_settings.get(PHASES) or Phases()
        with phases("source"):
            now = clock.now(settings.now, settings.territory.zone)
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
