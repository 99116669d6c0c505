"""The application: which page answers which address. It is an ASGI application like any other."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path, PurePosixPath

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Lifespan

from tambour.build.engine import THEME
from tambour.build.theme import colours_file
from tambour.model.problems import Refused
from tambour.pupitre.letters.workshop import LetterWorkshop
from tambour.pupitre.people.door import Door
from tambour.pupitre.web.act_pages import ActPages
from tambour.pupitre.web.alert_pages import AlertPages
from tambour.pupitre.web.announce_pages import AnnouncePages, DeskAnnouncements
from tambour.pupitre.web.creation_pages import CreationPages
from tambour.pupitre.web.drawing import HERE, environment
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.item_pages import ItemPages
from tambour.pupitre.web.letter_pages import LetterPages
from tambour.pupitre.web.letter_sending_pages import LetterSendingPages
from tambour.pupitre.web.media_pages import MediaPages
from tambour.pupitre.web.month_pages import MonthPages
from tambour.pupitre.web.outgoing import OutgoingMaker, OutgoingPages
from tambour.pupitre.web.overview_pages import OverviewPages
from tambour.pupitre.web.page_maker import PageGroup, PageMaker, PageRoute
from tambour.pupitre.web.project import Project
from tambour.pupitre.web.reception import Reception
from tambour.pupitre.web.register_pages import RegisterPages
from tambour.pupitre.web.release_pages import PublicSite, ReleasePages
from tambour.pupitre.web.site_pages import SitePages
from tambour.pupitre.web.text_pages import TextPages
from tambour.pupitre.web.together_pages import TogetherPages
from tambour.pupitre.web.version_pages import VersionPages
from tambour.pupitre.web.week_pages import WeekPages

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}


def application(project: Project, door: Door, lifespan: Lifespan[Starlette] | None = None) -> Starlette:
    """The pupitre of one project. door: who may come in. lifespan: what goes on as long as it is served."""
    pages = PageMaker(project, environment())
    reception = Reception(pages, door)
    answered = (
        Route(route.path, reception.endpoint(route), methods=list(route.methods)) for route in page_routes(pages)
    )
    files = (
        Route("/fichiers/couleurs.css", lambda request: _colours(project)),
        Route("/fichiers/{name:path}", _static),
    )
    return Starlette(
        routes=[
            Route("/", _first_page),
            Route(TOP, _first_page),
            Mount(TOP, routes=[*answered, *reception.own_routes, *files]),
        ],
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=reception.receive)],
        exception_handlers={HTTPException: reception.tell_refusal, 500: reception.tell_failure},
        lifespan=lifespan,
    )


def _first_page(request: Request) -> Response:
    del request
    return RedirectResponse(f"{TOP}/", HTTPStatus.SEE_OTHER)


def page_routes(pages: PageMaker) -> Iterator[PageRoute]:
    """Every page of a pupitre."""
    outgoing, workshop = OutgoingMaker(pages.project), LetterWorkshop(pages.project)
    site = PublicSite(pages.project)
    announcing = DeskAnnouncements(pages, site)
    groups: tuple[PageGroup, ...] = (
        LetterPages(pages, outgoing, site, workshop),  # what they answer comes before what is for any content
        WeekPages(pages, site),
        MonthPages(pages),
        OverviewPages(pages),
        TogetherPages(pages),
        ItemPages(pages, outgoing, site, announcing.of_item),
        AlertPages(pages, outgoing, site),
        ActPages(pages, outgoing, site),
        OutgoingPages(pages, outgoing),
        RegisterPages(pages),
        CreationPages(pages),
        SitePages(pages),
        VersionPages(pages),
        TextPages(pages),
        MediaPages(pages),
        LetterSendingPages(pages, workshop),
        ReleasePages(pages, site),
        AnnouncePages(pages, announcing),
    )
    for group in groups:
        yield from group.routes()


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
