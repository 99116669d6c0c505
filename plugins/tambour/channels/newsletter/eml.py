"""A letter as a message (RFC 5322): both its versions, ready to be opened, looked at and sent by a mail client."""

import re
from binascii import b2a_qp
from email.header import Header
from email.policy import SMTP
from email.utils import format_datetime, quote
from functools import lru_cache

from tambour.channels import digest
from tambour.model.letters.edition import Edition
from tambour.model.territory import Territory

_LINE = "\r\n"
_WIDEST = 78  # characters of a line, wherever it can be (RFC 5322 §2.1.1)
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")  # RFC 5322 §3.2.3
# In these an encoded word would be read as it stands: they are not free text (RFC 2047 §5), but ids and addresses.
_STRUCTURED = ("Message-ID", "List-Id", "List-Unsubscribe", "From", "Content-Language")


def message(
    edition: Edition, territory: Territory, html: str, text: str, *, sender: str, list_id: str, unsubscribe: str
) -> bytes:
    """Message with CRLF line ends, multipart/alternative, quoted-printable (RFC 2045 §6.7): lines of 76 at most.

    sender, list_id, unsubscribe: in ASCII. Its Message-ID follows from the letter's id, its Date is the letter's.
    X-Unsent opens it as a draft in Outlook and Thunderbird. List-Id: RFC 2919; List-Unsubscribe: RFC 2369.
    """
    boundary = f"=_tambour_{digest(edition.letter, edition.commune)[:32]}"
    number = ".".join(filter(None, ("lettre", edition.letter, edition.commune)))
    headers = {
        "Subject": edition.subject,
        "From": f"{_phrase(territory.label)} <{sender}>",
        "Date": format_datetime(edition.sent_at),
        "Message-ID": f"<{number}@{territory.domain}>",
        "List-Id": f"{_phrase(territory.label)} <{list_id}>",
        "List-Unsubscribe": f"<{unsubscribe}>",
        "Content-Language": edition.language,
        "X-Unsent": "1",
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="{boundary}"',
    }
    head = "".join(_fold(name, value) for name, value in headers.items())
    parts = "".join(f"--{boundary}\r\n{_part(*part)}\r\n" for part in (("plain", text), ("html", html)))
    return f"{head}\r\n{parts}--{boundary}--\r\n".encode("ascii")


@lru_cache(maxsize=256)
def _fold(name: str, value: str) -> str:
    """A header with its line ends; words that are not ASCII encoded (RFC 2047). Most are those of the last message."""
    if name == "Subject" and "=?" in value:  # what looks encoded must be (§7); the library would let it pass
        return f"{name}: {Header(value, 'utf-8', header_name=name).encode(linesep=_LINE)}{_LINE}"
    if name in _STRUCTURED:
        return f"{name}:{_unbroken(value, len(name) + 1)}{_LINE}"
    folded: str = SMTP.fold(*SMTP.header_store_parse(name, value))
    return folded


def _unbroken(value: str, column: int) -> str:
    """A structured value after its name, on a line of its own where it is too long; what is in `<>` stays whole."""
    phrase, sign, address = value.rpartition("<")
    if not phrase:
        return f" {value}" if column + 1 + len(value) <= _WIDEST else f"{_LINE} {value}"
    last = len(phrase.rpartition(_LINE)[2]) + (0 if _LINE in phrase else column + 1)
    return f" {phrase.rstrip()}{' ' if last + len(address) + 1 <= _WIDEST else _LINE + ' '}{sign}{address}"


def _phrase(name: str) -> str:
    """A name before an address: words, or quoted, or encoded (RFC 5322 §3.2.5, RFC 2047 §5)."""
    if not name.isascii() or "=?" in name:
        return Header(name, "utf-8", header_name="List-Id").encode(linesep=_LINE)
    return name if _ATOMS.fullmatch(name) else f'"{quote(name)}"'


def _part(subtype: str, text: str) -> str:
    """One version. Put together here: the library's generator and encoder take ten times as long."""
    lines = b2a_qp(text.encode(), istext=True).decode("ascii").splitlines()
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    return head + "\r\n".join(lines)
