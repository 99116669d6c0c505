"""What goes out of a content as it is being written: every channel's own excerpt, before anything is saved."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tambour.build.content import Content
from tambour.build.live.items import KeptItems
from tambour.build.prepared import PreparedChannel, prepared
from tambour.build.schedule import is_public
from tambour.build.snapshot import site_of
from tambour.build.used_media import used_media, workshop
from tambour.channels import AnyChannel, Channel, Excerpt, Output
from tambour.media.folder import inventory
from tambour.model.problems import Refused
from tambour.model.site.published import Published
from tambour.pupitre.files.unwritable import FileUnwritable
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.visit import visit
from tambour.pupitre.web.editing import BEFORE, Base
from tambour.pupitre.web.guards import PREVIEW_POLICY
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.project import Project, entry_at
from tambour.source.entry import ContentFile
from tambour.source.overlay import Overlay

_KEPT = 48  # previews that pages which are open may still ask for
DRAFT = "brouillon"
_NO_FILES: Mapping[str, Path] = MappingProxyType({})


@dataclass(frozen=True)
class ShownExcerpt:
    """One excerpt of one channel. number: by which its picture or its HTML is asked for. group: of several, theirs."""

    number: int
    group: str
    excerpt: Excerpt
    channel: PreparedChannel[object]

    def picture(self) -> bytes:
        """The picture that it shows. Raises whatever a channel raises that cannot draw it."""
        assert self.excerpt.output is not None
        return self.channel.render(self.excerpt.output)

    @property
    def has_picture(self) -> bool:
        """Whether there is one to look at."""
        output: Output | None = self.excerpt.output
        return output is not None and output.media_type.startswith("image/")


@dataclass(frozen=True)
class Outgoing:
    """All of one content. key: of these bytes. is_later: what is shown is how it will be on its day."""

    key: str
    shown: Sequence[ShownExcerpt]
    is_later: bool = False

    @property
    def groups(self) -> list[tuple[str, list[ShownExcerpt]]]:
        """Those that belong together, under the name of what they are."""
        return [(name, list(some)) for name, some in groupby(self.shown, key=lambda one: one.group)]


NOTHING_OUT = Outgoing("", ())


class OutgoingMaker:
    """Makes them, one after the other, and keeps the last ones.

    project: whose content it is.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._lock = threading.Lock()
        self._items = KeptItems()
        self._kept: OrderedDict[tuple[str, str], Outgoing] = OrderedDict()

    def find(self, key: str) -> Outgoing | None:
        """One that was made for whoever asks; nobody else's."""
        return self._kept.get((visit().person.key, key))

    def make(self, path: str, data: bytes, files: Mapping[str, Path] = _NO_FILES) -> Outgoing | None:
        """What goes out of a content; None while it cannot be read.

        Args:
            path: of its file.
            data: its bytes, as they would be saved.
            files: pictures and documents that would be saved with it, path → where they wait.
        """
        key = hashlib.sha256(path.encode() + b"\0" + data).hexdigest()[:32]
        owner = visit().person.key
        with self._lock:
            if (known := self._kept.get((owner, key))) is not None:
                return known
            made = self._make(key, path, data, files)
            if made is not None:
                self._kept[owner, key] = made
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            return made

    def _make(self, key: str, path: str, data: bytes, files: Mapping[str, Path]) -> Outgoing | None:
        settings, now = self._project.settings, self._project.now()
        overlay = Overlay(instead={path: data}, without={path: frozenset((DRAFT,))}, files=files)
        content = self._project.content_with(path, overlay, now)
        entry = entry_at(content, path)
        if entry is None:
            return None
        is_later = not is_public(entry.item, now)
        if is_later and entry.item.publish_at is not None:  # as it will be on its day
            now = entry.item.publish_at.astimezone(now.tzinfo)
            content = self._project.content_with(path, overlay, now)
            entry = entry_at(content, path) or entry
        if all(other is not entry for other in content.public):
            content = replace(content, public=(*content.public, entry))
        self._make_pictures(content, entry, now)
        site = site_of(settings, content, now, self._items.item)
        item = site.get(entry.item.id)
        if item is None:
            return None
        self._items.forget_all_but({other.id for other in site.items})
        channels = [prepared(channel, site) for channel in settings.channels.values() if _shows_something(channel)]
        shown = [one for channel in channels for one in _excerpts(channel, item)]
        return Outgoing(key, [ShownExcerpt(number, *one) for number, one in enumerate(shown)], is_later)

    def _make_pictures(self, content: Content, entry: ContentFile, now: datetime) -> None:
        """Make what is drawn from the pictures of a content, when nobody has: the build finds it there, too."""
        settings = self._project.settings
        paths = {use.path for use in used_media(settings, content.catalogue, (entry,), now)}
        inventory(content.catalogue.media, paths, workshop(settings))


def _shows_something(channel: AnyChannel) -> bool:
    """Whether a channel has an excerpt of its own of anything: the others need not get ready."""
    return type(channel).excerpt is not Channel.excerpt


def _excerpts(
    channel: PreparedChannel[object], item: Published
) -> Iterator[tuple[str, Excerpt, PreparedChannel[object]]]:
    """What one channel shows, part by part; nothing while it cannot say the item."""
    try:
        excerpt = channel.excerpt(item)
    except Refused:
        return
    if excerpt is not None:
        for part in excerpt.parts or (excerpt,):
            yield excerpt.title, part, channel


class OutgoingPages:
    """Of one pupitre. Nothing of it is saved, nothing is public: a preview has an address that only its page knows.

    outgoing: what makes previews.
    """

    def __init__(self, pages: PageMaker, outgoing: OutgoingMaker) -> None:
        self._pages, self._outgoing = pages, outgoing

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses: what goes out as a part of the page, then each picture and each frame in it."""
        yield PageRoute("/sortie/{folder}/{name:path}", self.outgoing, ("POST",), Right.PROPOSE)
        yield PageRoute("/apercu/{key}/{number:int}.{what}", self.preview, right=Right.PROPOSE)

    def outgoing(self, request: Request, data: FormData) -> Response:
        """What every channel makes of a form as it is now: a part of the page."""
        editing = self._pages.editing(request)
        try:
            attempt = editing.attempt(Base.unpack(data.first(BEFORE)), data)
        except FileUnwritable:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        made = self._outgoing.make(attempt.path, attempt.data, attempt.files)
        return self._pages.part("_outgoing.html", outgoing=made)

    def preview(self, request: Request, data: FormData) -> Response:
        """A picture, or a page that is shown in a frame which can do nothing."""
        del data
        made = self._outgoing.find(request.path_params["key"])
        number, what = request.path_params["number"], request.path_params["what"]
        if made is None or number >= len(made.shown):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        one = made.shown[number]
        if what == "image" and one.has_picture and one.excerpt.output is not None:
            return Response(one.picture(), media_type=one.excerpt.output.media_type)
        if what == "html" and one.excerpt.html:
            page = self._pages.part("preview.html", html=one.excerpt.html, title=one.excerpt.title)
            page.headers["Content-Security-Policy"] = PREVIEW_POLICY
            return page
        raise HTTPException(HTTPStatus.NOT_FOUND)
