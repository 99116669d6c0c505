"""What a person reads in the terminal when a build stops: French, complete, without a traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from tambour.model.problems import ContentRefused, Refused
from tambour.model.wording import count_fr

_SUBJECT = {True: "à corriger dans le contenu", False: "à corriger dans les réglages"}


def text(refused: Refused) -> str:
    """The report of a refusal: every problem, then how many."""
    count = count_fr(len(refused.problems), "point", "points")
    return "\n\n".join([*map(str, refused.problems), f"{count} {_SUBJECT[isinstance(refused, ContentRefused)]}."])


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
