"""What Pelican is given: our items as its Content, our generators in their order, its writer ending in our sink.

Items are read, pages are written, then media, then every channel's files.
"""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

from pelican.contents import Content
from pelican.generators import Generator
from pelican.writers import FileOverwriteFailedError, Writer

from tambour.bridge import logs
from tambour.build import jinja, report, settings
from tambour.build.last_build import KIT_MARK, KIT_NOTE, MANIFEST, NO_JEKYLL
from tambour.build.manifest import last_digests, manifest
from tambour.build.rendering import render_first, render_last
from tambour.build.run import Run
from tambour.build.sink import Sink, WrittenTwice, digest
from tambour.build.template_faults import told_in_french
from tambour.model.item import Item
from tambour.model.kinds import KINDS, Kind
from tambour.source.entry import ContentFile
from tambour.website.local_addresses import LocalAddresses
from tambour.website.page import PageView


class _Text(io.StringIO):
    """Hands its text to the sink when it is closed, unless what wrote it failed; a page's, with local addresses."""

    def __init__(self, sink: Sink, path: str, addresses: LocalAddresses) -> None:
        super().__init__()
        self._sink, self._path, self._addresses = sink, path, addresses

    def __exit__(self, kind: Any, *rest: Any) -> None:
        if kind is None:
            self._sink.write(self._path, self._addresses.within(self.getvalue(), self._path).encode())
        super().__exit__(kind, *rest)


class SinkWriter(Writer):  # type: ignore[misc]  # Pelican has no types
    """A `pelican.writers.Writer` that writes bytes, once, through the run's sink."""

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> _Text:
        del encoding, override  # UTF-8; and who wants to override another's page has to say so in settings or code
        run = Run.of(self.settings)
        sink = run.sink
        path = filename.removeprefix(f"{Path(self.output_path).absolute().as_posix()}/")
        if path in sink.written:
            raise FileOverwriteFailedError(path) from WrittenTwice(path)
        return _Text(sink, path, run.settings.local_addresses)


class ItemContent(Content):  # type: ignore[misc]  # Pelican has no types
    """An item of ours as Pelican knows content: title, slug, date, lang, url, save_as; `item` is the whole of it."""

    kind: ClassVar[Kind]
    mandatory_properties = ("title",)
    allowed_statuses = ("published",)
    default_status = "published"
    item: Item

    @classmethod
    def of(cls, entry: ContentFile, settings: Mapping[str, Any], context: dict[str, Any]) -> "ItemContent":
        """Make the content of an entry, of its kind's class."""
        item = entry.item
        metadata = {
            "item": item,
            "title": item.title,
            "slug": item.address,
            "lang": item.language or settings["DEFAULT_LANG"],
            "url": entry.path,
            "save_as": f"{entry.path}index.html",
        }
        dates = {"date": item.publish_at, "modified": item.updated, "summary": item.summary}
        metadata |= {key: value for key, value in dates.items() if value is not None}
        content = CONTENT_CLASSES[item.kind](
            entry.body.html, metadata, settings, str(settings["PATH"]) + f"/{entry.origin.path}", context
        )
        assert isinstance(content, ItemContent)
        return content

    def forget_text(self) -> None:
        """See `Run.let_go_of_texts`. Pelican remembers, for the whole class, what `get_content` gave."""
        self._content = ""
        type(self).get_content.cache.clear()


def _class_for(kind: Kind) -> type[ItemContent]:
    name = f"{kind.model.__name__}Content"
    return type(name, (ItemContent,), {"kind": kind, "default_template": kind.name, "__doc__": f"A {kind.name}."})


CONTENT_CLASSES: Mapping[str, type[ItemContent]] = MappingProxyType(
    {kind.name: _class_for(kind) for kind in KINDS.values()}
)


class ItemsGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Makes the Content of each item that is to be published now."""

    def generate_context(self) -> None:
        run = Run.of(self.settings)
        with run.phases("contents"):
            public = run.settled.content.public
            contents = {entry.item.id: ItemContent.of(entry, self.settings, self.context) for entry in public}
            run.contents = contents
            for content in contents.values():
                self.add_source_path(content)


class WebsiteGenerator(Generator):  # type: ignore[misc]
    """Writes the HTML pages into our sink, through Pelican's writer when another plugin may want to hear of each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = self.settings[settings.KEY]
        jinja.prepare(self.env, ours.theme.templates, ours.cache)

    @property
    def templates(self) -> tuple[Any, Mapping[str, Any]]:
        """The environment of pages, and the context that each template is given."""
        return self.env, self.context

    def content_of(self, entry: ContentFile) -> ItemContent:
        """An item as Pelican holds it."""
        return ItemContent.of(entry, self.settings, self.context)

    def verdict(self) -> str:
        """What Pelican has warned of since it was last asked."""
        told = logs.verdict()
        logs.forget()
        return told

    def generate_output(self, writer: Writer) -> None:
        run = Run.of(self.settings)
        run.keep_former(run.sink.previous, run.sink)
        with run.phases("prune"):
            run.sink.prune(run.planned_paths("public"))
            run.kit.prune(run.planned_paths("kit"))
        with run.phases("pages"), report.stopping(), told_in_french(run.settings.theme):
            write = self._write_alone if run.alone and type(writer) is SinkWriter else self._write_with(writer)
            for view in run.views:
                write(view)

    def _write_with(self, writer: Writer) -> Callable[[PageView], None]:
        def write(view: PageView) -> None:
            template = self.env.get_template(view.template)
            with view.speaking():
                writer.write_file(view.address.file, template, self.context, page=view, url=view.path)

        return write

    def _write_alone(self, view: PageView) -> None:
        """What the writer does, without asking for the folder of each page, and telling nobody."""
        context = {**self.context, "localsiteurl": None, "output_file": view.address.file, "page": view}
        with view.speaking():
            page = self.env.get_template(view.template).render(context)
        run, file = Run.of(self.settings), view.address.file
        run.sink.write(file, run.settings.local_addresses.within(page, file).encode())


class OutputsGenerator(Generator):  # type: ignore[misc]
    """Writes pictures, documents, the theme's own files and every channel's, then the manifest of all of it."""

    def generate_output(self, writer: Writer) -> None:
        del writer  # feeds and calendars are bytes; Pelican's writer opens text files
        run = Run.of(self.settings)
        last, receipt = last_digests(run.sink.previous), run.receipt
        with run.phases("media"):
            for path, published in run.media.public.items():
                run.sink.copy(path, published.file, published.sha256, last.get(path))
            for path, file in run.theme_files.files.items():
                run.sink.copy(path, file, digest(file), last.get(path))
            for former in run.former:
                run.sink.keep(former.path, former.sha256)
        sinks = {"public": run.sink, "kit": run.kit}
        with run.phases("channels"), run.stopping(), told_in_french(run.settings.theme):
            cache = run.settings.cache / "outputs"
            for promise, data in render_first(run.channels, run.promises, cache):
                sinks[promise.output.root].write(promise.output.path, data)
        with run.phases("kit"), run.stopping(), told_in_french(run.settings.theme):
            folders = {root: sink.root for root, sink in sinks.items()}
            for promise, data in render_last(run.channels, run.promises, run.outputs, receipt, folders, cache):
                sinks[promise.output.root].write(promise.output.path, data)
        if run.kit.written:
            run.kit.write(KIT_MARK, KIT_NOTE)
        run.sink.write(NO_JEKYLL, b"")
        run.sink.write(MANIFEST, manifest(run, receipt))
