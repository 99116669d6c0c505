"""What a person reads in the terminal when a build stops: French, complete, without a traceback."""

import sys
from typing import NoReturn, TextIO

from tambour.model.problems import ContentRefused, Refused
from tambour.model.wording import count_fr

_SUBJECT = {True: "à corriger dans le contenu", False: "à corriger dans les réglages"}


def text(refused: Refused) -> str:
    """The report of a refusal: every problem, then how many."""
    count = count_fr(len(refused.problems), "point", "points")
    end = f"{count} {_SUBJECT[isinstance(refused, ContentRefused)]} ; rien n'a été modifié."
    return "\n\n".join([*map(str, refused.problems), end])


def stop(refused: Refused, stream: TextIO | None = None) -> NoReturn:
    """Print the report and leave with the refusal's exit code.

    Not by raising the refusal itself: Pelican would log it as a traceback, wrapped at the terminal's width.
    """
    print(text(refused), file=stream or sys.stderr)
    raise SystemExit(refused.exitcode)
