"""A whole form: the fields of a kind or a register, what matters first, and the rest in parts that are folded."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from tambour.model.item import Item
from tambour.pupitre import messages
from tambour.pupitre.forms.choices import Choices
from tambour.pupitre.forms.controls import Control, LineControl, ReferenceControl
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.forms.groups import BlockControl, FormField, PlaceControl, VariantsControl
from tambour.pupitre.forms.making import fields_of
from tambour.source.frontmatter import Value

RULE = "recurrence"
_QUOTED = re.compile(r"«([ \u00a0]?)(\w+)\1»")  # a field, by the key that a file has
DATES, TEXT = "_dates", "_texte"  # names that no field has: which form dates take; the text of a content
_ALL_DATES = tuple(dict.fromkeys(key for keys in messages.DATE_FIELDS.values() for key in keys))
_NOT_ASKED = ("id", "brouillon")  # made once; said by the button


@dataclass(frozen=True)
class FormPart:
    """Some fields under one title; "" for those that come first. keys: `_dates` and `_texte` among them."""

    title: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """The form of one model."""

    fields: Mapping[str, FormField]
    parts: tuple[FormPart, ...]

    @classmethod
    def of(cls, model: type[BaseModel], choices: Choices) -> "Form":
        """The form of a kind of content or of a register's records."""
        fields = {field.key: field for field in fields_of(model, choices) if field.key not in _NOT_ASKED}
        return cls(fields, tuple(_parts(model, fields)))

    def data_of(self, typed: Mapping[str, Value], text: str = "") -> FormData:
        """What the form shows of a file. typed: the top of it; text: the rest."""
        values: dict[str, tuple[str, ...]] = {TEXT: (text,)}
        for key, field in self.fields.items():
            values |= field.control.texts_of(typed.get(key), key)
        if self.has_dates:
            form = messages.MANY_DATES if "creneaux" in typed else messages.ONE_DATE
            values[DATES] = (messages.SERIES if "recurrence" in typed else form,)
        return FormData(values)

    @property
    def has_dates(self) -> bool:
        """Whether it asks which form the dates take."""
        return all(key in self.fields for key in _ALL_DATES)

    def key_seen(self, key: str, data: FormData) -> str:
        """The field at which what is said of another one is seen: the form that dates take hides some of them."""
        form = data.first(DATES) or messages.ONE_DATE
        seen = messages.DATE_FIELDS.get(form, _ALL_DATES)
        return key if not self.has_dates or key not in _ALL_DATES or key in seen else seen[0]

    def values(self, data: FormData) -> dict[str, Value]:
        """All that a form says, by key."""
        found = ((key, field.control.value_in(data, key)) for key, field in self._fields_for(data))
        return {key: value for key, value in found if value is not None}

    def _fields_for(self, data: FormData) -> Iterator[tuple[str, FormField]]:
        """The fields of the form that its dates take."""
        meant = messages.DATE_FIELDS.get(data.first(DATES), _ALL_DATES)
        return ((key, field) for key, field in self.fields.items() if key not in _ALL_DATES or key in meant)

    def changes(self, typed: Mapping[str, Value], data: FormData) -> dict[str, Value | None]:
        """What is said otherwise than the file says it: key → value, None for what is said no more.

        What means the same, be it a part of a field, keeps the form in which it was typed.
        """
        before, now = self.values(self.data_of(typed)), self.values(data)
        return {
            key: as_typed(typed.get(key), before.get(key), now.get(key))
            for key in self.fields
            if before.get(key) != now.get(key)
        }

    def count(self, part: FormPart, data: FormData) -> int:
        """How many fields of a part say something."""
        said = self.values(data)
        return sum(key in said for key in part.keys)

    def control_at(self, name: str) -> Control | None:
        """The control of a field. name: dotted, as it is posted; None for none."""
        key, *inside = name.split(".")
        field = self.fields.get(key)
        control = field.control if field is not None else None
        for part in inside:
            parts = control.parts() if control is not None else {}
            control = parts.get("" if part.isdecimal() else part)
        return control

    def with_choice(self, data: FormData, name: str, value: str) -> FormData:
        """A form in which a field names one thing more, or another. Raises KeyError when there is no such field."""
        control = self.control_at(name)
        if control is None:
            raise KeyError(name)
        return data.with_values(control.texts_with(value, data, name))

    @property
    def targets(self) -> tuple[str, ...]:
        """What its fields name by typing: of these, a page holds a list."""
        found = (target for field in self.fields.values() for target in _targets(field.control))
        return tuple(dict.fromkeys(found))

    def gaps(self, data: FormData) -> tuple[str, ...]:
        """Where something was chosen that still has to be said: « un prix », and no price. Names, dotted."""
        found = [name for key, field in self._fields_for(data) for name in field.control.gaps(data, key)]
        is_series = self.has_dates and data.first(DATES) == messages.SERIES
        is_open = is_series and self.fields[RULE].control.value_in(data, RULE) is None
        return (RULE, *found) if is_open else tuple(found)

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        found = dict(_titles_in(field.control for field in self.fields.values()))
        return found | {key: field.title for key, field in self.fields.items()}

    def with_titles(self, words: str) -> str:
        """A sentence in which a field that it quotes by the key of a file is called as the form calls it."""
        return _QUOTED.sub(lambda found: f"«{found[1]}{self._titles.get(found[2], found[2])}{found[1]}»", words)

    def place_of(self, title: str) -> str:
        """The key of the field that a problem names by its title; "" for none."""
        first = title.partition(",")[0].partition(" n°")[0].strip()
        return next((key for key, field in self.fields.items() if field.title == first), "")


def _titles_in(controls: Iterable[Control]) -> Iterator[tuple[str, str]]:
    for control in controls:
        blocks = control.blocks.values() if isinstance(control, VariantsControl) else (control,)
        for block in blocks:
            if isinstance(block, BlockControl):
                yield from ((field.key, field.title) for field in block.fields)
        yield from _titles_in(control.parts().values())


def _targets(control: Control) -> Iterator[str]:
    if isinstance(control, LineControl) and control.list_name:
        yield control.list_name
    elif isinstance(control, ReferenceControl) or (isinstance(control, PlaceControl) and not control.is_seen):
        yield control.target
    for part in control.parts().values():
        yield from _targets(part)


def as_typed(typed: Value | None, before: Value | None, now: Value | None) -> Value | None:
    """A new value, in which whatever is as it was keeps the form in which it was typed.

    Args:
        typed: as the file has it.
        before: the same, as the form would write it.
        now: as the form says it.
    """
    if now == before:
        return typed
    if isinstance(typed, dict) and isinstance(before, dict) and isinstance(now, dict):
        keys = [*(key for key in typed if key in now), *(key for key in now if key not in typed)]
        parts = ((key, as_typed(typed.get(key), before.get(key), now[key])) for key in keys)
        return {key: part for key, part in parts if part is not None}
    if isinstance(typed, list) and isinstance(before, list) and isinstance(now, list) and len(typed) == len(before):
        return [value for place, one in enumerate(now) if (value := _item(typed, before, place, one)) is not None]
    return now


def _item(typed: list[Value], before: list[Value], place: int, now: Value) -> Value | None:
    """One item of a list: it may have moved there from another place."""
    if now in before:
        return typed[before.index(now)]
    return as_typed(typed[place], before[place], now) if place < len(typed) else now


def _parts(model: type[BaseModel], fields: Mapping[str, FormField]) -> Iterator[FormPart]:
    if not issubclass(model, Item):
        yield FormPart("", tuple(fields))
        return
    first = messages.FIRST.get(model, messages.FIRST_OF_ANY)
    yield FormPart("", first)
    asked = {*first, *(_ALL_DATES if DATES in first else ())}
    for title, keys in messages.FOLDED.items():
        here = tuple(key for key in keys if key in fields and key not in asked)
        asked |= {*here}
        if here:
            yield FormPart(title, here)
    if rest := tuple(key for key in fields if key not in asked):
        yield FormPart(messages.THE_REST, rest)
