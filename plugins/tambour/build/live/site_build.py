"""The build of a site that is shown while it is written: the pages of what was saved first, then every channel."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tambour.build import clock
from tambour.build.clock import Phases
from tambour.build.going_round import settle
from tambour.build.last_build import KIT_MARK, KIT_NOTE, MANIFEST, NO_JEKYLL
from tambour.build.live.channel_files import ChannelFiles
from tambour.build.live.channels import LiveChannel
from tambour.build.live.folder import LiveFolder, or_else
from tambour.build.live.items import ContentsOnDemand, KeptItems, LiveAsked
from tambour.build.live.pages import LivePages, keep_announced
from tambour.build.live.recorded_site import RecordedOutputs, RecordedSite
from tambour.build.live.recorder import Recorder
from tambour.build.live.results import KeptReceipt, LiveResults, SaidOfItems, ShownResults, digest_in
from tambour.build.live.sameness import same
from tambour.build.live.watch import ALONE, PelicanWarned, Watch
from tambour.build.manifest import manifest
from tambour.build.prepared import Prepared, PreparedChannel
from tambour.build.published_states import states_for, states_to_keep
from tambour.build.receipt import content_digest, receipt_of, word_digests
from tambour.build.run import MadeReady, Run, look_for_garbage
from tambour.build.schedule import Spans
from tambour.build.sink import digest
from tambour.build.snapshot import Ways
from tambour.build.snapshot import notes as snapshot_notes
from tambour.build.template_faults import told_in_french
from tambour.model.problems import ContentRefused, Problem
from tambour.model.site.site import Site
from tambour.source.entry import ContentFile
from tambour.source.memory import SourceMemory
from tambour.website import plan
from tambour.website.page import PageView

# Attributes that do not depend on the process.
_KEPT = (
    "_items",
    "_recorder",
    "_outputs",
    "_channels",
    "_site",
    "_clock",
    "_theme",
    "_promised_in",
    "_receipt",
    "_said",
    "_shown",
    "entries",
)


class SiteBuild:
    """What one process keeps of a site whose settings, theme and code stay as they are.

    ready: what Pelican has made ready (`tambour.bridge.runner.make_ready`). public, kit: the folders that it writes; by
    default, in place. strict: any fault stops everything.
    """

    def __init__(
        self,
        ready: MadeReady,
        public: LiveFolder | None = None,
        kit: LiveFolder | None = None,
        *,
        strict: bool = False,
    ) -> None:
        self._pelican = ready.pelican
        self.settings = ready.settings
        self._memory = SourceMemory()
        self._items = KeptItems()
        self._recorder = Recorder()
        self._outputs = RecordedOutputs(self._recorder)
        self._public = public or LiveFolder(ready.settings.output)
        self._kit = kit or LiveFolder(ready.settings.kit)
        self._is_shown = public is None  # whether what is written is seen at once
        self._strict = strict
        self._channels: dict[str, LiveChannel] = {}
        self._site: RecordedSite | None = None
        self._pages: LivePages | None = None
        self._pages_before: object = None  # of another process
        self._clock = Spans()
        self._theme: dict[Path, str] = {}
        self._promised_in = 0
        self._receipt = KeptReceipt()
        self._said = SaidOfItems(self._recorder, self._channels)
        self._shown = ShownResults()
        self.entries: tuple[ContentFile, ...] = ()
        self.is_ahead = False  # whether pages show what was saved, and nothing else does
        self.has_gone_on = False  # whether it began where another process ended
        self._folders = {"public": self._public, "kit": self._kit}
        self._files = ChannelFiles(self._channels, self._folders)
        self._pages_made = 0

    @property
    def file_count(self) -> int:
        """How many files the last build has wanted."""
        return len(self._public.written) + len(self._kit.written)

    @property
    def made(self) -> int:
        """How many pages and files of channels this process has made."""
        return self._pages_made + self._files.made

    def look_into(self, files: Iterable[Path]) -> None:
        """These were saved since the last build."""
        self._memory.forget([*files])

    def state(self) -> Mapping[str, Any]:
        """What another process can go on with, if its settings, theme and code are the same (`kept_build`)."""
        assert self._pages is not None, "nothing was built"
        kept = {name: getattr(self, name) for name in _KEPT}
        return kept | self._folders | {"memory": self._memory, "pages": self._pages.state()}

    def take_up(self, memory: SourceMemory, state: Mapping[str, Any]) -> None:
        """Go on with the state of another process, but for what does not lie in the folders any more.

        Args:
            memory: what was read of the content.
            state: the rest, as `state` told it, but for the folders.
        """
        self._memory = memory
        self.has_gone_on = True
        for name in _KEPT:
            setattr(self, name, state[name])
        self._pages_before = state["pages"]
        for channel in self._channels.values():
            channel.forget_all_but_files(self._folders)
        self._files = ChannelFiles(self._channels, self._folders)

    def bring_up_to_date(self, phases: Phases, watch: Watch = ALONE, without: tuple[Problem, ...] = ()) -> Run:
        """Make the folders what a full build of the same content at this moment would make.

        Args:
            phases: where to add up seconds.
            watch: whom to tell, and ask.
            without: what is gone round, too.

        Raises:
            Refused: for what a full build would refuse; nothing is written then but, at most, pages.
            Interrupted: when `watch` says so.
        """
        late: list[tuple[Problem, ...]] = [without] if without else []
        while True:
            run = self._settle(phases, watch, tuple(late))
            try:
                return self._write_all(run, watch)
            except ContentRefused as refused:  # what only rendering finds is gone round, too
                if self._strict:
                    raise
                late.append(refused.problems)

    def _settle(self, phases: Phases, watch: Watch, late: tuple[tuple[Problem, ...], ...]) -> Run:
        """Find out what is published, and show the pages of what was saved."""
        settings = self.settings
        now = clock.now(settings.now, settings.territory.zone)
        self._clock.tell(now, self.entries)
        store, states = states_for(settings.cache, settings.output, settings.file.path.parent.absolute())
        shown = False

        def make_ready(site: Site, views: Sequence[PageView]) -> tuple[Prepared, list[Problem]]:
            nonlocal shown
            seen, pages = self._become(site, begun=True)
            if self._is_shown and not shown and self._channels and not late:
                shown = self.is_ahead = True
                self._write_pages(pages, plan.announce(views, self._outputs.now.outputs), watch)
            return self._renew_channels(seen, watch)

        settled = settle(
            LiveAsked(
                settings,
                now,
                states,
                strict=self._strict,
                late=late,
                phases=phases,
                memory=self._memory,
                ways=Ways(self._items.item, lambda site: self._become(site)[0], make_ready),
            )
        )
        if told := self._pelican.verdict():
            raise PelicanWarned(told)
        self.entries = settled.content.catalogue.entries
        self._public.begin()
        self._kit.begin()
        run = Run(settings, settled, now, self._public, self._kit, phases, states, store)
        run.site = settled.snapshot.site
        run.views = plan.announce(settled.snapshot.views, run.outputs.outputs)
        assert self._site is not None
        keep_announced(self._site, run.views)
        run.notes = snapshot_notes(settled.content, settled.snapshot)
        run.to_keep = states_to_keep(settings, settled.content, run.media, run.left_out, states, now)
        public = {entry.item.id: entry for entry in settled.content.public}
        run.contents = ContentsOnDemand(public, self._pelican.content_of)
        return run

    def _write_all(self, run: Run, watch: Watch) -> Run:
        assert self._pages is not None
        phases, pages, theme = run.phases, self._pages, self.settings.theme
        self._announce(run)
        run.receipt, run.content_digest, run.words = receipt_of(run), content_digest(run), word_digests(run)
        self._receipt.become(run.receipt)
        run.keep_former(self._public.last, self._public)
        self._clear(run, pages)
        look_for_garbage()
        with self._files.missing(run, watch) as missing:
            with phases("pages"), told_in_french(theme):
                self._write_pages(pages, run.views, watch)
            self.is_ahead = False
            with phases("media"):
                self._write_media(run)
            with phases("channels"), told_in_french(theme):
                self._files.write(run, watch, missing)
        with phases("kit"), told_in_french(theme):
            self._write_last(run, watch)
        with phases("manifest"):
            if self._kit.written:
                self._kit.write(KIT_MARK, KIT_NOTE)
            self._public.write(NO_JEKYLL, b"")
            self._public.write(MANIFEST, manifest(run, run.receipt))
            if self._is_shown:
                run.keep_states()
            self._forget(run, pages)
        return run

    def _become(self, site: Site, *, begun: bool = False) -> tuple[RecordedSite, LivePages]:
        """Have pages and channels see another site. begun: the same one, which knows its pages now."""
        if not begun:
            self._recorder.begin()
        if self._site is None:
            self._site = RecordedSite(self._recorder, site)
        self._site.become(site, self._clock.span)
        if self._pages is None:
            theme_files = self.settings.theme_files()
            self._pages = LivePages(
                self._recorder,
                self._site,
                self._outputs,
                theme_files,
                self._pelican.templates,
                self.settings.local_addresses,
            )
            if self._pages_before is not None:
                self._pages.take_up(self._pages_before)
                self._pages.forget_all_but_files(self._public)
                self._pages_before = None
        return self._site, self._pages

    def _renew_channels(self, site: RecordedSite, watch: Watch) -> tuple[Prepared, list[Problem]]:
        """The channels that can say this site, and what all of them object to."""
        ready: dict[str, PreparedChannel[object]] = {}
        problems: list[Problem] = []
        for name, channel in self.settings.channels.items():
            watch.go_on()
            try:
                if name in self._channels:
                    self._channels[name].renew()
                else:
                    self._channels[name] = LiveChannel(channel, site, self._recorder)
                self._channels[name].outputs()
                problems += self._channels[name].check()
            except ContentRefused as refused:
                problems += refused.problems
                self._channels.pop(name, None)
            else:
                ready[name] = self._channels[name]
        return ready, problems

    def _write_pages(self, pages: LivePages, views: Sequence[PageView], watch: Watch) -> None:
        """Every page that is not what it would be now, those of the items that were saved first."""

        def is_other(view: PageView) -> bool:
            former = pages.view_of(view.path)
            return view.published is not None and (former is None or former.published is not view.published)

        self._public.begin()
        others = [view for view in views if is_other(view)]
        rest = [view for view in views if not is_other(view)]
        for some in (others, rest):
            self._write_some(pages, some, watch)
            watch.pages_done()

    def _write_some(self, pages: LivePages, views: Sequence[PageView], watch: Watch) -> None:
        for view, data in pages.render_stale(views):
            if data is None:
                self._public.stays(view.address.file)
            else:
                self._pages_made += 1
                with or_else(partial(pages.forget, view.path)):
                    self._public.write(view.address.file, data)
            watch.go_on()

    def _write_media(self, run: Run) -> None:
        for path, published in run.media.public.items():
            self._public.copy(path, published.file, published.sha256)
        for path, file in run.theme_files.files.items():
            if file not in self._theme:
                self._theme[file] = digest(file)
            self._public.copy(path, file, self._theme[file])
        for former in run.former:
            self._public.keep(former.path, former.sha256)

    def _write_last(self, run: Run, watch: Watch) -> None:
        """What shows other files is made again when any channel has begun again, or promises something else."""
        turns = (*(channel.turn for channel in self._channels.values()), self._promised_in, self._receipt.number)
        new = partial(LiveResults, self._recorder, self._said, self._outputs, self._receipt, self._folders)
        results = self._shown.at(turns, new)
        self._said.forget()
        self._files.write_last(run, watch, turns, results, partial(digest_in, self._folders))
        self._said.forget()

    def _announce(self, run: Run) -> None:
        """Have pages and channels see what is promised now."""
        if not same(self._outputs.now.outputs, run.outputs.outputs):
            self._promised_in += 1
        self._outputs.become(run.outputs)
        self._recorder.begin()
        for channel in self._channels.values():
            channel.renew()

    def _clear(self, run: Run, pages: LivePages) -> None:
        """Remove what is promised no more, before it stands in the way of what is."""
        pages.forget_all_but({view.path for view in run.views})
        promised = {(promise.output.root, promise.output.path) for promise in run.promises}
        for channel in self._channels.values():
            channel.forget_all_but(promised)
        self._public.clear(run.planned_paths("public"))
        self._kit.clear(run.planned_paths("kit"))

    def _forget(self, run: Run, pages: LivePages) -> None:
        self._items.forget_all_but({entry.item.id for entry in run.settled.content.public})
        assert self._site is not None
        self._site.forget_all_but(run.published.items)
        self._said.forget_all_but(run.published.items)
        channels = (reads for channel in self._channels.values() for reads in channel.reads())
        self._recorder.forget_all_but((*pages.reads(), *channels, *self._said.reads(), *self._site.reads()))
