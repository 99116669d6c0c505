"""One run of Pelican, from reading to writing: what its handlers and generators share. Made anew for each run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tambour.bridge import clock
from tambour.bridge.clock import Phases
from tambour.bridge.contents import ItemContent
from tambour.bridge.pages import PageView
from tambour.bridge.promises import Promise
from tambour.bridge.settings import BuildSettings
from tambour.bridge.sink import Sink
from tambour.media.folder import Folder
from tambour.model.site import Site
from tambour.source.catalogue import Catalogue, read_catalogue

KEY = "TAMBOUR_RUN"  # where it is kept, in Pelican's settings: a generator receives nothing else
PREVIOUS = "TAMBOUR_PREVIOUS"  # set by `build`: the last output, whose unchanged files are linked
PHASES = "TAMBOUR_PHASES"  # set by `build`: where to add up seconds
PLUGIN = "tambour"


@dataclass
class Run:
    """State of one run. site, views and media are known once every item has been read (`snapshot`)."""

    settings: BuildSettings
    catalogue: Catalogue
    now: datetime
    sink: Sink
    kit: Sink
    phases: Phases
    contents: dict[str, ItemContent] = field(default_factory=dict)
    media: Folder = field(default_factory=Folder)
    site: Site | None = None
    views: tuple[PageView, ...] = ()
    promises: tuple[Promise, ...] = ()

    @classmethod
    def begin(cls, pelican_settings: Mapping[str, Any], settings: BuildSettings) -> "Run":
        """Read the content. Raises ContentRefused."""
        phases = pelican_settings.get(PHASES) or Phases()
        with phases("source"):
            catalogue = read_catalogue(settings.content, settings.territory, tuple(settings.channels))
        previous = _linkable(pelican_settings, settings.output)
        return cls(
            settings=settings,
            catalogue=catalogue,
            now=clock.now(settings.now, settings.territory.zone),
            sink=Sink(settings.output, previous),
            kit=Sink(settings.kit),
            phases=phases,
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


def _linkable(pelican_settings: Mapping[str, Any], output: Path) -> Path | None:
    """The last output, unless another plugin might rewrite files in place, and so through the links."""
    if list(pelican_settings["PLUGINS"]) != [PLUGIN]:
        return None
    previous = Path(pelican_settings.get(PREVIOUS) or output)
    return previous if previous.is_dir() else None
