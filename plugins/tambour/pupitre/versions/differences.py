"""What changed in a file from one version to another, field by field, in the words of the model."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from tambour.pupitre.files.notation import in_order
from tambour.pupitre.files.register_file import RegisterFile
from tambour.pupitre.files.shapes import FieldShape
from tambour.pupitre.files.source_file import SourceFile
from tambour.pupitre.files.values import same
from tambour.pupitre.versions.merging import TEXT, is_text, label, model_of
from tambour.pupitre.versions.threes import Place
from tambour.source.frontmatter import Value

_NAMES = ("id", "date", "debut", "fichier", "libelle")
_LONGEST = 200  # characters of a value that is quoted
_NBSP = "\u00a0"
FORM_OF_TEXT = "Mise en forme ou liens du texte"


@dataclass(frozen=True)
class FieldChange:
    """One thing that changed.

    Attributes:
        label: French name of the field: « Tarifs n° 1, Montant ».
        before: what it said; None: nothing.
        after: what it says; None: nothing.
        place: its keys, and indexes in lists; of the text, `texte`; () of a whole file.
        old: what it said, as the file had it.
        new: what it says, likewise.
    """

    label: str
    before: str | None
    after: str | None
    place: Place = ()
    old: Value | None = None
    new: Value | None = None

    def __str__(self) -> str:
        """« Titre : « Fête » devient « Fête du lac » »."""
        name = f"{self.label}{_NBSP}: "
        if self.before == self.after:
            return f"{name}{_quote(self.after)} change" if self.after else f"{self.label}{_NBSP}: autrement"
        if self.before is None:
            return f"{name}{_quote(self.after)} est ajouté"
        if self.after is None:
            return f"{name}{_quote(self.before)} est retiré"
        return f"{name}{_quote(self.before)} devient {_quote(self.after)}"


def field_changes(path: str, before: bytes | None, after: bytes | None) -> tuple[FieldChange, ...]:
    """What changed in a file. path: its last two parts tell what it is. None: there is no such file."""
    if before == after:
        return ()
    if model_of(path) is None:
        return (FieldChange("Le fichier", _size(before), _size(after)),)
    old, new = (_read(path, data) for data in (before, after))
    changes = [*_block(path, old[0], new[0], ())]
    changes += _lines(old[1], new[1])
    return tuple(changes)


def _read(path: str, data: bytes | None) -> tuple[dict[str, Value], str]:
    if data is None:
        return {}, ""
    if is_text(path):
        file = SourceFile.of(Path(path), data)
        return file.raw.fields, file.body.strip("\n")
    return RegisterFile.of(Path(path), data).raw.fields, ""


def _block(path: str, old: dict[str, Value], new: dict[str, Value], at: Place) -> Iterator[FieldChange]:
    model = model_of(path)
    keys = {**new, **old}
    for key in keys if at or model is None else in_order(keys, FieldShape.of_model(model)):
        yield from _value(path, old.get(key), new.get(key), (*at, key))


def _value(path: str, old: Value | None, new: Value | None, at: Place) -> Iterator[FieldChange]:
    if same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _block(path, old, new, at)
    elif _is_listed(old) and _is_listed(new):
        yield from _items(path, old, new, at)  # type: ignore[arg-type]
    else:
        yield FieldChange(label(path, at), _words(path, old, at), _words(path, new, at), at, old, new)


def _items(path: str, old: list[Value], new: list[Value], at: Place) -> Iterator[FieldChange]:
    """Blocks of a list, the same ones side by side."""
    names = [_name(item) for item in old]
    seen = set()
    for index, item in enumerate(new):
        name = _name(item)
        found = names.index(name) if name in names else index if len(old) == len(new) else None
        seen.add(found)
        yield from _value(path, None if found is None else old[found], item, (*at, index))
    for index, item in enumerate(old):
        if index not in seen:
            there = (*at, index)
            yield FieldChange(label(path, there), _words(path, item, there), None, there, item)


def _lines(old: str, new: str) -> Iterator[FieldChange]:
    """What changed in a text: its lines, those beside each other together."""
    if not old or not new:
        yield from [FieldChange(label("", (TEXT,)), old or None, new or None, (TEXT,))] if old != new else []
        return
    lines = old.split("\n"), new.split("\n")
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *lines, autojunk=False).get_opcodes():
        before, after = ("\n".join(filter(None, part)) for part in (lines[0][i:i_end], lines[1][j:j_end]))
        if tag != "equal" and before != after:
            yield FieldChange(label("", (TEXT,)), before or None, after or None, (TEXT,))


def _is_listed(value: Value | None) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _name(item: Value) -> str:
    key = next((key for key in _NAMES if isinstance(item, dict) and key in item), None)
    return json.dumps(item[key] if isinstance(item, dict) and key else item)


def _words(path: str, value: Value | None, at: Place) -> str | None:
    """A value, as it is said in a sentence."""
    if value is None or value in ("", [], {}):
        return None
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, list):
        words = (str(_words(path, item, (*at, index))) for index, item in enumerate(value))
        return (f"{_NBSP}; " if _is_listed(value) else ", ").join(words)
    parts = (
        (label(path, (*at, key)).rpartition(", ")[2], _words(path, part, (*at, key))) for key, part in value.items()
    )
    return ", ".join(f"{name}{_NBSP}: {words}" for name, words in parts)


def _size(data: bytes | None) -> str | None:
    return None if data is None else f"{len(data)} octets"


def _quote(words: str | None) -> str:
    text = " ".join((words or "").split())
    return f"«{_NBSP}{text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + '…'}{_NBSP}»"
