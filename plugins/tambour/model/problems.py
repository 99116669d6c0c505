"""What a writer can get wrong, told so that she can put it right.

The model raises codes (`invalid`), never sentences: a code is permanent, people search for it and tests name it.
`tambour.messages` holds the French sentence and hint of each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend, at one place. A channel makes its own by `Messages.problem`.

    Attributes:
        path: the file as its writer knows it, relative to the content folder (or the settings file's name):
            `item.origin.path`.
        line: 1-based, in the file the writer sees: `item.origin.line("titre")`; 0 when the file has no lines.
        field: French title of the field, as in the editor's form; "" when the problem is not in a field.
        code: permanent, French, kebab-case: `date-illisible`. A channel's begin with its name.
        message: French, what is wrong, without a final stop.
        hint: French, what to write instead.
    """

    path: PurePosixPath
    line: int
    field: str
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """`path:line: Champ : phrase [code]`, and the hint under it."""
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        subject = f"{self.field} : " if self.field else ""
        head = f"{place}: {subject}{self.message} [{self.code}]"
        return f"{head}\n    → {self.hint}" if self.hint else head


class Refused(Exception):
    """Raised once, with every problem found, before anything is deleted or written."""

    exitcode = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class ContentRefused(Refused):
    """The content, or what a channel is asked to make of it, must be mended.

    Args:
        problems: every problem found.
    """

    exitcode = 65  # EX_DATAERR, sysexits.h


class SettingsRefused(Refused):
    """The settings must be mended."""

    exitcode = 78  # EX_CONFIG, sysexits.h


def invalid(code: str, **context: object) -> PydanticCustomError:
    """Make the error that a validator raises: a permanent code and what its French sentence needs.

    `near="image"` in the context names the field whose line to show when the field at fault is absent.
    """
    told = {name: _encodable(one) if isinstance(one, str) else one for name, one in context.items()}
    return PydanticCustomError(code, code, told)


def _encodable(text: str) -> str:
    """The text with `?` for half of a character, which settings written in Python may hold and nothing can print."""
    return text.encode("utf-8", "replace").decode()


Located = tuple[tuple[str | int, ...], PydanticCustomError]


def invalid_inside(errors: Iterable[Located]) -> ValidationError:
    """Make the error of a field that holds several faults, each at its own place below the field.

    errors: (place as typed, error), e.g. `((2, "date"), invalid("date-hors-serie"))` for the third of a list.
    """
    details = [InitErrorDetails(type=error, loc=place, input=error.context) for place, error in errors]
    return ValidationError.from_exception_data("inside", details)
