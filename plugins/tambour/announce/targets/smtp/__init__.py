"""A list server (Sympa, Mailman): an edition of a letter is a message to the list, whose moderator lets it go.

Mail cannot be asked what became of it, nor changed, nor taken back. A message has an identity of its edition's
(`Message-ID`): it is the same however often it is sent. Where nobody knows whether it left, people look and say so.
"""

from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import cast

from tambour.announce.contract import AnnounceTarget, Message, TargetRefusal, TokenRight
from tambour.announce.letter_tools import edition_of
from tambour.announce.post_office import Delivery, Encryption, MailAnswer, MailServer, PostOffice, SealedLetter
from tambour.announce.speech import LETTERS
from tambour.announce.targets.smtp.settings import SmtpSettings
from tambour.model.announce_lines import NetworkTrouble, RemotePost

_LATER = range(400, 500)  # RFC 5321 § 4.2.1: not now
_WAIT = 900  # seconds; SMTP does not say how long
_WHO = (530, 534, 535, 538)  # RFC 4954 § 6: who we are is not enough


class Smtp(AnnounceTarget):
    """One mail server."""

    Settings = SmtpSettings
    label = "Liste de diffusion"
    network = "sympa"
    channel = LETTERS
    secret = "PASSWORD"  # noqa: S105 — what it is called, not what it is
    answers = False
    publishes = False
    removes = False
    tells = False

    def takes(self, commune: str) -> bool:
        return not commune or commune in self._own.by_commune

    def rights(self) -> Sequence[TokenRight]:
        _refuse_unless_taken(self._office.mail(self._mail_server))
        way = "sans chiffrement" if self._own.encryption is Encryption.NONE else "chiffrée"
        who = f"au compte « {self._own.user} »" if self._own.user else "sans compte"
        return [
            TokenRight(f"le serveur s'ouvre {who}, par une connexion {way} ; rien ne lui a été remis", granted=True),
            TokenRight(
                "rien d'ici ne dit que les listes sont modérées : vérifiez-le là-bas, avant la première lettre",
                granted=True,
                needed=False,
            ),
        ]

    def find(self, message: Message) -> RemotePost | None:
        """Nothing: mail cannot be asked."""
        return None

    def trace(self, message: Message) -> RemotePost:
        edition = edition_of(message)
        return RemotePost(f"<{edition.key}@{edition.sender.rpartition('@')[2]}>", self._list(message))

    def post(self, message: Message) -> RemotePost:
        letter = SealedLetter(edition_of(message).sender, self._list(message), self._envelope(message))
        answer = self._office.mail(self._mail_server, letter)
        if answer.delivery is Delivery.LOST:
            raise TargetRefusal(NetworkTrouble.UNSURE, answer.words)
        _refuse_unless_taken(answer)
        return self.trace(message)

    def _list(self, message: Message) -> str:
        commune = edition_of(message).commune
        return self._own.by_commune[commune] if commune else self._own.to

    def _envelope(self, message: Message) -> bytes:
        """Both versions (RFC 2046 § 5.1.4), in the same bytes however often it is made."""
        edition = edition_of(message)
        mail = EmailMessage(SMTP)
        mail["From"] = Address(edition.sender_name, addr_spec=edition.sender)
        mail["To"] = self._list(message)
        mail["Subject"] = edition.subject
        mail["Date"] = format_datetime(message.at)
        mail["Message-ID"] = self.trace(message).id
        mail.set_content(message.text, cte="quoted-printable")
        mail.add_alternative(edition.html, subtype="html", cte="quoted-printable")
        mail["Content-Language"] = message.language
        mail.set_boundary(f"=_tambour_{edition.key}")
        return mail.as_bytes()

    @property
    def _mail_server(self) -> MailServer:
        own = self._own
        return MailServer(own.host, own.port, own.encryption, own.user or "", self._secret, own.authority)

    @property
    def _office(self) -> PostOffice:
        return cast(PostOffice, self._web)

    @property
    def _own(self) -> SmtpSettings:
        return cast(SmtpSettings, self.settings)


TARGET = Smtp


def _refuse_unless_taken(answer: MailAnswer) -> None:
    if answer.delivery is Delivery.TAKEN:
        return
    words = " ".join(filter(None, (str(answer.code or ""), " ".join(answer.words.split()))))
    if answer.delivery is Delivery.AWAY:
        raise TargetRefusal(NetworkTrouble.AWAY, words)
    if answer.code in _WHO:
        raise TargetRefusal(NetworkTrouble.DENIED, words)
    if answer.code in _LATER:
        raise TargetRefusal(NetworkTrouble.BUSY, words, _WAIT)
    if answer.of_address:
        raise TargetRefusal(NetworkTrouble.ADDRESS, words)
    raise TargetRefusal(NetworkTrouble.REFUSED, words)
