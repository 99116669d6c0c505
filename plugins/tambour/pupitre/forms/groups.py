"""Controls with parts of their own: blocks and lists of them, places, prices, the days of a rule, channels."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from tambour.model.events.price import amount_of
from tambour.model.fields import Demanded
from tambour.model.slugs import id_from
from tambour.model.time.recurrence import RANK_WORDS, RuleDay, parse_rule_days
from tambour.model.time.weekdays import WEEKDAYS
from tambour.pupitre.forms.choices import MOST_SEEN, ChannelChoice, Choices
from tambour.pupitre.forms.controls import CannotShow, Control, MadeIdControl, ReferenceControl, Texts
from tambour.pupitre.forms.data import OTHERS, REMOVE, THERE, FormData
from tambour.source.frontmatter import Value

_NAMES = ("libelle", "titre", "nom")  # of a block that has an id of its own
SORT = "sorte"  # which form of a value is meant


@dataclass(frozen=True)
class FormField:
    """One field of a form. key: as it is written in a file; title, help, example: the model's own words.

    demand: when it must be filled in, though it may be left out alone.
    """

    key: str
    title: str
    control: Control
    help: str = ""
    example: str = ""
    required: bool = False
    demand: Demanded | None = None

    def is_demanded(self, data: FormData, name: str) -> bool:
        """Whether it must be filled in beside what the form says now. name: its own, dotted."""
        demand, beside = self.demand, name.removesuffix(self.key)
        if self.required or demand is None:
            return self.required
        if demand.unless and data.says(f"{beside}{demand.unless}"):
            return False
        said = data.first(f"{beside}{demand.by}")
        is_so = said == demand.value if demand.value else len(said) >= demand.longer
        return not demand.by or (data.says(f"{beside}{demand.by}") and is_so)


@dataclass(frozen=True)
class BlockControl(Control):
    """A block of fields; keys that it does not know stay as they are.

    type_is_enough: its `type` alone says something, and is written. text_key: of the field that a text alone says.
    """

    fields: tuple[FormField, ...]
    type_is_enough: bool = False
    text_key: str = ""
    macro: ClassVar[str] = "block"
    is_group: ClassVar[bool] = True

    def fill(self, value: Value, name: str) -> Texts:
        if isinstance(value, str) and self.text_key:
            value = {self.text_key: value}
        if not isinstance(value, dict):
            raise CannotShow
        texts: Texts = {}
        for part in self.fields:
            texts |= part.control.texts_of(value.get(part.key), f"{name}.{part.key}")
        known = {part.key for part in self.fields}
        if others := {key: inner for key, inner in value.items() if key not in known}:
            texts[f"{name}.{OTHERS}"] = (json.dumps(others, ensure_ascii=False),)
        return texts

    def parts(self) -> Mapping[str, Control]:
        return {part.key: part.control for part in self.fields}

    def read(self, data: FormData, name: str) -> Value | None:
        values = self.values(data, name)
        try:
            others = json.loads(data.first(f"{name}.{OTHERS}") or "{}")
        except ValueError:
            others = {}
        said = [key for key, value in values.items() if value and (self.type_is_enough or key != "type")]
        if said == [self.text_key] and not others:
            return values[self.text_key]
        return {**values, **others} if said or others else None

    def gaps(self, data: FormData, name: str) -> Iterator[str]:
        for part in self.fields:
            yield from part.control.gaps(data, f"{name}.{part.key}")

    def values(self, data: FormData, name: str) -> dict[str, Value]:
        """What its fields say, by key; an id that is not made yet is made of the name."""
        found = ((part.key, part.control.value_in(data, f"{name}.{part.key}")) for part in self.fields)
        values = {key: value for key, value in found if value is not None}
        made = next((part.key for part in self.fields if isinstance(part.control, MadeIdControl)), "")
        named = next((value for key in _NAMES if isinstance(value := values.get(key), str)), "")
        return {made: id_from(named), **values} if made and named and made not in values else values


@dataclass(frozen=True)
class ListControl(Control):
    """A list, one row for each item: a row that is left empty, or ticked to be removed, is not written.

    noun: what one of them is called.
    """

    item: Control
    noun: str = ""
    macro: ClassVar[str] = "rows"
    is_group: ClassVar[bool] = True

    def fill(self, value: Value, name: str) -> Texts:
        values = value if isinstance(value, list) else [value]
        texts: Texts = {}
        for number, one in enumerate(values):
            texts |= self.item.texts_of(one, f"{name}.{number}")
        return texts

    def parts(self) -> Mapping[str, Control]:
        return {"": self.item}

    def read(self, data: FormData, name: str) -> Value | None:
        rows = [row for row in data.rows(name) if not data.has(f"{name}.{row}.{REMOVE}")]
        values = (self.item.value_in(data, f"{name}.{row}") for row in rows)
        return _with_distinct_ids([value for value in values if value is not None], self.item) or None

    def gaps(self, data: FormData, name: str) -> Iterator[str]:
        for row in data.rows(name):
            if not data.has(f"{name}.{row}.{REMOVE}"):
                yield from self.item.gaps(data, f"{name}.{row}")

    def shown_rows(self, data: FormData, name: str) -> Sequence[int]:
        """The rows to draw: those that are there; else an empty one."""
        return data.rows(name) or (0,)


def _with_distinct_ids(values: list[Value], item: Control) -> list[Value]:
    """The items of a list, of which no two that were made have one id: a second one has a number."""
    made = next((key for key, part in item.parts().items() if isinstance(part, MadeIdControl)), "")
    taken: set[str] = set()
    for place, value in enumerate(values):
        if made and isinstance(value, dict) and isinstance(value_id := value.get(made), str):
            number, wanted = 2, value_id
            while value_id in taken:
                value_id, number = f"{wanted}-{number}", number + 1
            taken.add(value_id)
            values[place] = {**value, made: value_id}
    return values


def with_row(data: FormData, name: str) -> FormData:
    """A form with one more row in a list."""
    rows = data.rows(name) or (0,)
    return data.with_values({f"{name}.{row}.{THERE}": ("oui",) for row in (*rows, max(rows) + 1)})


@dataclass(frozen=True)
class VariantsControl(Control):
    """A block that is one of several, told by its `type`. names: type → words."""

    blocks: Mapping[str, BlockControl]
    names: Mapping[str, str]
    macro: ClassVar[str] = "variants"
    is_group: ClassVar[bool] = True

    def fill(self, value: Value, name: str) -> Texts:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind.strip() not in self.blocks:
            raise CannotShow
        return {f"{name}.type": (kind.strip(),), **self.blocks[kind.strip()].fill(value, name)}

    def parts(self) -> Mapping[str, Control]:
        return {key: control for block in self.blocks.values() for key, control in block.parts().items()}

    def read(self, data: FormData, name: str) -> Value | None:
        block = self.blocks.get(data.first(f"{name}.type"))
        return block.read(data, name) if block else None


@dataclass(frozen=True)
class PlaceControl(Control):
    """A place: a known one, another one, or none. choices: the known ones among them. free: the fields of another."""

    choices: Choices
    free: BlockControl
    target: ClassVar[str] = "place"
    macro: ClassVar[str] = "place"
    says_itself: ClassVar[bool] = True
    is_group: ClassVar[bool] = True

    @property
    def is_seen(self) -> bool:
        """Whether they are few enough to be seen as a list; one of more is found by typing its name."""
        return len(self.choices.of("place")) <= MOST_SEEN

    def parts(self) -> Mapping[str, Control]:
        return self.free.parts()

    def fill(self, value: Value, name: str) -> Texts:
        if isinstance(value, str) and value.strip() in self.choices.of("place"):
            known = ReferenceControl("place", self.choices).fill(value, f"{name}.id")
            shown = {f"{name}.id": (value.strip(),)} if self.is_seen else known
            return {f"{name}.{SORT}": ("connu",), **shown}
        free: Value = {"nom": value} if isinstance(value, str) else value
        return {f"{name}.{SORT}": ("ailleurs",), **self.free.fill(free, name)}

    def read(self, data: FormData, name: str) -> Value | None:
        sort = data.first(f"{name}.{SORT}")
        if sort == "connu":
            typed = data.first(f"{name}.id")
            return (typed if self.is_seen else self.choices.id_of("place", typed)) or None
        value = self.free.read(data, name) if sort == "ailleurs" else None
        return value["nom"] if isinstance(value, dict) and value.keys() == {"nom"} else value

    def gaps(self, data: FormData, name: str) -> Iterator[str]:
        if data.first(f"{name}.{SORT}") in ("connu", "ailleurs") and self.value_in(data, name) is None:
            yield name


_CURRENCY = re.compile(r"\s*(?:€|euros?)\s*$", re.IGNORECASE)  # typed, though the label says it


@dataclass(frozen=True)
class PricesControl(Control):
    """What it costs: nothing, one amount, several fares, or words. fares: the list of them."""

    fares: ListControl
    macro: ClassVar[str] = "prices"
    says_itself: ClassVar[bool] = True
    is_group: ClassVar[bool] = True

    def fill(self, value: Value, name: str) -> Texts:
        if not isinstance(value, str):
            return {f"{name}.{SORT}": ("plusieurs",), **self.fares.fill(value, f"{name}.tarifs")}
        amount = amount_of(value)
        if amount is None:
            return {f"{name}.{SORT}": ("mots",), f"{name}.mots": (value,)}
        if not amount:
            return {f"{name}.{SORT}": ("gratuit",)}
        return {f"{name}.{SORT}": ("un",), f"{name}.montant": (value.replace("€", "").strip(),)}

    def read(self, data: FormData, name: str) -> Value | None:
        sort = data.first(f"{name}.{SORT}")
        if sort == "un" and (amount := data.first(f"{name}.montant")):
            return amount if amount_of(amount) is None else f"{_CURRENCY.sub('', amount)} €"
        if sort == "plusieurs":
            return self.fares.read(data, f"{name}.tarifs")
        return {"gratuit": "gratuit", "mots": data.first(f"{name}.mots")}.get(sort) or None

    def gaps(self, data: FormData, name: str) -> Iterator[str]:
        if data.first(f"{name}.{SORT}") in ("un", "plusieurs", "mots") and self.value_in(data, name) is None:
            yield name


@dataclass(frozen=True)
class RuleDaysControl(Control):
    """The days of a rule: weekdays, or their places in the month."""

    days: tuple[str, ...] = WEEKDAYS
    ranks: tuple[str, ...] = tuple(RANK_WORDS.values())
    places: int = 2
    macro: ClassVar[str] = "rule_days"
    says_itself: ClassVar[bool] = True
    is_group: ClassVar[bool] = True

    def fill(self, value: Value, name: str) -> Texts:
        days = parse_rule_days(value)
        ranked = [day for day in days if day.rank is not None]
        if len(ranked) > self.places:
            raise CannotShow
        texts: Texts = {}
        if plain := tuple(WEEKDAYS[day.weekday] for day in sorted(set(days) - set(ranked))):
            texts[f"{name}.semaine"] = plain
        for number, day in enumerate(ranked):
            texts[f"{name}.{number}.rang"] = (_rank(day),)
            texts[f"{name}.{number}.jour"] = (WEEKDAYS[day.weekday],)
        return texts

    def read(self, data: FormData, name: str) -> Value | None:
        ticked = data.every(f"{name}.semaine")
        days: list[Value] = [day for day in WEEKDAYS if day in ticked]
        days += list(self._ranks(data, name))
        return days[0] if len(days) == 1 else days or None

    def _ranks(self, data: FormData, name: str) -> Iterator[str]:
        for number in range(self.places):
            rank, day = data.first(f"{name}.{number}.rang"), data.first(f"{name}.{number}.jour")
            if rank and day:
                yield f"{rank} {day}"


def _rank(day: RuleDay) -> str:
    return RANK_WORDS.get(day.rank or 0, "")


@dataclass(frozen=True)
class ChannelsControl(Control):
    """What each channel says differently. channels: those to offer. block: the fields of one."""

    channels: tuple[ChannelChoice, ...]
    block: BlockControl
    spellings: Mapping[str, str] = field(default_factory=dict)
    macro: ClassVar[str] = "channels"
    says_itself: ClassVar[bool] = True
    is_group: ClassVar[bool] = True

    def fill(self, value: Value, name: str) -> Texts:
        if not isinstance(value, dict):
            raise CannotShow
        texts: Texts = {}
        for channel, said in value.items():
            if "." in channel:
                raise CannotShow
            texts |= self.block.fill(said, f"{name}.{channel}") or {f"{name}.{channel}.{THERE}": ("oui",)}
        return texts

    def parts(self) -> Mapping[str, Control]:
        return {choice.name: self.block for choice in self.channels}

    def read(self, data: FormData, name: str) -> Value | None:
        names = [key for key in data.keys_under(name) if not key.startswith("_")]
        values = ((channel, self.block.read(data, f"{name}.{channel}")) for channel in names)
        return {channel: value for channel, value in values if value is not None} or None

    def shown_channels(self, data: FormData, name: str) -> Sequence[ChannelChoice]:
        """Those to draw: what is written for a channel that is off, or called otherwise, is shown too."""
        there = {choice.name for choice in self.channels}
        others = [key for key in data.keys_under(name) if key not in there and not key.startswith("_")]
        return (*self.channels, *(ChannelChoice(key, key) for key in others))
