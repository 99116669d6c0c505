"""Changes to the lines of a text, gathered; whatever none of them touches is copied byte for byte."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tambour.pupitre.files.spots import Mark


@dataclass
class Splices:
    """What is to be replaced, taken out and put in. Lines and columns count from 0, in the text before any change."""

    _pieces: list[tuple[Mark, Mark, str]] = field(default_factory=list)
    _out: set[int] = field(default_factory=set)
    _in: dict[int, list[str]] = field(default_factory=dict)

    def replace(self, start: Mark, end: Mark, text: str) -> None:
        """Put a text, of one line or more, where another stands."""
        self._pieces.append((start, end, text))

    def take_out(self, first: int, after: int) -> None:
        """Take out whole lines."""
        self._out.update(range(first, after))

    def put_in(self, at: int, lines: Sequence[str]) -> None:
        """Put in whole lines before one; after those that were put there before."""
        self._in.setdefault(at, []).extend(lines)

    def apply(self, meant: Sequence[str], typed: Sequence[str], end_of_line: str) -> list[str]:
        """The lines of the text after the changes, each with its end.

        Args:
            meant: the lines that the marks count in, without their ends.
            typed: the same as they were typed, with their ends.
            end_of_line: that of new lines.
        """
        made: list[str] = []
        changed = self._runs(meant)
        at = 0
        while at <= len(meant):
            made += [line + end_of_line for line in self._in.get(at, ())]
            if at == len(meant):
                break
            if at in changed:
                lines, after = changed[at]
                ends = [end_of_line] * (len(lines) - 1) + [_end(typed[after - 1])]
                made += [line + end for line, end in zip(lines, ends, strict=True)]
                at = after
                continue
            if at not in self._out:
                made.append(typed[at])
            at += 1
        for at, line in enumerate(made[:-1]):
            made[at] = line if _end(line) else line + end_of_line
        if made and typed[-1] and not _end(typed[-1]):  # a file that ends without a line end still does
            made[-1] = made[-1].rstrip("\r\n")
        return made

    def _runs(self, meant: Sequence[str]) -> dict[int, tuple[list[str], int]]:
        """First line of each run of lines with pieces to replace → its new lines, and the index after it."""
        runs: list[list[tuple[Mark, Mark, str]]] = []
        for piece in sorted(self._pieces, key=lambda piece: piece[:2]):
            if runs and piece[0][0] <= max(end[0] for _, end, _ in runs[-1]):
                runs[-1].append(piece)
            else:
                runs.append([piece])
        changed = {}
        for run in runs:
            first, last = run[0][0][0], max(end[0] for _, end, _ in run)
            text, at = "", (first, 0)
            for start, end, new in run:
                text += _between(meant, at, start) + new
                at = max(at, end)
            text += _between(meant, at, (last, len(meant[last])))
            changed[first] = ([line.rstrip(" ") for line in text.split("\n")], last + 1)
        return changed


def _between(lines: Sequence[str], start: Mark, end: Mark) -> str:
    if start >= end:
        return ""
    if start[0] == end[0]:
        return lines[start[0]][start[1] : end[1]]
    middle = [line + "\n" for line in lines[start[0] + 1 : end[0]]]
    return "".join((lines[start[0]][start[1] :] + "\n", *middle, lines[end[0]][: end[1]]))


def _end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]
