"""The outputs that are not in the cache yet, made on every core, while the build does something else.

Processes, not threads: what is dear to draw holds the interpreter. They are forked, and so know what channels have
prepared without being told; where a system cannot fork (Windows) or should not (macOS), and for a few outputs, this
process does the work.
"""

import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Self

from tambour.build.prepared import Prepared
from tambour.build.rendering.cache import OutputCache
from tambour.media.workshop import cores
from tambour.model.problems import ContentRefused, Problem
from tambour.words.numbers import count_fr

if TYPE_CHECKING:
    from tambour.build.promises import Promise

_PR_SET_PDEATHSIG = 1  # prctl(2): what a process is sent when its parent ends
_FEW = 12  # fewer than this are made sooner than two processes start
# So many, or a fifth of few, are made before the processes start: what all share is then drawn once, for each of them.
_TRIED = 32
_LOOK = 0.2  # seconds between two questions whether to go on
_TOLD = 200  # from here on it takes seconds: whoever waits is told why


@dataclass(frozen=True)
class _Job:
    """What a worker needs; the fork hands it over."""

    channels: Prepared
    cache: OutputCache
    missing: Sequence["Promise"]

    def make(self, index: int) -> list[Problem]:
        promise = self.missing[index]
        assert promise.output.key is not None
        try:
            data = self.channels[promise.channel].render(promise.output)
        except ContentRefused as refused:  # its problems, since an exception that has two forms cannot be pickled
            return list(refused.problems)
        self.cache.put(promise.channel, promise.output.key, data)
        return []


_job: _Job | None = None  # of the process that is forked, for as long as it takes


class MissingOutputs:
    """What the cache does not have of some promises. Made between `with` and `finish`, where others can do it."""

    def __init__(self, channels: Prepared, promises: Sequence["Promise"], cache: OutputCache) -> None:
        missing = {
            (promise.channel, promise.output.key): promise
            for promise in promises
            if promise.output.key is not None and not cache.holds(promise.channel, promise.output.key)
        }
        self._job = _Job(channels, cache, tuple(missing.values()))
        self._apart: _Apart | None = None

    def __enter__(self) -> Self:
        """Begin."""
        missing = self._job.missing
        once = sum(not promise.output.can_wait for promise in missing)  # what can wait comes again with other words
        if once >= _TOLD:
            print(f"Préparation de {count_fr(once, 'fichier')} (une seule fois)…", file=sys.stderr, flush=True)
        workers = cores() if sys.platform == "linux" and len(missing) >= _FEW else 1
        if workers > 1:
            self._apart = _Apart(self._job, workers)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop what is still going on: nobody waits for it."""
        if self._apart is not None:
            self._apart.stop()

    def finish(self, go_on: Callable[[], None] = lambda: None) -> None:
        """Have all of it in the cache.

        Args:
            go_on: asked again and again; it raises something where the rest is not wanted any more.

        Raises:
            ContentRefused: with every problem found.
            OSError: for what cannot be kept.
            MemoryError: there is not enough for it.
        """
        results = list[list[Problem]]()
        if self._apart is not None:
            results = self._apart.results(go_on)
        else:
            for index in range(len(self._job.missing)):
                go_on()
                results.append(self._job.make(index))
        if problems := [problem for some in results for problem in some]:
            raise ContentRefused(sorted(set(problems)))


class _Apart:
    """A process whose memory ends with the work: fonts, artwork and codecs weigh a good part of a site."""

    def __init__(self, job: _Job, workers: int) -> None:
        global _job  # noqa: PLW0603 — how a fork is handed what cannot be pickled
        context = get_context("fork")
        self._told, tells = context.Pipe(duplex=False)
        self._process: BaseProcess = context.Process(target=_answer, args=(tells, workers, os.getpid()))
        _job = job
        try:
            self._process.start()
        finally:
            _job = None
            tells.close()

    def results(self, go_on: Callable[[], None]) -> list[list[Problem]]:
        """What each output had to say. Raises what it raised; MemoryError where the system has ended it."""
        while not self._told.poll(_LOOK):
            go_on()
        try:
            answer: list[list[Problem]] | Exception = self._told.recv()
        except EOFError:
            raise MemoryError from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def stop(self) -> None:
        """Its own processes end with it (`_follow`)."""
        self._process.kill()
        self._process.join()
        self._told.close()


def _answer(tells: Connection, workers: int, parent: int) -> None:
    """What the process does."""
    _follow(parent)
    answer: list[list[Problem]] | Exception
    try:
        answer = _make_in_forks(workers)
    except BrokenProcessPool:  # one was ended: Linux does so when there is no memory left
        answer = MemoryError()
    except Exception as error:  # whoever waits raises it
        error.add_note(traceback.format_exc())
        answer = error
    tells.send(answer)


def _make_in_forks(workers: int) -> list[list[Problem]]:
    assert _job is not None
    everything = range(len(_job.missing))
    tried = everything[:: max(5, len(everything) // _TRIED | 1)]  # odd: of files of two kinds in turn, both are tried
    results = [_job.make(index) for index in tried]
    others = [index for index in everything if index not in tried]
    with _forks(workers) as pool:
        return results + list(pool.map(_make, others, chunksize=max(1, len(others) // (workers * 8))))


def _forks(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, get_context("fork"), _follow, (os.getpid(),))


def _follow(parent: int) -> None:
    """In a worker: end when the build ends, however it does; Ctrl-C is the build's business, which ends both."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # Linux alone forks workers
    if os.getppid() != parent:  # it was killed before we could ask
        os._exit(1)


def _make(index: int) -> list[Problem]:
    assert _job is not None
    return _job.make(index)
