"""One run of Pelican, from reading to writing: what its handlers and generators share. Made anew for each run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tambour.bridge import clock
from tambour.bridge.clock import Phases
from tambour.bridge.content import read_content
from tambour.bridge.contents import ItemContent
from tambour.bridge.former_files import FormerFile
from tambour.bridge.pages import PageView
from tambour.bridge.promises import Promise
from tambour.bridge.settings import BuildSettings
from tambour.bridge.sink import Sink
from tambour.bridge.state import MANIFEST, NO_JEKYLL
from tambour.media.folder import Folder
from tambour.model.ledger import Ledger
from tambour.model.site import Site
from tambour.source.catalogue import Catalogue

KEY = "TAMBOUR_RUN"  # where it is kept, in Pelican's settings: a generator receives nothing else
PREVIOUS = "TAMBOUR_PREVIOUS"  # set by `build`: the live output and kit, whose unchanged files are linked
PHASES = "TAMBOUR_PHASES"  # set by `build`: where to add up seconds
PLUGIN = "tambour"


@dataclass
class Run:
    """State of one run. From `media` on, known once every item has been read (`snapshot.take`)."""

    settings: BuildSettings
    catalogue: Catalogue
    ledger: Ledger
    now: datetime
    sink: Sink
    kit: Sink
    phases: Phases
    contents: dict[str, ItemContent] = field(default_factory=dict)
    media: Folder = field(default_factory=Folder)
    theme_files: dict[str, Path] = field(default_factory=dict)
    site: Site | None = None
    views: tuple[PageView, ...] = ()
    promises: tuple[Promise, ...] = ()
    former: tuple[FormerFile, ...] = ()
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
            notes=content.notes,
        )

    @classmethod
    def of(cls, pelican_settings: Mapping[str, Any]) -> "Run":
        """The run that these settings belong to."""
        run = pelican_settings[KEY]
        assert isinstance(run, cls)
        return run

    @property
    def published(self) -> Site:
        """The site, once it is known."""
        assert self.site is not None, "before the snapshot"
        return self.site

    def planned(self, root: str) -> set[str]:
        """Every path that this run will write under "public" or "kit"."""
        promised = {promise.output.path for promise in self.promises if promise.output.root == root}
        if root != "public":
            return promised
        pages = {view.address.file for view in self.views} | {file.path for file in self.former}
        return promised | pages | self.media.public.keys() | self.theme_files.keys() | {MANIFEST, NO_JEKYLL}
