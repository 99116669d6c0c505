"""Pages rendered only when what they read is another; what every page shares, likewise."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup

from tambour.build.live.folder import LiveFolder
from tambour.build.live.recorded_site import RecordedOutputs, RecordedSite
from tambour.build.live.recorder import KeptResult, PackedResults, Reads, Recorder
from tambour.build.live.sameness import same
from tambour.look.static_files import StaticFiles
from tambour.model.kinds import KINDS
from tambour.website.functions import page_functions
from tambour.website.local_addresses import LocalAddresses
from tambour.website.page import PageView
from tambour.website.plan import OWN_PAGE, listing_of
from tambour.words.speech import spoken


@dataclass(slots=True)
class _KeptPage:
    """view: as it was when it was rendered or found right."""

    view: PageView
    kept: KeptResult


class LivePages:
    """The templates of a theme, and the pages that were made of them.

    environment, context: as Pelican made them; the functions of pages are ours from now on. addresses: as pages write
    them.
    """

    def __init__(
        self,
        recorder: Recorder,
        site: RecordedSite,
        outputs: RecordedOutputs,
        theme_files: StaticFiles,
        templates: tuple[Environment, Mapping[str, Any]],
        addresses: LocalAddresses,
    ) -> None:
        self._recorder = recorder
        self._addresses = addresses
        self._environment, context = templates
        self._context = {**context, "site": site}
        self._kept: dict[str, _KeptPage] = {}
        self._shared: dict[tuple[str, str], KeptResult] = {}  # by name and language
        self._imported: Reads = {}  # what macros read when they are imported, and when that was right
        self._imported_in = 0
        self._make: Callable[[], Mapping[str, Any]] = partial(page_functions, site, outputs, theme_files)
        self._functions = self._make()
        self._answers: dict[Hashable, KeptResult] = {}  # of functions that remember what they are asked
        ours: dict[str, Any] = {name: value for name, value in self._functions.items() if not callable(value)}
        ours |= {name: self._current(name) for name, value in self._functions.items() if callable(value)}
        self._environment.globals.update(ours, shared=self._shared_part)
        self._environment.template_class = self._noting(self._environment.template_class)
        self._forget_templates()

    def render_stale(self, views: Sequence[PageView]) -> Iterator[tuple[PageView, bytes | None]]:
        """Each page with its bytes; None when they are those that were made before."""
        if self._recorder.has_changed(self._imported, self._imported_in):
            self._forget_templates()
            self._kept.clear()
            self._shared.clear()
        self._imported_in = self._recorder.build
        for view in views:
            former = self._kept.get(view.path)
            if former is not None and same(former.view, view) and self._recorder.is_right(former.kept):
                former.view = view
                yield view, None
                continue
            self._kept.pop(view.path, None)
            kept = self._recorder.make(partial(self._render, view))
            data, kept.value = kept.value, None  # the file has it
            self._kept[view.path] = _KeptPage(view, kept)
            yield view, data

    def state(self) -> object:
        """For another process, where templates are made ready anew."""
        pages = self._kept.values()
        packed = PackedResults.of(page.kept for page in pages)
        return [page.view for page in pages], packed, self._shared, self._imported, self._imported_in

    def take_up(self, state: Any) -> None:
        """Go on with what another process made, which had the same theme."""
        views, packed, self._shared, self._imported, self._imported_in = state
        self._kept = {view.path: _KeptPage(view, kept) for view, kept in zip(views, packed.unpack(), strict=True)}

    def view_of(self, path: str) -> PageView | None:
        """The page at a path as it was last made or found right."""
        kept = self._kept.get(path)
        return kept.view if kept else None

    def forget_all_but(self, paths: Collection[str]) -> None:
        """Pages that are no more."""
        self._kept = {path: kept for path, kept in self._kept.items() if path in paths}

    def forget_all_but_files(self, folder: LiveFolder) -> None:
        """Pages whose file is not what was made."""
        self._kept = {path: kept for path, kept in self._kept.items() if folder.has(kept.view.address.file)}

    def forget(self, path: str) -> None:
        """A page that could not be written."""
        self._kept.pop(path, None)

    def reads(self) -> Iterator[Iterable[int]]:
        """All that pages depend on."""
        yield self._imported
        yield from (page.kept.reads for page in self._kept.values())
        yield from (kept.reads for kept in (*self._shared.values(), *self._answers.values()))

    def _render(self, view: PageView) -> bytes:
        """As Pelican's writer does. What its functions keep, they keep for one page: the next one asks for itself."""
        self._functions = self._make()
        template = self._environment.get_template(view.template)
        context = {**self._context, "localsiteurl": None, "output_file": view.address.file, "page": view}
        with view.speaking():
            page = template.render(context)
        return self._addresses.within(page, view.address.file).encode()

    def _current(self, name: str) -> Callable[..., Any]:
        """A function that templates may hold on to: it calls the one of the page that is being rendered.

        What one that remembers has answered is kept for every page, with what was read for it.
        """

        def call(*args: Any, **options: Any) -> Any:
            return self._functions[name](*args, **options)

        def remember(*args: Any, **options: Any) -> Any:
            question = name, spoken(), args, tuple(options.items())
            kept = self._answers.get(question)
            if kept is None or not self._recorder.is_right(kept):
                ask = self._functions[name].__wrapped__
                kept = self._answers[question] = self._recorder.make(partial(ask, *args, **options))
            self._recorder.add(kept.reads)
            return kept.value

        return remember if hasattr(self._functions[name], "cache_parameters") else call

    def _shared_part(self, name: str) -> Markup:
        kept = self._shared.get((name, spoken()))
        if kept is None or not self._recorder.is_right(kept):
            render = self._environment.get_template(name).render
            functions, self._functions = self._functions, self._make()  # what the page has asked, it asks for itself
            try:
                kept = self._recorder.make(partial(render, self._context))
            finally:
                self._functions = functions
            kept.value = Markup(kept.value)  # noqa: S704 — a template escapes
            self._shared[name, spoken()] = kept
        self._recorder.add(kept.reads)
        return kept.value  # type: ignore[no-any-return]

    def _forget_templates(self) -> None:
        self._imported = {}
        self._imported_in = self._recorder.build
        if self._environment.cache is not None:
            self._environment.cache.clear()

    def _noting(self, base: type[Template]) -> type[Template]:
        """Templates that note what their macros read when they are imported: it is kept for every page."""
        pages = self

        class Noting(base):  # type: ignore[misc, valid-type]
            def _get_default_module(self, ctx: Any = None) -> Any:
                if self._module is not None:
                    return self._module
                with pages._recorder.into(pages._imported):
                    return super()._get_default_module(ctx)

        return Noting


def keep_announced(site: RecordedSite, views: Iterable[PageView]) -> None:
    """The next plan has the pages that it keeps with what they announce: each is then compared at once."""
    by_path = {view.path: view for view in views}

    def announcing(planned: PageView) -> PageView:
        return by_path.get(planned.path, planned)

    for view in by_path.values():
        if view.published is not None:
            site.keep_made(OWN_PAGE, view.published, announcing)
    for kind in KINDS.values():
        site.keep_made(listing_of(kind), None, lambda planned: tuple(map(announcing, planned)))
