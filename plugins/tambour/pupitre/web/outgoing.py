"""What goes out of a content as it is being written: every channel's own excerpt, before anything is saved."""

import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType

from markupsafe import escape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from tambour.build.prepared import PreparedChannel, prepared
from tambour.build.schedule import is_public
from tambour.channels import Absence, AnyChannel, Channel, Excerpt, Output
from tambour.channels.kit.coverage import WORDS
from tambour.media.folder import MediaFolder
from tambour.model.problems import Refused
from tambour.model.site.published import Published
from tambour.pupitre.files.unwritable import FileUnwritable
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.messages.outgoing_area import PAGE_FAILED, PARTS
from tambour.pupitre.messages.publishing import LOCAL_ADDRESS
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.scope import hidden_from
from tambour.pupitre.people.visit import visit
from tambour.pupitre.web.editing import BEFORE, Base
from tambour.pupitre.web.guards import PREVIEW_POLICY
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.page_preview import PagePainter
from tambour.pupitre.web.preview_media import MadePictures, PreviewMedia
from tambour.pupitre.web.project import Project, entry_at
from tambour.source.overlay import Overlay

_KEPT = 24  # previews that pages which are open may still ask for
_BY_READERS = ("feeds", "agenda")  # channels that people read in a program of theirs
DAY = "_au"  # field of the day that is looked at
_LOG = logging.getLogger(__name__)
DRAFT = "brouillon"
_NO_FILES: Mapping[str, Path] = MappingProxyType({})


@dataclass(frozen=True)
class ShownExcerpt:
    """One excerpt of one channel. number: by which its picture or its HTML is asked for. group: of several, theirs."""

    number: int
    group: str
    excerpt: Excerpt
    channel: PreparedChannel[object]

    @property
    def name(self) -> str:
        """Of the channel."""
        return self.channel.channel.name

    @property
    def part(self) -> str:
        """Where it is shown, among the parts of what goes out."""
        if self.has_picture:
            return "cartes"
        if self.excerpt.html:
            return "lettre"
        if self.name in _BY_READERS:
            return "lecteurs"
        return "reseaux" if self.excerpt.length is not None else "ecrans"

    @property
    def lines(self) -> list[str]:
        """Of its text."""
        return self.excerpt.text.split("\n")

    @property
    def seen_first(self) -> str:
        """What readers see before they ask for more; all of it where nothing is folded."""
        text, fold = self.excerpt.text, self.excerpt.fold
        if fold is None:
            return text
        start = text[:fold]
        return start[: start.rfind(" ")] if " " in start[-30:] and text[fold : fold + 1].strip() else start

    @property
    def seen_later(self) -> str:
        """The rest."""
        return self.excerpt.text[len(self.seen_first) :]

    @property
    def over(self) -> int:
        """By how much its text is too long."""
        length, limit = self.excerpt.length, self.excerpt.limit
        return max(0, length - limit) if length is not None and limit is not None else 0

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
    """All of one content.

    key: of these bytes, on that day. is_later: what is shown is how it will be on its day. day: that was asked for.
    absences: the channels in which it is not, and why. make_page: its page on the website, as one document; None while
    it has none. with_pictures: puts the pictures into the HTML of a channel. warning: what is
    wrong with all its links, in French.
    """

    key: str
    shown: Sequence[ShownExcerpt]
    is_later: bool = False
    day: date | None = None
    absences: Sequence[tuple[str, str]] = ()
    make_page: Callable[[], str] | None = None
    with_pictures: Callable[[str, PreparedChannel[object]], str] = lambda html, _channel: html
    warning: str = ""

    @property
    def parts(self) -> list[tuple[str, str, list[ShownExcerpt]]]:
        """Each part that there is something in: its name in addresses, its name in French, and what it holds."""
        found = [(part, words, [one for one in self.shown if one.part == part]) for part, words in PARTS.items()]
        return [one for one in found if one[2] or (one[0] == "page" and self.make_page is not None)]

    @cached_property
    def page(self) -> str:
        """Its page, made when somebody looks at it. Raises whatever a template raises."""
        assert self.make_page is not None
        return self.make_page()


NOTHING_OUT = Outgoing("", ())


class OutgoingMaker:
    """Makes them, one after the other, and keeps the last ones.

    project: whose content it is.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._lock = threading.Lock()
        self._pictures = MadePictures()
        self._painter = PagePainter(project)
        self._kept: OrderedDict[tuple[str, str], Outgoing] = OrderedDict()

    def find(self, key: str) -> Outgoing | None:
        """One that was made for whoever asks; nobody else's."""
        return self._kept.get((visit().person.key, key))

    def make(
        self, path: str, data: bytes, files: Mapping[str, Path] = _NO_FILES, day: date | None = None
    ) -> Outgoing | None:
        """What goes out of a content; None while it cannot be read.

        Args:
            path: of its file.
            data: its bytes, as they would be saved.
            files: pictures and documents that would be saved with it, path → where they wait.
            day: on which; None for now, or for the day on which it comes out.
        """
        state = f"{path}\0{day}\0{self._project.turn}\0{sorted(files.items())}\0"
        key = hashlib.sha256(state.encode() + data).hexdigest()[:32]
        owner = visit().person.key
        with self._lock:
            if (known := self._kept.get((owner, key))) is not None:
                return known
            made = self._make(key, path, data, files, day)
            if made is not None:
                self._kept[owner, key] = made
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            return made

    def _names(self) -> Mapping[str, str]:
        """What people call each channel."""
        return {choice.name: choice.label for choice in self._project.choices().channels}

    def _make(self, key: str, path: str, data: bytes, files: Mapping[str, Path], day: date | None) -> Outgoing | None:
        settings, now = self._project.settings, self._project.now()
        if day is not None:
            now = datetime.combine(day, now.timetz())
        overlay = Overlay(instead={path: data}, without={path: frozenset((DRAFT,))}, files=files)
        hidden = hidden_from(visit().person, self._project.look())
        content = self._project.content_with(path, overlay, now, hidden)
        entry = entry_at(content, path)
        if entry is None:
            return None
        is_later = not is_public(entry.item, now)
        if is_later and day is not None:
            return Outgoing(key, (), is_later=True, day=day)
        if is_later and entry.item.publish_at is not None:  # as it will be on its day
            now = entry.item.publish_at.astimezone(now.tzinfo)
            content = self._project.content_with(path, overlay, now, hidden)
            entry = entry_at(content, path) or entry
        if all(other is not entry for other in content.public):
            content = replace(content, public=(*content.public, entry))
        site = self._project.site_at(content, now)
        assert isinstance(site.media, MediaFolder)
        site = replace(site, media=PreviewMedia(site.media, self._pictures))
        item = site.get(entry.item.id)
        if item is None:
            return None
        channels = [prepared(channel, site) for channel in settings.channels.values() if _shows_something(channel)]
        shown = [one for channel in channels for one in _excerpts(channel, item)]
        silent = [channel for channel in channels if all(channel is not one[2] for one in shown)]
        return Outgoing(
            key,
            [ShownExcerpt(number, *one) for number, one in enumerate(shown)],
            is_later,
            day,
            tuple(_absences(silent, item, self._names())),
            partial(self._painter.page, site, item, tuple(channels)),
            partial(self._painter.with_pictures, site),
            "" if self._project.has_public_address else LOCAL_ADDRESS,
        )


def chosen_day(data: FormData) -> date | None:
    """The day that a form asks to look at; None for none."""
    return day_in(data.first(DAY))


def day_in(text: str) -> date | None:
    """A day, as an address or a form says it; None for none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


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


def _absences(
    channels: Iterable[PreparedChannel[object]], item: Published, names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The channels that do not show an item, each with the reason, in French; nothing of those that never would."""
    for channel in channels:
        [why] = channel.presences([item])
        if isinstance(why, Absence) and why not in (Absence.KIND, Absence.NOTHING):
            name = channel.channel.name
            yield names.get(name, name.capitalize()), WORDS[why][1]


class OutgoingPages:
    """Of one pupitre. Nothing of it is saved, nothing is public: a preview has an address that only its page knows.

    outgoing: what makes previews.
    """

    def __init__(self, pages: PageMaker, outgoing: OutgoingMaker) -> None:
        self._pages, self._outgoing = pages, outgoing

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses: what goes out as a part of the page, then each picture and each frame in it."""
        yield PageRoute("/sortie/{folder}/{name:path}", self.outgoing, ("POST",), Right.SEE)
        yield PageRoute("/apercu/{key}/{number:int}.{what}", self.preview, right=Right.SEE)
        yield PageRoute("/apercu/{key}/page", self.page, right=Right.SEE)

    def outgoing(self, request: Request, data: FormData) -> Response:
        """What every channel makes of a form as it is now: a part of the page."""
        editing = self._pages.editing(request)
        try:
            path, _, made_of, deposits = editing.rewrite(Base.unpack(data.first(BEFORE)), data)
        except FileUnwritable:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        made = self._outgoing.make(path, made_of, {one.path: one.file for one in deposits}, chosen_day(data))
        return self._pages.part(
            "_outgoing.html", outgoing=made, territory=self._pages.project.settings.territory, with_day=True
        )

    def page(self, request: Request, data: FormData) -> Response:
        """The page on the website, in a frame that can do nothing."""
        del data
        made = self._outgoing.find(request.path_params["key"])
        if made is None or made.make_page is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        try:
            answer: Response = HTMLResponse(made.page)
        except Exception:  # a theme may fail as it likes: the form is none the worse
            _LOG.exception("pupitre: page")
            answer = self._pages.part("preview.html", html=escape(PAGE_FAILED), title=PARTS["page"])
        answer.headers["Content-Security-Policy"] = PREVIEW_POLICY
        answer.headers["Cache-Control"] = "private, max-age=600"  # its address is that of its content
        return answer

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
            shown = made.with_pictures(one.excerpt.html, one.channel)
            page = self._pages.part("preview.html", html=shown, title=one.excerpt.title)
            page.headers["Content-Security-Policy"] = PREVIEW_POLICY
            return page
        raise HTTPException(HTTPStatus.NOT_FOUND)
