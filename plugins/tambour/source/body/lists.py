"""Lists: bullets and numbers, in the plain text too."""

from collections.abc import Callable

from tambour.source.body.writer import INDENT, LINE, PARAGRAPH, Writer


class Lists:
    """Writes the open lists, one in the other. Each method returns what closes what it opened."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._numbers: list[int | None] = []  # the next number of each open list; None for dashes

    def open(self, first: int | None) -> Callable[[], None]:
        """first: the number of its first item; None for dashes."""
        name = "ul" if first is None else "ol"
        start = "" if first in (None, 1) else f' start="{first}"'
        self._writer.both(f"<{name}{start}>\n", LINE)
        self._numbers.append(first)

        def close() -> None:
            self._numbers.pop()
            self._writer.both(f"</{name}>\n", LINE if self._numbers else PARAGRAPH)

        return close

    def open_item(self) -> tuple[str, str]:
        number = self._numbers[-1]
        if number is not None:
            self._numbers[-1] = number + 1
        bullet = "- " if number is None else f"{number}. "
        self._writer.both("<li>", INDENT * (len(self._numbers) - 1) + bullet)
        return "</li>\n", LINE
