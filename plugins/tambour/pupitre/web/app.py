"""The application: who may come in, which page answers which address. It is an ASGI application like any other."""

import logging
from collections.abc import Awaitable, Callable, Iterator
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Lifespan

from tambour.build.engine import THEME
from tambour.build.theme import colours_file
from tambour.model.kinds import FOLDERS, REGISTERS
from tambour.model.problems import Refused
from tambour.pupitre.forms.data import FILE, FormData, UploadedFile
from tambour.pupitre.letters.workshop import LetterWorkshop
from tambour.pupitre.people.door import Door
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.visit import Visit, during
from tambour.pupitre.web.act_pages import ActPages
from tambour.pupitre.web.creation_pages import CreationPages
from tambour.pupitre.web.drawing import HERE, environment
from tambour.pupitre.web.guards import HEADERS, TOKEN, TOP, is_ours, is_upload, read_form
from tambour.pupitre.web.item_pages import ItemPages
from tambour.pupitre.web.letter_pages import LetterPages
from tambour.pupitre.web.letter_sending_pages import LetterSendingPages
from tambour.pupitre.web.media_pages import MediaPages
from tambour.pupitre.web.month_pages import MonthPages
from tambour.pupitre.web.outgoing import OutgoingMaker, OutgoingPages
from tambour.pupitre.web.overview_pages import OverviewPages
from tambour.pupitre.web.page_maker import PageGroup, PageMaker, PageRoute
from tambour.pupitre.web.project import Project
from tambour.pupitre.web.register_editing import entry_key
from tambour.pupitre.web.register_pages import NEW, RegisterPages
from tambour.pupitre.web.release_pages import PublicSite, ReleasePages
from tambour.pupitre.web.site_pages import MENUS_KEY, SitePages
from tambour.pupitre.web.text_pages import TextPages
from tambour.pupitre.web.together_pages import TogetherPages
from tambour.pupitre.web.week_pages import WeekPages

_LOG = logging.getLogger(__name__)
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}


def application(project: Project, door: Door, lifespan: Lifespan[Starlette] | None = None) -> Starlette:
    """The pupitre of one project. door: who may come in. lifespan: what goes on as long as it is served."""
    pages = PageMaker(project, environment())

    def page(route: PageRoute) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            one = Visit(request.state.person, door.token(request), door.logout, project.deeds)
            if not one.person.may(route.right):
                if route.path == "/" and one.person.may(Right.PROPOSE):  # the first page of whoever only proposes
                    return RedirectResponse(f"{TOP}/ecrire/", 303)
                raise HTTPException(404)  # not even that there is something
            with during(one):
                return await answered(request, one.token)

        async def answered(request: Request, token: str) -> Response:
            data = FormData()
            if request.method == "POST":
                form = await read_form(request)
                if form is None:
                    return pages.refusal("trop-lourd" if is_upload(request) else "trop-long", 413)
                if not is_ours(form, token):
                    return pages.refusal("jeton", 403)
                data = form_data(form.multi_items())
            try:
                return await run_in_threadpool(route.answer, request, data)
            except Refused as refused:
                return pages.project_refused(refused)

        return endpoint

    own = [*door.routes(pages)]
    open_to_all = {f"{TOP}{route.path}" for route in own}

    async def at_the_door(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        answer: Response
        if objection := door.objection(request):
            answer = pages.refusal(objection, 403)
        elif request.url.path.startswith(f"{TOP}/fichiers/") or request.url.path in open_to_all:
            answer = await call_next(request)
        elif (person := door.person(request)) is not None:
            request.state.person = person
            answer = await call_next(request)
            door.renew(request, answer)
        else:
            answer = door.welcome(request) or await keep_form(request) or pages.refusal(door.stranger, 403)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    async def keep_form(request: Request) -> Response | None:
        """A form that comes after its session has ended is kept for whoever wrote it, until she is back."""
        former, key = door.former(request), unsaved_key(request.url.path)
        if request.method != "POST" or former is None or not key:
            return None
        form = await read_form(request)
        if form is None or not is_ours(form, former[1]):
            return None
        forms = pages.unsaved_forms(former[0])
        await run_in_threadpool(forms.keep, key, form_data(form.multi_items()), project.now())
        return RedirectResponse(f"{request.url.path}?reprendre=oui", 303)

    async def not_found(request: Request, error: Exception) -> Response:
        del request
        code = error.status_code if isinstance(error, HTTPException) else 500
        is_nothing = code in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)  # both alike, to whoever tries
        return pages.refusal("introuvable" if is_nothing else "demande", HTTPStatus.NOT_FOUND if is_nothing else code)

    async def broken(request: Request, error: Exception) -> Response:
        _LOG.exception("pupitre: %s", request.url.path, exc_info=error)
        return pages.refusal("panne", 500)

    return Starlette(
        routes=[
            Route("/", lambda request: RedirectResponse(f"{TOP}/", 303)),
            Route(TOP, lambda request: RedirectResponse(f"{TOP}/", 303)),
            Mount(
                TOP,
                routes=[
                    *(Route(route.path, page(route), methods=list(route.methods)) for route in page_routes(pages)),
                    *own,
                    Route("/fichiers/couleurs.css", lambda request: _colours(project)),
                    Route("/fichiers/{name:path}", _static),
                ],
            ),
        ],
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=at_the_door)],
        exception_handlers={HTTPException: not_found, 500: broken},
        lifespan=lifespan,
    )


def unsaved_key(path: str) -> str:
    """What the form of an address is kept under, as its page does; "" for an address without one."""
    area, _, rest = path.removeprefix(f"{TOP}/").partition("/")
    of, _, name = rest.partition("/")
    if area == "ecrire" and of in FOLDERS:
        return f"{of}/{name}"
    register = next((one for one in REGISTERS.values() if one.file == f"{of}.yaml"), None)
    if area == "repertoire" and register is not None and name and "/" not in name:
        return entry_key(register, "" if name == NEW else name)
    return MENUS_KEY if (area, rest) == ("menus", "") else ""


def page_routes(pages: PageMaker) -> Iterator[PageRoute]:
    """Every page of a pupitre."""
    outgoing, workshop = OutgoingMaker(pages.project), LetterWorkshop(pages.project)
    site = PublicSite(pages.project)
    groups: tuple[PageGroup, ...] = (
        LetterPages(pages, outgoing, site, workshop),  # what they answer comes before what is for any content
        WeekPages(pages),
        MonthPages(pages),
        OverviewPages(pages),
        TogetherPages(pages),
        ItemPages(pages, outgoing, site),
        ActPages(pages, outgoing),
        OutgoingPages(pages, outgoing),
        RegisterPages(pages),
        CreationPages(pages),
        SitePages(pages),
        TextPages(pages),
        MediaPages(pages),
        LetterSendingPages(pages, workshop),
        ReleasePages(pages, site),
    )
    for group in groups:
        yield from group.routes()


def form_data(pairs: list[tuple[str, Any]]) -> FormData:
    """What was posted, but for what proves that it is ours."""
    values: dict[str, tuple[str, ...]] = {}
    files: dict[str, UploadedFile] = {}
    for name, given in pairs:
        if name.startswith(f"{FILE}."):  # of a field that was left empty, a browser sends a file without a name
            if isinstance(given, UploadFile) and given.filename:
                files[name.removeprefix(f"{FILE}.")] = UploadedFile(given.filename, given.size or 0, given.file)
        elif name != TOKEN and isinstance(given, str):
            values[name] = (*values.get(name, ()), given)
    return FormData(values, files)


def _colours(project: Project) -> Response:
    try:
        file = colours_file(project.settings.territory.colours, project.settings.cache)
    except Refused:  # the page that tells it has plain colours
        raise HTTPException(404) from None
    return FileResponse(file, media_type=_TYPES[".css"])


async def _static(request: Request) -> Response:
    """A file of ours, or a font of the theme."""
    name = PurePosixPath(request.path_params["name"]).name
    folders = (HERE / "static", THEME / "static" / "fonts")
    file = next(
        (folder / name for folder in folders if Path(name).suffix in _TYPES and (folder / name).is_file()), None
    )
    if file is None:
        raise HTTPException(404)
    return FileResponse(file, media_type=_TYPES[file.suffix], headers={"Cache-Control": "no-cache"})
