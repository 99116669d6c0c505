"""Kit: for the agent, what every channel makes of each item, side by side, to check, to copy and to take away."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from itertools import groupby
from typing import Literal
from urllib.parse import urlsplit

from tambour.channels import Channel, Output, Published, Site
from tambour.look.palette import day_palette, night_palette
from tambour.model.kinds import KINDS
from tambour.model.site.memo import once_per_site

from . import qr, this_week
from .archive import archive
from .document import block_name, document, text_name
from .settings import KitSettings
from .sheet import ROLE, Sheet, pictures_of, sheet_of

HTML = "text/html; charset=utf-8"
_SHARED = {"kit.css": "text/css; charset=utf-8", "kit.js": "text/javascript; charset=utf-8"}
_ITEMS = "contenus"  # folder: a letter's own preview lies under `lettres/`


class Kit(Channel[KitSettings]):
    """`index.html`, and for each item `contenus/<id>/`: its page, pictures, QR code, `kit.json` and `<id>.zip`."""

    Settings = KitSettings
    gathers = True

    def outputs(self, site: Site) -> Sequence[Output]:
        promises = [self._output("index.html", HTML, title="Kit de diffusion")]
        promises += [self._output(name, media_type) for name, media_type in _SHARED.items()]
        for item in self._chosen(site):
            promises += [self._output(f"{_ITEMS}/{item.id}/{name}", kind, item) for name, kind in _files(site, item)]
        return promises

    def render(self, site: Site, output: Output) -> bytes:
        name = output.path.rpartition("/")[2]
        if output.about is None:
            return (self._index(site) if name == "index.html" else self._shared(site, name)).encode()
        sheet = self._sheets(site)(output.about)
        return self._makers(site, sheet)[name]()

    def _output(self, path: str, media_type: str, item: Published | None = None, title: str = "") -> Output:
        public = self.settings.public
        root: Literal["public", "kit"] = "public" if public else "kit"
        about = item.id if item else None
        return Output(f"kit/{path}" if public else path, media_type, title=title, about=about, root=root, role=ROLE)

    def _makers(self, site: Site, sheet: Sheet) -> Mapping[str, Callable[[], bytes]]:
        """How each file of an item's folder is made, by name."""
        item = sheet.item
        makers: dict[str, Callable[[], bytes]] = {
            picture.name: partial(site.rendered, picture.output) for picture in sheet.pictures
        }
        makers["qr.svg"], makers["qr.png"] = partial(qr.svg, item.url), partial(qr.png, item.url)
        makers["kit.json"] = partial(document, sheet, self._reasons(site, item))

        def packed() -> bytes:
            files = {name: make() for name, make in makers.items() if not name.endswith((".html", ".zip"))}
            files |= {text_name(text): f"{text.text}\n".encode() for text in sheet.texts}
            return archive(files | {block_name(block): block.html.encode() for block in sheet.blocks})

        return makers | {f"{item.id}.zip": packed, "index.html": lambda: self._page(site, sheet).encode()}

    def _page(self, site: Site, sheet: Sheet) -> str:
        return self.templates.render(
            "item.html",
            site=site,
            local=_is_local(site.url),
            sheet=sheet,
            item=sheet.item.item,
            kind=KINDS[sheet.item.item.kind],
            reasons=self._reasons(site, sheet.item),
            previews=[(block, _with_copies(block.html, site, sheet)) for block in sheet.blocks],
            files=[(output, site.absolute(output.path)) for output in _other_files(site, sheet)],
            mail=None if self.settings.public else _mail_preview(site, sheet.item),
        )

    def _index(self, site: Site) -> str:
        rows = [(item, self._reasons(site, item), self._sheets(site)(item.id)) for item in self._chosen(site)]
        months = groupby(
            (item.item.publish_at for item, _, _ in rows if item.item.publish_at), lambda day: day.replace(day=1).date()
        )
        return self.templates.render(
            "index.html",
            site=site,
            local=_is_local(site.url),
            rows=rows,
            labels={name: KINDS[name].label for name in this_week.KINDS},
            kinds=[KINDS[name] for name in this_week.KINDS if any(row[0].item.kind == name for row in rows)],
            months=[month for month, _ in months],
        )

    def _shared(self, site: Site, name: str) -> str:
        colours = site.territory.colours
        return self.templates.render(name, day=day_palette(colours), night=night_palette(colours))

    def _reasons(self, site: Site, item: Published) -> tuple[str, ...]:
        return this_week.reasons(item, site.now, self.settings.days)

    @cached_property
    def _chosen(self) -> Callable[[Site], Sequence[Published]]:
        return once_per_site(lambda site: this_week.chosen(site, self.name))

    @cached_property
    def _sheets(self) -> Callable[[Site], Callable[[str], Sheet]]:
        """Each item's sheet, by id: its channels are asked once, however many files show what they say."""

        def sheets(site: Site) -> Callable[[str], Sheet]:
            known = {item.id: item for item in self._chosen(site)}
            return cache(lambda name: sheet_of(site, known[name]))

        return once_per_site(sheets)


def _files(site: Site, item: Published) -> Iterator[tuple[str, str]]:
    """Name and media type of each file of an item's folder."""
    yield "index.html", HTML
    yield "kit.json", "application/json"
    yield f"{item.id}.zip", "application/zip"
    yield "qr.svg", "image/svg+xml"
    yield "qr.png", "image/png"
    for picture in pictures_of(site, item):
        yield picture.name, picture.output.media_type


def _mail_preview(site: Site, item: Published) -> str | None:
    """Path in the kit of the page on which a letter is looked at before it is sent: that of the whole territory."""
    previews = (output.path for output in site.outputs_about(item.id, "letter-preview"))
    pages = (path for path in previews if path.endswith("/index.html"))
    return min(pages, key=lambda path: path.count("/"), default=None)


def _is_local(url: str) -> bool:
    """An address that means another machine to whoever follows it from a post."""
    return urlsplit(url).hostname in ("127.0.0.1", "::1", "localhost")


def _with_copies(html: str, site: Site, sheet: Sheet) -> str:
    """A block of HTML that shows the pictures beside the page, before they are online and without any request."""
    for picture in sheet.pictures:
        html = html.replace(site.absolute(picture.output.path), picture.name)
    return html


def _other_files(site: Site, sheet: Sheet) -> Sequence[Output]:
    """What else is public about an item and has a name."""
    copied = {picture.output.path for picture in sheet.pictures}
    about = site.outputs_about(sheet.item.id)
    return [o for o in about if o.root == "public" and o.title and o.path not in copied and o.role != ROLE]


CHANNEL = Kit
