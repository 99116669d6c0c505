"""The one catalogue of what an agent or a technician can be told, by permanent code.

`{value}` is what she typed (cut short), `{key}` the key, `{help}` the field's own description, `{near}` a question,
« vouliez-vous dire… ». A test holds that every code raised anywhere has a sentence here, and every sentence a code.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from tambour.model.messages_fr import (
    agenda,
    between,
    build,
    cards,
    dates,
    fields,
    files,
    newsletter,
    panneaux,
    posts,
    registre,
    settings,
    text,
)
from tambour.model.messages_fr.sentence import Sentence
from tambour.model.problems import Problem

__all__ = ["MESSAGES", "Sentence", "problem"]

_TYPED = {"value", "typed", "quoted", "excerpt", "tag", "key"}  # what the writer typed, shown back to her
_EXCERPT = 160  # characters of it

MESSAGES: Mapping[str, Sentence] = MappingProxyType(
    files.SENTENCES
    | fields.SENTENCES
    | dates.SENTENCES
    | between.SENTENCES
    | text.SENTENCES
    | settings.SENTENCES
    | build.SENTENCES
    | registre.SENTENCES
    | agenda.SENTENCES
    | newsletter.SENTENCES
    | posts.SENTENCES
    | panneaux.SENTENCES
    | cards.SENTENCES
)


def problem(code: str, path: PurePosixPath, line: int = 0, field: str = "", /, **context: object) -> Problem:
    """Make a Problem from a code; KeyError for a code that has no sentence (a mistake of ours)."""
    sentence = MESSAGES[code]
    values = {name: _shown(value) if name in _TYPED else value for name, value in context.items()}
    return Problem(path, line, field, code, sentence.message.format(**values), sentence.hint.format(**values))


def _shown(value: object) -> object:
    """The writer's own text, short and on one line."""
    if isinstance(value, list | dict):
        return "…"
    if not isinstance(value, str):
        return value
    line = " ".join(value.split())
    return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 1]}…"
