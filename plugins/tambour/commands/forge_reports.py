"""What is wrong with a project, as forges read it: shown at its line, on the proposal that brings it.

GitHub reads lines that a command prints, GitLab a file (Code Quality, which is Code Climate's format).
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from tambour.model.problems import Problem

TEXT, GITHUB, GITLAB = "texte", "github", "gitlab"
FORMATS = (TEXT, GITHUB, GITLAB)
_CHECKOUTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")  # variables that name the folder of the repository
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}


def github_lines(problems: Sequence[Problem], content: Path | None) -> Iterator[str]:
    """The workflow command of each problem.

    content: folder of the content; None when the settings do not tell.
    """
    for problem in problems:
        place = {"file": _path(problem, content), "line": str(max(problem.line, 1)), "title": f"[{problem.code}]"}
        properties = ",".join(f"{name}={_escape(value, _PROPERTY)}" for name, value in place.items())
        yield f"::error {properties}::{_escape(_words(problem), _DATA)}"


def github_error(title: str, words: str) -> str:
    """The workflow command of what is wrong with no file."""
    return f"::error title={_escape(title, _PROPERTY)}::{_escape(words, _DATA)}"


def code_quality(problems: Sequence[Problem], content: Path | None) -> str:
    """The report of GitLab, as JSON. content: as above."""
    seen: dict[str, int] = {}
    report = []
    for problem in problems:
        path = _path(problem, content)
        key = f"{path}\0{problem.code}\0{problem.message}"
        seen[key] = seen.get(key, 0) + 1
        report.append(
            {
                "description": _words(problem),
                "check_name": problem.code,
                "fingerprint": hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest(),
                "severity": "major",
                "location": {"path": path, "lines": {"begin": max(problem.line, 1)}},
            }
        )
    return json.dumps(report, ensure_ascii=False, indent=1)


def _words(problem: Problem) -> str:
    subject = f"{problem.field} : " if problem.field else ""
    return "\n".join(filter(None, (f"{subject}{problem.message}", problem.hint)))


def _path(problem: Problem, content: Path | None) -> str:
    """Where the file lies in the repository: that of the content below its folder, the settings beside it."""
    in_settings = len(problem.path.parts) == 1 and problem.path.suffix == ".py"
    if in_settings or content is None:
        full = (content.parent if content is not None else Path()) / problem.path
    else:
        full = content / problem.path
    full = full.absolute()
    roots = [Path(folder) for name in _CHECKOUTS if (folder := os.environ.get(name))]
    root = next((root for root in [*roots, Path.cwd()] if full.is_relative_to(root)), None)
    return (full.relative_to(root) if root else problem.path).as_posix()


def _escape(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
