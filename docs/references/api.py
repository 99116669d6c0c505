"""docs/channel-api.md: what a channel is given and what it makes, from the docstrings of the public face (`inv docs`).

Every class with its fields and methods; for what writers type, both names of each field: the French key of the front
matter, and the Python attribute. `tests/docs/test_channel_api.py` holds that all of it is documented, and in one form:
plain sentences, then `Attributes:`, `Args:`, `Returns:`, `Raises:`.
"""

import inspect
import pkgutil
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from importlib import import_module

from pydantic import BaseModel

import tambour.channels as public
from docs.references.docstrings import Doc, default_of, doc_of, one_line, signature_of, type_name
from tambour import words
from tambour.channels import Channel, ChannelSettings, Templates, digest, of_one_item
from tambour.messages import Messages, Sentence
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.events.practical_fact import PracticalFact
from tambour.model.kinds import KINDS, REGISTERS, Kind
from tambour.model.ledger.history import History, SlotHistory, StateChange
from tambour.model.letters.edition import (
    CallPart,
    Edition,
    EditionImage,
    EditionItem,
    ImagePart,
    SelectionPart,
    TextPart,
)
from tambour.model.media import Derived, Media, Original
from tambour.model.place import FreePlace
from tambour.model.problems import ContentRefused, Problem
from tambour.model.site.excerpt import Excerpt, Results
from tambour.model.site.output import Output, OutputIndex, Scope
from tambour.model.site.page_address import PageAddress
from tambour.model.site.published import Fragment, Origin, Published
from tambour.model.site.receipt import Absence, Presence, Receipt, WaitingItem, WaitingLink
from tambour.model.site.site import Site
from tambour.model.territory import Territory
from tambour.testing import building, golden, laws, tables, village
from tambour.testing.tables import cell

_HEAD = """# The API of channels

This page is generated from the code (`inv docs`): it is always current. How to write a channel, step by step:
[plugins/tambour/channels/README.md](../plugins/tambour/channels/README.md). What `tambour.channels` exports is imported
from there and stays there; other modules are named under each heading, and may move.

[The contract](#the-contract) · [What a channel makes](#what-a-channel-makes)
· [What a channel reads](#what-a-channel-reads) · [What writers type](#what-writers-type)
· [Letters as they are sent](#letters-as-they-are-sent) · [Words](#words) · [Tests](#tests)
"""
_TYPED = """The item of a `Published` is one of these (`isinstance(published.item, Event)`), frozen pydantic models. A
field has two names: the French key that writers type, and the attribute that code reads. Descriptions are those that
agents read.
"""
_TERRITORY = """Of a setting, the key and the attribute are one.
"""
_PLAIN_PATH = """The type of a setting that says where a file goes: ASCII letters, digits, `.`, `_`, `-`, and `/`
between names.
"""
_WORDS = """French wording in plain text, the same on the pages and in every channel. Its modules may move.
"""
CONTRACT: Sequence[object] = (Channel, ChannelSettings, Templates, Messages, Sentence, digest, of_one_item)
MADE: Sequence[type] = (Output, Scope, Problem, ContentRefused, Excerpt)
READ: Sequence[type] = (
    *(Site, Published, Kind, Occurrence, EventStatus, Origin, Fragment, PageAddress, Media, Original, Derived),
    *(History, SlotHistory, StateChange, OutputIndex, Results),
    *(Receipt, Presence, Absence, WaitingItem, WaitingLink),
)
SENT: Sequence[type] = (Edition, SelectionPart, TextPart, CallPart, ImagePart, EditionItem, PracticalFact, EditionImage)
TESTING: Sequence[object] = (
    *(village.village, building.site, building.published, building.make, building.ready, building.rendered),
    *(building.files_of, building.output_at, building.Files, building.GivenResults, golden.golden),
    *(tables.settings_table, tables.messages_table),
)


def methods_of(cls: type) -> Iterator[tuple[str, object]]:
    """A class's public methods and properties, by name, in the order in which they are written; validators left out."""
    checks = getattr(cls, "__pydantic_decorators__", None)
    left_out = {*checks.field_validators, *checks.model_validators} if checks else set()
    inherited = dir(type) if issubclass(cls, Enum) else ()
    for name, member in list(vars(cls).items()):  # to read a member may make a model ready, which adds some
        callable_ = getattr(member, "__func__", member)
        kept = isinstance(member, property) or hasattr(member, "attrname") or inspect.isfunction(callable_)
        if kept and not name.startswith("_") and name not in left_out and name not in inherited:
            yield name, callable_


def fields_of(cls: type) -> Mapping[str, str]:
    """The attributes that a class declares: name → type; of a pydantic model, its own alone."""
    if issubclass(cls, BaseModel):
        return {name: type_name(cls.model_fields[name].annotation) for name in _own_fields(cls)}
    if is_dataclass(cls):
        return {one.name: type_name(one.type) for one in fields(cls) if not one.name.startswith("_")}
    if hasattr(cls, "_fields"):
        return {name: type_name(annotation) for name, annotation in inspect.get_annotations(cls).items()}
    return {}


def _own_fields(cls: type[BaseModel]) -> list[str]:
    """Those that it has beside every item's, of what it is built upon first."""
    is_item = issubclass(cls, public.Item) and cls is not public.Item
    bases = [base for base in reversed(cls.__mro__) if is_item and not issubclass(public.Item, base)] or [cls]
    names = dict.fromkeys(name for base in bases for name in inspect.get_annotations(base))
    return [name for name in names if name in cls.model_fields]


def api_reference() -> str:
    """The whole document, Markdown."""
    parts = (_contract(), _products(), _read(), _front_matter(), _letters(), _words(), _tests())
    return "\n".join([_HEAD, *(line for part in parts for line in part)]).rstrip() + "\n"


def _contract() -> Iterator[str]:
    yield "## The contract\n"
    for documented in CONTRACT:
        yield from _document(documented)
    yield "### PlainPath\n\n" + _where("PlainPath", public.PlainPath) + "\n"
    yield _PLAIN_PATH


def _products() -> Iterator[str]:
    yield "## What a channel makes\n"
    for cls in MADE:
        yield from _document(cls)


def _read() -> Iterator[str]:
    yield "## What a channel reads\n"
    for cls in READ:
        yield from _document(cls)


def _front_matter() -> Iterator[str]:
    yield f"## What writers type\n\n{_TYPED}"
    seen: set[type] = set(READ)
    yield from _model(public.Item, seen)
    for kind in KINDS.values():
        yield from _model(kind.model, seen, f"Files of `content/{kind.folder}/`; `item.kind` is `{kind.name}`.")
    yield from _model(FreePlace, seen)
    for register in REGISTERS.values():
        yield from _model(register.model, seen, f"Records of `content/referentiel/{register.file}`.")
    yield from _model(Territory, seen, f"`TERRITORY` in pelicanconf.py. {_TERRITORY.strip()}")


def _letters() -> Iterator[str]:
    yield "## Letters as they are sent\n"
    for cls in SENT:
        yield from _document(cls)


def _words() -> Iterator[str]:
    yield f"## Words\n\n{_WORDS}"
    for module in word_modules():
        yield f"### {module.__name__}\n\n{one_line(module.__doc__ or '')}\n"
        for name, function in functions_of(module):
            yield f"**`{signature_of(function, name)}`**\n"
            yield from _function(doc_of(function))


def word_modules() -> list[types.ModuleType]:
    """The modules of `tambour.words`, by name."""
    return [import_module(f"{words.__name__}.{found.name}") for found in pkgutil.iter_modules(words.__path__)]


def functions_of(module: types.ModuleType) -> Iterator[tuple[str, object]]:
    """A module's own public functions, in the order in which they are written."""
    for name, member in vars(module).items():
        if inspect.isfunction(member) and member.__module__ == module.__name__ and not name.startswith("_"):
            yield name, member


def _tests() -> Iterator[str]:
    yield "## Tests\n"
    for documented in TESTING:
        yield from _document(documented)
    yield f"### LAWS\n\n`tambour.testing.laws`\n\n{(laws.__doc__ or '').strip()}\n\n| law | |\n|---|---|"
    for law in laws.LAWS:
        yield f"| `{law.__name__}` | {cell(one_line(doc_of(law).text))} |"
    yield ""


def _document(documented: object) -> Iterator[str]:
    """The section of one class or function."""
    name = str(getattr(documented, "__name__", ""))
    yield f"### {name}\n\n{_where(name, documented)}\n"
    if isinstance(documented, type):
        yield from _class(documented)
    else:
        if inspect.isfunction(documented):
            yield f"`{signature_of(documented, name)}`\n"
        yield from _function(doc_of(documented))


def _where(name: str, documented: object) -> str:
    if name in public.__all__ and getattr(public, name) is documented:
        return "`tambour.channels`"
    return f"`{getattr(documented, '__module__', '')}`"


def _class(cls: type) -> Iterator[str]:
    doc = doc_of(cls)
    yield f"{doc.text}\n"
    if is_dataclass(cls) or hasattr(cls, "_fields"):
        yield f"`{cls.__name__}({', '.join(_constructor(cls))})`\n"
    types_ = fields_of(cls)
    if doc.attributes or types_:
        yield from _attributes(cls, doc.attributes or dict.fromkeys(types_, ""), types_)
    if doc.args:
        yield from _list(doc.args)
    for name, member in methods_of(cls):
        if name not in doc.attributes:
            yield from _member(name, member)


def _constructor(cls: type) -> Iterator[str]:
    """Fields with their defaults, as the class is called."""
    if not is_dataclass(cls):
        defaults: Mapping[str, object] = getattr(cls, "_field_defaults", {})
        yield from (f"{name}={defaults[name]!r}" if name in defaults else name for name in getattr(cls, "_fields", ()))
        return
    for field in fields(cls):
        if field.init:
            has_factory = field.default_factory is not MISSING
            yield (
                f"{field.name}=…"
                if has_factory
                else field.name
                if field.default is MISSING
                else f"{field.name}={default_of(field.default)}"
            )


def _attributes(cls: type, descriptions: Mapping[str, str], types_: Mapping[str, str]) -> Iterator[str]:
    if issubclass(cls, Enum):
        yield "| name | in content | |\n|---|---|---|"
        yield from (f"| `{name}` | `{cls[name].value}` | {cell(text)} |" for name, text in descriptions.items())
    else:
        yield "| attribute | type | |\n|---|---|---|"
        for name, text in descriptions.items():
            yield f"| `{name}` | {_code(types_.get(name) or _type_of(cls, name))} | {cell(text)} |"
    yield ""


def _type_of(cls: type, name: str) -> str:
    """The type of a property, or of an attribute that is set when the class is made."""
    member = inspect.getattr_static(cls, name, None)
    if isinstance(member, property) and member.fget is not None:
        return type_name(inspect.signature(member.fget).return_annotation)
    if annotation := inspect.get_annotations(cls).get(name):
        return type_name(typing.get_args(annotation)[0])  # of a ClassVar
    return type_name(inspect.signature(cls).parameters[name].annotation)


def _code(text: str) -> str:
    return f"`{cell(text)}`" if text else ""


def _member(name: str, member: object) -> Iterator[str]:
    """A method or a property."""
    doc = doc_of(member)
    getter = getattr(member, "fget", None) or getattr(member, "func", None)
    if getter is not None:
        yield f"**`{name}: {type_name(inspect.signature(getter).return_annotation)}`**\n"
    else:
        yield f"**`{signature_of(member, name)}`**\n"
    yield from _function(doc)


def _function(doc: Doc) -> Iterator[str]:
    yield f"{doc.text}\n"
    yield from _list(doc.args)
    if doc.returns:
        yield f"Returns: {doc.returns}\n"
    for error, when in doc.raises.items():
        yield f"Raises `{error}`: {when}\n"


def _list(descriptions: Mapping[str, str]) -> Iterator[str]:
    if descriptions:
        yield "\n".join(f"- `{name}`: {text}" for name, text in descriptions.items()) + "\n"


def _model(cls: type[BaseModel], seen: set[type], more: str = "") -> Iterator[str]:
    """A model, its two names of each field, then the models and the lists of values that its fields are made of."""
    if cls in seen:
        return
    seen.add(cls)
    names = _own_fields(cls)
    yield f"### {cls.__name__}\n\n{_where(cls.__name__, cls)}\n"
    yield " ".join(filter(None, (one_line(doc_of(cls).text), more, _inheritance(cls)))) + "\n"
    if names:
        yield "| key | attribute | type | |\n|---|---|---|---|"
    for name in names:
        info = cls.model_fields[name]
        description = cell(f"**{info.title}.** {info.description or ''}".strip())
        yield f"| `{info.alias or name}` | `{name}` | {_code(type_name(info.annotation))} | {description} |"
    if names:
        yield ""
    for name, member in methods_of(cls):
        yield from _member(name, member)
    for part in dict.fromkeys(part for name in names for part in _parts(cls.model_fields[name].annotation)):
        if issubclass(part, BaseModel):
            yield from _model(part, seen)
        elif part not in seen:
            seen.add(part)
            yield f"### {part.__name__}\n\n{_where(part.__name__, part)}\n"
            yield from _values(part) if issubclass(part, Enum) else _class(part)


def _values(cls: type[Enum]) -> Iterator[str]:
    """What a writer may type where a field takes one of a list."""
    yield f"{one_line(doc_of(cls).text)}\n\n| name | in content |\n|---|---|"
    yield from (f"| `{member.name}` | `{member.value}` |" for member in cls)
    yield ""


def _inheritance(cls: type[BaseModel]) -> str:
    return (
        "It has the fields of every [`Item`](#item), too."
        if issubclass(cls, public.Item) and cls is not public.Item
        else ""
    )


def _parts(annotation: object) -> Iterator[type]:
    """Our own classes in a type: models, tuples with names, lists of values."""
    if isinstance(annotation, type) and annotation.__module__.startswith("tambour."):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _parts(inner)
