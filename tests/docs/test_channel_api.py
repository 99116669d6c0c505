"""docs/channel-api.md is up to date, and everything that channels are offered is documented in one form."""

import inspect
import re
from dataclasses import is_dataclass
from enum import Enum

import pytest
from pydantic import BaseModel

import tambour.channels
from docs.references.api import (
    CONTRACT,
    MADE,
    READ,
    SENT,
    TESTING,
    api_reference,
    fields_of,
    functions_of,
    methods_of,
    word_modules,
)
from docs.references.docstrings import doc_of
from tambour.channels import EventStatus, Site
from tambour.model.kinds import KINDS, REGISTERS
from tambour.model.place import FreePlace
from tambour.model.territory import Territory
from tambour.testing.laws import LAWS
from tests.trees import ROOT

PUBLIC = [*CONTRACT, *MADE, *READ, *SENT, *TESTING]
CLASSES = [one for one in PUBLIC if isinstance(one, type)]
METHODS = [(cls, name, member) for cls in CLASSES for name, member in methods_of(cls) if inspect.isfunction(member)]
FUNCTIONS = [one for one in PUBLIC if inspect.isfunction(one)]
MODELS = [*(kind.model for kind in KINDS.values()), *(one.model for one in REGISTERS.values()), FreePlace, Territory]
WORDINGS = [(module, *function) for module in word_modules() for function in functions_of(module)]
CALLED = [*METHODS, *(("", one.__name__, one) for one in FUNCTIONS), *WORDINGS]


def named(one: object) -> str:
    parts = one[:2] if isinstance(one, tuple) else (one,)
    return ".".join(getattr(part, "__name__", part) for part in parts).strip(".")


def section(name: str) -> str:
    """What the page says under one heading."""
    return re.search(rf"^### {re.escape(name)}\n(.*?)(?=^##|\Z)", api_reference(), re.MULTILINE | re.DOTALL)[1]


def test_the_page_is_current() -> None:
    assert (ROOT / "docs" / "channel-api.md").read_text("utf-8") == api_reference(), "run: inv docs"


def test_every_name_that_channels_import_has_its_heading_and_no_other_has_it_too() -> None:
    headings = re.findall(r"^### (.+)$", api_reference(), re.MULTILINE)

    assert set(tambour.channels.__all__) - set(headings) == set()
    assert len(headings) == len(set(headings))


@pytest.mark.parametrize("one", PUBLIC, ids=named)
def test_every_public_name_says_what_it_is(one: object) -> None:
    assert re.match(r"[\w`].*[.:]", doc_of(one).text or doc_of(inspect.unwrap(one)).text)


@pytest.mark.parametrize("cls", CLASSES, ids=named)
def test_every_field_is_documented_and_no_other(cls: type) -> None:
    told = doc_of(cls).attributes

    assert [name for name, text in told.items() if not text] == []
    assert fields_of(cls).keys() - told.keys() == set()
    assert [name for name in told if name not in fields_of(cls) and not _is_there(cls, name)] == []


def _is_there(cls: type, name: str) -> bool:
    """A property, a member of an Enum, or what `__init__` sets."""
    return hasattr(cls, name) or name in inspect.get_annotations(cls) or name in inspect.signature(cls).parameters


@pytest.mark.parametrize("status", [cls for cls in CLASSES if issubclass(cls, Enum)], ids=named)
def test_every_value_is_documented(status: type[Enum]) -> None:
    assert doc_of(status).attributes.keys() == status.__members__.keys()


@pytest.mark.parametrize("status", EventStatus)
def test_every_status_is_told_as_writers_type_it(status: EventStatus) -> None:
    assert f"| `{status.name}` | `{status.value}` | " in section("EventStatus")


def test_every_kind_is_named_where_a_site_is_asked_for_some() -> None:
    assert [name for name in KINDS if f"`{name}`" not in doc_of(Site.listed).args["kinds"]] == []


@pytest.mark.parametrize("one", CALLED, ids=named)
def test_every_function_documents_its_arguments_and_what_it_returns(one: tuple[object, str, object]) -> None:
    signature, doc = inspect.signature(one[2]), doc_of(one[2])
    arguments = [name for name in signature.parameters if name not in ("self", "cls")]

    assert doc.text
    assert list(doc.args) == arguments
    assert all(doc.args.values())
    assert bool(doc.returns) is (signature.return_annotation is not None)


@pytest.mark.parametrize("cls", CLASSES, ids=named)
def test_every_property_is_documented(cls: type) -> None:
    told = doc_of(cls).attributes
    properties = {name: member for name, member in methods_of(cls) if not inspect.isfunction(member)}

    assert [name for name, member in properties.items() if name not in told and not doc_of(member).text] == []


@pytest.mark.parametrize("law", LAWS, ids=named)
def test_every_law_says_what_it_holds(law: object) -> None:
    assert f"| `{law.__name__}` | {doc_of(law).text.split()[0]}" in section("LAWS")


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_every_field_is_told_by_both_its_names(model: type[BaseModel]) -> None:
    told = section(model.__name__)
    own = [name for name in inspect.get_annotations(model) if name in model.model_fields]

    for name in own:
        field = model.model_fields[name]
        assert f"| `{field.alias or name}` | `{name}` | `" in told
        assert f"| **{field.title}.** {field.description}".replace("|", "\\|")[2:] in told
    assert doc_of(model).text


@pytest.mark.parametrize(
    ("model", "row"),
    [
        ("Event", "| `prix` | `price` | `str \\| tuple[Price, ...] \\| None` | **Prix.** "),
        ("Place", "| `code_postal` | `postal_code` | `str \\| None` | **Code postal.** "),
        ("FreePlace", "| `coordonnees` | `geo` | `tuple[float, float] \\| None` | **Coordonnées.** "),
        ("Price", "| `montant` | `amount` | `Decimal` | **Montant.** "),
        ("Item", "| `titre` | `title` | `str` | **Titre.** "),
    ],
)
def test_a_field_is_found_by_either_name_with_its_type(model: str, row: str) -> None:
    assert row in section(model)


@pytest.mark.parametrize("module", word_modules(), ids=named)
def test_every_wording_says_what_it_words(module: object) -> None:
    functions = dict(functions_of(module))

    assert [name for name, function in functions.items() if not doc_of(function).text] == []


@pytest.mark.parametrize("cls", [cls for cls in MADE if is_dataclass(cls)], ids=named)
def test_what_a_channel_makes_is_shown_with_its_defaults(cls: type) -> None:
    signature = inspect.signature(cls)
    parameters = [one.replace(annotation=one.empty) for one in signature.parameters.values()]

    assert f"`{cls.__name__}{signature.replace(parameters=parameters, return_annotation=signature.empty)}`" in (
        section(cls.__name__)
    )
