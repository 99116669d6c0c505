"""Pelican's writer, ending in our sink: whatever Pelican or another plugin writes as text goes through the same door.

Pelican opens files in place, which would write through a hard link into the last output. `_open_w` is the one method
by which its writer opens anything (held by tests/bridge/test_pelican_contract.py).
"""

import io
from pathlib import Path
from typing import Any

from pelican.writers import FileOverwriteFailedError, Writer

from tambour.build.run import Run
from tambour.build.sink import Sink, WrittenTwice


class _Text(io.StringIO):
    """Hands its text to the sink when it is closed, unless what wrote it failed."""

    def __init__(self, sink: Sink, path: str) -> None:
        super().__init__()
        self._sink, self._path = sink, path

    def __exit__(self, kind: Any, *rest: Any) -> None:
        if kind is None:
            self._sink.write(self._path, self.getvalue().encode())
        super().__exit__(kind, *rest)


class SinkWriter(Writer):  # type: ignore[misc]  # Pelican has no types
    """A `pelican.writers.Writer` that writes bytes, once, through the run's sink."""

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> _Text:
        del encoding, override  # UTF-8; and who wants to override another's page has to say so in settings or code
        sink = Run.of(self.settings).sink
        path = filename.removeprefix(f"{Path(self.output_path).absolute().as_posix()}/")
        if path in sink.written:
            raise FileOverwriteFailedError(path) from WrittenTwice(path)
        return _Text(sink, path)
