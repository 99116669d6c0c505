"""The application: who may come in, which page answers which address. It is an ASGI application like any other."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path, PurePosixPath
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from tambour.build.engine import THEME
from tambour.build.theme import colours_file
from tambour.model.problems import Refused
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.web.act_pages import ActPages
from tambour.pupitre.web.drawing import HERE, environment
from tambour.pupitre.web.guards import HEADERS, TOKEN, TOP, Guard, read_form
from tambour.pupitre.web.item_pages import ItemPages
from tambour.pupitre.web.month_pages import MonthPages
from tambour.pupitre.web.outgoing import OutgoingMaker, OutgoingPages
from tambour.pupitre.web.overview_pages import OverviewPages
from tambour.pupitre.web.page_maker import Answer, PageGroup, PageMaker
from tambour.pupitre.web.project import Project
from tambour.pupitre.web.week_pages import WeekPages

_LOG = logging.getLogger(__name__)
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}


def application(project: Project, guard: Guard) -> Starlette:
    """The pupitre of one project. guard: who may come in."""
    pages = PageMaker(project, environment(), guard.token())
    outgoing = OutgoingMaker(project)
    groups: tuple[PageGroup, ...] = (
        WeekPages(pages),
        MonthPages(pages),
        OverviewPages(pages),
        ItemPages(pages, outgoing),
        ActPages(pages, outgoing),
        OutgoingPages(pages, outgoing),
    )

    def page(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            data = FormData()
            if request.method == "POST":
                form = await read_form(request)
                if form is None:
                    return pages.refusal("trop-long", 413)
                if not guard.holds(form):
                    return pages.refusal("jeton", 403)
                data = form_data(form.multi_items())
            try:
                return await run_in_threadpool(answer, request, data)
            except Refused as refused:
                return pages.project_refused(refused)

        return endpoint

    async def door(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        answer: Response
        objection = guard.objection(request)
        if objection == "cle" and request.url.path == f"{TOP}/" and (welcome := guard.welcome(request)) is not None:
            answer = welcome
        elif objection and not (objection == "cle" and request.url.path.startswith(f"{TOP}/fichiers/")):
            answer = pages.refusal(objection, 403)
        else:
            answer = await call_next(request)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    async def not_found(request: Request, error: Exception) -> Response:
        del request
        code = error.status_code if isinstance(error, HTTPException) else 500
        return pages.refusal("introuvable" if code == 404 else "demande", code)

    async def broken(request: Request, error: Exception) -> Response:
        _LOG.exception("pupitre: %s", request.url.path, exc_info=error)
        return pages.refusal("panne", 500)

    return Starlette(
        routes=[
            Route(TOP, lambda request: RedirectResponse(f"{TOP}/", 303)),
            Mount(
                TOP,
                routes=[
                    *(
                        Route(route.path, page(route.answer), methods=list(route.methods))
                        for group in groups
                        for route in group.routes()
                    ),
                    Route("/fichiers/couleurs.css", lambda request: _colours(project)),
                    Route("/fichiers/{name:path}", _static),
                ],
            ),
        ],
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=door)],
        exception_handlers={HTTPException: not_found, 500: broken},
    )


def form_data(pairs: list[tuple[str, Any]]) -> FormData:
    """What was posted, but for what proves that it is ours."""
    values: dict[str, tuple[str, ...]] = {}
    for name, text in pairs:
        if name != TOKEN and isinstance(text, str):
            values[name] = (*values.get(name, ()), text)
    return FormData(values)


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
