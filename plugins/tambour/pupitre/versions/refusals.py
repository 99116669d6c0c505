"""What keeps a version from being kept, sent or fetched: a sentence, and nothing lost."""

from pathlib import PurePosixPath

from tambour.messages import problem
from tambour.model.problems import Refused

_SIGNS = {  # what git says → our code, in this order
    "not a git repository": "historique-absent",
    "index.lock": "historique-occupe",
    "Another git process": "historique-occupe",
    "cannot lock ref": "historique-occupe",
    "are ignored by one of your .gitignore": "historique-ignore",
    "Permission denied (": "historique-acces-refuse",
    "Authentication failed": "historique-acces-refuse",
    "could not read Username": "historique-acces-refuse",
    "terminal prompts disabled": "historique-acces-refuse",
    "Host key verification failed": "historique-acces-refuse",
    "error: 403": "historique-acces-refuse",
    "HTTP 403": "historique-acces-refuse",
    "protected branch": "historique-acces-refuse",
    "pre-receive hook declined": "historique-acces-refuse",
    "Could not resolve host": "historique-injoignable",
    "Failed to connect": "historique-injoignable",
    "Connection refused": "historique-injoignable",
    "Connection timed out": "historique-injoignable",
    "Network is unreachable": "historique-injoignable",
    "does not appear to be a git repository": "historique-injoignable",
    "Could not read from remote repository": "historique-injoignable",
    "unable to access": "historique-injoignable",
    "NotGitRepository": "historique-injoignable",
    "HangupException": "historique-injoignable",
    "repository not found": "historique-injoignable",
}


class HistoryRefused(Refused):
    """No version was made of it.

    Attributes:
        written: whether the files of the save are on disk all the same.
    """

    def __init__(self, code: str, path: str = "", *, written: bool = False, **context: object) -> None:
        self.code, self.written = code, written
        super().__init__([problem(code, PurePosixPath(path or "historique"), **context)])


def refusal_of(said: str, fallback: str = "historique-illisible") -> HistoryRefused:
    """What a program that failed said, as a refusal. said: its standard error."""
    code = next((code for sign, code in _SIGNS.items() if sign.lower() in said.lower()), fallback)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return HistoryRefused(code, error=" ".join(lines[-3:])[:300] or "sans un mot")
