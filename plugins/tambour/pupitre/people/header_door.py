"""People who are recognised by a proxy in front: it says in a header of each request who asks."""

import hashlib
import hmac
from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tambour.build.desk_settings import DeskSettings, HeaderPeople
from tambour.model.conversions import printable
from tambour.pupitre.people.door import PlainPages, crosses
from tambour.pupitre.people.person import Colleague
from tambour.pupitre.people.roles import Identity, RoleBook, digits_of

OUT = "/deconnexion"


class HeaderDoor:
    """served, people: the settings. top: path of the pupitre. key: that nobody else knows. book: who may what."""

    def __init__(self, served: DeskSettings, people: HeaderPeople, top: str, key: str, book: RoleBook) -> None:
        self._served, self._people, self._top, self._key, self._book = served, people, top, key, book
        self._names = tuple(name for name in (people.email, people.name, people.siret) if name is not None)

    @property
    def stranger(self) -> str:
        """Code of the page for whom nobody expects."""
        return "sans-place"

    @property
    def logout(self) -> str:
        """Where the proxy ends a session; "" where it does not say."""
        return f"{self._top}{OUT}" if self._people.logout is not None else ""

    def former(self, request: Request) -> tuple[Colleague, str] | None:
        """Nobody: the proxy keeps the sessions."""
        del request
        return None

    def objection(self, request: Request) -> str:
        """Of another host, of another site's page, or with headers that no proxy of ours has set."""
        if request.headers.get("host", "") != self._served.origin.partition("://")[2]:
            return "hote-du-serveur"
        if crosses(request, self._served.origin):
            return "origine"
        is_told = any(name in request.headers for name in self._names)
        is_double = any(len(request.headers.getlist(name)) > 1 for name in self._names)
        peer = request.client.host if request.client is not None else ""
        return "en-tete" if is_double or (is_told and peer not in self._people.proxies) else ""

    def person(self, request: Request) -> Colleague | None:
        """Whom the proxy names, with a role here."""
        email = self._header(request, self._people.email)
        if not email:
            return None
        siret = digits_of(self._header(request, self._people.siret)) if self._people.siret else ""
        person = self._book.person(Identity(email.casefold(), self._header(request, self._people.name), email, siret))
        return person if person.roles else None

    @staticmethod
    def _header(request: Request, name: str) -> str:
        """A header; proxies write it in UTF-8, as most do, or in what HTTP once was."""
        told = request.headers.get(name, "").encode("latin-1")
        try:
            text = told.decode("utf-8")
        except UnicodeDecodeError:
            text = told.decode("latin-1")
        return " ".join(printable(text).split())[:200]

    def token(self, request: Request) -> str:
        """Of one person, as long as the pupitre has its key."""
        email = self._header(request, self._people.email).casefold()
        return hmac.new(self._key.encode(), f"jeton {email}".encode(), hashlib.sha256).hexdigest()

    def welcome(self, request: Request) -> Response | None:
        """Nobody is welcome whom the proxy does not name."""
        del request
        return None

    def renew(self, request: Request, answer: Response) -> None:
        """The proxy keeps the session."""
        del request, answer

    def routes(self, pages: PlainPages) -> Iterable[Route]:
        """Where the proxy ends a session, if it says where."""
        del pages
        if (address := self._people.logout) is not None:
            yield Route(OUT, lambda request: RedirectResponse(address, 303), methods=["POST"])
