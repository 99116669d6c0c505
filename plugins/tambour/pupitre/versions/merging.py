"""One file that two people changed → one file that says what both said; never a mark of conflict in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import BaseModel

from tambour.model.kinds import REGISTERS
from tambour.publish.posted import POSTED_FILE
from tambour.pupitre.files.register_file import RegisterFile
from tambour.pupitre.files.shapes import kind_of
from tambour.pupitre.files.source_file import ABSENT, SourceFile, says
from tambour.pupitre.files.text import Text
from tambour.pupitre.files.unwritable import FileUnwritable
from tambour.pupitre.files.values import same
from tambour.pupitre.versions.threes import Dispute, Merging, Place, merge_lines
from tambour.source.explain import label_of
from tambour.source.files import LEDGER_FILE, REFERENCE_FOLDER
from tambour.source.frontmatter import Value

TEXT = "texte"  # first key of the places of disputes in a body
WHOLE = "fichier"  # the place of a dispute about the file itself


@dataclass(frozen=True)
class Conflict:
    """One thing that both changed in one file.

    Attributes:
        path: of the file.
        name: what an answer is given under: `titre`, `prix.0.montant`, `texte.0`, `fichier`.
        label: French: « Tarifs n° 1, Montant ».
        base: what it was; None: it was not there.
        mine: what I made of it.
        theirs: what they made of it.
    """

    path: str
    name: str
    label: str
    base: object
    mine: object
    theirs: object


@dataclass(frozen=True)
class Merged:
    """data: the bytes, None: the file is to be gone. conflicts: what is still to be chosen; then data is of no use."""

    data: bytes | None
    conflicts: tuple[Conflict, ...] = ()


def merge_file(
    path: str, base: bytes | None, mine: bytes | None, theirs: bytes | None, answers: Mapping[str, object] | None = None
) -> Merged:
    """Merge what two people made of one file, field by field.

    Args:
        path: of the file; its last two parts tell what it is.
        base: what both began with; None: there was no such file.
        mine: what the one made of it; None: it is gone.
        theirs: what the other made of it.
        answers: name of a conflict → what it is to be; ABSENT: nothing. Of `fichier`, the bytes.
    """
    answers = answers or {}
    if theirs in (mine, base):
        return Merged(mine)
    if mine == base:
        return Merged(theirs)
    if WHOLE in answers:
        given = answers[WHOLE]
        return Merged(given if isinstance(given, bytes) else None)
    if mine is not None and theirs is not None:
        merged = _merge_texts(path, base or b"", mine, theirs, answers)
        if merged is not None:
            return merged
    return Merged(mine, (Conflict(path, WHOLE, "Le fichier", base, mine, theirs),))


def model_of(path: str) -> type[BaseModel] | None:
    """The model of what a file says; of a register, that of its entries."""
    parts = PurePosixPath(path).parts[-2:]
    if len(parts) == 2 and parts[0] == REFERENCE_FOLDER:
        return next((register.model for register in REGISTERS.values() if register.file == parts[1]), None)
    kind = kind_of(PurePosixPath(path))
    return kind.model if kind is not None and is_text(path) else None


def is_text(path: str) -> bool:
    """Whether a file has a text under its head: a content file, not a register."""
    return path.endswith((".md", ".markdown"))


def label(path: str, place: Place) -> str:
    """French name of a place in a file."""
    if place[:1] == (TEXT,):
        return "Texte"
    model = model_of(path)
    if model is None or not place:
        return ".".join(map(str, place)) or "Le fichier"
    if is_text(path):
        return label_of(model, place)
    return f"{place[0]} : {label_of(model, place[1:])}" if len(place) > 1 else str(place[0])


def _merge_texts(path: str, base: bytes, mine: bytes, theirs: bytes, answers: Mapping[str, object]) -> Merged | None:
    """None when no more can be asked than which of the two files it is to be."""
    model = model_of(path)
    if PurePosixPath(path).name in (LEDGER_FILE, POSTED_FILE):
        return _merge_ledgers(base, mine, theirs)
    if model is None:
        return _line_by_line(base, mine, theirs)
    if is_text(path):
        return _merge_contents(path, base, mine, theirs, answers)
    return _merge_registers(path, base, mine, theirs, answers)


def _merge_contents(path: str, base: bytes, mine: bytes, theirs: bytes, answers: Mapping[str, object]) -> Merged | None:
    old, one, other = (SourceFile.of(Path(path), data) for data in (base, mine, theirs))
    if not one.raw.lines or not other.raw.lines:
        return None
    merging = Merging(_plain(answers))
    fields = merging.fields(old.raw.fields, one.raw.fields, other.raw.fields)
    body = merging.text(old.body.strip("\n"), one.body.strip("\n"), other.body.strip("\n"), (TEXT,))
    if merging.disputes:
        return Merged(mine, _conflicts(path, merging))
    lines = _line_by_line(base, mine, theirs)  # what stands between the fields, too
    if lines is not None and lines.data is not None:
        read = SourceFile.of(Path(path), lines.data)
        if says(read.raw, one.raw, fields) and read.body.strip("\n") == body:
            return lines
    changes: dict[str, object] = {key: fields.get(key, ABSENT) for key in {**one.raw.fields, **fields}}
    try:
        return Merged(one.change(changes, body))
    except FileUnwritable:
        return None


def _merge_registers(
    path: str, base: bytes, mine: bytes, theirs: bytes, answers: Mapping[str, object]
) -> Merged | None:
    old, one, other = (RegisterFile.of(Path(path), data) for data in (base, mine, theirs))
    if one.raw.flaws or other.raw.flaws:
        return None
    merging = Merging(_plain(answers))
    fields = merging.fields(old.raw.fields, one.raw.fields, other.raw.fields)
    if merging.disputes:
        return Merged(mine, _conflicts(path, merging))
    lines = _line_by_line(base, mine, theirs)
    if lines is not None and lines.data is not None and RegisterFile.of(Path(path), lines.data).raw.fields == fields:
        return lines
    made = one
    try:
        for entry in {**one.raw.fields, **fields}:
            block = fields.get(entry)
            before = made.raw.fields.get(entry, {})
            if isinstance(block, dict) and isinstance(before, dict):
                made = made.of(
                    made.path, made.change(entry, {key: block.get(key, ABSENT) for key in {**before, **block}})
                )
            elif block is None:
                made = made.of(made.path, made.change(entry, ABSENT))
    except FileUnwritable:
        return None
    return Merged(made.data) if same(made.raw.fields, fields) else None


def _merge_ledgers(base: bytes, mine: bytes, theirs: bytes) -> Merged | None:
    """What was published, or posted, is only ever added to: the lines of both, in the order in which they came."""
    known = {*mine.splitlines()}
    if not mine.startswith(base) or not theirs.startswith(base):
        return None
    return Merged(mine + b"".join(line + b"\n" for line in theirs[len(base) :].splitlines() if line not in known))


def _line_by_line(base: bytes, mine: bytes, theirs: bytes) -> Merged | None:
    try:
        old, one, other = (Text.of(data) for data in (base, mine, theirs))
    except UnicodeDecodeError:
        return None
    pieces = merge_lines(old.lines, one.lines, other.lines)
    if any(isinstance(piece, tuple) for piece in pieces):
        return None
    lines = [line for piece in pieces for line in piece if isinstance(line, str)]
    return Merged(one.with_lines(0, len(one.lines), lines))


def _conflicts(path: str, merging: Merging) -> tuple[Conflict, ...]:
    return tuple(_conflict(path, found) for found in merging.disputes)


def _conflict(path: str, found: Dispute) -> Conflict:
    return Conflict(path, found.name, label(path, found.place), found.base, found.mine, found.theirs)


def _plain(answers: Mapping[str, object]) -> dict[str, Value | None]:
    return {name: None if value is ABSENT else value for name, value in answers.items()}  # type: ignore[misc]
