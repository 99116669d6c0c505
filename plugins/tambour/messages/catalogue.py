"""What a catalogue of French sentences is: of the core, and of each channel."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from tambour.model.conversions import printable
from tambour.model.problems import Problem

_TYPED = {"value", "typed", "excerpt", "tag", "key"}  # what the writer typed, shown back to her
_EXCERPT = 160  # characters of it


class Sentence(NamedTuple):
    """What is told of one code, in French. `{name}` takes a value of the problem's context.

    Attributes:
        message: what is wrong, without a final stop.
        hint: what to write instead.
    """

    message: str
    hint: str


class Messages(Mapping[str, Sentence]):
    """The sentence of each code that one part of the product may tell.

    Args:
        title: French, the heading of these codes in the reference of errors.
        sentences: code (permanent, kebab-case, French) → its sentence and hint.
    """

    def __init__(self, title: str, sentences: Mapping[str, Sentence]) -> None:
        self.title = title
        self._sentences = dict(sentences)

    def __getitem__(self, code: str) -> Sentence:
        return self._sentences[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sentences)

    def __len__(self) -> int:
        return len(self._sentences)

    def problem(self, code: str, path: PurePosixPath, line: int = 0, field: str = "", /, **context: object) -> Problem:
        """Make the problem that a code stands for.

        Args:
            code: one of this catalogue.
            path: the file to mend, relative to the content folder, or the name of the settings file.
            line: 1-based; 0 when the file has no lines.
            field: French title of the field; "" when the problem is not in a field.
            context: what the sentence and its hint need, by name. `{value}` is what was typed (it is cut short),
                `{key}` the key, `{help}` the field's description, `{near}` a question, « vouliez-vous dire… ».

        Returns:
            The problem, its sentence and hint filled in.

        Raises:
            KeyError: for a code that has no sentence here, or a value that the context lacks: a mistake of ours.
        """
        sentence = self[code]
        values = {name: _excerpt(value) if name in _TYPED else value for name, value in context.items()}
        return Problem(path, line, field, code, sentence.message.format(**values), sentence.hint.format(**values))


def _excerpt(value: object) -> object:
    """The writer's own text, short, on one line, and without what would not be seen or would upset a terminal."""
    if isinstance(value, list | dict):
        return "…"
    line = " ".join(printable(str(value)).split())
    return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 1]}…"
