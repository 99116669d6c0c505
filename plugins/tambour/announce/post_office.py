"""The other door: a message handed to a mail server (RFC 5321), and what is known of it then.

SMTP cannot be asked afterwards: once the server was told the whole message, what cuts the answer short leaves nobody
knowing. Before that, nothing has left.
"""

import errno
import smtplib
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, StrEnum
from http.client import HTTPException
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol

_TIMEOUT = 60  # seconds of one answer
_GO_ON, _TAKEN = 354, 250


_OFFLINE = "ce serveur ne se trouve pas, ou cette machine n'est pas en ligne"
_CUT = "la connexion a été coupée avant la réponse"
_TROUBLES: Mapping[type[Exception], tuple[str, bool]] = MappingProxyType(
    {
        socket.gaierror: (_OFFLINE, False),
        ConnectionRefusedError: ("aucun serveur ne répond à cette adresse", False),
        TimeoutError: ("rien n'a répondu à temps", True),
        smtplib.SMTPNotSupportedError: ("ce serveur ne sait pas chiffrer ainsi, ou n'ouvre pas de compte", False),
        smtplib.SMTPServerDisconnected: (_CUT, True),
        ConnectionError: (_CUT, True),
        HTTPException: (_CUT, True),
    }
)


def trouble_fr(error: Exception) -> tuple[str, bool]:
    """What went wrong with a connection, in French where it is usual; and whether anybody may have heard us."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"son certificat n'est pas accepté ({getattr(error, 'verify_message', '') or error})", False
    if isinstance(error, OSError) and error.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH):
        return _OFFLINE, False
    known = next((said for kind, said in _TROUBLES.items() if isinstance(error, kind)), None)
    return known or (str(error) or type(error).__name__, True)


class Encryption(StrEnum):
    """starttls: asked for once connected, and demanded. tls: from the beginning. none: nobody else is on the way."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "aucun"


@dataclass(frozen=True)
class MailServer:
    """user: "" where it lets this machine in without one. authority: that vouches for it, instead of the known ones."""

    host: str
    port: int
    encryption: Encryption
    user: str = ""
    password: str = ""
    authority: Path | None = None


class SealedLetter(NamedTuple):
    """A message, as it leaves. data: with CRLF line ends."""

    sender: str
    recipient: str
    data: bytes


class Delivery(Enum):
    """taken: the server answers for it. kept: it did not take it. away: it was not reached. lost: nobody knows."""

    TAKEN = 0
    KEPT = 1
    AWAY = 2
    LOST = 3


class MailAnswer(NamedTuple):
    """code: of SMTP; 0 for none. words: of the server, or of what went wrong. of_address: it is one that is refused."""

    delivery: Delivery
    code: int = 0
    words: str = ""
    of_address: bool = False


class PostOffice(Protocol):
    """How messages leave."""

    def mail(self, server: MailServer, letter: SealedLetter | None = None) -> MailAnswer:
        """Hand a letter over; without one, see whether the server lets us in."""


class _Refusal(Exception):
    def __init__(self, code: int, words: bytes) -> None:
        super().__init__()
        self.code, self.words = code, words.decode("utf-8", "replace")


def hand_over(server: MailServer, letter: SealedLetter | None = None) -> MailAnswer:
    """As `PostOffice.mail`, by the network."""
    is_told = is_addressed = False
    try:
        with _session(server) as smtp:
            if letter is None:
                return MailAnswer(Delivery.TAKEN, _TAKEN)
            _expect(smtp.mail(letter.sender, [f"size={len(letter.data)}"] if smtp.has_extn("size") else []))
            _expect(smtp.rcpt(letter.recipient))
            is_addressed = True
            _expect(smtp.docmd("DATA"), _GO_ON)
            is_told = True
            smtp.send(_with_dots(letter.data))
            code, words = smtp.getreply()
        if code < _TAKEN // 100 * 100:  # no code of an answer: somebody else speaks
            return MailAnswer(Delivery.LOST, code, words.decode("utf-8", "replace"))
        return MailAnswer(Delivery.TAKEN if code == _TAKEN else Delivery.KEPT, code, words.decode("utf-8", "replace"))
    except _Refusal as refusal:
        return MailAnswer(Delivery.KEPT, refusal.code, refusal.words, not is_addressed)
    except smtplib.SMTPResponseException as error:
        delivery = Delivery.LOST if is_told else Delivery.KEPT
        return MailAnswer(delivery, error.smtp_code, _text(error.smtp_error))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return MailAnswer(Delivery.LOST if is_told else Delivery.AWAY, 0, trouble_fr(error)[0])


@contextmanager
def _session(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A conversation, as far as whom we are; whatever goes wrong while it is ended does not matter any more."""
    tls = ssl.create_default_context(cafile=server.authority)
    if server.encryption is Encryption.TLS:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=tls)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.encryption is Encryption.STARTTLS:
            smtp.starttls(context=tls)
            smtp.ehlo()
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp
    finally:
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
        smtp.close()


def _expect(answer: tuple[int, bytes], wanted: int = _TAKEN) -> None:
    """wanted: or any other of its hundred."""
    if answer[0] // 100 != wanted // 100:
        raise _Refusal(*answer)


def _text(words: bytes | str) -> str:
    return words if isinstance(words, str) else words.decode("utf-8", "replace")


def _with_dots(data: bytes) -> bytes:
    """The message with its end (RFC 5321 § 4.5.2)."""
    body = data if data.endswith(b"\r\n") else data + b"\r\n"
    return (b"." if body.startswith(b".") else b"") + body.replace(b"\r\n.", b"\r\n..") + b".\r\n"
