"""Who may come in, and what a page may do: one person at one machine, pages that hold nothing of anybody else.

The first address bears a key, which becomes a cookie. Host and Origin are looked at, so that no site that she visits
meanwhile can speak to the pupitre through her browser, under its own name or under another (DNS rebinding).
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import FormData as StarletteForm
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tambour.pupitre.people.door import PlainPages, crosses
from tambour.pupitre.people.person import OWNER, Colleague

COOKIE, KEY, TOKEN = "pupitre", "cle", "_jeton"
TOP = "/pupitre"
_HERE = ("127.0.0.1", "::1")
_OF_PROXIES = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
LONGEST_BODY = 2_500_000  # bytes: a text may have two millions
LONGEST_UPLOAD = 84_000_000  # bytes: two of the heaviest photos at once, with their form
MOST_FILES = 20  # an empty file field counts
_UPLOADS = (f"{TOP}/ecrire/", f"{TOP}/medias/", f"{TOP}/repertoire/")
MOST_FIELDS = 20_000  # a thousand dates, each with its place
# Of each answer but a preview, which has its own: nothing inline, nothing from elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Of a preview: it may look as it likes, and do nothing.
PREVIEW_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
# Of a mail that is looked at: the same, and its pictures are ours, which are shown to whoever may come in.
LETTER_POLICY = PREVIEW_POLICY.replace("sandbox;", "sandbox allow-same-origin;")
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


def lasting_key(folder: Path) -> str:
    """The key of a pupitre: it stays the same, so that a page that is open outlives the server.

    folder: where to keep it, readable by this person alone.
    """
    file = folder / "cle"
    try:
        key = file.read_text("ascii").strip()
    except (OSError, ValueError):
        key = ""
    if len(key) < 32:
        key = secrets.token_urlsafe(32)
        folder.mkdir(parents=True, exist_ok=True)
        spare = file.with_name(f".cle.{os.getpid()}")
        spare.unlink(missing_ok=True)
        with os.fdopen(os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
            stream.write(key)
        spare.replace(file)
    return key


@dataclass(frozen=True)
class Guard:
    """The door of whoever sits at the machine.

    Attributes:
        key: of this pupitre.
        hosts: names under which it may be called, ports included; none: any of ours.
        is_watchful: it is reached by a socket of its own: whoever comes from another machine, or through a proxy, is
            not whoever sits here.
    """

    key: str
    hosts: frozenset[str] = frozenset()
    is_watchful: bool = False

    @property
    def stranger(self) -> str:
        """Code of the page for whoever comes without the key."""
        return "cle"

    @property
    def logout(self) -> str:
        """None: there is no session."""
        return ""

    def former(self, request: Request) -> tuple[Colleague, str] | None:
        """Nobody: there is no session to end."""
        del request
        return None

    def token(self, request: Request) -> str:
        """What each form must bring back."""
        del request
        return self._made_of("jeton")

    def cookie(self) -> str:
        """What a browser shows at each request."""
        return self._made_of("temoin")

    def _made_of(self, purpose: str) -> str:
        return hmac.new(self.key.encode(), purpose.encode(), hashlib.sha256).hexdigest()

    def objection(self, request: Request) -> str:
        """Why a request is not answered; "" when it may be."""
        host = request.headers.get("host", "")
        name = urlsplit(f"//{host}").hostname or ""
        if (self.hosts and host not in self.hosts) or (not self.hosts and name not in ("127.0.0.1", "localhost")):
            return "hote"
        peer = request.client.host if request.client is not None else ""
        if self.is_watchful and (peer not in _HERE or any(name in request.headers for name in _OF_PROXIES)):
            return "sans-compte"
        return "origine" if crosses(request, f"{request.url.scheme}://{host}") else ""

    def person(self, request: Request) -> Colleague | None:
        """Whoever sits at the machine, by her cookie."""
        return OWNER if same_text(request.cookies.get(COOKIE, ""), self.cookie()) else None

    def welcome(self, request: Request) -> Response | None:
        """The answer to the first address; None when its key is none."""
        if request.url.path != f"{TOP}/" or not same_text(request.query_params.get(KEY, ""), self.key):
            return None
        answer = RedirectResponse(f"{TOP}/", 303)
        answer.set_cookie(COOKIE, self.cookie(), max_age=400 * 86400, path=TOP, httponly=True, samesite="strict")
        return answer

    def renew(self, request: Request, answer: Response) -> None:
        """Nothing: her cookie lasts."""
        del request, answer

    def routes(self, pages: PlainPages) -> Iterable[Route]:
        """None: there is no account."""
        del pages
        return ()


def is_ours(form: StarletteForm, token: str) -> bool:
    """Whether a form is one that we gave to whoever sends it."""
    brought = form.get(TOKEN)
    return isinstance(brought, str) and same_text(brought, token)


def same_text(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())


async def read_form(request: Request) -> StarletteForm | None:
    """What was posted; None when it is too much. Files are read at the addresses alone that take some."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > (LONGEST_UPLOAD if is_upload(request) else LONGEST_BODY):
        return None
    most = MOST_FILES if is_upload(request) else 0
    return await request.form(max_files=most, max_fields=MOST_FIELDS, max_part_size=LONGEST_BODY)


def is_upload(request: Request) -> bool:
    """Whether files may be sent with a request."""
    is_form = request.headers.get("content-type", "").startswith("multipart/")
    return is_form and request.url.path.startswith(_UPLOADS)
