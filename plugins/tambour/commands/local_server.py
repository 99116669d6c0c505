"""A server of the folder that is shown, on this machine only: files, the news of the build, and the pupitre."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from html import escape
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from urllib.parse import parse_qs, urlsplit

from tambour.build.media_types import media_type
from tambour.commands.live_status import SCRIPT, STATE, Status, digest_of, script, with_status
from tambour.website.plan import NOT_FOUND

HOST = "127.0.0.1"
PORT = 8000
LONGEST_BODY, LONGEST_UPLOAD = 2_500_000, 84_000_000  # bytes that are posted; of a form with pictures
MOST_READ_PAST = 1_000_000_000  # bytes: a film
_PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2"><title>{title}</title>
<style>:root {{ color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif }}
body {{ max-width: 50rem; margin: 2rem auto; padding: 0 1rem }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; font-size: 1rem; border-left: .25rem solid; padding-left: 1rem }}
</style></head><body><main><h1>{title}</h1><p>{sentence}</p><pre>{report}</pre></main></body></html>
"""


class Report:
    """What the last build had to say when it made nothing; "" when it made the site."""

    text = ""


class DeskAnswer(Protocol):
    """What the pupitre sends back."""

    code: int
    headers: Sequence[tuple[str, str]]
    body: bytes


class Desk(Protocol):
    """The pupitre, as whoever serves sees it (`tambour.pupitre.served`)."""

    def path(self) -> str: ...

    def is_asked(self, path: str) -> bool: ...

    def forget(self, *, anew: bool) -> None: ...

    def answer(self, method: str, target: str, headers: Iterable[tuple[str, str]], body: bytes) -> DeskAnswer: ...


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder by its path, opened anew for each request: a folder that was exchanged is seen at once."""

    protocol_version = "HTTP/1.1"
    report = Report()
    status = Status()
    desk: Desk | None = None

    def do_GET(self) -> None:  # the base class names it so
        """A file; a page with what tells it the news; or the news."""
        asked = urlsplit(self.path)
        if self.desk is not None and self.desk.is_asked(asked.path):
            self._ask(self.desk)
        elif asked.path == SCRIPT:
            self._answer(HTTPStatus.OK, "text/javascript; charset=utf-8", script())
        elif asked.path == STATE:
            self._tell_news({name: values[-1] for name, values in parse_qs(asked.query).items()})
        elif (page := self._page(asked.path)) is not None:
            self._answer(HTTPStatus.OK, media_type("index.html"), with_status(page))
        else:
            super().do_GET()

    def do_HEAD(self) -> None:  # the base class names it so
        """The same, without the bytes."""
        if self.desk is not None and self.desk.is_asked(urlsplit(self.path).path):
            self._ask(self.desk)
        else:
            super().do_HEAD()

    def do_POST(self) -> None:  # the base class looks for it
        """The pupitre alone is written to."""
        if self.desk is not None and self.desk.is_asked(urlsplit(self.path).path):
            self._ask(self.desk)
        else:
            self.send_error(HTTPStatus.NOT_IMPLEMENTED)

    def _ask(self, desk: Desk) -> None:
        """Hand a request on to the pupitre."""
        length = self.headers.get("Content-Length", "0")
        has_files = self.headers.get("Content-Type", "").startswith("multipart/")
        most = LONGEST_UPLOAD if has_files else LONGEST_BODY
        if not length.isdecimal() or int(length) > most or self.headers.get("Transfer-Encoding"):
            if not (has_files and length.isdecimal() and self._is_read_past(int(length))):
                self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                return
            length = "0"  # the pupitre says so, by what the headers say
        body = self.rfile.read(int(length))
        method = "GET" if self.command == "HEAD" else self.command
        answer = desk.answer(method, self.path, self.headers.items(), body)
        self.send_response(answer.code)
        for name, value in answer.headers:
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        super().end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(answer.body)
            except ConnectionError:  # a reader that hangs up is nothing to report
                self.close_connection = True

    def _is_read_past(self, length: int) -> bool:
        """Read what nobody keeps: a browser shows no answer to what it has not sent to its end."""
        if length > MOST_READ_PAST:
            return False
        while length > 0 and (read := self.rfile.read(min(length, 1 << 20))):
            length -= len(read)
        return length == 0

    def _page(self, path: str) -> bytes | None:
        """The bytes of an HTML page; None for what is something else, or nothing."""
        file = Path(self.translate_path(path))
        if path.endswith("/"):
            file /= "index.html"
        return file.read_bytes() if file.suffix == ".html" and file.is_file() else None

    def _tell_news(self, asked: Mapping[str, str]) -> None:
        """As soon as there are some. since: their number; page, seen: where the reader is, and what it was like."""
        since = asked.get("since", "")
        version, news = self.status.after(int(since) if since.isdecimal() else -1)
        page = self._page(asked.get("page", "")) or self._not_found()
        told = {"version": version, "reload": digest_of(page) != asked.get("seen"), **asdict(news)}
        told["lines"] = [line._asdict() for line in news.lines]
        self._answer(HTTPStatus.OK, "application/json", json.dumps(told).encode())

    def _not_found(self) -> bytes:
        page = Path(self.directory, NOT_FOUND)
        return page.read_bytes() if page.is_file() else b""

    def _answer(self, code: int, kind: str, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(body)
            except ConnectionError:  # a reader that hangs up is nothing to report
                self.close_connection = True

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """Our own table, on every machine alike."""
        return media_type(Path(path).relative_to(self.directory).as_posix())

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")  # what was just corrected is what must be seen
        super().end_headers()

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """A folder without a page is not found, as on a public server."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not found; while there is no site, why there is none."""
        page = Path(self.directory, NOT_FOUND)
        if code == HTTPStatus.NOT_FOUND and page.is_file():
            body = with_status(page.read_bytes())
        elif code == HTTPStatus.NOT_FOUND:
            code, body = HTTPStatus.SERVICE_UNAVAILABLE, _no_site(self.report.text)
        else:
            body = _PAGE.format(title="Cette demande n’aboutit pas", sentence=f"Code {code:d}.", report="").encode()
            self.close_connection = True
        self._answer(code, media_type(NOT_FOUND), body)

    def copyfile(self, source: Any, outputfile: BinaryIO) -> None:  # type: ignore[override]  # typeshed: any two files
        """A reader that hangs up in the middle is nothing to report."""
        try:
            super().copyfile(source, outputfile)
        except ConnectionError:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — the base class names it so
        """Silent: what counts in this terminal is what the build says."""


def _no_site(report: str) -> bytes:
    """The page that is shown while nothing could be built; it reloads by itself."""
    sentence = "Corrigez et enregistrez : cette page se recharge d’elle-même, et le site prendra sa place."
    title = "Le site n’est pas encore construit"
    return _PAGE.format(title=title, sentence=sentence, report=escape(report.strip())).encode()


def server_of(
    output: Path,
    port: int = PORT,
    told: Status | None = None,
    said: Report | None = None,
) -> ThreadingHTTPServer:
    """A server of this folder, listening. Raises OSError when the port is taken.

    told: what its pages are told. said: what builds say. It shows the pupitre once its `RequestHandlerClass.desk` is
    set.
    """

    class OfFolder(Handler):
        status = told or Status()
        report = said or Report()

        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(output))

    return ThreadingHTTPServer((HOST, port), OfFolder)
