"""What there is: everything that was written, found by its words, and what can be written."""

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Mount

from tambour.model.kinds import FOLDERS, KINDS
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.messages import together
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.scope import choices_of, may_begin, sheets_of
from tambour.pupitre.people.visit import visit
from tambour.pupitre.web import listing
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.page_maker import PageMaker, PageRoute


class OverviewPages:
    """Of one pupitre."""

    def __init__(self, pages: PageMaker) -> None:
        self._pages = pages

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute("/contenus/", self.contents, right=Right.READ)
        yield PageRoute("/choix/{target}", self.choices, right=Right.PROPOSE)
        yield PageRoute("/ecrire/", self.kinds, right=Right.PROPOSE)

    def contents(self, request: Request, data: FormData) -> Response:
        """Everything, or what was looked for."""
        del data
        asked = {name: request.query_params.get(name, "").strip() for name in ("q", "nature", "etat", "page")}
        number = int(asked["page"]) if asked["page"].isdecimal() and len(asked["page"]) < 6 else 1
        written = self._pages.project.look()
        found = listing.find(written, asked["q"], asked["nature"], asked["etat"], number)
        is_all = not asked["nature"] and not asked["etat"] and number == 1
        records = listing.find_records(written, asked["q"]) if is_all else []

        def link(**changed: object) -> str:
            query = {name: value for name, value in {**asked, "page": "", **changed}.items() if value}
            return f"{TOP}/contenus/" + (f"?{urlencode(query)}" if query else "")

        return self._pages.show(
            "contents.html",
            "contenus",
            found=found,
            asked=asked,
            link=link,
            kinds=KINDS,
            states=list(listing.states()),
            gestures=together.GESTURES if visit().person.may(Right.WRITE) else {},
            topics=self._pages.project.choices().of("topic"),
            communes=self._pages.project.choices().of("commune"),
            done=int(done) if (done := request.query_params.get("fait", "")).isdecimal() and len(done) < 4 else 0,
            gone=[path for path in request.query_params.getlist("parti") if path.partition("/")[0] in FOLDERS],
            records=[(record, _is_served(request, record.place)) for record in records],
        )

    def kinds(self, request: Request, data: FormData) -> Response:
        """What can be written."""
        del data
        kinds = {name: kind for name, kind in KINDS.items() if may_begin(visit().person, kind.model)}
        if not visit().person.may(Right.READ):
            written = self._pages.project.look()
            lines = [listing.line_of(written, sheet) for sheet in sheets_of(visit().person, written)]
            is_deleted = request.query_params.get("fait") == together.DELETE
            return self._pages.show("proposals.html", "ecrire", kinds=kinds, lines_waiting=lines, is_deleted=is_deleted)
        return self._pages.show("kinds.html", "ecrire", kinds=kinds)

    def choices(self, request: Request, data: FormData) -> Response:
        """What a field may name, looked for: where there is too much of it for a form."""
        del data
        project, target = self._pages.project, request.path_params["target"]
        choices = choices_of(project.choices(), visit().person, project.look())
        if target not in choices.targets:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        query = request.query_params.get("q", "").strip()
        found = choices.find(target, query)
        return self._pages.show("choices.html", "contenus", target=target, query=query, found=found)


def _is_served(request: Request, place: str) -> bool:
    """Whether the pupitre has a page at an address under its own."""
    scope = {"type": "http", "method": "GET", "path": f"/{place}", "root_path": ""}
    mounts = [route for route in request.app.routes if isinstance(route, Mount)]
    return any(route.matches(scope)[0] is Match.FULL for mount in mounts for route in mount.routes)
