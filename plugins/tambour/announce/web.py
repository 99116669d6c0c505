"""The only door to the networks: one request, one answer, with what went wrong told as the contract tells it."""

import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any, NamedTuple, Protocol

from tambour.announce.post_office import MailAnswer, MailServer, SealedLetter, hand_over, trouble_fr

_TIMEOUT = 30  # seconds of one request
_MOST = 4_000_000  # bytes of an answer
_AGENT = "Tambour-annoncer"
_INSTANTS = 1e9  # no server has one wait for 30 years


@dataclass(frozen=True)
class WebAnswer:
    """status: 0 when there was none; words then say why. headers: by lower-case name. reached: whether anybody may have
    heard what was asked.
    """

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    reached: bool = True

    @property
    def is_fine(self) -> bool:
        """Whether what was asked was done."""
        return 200 <= self.status < 300

    @property
    def may_be_done(self) -> bool:
        """Whether what was asked may have been done although it is not said so."""
        return self.reached and (self.status == 0 or self.status >= 500)

    def json(self) -> Any:
        """What it holds; {} when that is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return {}

    @property
    def wait(self) -> float:
        """Seconds to wait before asking again, as servers say it in their several ways; 0 when they do not.

        An instant is held against the server's own clock, which tells it in the same answer: ours may be wrong.
        """
        now = _instant(self.headers.get("date", ""))
        for name in ("retry-after", "ratelimit-reset", "x-ratelimit-reset"):
            if seconds := _seconds(self.headers.get(name, ""), now):
                return seconds
        return 0


class SentFile(NamedTuple):
    """A file, as a form sends it (RFC 7578)."""

    name: str
    media_type: str
    data: bytes

    def form(self, fields: Mapping[str, str]) -> tuple[str, bytes]:
        """The type of the request, and its body: texts, then the file."""
        boundary = secrets.token_hex(16)
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n'
            f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n".encode()
            for name, text in fields.items()
        ]
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{self.name}"\r\n'
            f"Content-Type: {self.media_type}\r\n\r\n"
        )
        parts += [head.encode(), self.data, f"\r\n--{boundary}--\r\n".encode()]
        return f"multipart/form-data; boundary={boundary}", b"".join(parts)


class Web(Protocol):
    """How requests leave."""

    def ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> WebAnswer:
        """One request; no answer is an answer, too."""


class Internet:
    """By HTTP. A redirect is not followed: a token is for the server that was named, and no other."""

    def __init__(self) -> None:
        self._opener = urllib.request.build_opener(_NoRedirect)

    def mail(self, server: MailServer, letter: SealedLetter | None = None) -> MailAnswer:
        """Hand a letter to a mail server, or see whether it lets us in."""
        return hand_over(server, letter)

    def ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> WebAnswer:
        told = {"User-Agent": _AGENT, **headers}
        request = urllib.request.Request(url, body, told, method=method)  # noqa: S310 — the settings take http(s) alone
        try:
            with self._opener.open(request, timeout=_TIMEOUT) as answer:
                return WebAnswer(answer.status, answer.read(_MOST), _lower(answer.headers))
        except urllib.error.HTTPError as error:
            with error:
                return WebAnswer(error.code, _body_of(error), _lower(error.headers))
        except (OSError, HTTPException, ValueError) as error:
            cause = getattr(error, "reason", None)
            return silence_of(cause if isinstance(cause, Exception) else error)


def silence_of(error: Exception) -> WebAnswer:
    """What came instead of an answer."""
    words, reached = trouble_fr(error)
    return WebAnswer(0, words=words, reached=reached)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """None: the redirect itself is the answer."""


def _body_of(error: urllib.error.HTTPError) -> bytes:
    try:
        return error.read(_MOST)
    except (OSError, HTTPException):
        return b""


def _lower(headers: Any) -> Mapping[str, str]:
    return {str(name).lower(): str(value) for name, value in headers.items()}


def _seconds(said: str, now: float | None) -> float:
    """Of a number of seconds, an instant since 1970, an HTTP date (RFC 9110 § 10.2.3) or an ISO one; 0 for none."""
    number: float | None = None
    with suppress(ValueError):
        number = float(said)
        if number < _INSTANTS:
            return max(0.0, number)
    at = number if number is not None else _instant(said)
    return max(0.0, at - now) if at is not None and now is not None else 0


def _instant(said: str) -> float | None:
    """Seconds since 1970 of a date."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError, TypeError):
            at = read(said)
            return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    return None
