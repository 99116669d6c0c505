"""Each channel that Tambour carries keeps the contract of `tambour.channels`; a new folder is held to it at once."""

import importlib
from types import ModuleType

import pytest

from tambour.build.registry import available, path_of
from tambour.testing.building import CHANNELS
from tambour.testing.laws import LAWS
from tambour.testing.tables import settings_table
from tests.trees import ROOT

FOLDERS = sorted(file.parent.name for file in CHANNELS.glob("*/__init__.py"))


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


def test_each_readme_lists_every_setting_with_its_default(module):
    readme = (CHANNELS / module.__name__.rpartition(".")[2] / "README.md").read_text("utf-8")

    assert settings_table(module.CHANNEL.Settings) in readme, "inv docs"
