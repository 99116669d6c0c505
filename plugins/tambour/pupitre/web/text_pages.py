"""The text of a content: as the site shows it, while it is typed; and what a paste becomes."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import quote
from weakref import WeakKeyDictionary

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tambour.build.links import answers
from tambour.build.snapshot import paths_at
from tambour.model.problems import Refused
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.forms.form import TEXT
from tambour.pupitre.messages.text_area import DEAD_LINK
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.visit import visit
from tambour.pupitre.text.beside import around_marks, mark_differences
from tambour.pupitre.web.editing import Clash, Editing
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.project import Project, WrittenContent
from tambour.source.body import as_typed, read_body, resolve
from tambour.words.typography import french_spaces

PASTED = "html"  # what a browser hands over
_NOWHERE = "#nulle-part"  # no anchor of a body: they all begin otherwise
_DEAD = re.compile(rf'<a(?: [^>]*)? href="{_NOWHERE}[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_KNOWN: WeakKeyDictionary[Project, tuple[WrittenContent, set[str] | None]] = WeakKeyDictionary()


class TextPages:
    """Of one pupitre."""

    def __init__(self, pages: PageMaker) -> None:
        self._pages = pages

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses: both are asked for by a script; without one, the form shows its text itself."""
        yield PageRoute("/texte/coller", self.paste, ("POST",), Right.PROPOSE)
        yield PageRoute("/texte/rendu/{folder}/{name:path}", self.render, ("POST",), Right.PROPOSE)

    def paste(self, request: Request, data: FormData) -> Response:
        """What was pasted, as text of ours, and what was left out of it."""
        del request
        from tambour.pupitre.text.pasting import from_html  # noqa: PLC0415 — 60 ms that starting need not pay

        pasted = from_html(next(iter(data.values.get(PASTED, ())), ""))
        return JSONResponse({"texte": pasted.markdown, "notes": list(pasted.notes)})

    def render(self, request: Request, data: FormData) -> Response:
        """The text as it is typed, as the site shows it: a part of the page."""
        return self._pages.part("_rendering.html", rendering=rendering(self._pages.editing(request), data))


def rendering(editing: Editing, data: FormData) -> Markup:
    """The HTML of a text, by the site's own reader: made safe by it."""
    language = data.first("langue") or next(iter(editing.project.settings.territory.languages), "")
    spacing = french_spaces if language.partition("-")[0].lower() == "fr" else as_typed
    text = data.first(TEXT).replace("\r\n", "\n").replace("\r", "\n")
    body = read_body(text, PurePosixPath(editing.path or f"{editing.kind.folder}/-.md"), spacing, language)
    html = resolve(str(body.html), _addresses(editing.project))
    html = _DEAD.sub(rf'<span class="dead">\1<span class="visually-hidden"> ({DEAD_LINK})</span></span>', html)
    return Markup(html.replace("<a href=", '<a target="_blank" rel="noopener" href='))  # noqa: S704 — sanitised


def clashes_as_read(clashes: Iterable[Clash], read_text: Callable[[str], Markup] = escape) -> list[Clash]:
    """What two people have written, as readers will see it, with what differs marked.

    read_text: of the text of a content → its HTML.
    """
    return [_as_read(clash, read_text if clash.key == TEXT else escape) for clash in clashes]


def _as_read(clash: Clash, read: Callable[[str], Markup]) -> Clash:
    mine, theirs = mark_differences(*(str(read(said)) for said in (clash.mine, clash.theirs)))
    if clash.key == TEXT:
        mine, theirs = around_marks(mine), around_marks(theirs)
    return replace(clash, mine=Markup(mine), theirs=Markup(theirs))  # noqa: S704 — sanitised, or escaped


def _addresses(project: Project) -> Callable[[str], str]:
    """Where what a text names is to be seen on this computer; what is not published yet leads nowhere."""
    content = project.look().content
    pages: dict[str, str] = {}

    def address(neutral: str) -> str:
        kind, _, target = neutral.partition(":")
        if kind == "media" and target not in content.catalogue.media and target.startswith("documents/"):
            return _NOWHERE
        if kind == "media":
            return f"{TOP}/medias/fichier/{quote(target)}"
        if not pages:
            entries = content.catalogue.entries if visit().person.may(Right.READ) else content.public
            pages.update({entry.item.id: f"/{entry.path}" for entry in entries})
        if kind == "path":
            path = target if target.startswith("/") else f"/{target}"
            if path in pages.values() or (paths := _paths(project)) is None:
                return path
            return path if answers(path.partition("#")[0].partition("?")[0], paths) else _NOWHERE
        item_id = content.catalogue.files.get(PurePosixPath(target), "") if kind == "file" else target
        return pages.get(item_id, _NOWHERE)

    return address


def _paths(project: Project) -> set[str] | None:
    """What answers at the site of the content as it is, worked out when a text first names an address.

    Returns:
        None while a channel cannot say the site: then nobody knows.
    """
    written = project.look()
    known = _KNOWN.get(project)
    if known is None or known[0] is not written:
        paths: set[str] | None = None
        with suppress(Refused):
            paths = paths_at(project.public_settings, project.site_at(written.content, written.now))
        _KNOWN[project] = known = (written, paths)
    return known[1]
