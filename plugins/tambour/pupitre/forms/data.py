"""What a form holds: texts by name, as a browser posts them. What a form shows is the same, before anybody typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

# Parts of names that no field has: a value that is kept unseen; a box that erases it; one that removes a row; keys of a
# block that no field shows; a row that is there, though nothing is typed in it.
KEPT, ERASE, REMOVE, OTHERS, THERE = "_garde", "_effacer", "_retirer", "_autres", "_la"
ORDER = "_ordre"  # in which boxes were ticked in the file
# Names of what is sent as a file: `_fichier.image`; tokens of files that wait to be saved with the form.
FILE, DEPOSITS = "_fichier", "_depots"


@dataclass(frozen=True)
class UploadedFile:
    """A file that was sent. name: as it was called; size: in bytes."""

    name: str
    size: int
    stream: BinaryIO

    def read(self) -> bytes:
        """Its bytes."""
        self.stream.seek(0)
        return self.stream.read()


@dataclass(frozen=True)
class FormData:
    """Texts by dotted name: `creneaux.0.debut.jour`. files: what was sent, by the name of the field that it is for."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, UploadedFile] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """The text under a name, without blanks around it; "" when there is none."""
        return next(iter(self.values.get(name, ())), "").strip()

    def every(self, name: str) -> tuple[str, ...]:
        """All texts under a name: boxes that are ticked."""
        return tuple(text.strip() for text in self.values.get(name, ()) if text.strip())

    def has(self, name: str) -> bool:
        """Whether a box is ticked, or a field was there."""
        return name in self.values

    def says(self, name: str) -> bool:
        """Whether something is typed in a field, or in a part of it."""
        start = f"{name}."
        parts = (key for key in self.values if key.startswith(start) and not key.rpartition(".")[2].startswith("_"))
        return any(self.first(key) for key in (name, *parts))

    def rows(self, name: str) -> tuple[int, ...]:
        """The numbers of the rows of a list: 0, 1 for `creneaux.0.debut` and `creneaux.1.fin`."""
        start = f"{name}."
        found = (key[len(start) :].partition(".")[0] for key in self.values if key.startswith(start))
        return tuple(sorted({int(part) for part in found if part.isdecimal() and len(part) < 5}))

    def keys_under(self, name: str) -> tuple[str, ...]:
        """The first parts of the names under a name, in order."""
        start = f"{name}."
        return tuple(dict.fromkeys(key[len(start) :].partition(".")[0] for key in self.values if key.startswith(start)))

    def with_values(self, more: Mapping[str, tuple[str, ...]]) -> "FormData":
        """The same, with others."""
        return FormData({**self.values, **more}, self.files)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each name and text, as a browser would post them."""
        yield from ((name, text) for name, texts in self.values.items() for text in texts)
