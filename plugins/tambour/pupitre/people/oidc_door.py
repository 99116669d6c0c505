"""People who log in with OpenID Connect."""

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tambour.build.desk_settings import DeskSettings, OpenIdPeople
from tambour.pupitre.people.deeds import Deeds
from tambour.pupitre.people.door import PlainPages, crosses
from tambour.pupitre.people.person import Colleague
from tambour.pupitre.people.provider import Login, Provider, ProviderRefused
from tambour.pupitre.people.roles import RoleBook
from tambour.pupitre.people.sessions import Attempts, DeskSession, Sessions, asker

IN, GO, BACK, OUT, LEFT = "/connexion", "/connexion/aller", "/connexion/retour", "/deconnexion", "/deconnecte"
_UNDER_WAY = 600  # seconds to log in
_TRIES, _TRIES_IN = 20, 300  # logins from one address, seconds
_LOG = logging.getLogger(__name__)


@dataclass
class OidcDoor:
    """People log in at a provider.

    Attributes:
        served, people: the settings.
        top: path of the pupitre.
        provider: where people log in.
        sessions: those that are on.
        key: that nobody else knows.
        book: who may what.
        deeds: where logins are noted.
        clock: tells seconds.
    """

    served: DeskSettings
    people: OpenIdPeople
    top: str
    provider: Provider
    sessions: Sessions
    key: str = field(repr=False)
    book: RoleBook
    deeds: Deeds
    clock: Callable[[], float]

    def __post_init__(self) -> None:
        self._origin = self.served.origin
        self._is_secure = self._origin.startswith("https://")
        self._signer = URLSafeTimedSerializer(self.key, salt="connexion")
        self._attempts = Attempts(_TRIES, _TRIES_IN, self.clock)

    @property
    def stranger(self) -> str:
        """Code of the page for whoever has no session."""
        return "session-finie"

    @property
    def logout(self) -> str:
        """Where a session is ended."""
        return f"{self.top}{OUT}"

    @property
    def cookie(self) -> str:
        """Name of the session's: browsers keep `__Host-` for what this very host has set over TLS."""
        return "__Host-pupitre" if self._is_secure else "pupitre-session"

    @property
    def _login_cookie(self) -> str:
        return "__Host-pupitre-connexion" if self._is_secure else "pupitre-connexion"

    def objection(self, request: Request) -> str:
        """Of another host, or of another site's page."""
        if request.headers.get("host", "") != self._origin.partition("://")[2]:
            return "hote-du-serveur"
        return "origine" if crosses(request, self._origin) else ""

    def person(self, request: Request) -> Colleague | None:
        """Whose session it is, with a role here."""
        session = self._session(request)
        person = self.book.person(session.identity) if session is not None else None
        return person if person is not None and person.roles else None

    def former(self, request: Request) -> tuple[Colleague, str] | None:
        """Whose session it was, and its token: it has ended by itself, and a form of hers must not be lost."""
        session = self.sessions.former(request.cookies.get(self.cookie, ""))
        return (self.book.person(session.identity), session.token) if session is not None else None

    def token(self, request: Request) -> str:
        """Of this session."""
        session = self._session(request)
        return session.token if session is not None else ""

    def _session(self, request: Request) -> DeskSession | None:
        secret = request.cookies.get(self.cookie, "")
        return self.sessions.find(secret) if secret else None

    def welcome(self, request: Request) -> Response | None:
        """To where people log in, and from there to where they wanted to go."""
        if request.method != "GET" or request.headers.get("sec-fetch-mode", "navigate") != "navigate":
            return None
        asked = own_path(f"{request.url.path}?{request.url.query}".rstrip("?"), self.top)
        return RedirectResponse(f"{self.top}{IN}?{urlencode({'vers': asked})}", 303)

    def renew(self, request: Request, answer: Response) -> None:
        """The session is kept on this side."""
        del request, answer

    def routes(self, pages: PlainPages) -> Iterable[Route]:
        """To log in and out."""

        async def begin(request: Request) -> Response:
            asked = own_path(request.query_params.get("vers", ""), self.top)
            where = f"{self.top}{GO}?{urlencode({'vers': asked})}"
            return pages.plain("login.html", where=where, provider=self.people.name)

        async def go(request: Request) -> Response:
            if not self._attempts.may(asker(request, self._proxies)):
                return pages.refusal("trop-d-essais", 429)
            return await run_in_threadpool(self._go, request, pages)

        async def back(request: Request) -> Response:
            if not self._attempts.may(asker(request, self._proxies)):
                return pages.refusal("trop-d-essais", 429)
            return await run_in_threadpool(self._come_back, request, pages)

        async def out(request: Request) -> Response:
            form = await request.form(max_files=0, max_fields=10, max_part_size=1000)
            if not secrets.compare_digest(str(form.get("_jeton", "")).encode(), self.token(request).encode()):
                return pages.refusal("jeton", 403)
            return await run_in_threadpool(self._leave, request, pages)

        async def left(request: Request) -> Response:
            del request
            return pages.plain("logged_out.html", there="", provider=self.people.name)

        yield Route(IN, begin)
        yield Route(GO, go)
        yield Route(BACK, back)
        yield Route(OUT, out, methods=["POST"])
        yield Route(LEFT, left)

    @property
    def _proxies(self) -> tuple[str, ...]:
        return ("127.0.0.1", "::1", self.served.address)

    def _go(self, request: Request, pages: PlainPages) -> Response:
        login = Login(*(secrets.token_urlsafe(48) for _ in range(3)))
        asked = own_path(request.query_params.get("vers", ""), self.top)
        try:
            answer: Response = RedirectResponse(self.provider.address(login), 303)
        except ProviderRefused as refused:
            _LOG.error("pupitre: %s", refused)
            return pages.refusal("fournisseur", 503)
        kept = self._signer.dumps([login.state, login.nonce, login.verifier, asked])
        # Lax: whoever comes back comes from another site.
        answer.set_cookie(self._login_cookie, kept, _UNDER_WAY, httponly=True, secure=self._is_secure, samesite="lax")
        return answer

    def _come_back(self, request: Request, pages: PlainPages) -> Response:
        try:
            *known, asked = self._signer.loads(request.cookies.get(self._login_cookie, ""), max_age=_UNDER_WAY)
        except (BadSignature, ValueError):
            return pages.refusal("connexion-a-refaire", 400)
        login, answer = Login(*known), dict(request.query_params)
        if not secrets.compare_digest(answer.get("state", "").encode(), login.state.encode()):
            return pages.refusal("connexion-a-refaire", 400)
        try:
            identity, id_token = self.provider.identity(login, answer)
        except ProviderRefused as refused:
            _LOG.error("pupitre: %s", refused)
            return self._without_login(pages.refusal("connexion-refusee", 403))
        person = self.book.person(identity)
        if not person.roles:
            self.deeds.note(person, "sans-place")
            who = identity.email or identity.name
            return self._without_login(pages.plain("no_place.html", 403, who=who, siret=identity.siret))
        self.sessions.end(request.cookies.get(self.cookie, ""))  # never the one that somebody may have planted
        secret = self.sessions.begin(identity, id_token)
        self.deeds.note(person, "connexion")
        done = self._without_login(RedirectResponse(own_path(str(asked), self.top), 303))
        longest = self.served.session * 3600
        done.set_cookie(self.cookie, secret, longest, httponly=True, secure=self._is_secure, samesite="lax")
        return done

    def _leave(self, request: Request, pages: PlainPages) -> Response:
        """A page leads on to the provider: browsers let no form lead to another site, not even by a redirect."""
        session = self.sessions.end(request.cookies.get(self.cookie, ""))
        there = ""
        if session is not None:
            self.deeds.note(self.book.person(session.identity), "deconnexion")
            try:
                there = self.provider.logout(
                    session.id_token, secrets.token_urlsafe(32), f"{self._origin}{self.top}{LEFT}"
                )
            except ProviderRefused as refused:
                _LOG.warning("pupitre: %s", refused)
        answer = pages.plain("logged_out.html", there=there, provider=self.people.name)
        answer.delete_cookie(self.cookie, secure=self._is_secure, httponly=True, samesite="lax")
        return answer

    def _without_login(self, answer: Response) -> Response:
        answer.delete_cookie(self._login_cookie, secure=self._is_secure, httponly=True, samesite="lax")
        return answer


def own_path(asked: str, top: str) -> str:
    """A path of the pupitre: the one that was asked for, or its first page for one that leads elsewhere.

    >>> own_path("/pupitre/contenus/?q=lac", "/pupitre"), own_path("//exemple.fr/pupitre/", "/pupitre")
    ('/pupitre/contenus/?q=lac', '/pupitre/')
    """
    parts = urlsplit(asked)
    is_plain = asked.isascii() and asked.isprintable() and "\\" not in asked and "//" not in parts.path
    is_ours = parts.path.startswith(f"{top}/") and not parts.scheme and not parts.netloc
    steps = parts.path.split("/")
    return asked if is_plain and is_ours and ".." not in steps and "." not in steps else f"{top}/"
