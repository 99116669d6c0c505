"""The site on this machine while it is being written: built, shown, and built again at each change.

For one person at one machine: it listens on 127.0.0.1 only. A refusal is shown and the last good site stays up. What
only a whole build can take up (another plugin of Pelican) is built as a whole; else one process keeps what it has made.
"""

import errno
import io
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr
from dataclasses import asdict
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TextIO
from urllib.parse import parse_qs, urlsplit

from tambour.build import report
from tambour.build.inputs import Inputs, inputs
from tambour.build.media_types import media_type
from tambour.build.request import Request, kit_beside
from tambour.build.run import PLUGIN
from tambour.commands.build import build
from tambour.commands.live import LiveSite
from tambour.commands.live_status import SCRIPT, STATE, Status, digest_of, script, with_status
from tambour.model.problems import Refused
from tambour.website.plan import NOT_FOUND

HOST = "127.0.0.1"
PORT = 8000
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


class _Both(io.TextIOBase):
    """The terminal, and what is kept of it."""

    def __init__(self, terminal: TextIO) -> None:
        self.terminal, self.kept = terminal, io.StringIO()

    def write(self, text: str) -> int:
        self.terminal.write(text)
        return self.kept.write(text)

    def flush(self) -> None:
        self.terminal.flush()


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder by its path, opened anew for each request: a folder that was exchanged is seen at once."""

    protocol_version = "HTTP/1.1"
    report = Report()
    status = Status()

    def do_GET(self) -> None:  # the base class names it so
        """A file; a page with what tells it the news; or the news."""
        asked = urlsplit(self.path)
        if asked.path == SCRIPT:
            self._answer(HTTPStatus.OK, "text/javascript; charset=utf-8", script())
        elif asked.path == STATE:
            self._tell_news({name: values[-1] for name, values in parse_qs(asked.query).items()})
        elif (page := self._page(asked.path)) is not None:
            self._answer(HTTPStatus.OK, media_type("index.html"), with_status(page))
        else:
            super().do_GET()

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
        return media_type(os.fspath(path))

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
    output: Path, port: int = PORT, told: Status | None = None, said: Report | None = None
) -> ThreadingHTTPServer:
    """A server of this folder, listening. Raises OSError when the port is taken.

    told: what its pages are told. said: what builds say.
    """

    class OfFolder(Handler):
        status = told or Status()
        report = said or Report()

        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(output))

    return ThreadingHTTPServer((HOST, port), OfFolder)


def serve(content: Path | None = None, settings: Path | None = None, now: str | None = None, port: int = PORT) -> int:
    """Build, show, watch, until Ctrl-C or SIGTERM. Returns the exit code. port: 0 = any that is free.

    The site goes to its own folder, beside the output: its addresses are this machine's, and must not be published.
    """
    try:
        request = Request.read(content, settings, None, None, now)
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode
    output = request.output.with_name(f"{request.output.name}.local")
    said, status = Report(), Status()
    try:
        server = server_of(output, port, status, said)
    except OSError as error:
        why = "est déjà pris : fermez l'autre « serve », ou choisissez"
        if error.errno in (errno.EACCES, errno.EPERM):
            why = "est réservé à l'administrateur : choisissez"
        print(f"Le port {port} {why} un autre port, par exemple --port=8001.", file=sys.stderr)
        return 1
    url = f"http://{HOST}:{server.server_address[1]}"
    read = partial(Request.read, content, settings, output, url, now)
    try:
        with server, _sigterm_as_ctrl_c():
            session = _Session(lambda: inputs(read()))
            site = LiveSite(read, status, said) if request.values.get("PLUGINS") == [PLUGIN] else _WholeSite(read, said)
            site.begin()
            threading.Thread(target=site.work, daemon=True).start()
            threading.Thread(target=server.serve_forever, daemon=True).start()
            print(f"À voir sur {url}/ — chaque enregistrement refait le site ; Ctrl-C pour arrêter.")
            if (kit := kit_beside(output) / "index.html").is_file():
                print(f"Le kit de diffusion s'ouvre sans serveur : {kit}")
            try:
                session.watch(site.take_up)
            finally:
                server.shutdown()
    except KeyboardInterrupt:
        print()
    return 0


@contextmanager
def _sigterm_as_ctrl_c() -> Iterator[None]:
    """Let SIGTERM end the work as Ctrl-C does.

    A program started by `nohup … &` or by a script is told to ignore Ctrl-C, which stays so; SIGTERM is what ends it.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Shown(Protocol):
    """What keeps a site up to date (`tambour.commands.live`)."""

    def begin(self) -> None: ...

    def take_up(self, files: Iterable[Path], *, anew: bool) -> None: ...

    def work(self) -> None: ...


class _WholeSite:
    """A site that is built as a whole at each change, in the thread that has seen it."""

    def __init__(self, read: Callable[[], Request], said: Report) -> None:
        self._read, self._said = read, said

    def begin(self) -> None:
        self.take_up((), anew=True)

    def take_up(self, files: Iterable[Path], *, anew: bool) -> None:
        del files, anew  # all of it
        both = _Both(sys.stderr)
        with redirect_stderr(both):
            try:
                request = self._read()
                values = request.values
                where = Path(values["PATH"]), request.file, request.output
                code = build(*where, values["SITEURL"], values.get("NOW"))
            except Refused as refused:
                print(report.text(refused), file=sys.stderr, flush=True)
                code = refused.exitcode
            except Exception:  # a mistake of ours must not end the session: the next save may well avoid it
                traceback.print_exc()
                code = 1
        self._said.text = both.kept.getvalue() if code else ""

    def work(self) -> None:
        return


class _Session:
    """What makes the site that is shown, watched until Ctrl-C.

    ask: finds out what makes it; raises Refused when the settings do not tell.
    """

    def __init__(self, ask: Callable[[], Inputs]) -> None:
        self._ask = ask
        self._remember(ask())

    def watch(self, take_up: Callable[..., None]) -> None:
        """Tell each change; begin again, with the code as it is now, when code has changed.

        Args:
            take_up: told which files, and whether anything but content is among them.
        """
        while True:
            folders = self._inputs.folders()
            for number, changed in enumerate(self._changes(folders)):
                # A save between the last build and this watcher is seen by its fingerprint alone.
                missed = number == 0 and self._inputs.fingerprint() != self._built
                if any(map(self._inputs.is_code, changed)) or (
                    missed and self._inputs.code_fingerprint() != self._code
                ):
                    _restart()
                other_settings = self._inputs.settings_fingerprint() != self._settings
                if changed or missed or other_settings:
                    only_content = changed and not missed and not other_settings and all(map(self._is_content, changed))
                    if not only_content:
                        self._remember(self._ask_again())
                    take_up(changed, anew=not only_content)
                if self._inputs.folders() != folders:
                    break

    def _is_content(self, file: Path) -> bool:
        return file.is_relative_to(self._inputs.content)

    def _ask_again(self) -> Inputs:
        try:
            return self._ask()
        except (Refused, OSError):  # the build will say so
            return self._inputs

    def _remember(self, inputs_now: Inputs) -> None:
        """What the next build is made from, as it is before that build reads it."""
        self._inputs = inputs_now
        self._built = inputs_now.fingerprint()
        self._settings = inputs_now.settings_fingerprint()
        self._code = inputs_now.code_fingerprint()

    def _changes(self, folders: Sequence[Path]) -> Iterator[list[Path]]:
        """The files that changed, each second if not sooner.

        Settings are looked at every second: to watch their folder would be to watch the whole project, output included.
        """
        from watchfiles import watch  # noqa: PLC0415 — only here

        for changes in watch(*folders, yield_on_timeout=True, rust_timeout=1000):
            yield [path for path in (Path(name) for _, name in changes) if self._inputs.holds(path)]


def _restart() -> None:
    print("Le code a changé : redémarrage.", flush=True)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 — ourselves, same arguments
