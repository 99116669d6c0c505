"""One run of Pelican, from reading to writing: what its handlers and generators share. Made anew for each run."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment

from tambour.build import clock, report
from tambour.build.clock import Phases
from tambour.build.content import Content, read_content
from tambour.build.former_files import FormerFile, former_files
from tambour.build.going_round import Settled, settle
from tambour.build.last_build import KIT_MARK, MANIFEST, NO_JEKYLL
from tambour.build.prepared import Prepared
from tambour.build.promises import Promise
from tambour.build.published_states import PublishedState, PublishedStates, states_for, states_to_keep, write_states
from tambour.build.receipt import content_digest, receipt_of, word_digests
from tambour.build.settings import BuildSettings
from tambour.build.sink import Sink, digest
from tambour.build.snapshot import judge
from tambour.build.snapshot import notes as snapshot_notes
from tambour.build.trial import Asked
from tambour.look.static_files import StaticFiles
from tambour.media.folder import MediaFolder
from tambour.model.left_out import LeftOut
from tambour.model.problems import ContentRefused, Problem, Refused
from tambour.model.site.output import OutputIndex
from tambour.model.site.receipt import Receipt
from tambour.model.site.site import Site
from tambour.source.catalogue import Catalogue
from tambour.source.entry import ContentFile
from tambour.website import plan
from tambour.website.page import PageView

KEY = "TAMBOUR_RUN"  # where it is kept, in Pelican's settings: a generator receives nothing else
PREVIOUS = "TAMBOUR_PREVIOUS"  # set by `build`: a `Previous`
PHASES = "TAMBOUR_PHASES"  # set by `build`: where to add up seconds
STRICT = "TAMBOUR_STRICT"  # set by `build`: any fault stops everything
READY = "TAMBOUR_READY"  # set by `serve`: to make the templates ready, read no content and write nothing
LATE = "TAMBOUR_LATE"  # set by `build`: what rendering found at fault in the attempts before
LIVE = "TAMBOUR_LIVE"  # set by `lettre`: the output whose last states count, for one that is made elsewhere
PLUGIN = "tambour"
_GARBAGE = 20_000  # objects that rendering leaves, templates and trees in circles, before they are looked through


@dataclass(frozen=True)
class Previous:
    """What came before, whose unchanged files are linked. untouched: as a `Sink` is told, of the output."""

    output: Path
    kit: Path
    untouched: Mapping[str, str] = field(default_factory=dict)


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

    def content_of(self, entry: ContentFile) -> PelicanContent:
        """An item as Pelican holds it."""

    def verdict(self) -> str:
        """What Pelican has warned of since it was last asked, in French; "" for nothing."""


@dataclass(frozen=True)
class MadeReady:
    """The settings, and Pelican's templates, for a build that stays."""

    settings: BuildSettings
    pelican: PelicanPages
    output: Path


class Holds(Protocol):
    """A folder of published files."""

    def holds(self, path: str, sha256: str, last_sha256: str | None, /) -> bool:
        """Whether a file is what its digest says. last_sha256: the digest that the last manifest gives it, if any."""


@dataclass
class Run:
    """State of one run. `site` and what follows are known once every item has its Content (`take`).

    problems: all that is wrong with the content as it is written. left_out: what is not published as it is written.
    states: what was published before. store: where that is kept. alone: no other plugin reads or rewrites what we make.
    retries: whoever runs it tries again without what rendering finds at fault.
    """

    settings: BuildSettings
    settled: Settled
    now: datetime
    sink: Sink
    kit: Sink
    phases: Phases
    states: PublishedStates
    store: Path
    alone: bool = True
    retries: bool = False
    contents: Mapping[str, PelicanContent] = field(default_factory=dict)
    site: Site | None = None
    views: tuple[PageView, ...] = ()
    former: tuple[FormerFile, ...] = ()
    receipt: Receipt = field(default_factory=Receipt)
    content_digest: str = ""
    words: Mapping[str, str] = field(default_factory=dict)  # `word_digests`
    notes: tuple[str, ...] = ()  # in French, for whoever builds: nothing to mend, something to know
    to_keep: Sequence[PublishedState] = ()  # once the output is in place
    refused: tuple[Problem, ...] = ()  # what only rendering found

    @classmethod
    def begin(cls, pelican_settings: Mapping[str, Any], settings: BuildSettings) -> "Run":
        """Read the content, and judge it. Raises ContentRefused, SettingsRefused."""
        phases = pelican_settings.get(PHASES) or Phases()
        last = pelican_settings.get(PREVIOUS) or Previous(settings.output, settings.kit)
        root = settings.file.path.parent.absolute()
        store, states = states_for(settings.cache, last.output, root)
        if live := pelican_settings.get(LIVE):
            _, states = states_for(settings.cache, Path(live), root)
        now = clock.now(settings.now, settings.territory.zone)
        strict, late = bool(pelican_settings.get(STRICT)), tuple(pelican_settings.get(LATE, ()))
        settled = settle(Asked(settings, now, states, strict=strict, late=late, phases=phases))
        alone = list(pelican_settings["PLUGINS"]) == [PLUGIN]  # another plugin may rewrite files, through links too
        return cls(
            settings=settings,
            settled=settled,
            now=now,
            sink=Sink(settings.output, last.output if alone else None, last.untouched),
            kit=Sink(settings.kit, last.kit if alone else None),
            phases=phases,
            states=states,
            store=store,
            alone=alone,
            retries=PREVIOUS in pelican_settings and not strict,
        )

    def take(self) -> None:
        """Freeze the site, once every Content is made: as it was judged, or anew when another plugin has had its say.

        Raises:
            ContentRefused: when what another plugin made cannot be published.
        """
        html = {item_id: content.get_content(self.settings.url) for item_id, content in self.contents.items()}
        content = self.settled.content
        if any(html[entry.item.id] != entry.body.html for entry in content.public):
            snapshot = judge(self.settings, content, self.now, lambda entry: html[entry.item.id])
            if snapshot.problems:
                raise ContentRefused(snapshot.problems)
            self.settled = replace(self.settled, snapshot=snapshot)
        self.site = self.settled.snapshot.site
        self.views = plan.announce(self.settled.snapshot.views, self.outputs.outputs)
        self.notes = snapshot_notes(content, self.settled.snapshot)
        self.to_keep = states_to_keep(self.settings, content, self.media, self.left_out, self.states, self.now)
        self.receipt, self.content_digest, self.words = receipt_of(self), content_digest(self), word_digests(self)
        self.let_go_of_texts()
        look_for_garbage()

    def content_again(self) -> Content:
        """What was published, read once more: its texts were let go of."""
        return read_content(self.settings, self.now, overlay=self.settled.content.overlay)

    def keep_former(self, previous: Path | None, folder: "Holds") -> None:
        """Go on serving what the previous output had just stopped to promise, as far as it is what was published.

        previous: folder of that output. folder: tells whether it holds a file.
        """
        former = former_files(previous, self.planned_paths("public"), self.now)
        self.former = tuple(file for file in former if folder.holds(file.path, file.sha256, file.sha256))
        damaged = sorted({file.path for file in former} - {file.path for file in self.former})
        gone = (f"« {path} » n'est plus ce qui avait été publié : il n'est plus servi." for path in damaged)
        self.notes = (*self.notes, *gone)

    def keep_states(self) -> None:
        """Once the output is in place: keep what was published of each file, where anything can be written."""
        media = self.media
        files = {one.sha256: media.files[path] for path, one in media.originals.items() if path in media.files}
        files |= {digest(file): file for file in self.catalogue.frozen.values()}
        with suppress(OSError):
            write_states(self.store, self.to_keep, files)

    @contextmanager
    def stopping(self) -> Iterator[None]:
        """Stop at what only rendering finds; `build` is told of it (`refused`), and tries again without, if it may."""
        try:
            yield
        except ContentRefused as refused:
            if not self.retries:
                report.stop(refused)
            self.refused = refused.problems
            raise SystemExit(refused.exitcode) from None
        except Refused as refused:
            report.stop(refused)

    @property
    def catalogue(self) -> Catalogue:
        """Everything that was read."""
        return self.settled.content.catalogue

    @property
    def ledger_lines(self) -> int:
        """How many lines the ledger of publications has."""
        return len(self.settled.content.file.records)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with the content as it is written."""
        return self.settled.problems

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What is not published as it is written, and why, by path."""
        return self.settled.left_out

    @property
    def told(self) -> str:
        """What publication went round, in French; "" when nothing is wrong."""
        return report.round_text(self.problems, self.left_out)

    def tell(self) -> None:
        """Print it, before anything else is said."""
        report.tell(self.problems, self.left_out)

    @property
    def media(self) -> MediaFolder:
        """The pictures and documents of what is published."""
        return self.settled.snapshot.media

    @property
    def theme_files(self) -> StaticFiles:
        """The theme's static files."""
        return self.settled.snapshot.theme_files

    @property
    def channels(self) -> Prepared:
        """The channels, each ready to say this site."""
        return self.settled.snapshot.channels

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What they will write."""
        return self.settled.snapshot.promises

    @classmethod
    def of(cls, pelican_settings: Mapping[str, Any]) -> "Run":
        """The run that these settings belong to."""
        run = pelican_settings[KEY]
        assert isinstance(run, cls)
        return run

    def let_go_of_texts(self) -> None:
        """Once all is published: each text is held once, not as it was typed, and read, and with neutral links."""
        content = self.settled.content
        let_go = {entry.item.id: entry.without_texts() for entry in content.catalogue.entries}
        catalogue = replace(content.catalogue, entries=tuple(let_go.values()))
        public = tuple(let_go[entry.item.id] for entry in content.public)
        self.settled = replace(self.settled, content=replace(content, catalogue=catalogue, public=public, heads={}))
        for made in self.contents.values() if self.alone else ():
            made.forget_text()

    @property
    def published(self) -> Site:
        """The site, once it is known."""
        assert self.site is not None, "before the snapshot"
        return self.site

    @cached_property
    def outputs(self) -> OutputIndex:
        """What every channel has promised, once it is known."""
        return self.settled.snapshot.outputs

    def planned_paths(self, root: str) -> set[str]:
        """Every path that this run will write under "public" or "kit"."""
        promised = {promise.output.path for promise in self.promises if promise.output.root == root}
        if root != "public":
            return promised | {KIT_MARK}
        pages = {view.address.file for view in self.views} | {file.path for file in self.former}
        return promised | pages | self.media.public.keys() | self.theme_files.files.keys() | {MANIFEST, NO_JEKYLL}


def look_for_garbage() -> None:
    """From its snapshot on: rendering leaves some, which nobody looked for before, as `build` has it."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(_GARBAGE, 100, 1000)
        gc.enable()
