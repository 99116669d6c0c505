"""Values as a file holds them: texts, lists and blocks, cleaned as the reader of content cleans them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from tambour.model.conversions import clean_text, is_visible
from tambour.source.frontmatter import Value, is_nothing


class Absent(Enum):
    """What to give to a field that is to be removed: `ABSENT`."""

    FIELD = "absent"


ABSENT = Absent.FIELD


def read_value(given: object, key: str = "") -> Value:
    """What the reader of content would read, were this written under a key; "", [] or {} for nothing.

    Texts are cleaned. `True` is `oui`, a moment is written with its hour to the minute.

    Raises:
        TypeError: for what no file can say.
    """
    if given is None or given is ABSENT:
        return ""
    if isinstance(given, Mapping):
        pairs = ((str(clean_text(str(name))).strip(), part) for name, part in given.items())
        values = {name: read_value(part, name) for name, part in pairs if name}
        values = {name: value for name, value in values.items() if not is_nothing(value, name)}
        return values if any(value != {} for value in values.values()) else {}
    if isinstance(given, Sequence) and not isinstance(given, str):
        return [value for value in map(read_value, given) if not is_nothing(value)]
    text = str(clean_text(_text(given)))
    return text if is_visible(text) else ""


def _text(given: object) -> str:
    if isinstance(given, str):
        return given
    if isinstance(given, bool):
        return "oui" if given else "non"
    if isinstance(given, datetime):
        return f"{given:%Y-%m-%d %H:%M}"
    if isinstance(given, date | int | float | Decimal):
        return str(given)
    raise TypeError(f"no content file can say {given!r}")


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two values say the same.

    The line break at the end of a text is that of its notation (`|`), and one of a list may be typed alone.
    """
    if isinstance(one, str) and isinstance(other, str):
        return one.rstrip("\n") == other.rstrip("\n")
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, list) and len(one) == 1:
        return same(one[0], other)
    if isinstance(other, list) and len(other) == 1:
        return same(one, other[0])
    return one == other
