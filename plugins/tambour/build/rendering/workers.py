"""The outputs that are not in the cache yet, made on every core.

Processes, not threads: what is dear to draw holds the interpreter. They are forked, and so know what channels have
prepared without being told; where a system cannot fork (Windows) or should not (macOS), and for a few outputs, this
process does the work.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

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


def make_missing(channels: Prepared, promises: Sequence["Promise"], cache: OutputCache) -> None:
    """Put into the cache what is not there. Raises ContentRefused with every problem found, OSError."""
    missing = {
        (promise.channel, promise.output.key): promise
        for promise in promises
        if promise.output.key is not None and not cache.holds(promise.channel, promise.output.key)
    }
    if len(missing) >= _TOLD:
        print(f"Préparation de {count_fr(len(missing), 'fichier')} (une seule fois)…", file=sys.stderr, flush=True)
    job = _Job(channels, cache, tuple(missing.values()))
    workers = cores() if sys.platform == "linux" and len(missing) >= _FEW else 1
    results = _make_apart(job, workers) if workers > 1 else map(job.make, range(len(missing)))
    if problems := [problem for some in results for problem in some]:
        raise ContentRefused(sorted(set(problems)))


def _make_apart(job: _Job, workers: int) -> list[list[Problem]]:
    """In a process whose memory ends with the work: fonts, artwork and codecs weigh a good part of a site."""
    global _job  # noqa: PLW0603 — how a fork is handed what cannot be pickled
    _job = job
    try:
        with _forks(1) as pool:
            return pool.submit(_make_in_forks, workers).result()
    finally:
        _job = None


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
