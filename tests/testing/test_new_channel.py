"""A new channel keeps the contract before its author has changed a line."""

import importlib
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import tambour.channels
from docs.references.errors import error_reference
from tambour.build import registry
from tambour.commands.new_channel import ChannelRefused, write_new_channel
from tambour.testing.laws import LAWS
from tambour.testing.tables import messages_table, settings_table
from tests.trees import ROOT

NAME, PACKAGE = "panneau-lumineux", "panneau_lumineux"


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A project with a new channel, which `tambour.channels` carries as if it were its own."""
    write_new_channel(tmp_path, NAME)
    channels = tmp_path / "plugins" / "tambour" / "channels"
    monkeypatch.setattr(tambour.channels, "__path__", [*tambour.channels.__path__, str(channels)])
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith(f"tambour.channels.{PACKAGE}")]:
        del sys.modules[name]


@pytest.fixture
def channel(folder) -> ModuleType:
    assert NAME in registry.available()
    return importlib.import_module(str(registry.path_of(NAME)))


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_it_keeps_the_law(channel, law):
    law(channel)


def test_its_own_tests_pass(channel, folder):
    spec = importlib.util.spec_from_file_location("new", folder / "tests/channels" / PACKAGE / f"test_{PACKAGE}.py")
    tests = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tests)
    found = [run for name, run in vars(tests).items() if name.startswith("test_")]

    assert len(found) >= 4
    for run in found:
        run()


def test_its_readme_lists_its_settings(channel, folder):
    readme = folder / "plugins/tambour/channels" / PACKAGE / "README.md"

    assert settings_table(channel.CHANNEL.Settings) in readme.read_text("utf-8")


def test_its_codes_are_explained_beside_ours(channel):
    code = f"{NAME}-titre-long"

    assert f'<a id="{code}"></a>`{code}` | Titre trop long pour ce canal : … caractères, … au plus. |' in (
        error_reference()
    )
    assert code in messages_table(channel.MESSAGES)


@pytest.mark.parametrize(
    "command", [("ruff", "check"), ("ruff", "format", "--check"), ("mypy", "--strict")], ids=" ".join
)
def test_the_tools_have_nothing_to_say(folder, command):
    target = folder / "plugins/tambour/channels" / PACKAGE
    options = (
        ["--config", str(ROOT / "pyproject.toml")]
        if command[0] == "ruff"
        else ["--config-file", str(ROOT / "pyproject.toml")]
    )
    done = subprocess.run(
        [Path(sys.executable).parent / command[0], *command[1:], *options, str(target)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "name", ["", "Panneau", "panneau lumineux", "9volts", "panneau_lumineux", "../x", "été", "a--b"]
)
def test_a_name_that_cannot_be_typed_everywhere_is_refused(tmp_path, name):
    with pytest.raises(ChannelRefused, match="minuscules"):
        write_new_channel(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_a_channel_that_exists_is_left_alone(tmp_path):
    with pytest.raises(ChannelRefused, match="existe déjà"):
        write_new_channel(tmp_path, "sitemap")
    assert list(tmp_path.iterdir()) == []
