"""Stands for a program that the warm Python runs: hands it what it was started with, and ends as that one does.

It imports next to nothing, which is its point. Usage: client.py ADDRESS [what Python is given].
"""

import _signal
import _socket
import marshal
import os
import sys
from collections.abc import Iterable, Mapping

INTERRUPTS = (_signal.SIGINT, _signal.SIGTERM, _signal.SIGHUP)
_NUMBER = 4  # bytes


def ask(
    address: str,
    arguments: Iterable[str],
    folder: bytes,
    environ: Mapping[bytes, bytes],
    streams: Mapping[int, int],
    ignored: Iterable[int] = (),
) -> tuple[_socket.socket, int]:
    """Have the warm Python run a program.

    Args:
        address: of its socket.
        arguments: what Python is given.
        folder, environ: those of the program.
        streams: by 0, 1 and 2, what they are here; those that are not there are closed.
        ignored: signals.

    Returns: where a byte sent is a signal for the program, and where its exit code comes from (`code_of`); its id.
    """
    asked = marshal.dumps(
        (
            [os.fsencode(one) for one in arguments],
            folder,
            dict(environ),
            list(streams),
            [int(one) for one in ignored],
        )
    )
    server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    server.connect(address)
    handed = b"".join(stream.to_bytes(_NUMBER, sys.byteorder) for stream in streams.values())
    control = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, handed)] if handed else []
    server.sendmsg([len(asked).to_bytes(_NUMBER, "big")], control)
    server.sendall(asked)
    return server, _number(server)


def code_of(server: _socket.socket) -> int:
    """The exit code of the program, once it has ended; negative for a signal."""
    return _number(server)


def _number(server: _socket.socket) -> int:
    answer = server.recv(_NUMBER, _socket.MSG_WAITALL)
    if len(answer) < _NUMBER:
        raise EOFError("the warm Python has ended")
    return int.from_bytes(answer, "big", signed=True)


def _open_streams() -> dict[int, int]:
    """Which of the three are open."""
    found = {}
    for stream in range(3):
        try:
            os.fstat(stream)
        except OSError:
            continue
        found[stream] = stream
    return found


def main() -> int:
    """Be the program; returns its exit code."""
    streams = _open_streams()  # before anything here opens a file
    _, address, *arguments = sys.argv
    ignored = [one for one in INTERRUPTS if _signal.getsignal(one) is _signal.SIG_IGN]
    _signal.pthread_sigmask(_signal.SIG_BLOCK, INTERRUPTS)  # until they can be passed on
    server, _ = ask(address, arguments, os.getcwdb(), os.environb, streams, ignored)  # noqa: PTH109 — pathlib is dear
    for one in INTERRUPTS:  # those that are ignored, too: the program may have begun to listen to them
        _signal.signal(one, lambda number, _: server.send(bytes((number,))))
    _signal.pthread_sigmask(_signal.SIG_UNBLOCK, INTERRUPTS)
    for stream in streams:
        os.close(stream)  # whoever reads what it says sees the end when the program ends
    code = code_of(server)
    if code < 0:
        if -code != _signal.SIGKILL:
            _signal.signal(-code, _signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    return code


if __name__ == "__main__":
    os._exit(main())
