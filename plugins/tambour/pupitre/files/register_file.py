"""A register that an agent edits (referentiel/*.yaml): its entries, and new bytes in which one of them is another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from tambour.pupitre.files.shapes import FieldShape, shape_of_register
from tambour.pupitre.files.source_file import says
from tambour.pupitre.files.text import FieldBlock, Text
from tambour.pupitre.files.unwritable import FileUnwritable
from tambour.pupitre.files.values import ABSENT, Absent, read_value
from tambour.pupitre.files.writing import version_of, write_first, write_over
from tambour.source.files import REFERENCE_FOLDER
from tambour.source.frontmatter import Raw, Value, is_nothing, read_yaml

_NEW = b""


@dataclass(frozen=True)
class RegisterFile:
    """One register, as its bytes were read.

    Attributes:
        path: where it lies.
        data: its bytes; b"" for one that is not there yet.
        shape: what the model says of it.
    """

    path: Path
    data: bytes
    shape: FieldShape

    @classmethod
    def read(cls, path: Path) -> "RegisterFile":
        """Read a register; a missing one has no entry. Raises OSError."""
        return cls.of(path, path.read_bytes() if path.exists() else _NEW)

    @classmethod
    def of(cls, path: Path, data: bytes) -> "RegisterFile":
        """The same register with other bytes."""
        return cls(path, data, shape_of_register(f"{REFERENCE_FOLDER}/{path.name}"))

    @cached_property
    def raw(self) -> Raw:
        """What the reader of content makes of it."""
        return read_yaml(self.data)

    @property
    def entries(self) -> Mapping[str, Mapping[str, object]]:
        """Id → fields, by French key, in the order of the file."""
        blocks = {key: MappingProxyType(value) for key, value in self.raw.fields.items() if isinstance(value, dict)}
        return MappingProxyType(blocks)

    @cached_property
    def version(self) -> str:
        """The name of these bytes."""
        return version_of(self.data)

    def change(self, entry: str, fields: Mapping[str, object | Absent] | Absent) -> bytes:
        """The bytes of the register with one entry added, changed or removed.

        Args:
            entry: its id; one that is not there is added at the end.
            fields: key → its new value, `ABSENT` to remove it, those that are not named stay; `ABSENT` in place of
                them removes the entry.

        Raises:
            FileUnwritable: when the register cannot be read, or no bytes say it.
        """
        wanted: dict[str, Value] = dict(self.raw.fields)
        before = wanted.pop(entry, {}) if fields is ABSENT else wanted.get(entry, {})
        if not isinstance(fields, Absent):
            block = dict(before) if isinstance(before, dict) else {}
            for key, given in fields.items():
                value = read_value(given, key)
                block.pop(key, None) if is_nothing(value, key) else block.update({key: value})
            if not block:
                raise FileUnwritable("champ-impossible-a-ecrire", self.path)
            wanted[entry] = block
        return self.data if wanted == self.raw.fields else self._make(wanted)

    def write(self, path: Path, data: bytes) -> "RegisterFile":
        """Put new bytes where this register was read; returns it as it is now.

        Raises:
            ChangedMeanwhile: when somebody else has written it since; nothing is.
            OSError: when the system refuses.
        """
        if self.data == _NEW and not path.exists():
            write_first(path, data)
        else:
            write_over(path, self.data, data)
        return self.of(path, data)

    def _make(self, wanted: dict[str, Value]) -> bytes:
        raw = self.raw
        if raw.flaws and not raw.lines:
            raise FileUnwritable("fichier-a-reprendre", self.path, raw.flaws[0].line)
        text = Text.of(self.data)

        def is_right(lines: Sequence[str]) -> bool:
            return says(read_yaml("".join(lines).encode()), raw, wanted)

        made = FieldBlock(text.lines, raw, self.shape, text.end_of_line).saying(wanted, is_right)
        if made is None:
            raise FileUnwritable("champ-impossible-a-ecrire", self.path)
        return text.with_lines(0, len(text.lines), made)
