"""What the whole site shows: its menus, which the agent puts in order, and its settings, which the technician holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from http import HTTPStatus

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tambour.model.page import Menu
from tambour.model.slugs import fold
from tambour.model.territory import Accessibility, TerritoryKind
from tambour.pupitre.files.unwritable import ChangedMeanwhile, FileUnwritable
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.messages import site as messages
from tambour.pupitre.people.person import Right
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.web.editing import BEFORE, save_version
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.item_pages import DO
from tambour.pupitre.web.menus import MenuPages, MenuSaving, menus_of, pack, pages_beside, union, unpack
from tambour.pupitre.web.named_files import title_of
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.register_pages import HERE
from tambour.words.typography import french_spaces

MENUS_KEY = "menus/"  # of the unsaved form
_UP, _DOWN, _OUT, _IN = "monter", "descendre", "oter", "mettre"


@dataclass(frozen=True)
class SettingLine:
    """One setting in words. colours: those to show beside it."""

    title: str
    lines: tuple[str, ...]
    colours: tuple[str, ...] = ()


@dataclass(frozen=True)
class MenuView:
    """The page of the menus. base: as they were when it was opened; menus: as typed; moved: the page last moved."""

    base: MenuPages
    menus: MenuPages
    problems: tuple[str, ...] = ()
    moved: str = ""
    done: str = ""
    code: int = HTTPStatus.OK


class SitePages:
    """Of one pupitre."""

    def __init__(self, pages: PageMaker) -> None:
        self._pages = pages

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute("/menus/", self.menus, ("GET", "POST"))
        yield PageRoute("/reglages/", self.settings, right=Right.READ)

    def menus(self, request: Request, data: FormData) -> Response:
        """Which pages stand in each menu, in which order."""
        written = self._pages.project.look()
        now = menus_of(written)
        if request.method == "GET":
            left = self._pages.unsaved_forms().find(MENUS_KEY)
            if left is not None and request.query_params.get("reprendre"):
                return self._show(self._view_of(left.data))
            return self._show(MenuView(now, now, done=request.query_params.get("fait", "")), left)
        view, do = self._view_of(data), data.first(DO)
        if do == "jeter":
            self._pages.unsaved_forms().drop(MENUS_KEY)
            return RedirectResponse(request.url.path, HTTPStatus.SEE_OTHER)
        if do != "enregistrer":
            view = _after(view, do, data)
            self._pages.unsaved_forms().keep(MENUS_KEY, _data(view), self._pages.project.now())
            return Response(status_code=HTTPStatus.NO_CONTENT) if do == "garder" else self._show(view)
        self._pages.unsaved_forms().keep(MENUS_KEY, _data(view), self._pages.project.now())
        try:
            wanted = union(view.base, view.menus, now)
            save_version(self._pages.project, MenuSaving(self._pages.project, wanted).files(), messages.MENUS_SAVED)
        except (FileUnwritable, ChangedMeanwhile, HistoryRefused) as refused:
            self._pages.project.forget()
            written = self._pages.project.look()
            told = tuple(
                french_spaces(f"{title_of(written, str(one.path))} : {one.message}") for one in refused.problems
            )
            return self._show(replace(view, problems=told, code=HTTPStatus.CONFLICT))
        self._pages.unsaved_forms().drop(MENUS_KEY)
        return RedirectResponse(f"{request.url.path}?fait=oui", HTTPStatus.SEE_OTHER)

    def settings(self, request: Request, data: FormData) -> Response:
        """What the settings hold, in words: who can change what."""
        del request, data
        settings, written = self._pages.project.settings, self._pages.project.look()
        by_id = {sheet.word("id"): sheet for sheet in written.sheets.values()}
        groups = [
            (title, where, [line for name in names if (line := _line(settings.territory, name)).lines])
            for title, where, names in messages.SETTINGS
        ]
        spellings = settings.channel_names().on
        french = {name: typed for typed, name in spellings.items() if typed != name}
        channels = sorted({messages.channel_label(french.get(name, name)) for name in spellings.values()}, key=fold)
        public = self._pages.project.public_settings.url
        legal = [(by_id.get(page), title, why) for page, title, why in messages.LEGAL_PAGES]
        return self._pages.show("settings.html", HERE, groups=groups, channels=channels, legal=legal, url=public)

    def _view_of(self, data: FormData) -> MenuView:
        known = self._pages.project.look().sheets
        there = {menu: [path for path in data.every(str(menu)) if path in known] for menu in Menu}
        return MenuView(unpack(data.first(BEFORE), known), there)

    def _show(self, view: MenuView, left: object = None) -> Response:
        written = self._pages.project.look()
        return self._pages.show(
            "menus.html",
            HERE,
            view.code,
            view=view,
            base=pack(view.base),
            menus=messages.MENUS,
            sheets=written.sheets,
            beside=pages_beside(written, view.menus),
            is_touched=view.menus != view.base,
            left_at=getattr(left, "at", None),
            action=f"{TOP}/menus/",
        )


def _after(view: MenuView, do: str, data: FormData) -> MenuView:
    """The menus after a button: a page goes up or down by one, in or out."""
    act, _, rest = do.partition(":")
    name, _, path = rest.partition(":")
    if name not in set(Menu):
        return view
    menu = Menu(name)
    pages = list(view.menus[menu])
    if act == _IN:
        path = data.first(f"{menu}.page")
        pages += [path] if path and not any(path in others for others in view.menus.values()) else []
    elif path in pages:
        at = pages.index(path)
        pages.remove(path)
        if act in (_UP, _DOWN):
            pages.insert(max(0, at - 1) if act == _UP else at + 1, path)
    return replace(view, menus={**view.menus, menu: pages}, moved=path)


def _data(view: MenuView) -> FormData:
    """What the page would post."""
    return FormData({BEFORE: (pack(view.base),), **{str(menu): tuple(pages) for menu, pages in view.menus.items()}})


def _line(holder: BaseModel, name: str) -> SettingLine:
    info = type(holder).model_fields[name]
    value = getattr(holder, name)
    words = tuple(_words(value))
    return SettingLine(info.title or name, words, tuple(word for word in words if word.startswith("#")))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, TerritoryKind):
        yield messages.TERRITORY_KINDS[value]
    elif isinstance(value, Accessibility):
        yield messages.CONFORMITY[value]
    elif isinstance(value, StrEnum | str):
        yield str(value)
    elif isinstance(value, tuple):
        yield ", ".join(map(str, value))
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _words(getattr(value, name))
