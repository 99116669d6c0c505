"""The build of a site that is shown while it is written: the pages of what was saved first, then every channel."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from tambour.build import clock, snapshot
from tambour.build.clock import Phases
from tambour.build.content import Content, ContentMemory, read_content
from tambour.build.former_files import former_files
from tambour.build.last_build import MANIFEST, NO_JEKYLL
from tambour.build.live.channels import LiveChannel
from tambour.build.live.folder import LiveFolder
from tambour.build.live.items import KeptItems
from tambour.build.live.pages import LivePages
from tambour.build.live.recorded_site import RecordedOutputs, RecordedSite
from tambour.build.live.recorder import Recorder
from tambour.build.live.sameness import same
from tambour.build.manifest import manifest
from tambour.build.promises import Promise
from tambour.build.rendering import open_cache
from tambour.build.rendering.cache import OutputCache
from tambour.build.rendering.workers import make_missing
from tambour.build.run import PelicanPages, Run
from tambour.build.schedule import is_public, quiet_until
from tambour.build.sink import digest
from tambour.build.template_faults import told_in_french
from tambour.model.site.excerpt import Excerpt
from tambour.model.site.output import Output, OutputIndex
from tambour.model.site.published import Published
from tambour.source.entry import ContentFile
from tambour.website import plan
from tambour.website.page import PageView


class Interrupted(Exception):
    """Something was saved again: what this build would still do, the next one does."""


@dataclass
class Watch:
    """What a build tells whoever shows the site.

    interrupted: whether to stop here. pages_done: called when the pages of what was saved are there, and when all are.
    """

    interrupted: Callable[[], bool] = lambda: False
    pages_done: Callable[[], None] = lambda: None

    def go_on(self) -> None:
        """Raises Interrupted."""
        if self.interrupted():
            raise Interrupted


ALONE = Watch()


class SiteBuild:
    """What one process keeps of a site whose settings, theme and code stay as they are.

    ready: a run that Pelican has made ready (`tambour.bridge.runner.make_ready`).
    """

    def __init__(self, ready: Run) -> None:
        assert ready.pelican is not None, "made ready by Pelican"
        self._pelican: PelicanPages = ready.pelican
        self._settings = ready.settings
        self._memory = ContentMemory()
        self._items = KeptItems(self._pelican.content_of)
        self._recorder = Recorder()
        self._outputs = RecordedOutputs(self._recorder)
        self._public, self._kit = LiveFolder(ready.settings.output), LiveFolder(ready.settings.kit)
        self._channels: dict[str, LiveChannel] = {}
        self._site: RecordedSite | None = None
        self._pages: LivePages | None = None
        self._clock = _Clock()
        self._theme: dict[Path, str] = {}
        self._cache: tuple[frozenset[str], OutputCache] | None = None
        self._promised_in = 0
        self._shown: tuple[object, _LiveResults] | None = None
        self._results: list[_LiveResults] = []  # of all builds: a channel may know one by its `id`, which no other gets
        self.entries: tuple[ContentFile, ...] = ()

    def look_into(self, files: Iterable[Path]) -> None:
        """These were saved since the last build."""
        self._memory.forget([*files])

    def bring_up_to_date(self, phases: Phases, watch: Watch = ALONE) -> Run:
        """Make the folders what a full build of the same content at this moment would make.

        Raises:
            Refused: for what a full build would refuse; nothing is written then but, at most, pages.
            Interrupted: when `watch` says so.
        """
        with phases("source"):
            now = clock.now(self._settings.now, self._settings.territory.zone)
            content = read_content(self._settings, now, memory=self._memory)
        with phases("snapshot"), told_in_french(self._settings.theme):
            run = self._begin_run(content, now, phases)
            problems = snapshot.freeze(run, self._pelican.has_template)
            self._become(run)
        site, pages = self._seen_site()
        if not problems and self._channels:
            with phases("pages"), told_in_french(self._settings.theme):
                self._write_pages(pages, plan.announce(run.views, self._outputs.now.outputs), watch)
        with phases("channels"), told_in_french(self._settings.theme):
            self._renew_channels(site, watch)
            snapshot.promise(run, self._channels, problems)
            self._announce(run)
        run.former = former_files(self._public.root, run.planned_paths("public"), now)
        self._clear(run, pages)
        with phases("pages"), told_in_french(self._settings.theme):
            self._write_pages(pages, run.views, watch)
        with phases("media"):
            self._write_media(run)
        with phases("channels"), told_in_french(self._settings.theme):
            self._write_outputs(run, watch)
        with phases("kit"), told_in_french(self._settings.theme):
            self._write_last(run, watch)
        with phases("manifest"):
            self._public.write(NO_JEKYLL, b"")
            self._public.write(MANIFEST, manifest(run))
            self._forget(run, pages)
        return run

    def _begin_run(self, content: Content, now: datetime, phases: Phases) -> Run:
        """A run of the content, not knowing its site yet."""
        self._public.begin()
        self._kit.begin()
        self._clock.tell(now, self.entries)
        self.entries = content.catalogue.entries
        contents = {
            entry.item.id: self._items.content(entry)
            for entry in content.catalogue.entries
            if is_public(entry.item, now)
        }
        return Run(
            settings=self._settings,
            catalogue=content.catalogue,
            ledger=content.ledger,
            now=now,
            sink=self._public,
            kit=self._kit,
            phases=phases,
            contents=contents,
            notes=content.notes,
            keep_item=self._items.item,
        )

    def _become(self, run: Run) -> None:
        """Have pages and channels see another site."""
        self._recorder.begin()
        if self._site is None:
            self._site = RecordedSite(self._recorder, run.published)
            theme_files = run.theme_files.keys()
            self._pages = LivePages(self._recorder, self._site, self._outputs, theme_files, self._pelican.templates)
        self._site.become(run.published, self._clock.span)

    def _seen_site(self) -> tuple[RecordedSite, LivePages]:
        assert self._site is not None
        assert self._pages is not None
        return self._site, self._pages

    def _renew_channels(self, site: RecordedSite, watch: Watch) -> None:
        for name, channel in self._settings.channels.items():
            watch.go_on()
            if name in self._channels:
                self._channels[name].renew()
            else:
                self._channels[name] = LiveChannel(channel, site, self._recorder)

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
                with _or_else(partial(pages.forget, view.path)):
                    self._public.write(view.address.file, data)
            watch.go_on()

    def _write_media(self, run: Run) -> None:
        for path, published in run.media.public.items():
            self._public.copy(path, published.file, published.sha256)
        for path, file in run.theme_files.items():
            if file not in self._theme:
                self._theme[file] = digest(file)
            self._public.copy(path, file, self._theme[file])
        for former in run.former:
            self._public.keep(former.path, former.sha256)

    def _write_outputs(self, run: Run, watch: Watch) -> None:
        """Every file of every channel that is not what it would be now."""
        stale: list[Promise] = []
        for promise in run.promises:
            if promise.last:
                continue
            if self._channels[promise.channel].is_right(promise.output, self._channels[promise.channel].turn):
                self._folder(promise.output).stays(promise.output.path)
            else:
                stale.append(promise)
        cache = self._open_cache(run)
        make_missing(self._channels, stale, cache)
        for promise in stale:
            watch.go_on()
            channel, output = self._channels[promise.channel], promise.output
            data = cache.get(promise.channel, output.key) if output.key else None
            if data is None:
                data = channel.make(output, channel.turn, partial(channel.render, output))
            else:
                channel.took(output)
            self._write(channel, output, data)

    def _write_last(self, run: Run, watch: Watch) -> None:
        """What shows other files is made again when any channel has begun again, or promises something else."""
        turns = (*(channel.turn for channel in self._channels.values()), self._promised_in)
        cache, digest_of = self._open_cache(run), self._public.digest_of
        if self._shown is None or self._shown[0] != turns:
            self._shown = turns, _LiveResults(self._channels, self._outputs, self._public)
            self._results.append(self._shown[1])
        results = self._shown[1]
        for promise in run.promises:
            if not promise.last:
                continue
            channel, output = self._channels[promise.channel], promise.output
            if channel.is_right(output, turns, digest_of):
                self._folder(output).stays(output.path)
                continue
            watch.go_on()
            data = cache.get(promise.channel, output.key) if output.key else None
            if data is None:
                results.read_digests.clear()
                render = partial(channel.render_last, output, results)
                data = channel.make(output, turns, render, results.read_digests)
                if output.key:
                    cache.put(promise.channel, output.key, data)
            else:
                channel.took(output)
            self._write(channel, output, data)

    def _write(self, channel: LiveChannel, output: Output, data: bytes) -> None:
        with _or_else(partial(channel.forget, output)):
            self._folder(output).write(output.path, data)

    def _folder(self, output: Output) -> LiveFolder:
        return self._public if output.root == "public" else self._kit

    def _open_cache(self, run: Run) -> OutputCache:
        """What is kept by key of those channels that give keys: it is opened anew when they are others."""
        keyed = frozenset(promise.channel for promise in run.promises if promise.output.key)
        if self._cache is None or self._cache[0] != keyed:
            self._cache = keyed, open_cache(run.channels, run.promises, self._settings.cache / "outputs")
            self._cache[1].forget_the_oldest()
        return self._cache[1]

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
        self._items.forget_all_but({*run.contents})
        channels = (reads for channel in self._channels.values() for reads in channel.reads())
        self._recorder.forget_all_but((*pages.reads(), *channels))


@dataclass
class _Clock:
    """span: the number of the stretch of time in which nothing changes by itself (`tambour.build.schedule`)."""

    span: int = 0
    _last: datetime | None = None

    def tell(self, now: datetime, entries: Iterable[ContentFile]) -> None:
        """It is now so late. entries: as they were at the last build."""
        if self._last is not None and (now < self._last or now >= quiet_until(entries, self._last)):
            self.span += 1
        self._last = now


@dataclass
class _LiveResults:
    """What every channel made (`tambour.model.site.excerpt.Results`). read_digests: of the files read, by path."""

    channels: Mapping[str, LiveChannel]
    outputs: OutputIndex
    public: LiveFolder
    read_digests: dict[str, str] = field(default_factory=dict)

    def excerpts(self, item: Published) -> tuple[Excerpt, ...]:
        candidates = (channel.excerpt(item) for channel in self.channels.values())
        return tuple(excerpt for excerpt in candidates if excerpt is not None)

    def read(self, output: Output) -> bytes:
        self.read_digests[output.path] = self.public.digest_of(output.path)
        return (self.public.root / output.path).read_bytes()


@contextmanager
def _or_else(undo: Callable[[], None]) -> Iterator[None]:
    """What could not be written was not made."""
    try:
        yield
    except BaseException:
        undo()
        raise
