"""A mistake in a template, told to the technician: the template's file and line instead of a traceback."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from tambour.build.theme import Theme
from tambour.messages import problem
from tambour.model.problems import Problem, SettingsRefused


@contextmanager
def told_in_french(theme: Theme) -> Iterator[None]:
    """Turn what Jinja raises about a template into SettingsRefused; an exception of ours passes."""
    try:
        yield
    except TemplateNotFound as missing:
        name = missing.name or ", ".join(getattr(missing, "templates", ()))
        file, line = _innermost_template(theme, missing) or (theme.folders[0], 0)
        raise SettingsRefused([problem("gabarit-manquant", theme.place(file), line, value=name)]) from None
    except TemplateSyntaxError as error:
        file = Path(error.filename) if error.filename else theme.folders[0]
        raise SettingsRefused([_fault(theme, file, error.lineno, error)]) from None
    except OSError:  # a disk, a right: no template is at fault
        raise
    except Exception as error:
        frame = _innermost_template(theme, error)
        if frame is None and not isinstance(error, TemplateError):
            raise
        file, line = frame or (theme.folders[0], 0)
        raise SettingsRefused([_fault(theme, file, line, error)]) from error


def _fault(theme: Theme, file: Path, line: int, error: Exception) -> Problem:
    words = str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    return problem("gabarit-fautif", theme.place(file), line, error=words)


def _innermost_template(theme: Theme, error: Exception) -> tuple[Path, int] | None:
    """The last line of a template that was running: Jinja rewrites tracebacks to say so.

    What is no mistake of Jinja's own is a template's fault only in one of the theme: channels may have called it.
    """
    frames = [(Path(frame.filename), frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)]
    inside = [
        (file, line)
        for file, line in frames
        if any(file.is_relative_to(folder) for folder in theme.templates)
        or (isinstance(error, TemplateError) and file.suffix != ".py" and file.is_file())
    ]
    return inside[-1] if inside else None
