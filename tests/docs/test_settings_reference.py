"""docs/reglages.md lists every setting that is read, with its true default, and is up to date."""

import ast
import re
from pathlib import Path

import pytest

import tambour
from docs.references.settings import ENVIRONMENT, SITE, settings_reference
from tambour.bridge.pelican_settings import ENFORCED
from tambour.build.request import Request
from tambour.model.territory import Address, Colours, Host, Territory
from tests.parsed import nodes
from tests.trees import ROOT

# Kept in Pelican's settings for the length of a run, and what replaces a setting of Pelican's.
INTERNAL = re.compile(r"TAMBOUR_\w+|TIMEZONE|DEFAULT_LANG|RELATIVE_URLS|LOCALE|DELETE_OUTPUT_DIRECTORY")
NAME = re.compile(r"[A-Z]+(?:_[A-Z]+)*")


def names_read() -> set[str]:
    """Every name in capitals that a build asks a mapping for."""
    found: set[str] = set()
    for file in Path(tambour.__file__).parent.glob("b*/*.py"):  # build, bridge
        for node in nodes(file):
            asked: list[ast.expr] = [node.slice] if isinstance(node, ast.Subscript) else []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
                asked = node.args[:1]
            found |= {one.value for one in asked if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return {name for name in found if NAME.fullmatch(name) and len(name) > 1}


def test_the_page_is_current() -> None:
    assert (ROOT / "docs" / "reglages.md").read_text("utf-8") == settings_reference(), "run: inv docs"


def test_every_setting_that_is_read_is_listed() -> None:
    listed = {one.name for one in (*SITE, *ENVIRONMENT)} | ENFORCED.keys()

    assert {"SITEURL", "PAGE_SIZE", "NOW"} <= names_read()
    assert {name for name in names_read() - listed if not INTERNAL.fullmatch(name)} == set()


@pytest.mark.parametrize("model", [Territory, Address, Host, Colours], ids=lambda model: model.__name__)
def test_every_key_of_the_territory_is_listed(model: type[Territory]) -> None:
    assert [name for name in model.model_fields if f'| `"{name}"` | ' not in settings_reference()] == []


def test_every_channel_is_listed() -> None:
    readmes = sorted((ROOT / "plugins" / "tambour" / "channels").glob("*/README.md"))

    assert [file for file in readmes if f"(../{file.relative_to(ROOT).as_posix()})" not in settings_reference()] == []
    assert readmes


@pytest.mark.parametrize("name", ["PATH", "THEME", "OUTPUT_PATH"])
def test_a_folder_that_is_not_set_is_the_default_one(name: str, tmp_path: Path) -> None:
    default = next(one.default for one in SITE if one.name == name).strip('`"')
    for folder in ("content", "theme/templates"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pelicanconf.py").write_text("")

    assert Request.read(settings=tmp_path / "pelicanconf.py").values[name] == str(tmp_path / default)
