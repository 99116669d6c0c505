"""The ledger on disk: content/registre.jsonl, one record a line, as JSON.

Git unites two branches' lines by itself (`merge=union` in .gitattributes): the order of the lines and a line that is
there twice mean nothing. Each line tells by its keys what it is, so that no line depends on another.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from tambour.build.machine import write_whole
from tambour.messages import problem
from tambour.model.ledger.ledger import SlotRecord, TextRecord
from tambour.model.problems import ContentRefused, Problem
from tambour.source.files import LEDGER_FILE
from tambour.source.overlay import AS_WRITTEN, Overlay

_PATH = PurePosixPath(LEDGER_FILE)
_MARKERS = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")  # what git leaves where it could not unite
_BOM = b"\xef\xbb\xbf"
_ATTRIBUTES = ".gitattributes"  # beside the ledger: it goes where the content goes, into whatever repository
_UNITE = f"{LEDGER_FILE} text eol=lf merge=union"
_UNKNOWN_KEY = "extra_forbidden"


@dataclass(frozen=True)
class LedgerFile:
    """A ledger as it was read. conflicts: lines (1-based) that a merge left between the records."""

    records: tuple[TextRecord | SlotRecord, ...] = ()
    conflicts: tuple[int, ...] = ()


def read(content: Path) -> LedgerFile:
    """As `read_lines`. Raises ContentRefused for lines that are none."""
    file, problems = read_lines(content)
    if problems:
        raise ContentRefused(problems)
    return file


def read_lines(content: Path, overlay: Overlay = AS_WRITTEN) -> tuple[LedgerFile, list[Problem]]:
    """Read the ledger of a content folder; without one, it is empty.

    overlay: what is read otherwise than it lies there.

    Returns the ledger, and a problem for each line that is none, and for a file that has lost all of them: an empty one
    is never written; in a file that counts as mended, there are no such.
    """
    try:
        data = overlay.read(LEDGER_FILE, content / LEDGER_FILE)
    except FileNotFoundError:
        data = None
    records: list[TextRecord | SlotRecord] = []
    conflicts: list[int] = []
    problems: list[Problem] = []
    for number, raw in enumerate((data or b"").removeprefix(_BOM).split(b"\n"), start=1):
        line = raw.strip()
        if line.startswith(_MARKERS):
            conflicts.append(number)
        elif line:
            try:
                records.append(_record(line))
            except (ValueError, RecursionError) as error:
                problems.append(_explain(error, line, number))
    if not (records or conflicts or problems) and data is not None:
        problems.append(problem("registre-vide", _PATH))
    return LedgerFile(tuple(records), tuple(conflicts)), [] if LEDGER_FILE in overlay.mended else problems


def in_conflict(line: int) -> Problem:
    """A build does not choose between two versions."""
    return problem("registre-en-conflit", _PATH, line)


def write(content: Path, records: Iterable[TextRecord | SlotRecord]) -> bool:
    """Bring the file to these records, each once, in the order of their characters. Returns whether it has changed."""
    file = content / LEDGER_FILE
    data = "".join(f"{line}\n" for line in sorted({_line(record) for record in records})).encode()
    if not data or (file.is_file() and file.read_bytes() == data):
        return False
    write_whole(file, data)
    _let_git_unite(content / _ATTRIBUTES)
    return True


def _let_git_unite(file: Path) -> None:
    """Tell git to keep the lines of both sides, unless somebody has told it something about the ledger already."""
    attributes = file.read_text("utf-8") if file.is_file() else ""
    if LEDGER_FILE not in attributes:
        write_whole(file, f"{attributes.rstrip()}\n{_UNITE}\n".lstrip().encode())


def _record(line: bytes) -> TextRecord | SlotRecord:
    """Raises ValueError, of which pydantic's and json's errors and UnicodeDecodeError are kinds."""
    fields = json.loads(line)
    model = SlotRecord if isinstance(fields, dict) and "slot" in fields else TextRecord
    return model.model_validate(fields)


def _line(record: TextRecord | SlotRecord) -> str:
    fields = record.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _explain(error: Exception, line: bytes, number: int) -> Problem:
    """A key that is not known here was written by a version that came later: nothing is wrong with the file."""
    if isinstance(error, ValidationError):
        errors = error.errors(include_url=False)
        if all(details["type"] == _UNKNOWN_KEY for details in errors):
            return problem("registre-plus-recent", _PATH, number, value=str(errors[0]["loc"][-1]))
    return problem("registre-illisible", _PATH, number, value=line.decode("utf-8", "replace"))
