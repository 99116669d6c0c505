"""The steps of a publication, as they are said: in French, each with its time; a percentage on a terminal alone."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tambour.build.clock import stopwatch
from tambour.publish.places import Progress
from tambour.words.numbers import number_fr
from tambour.words.typography import NBSP

_WIDTH = 30


@dataclass
class Step:
    """One step under way. said: what came of it, in French."""

    progress: Progress
    said: str = "fait"


@dataclass(frozen=True)
class Steps:
    """Says each. hide: takes secrets out of what is said."""

    hide: Callable[[str], str] = str

    @contextmanager
    def __call__(self, title: str) -> Iterator[Step]:
        """Say that it begins, and what came of it once the body has ended; what stops it is told elsewhere."""
        elapsed = stopwatch()
        print(f"{self.hide(title)}…", flush=True)
        step = Step(_bar() if sys.stdout.isatty() else _silent)
        try:
            yield step
        finally:
            if sys.stdout.isatty():
                print("\r\033[K", end="")
        self.tell(f"{step.said} ({number_fr(round(elapsed(), 1))}{NBSP}s)")

    def tell(self, sentence: str) -> None:
        """Say what came of it."""
        print(f"  {self.hide(sentence)}", flush=True)


def _silent(_: float) -> None:
    return


def _bar() -> Progress:
    last = [-1]

    def show(part: float) -> None:
        percent = min(100, int(part * 100))
        if percent != last[0]:
            last[0] = percent
            full = percent * _WIDTH // 100
            print(f"\r  {'█' * full}{'░' * (_WIDTH - full)} {percent}{NBSP}%", end="", flush=True)

    return show
