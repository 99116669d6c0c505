"""The site on this machine while it is being written: built, shown, and built again at each change.

For one person at one machine: it listens on 127.0.0.1 only. A refusal is shown and the last good site stays up. What
only a whole build can take up (another plugin of Pelican) is built as a whole; else one process keeps what it has made.
"""

import errno
import importlib
import importlib.util
import io
import os
import signal
import sys
import threading
import traceback
import webbrowser
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Protocol, TextIO

from tambour.build import report
from tambour.build.inputs import Inputs, inputs
from tambour.build.request import Request, cache_folder, kit_beside
from tambour.build.run import PLUGIN
from tambour.commands.build import build
from tambour.commands.live import LiveSite
from tambour.commands.live_status import Status
from tambour.commands.local_server import HOST, PORT, Desk, Report, server_of
from tambour.model.problems import Refused

_OF_DESK = ("starlette", "python_multipart")
_OPENED = "TAMBOUR_PUPITRE_OUVERT"  # told to the next start of the same session


class _Both(io.TextIOBase):
    """The terminal, and what is kept of it."""

    def __init__(self, terminal: TextIO) -> None:
        self.terminal, self.kept = terminal, io.StringIO()

    def write(self, text: str) -> int:
        self.terminal.write(text)
        return self.kept.write(text)

    def flush(self) -> None:
        self.terminal.flush()


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
        if error.errno == errno.EADDRINUSE and _offers_running(request, port):
            return 0
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
            desk = _desk(read, cache_folder(request.values, request.file.parent), server.server_address[1])
            server.RequestHandlerClass.desk = desk  # type: ignore[attr-defined]  # a `Handler`
            print(f"À voir sur {url}/ — chaque enregistrement refait le site ; Ctrl-C pour arrêter.")
            if (kit := kit_beside(output) / "index.html").is_file():
                print(f"Le kit de diffusion s'ouvre sans serveur : {kit}")
            if desk is not None:
                _offer(f"{url}{desk.path()}")
            try:
                session.watch(partial(_take_up, site, desk))
            finally:
                server.shutdown()
    except KeyboardInterrupt:
        print()
    return 0


def _desk(read: Callable[[], Request], cache: Path, port: int) -> Desk | None:
    """The pupitre of a project; None where its libraries are not installed.

    It stands above all rooms, this one included: it is found by its name.
    """
    if any(importlib.util.find_spec(library) is None for library in _OF_DESK):
        return None
    hosts = [f"{name}:{port}" for name in (HOST, "localhost")]
    desk: Desk = importlib.import_module("tambour.pupitre.served").ServedDesk(read, cache, hosts)
    return desk


def _offers_running(request: Request, port: int) -> bool:
    """Open the pupitre of this project where it runs already, as a second double click wants. Whether it does."""
    desk = _desk(lambda: request, cache_folder(request.values, request.file.parent), port)
    if desk is None:
        return False
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", desk.path())
        is_ours = connection.getresponse().status == HTTPStatus.SEE_OTHER  # it knows our key
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    if is_ours:
        print(f"« serve » montre déjà ce site sur http://{HOST}:{port}/.")
        _offer(f"http://{HOST}:{port}{desk.path()}")
    return is_ours


def _offer(address: str) -> None:
    """Say where the pupitre is, and open it for whoever sits at this machine: once, not at each new start."""
    print(f"Pour écrire : {address}", flush=True)
    has_screen = sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if sys.stdout.isatty() and has_screen and not os.environ.get(_OPENED):
        os.environ[_OPENED] = "oui"
        webbrowser.open(address)


def _take_up(site: "_Shown", desk: Desk | None, files: Iterable[Path], *, anew: bool) -> None:
    """Tell both of what was saved."""
    if desk is not None:
        desk.forget(anew=anew)
    site.take_up(files, anew=anew)


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
