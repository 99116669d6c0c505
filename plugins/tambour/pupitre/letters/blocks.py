"""The blocks of a letter as its form holds them: added, ordered, taken out; the contents that each of them names.

Each gesture is a button of the form, so that all of them work without a script; a script only makes them quick.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tambour.pupitre.forms.data import THERE, FormData
from tambour.pupitre.forms.groups import VariantsControl
from tambour.pupitre.messages import letters as messages
from tambour.source.frontmatter import Value

BLOCKS, UNDO, KIND = "blocs", "_blocs_avant", "type"
BY_HAND = "_un_a_un"  # a block that shall name its contents one by one, and has none yet
IDS, FIRST, WITHOUT = "ids", "avec", "sans"
RULES = ("depuis_derniere_lettre", "jours", "genres", "themes", "communes", "au_plus", "sans_deja_envoyes")
_Row = dict[str, tuple[str, ...]]  # what follows the number of a row → texts

# What a new block holds, by what its button is called.
BEGINNINGS: Mapping[str, Mapping[str, Value]] = MappingProxyType(
    {
        "agenda": {
            KIND: "selection",
            "titre": messages.NEXT_EVENTS,
            "genres": ["agenda"],
            "jours": "30",
            "au_plus": "8",
            "presentation": "agenda",
        },
        "actualites": {
            KIND: "selection",
            "titre": messages.NEWS,
            "genres": ["actualites"],
            "depuis_derniere_lettre": "oui",
            "au_plus": "5",
        },
        "un-a-un": {KIND: "selection", "titre": messages.BY_HAND},
        "texte": {KIND: "texte"},
        "appel": {KIND: "appel"},
        "image": {KIND: "image"},
    }
)


@dataclass(frozen=True)
class Arranged:
    """A form after a gesture. focus: id of the element to go on from. said: what was done, in a sentence."""

    data: FormData
    focus: str = ""
    said: str = ""


def rows_of(data: FormData, name: str) -> list[_Row]:
    """The rows of a list, in order."""
    start, found = f"{name}.", dict[int, _Row]()
    for key, texts in data.values.items():
        number, _, rest = key.removeprefix(start).partition(".")
        if key.startswith(start) and number.isdecimal() and len(number) < 5:
            found.setdefault(int(number), {})[rest] = texts
    return [found[number] for number in sorted(found)]


def with_rows(data: FormData, name: str, rows: Sequence[_Row]) -> FormData:
    """The same form with these rows in a list, numbered from 0."""
    start = f"{name}."
    others = {
        key: texts
        for key, texts in data.values.items()
        if not (key.startswith(start) and key[len(start) :].partition(".")[0].isdecimal())
    }
    numbered = {
        f"{name}.{number}{f'.{rest}' if rest else ''}": texts
        for number, row in enumerate(rows)
        for rest, texts in row.items()
    }
    return FormData({**others, **numbered})


def ids_in(data: FormData, block: int, key: str) -> list[str]:
    """The contents that a block names under one of its keys."""
    name = f"{BLOCKS}.{block}.{key}"
    return [found for row in data.rows(name) if (found := data.first(f"{name}.{row}"))]


def name_by_id(data: FormData, id_of: Callable[[str], str]) -> FormData:
    """A form whose blocks name contents by their ids, where it called them by their titles."""
    named = re.compile(rf"{BLOCKS}\.\d+\.(?:{IDS}|{FIRST}|{WITHOUT})\.\d+")
    found = {key: texts for key, texts in data.values.items() if named.fullmatch(key)}
    return data.with_values({key: tuple(id_of(text) or text for text in texts) for key, texts in found.items()})


def is_by_hand(data: FormData, block: int) -> bool:
    """Whether a block names its contents one by one."""
    name = f"{BLOCKS}.{block}"
    return bool(ids_in(data, block, IDS)) or data.has(f"{name}.{BY_HAND}")


def arrange(
    data: FormData,
    do: str,
    control: VariantsControl,
    chosen: Callable[[int], Sequence[str]],
    beginnings: Mapping[str, Mapping[str, Value]] = BEGINNINGS,
) -> Arranged | None:
    """A form after one of the gestures of this module; None when `do` is none of them.

    Args:
        data: the form.
        do: what the button says: `bloc:monter:2`, `contenu:retirer:0:fete`.
        control: of a block.
        chosen: ids of what the block of a number shows now.
        beginnings: what a new block holds, by what its button is called.
    """
    if do == "bloc:annuler":
        return _take_back(data)
    what, _, rest = do.partition(":")
    verb, _, target = rest.partition(":")
    if what == "bloc" and verb == "ajouter" and target in beginnings:
        done = _add_block(data, control, target, beginnings[target])
    elif what in ("bloc", "contenu"):
        number, _, argument = target.partition(":")
        if not number.isdecimal() or int(number) >= len(rows_of(data, BLOCKS)):
            return None
        gesture = _gestures(what).get(verb)
        if gesture is None:
            return None
        done = gesture(data, int(number), argument, chosen)
    else:
        return None
    before = {key: texts for key, texts in data.values.items() if key.startswith(f"{BLOCKS}.")}
    return Arranged(done.data.with_values({UNDO: (json.dumps(before),)}), done.focus, done.said)


def _take_back(data: FormData) -> Arranged | None:
    """The blocks as they were before the last gesture; once more, and it is done again."""
    try:
        before = json.loads(data.first(UNDO))
        kept = {str(name): tuple(map(str, texts)) for name, texts in before.items()}
    except (ValueError, AttributeError, TypeError):
        return None
    now = {key: texts for key, texts in data.values.items() if key.startswith(f"{BLOCKS}.")}
    others = {key: texts for key, texts in data.values.items() if key not in now and key != UNDO}
    return Arranged(FormData({**others, **kept, UNDO: (json.dumps(now),)}), "c-blocs-champ", messages.TAKEN_BACK)


def _add_block(data: FormData, control: VariantsControl, target: str, beginning: Mapping[str, Value]) -> Arranged:
    name = f"{BLOCKS}.{len(rows_of(data, BLOCKS))}"
    begun = with_rows(data, BLOCKS, rows_of(data, BLOCKS))
    texts = control.texts_of(dict(beginning), name)
    more = {f"{name}.{BY_HAND}": ("oui",)} if target == "un-a-un" else {f"{name}.{THERE}": ("oui",)}
    return Arranged(begun.with_values({**texts, **more}), _title(name), messages.ADDED)


def _move(data: FormData, number: int, to: int, button: str) -> Arranged:
    rows = rows_of(data, BLOCKS)
    to = min(max(to, 0), len(rows) - 1)
    rows.insert(to, rows.pop(number))
    focus = f"{_title(f'{BLOCKS}.{to}')}-{button}"
    return Arranged(with_rows(data, BLOCKS, rows), focus, messages.place_of_block(to + 1, len(rows)))


def _up(data: FormData, number: int, _argument: str, _chosen: object) -> Arranged:
    return _move(data, number, number - 1, "monter" if number > 1 else "descendre")


def _down(data: FormData, number: int, _argument: str, _chosen: object) -> Arranged:
    last = len(rows_of(data, BLOCKS)) - 1
    return _move(data, number, number + 1, "descendre" if number + 1 < last else "monter")


def _place(data: FormData, number: int, argument: str, _chosen: object) -> Arranged:
    return _move(data, number, int(argument) if argument.isdecimal() else number, "monter")


def _remove(data: FormData, number: int, _argument: str, _chosen: object) -> Arranged:
    rows = rows_of(data, BLOCKS)
    del rows[number]
    return Arranged(with_rows(data, BLOCKS, rows), "annuler-geste", messages.REMOVED)


def _choose_by_hand(data: FormData, number: int, _argument: str, chosen: Callable[[int], Sequence[str]]) -> Arranged:
    """A block by rules that names from now on what its rules choose now."""
    names, start = chosen(number), f"{BLOCKS}.{number}."
    rules = (*RULES, FIRST, WITHOUT)
    left = {
        key: texts
        for key, texts in data.values.items()
        if not (key.startswith(start) and key.removeprefix(start).partition(".")[0] in rules)
    }
    made = _name_items(FormData({**left, f"{start}{BY_HAND}": ("oui",)}), number, IDS, names)
    return Arranged(made, _items(number), messages.BY_HAND_NOW)


def _choose_by_rule(data: FormData, number: int, _argument: str, _chosen: object) -> Arranged:
    """A block that names its contents, which are from now on those that come first of a rule."""
    name = f"{BLOCKS}.{number}"
    first = ids_in(data, number, IDS)
    left = {key: texts for key, texts in data.values.items() if key != f"{name}.{BY_HAND}"}
    rule = {f"{name}.genres": ("actualites",), f"{name}.depuis_derniere_lettre": ("oui",)}
    made = _name_items(_name_items(FormData({**left, **rule}), number, IDS, ()), number, FIRST, first)
    return Arranged(made, _title(name), messages.BY_RULE_NOW)


def _take_item_out(data: FormData, number: int, argument: str, _chosen: object) -> Arranged:
    if is_by_hand(data, number):
        left = [one for one in ids_in(data, number, IDS) if one != argument]
        data = data.with_values({f"{BLOCKS}.{number}.{BY_HAND}": ("oui",)})
        return Arranged(_name_items(data, number, IDS, left), _items(number), messages.ITEM_OUT)
    first = [one for one in ids_in(data, number, FIRST) if one != argument]
    without = [*dict.fromkeys((*ids_in(data, number, WITHOUT), argument))]
    made = _name_items(_name_items(data, number, FIRST, first), number, WITHOUT, without)
    return Arranged(made, _items(number), messages.ITEM_OUT)


def _put_item_in(data: FormData, number: int, argument: str, _chosen: object) -> Arranged:
    """One more content: at the end of those that are named; the first of a rule's."""
    key = IDS if is_by_hand(data, number) else FIRST
    names = [*dict.fromkeys((*ids_in(data, number, key), argument))]
    without = [one for one in ids_in(data, number, WITHOUT) if one != argument]
    made = _name_items(_name_items(data, number, key, names), number, WITHOUT, without)
    return Arranged(made, _items(number), messages.ITEM_ADDED if key == IDS else messages.ITEM_IN)


def _let_item_loose(data: FormData, number: int, argument: str, _chosen: object) -> Arranged:
    first = [one for one in ids_in(data, number, FIRST) if one != argument]
    return Arranged(_name_items(data, number, FIRST, first), _items(number), messages.ITEM_LOOSE)


def _allow_item(data: FormData, number: int, argument: str, _chosen: object) -> Arranged:
    """What was left out may be chosen again."""
    without = [one for one in ids_in(data, number, WITHOUT) if one != argument]
    return Arranged(_name_items(data, number, WITHOUT, without), _items(number), messages.ITEM_BACK)


def _move_item_up(data: FormData, number: int, argument: str, _chosen: object) -> Arranged:
    """One place nearer to the top, among those that the block names."""
    key = IDS if is_by_hand(data, number) else FIRST
    names = ids_in(data, number, key)
    if argument in names and (at := names.index(argument)):
        names[at - 1], names[at] = names[at], names[at - 1]
    return Arranged(_name_items(data, number, key, names), _items(number), messages.ITEM_UP)


_Gesture = Callable[[FormData, int, str, Callable[[int], Sequence[str]]], Arranged]


def _gestures(what: str) -> Mapping[str, _Gesture]:
    if what == "bloc":
        return {
            "monter": _up,
            "descendre": _down,
            "placer": _place,
            "retirer": _remove,
            "un-a-un": _choose_by_hand,
            "regle": _choose_by_rule,
        }
    return {
        "retirer": _take_item_out,
        "prendre": _put_item_in,
        "epingler": _put_item_in,
        "detacher": _let_item_loose,
        "remettre": _allow_item,
        "monter": _move_item_up,
    }


def _name_items(data: FormData, number: int, key: str, names: Sequence[str]) -> FormData:
    return with_rows(data, f"{BLOCKS}.{number}.{key}", [{"": (name,)} for name in names])


def _title(name: str) -> str:
    return f"c-{name.replace('.', '-')}"


def _items(number: int) -> str:
    return f"c-{BLOCKS}-{number}-contenus"


def typed_blocks(data: FormData, control: VariantsControl) -> Iterator[tuple[int, Value | None]]:
    """Each block of a form by its number, as a file would say it; None while it says nothing."""
    for number in data.rows(BLOCKS):
        yield number, control.value_in(data, f"{BLOCKS}.{number}")
