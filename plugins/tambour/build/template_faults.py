"""A mistake in a template, told to the technician: the template's file and line instead of a traceback."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from tambour.messages import problem
from tambour.model.problems import Problem, SettingsRefused


@contextmanager
def told_in_french(theme: Path) -> Iterator[None]:
    """Turn what Jinja raises about a template of `theme` into SettingsRefused; an exception of ours passes."""
    try:
        yield
    except TemplateNotFound as missing:
        name = missing.name or ", ".join(getattr(missing, "templates", ()))
        raise SettingsRefused([problem("gabarit-manquant", PurePosixPath(theme.name), value=name)]) from None
    except TemplateSyntaxError as error:
        file = Path(error.filename) if error.filename else theme
        raise SettingsRefused([_fault(theme, file, error.lineno, error)]) from None
    except Exception as error:
        frame = _innermost_template(theme, error)
        if frame is None and not isinstance(error, TemplateError):
            raise
        file, line = frame or (theme, 0)
        raise SettingsRefused([_fault(theme, file, line, error)]) from error


def _fault(theme: Path, file: Path, line: int, error: Exception) -> Problem:
    path = file.relative_to(theme.parent) if file.is_relative_to(theme.parent) else file
    words = str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    return problem("gabarit-fautif", PurePosixPath(path.as_posix()), line, error=words)


def _innermost_template(theme: Path, error: Exception) -> tuple[Path, int] | None:
    """The last line of a theme's template that was running: Jinja rewrites tracebacks to say so."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if Path(frame.filename).is_relative_to(theme / "templates")]
    return (Path(inside[-1].filename), inside[-1].lineno or 0) if inside else None
