"""The reception: who is let in to which page, what a form has to prove, and what is told of what goes wrong."""

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tambour.model.kinds import FOLDERS, REGISTERS
from tambour.model.problems import Refused
from tambour.pupitre.forms.data import FILE, FormData, UploadedFile
from tambour.pupitre.people.door import Door
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.visit import Visit, during
from tambour.pupitre.web import alert_pages
from tambour.pupitre.web.guards import HEADERS, TOKEN, TOP, is_ours, is_upload, read_form
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.register_editing import entry_key
from tambour.pupitre.web.register_pages import NEW
from tambour.pupitre.web.site_pages import MENUS_KEY

_LOG = logging.getLogger(__name__)
_OPEN, _WRITE = f"{TOP}/fichiers/", f"{TOP}/ecrire/"
_NEW_ALERT = f"{TOP}/{alert_pages.PAGE}"

Endpoint = Callable[[Request], Awaitable[Response]]


class Reception:
    """Of one pupitre. pages: what makes them. door: who may come in."""

    def __init__(self, pages: PageMaker, door: Door) -> None:
        self._pages, self._door = pages, door
        self.own_routes = [*door.routes(pages)]
        self._open_to_all = {f"{TOP}{route.path}" for route in self.own_routes}

    async def receive(self, request: Request, go_on: Endpoint) -> Response:
        """What a request gets: its page for whoever may come in, else why there is none."""
        path, door = request.url.path, self._door
        answer: Response
        if objection := door.objection(request):
            answer = self._pages.refusal(objection, HTTPStatus.FORBIDDEN)
        elif path.startswith(_OPEN) or path in self._open_to_all:
            answer = await go_on(request)
        elif (person := door.person(request)) is not None:
            request.state.person = person
            answer = await go_on(request)
            door.renew(request, answer)
        else:
            kept = door.welcome(request) or await self._keep_form(request)
            answer = kept or self._pages.refusal(door.stranger, HTTPStatus.FORBIDDEN)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    def endpoint(self, route: PageRoute) -> Endpoint:
        """What answers an address, for whoever has been let in."""

        async def answer(request: Request) -> Response:
            one = Visit(request.state.person, self._door.token(request), self._door.logout, self._pages.project.deeds)
            if not one.person.may(route.right):
                if route.path == "/" and one.person.may(Right.PROPOSE):  # the first page of whoever only proposes
                    return RedirectResponse(_WRITE, HTTPStatus.SEE_OTHER)
                raise HTTPException(HTTPStatus.NOT_FOUND)  # not even that there is something
            with during(one):
                return await self._answer(route, request, one.token)

        return answer

    async def _answer(self, route: PageRoute, request: Request, token: str) -> Response:
        data = FormData()
        if request.method == "POST":
            form = await read_form(request)
            if form is None:
                why = "trop-lourd" if is_upload(request) else "trop-long"
                return self._pages.refusal(why, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            if not is_ours(form, token):
                return self._pages.refusal("jeton", HTTPStatus.FORBIDDEN)
            data = form_data(form.multi_items())
        try:
            return await run_in_threadpool(route.answer, request, data)
        except Refused as refused:
            return self._pages.project_refused(refused)

    async def _keep_form(self, request: Request) -> Response | None:
        """A form that comes after its session has ended is kept for whoever wrote it, until she is back."""
        former, key = self._door.former(request), unsaved_key(request.url.path)
        if request.method != "POST" or former is None or not key:
            return None
        form = await read_form(request)
        if form is None or not is_ours(form, former[1]):
            return None
        forms, now = self._pages.unsaved_forms(former[0]), self._pages.project.now()
        await run_in_threadpool(forms.keep, key, form_data(form.multi_items()), now)
        return RedirectResponse(f"{request.url.path}?reprendre=oui", HTTPStatus.SEE_OTHER)

    async def tell_refusal(self, request: Request, error: Exception) -> Response:
        """There is no such page, or a request that is none."""
        del request
        code = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
        if code in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED):  # both alike, to whoever tries
            return self._pages.refusal("introuvable", HTTPStatus.NOT_FOUND)
        return self._pages.refusal("demande", code)

    async def tell_failure(self, request: Request, error: Exception) -> Response:
        """A fault of ours."""
        _LOG.exception("pupitre: %s", request.url.path, exc_info=error)
        return self._pages.refusal("panne", HTTPStatus.INTERNAL_SERVER_ERROR)


def unsaved_key(path: str) -> str:
    """What the form of an address is kept under, as its page does; "" for an address without one."""
    area, _, rest = path.removeprefix(f"{TOP}/").partition("/")
    of, _, name = rest.partition("/")
    if path == _NEW_ALERT:
        return alert_pages.KEY
    if area == "ecrire" and of in FOLDERS:
        return f"{of}/{name}"
    register = next((one for one in REGISTERS.values() if one.file == f"{of}.yaml"), None)
    if area == "repertoire" and register is not None and name and "/" not in name:
        return entry_key(register, "" if name == NEW else name)
    return MENUS_KEY if (area, rest) == ("menus", "") else ""


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
