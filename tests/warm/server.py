"""The warm Python: waits for what clients ask, forks, and is in the fork the program that was asked for.

Usage: server.py ADDRESS. It ends with its standard input, and whatever still runs then ends with it.
"""

import array
import atexit
import contextlib
import datetime
import gc
import importlib
import io
import marshal
import os
import pkgutil
import runpy
import selectors
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
import types
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOADED = (
    *("PIL.Image", "PIL.JpegImagePlugin", "docutils.parsers.rst.languages.fr", "jinja2.ext", "jinja2.loaders"),
    *("multiprocessing.popen_fork", "multiprocessing.synchronize", "http.server", "pelican.server", "invoke.main"),
    *(
        "pypdf",
        "pi_heif",
        "segno",
        "feedgen.ext.dc",
        "feedgen.ext.media",
        "_strptime",
        "stringprep",
        "xml.etree.ElementTree",
    ),
)
_COLD = ("tambour.testing", "tambour.pupitre.__main__", "tambour.pupitre.asgi")  # for tests; what begins by itself
_NUMBER = 4  # bytes
_RECEIVED = 1 << 16
INTERRUPTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Program:
    """What a client was started with. streams: 0, 1 and 2, by number, as they are open here."""

    arguments: list[bytes]
    folder: bytes
    environ: dict[bytes, bytes]
    streams: dict[int, int]
    ignored: list[int]


class Server:
    """Forks for clients, and tells each how its program ended."""

    def __init__(self, address: str) -> None:
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listening.bind(address)
        self._listening.listen(64)
        self._woken, wake = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        self._clients: dict[int, socket.socket] = {}
        self._waiting = selectors.DefaultSelector()
        for what in (self._listening, self._woken, 0):
            self._waiting.register(what, selectors.EVENT_READ)

    def next_program(self) -> Program | None:
        """In a fork: what it has to be. In the server itself: None, once nobody is left to ask."""
        while True:
            for key, _ in self._waiting.select():
                if key.fileobj is self._listening:
                    if program := self._fork(self._listening.accept()[0]):
                        return program
                elif key.fileobj == self._woken:
                    os.read(self._woken, _RECEIVED)
                    self._bury()
                elif key.fileobj == 0:
                    for child in self._clients:
                        os.kill(child, signal.SIGKILL)
                    shutil.rmtree(Path(self._listening.getsockname()).parent, ignore_errors=True)
                    return None
                else:
                    self._pass_on(key.data)

    def _fork(self, client: socket.socket) -> Program | None:
        program = _received(client)
        if child := os.fork():
            for stream in program.streams.values():
                os.close(stream)
            self._clients[child] = client
            self._tell(client, child)
            self._waiting.register(client, selectors.EVENT_READ, child)
            return None
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._waiting.close()
        self._listening.close()
        for other in (client, *self._clients.values()):
            other.close()
        return program

    def _pass_on(self, child: int) -> None:
        """The signals that a client got; that it was killed is one more."""
        if child not in self._clients:  # it has ended meanwhile
            return
        try:
            signals = self._clients[child].recv(_RECEIVED)
        except ConnectionError:
            signals = b""
        for number in signals or (signal.SIGKILL,):
            os.kill(child, number)
        if not signals:
            self._waiting.unregister(self._clients[child])

    def _bury(self) -> None:
        for child in list(self._clients):
            ended, status = os.waitpid(child, os.WNOHANG)
            if not ended:
                continue
            client = self._clients.pop(child)
            if client in self._waiting.get_map():
                self._waiting.unregister(client)
            self._tell(client, os.waitstatus_to_exitcode(status))
            client.close()

    @staticmethod
    def _tell(client: socket.socket, number: int) -> None:
        with contextlib.suppress(OSError):  # one that was killed has nobody to tell
            client.sendall(number.to_bytes(_NUMBER, "big", signed=True))


def _received(client: socket.socket) -> Program:
    head, control, _, _ = client.recvmsg(_NUMBER, socket.CMSG_SPACE(3 * _NUMBER))
    handed = array.array("i")
    for _level, _kind, data in control:
        handed.frombytes(data[: len(data) - len(data) % handed.itemsize])
    size, asked = int.from_bytes(head, "big"), b""
    while len(asked) < size:
        asked += client.recv(size - len(asked))
    arguments, folder, environ, streams, ignored = marshal.loads(asked)
    return Program(arguments, folder, environ, dict(zip(streams, handed, strict=True)), ignored)


def become(program: Program) -> None:
    """Have this process look as if it had been started so."""
    apart = {stream: os.dup(handed) for stream, handed in program.streams.items()}
    for handed in program.streams.values():
        os.close(handed)
    for stream in range(3):
        if stream in apart:
            os.dup2(apart[stream], stream)
            os.close(apart[stream])
        else:
            os.close(stream)
    os.chdir(program.folder)
    os.environb.clear()
    os.environb.update(program.environ)
    time.tzset()
    for number in INTERRUPTS:
        own = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        signal.signal(number, signal.SIG_IGN if number in program.ignored else own)
    unbuffered = bool(os.environ.get("PYTHONUNBUFFERED"))
    for stream, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        opened = None
        if stream in program.streams:
            raw = open(stream, f"{mode}b", buffering=0 if unbuffered and mode == "w" else -1, closefd=False)  # noqa: SIM115
            errors = "backslashreplace" if name == "stderr" else "strict"
            lines = name == "stderr" or os.isatty(stream)
            opened = io.TextIOWrapper(raw, "utf-8", errors, line_buffering=lines, write_through=unbuffered)
        setattr(sys, name, opened)
        setattr(sys, f"__{name}__", opened)


def run(program: Program) -> None:
    """Be `python ARGUMENTS`."""
    first, *rest = (os.fsdecode(one) for one in program.arguments)
    path = [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]
    sys.orig_argv = [sys.executable, first, *rest]
    sys.path[:0] = path
    if first == "-c":
        code, *arguments = rest
        sys.path.insert(0, "")
        sys.argv = ["-c", *arguments]
        main = sys.modules["__main__"] = types.ModuleType("__main__")
        exec(compile(code, "<string>", "exec"), _globals(main))
    elif first == "-m":
        module, *arguments = rest
        sys.path.insert(0, str(Path.cwd()))
        sys.argv = ["-m", *arguments]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    else:
        assert not first.startswith("-"), f"start sys.executable for {first}"
        sys.path.insert(0, str(Path(first).absolute().parent))
        sys.argv = [first, *rest]
        runpy.run_path(first, run_name="__main__")


def code_of(program: Program) -> int:
    """The exit code of what it runs, as Python makes it of what is raised."""
    try:
        run(program)
    except SystemExit as asked:
        if asked.code is None or isinstance(asked.code, int):
            return asked.code or 0
        print(asked.code, file=sys.stderr)
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__)
        if isinstance(error, KeyboardInterrupt):
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGINT)
    else:
        return 0
    return 1


def end(code: int) -> None:
    """End as Python does, but for taking all modules apart, which takes a quarter of a second."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except OSError as error:
            code = 120
            if sys.stderr is not None and stream is not sys.stderr:
                print(f"Exception ignored in: {stream}\n{error!r}", file=sys.stderr, flush=True)
    os._exit(code & 0xFF)


def _globals(main: types.ModuleType) -> dict[str, Any]:
    main.__dict__["__builtins__"] = __builtins__
    return main.__dict__


def complete(model: Any) -> None:
    """Have each model of ours know how it validates, which it otherwise asks itself when it is first used."""
    for one in model.__subclasses__():
        if one.__module__.startswith("tambour."):
            one.model_rebuild()
        complete(one)


def load() -> None:
    """Import whatever a command may need."""
    from PIL import Image
    from pydantic import BaseModel

    import tambour

    for name in (*LOADED, *(found.name for found in pkgutil.walk_packages(tambour.__path__, "tambour."))):
        if not name.startswith(_COLD):
            importlib.import_module(name)
    Image.init()
    complete(BaseModel)
    tambour.build.manifest.distributions()
    tambour.words.dates.date_fr(datetime.date(2026, 12, 5))  # has Babel read its French
    for folder in (tambour.build.engine.PACKAGE, tambour.build.engine.THEME):
        for path, stat in tambour.build.fingerprint.entries(folder, frozenset()):
            tambour.build.fingerprint.content_digest(path, stat)
    with tempfile.TemporaryDirectory() as cache:  # has the engine's style sheets read
        sheets = tambour.build.engine.THEME.glob("static/css/*.css")
        tambour.look.static_files.static_files({f"theme/css/{sheet.name}": sheet for sheet in sheets}, Path(cache))
    runpy.run_path(str(Path(__file__).parents[1] / "compiled.py"))["load"]()
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    sys.path.pop(0)  # the folder of this file
    load()
    server = Server(sys.argv[1])
    os.write(1, b"ready\n")
    if program := server.next_program():
        become(program)
        end(code_of(program))
