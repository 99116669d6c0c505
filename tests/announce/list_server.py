"""A list server that lives in the test: what it takes waits for a moderator, a message that it knows it drops."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from tambour.announce.post_office import Delivery, MailAnswer, MailServer, SealedLetter

LIST = "lettre@listes.exemple.fr"


@dataclass
class ListServer:
    """waiting: messages for the moderator, by their ids."""

    waiting: dict[str, EmailMessage] = field(default_factory=dict)
    handed: int = 0

    def mail(self, server: MailServer, letter: SealedLetter | None = None) -> MailAnswer:
        assert server.password == "mot-de-passe-8c11"
        if letter is None:
            return MailAnswer(Delivery.TAKEN, 250)
        self.handed += 1
        message = cast(EmailMessage, message_from_bytes(letter.data, policy=default))
        assert letter.recipient == message["To"]
        self.waiting.setdefault(message["Message-ID"], message)
        return MailAnswer(Delivery.TAKEN, 250, "2.0.0 Ok: queued")


@contextmanager
def cut_after(after: bytes) -> Iterator[int]:
    """A server that hangs up as soon as it has heard these bytes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def talk() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:  # nobody calls any more
                    return
                with connection:
                    hear(connection)

        def hear(connection: socket.socket) -> None:
            connection.sendall(b"220 ici\r\n")
            heard = b""
            while after not in heard and (said := connection.recv(65536)):
                heard += said
                if after not in heard:
                    connection.sendall(b"354 oui\r\n" if said == b"DATA\r\n" else b"250 oui\r\n")

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)
