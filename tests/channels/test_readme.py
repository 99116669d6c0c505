"""channels/README.md is true: its example is what `inv new-channel` makes, and its tables name what exists."""

import inspect
import re
from dataclasses import fields

import pytest

import tambour.channels
from tambour.channels import Channel, EventStatus, Excerpt, Occurrence, Output, Problem, Published, Site
from tambour.model.kinds import KINDS
from tambour.testing.building import CHANNELS
from tambour.testing.laws import LAWS
from tambour.testing.new_channel import new_channel

README = (CHANNELS / "README.md").read_text("utf-8")


def table(name: str) -> str:
    """The table whose head names a class."""
    return re.search(rf"\| `{re.escape(name)}`? \|.*?\n\n", README, re.DOTALL)[0]


def described(name: str) -> set[str]:
    """Names in the first column of a table."""
    rows = [row.split(" | ")[0] for row in table(name).splitlines()[2:]]
    return {word for row in rows for word in re.findall(r"`(?:self\.)?(\w+)[^`]*`", row)}


def public(cls: type) -> set[str]:
    """What a class offers: fields, properties and methods, those of plumbing left out."""
    names = {name for name in vars(cls) if not name.startswith("_")} | {
        field.name for field in fields(cls) if not field.name.startswith("_")
    }
    return names - {"with_outputs"}


def shown(path: str) -> str:
    """The block of code under a file's name."""
    return re.search(rf"^`{re.escape(path)}`\n\n```\w+\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)[1]


@pytest.mark.parametrize("name", ["__init__.py", "settings.py", "templates/panneau.html"])
def test_the_example_is_what_the_command_makes(name):
    path = f"plugins/tambour/channels/panneau/{name}"

    assert shown(path) == new_channel("panneau")[path]


def test_the_example_of_a_test_is_how_the_made_one_begins():
    path = "tests/channels/panneau/test_panneau.py"

    assert shown(path).count("def test_") == 1
    assert new_channel("panneau")[path].startswith(shown(path))


@pytest.mark.parametrize("cls", [Output, Excerpt, Problem, Site, Published, Occurrence], ids=lambda cls: cls.__name__)
def test_every_field_and_no_other_is_described(cls):
    assert described(cls.__name__) == public(cls)


@pytest.mark.parametrize("cls", [Output, Excerpt, Problem], ids=lambda cls: cls.__name__)
def test_what_a_channel_makes_is_shown_with_its_defaults(cls):
    signature = inspect.signature(cls)
    plain = signature.replace(
        parameters=[one.replace(annotation=one.empty) for one in signature.parameters.values()],
        return_annotation=signature.empty,
    )

    assert f"| `{cls.__name__}` | `{cls.__name__}{plain}` |" in README


@pytest.mark.parametrize("status", EventStatus)
def test_every_status_is_told_as_writers_type_it(status):
    assert f"| `{status.name}` | `{status.value}` |" in table("EventStatus")


@pytest.mark.parametrize("method", ["outputs", "render", "check", "notes", "names", "excerpt"])
def test_every_method_is_described_with_its_signature(method):
    signature = str(inspect.signature(getattr(Channel, method), eval_str=False))
    plain = re.sub(r"[\w.]+\.(\w+)", r"\1", signature).replace("'", "").replace("|", "\\|")

    assert f"`{method}{plain}`" in table("Channel[YourSettings]")


def test_every_public_name_is_mentioned():
    assert [name for name in tambour.channels.__all__ if f"`{name}" not in README] == []


def test_every_kind_is_named():
    assert all(f"`{name}`" in table("Site") for name in KINDS)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_every_law_is_told(law):
    told = README.partition("## The laws")[2].partition("## Tests")[0]

    assert law.__name__.replace("_", " ") in told.lower().replace(",", "")
