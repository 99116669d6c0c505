"""What the fields of a record say, in words: label and text of each, from the declaration of its model.

For the kinds whose page shows whatever they declare: a new field is one line in the model, and none here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from tambour.model.events.practical_fact import PracticalFact
from tambour.model.fields import Record
from tambour.model.item import Item
from tambour.model.kinds import REGISTERS
from tambour.model.references import target_of, widget_of
from tambour.model.site.site import Site
from tambour.words.dates import date_fr, until
from tambour.words.numbers import euros_fr, number_fr, phone_href
from tambour.words.speech import _
from tambour.words.typography import NBSP, initial_capital

# What a field is about, for the eye: by the kind of its value.
_ICONS = {
    "place": "map-pin",
    "commune": "map-pin",
    "web": "globe",
    "email": "mail",
    "phone": "phone",
    "day": "calendar-clock",
}
_NAMED = ("place", "item", "commune")  # references that have a page
# What leads somewhere by itself: what is read, "" for the label of its field, and where it leads.
_ADDRESSES: Mapping[str, Callable[[str], tuple[str, str]]] = MappingProxyType(
    {
        "web": lambda value: ("", value),
        "email": lambda value: (value, f"mailto:{value}"),
        "phone": lambda value: (value.replace(" ", NBSP), phone_href(value)),
    }
)
_SHOWN_APART = ("related",)  # contents beside which a page stands
_DEADLINE = "end"  # of what closes by itself


def own_facts(site: Site, item: Item) -> tuple[PracticalFact, ...]:
    """What a record says beside what every content does: the fields of its own kind that say something.

    Args:
        site: the site, which knows what fields refer to.
        item: the record.

    Returns:
        The facts, in the order of the model, the deadline first.
    """
    names = [name for name in type(item).model_fields if name not in Item.model_fields and name not in _SHOWN_APART]
    names.sort(key=lambda name: name != _DEADLINE)
    return tuple(fact for name in names for fact in _facts(site, item, name))


def facet_label(value: object) -> str:
    """One value of a field in words, as a list that is narrowed to it is called.

    Args:
        value: a choice, a text, a number.

    Returns:
        The label of a choice that has one, else the value as text.
    """
    return _(str(value.label)) if hasattr(value, "label") else str(value)


def has_parts(value: object) -> bool:
    """Whether a value is a block, a list of blocks, a point on the map: no line says it, the template of its kind does.

    Args:
        value: of a field.

    Returns:
        True for what has parts.
    """
    one = value[0] if isinstance(value, tuple) else value
    return isinstance(one, Record | float)


def _facts(site: Site, item: Item, name: str) -> Iterator[PracticalFact]:
    value, info = getattr(item, name), type(item).model_fields[name]
    if value in (None, (), "", False) or has_parts(value):
        return
    key, label = info.alias or name, _(info.title or name).replace("'", "’")
    widget, target = widget_of(info), target_of(info)
    icon = _ICONS.get(target) or _ICONS.get(widget, "info")
    if target in _NAMED:
        for text, url in _names(site, target, value if isinstance(value, tuple) else (value,)):
            yield PracticalFact(key, label, text, url, icon=icon)
    elif widget in _ADDRESSES:
        text, url = _ADDRESSES[widget](str(value))
        yield PracticalFact(key, label, text or label, url, icon=icon)
    elif name == _DEADLINE and isinstance(value, datetime):
        yield PracticalFact(key, label, initial_capital(until(value)), speaks=True, icon="clock")
    else:
        yield PracticalFact(key, label, _text(value), icon="calendar-clock" if isinstance(value, date) else icon)


def _names(site: Site, target: str, ids: Iterable[object]) -> Iterator[tuple[str, str]]:
    """The name and the address of what is published of some references."""
    for one in map(str, ids):
        if target == "commune":
            if (commune := site.communes.get(one)) is not None:
                yield commune.name, site.absolute(REGISTERS["commune"].path(commune.id))
        elif (other := site.get(one)) is not None:
            yield other.item.title, other.url


def _text(value: object) -> str:
    if isinstance(value, StrEnum):
        return facet_label(value)
    if isinstance(value, date):
        return date_fr(value)
    if isinstance(value, Decimal):
        return euros_fr(value)
    if isinstance(value, int):
        return number_fr(value)
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    return str(value)
