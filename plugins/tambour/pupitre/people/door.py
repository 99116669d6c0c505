"""What stands between a request and the pages: whether it is answered at all, and who asks."""

from collections.abc import Iterable
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tambour.pupitre.people.person import Colleague

SAFE = ("GET", "HEAD")


class PlainPages(Protocol):
    """Pages that ask nothing of the project."""

    def plain(self, name: str, code: int = 200, /, **values: object) -> Response:
        """A page. name: of its template."""

    def refusal(self, why: str, code: int) -> Response:
        """A page that says why there is none. why: code of a refusal."""


class Door(Protocol):
    """One way to recognise people."""

    @property
    def stranger(self) -> str:
        """Code of the page that says to somebody unknown what to do."""

    @property
    def logout(self) -> str:
        """Address where a session is ended; "" where there is none to end."""

    def former(self, request: Request) -> tuple[Colleague, str] | None:
        """Whose session it was that has ended by itself, and the token of its forms; None for none."""

    def objection(self, request: Request) -> str:
        """Why a request is answered to nobody, whoever asks; "" when it may be."""

    def person(self, request: Request) -> Colleague | None:
        """Who asks; None: nobody that is known."""

    def token(self, request: Request) -> str:
        """What each form of whoever asks must bring back."""

    def welcome(self, request: Request) -> Response | None:
        """What somebody unknown is answered instead of a refusal; None for a refusal."""

    def renew(self, request: Request, answer: Response) -> None:
        """Let an answer bear what the next request will be recognised by."""

    def routes(self, pages: PlainPages) -> Iterable[Route]:
        """Addresses that are open to strangers: to log in, to log out. pages: what shows theirs."""


def crosses(request: Request, origin: str) -> bool:
    """Whether a request that changes something comes from a page of another site. origin: ours, `https://…`."""
    if request.method in SAFE:
        return False
    told = request.headers.get("origin")
    if told is not None:
        return told != origin
    return request.headers.get("sec-fetch-site", "same-origin") != "same-origin"
