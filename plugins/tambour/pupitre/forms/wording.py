"""What a file says, as its form would say it: titles of what is named, dates in words, the labels of choices.

For pages that compare: versions, and what two people wrote otherwise. No key, no id, no `2026-12-01T10:00`.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import singledispatch

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from tambour.model.conversions import TO_REVIEW, yes_no
from tambour.model.events.price import Prices
from tambour.model.time.moments import is_clock, parse_clock, parse_moment
from tambour.pupitre.forms.controls import (
    CannotShow,
    ChoiceControl,
    ConstantControl,
    Control,
    FocusControl,
    IconControl,
    LineControl,
    MadeIdControl,
    ManyChoicesControl,
    MomentControl,
    ReferenceControl,
    YesNoControl,
)
from tambour.pupitre.forms.form import Form
from tambour.pupitre.forms.groups import (
    BlockControl,
    ChannelsControl,
    ListControl,
    PlaceControl,
    PricesControl,
    VariantsControl,
)
from tambour.pupitre.forms.opening import PeriodDayControl
from tambour.source.frontmatter import Value
from tambour.words.dates import date_fr, hour_fr
from tambour.words.prices import price_fr
from tambour.words.typography import NBSP

_SEMICOLON, _COLON = f"{NBSP}; ", f"{NBSP}: "
_YES, _NO = "Oui", "Non"
_STATES = {"oui": _YES, TO_REVIEW: "À relire"}  # of a draft, which no field of a form says
_FILES = ("image", "document")
_PRICES: TypeAdapter[object] = TypeAdapter(Prices)


def words_at(form: Form, place: tuple[str | int, ...], value: Value | None) -> str:
    """A value of a file, in words; "" for none.

    Args:
        form: that of the file's kind, or of the register's entries.
        place: its keys, and indexes in lists: `("creneaux", 0, "debut")`.
        value: as the file has it.
    """
    if value is None or value in ("", [], {}):
        return ""
    if place[:1] == ("brouillon",):
        return _STATES.get(str(value), _NO)
    around = form.control_at(_name_of(place[:-1])) if place[-1:] == ("type",) else None
    if isinstance(around, VariantsControl):
        return around.names.get(str(value), str(value))
    control = form.control_at(_name_of(place)) if place else None
    return plain_words(value) if control is None else words_in(control, value)


def _name_of(place: tuple[str | int, ...]) -> str:
    return ".".join(map(str, place))


def words_in(control: Control, value: Value) -> str:
    """A value, as a control would say it; as it is typed when that has no other words."""
    try:
        return _words(control, value)
    except (CannotShow, PydanticCustomError, ValidationError):
        return plain_words(value)


def plain_words(value: Value | None) -> str:
    """A value of which nothing more is known."""
    if isinstance(value, dict):
        return _SEMICOLON.join(f"{key}{_COLON}{plain_words(inner)}" for key, inner in value.items())
    return ", ".join(map(plain_words, value)) if isinstance(value, list) else (value or "").rstrip("\n")


@singledispatch
def _words(control: Control, value: Value) -> str:
    del control
    return plain_words(value)


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise CannotShow
    return value.strip()


@_words.register
def _(control: LineControl, value: Value) -> str:
    text = _text(value)
    return text if control.list_name in _FILES else (control.names or {}).get(text) or text


@_words.register
def _(control: ReferenceControl, value: Value) -> str:
    return control.choices.words_of(control.target, _text(value))


@_words.register
def _(control: YesNoControl, value: Value) -> str:
    del control
    return _YES if yes_no(_text(value)) else _NO


@_words.register(ConstantControl)
@_words.register(MadeIdControl)
def _(control: Control, value: Value) -> str:
    del control, value
    return ""


@_words.register
def _(control: MomentControl, value: Value) -> str:
    text = _text(value)
    if control.alone and is_clock(text):
        return hour_fr(parse_clock(text))
    moment = parse_moment(text, control.zone)
    day = date_fr(moment, weekday=True)
    return f"{day}, {hour_fr(moment)}" if isinstance(moment, datetime) else day


@_words.register
def _(control: PeriodDayControl, value: Value) -> str:
    shown = {name: text for name, (text,) in control.fill(value, "").items()}
    day = "1er" if shown[".jour"] == "1" else shown[".jour"]
    return " ".join(filter(None, (day, control.months[int(shown[".mois"]) - 1], shown.get(".annee"))))


@_words.register
def _(control: FocusControl, value: Value) -> str:
    shown = control.fill(value, "")
    return f"{shown['.x'][0]}{NBSP}% depuis la gauche, {shown['.y'][0]}{NBSP}% depuis le haut"


@_words.register(ChoiceControl)
@_words.register(IconControl)
def _(control: ChoiceControl | IconControl, value: Value) -> str:
    return control.names.get(_text(value)) or _text(value)


@_words.register
def _(control: ManyChoicesControl, value: Value) -> str:
    values = value if isinstance(value, list) else [value]
    return ", ".join(control.names.get(_text(one)) or _text(one) for one in values)


@_words.register
def _(control: PricesControl, value: Value) -> str:
    del control
    return price_fr(_PRICES.validate_python(value))  # type: ignore[arg-type]


@_words.register
def _(control: PlaceControl, value: Value) -> str:
    if isinstance(value, str):
        return control.choices.words_of(control.target, value.strip())
    if not isinstance(value, dict):
        raise CannotShow
    return ", ".join(plain_words(inner) for inner in value.values())


@_words.register
def _(control: BlockControl, value: Value) -> str:
    return ", ".join(_fields(control, value))


def _fields(control: BlockControl, value: Value) -> Iterator[str]:
    if not isinstance(value, dict):
        raise CannotShow
    for part in control.fields:
        if (inner := value.get(part.key)) not in (None, "", [], {}) and (words := words_in(part.control, inner or "")):
            yield f"{part.title}{_COLON}{words}"


@_words.register
def _(control: ListControl, value: Value) -> str:
    values = value if isinstance(value, list) else [value]
    between = _SEMICOLON if control.item.is_group else ", "
    return between.join(filter(None, (words_in(control.item, one) for one in values)))


@_words.register
def _(control: VariantsControl, value: Value) -> str:
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in control.blocks:
        raise CannotShow
    return ", ".join(filter(None, (control.names.get(kind, ""), *_fields(control.blocks[kind], value))))


@_words.register
def _(control: ChannelsControl, value: Value) -> str:
    if not isinstance(value, dict):
        raise CannotShow
    labels = {choice.name: choice.label for choice in control.channels}
    said = ((labels.get(name, name), words_in(control.block, inner)) for name, inner in value.items())
    return _SEMICOLON.join(f"{label}{_COLON}{words}" for label, words in said)
