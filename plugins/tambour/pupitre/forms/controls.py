"""Controls: how one value is shown in a form, and read from it. Each names the macro that draws it.

A value that a control cannot show is kept as it is, and shown as text, until something else is typed or it is erased.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from tambour.model.conversions import focus_point, yes_no
from tambour.model.time.moments import is_clock, parse_clock, parse_moment
from tambour.pupitre.forms.choices import MOST_LISTED, MOST_SEEN, Choices
from tambour.pupitre.forms.data import ERASE, KEPT, ORDER, FormData
from tambour.source.frontmatter import Value

Texts = dict[str, tuple[str, ...]]
LONG_LINE = 150  # characters: what may be longer is given two rows


class CannotShow(Exception):
    """A value that is not of the form that a control has."""


class Control(ABC):
    """One value of a form.

    macro: what draws it. says_itself: it needs no help of the model, which speaks of what is typed in a file. is_group:
    it has several parts, under one legend.
    """

    macro: ClassVar[str]
    says_itself: ClassVar[bool] = False
    is_group: ClassVar[bool] = False

    @abstractmethod
    def fill(self, value: Value, name: str) -> Texts:
        """The texts of the form for a value. Raises CannotShow."""

    @abstractmethod
    def read(self, data: FormData, name: str) -> Value | None:
        """The value that a form says; None for none."""

    def parts(self) -> Mapping[str, "Control"]:
        """The controls inside it, by the part of a name under which each stands; "" for each row of a list."""
        return {}

    def gaps(self, data: FormData, name: str) -> Iterator[str]:
        """The names of what was chosen in it, and still has to be said."""
        yield from ()

    def texts_with(self, value: str, data: FormData, name: str) -> Texts:
        """The texts of a form in which something more is chosen, or something else."""
        return self.fill(value, name)

    def texts_of(self, value: Value | None, name: str) -> Texts:
        """The texts of the form for any value: one that cannot be shown stands by itself."""
        if value is None:
            return {}
        try:
            return self.fill(value, name)
        except (CannotShow, PydanticCustomError):
            return {f"{name}.{KEPT}": (json.dumps(value, ensure_ascii=False),)}

    def value_in(self, data: FormData, name: str) -> Value | None:
        """The value that a form says; what was kept, unless something else was typed or it was erased."""
        value = self.read(data, name)
        if value is None and not data.has(f"{name}.{ERASE}"):
            return kept_value(data, name)
        return value


def kept_value(data: FormData, name: str) -> Value | None:
    """What a form keeps without showing it."""
    try:
        value = json.loads(data.first(f"{name}.{KEPT}") or "null")
    except ValueError:
        return None
    return as_typed(value)


def as_typed(value: object) -> Value | None:
    """Texts, lists and blocks of them: all that a file can say."""
    if isinstance(value, dict):
        return {str(key): typed for key, inner in value.items() if (typed := as_typed(inner)) is not None}
    if isinstance(value, list):
        return [typed for inner in value if (typed := as_typed(inner)) is not None]
    return value if isinstance(value, str) else None


def text_in(value: Value) -> str:
    """A value that is a text. Raises CannotShow."""
    if not isinstance(value, str):
        raise CannotShow
    return value


def _one_of(value: Value, names: Mapping[str, str]) -> str:
    """A value that is one of those that are offered. Raises CannotShow."""
    text = text_in(value).strip()
    if text not in names:
        raise CannotShow
    return text


@dataclass(frozen=True)
class LineControl(Control):
    """A line of text. kind: of the field, as HTML calls it. names: what it may be chosen from, id → words."""

    kind: str = "text"
    most: int | None = None
    least: int | None = None
    names: Mapping[str, str] | None = None
    list_name: str = ""
    macro: ClassVar[str] = "line"

    @property
    def is_long(self) -> bool:
        """Whether it has two rows."""
        return self.kind == "text" and self.most is not None and self.most > LONG_LINE

    @property
    def is_searched(self) -> bool:
        """Whether there is more to choose from than a page holds."""
        return self.names is not None and len(self.names) > MOST_LISTED

    def fill(self, value: Value, name: str) -> Texts:
        return {name: (text_in(value),)}

    def read(self, data: FormData, name: str) -> Value | None:
        return " ".join(data.first(name).split("\n")).replace("\r", "") or None


@dataclass(frozen=True)
class ReferenceControl(Control):
    """One of many things that have a name: found by typing it. target: as `Reference` says it."""

    target: str
    choices: Choices
    macro: ClassVar[str] = "reference"

    @property
    def is_searched(self) -> bool:
        """Whether there is more to choose from than a page holds."""
        return self.choices.is_long(self.target)

    def fill(self, value: Value, name: str) -> Texts:
        meant = text_in(value).strip()
        for words in (self.choices.words_of(self.target, meant), meant):
            if self.choices.id_of(self.target, words) == meant:
                return {name: (words,)}
        raise CannotShow  # it is what something else is called

    def read(self, data: FormData, name: str) -> Value | None:
        return self.choices.id_of(self.target, data.first(name)) or None


@dataclass(frozen=True)
class TextControl(Control):
    """A text of several lines. rows: how many it shows."""

    rows: int = 4
    macro: ClassVar[str] = "text"

    def fill(self, value: Value, name: str) -> Texts:
        return {name: (text_in(value),)}

    def read(self, data: FormData, name: str) -> Value | None:
        return data.first(name).replace("\r\n", "\n").replace("\r", "\n") or None


@dataclass(frozen=True)
class PointsControl(TextControl):
    """Points of a line, one in each line of a text; a list in a file."""

    rows: int = 6

    def fill(self, value: Value, name: str) -> Texts:
        if isinstance(value, list):
            return {name: ("\n".join(map(text_in, value)),)}
        return {name: (text_in(value).replace(";", "\n"),)}

    def read(self, data: FormData, name: str) -> Value | None:
        return [line.strip() for line in data.first(name).splitlines() if line.strip()] or None


@dataclass(frozen=True)
class YesNoControl(Control):
    """A box to tick; what is not ticked is not written."""

    macro: ClassVar[str] = "yes_no"

    def fill(self, value: Value, name: str) -> Texts:
        return {name: ("oui",)} if yes_no(text_in(value)) else {}

    def read(self, data: FormData, name: str) -> Value | None:
        return "oui" if data.first(name) else None


@dataclass(frozen=True)
class ConstantControl(Control):
    """What the type of a block says of itself: nobody types it."""

    value: str
    macro: ClassVar[str] = "constant"

    def fill(self, value: Value, name: str) -> Texts:
        return {}

    def read(self, data: FormData, name: str) -> Value | None:
        return self.value


@dataclass(frozen=True)
class MadeIdControl(Control):
    """The id of a block: made once, of the name of the block, and carried unseen. Nobody types it."""

    macro: ClassVar[str] = "made_id"

    def fill(self, value: Value, name: str) -> Texts:
        return {name: (text_in(value),)}

    def read(self, data: FormData, name: str) -> Value | None:
        return data.first(name) or None


@dataclass(frozen=True)
class MomentControl(Control):
    """A day, and an hour unless it is for the whole day.

    hours: whether an hour may be said. whole_day: whether the form asks if there is none. alone: an hour alone means
    something, the same day.
    """

    zone: ZoneInfo
    hours: bool = True
    whole_day: bool = False
    alone: bool = False
    macro: ClassVar[str] = "moment"
    says_itself: ClassVar[bool] = True
    is_group: ClassVar[bool] = True

    def fill(self, value: Value, name: str) -> Texts:
        text = text_in(value)
        if self.alone and is_clock(text):
            return {f"{name}.heure": (f"{parse_clock(text):%H:%M}",)}
        moment = parse_moment(text, self.zone)
        if not isinstance(moment, datetime):
            return {f"{name}.jour": (f"{moment}",), **({f"{name}.entiere": ("oui",)} if self.whole_day else {})}
        if not self.hours or moment.second:
            raise CannotShow
        return {f"{name}.jour": (f"{moment:%Y-%m-%d}",), f"{name}.heure": (f"{moment:%H:%M}",)}

    def read(self, data: FormData, name: str) -> Value | None:
        day, hour = data.first(f"{name}.jour"), data.first(f"{name}.heure")
        if not self.hours or (self.whole_day and data.has(f"{name}.entiere")):
            hour = ""
        return f"{day} {hour}".strip() or None

    def gaps(self, data: FormData, name: str) -> Iterator[str]:
        if not self.alone and not data.first(f"{name}.jour") and self.read(data, name) is not None:
            yield name


@dataclass(frozen=True)
class GeoControl(Control):
    """Latitude and longitude."""

    macro: ClassVar[str] = "geo"
    says_itself: ClassVar[bool] = True
    is_group: ClassVar[bool] = True

    def fill(self, value: Value, name: str) -> Texts:
        parts = [part.strip() for part in text_in(value).replace(";", ",").split(",")]
        if len(parts) != 2:
            raise CannotShow
        return {f"{name}.latitude": (parts[0],), f"{name}.longitude": (parts[1],)}

    def read(self, data: FormData, name: str) -> Value | None:
        parts = data.first(f"{name}.latitude"), data.first(f"{name}.longitude")
        return ", ".join(part.replace(",", ".") for part in parts if part) or None


@dataclass(frozen=True)
class FocusControl(Control):
    """A point of a picture: two numbers from 0 to 100, or a click on it."""

    macro: ClassVar[str] = "focus"
    is_group: ClassVar[bool] = True

    def fill(self, value: Value, name: str) -> Texts:
        point = focus_point(text_in(value))
        assert isinstance(point, tuple)
        return {f"{name}.x": (str(point[0]),), f"{name}.y": (str(point[1]),)}

    def read(self, data: FormData, name: str) -> Value | None:
        x, y = data.first(f"{name}.x"), data.first(f"{name}.y")
        return f"{x or 50}, {y or 50}" if x or y else None


@dataclass(frozen=True)
class ChoiceControl(Control):
    """One of several values.

    names: value → words. always: one of them always holds, there is no empty choice. target: what it refers to, as
    `Reference` says it.
    """

    names: Mapping[str, str]
    always: str = ""
    target: str = ""
    macro: ClassVar[str] = "choice"

    @property
    def is_short(self) -> bool:
        """Few enough to be seen at once."""
        return not self.target and len(self.names) <= 6

    def fill(self, value: Value, name: str) -> Texts:
        return {name: (_one_of(value, self.names),)}

    def read(self, data: FormData, name: str) -> Value | None:
        chosen = data.first(name)
        return chosen if chosen and chosen != self.always else None


@dataclass(frozen=True)
class ManyChoicesControl(Control):
    """Any of several values; one that is not offered any more stays ticked, by its own name.

    names: value → words. target: what it refers to, as `Reference` says it.
    """

    names: Mapping[str, str]
    target: str = ""
    macro: ClassVar[str] = "choices"
    is_group: ClassVar[bool] = True

    def fill(self, value: Value, name: str) -> Texts:
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list):
            raise CannotShow
        chosen = tuple(text_in(one).strip() for one in values)
        return {name: chosen, f"{name}.{ORDER}": (" ".join(chosen),)}

    def read(self, data: FormData, name: str) -> Value | None:
        chosen = data.every(name)
        order = (*data.first(f"{name}.{ORDER}").split(), *self.names, *chosen)
        return [value for value in dict.fromkeys(order) if value in chosen] or None

    @property
    def is_long(self) -> bool:
        """Whether there is more than one sees at once: what is ticked comes first then."""
        return len(self.names) > MOST_SEEN // 2

    def texts_with(self, value: str, data: FormData, name: str) -> Texts:
        return {name: tuple(dict.fromkeys((*data.every(name), value)))}

    def boxes(self, data: FormData, name: str) -> Mapping[str, str]:
        """All boxes: value → words."""
        ticked = data.every(name)
        first = {one: self.names.get(one, one) for one in self.names if one in ticked} if self.is_long else {}
        return {**first, **self.names, **{one: one for one in ticked if one not in self.names}}


@dataclass(frozen=True)
class IconControl(Control):
    """A pictogram. names: of each, what it shows in words."""

    names: Mapping[str, str]
    macro: ClassVar[str] = "icons"
    says_itself: ClassVar[bool] = True
    is_group: ClassVar[bool] = True

    def fill(self, value: Value, name: str) -> Texts:
        return {name: (_one_of(value, self.names),)}

    def read(self, data: FormData, name: str) -> Value | None:
        return data.first(name) or None
