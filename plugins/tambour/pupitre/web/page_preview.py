"""The page that a content would have on the website, whole in itself: the theme's templates, styles, fonts, pictures.

It is shown in a frame that can do nothing and loads nothing: whatever the page needs is inside it.
"""

import re
import threading
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin

from jinja2 import Environment
from markupsafe import Markup
from PIL import ImageOps

from tambour.build.clock import Phases
from tambour.build.prepared import PreparedChannel
from tambour.media.opening import open_picture
from tambour.model.problems import Refused
from tambour.model.site.output import Output, OutputIndex
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.pupitre.web.project import Project
from tambour.website.functions import page_functions
from tambour.website.plan import announce, item_page

_WIDTH = 1200  # pixels of a picture, at most
_KEPT = 24  # pictures and style sheets
_OUTSIDE = 3 * 1024 * 1024  # bytes from which a drawing is left out
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_META = re.compile(r"<meta\b[^>]*http-equiv[^>]*>", re.IGNORECASE)
_SOURCE = re.compile(r"<source\b[^>]*>", re.IGNORECASE)
_SETS = re.compile(r"""\s(?:srcset|sizes)\s*=\s*(?:"[^"]*"|'[^']*')""", re.IGNORECASE)
_PICTURE = re.compile(r"""(<img\b[^>]*?\ssrc\s*=\s*")([^"]*)(")""", re.IGNORECASE)
_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_ATTRIBUTE = re.compile(r"""\s(rel|href|media)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_FONTS = {".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf"}


@dataclass(frozen=True)
class _Theme:
    """The templates, as Pelican has made them ready; and the static files, by public path."""

    environment: Environment
    context: Mapping[str, Any]


class PagePainter:
    """Draws them, one at a time. project: whose website it is."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._lock = threading.Lock()
        self._theme: tuple[object, _Theme] | None = None
        self._kept: OrderedDict[tuple[object, ...], str] = OrderedDict()

    def page(self, site: Site, item: Published, channels: tuple[PreparedChannel[object], ...]) -> str:
        """The page, as one document in HTML.

        Args:
            site: what it is a part of.
            item: what it is about.
            channels: what it may link: files to follow, calendars to keep.

        Raises:
            Exception: whatever a template raises.
        """
        outputs = tuple(output for channel in channels for output in _outputs(channel))
        with self._lock:
            theme = self._ready()
            files = self._project.settings.theme_files()
            environment = theme.environment
            shared: dict[str, Markup] = {}

            def render_once(name: str) -> Markup:
                if name not in shared:  # it is one page, in one language
                    shared[name] = Markup(environment.get_template(name).render(context))  # noqa: S704 — it escapes
                return shared[name]

            context = {**theme.context, "site": site, "localsiteurl": None}
            index = OutputIndex.of_all(outputs)
            environment.globals.update(page_functions(site, index, files), shared=render_once)
            if environment.cache is not None:
                environment.cache.clear()  # macros that were imported hold on to another site
            view = announce([item_page(site, item)], outputs)[0]
            with view.speaking():
                text = environment.get_template(view.template).render(
                    {**context, "output_file": view.address.file, "page": view}
                )
            return self._alone(site, text)

    def with_pictures(self, site: Site, text: str, channel: PreparedChannel[object] | None = None) -> str:
        """HTML with the pictures of the site inside.

        Args:
            site: whose pictures they are.
            text: HTML; what it shows from elsewhere is left out.
            channel: that made it, and may have made pictures of its own.
        """
        text = _SETS.sub("", _SOURCE.sub("", text))
        return _PICTURE.sub(lambda found: found[1] + self._picture(site, unescape(found[2]), channel) + found[3], text)

    def _ready(self) -> _Theme:
        """The theme of the settings as they are: read again with them."""
        settings = self._project.settings
        if self._theme is None or self._theme[0] is not settings:
            from tambour.bridge.runner import make_ready  # noqa: PLC0415 — Pelican, once somebody looks at a page

            nowhere = self._project.state / "page"  # nothing is written
            ready = make_ready(self._project.request, nowhere, nowhere.with_name("page.kit"), Phases())
            self._theme = settings, _Theme(*ready.pelican.templates)
            self._kept.clear()
        return self._theme[1]

    def _alone(self, site: Site, page: str) -> str:
        """A page with all that it shows inside, and nothing that acts."""
        page = _META.sub("", _SCRIPT.sub("", page))
        page = _LINK.sub(lambda found: self._style(site, found[0]), page)
        return self.with_pictures(site, page)

    def _style(self, site: Site, link: str) -> str:
        """The style sheet that a link leads to; "" for any other link."""
        said = {name.lower(): unescape(one or other) for name, one, other in _ATTRIBUTE.findall(link)}
        path = _path_in(site, said.get("href", ""))
        file = self._project.settings.theme_files().files.get(path)
        if said.get("rel") != "stylesheet" or file is None or said.get("media") == "print":
            return ""

        def make() -> str:
            text = file.read_text("utf-8")
            return _URL.sub(lambda found: f'url("{self._font(path, found[1])}")', text).replace("</style", "<\\/style")

        stat = file.stat()
        return f"<style>{self._keep((path, stat.st_mtime_ns, stat.st_size), make)}</style>"

    def _font(self, sheet: str, address: str) -> str:
        """What a style sheet names, as data; nothing for what is no font."""
        path = urljoin(f"/{sheet}", address).lstrip("/")
        file, kind = self._project.settings.theme_files().files.get(path), _FONTS.get(PurePosixPath(path).suffix)
        return f"data:{kind};base64,{b64encode(file.read_bytes()).decode()}" if file is not None and kind else "data:,"

    def _picture(self, site: Site, address: str, channel: PreparedChannel[object] | None) -> str:
        """A picture as data: small enough for a look at it."""
        if address.startswith("data:image/"):
            return address
        path = _path_in(site, address)
        if (file := self._project.settings.theme_files().files.get(path)) is not None:
            kind = "image/svg+xml" if file.suffix == ".svg" else f"image/{file.suffix[1:]}"
            return f"data:{kind};base64,{b64encode(file.read_bytes()).decode()}"
        try:
            data = site.media.read(path)
        except (KeyError, OSError):
            promised = [output for output in _outputs(channel) if output.path == path] if channel else []
            if channel is None or not promised:
                return "data:,"
            data = channel.render(promised[0])
        return self._keep((path, len(data), hash(data)), lambda: _as_data(data, path))

    def _keep(self, key: tuple[object, ...], make: Callable[[], str]) -> str:
        if key not in self._kept:
            self._kept[key] = make()
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


def _outputs(channel: PreparedChannel[object]) -> tuple[Output, ...]:
    """What a channel promises; nothing while it cannot say the site."""
    try:
        return tuple(channel.outputs())
    except Refused:
        return ()


def _path_in(site: Site, address: str) -> str:
    """A path under the site; "" for an address elsewhere."""
    root = f"{site.url}/"
    return unquote(address.removeprefix(root).partition("?")[0]) if address.startswith(root) else ""


def _as_data(data: bytes, path: str) -> str:
    if path.endswith(".svg"):
        return f"data:image/svg+xml;base64,{b64encode(data).decode()}" if len(data) < _OUTSIDE else "data:,"
    with open_picture("", BytesIO(data)) as opened:
        opened.draft("RGB", (_WIDTH, _WIDTH))
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail((_WIDTH, _WIDTH))
        made, shows_through = BytesIO(), picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
        if shows_through:
            picture.convert("RGBA").save(made, "PNG")
        else:
            picture.convert("RGB").save(made, "JPEG", quality=78)
    kind = "image/png" if shows_through else "image/jpeg"
    return f"data:{kind};base64,{b64encode(made.getvalue()).decode()}"
