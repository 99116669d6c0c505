"""The catalogue of what an agent or a technician can be told, by permanent code.

A channel's own sentences stand beside it, in `channels/<name>/messages.py`. A test holds that every code raised
anywhere has a sentence, and every sentence a code.
"""

from collections import ChainMap
from pathlib import PurePosixPath

from tambour.messages import (
    announcing,
    build,
    contours,
    dates,
    fields,
    files,
    keeping,
    ledger,
    machine,
    publishing,
    recordings,
    references,
    settings,
    text,
)
from tambour.messages.catalogue import Messages, Sentence
from tambour.model.problems import Problem
from tambour.model.remedy import REMEDIES, Remedy

__all__ = ["CORE", "MESSAGES", "Messages", "Sentence", "problem"]

# In the order of the reference of errors.
CORE: tuple[Messages, ...] = (
    files.MESSAGES,
    fields.MESSAGES,
    dates.MESSAGES,
    references.MESSAGES,
    text.MESSAGES,
    recordings.MESSAGES,
    contours.MESSAGES,
    build.MESSAGES,
    ledger.MESSAGES,
    machine.MESSAGES,
    settings.MESSAGES,
    publishing.MESSAGES,
    announcing.MESSAGES,
    keeping.MESSAGES,
)
MESSAGES = Messages("Toutes les erreurs", ChainMap(*(dict(part) for part in CORE)))


def problem(code: str, path: PurePosixPath, line: int = 0, field: str = "", /, **context: object) -> Problem:
    """Make the problem that a code of the core stands for: `Messages.problem`, which says what each argument is.

    Raises:
        TypeError: for something to copy that was not tried: a mistake of ours.
    """
    if untried := [key for key in REMEDIES & context.keys() if context[key] and not isinstance(context[key], Remedy)]:
        raise TypeError(f"{code}: {', '.join(sorted(untried))} must be made by Remedy")
    return MESSAGES.problem(code, path, line, field, **context)
