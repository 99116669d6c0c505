"""The bytes of a file, line by line, and a block of them made to say something else."""

import codecs
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import yaml

from tambour.pupitre.files.edits import Edit
from tambour.pupitre.files.notation import entry as entry_lines
from tambour.pupitre.files.notation import in_order
from tambour.pupitre.files.shapes import FieldShape
from tambour.pupitre.files.splices import Splices
from tambour.pupitre.files.spots import HeadLines, Spot, Tangled
from tambour.source.frontmatter import Raw, Value, compose, decode
from tambour.source.typed_head import as_meant

_END = re.compile(r"(\r\n|\r|\n)")


@dataclass(frozen=True)
class Text:
    """A file's text. bom: whether it begins with one. lines: each with its end, as many as the reader counts."""

    bom: bool
    lines: tuple[str, ...]

    @classmethod
    def of(cls, data: bytes) -> "Text":
        """Raises UnicodeDecodeError for what is not UTF-8."""
        bom = data.startswith(codecs.BOM_UTF8)
        parts = _END.split(data.removeprefix(codecs.BOM_UTF8).decode())
        return cls(bom, (*map("".join, zip(parts[::2], parts[1::2], strict=False)), parts[-1]))

    @property
    def end_of_line(self) -> str:
        """The end that most of its lines have."""
        ends = Counter(line[len(line.rstrip("\r\n")) :] for line in self.lines)
        del ends[""]
        return ends.most_common(1)[0][0] if ends else "\n"

    def with_lines(self, first: int, after: int, new: Sequence[str]) -> bytes:
        """The file with these lines, each with its end, instead of some."""
        text = "".join((*self.lines[:first], *new, *self.lines[after:]))
        return (codecs.BOM_UTF8 if self.bom else b"") + text.encode()


@dataclass(frozen=True)
class FieldBlock:
    """The lines of one head, or of a whole register.

    typed: with their ends. raw: what is read in them. shape: what the model says of it. end_of_line: of new lines.
    """

    typed: Sequence[str]
    raw: Raw
    shape: FieldShape
    end_of_line: str

    def saying(self, new: dict[str, Value], is_right: Callable[[Sequence[str]], bool]) -> list[str] | None:
        """The lines of a block that says `new`, those of the fields that say what they said untouched.

        Args:
            new: all that it is to say.
            is_right: whether lines that were made say that, and nothing else.

        Returns:
            None when no lines were found that do.
        """
        for whole in (False, True):  # piece by piece; where that cannot be done, a field at a time
            lines = self._make(new, whole=whole)
            if lines is not None and is_right(lines):
                return lines
        return None

    def _make(self, new: dict[str, Value], *, whole: bool) -> list[str] | None:
        meant = as_meant(decode("".join(self.typed).encode()).split("\n")[: len(self.typed)])
        node, _ = compose(meant, 1)
        splices = Splices()
        if not isinstance(node, yaml.MappingNode):  # nothing but comments
            keys = in_order(new, self.shape)
            below = [line for key in keys for line in entry_lines(key, new[key], self.shape.of(key, new), 0)]
            splices.put_in(len(self.typed) - bool(self.typed and not self.typed[-1]), below)
            return splices.apply(meant.lines, self.typed, self.end_of_line)
        lines = HeadLines(meant)
        spot = lines.spot(node)
        words = _words(spot, self.raw)
        if whole:
            _close(spot)
        try:
            Edit(lines, splices, words, len(self.typed)).block(spot, new, self.shape, is_head=True)
        except Tangled:
            return None
        return splices.apply(meant.lines, self.typed, self.end_of_line)


def _close(spot: Spot) -> None:
    """Each of the fields is to be written whole."""
    for entry in spot.entries.values():
        below = entry.spot
        if not below.is_text:
            below.entries, below.items, below.flow, below.in_flow = {}, [], False, False


def _words(spot: Spot, raw: Raw, place: str = "") -> dict[tuple[int, int], str]:
    """Mark of a scalar → what it would say with the comment that follows it."""
    if spot.is_text:
        words = raw.comments.get(place)
        return {spot.start: words[0]} if words else {}
    above = f"{place}." if place else ""
    found: dict[tuple[int, int], str] = {}
    for name, entry in spot.entries.items():
        found |= _words(entry.spot, raw, f"{above}{name}")
    for index, part in enumerate(spot.items):
        found |= _words(part, raw, f"{above}{index}")
    return found


def edited_text(typed: Sequence[str], old: str, new: str, end_of_line: str) -> list[str]:
    """The lines of a body that says `new`: those that are in both are copied, with what surrounds the text.

    Args:
        typed: its lines, with their ends.
        old: the body as it is read.
        new: what it is to say; blank lines around it are not its own.
        end_of_line: that of new lines.
    """
    said, wanted = old.split("\n"), new.strip("\n").split("\n")
    filled = [at for at, line in enumerate(said) if line]
    blank = len(typed) - bool(typed and not typed[-1])
    first, after = (filled[0], filled[-1] + 1) if filled else (blank, blank)
    if not new.strip("\n"):
        wanted = []
    made = list(typed[:first])
    for tag, i, i_end, j, j_end in SequenceMatcher(None, said[first:after], wanted, autojunk=False).get_opcodes():
        if tag == "equal":
            made += typed[first + i : first + i_end]
        else:
            made += [line + end_of_line for line in wanted[j:j_end]]
    made += typed[after:]
    for at, line in enumerate(made[:-1]):
        made[at] = line if line.endswith(("\r", "\n")) else line + end_of_line
    if filled and typed[-1] and made:  # it ends without a line end
        made[-1] = made[-1].rstrip("\r\n")
    return made
