"""From the declaration of a field to its control: by the `Widget` that its type is marked with, else by its type."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import partial
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from tambour.model.events.price import Price
from tambour.model.fields import Demanded, OneOf, Reference, Widget
from tambour.model.item import Item
from tambour.model.kinds import FOLDERS
from tambour.model.place import FreePlace
from tambour.pupitre import messages
from tambour.pupitre.forms.choices import MOST_SEEN, Choices
from tambour.pupitre.forms.controls import (
    ChoiceControl,
    ConstantControl,
    Control,
    FocusControl,
    GeoControl,
    IconControl,
    LineControl,
    MadeIdControl,
    ManyChoicesControl,
    MomentControl,
    PointsControl,
    ReferenceControl,
    TextControl,
    YesNoControl,
)
from tambour.pupitre.forms.groups import (
    BlockControl,
    ChannelsControl,
    FormField,
    ListControl,
    PlaceControl,
    PricesControl,
    RuleDaysControl,
    VariantsControl,
)
from tambour.pupitre.forms.opening import HoursControl, PeriodDayControl, WeekControl
from tambour.words.own_facts import facet_label

_FILES = ("image", "document")  # named by their paths; all else has a name of its own, and is found by it
_SEEN = ("commune", "topic", "contact")  # seen as a list, while they are few enough
_YES = "oui : "  # how the model begins to tell what a box means
# What the model says of files, which is of no use in a form: a whole sentence.
_OF_FILES = re.compile(r"[^.]*(?:content/|referentiel/|\balt\b|\[|Markdown)[^.]*\.?(?:yaml\.?|/\.)?")
_NAMED = re.compile(r"^Identifiants? (?:de la |du |de l['’]|des |de )?")  # a name is typed here, not an id
_LINKED = re.compile(r"\bid:[\w-]+"), "le titre d'un contenu du site"  # likewise
_QUOTED = re.compile(r"«([ \u00a0]?)(\w+)\1»")  # a field, by the key that a file has
_LINES = {"line": "text", "phone": "tel", "email": "email", "web": "url"}


_Making = Callable[[FieldInfo, Choices], Control]
# The widgets of the model, but for lines of text.
_WIDGETS: Mapping[str, _Making] = {
    "text": lambda info, choices: TextControl(),
    "yes_no": lambda info, choices: YesNoControl(),
    "moment": lambda info, choices: MomentControl(choices.zone, whole_day=True),
    "moment_or_clock": lambda info, choices: MomentControl(choices.zone, alone=True),
    "instant": lambda info, choices: MomentControl(choices.zone),
    "day": lambda info, choices: MomentControl(choices.zone, hours=False),
    "focus": lambda info, choices: FocusControl(),
    "points": lambda info, choices: PointsControl(),
    "geo": lambda info, choices: GeoControl(),
    "place": lambda info, choices: PlaceControl(choices, _block(FreePlace, choices)),
    "prices": lambda info, choices: PricesControl(ListControl(_block(Price, choices), messages.ROWS["prix"])),
    "week": lambda info, choices: WeekControl(required=info.is_required()),
    "hours": lambda info, choices: HoursControl() if info.is_required() else LineControl(),
    "holiday_hours": lambda info, choices: HoursControl(usual=True),
    "period_day": lambda info, choices: PeriodDayControl(choices.zone),
    "rule_days": lambda info, choices: RuleDaysControl(),
    "icon": lambda info, choices: IconControl(choices.of("icon")),
}


class NoWidget(TypeError):
    """A field that no form can show: its type needs a `Widget`."""


def fields_of(model: type[BaseModel], choices: Choices) -> tuple[FormField, ...]:
    """Every field of a model, in its order."""
    titles = {info.alias or name: info.title or name for name, info in model.model_fields.items()}

    def in_words(found: re.Match[str]) -> str:
        return f"«{found[1]}{titles.get(found[2], found[2])}{found[1]}»"

    examples = model.examples if issubclass(model, Item) else {}
    fields = (_field(name, info, choices, examples) for name, info in model.model_fields.items())
    return tuple(replace(field, help=_QUOTED.sub(in_words, field.help)) for field in fields)


def _field(name: str, info: FieldInfo, choices: Choices, own_examples: Mapping[str, str]) -> FormField:
    key = info.alias or name
    made = MadeIdControl() if key == "id" else None
    control = made or _control(info.annotation, tuple(info.metadata), key, info, choices)
    text = _OF_FILES.sub("", (info.description or "").removeprefix(_YES)).strip()
    if isinstance(getattr(control, "item", control), ReferenceControl):
        text = _LINKED[0].sub(_LINKED[1], _NAMED.sub("", text))
    has_blocks = isinstance(control, BlockControl | ListControl) and not isinstance(
        getattr(control, "item", None), LineControl | MomentControl | ReferenceControl
    )
    is_told = not (control.says_itself or has_blocks or isinstance(control, ChoiceControl))
    examples = [own_examples[key]] if key in own_examples else [str(one) for one in info.examples or ()]
    return FormField(
        key=key,
        title=info.title or key,
        control=control,
        help=messages.HINTS.get(key) or (text[:1].upper() + text[1:] if is_told else ""),
        example=examples[0] if examples and isinstance(control, LineControl) else "",
        required=info.is_required(),
        demand=next((mark for mark in info.metadata if isinstance(mark, Demanded)), None),
    )


def _control(annotation: Any, marks: tuple[Any, ...], key: str, info: FieldInfo, choices: Choices) -> Control:
    """The control of a type. marks: those around it, the outermost last."""
    again = partial(_control, key=key, info=info, choices=choices)
    if get_origin(annotation) is Annotated:
        inner, *own = get_args(annotation)
        return again(inner, (*own, *marks))
    if get_origin(annotation) in (Union, UnionType):
        options = [option for option in get_args(annotation) if option is not NoneType]
        if len(options) == 1:
            return again(options[0], marks)
        if all(_is_model(option) for option in options):
            blocks = {kind: _block(model, choices) for model in options for kind in _types_of(model)}
            return VariantsControl(blocks, {kind: messages.BLOCKS[kind] for kind in blocks})
    if (offered := next((mark for mark in marks if isinstance(mark, OneOf)), None)) is not None:
        return ChoiceControl({value: _word(value) for value in offered.values()})
    target = next((mark.target for mark in reversed(marks) if isinstance(mark, Reference)), "")
    if (widget := next((mark.name for mark in reversed(marks) if isinstance(mark, Widget)), "")) != "":
        return _by_widget(widget, marks, target, info, choices)
    return _by_type(annotation, key, info, choices)


def _by_widget(name: str, marks: tuple[Any, ...], target: str, info: FieldInfo, choices: Choices) -> Control:
    several = get_origin(_bare(info.annotation)) is tuple
    if name in _LINES:
        if target in _SEEN and (several or len(choices.of(target)) <= MOST_SEEN):
            return ChoiceControl(choices.of(target), target=target)
        if target and target not in _FILES:
            return ReferenceControl(target, choices)
        limits = [mark for mark in marks if isinstance(mark, StringConstraints)]
        most = next((mark.max_length for mark in reversed(limits) if mark.max_length), None)
        least = next((mark.min_length for mark in reversed(limits) if mark.min_length), None)
        return LineControl(_LINES[name], most, least, choices.of(target) if target else None, target)
    if name not in _WIDGETS:
        raise NoWidget(name)
    return _WIDGETS[name](info, choices)


def _by_type(annotation: Any, key: str, info: FieldInfo, choices: Choices) -> Control:
    origin, inside = get_origin(annotation), get_args(annotation)
    control: Control | None = None
    if origin is tuple:
        item = _control(inside[0], (), key, info, choices)
        if isinstance(item, ChoiceControl):
            control = ManyChoicesControl(item.names, item.target)
        else:
            control = ListControl(item, messages.ROWS.get(key, messages.ONE_MORE))
    elif origin is dict:
        control = ChannelsControl(choices.channels, _block(inside[1], choices))
    elif origin is Literal:
        control = ConstantControl(str(inside[0]))
    elif isinstance(annotation, type) and issubclass(annotation, StrEnum):
        always = str(info.default) if isinstance(info.default, StrEnum) else ""
        words = messages.ENUMERATIONS.get(annotation) or {value: facet_label(value) for value in annotation}
        names = {str(value): said for value, said in words.items()}
        control = ChoiceControl(names, always)
    elif annotation is int:
        control = LineControl("number")
    elif _is_model(annotation):
        control = _block(annotation, choices)
    if control is None:
        raise NoWidget(f"{key}: {annotation}")
    return control


def _block(model: type[BaseModel], choices: Choices) -> BlockControl:
    return BlockControl(
        fields_of(model, choices), getattr(model, "type_is_enough", False), getattr(model, "text_key", "")
    )


def _bare(annotation: Any) -> Any:
    """A type without what it is marked with."""
    return _bare(get_args(annotation)[0]) if get_origin(annotation) is Annotated else annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _types_of(model: type[BaseModel]) -> Iterator[str]:
    """What `type:` says of a block that is one of several."""
    info = next(info for info in model.model_fields.values() if info.alias == "type")
    yield from map(str, get_args(info.annotation))


def _word(value: str) -> str:
    """A folder of content, as readers know it."""
    section = FOLDERS[value].section if value in FOLDERS else value
    return section[:1].upper() + section[1:]
