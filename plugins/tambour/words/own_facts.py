"""What the fields of a record say, in words: label and text of each, from the declaration of its model.

For the kinds whose page shows whatever they declare: a new field is one line in the model, and none here.
"""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum

from tambour.model.events.practical_fact import PracticalFact
from tambour.model.item import Item
from tambour.model.references import target_of, widget_of
from tambour.model.site.site import Site
from tambour.words.dates import date_fr, until
from tambour.words.numbers import number_fr
from tambour.words.speech import _
from tambour.words.typography import initial_capital

# What a field is about, for the eye: by the kind of its value.
_ICONS = {"place": "map-pin", "web": "globe", "email": "mail", "phone": "phone", "day": "calendar-clock"}
_DEADLINE = "end"  # of what closes by itself


def own_facts(site: Site, item: Item) -> tuple[PracticalFact, ...]:
    """What a record says beside what every content does: the fields of its own kind that say something.

    Args:
        site: the site, which knows what fields refer to.
        item: the record.

    Returns:
        The facts, in the order of the model, the deadline first.
    """
    names = [name for name in type(item).model_fields if name not in Item.model_fields]
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


def _facts(site: Site, item: Item, name: str) -> Iterator[PracticalFact]:
    value, info = getattr(item, name), type(item).model_fields[name]
    if value in (None, (), "", False):
        return
    key, label = info.alias or name, _(info.title or name)
    widget, target = widget_of(info), target_of(info)
    icon = _ICONS.get(target) or _ICONS.get(widget, "info")
    if target in ("place", "item"):
        if (other := site.get(str(value))) is not None:
            yield PracticalFact(key, label, other.item.title, other.url, icon=icon)
    elif widget == "web":
        yield PracticalFact(key, label, label, str(value), icon=icon)
    elif widget == "email":
        yield PracticalFact(key, label, str(value), f"mailto:{value}", icon=icon)
    elif name == _DEADLINE and isinstance(value, datetime):
        yield PracticalFact(key, label, initial_capital(until(value)), speaks=True, icon="clock")
    else:
        yield PracticalFact(key, label, _text(value), icon="calendar-clock" if isinstance(value, date) else icon)


def _text(value: object) -> str:
    if isinstance(value, StrEnum):
        return facet_label(value)
    if isinstance(value, date):
        return date_fr(value)
    if isinstance(value, int):
        return number_fr(value)
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    return str(value)
