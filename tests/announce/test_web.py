"""The one door: what a server says of when to come back, and where a token never goes."""

import errno
import http.client
import http.server
import socket
import ssl
import threading
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from tambour.announce.contract import refusal_of
from tambour.announce.web import Internet, WebAnswer, silence_of
from tambour.model.announce_lines import NetworkTrouble

THEN = datetime(2026, 12, 1, 8, 5, tzinfo=UTC)
DATE = {"date": "Tue, 01 Dec 2026 08:00:00 GMT"}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120),
        ({"retry-after": format_datetime(THEN, usegmt=True)}, 300),
        ({"x-ratelimit-reset": "2026-12-01T08:05:00.000000Z"}, 300),
        ({"ratelimit-reset": str(int(THEN.timestamp()))}, 300),
        ({"retry-after": "bientôt"}, 0),
        ({"retry-after": "-5"}, 0),
        ({}, 0),
    ],
)
def test_when_to_come_back_is_read_by_the_clock_of_the_server(headers, seconds):
    assert WebAnswer(429, headers=DATE | headers).wait == seconds


def test_a_redirect_is_an_answer_and_a_token_does_not_follow_it():
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.send_response(307)
            self.send_header("Location", "/ailleurs")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        answer = Internet().ask("POST", f"http://127.0.0.1:{server.server_port}/ici", {"Authorization": "x"}, b"{}")
        server.shutdown()

    assert (answer.status, asked) == (307, ["/ici"])


def test_nobody_there_is_an_answer_that_says_why():
    answer = Internet().ask("GET", "http://127.0.0.1:9/", {})

    assert (answer.status, answer.words) == (0, "aucun serveur ne répond à cette adresse")
    assert not answer.may_be_done, "nobody heard what was asked"


@pytest.mark.parametrize(
    ("error", "reached"),
    [
        (socket.gaierror(-2, "Name or service not known"), False),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), False),
        (ssl.SSLCertVerificationError(1, "certificate verify failed"), False),
        (TimeoutError("timed out"), True),
        (ConnectionResetError(104, "Connection reset by peer"), True),
        (http.client.RemoteDisconnected("Remote end closed connection without response"), True),
    ],
)
def test_what_kept_a_request_from_being_heard_is_known_from_what_may_have_cut_the_answer(error, reached):
    answer = silence_of(error)

    assert (answer.status, answer.may_be_done) == (0, reached)
    assert refusal_of(answer).trouble is (NetworkTrouble.UNHEARD if reached else NetworkTrouble.AWAY)
    assert "Name or" not in answer.words
