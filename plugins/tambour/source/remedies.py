"""What to type instead, offered only once it was put in place of what is wrong and found to be accepted."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from pydantic import BaseModel, ValidationError

from tambour.messages.references import WAYS_OUT
from tambour.model.remedy import Remedy
from tambour.model.slugs import fold, id_from
from tambour.source.frontmatter import read_mapping
from tambour.source.names import NO_NAMES, DeclaredNames, enumeration
from tambour.source.suggest import closest

Place = tuple[str | int, ...]
WRITE = "Écrivez : {}"
_DOMAIN = re.compile(r"(?!www\.[^./]+(?:/|$))(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?$", re.IGNORECASE)
_FOLDER = re.compile(r"[\w-]+(?:/[\w-]+)*/")
A_NAME = "Écrivez un nom court, sans accent, avec des tirets."


@dataclass(frozen=True)
class Surroundings:
    """What a field is judged with: the declared names, and the context of a validation."""

    names: DeclaredNames = NO_NAMES
    context: Mapping[str, Any] = field(default_factory=dict)


ALONE = Surroundings()


def accepts(model: type[BaseModel], fields: object, place: Place, value: object, around: Surroundings) -> bool:
    """Whether the field at a place would be accepted with this value, whatever else is wrong around it."""
    try:
        model.model_validate(with_value(fields, place, value), context=dict(around.context))
    except ValidationError as error:
        return not any(_concerns(details["loc"], place) for details in error.errors(include_url=False))
    return True


@dataclass(frozen=True)
class FaultyText:
    """A text that its field refuses.

    place: of the text; in a list, of its item. key: of the field. target: what the field refers to, or "". allowed: the
    only values that it takes, if there are such.
    """

    model: type[BaseModel]
    fields: object
    place: Place
    text: str
    target: str = ""
    allowed: tuple[str, ...] = ()

    @property
    def field(self) -> Place:
        """The place of the whole field."""
        return self.place[:-1] if self.place and isinstance(self.place[-1], int) else self.place


def key_check(model: type[BaseModel], fields: object, place: Place, around: Surroundings) -> Callable[[str], bool]:
    """Whether what stands at a place would be accepted under another key of the same block."""
    block = _at(fields, place[:-1])

    def fits(key: str) -> bool:
        if not isinstance(block, Mapping) or key in block:
            return False
        others = {typed: value for typed, value in block.items() if typed != place[-1]}
        moved = with_value(fields, place[:-1], others)
        return accepts(model, moved, (*place[:-1], key), block[place[-1]], around)

    return fits


def several(faulty: FaultyText, around: Surroundings) -> Remedy:
    """The line to type when a text was meant as a list: `communes: [rouvrelle, corbeval]`; else ""."""
    if not faulty.field or _at(faulty.fields, faulty.place) != faulty.text:
        return Remedy()
    typed = _at(faulty.fields, faulty.field)
    for parts in enumeration(faulty.text):
        meant = [_as_value(part, faulty, around) for part in parts]
        if "" in meant:
            continue
        index = faulty.place[-1]
        if isinstance(typed, list) and isinstance(index, int):
            meant = [*typed[:index], *meant, *typed[index + 1 :]]
        values = list(dict.fromkeys(map(str, meant)))
        drafts = faulty.target and not around.names.drafts.isdisjoint(values)
        if not drafts and accepts(faulty.model, faulty.fields, faulty.field, values, around):
            return Remedy.trial(f"{faulty.field[-1]}: [{', '.join(values)}]", partial(_says, values=values))
    return Remedy()


def _says(line: str, values: list[str]) -> bool:
    """Whether a line that is proposed reads as these values."""
    [read] = read_mapping([line], 1).fields.values() or [None]
    return read == values


def identifier(faulty: FaultyText, around: Surroundings) -> Remedy:
    """What to do about a text that is no id: its list, the id that it names, the id to make of it, or where ids are."""
    if line := several(faulty, around):
        return line.within(WRITE)
    declared = around.names.ids(faulty.target)
    if not declared and not (faulty.target in WAYS_OUT and around is not ALONE):
        made = id_from(faulty.text) if fold(faulty.text) and not faulty.target else ""
        return _trial(made, faulty, around).within(WRITE) or Remedy.form(A_NAME)
    near = _trial(around.names.near(faulty.target, faulty.text), faulty, around)
    return near.within(WRITE) or Remedy.form(WAYS_OUT[faulty.target])


def whole_address(faulty: FaultyText, around: Surroundings) -> Remedy:
    """The address that lacks its beginning: of another site, `www.…`, or of a page of this one, `elus/`; else ""."""
    begins = "https://" if _DOMAIN.match(faulty.text) else "/" if _FOLDER.fullmatch(faulty.text) else ""
    return _trial(f"{begins}{faulty.text}" if begins else "", replace(faulty, target="link"), around)


def _trial(words: str, faulty: FaultyText, around: Surroundings) -> Remedy:
    """An id that the field takes, that is nobody else's when it is the item's own, and no draft's when it refers."""
    unfit = around.names.drafts if faulty.target else around.names.ids("item")

    def fits(words: str) -> bool:
        return words not in unfit and accepts(faulty.model, faulty.fields, faulty.place, words, around)

    return Remedy.trial(words, fits)


def _as_value(part: str, faulty: FaultyText, around: Surroundings) -> str:
    """One part of an enumeration as its field takes it; "" when it takes no such thing."""
    if faulty.target:
        return around.names.near(faulty.target, part)
    if faulty.allowed:
        return closest(part, faulty.allowed)
    return "" if set(part) & set("[]{}\"'#:,") else part


def _at(fields: object, place: Place) -> Any:
    current: Any = fields
    for part in place:
        if isinstance(current, list) and isinstance(part, int):
            current = current[part] if part < len(current) else None
        else:
            current = current.get(part) if isinstance(current, Mapping) else None
    return current


def with_value(fields: object, place: Place, value: object) -> Any:
    """The same fields with one value changed."""
    if not place:
        return value
    first, *rest = place
    if isinstance(fields, list) and isinstance(first, int):
        return [with_value(held, tuple(rest), value) if at == first else held for at, held in enumerate(fields)]
    held = dict(fields) if isinstance(fields, Mapping) else {}
    held[str(first)] = with_value(held.get(str(first)), tuple(rest), value)
    return held


def _concerns(loc: tuple[str | int, ...], place: Place) -> bool:
    """Whether an error stands at a place or below it. Pydantic adds names of its own between the writer's keys."""
    parts: Iterator[str | int] = iter(loc)
    return all(any(part == typed for part in parts) for typed in place)
