"""Each channel that Tambour carries keeps the contract of `tambour.channels`; a new folder is held to it at once."""

import importlib
from types import ModuleType

import pytest

from tambour.build.media_types import media_type
from tambour.build.registry import available, path_of
from tambour.testing.building import CHANNELS, make
from tambour.testing.laws import LAWS
from tambour.testing.tables import settings_table
from tambour.testing.village import village
from tests.trees import ROOT

FOLDERS = sorted(file.parent.name for file in CHANNELS.glob("*/__init__.py"))


_UNKNOWN = "application/octet-stream"  # of an ending that is nobody's own: GPX, ODS; servers know these


@pytest.fixture(params=FOLDERS)
def module(request: pytest.FixtureRequest) -> ModuleType:
    return importlib.import_module(f"tambour.channels.{request.param}")


def test_every_folder_is_a_channel_that_can_be_turned_on():
    assert {path_of(name) for name in available()} >= {f"tambour.channels.{name}" for name in FOLDERS}
    assert len(FOLDERS) >= 3


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(module, law):
    law(module)


def test_each_channel_has_tests_of_its_own(module):
    assert list((ROOT / "tests" / "channels" / module.__name__.rpartition(".")[2]).glob("test_*.py"))


def test_the_type_of_each_file_is_known_by_its_path(module):
    """A web server is told once, perhaps before there is such a file: the first alert comes at night."""
    channel = make(module.CHANNEL)
    site = village()
    outputs = [one for one in channel.outputs(channel.prepare(site)) if one.root == "public"]
    told = {one.path: one.media_type.partition(";")[0] for one in outputs}
    known = {path: media_type(path).partition(";")[0] for path in told}

    assert {path: kind for path, kind in told.items() if known[path] not in (kind, _UNKNOWN)} == {}


def test_each_readme_lists_every_setting_with_its_default(module):
    readme = (CHANNELS / module.__name__.rpartition(".")[2] / "README.md").read_text("utf-8")

    assert settings_table(module.CHANNEL.Settings) in readme, "inv docs"
