"""The one door: what a server says of when to come back, and where a token never goes."""

import http.server
import threading
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from tambour.announce.web import Internet, WebAnswer

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

    assert answer.status == 0
    assert answer.may_be_done
    assert answer.words
