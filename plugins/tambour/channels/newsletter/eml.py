"""A letter as a message (RFC 5322): both its versions, ready to be opened, looked at and sent by a mail client."""

from binascii import b2a_qp
from email.header import Header
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from functools import lru_cache

from tambour.channels import digest
from tambour.model.letters.edition import Edition
from tambour.model.territory import Territory

_LINE = "\r\n"


def message(
    edition: Edition, territory: Territory, html: str, text: str, *, sender: str, list_id: str, unsubscribe: str
) -> bytes:
    """Message with CRLF line ends, multipart/alternative, quoted-printable (RFC 2045 §6.7): lines of 76 at most.

    Its Message-ID follows from the letter's id, its Date is the letter's. X-Unsent opens it as a draft in Outlook and
    Thunderbird. List-Id: RFC 2919; List-Unsubscribe: RFC 2369.
    """
    boundary = f"=_tambour_{digest(edition.letter, edition.commune)[:32]}"
    number = ".".join(filter(None, ("lettre", edition.letter, edition.commune)))
    headers = {
        "Subject": edition.subject,
        "From": formataddr((territory.label, sender)),
        "Date": format_datetime(edition.sent_at),
        "Message-ID": f"<{number}@{territory.domain}>",
        "List-Id": f"{territory.label} <{list_id}>",
        "List-Unsubscribe": f"<{unsubscribe}>",
        "Content-Language": edition.language,
        "X-Unsent": "1",
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="{boundary}"',
    }
    head = "".join(_folded(name, value) for name, value in headers.items())
    parts = "".join(f"--{boundary}\r\n{_part(*part)}\r\n" for part in (("plain", text), ("html", html)))
    return f"{head}\r\n{parts}--{boundary}--\r\n".encode("ascii")


@lru_cache(maxsize=256)
def _folded(name: str, value: str) -> str:
    """A header with its line ends; words that are not ASCII encoded (RFC 2047). Most are those of the last message."""
    if name == "Subject" and "=?" in value:  # what looks encoded must be (§7); the library would let it pass
        return f"{name}: {Header(value, 'utf-8', header_name=name).encode(linesep=_LINE)}{_LINE}"
    folded: str = SMTP.fold(*SMTP.header_store_parse(name, value))
    return folded


def _part(subtype: str, text: str) -> str:
    """One version. Put together here: the library's generator and encoder take ten times as long."""
    lines = b2a_qp(text.encode(), istext=True).decode("ascii").splitlines()
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    return head + "\r\n".join(lines)
