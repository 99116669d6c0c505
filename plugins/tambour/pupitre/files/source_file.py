"""A content file that an agent edits: its fields, its text, and new bytes in which only what she changed is changed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from tambour.model.conversions import printable
from tambour.model.kinds import Kind
from tambour.pupitre.files.shapes import ANY, FieldShape, kind_of
from tambour.pupitre.files.text import FieldBlock, Text, edited_text
from tambour.pupitre.files.unwritable import FileUnwritable
from tambour.pupitre.files.values import ABSENT, Absent, read_value, same
from tambour.pupitre.files.writing import version_of, write_over
from tambour.source.frontmatter import Raw, Value, decode, is_nothing, read_mapping, split

__all__ = ["ABSENT", "Absent", "SourceFile"]


@dataclass(frozen=True)
class SourceFile:
    """One content file, as its bytes were read.

    Attributes:
        path: where it lies.
        data: its bytes.
        shape: what the model says of its head.
    """

    path: Path
    data: bytes
    shape: FieldShape

    @classmethod
    def read(cls, path: Path, kind: Kind | None = None) -> "SourceFile":
        """Read a file. kind: see `of`. Raises OSError."""
        return cls.of(path, path.read_bytes(), kind)

    @classmethod
    def of(cls, path: Path, data: bytes, kind: Kind | None = None) -> "SourceFile":
        """The same file with other bytes: an earlier version of it, or somebody else's.

        Args:
            path: where it lies.
            data: its bytes.
            kind: of content; None: a folder tells it, that of the content under which it stands, folders of the
                agent's own between them or not.
        """
        kind = kind or kind_of(path)
        return cls(path, data, ANY if kind is None else FieldShape.of_model(kind.model))

    @cached_property
    def raw(self) -> Raw:
        """What the reader of content makes of it: fields, lines, flaws."""
        return split(self.data)

    @property
    def fields(self) -> Mapping[str, object]:
        """What is written in its head, by French key: texts, lists and blocks, as `tambour.source` reads them."""
        return MappingProxyType(self.raw.fields)

    @property
    def body(self) -> str:
        """Its Markdown."""
        return self.raw.body

    @cached_property
    def version(self) -> str:
        """The name of these bytes."""
        return version_of(self.data)

    def change(self, fields: Mapping[str, object | Absent], body: str | None = None) -> bytes:
        """The bytes of the file with some fields changed.

        Only the lines of what changes are others. A field that the file has not is put where the model's order says,
        or where it stands ready behind a `#`; one that is removed takes the comments right above it along. Inside a
        block or a list only what is not the same is written anew. Comments behind a value stay.

        Args:
            fields: key → its new value, whole; `ABSENT` removes it. Fields that are not named stay.
            body: the new text; None: it stays. Blank lines around it are the file's, and stay.

        Raises:
            FileUnwritable: when it has no head that can be read, or no bytes say it.
        """
        given = {key: (None if value is ABSENT else read_value(value, key)) for key, value in fields.items()}
        read = self.raw.fields
        wanted = {key: value for key, value in read.items() if key not in given}
        wanted |= {k: v for k, v in given.items() if v is not None and not is_nothing(v, k)}
        text = None if body is None else _clean(body)
        is_same_text = text is None or text.strip("\n") == self.body.strip("\n")
        if same(wanted, read) and is_same_text:
            return self.data
        return self._make(wanted, self.body if text is None or is_same_text else text)

    def write(self, path: Path, data: bytes) -> "SourceFile":
        """Put new bytes where this file was read; returns it as it is now.

        Raises:
            ChangedMeanwhile: when somebody else has written it since; nothing is.
            OSError: when the system refuses.
        """
        write_over(path, self.data, data)
        return SourceFile(path, data, self.shape)

    def _make(self, wanted: dict[str, Value], body: str) -> bytes:
        raw = self.raw
        if raw.body_line < 2 or (raw.flaws and not raw.lines):
            raise FileUnwritable("fichier-a-reprendre", self.path, next((flaw.line for flaw in raw.flaws), 1))
        text = Text.of(self.data)
        first = next(at for at, line in enumerate(text.lines) if line.strip()) + 1
        after = raw.body_line - 2  # of the line that closes the head
        head, fence, typed = [*text.lines[first:after]], text.lines[after], text.lines[after + 1 :]
        if not same(wanted, raw.fields):
            block = FieldBlock(head, raw, self.shape, text.end_of_line)
            head = block.saying(wanted, lambda lines: says(_read_head(lines), raw, wanted)) or []
        below = list(typed) if body == raw.body else edited_text(typed, raw.body, body, text.end_of_line)
        if below and not fence.endswith(("\r", "\n")):
            fence += text.end_of_line
        data = text.with_lines(first, len(text.lines), [*head, fence, *below])
        read = split(data)
        if not says(read, raw, wanted) or read.body.strip("\n") != body.strip("\n"):
            raise FileUnwritable("champ-impossible-a-ecrire", self.path)
        return data


def says(read: Raw, before: Raw, wanted: Mapping[str, Value]) -> bool:
    """Whether what was read says what it should, and no more is wrong with it than before."""
    flaws, known = (Counter(flaw.code for flaw in raw.flaws) for raw in (read, before))
    return same(read.fields, dict(wanted)) and not flaws - known


def _read_head(lines: Sequence[str]) -> Raw:
    return read_mapping(decode("".join(lines).encode()).split("\n"), 1)


def _clean(body: str) -> str:
    return decode(printable(body).encode())
