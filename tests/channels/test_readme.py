"""channels/README.md is true: its example is what `inv new-channel` makes, and what it names exists.

What it sends to, docs/channel-api.md, is held by tests/docs/test_channel_api.py.
"""

import inspect
import re

import pytest

import tambour.channels
from tambour.channels import Channel, Output, Published, Site
from tambour.commands.new_channel import new_channel
from tambour.testing import building, laws, tables, village
from tambour.testing.building import CHANNELS
from tests.trees import ROOT

README = (CHANNELS / "README.md").read_text("utf-8")
API = (ROOT / "docs" / "channel-api.md").read_text("utf-8")


def shown(path: str) -> str:
    """The block of code under a file's name."""
    return re.search(rf"^`{re.escape(path)}`\n\n```\w+\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)[1]


def made() -> list[str]:
    """The files of a channel that are code, as the command writes them."""
    return [path for path in new_channel("panneau") if path.startswith("plugins/") and not path.endswith(".md")]


@pytest.mark.parametrize("path", made())
def test_the_example_is_what_the_command_makes(path):
    assert shown(path) == new_channel("panneau")[path]


def test_the_example_of_a_test_is_how_the_made_one_begins():
    path = "tests/channels/panneau/test_panneau.py"

    assert shown(path).count("def test_") == 1
    assert new_channel("panneau")[path].startswith(shown(path))


def test_every_method_of_a_channel_is_listed_and_no_other():
    table = re.search(r"\| method \|.*?\n\n", README, re.DOTALL)[0]
    listed = [word for row in table.splitlines()[2:] for word in re.findall(r"`(\w+)`", row.split(" | ")[0])]
    methods = [name for name, member in vars(Channel).items() if inspect.isfunction(member) and name[0] != "_"]

    assert sorted(listed) == sorted(methods)


def test_what_must_be_written_is_said_to_be_required():
    required = re.findall(r"^\| `(\w+)` \| required\.", README, re.MULTILINE)

    assert set(required) == Channel.__abstractmethods__


def test_every_heading_of_the_api_that_it_links_to_is_there():
    linked = re.findall(r"\(\.\./\.\./\.\./docs/channel-api\.md#([\w-]+)\)", README)
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", API, re.MULTILINE)}

    assert len(linked) > 5
    assert set(linked) - headings == set()


@pytest.mark.parametrize(
    ("written", "cls"), [("site", Site), ("published", Published), ("output", Output), ("event", Published)]
)
def test_what_it_says_of_a_site_and_its_items_exists(written, cls):
    prose = re.sub(r"^```.*?^```$", "", README, flags=re.DOTALL | re.MULTILINE)
    named = set(re.findall(rf"`[^`]*?\b{written}\.(\w+)", prose)) - ({"price"} if written == "event" else set())
    known = {*dir(cls), *inspect.get_annotations(cls)}

    assert named - known == set()


@pytest.mark.parametrize(
    ("name", "module"),
    [
        *((name, building) for name in ("site", "published", "make", "ready", "rendered")),
        *((name, tables) for name in ("settings_table", "messages_table")),
        ("village", village),
        ("LAWS", laws),
    ],
)
def test_what_it_says_of_tests_exists(name, module):
    assert re.search(rf"\b{name}\b", README.partition("## Tests")[2])
    assert hasattr(module, name)


def test_every_name_that_it_imports_is_public():
    imported = re.findall(r"^from tambour\.channels import (.+)$", README, re.MULTILINE)
    names = {name.strip() for line in imported for name in line.split(",")}

    assert len(names) > 5
    assert names - set(tambour.channels.__all__) == set()
