"""What a person reads in the terminal when a build stops: French, complete, without a traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from tambour.build.machine import MachineRefused
from tambour.model.problems import ContentRefused, Problem, Refused
from tambour.words.numbers import count_fr


def text(refused: Refused) -> str:
    """The report of a refusal: every problem, then how many."""
    count = count_fr(len(refused.problems), "point", "points")
    return "\n\n".join([*map(str, refused.problems), f"{count} {_subject(refused)}."])


def _subject(refused: Refused) -> str:
    """What to do, and where when it is one place: the agent minds the content, the technician the settings."""
    if isinstance(refused, MachineRefused):
        return "à corriger sur cette machine"
    in_settings = [not isinstance(refused, ContentRefused) or _of_settings(one) for one in refused.problems]
    if all(in_settings):
        return "à corriger dans les réglages"
    return "à corriger" if any(in_settings) else "à corriger dans le contenu"


def _of_settings(problem: Problem) -> bool:
    """What channels promise comes from content and settings: a collision may be the settings' fault alone."""
    return len(problem.path.parts) == 1 and problem.path.suffix == ".py"


def stop(refused: Refused) -> NoReturn:
    """Print the report and leave with the refusal's exit code.

    Not by raising the refusal itself: Pelican would log it as a traceback, wrapped at the terminal's width.
    """
    print(text(refused), file=sys.stderr)
    raise SystemExit(refused.exitcode)


@contextmanager
def stopping() -> Iterator[None]:
    """Stop at a refusal raised in the body of a `with`."""
    try:
        yield
    except Refused as refused:
        stop(refused)
