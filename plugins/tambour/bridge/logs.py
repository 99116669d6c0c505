"""Pelican's warnings and errors, counted: any of them fails the build.

Pelican logs a mistake and goes on, exit code 0, with a page or a file missing. Nobody reads a log that scrolls by.
"""

import logging

from pelican.log import LimitFilter

from tambour.words.numbers import count_fr

EXIT_WARNINGS = 70  # EX_SOFTWARE, sysexits.h

# Said by Pelican while it reads the settings, before we have set what it asks for, or about what we do not use.
_ANSWERED = (
    "No timezone information specified in the settings",  # the territory has it
    "Removed extraneous trailing slash from SITEURL",  # and the result is what we want
    "Feeds generated without SITEURL",  # Pelican's own feeds are off
    "Locale could not be set",  # nothing of ours depends on it
)


class Tally(logging.Handler):
    """Keeps the text of every warning and error since it was last emptied."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not message.startswith(_ANSWERED):
            self.lines.append(f"{record.levelname} {record.name}: {message}")


def tally() -> Tally:
    """The one tally of this process, listening at the root logger."""
    root = logging.getLogger()
    found = next((handler for handler in root.handlers if isinstance(handler, Tally)), None)
    if found is None:
        found = Tally()
        root.addHandler(found)
    return found


def forget() -> None:
    """Begin a run: count from zero, and make Pelican say again what it has said in an earlier run of this process.

    Its filter drops a message that it has seen before; the second of two builds would seem clean.
    """
    tally().lines.clear()
    LimitFilter._raised_messages.clear()
    LimitFilter._group_count.clear()


def verdict() -> str:
    """What is to be told when something was logged, in French, with the lines themselves; "" when nothing was."""
    lines = tally().lines
    if not lines:
        return ""
    count = count_fr(len(lines), "avertissement de Pelican", "avertissements de Pelican")
    return "\n".join(
        ["La construction est arrêtée :", *(f"    {line}" for line in lines), f"{count} : tout doit être corrigé."]
    )
