"""What is committed belongs to the product: no machine's paths, no registry's address, no note to self."""

import re
import subprocess
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.trees import ROOT

FOREIGN = {
    "a path of one machine": r"(?<![\w.])/(?:work|root|home|Users)/\w",
    "the address of a registry": r"registry\.npmjs|pypi\.org|pythonhosted|--(?:extra-)?index-url|\"resolved\":",
    "a ticket": r"\bissue #?\d+|\bissues/\d+",
    "a note to self": r"\b(?:TODO|FIXME|XXX|HACK)\b",
    "a test that is switched off": r"pytest\.(?:mark\.)?(?:skip|xfail)\b",
}


def committed() -> list[Path]:
    """Files that git has or would take, this one left out: it names what it forbids."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout.split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file() and path != Path(__file__).resolve()]


@cache
def texts() -> dict[str, str]:
    found = {}
    for path in committed():
        data = path.read_bytes()
        if b"\0" not in data and (text := data.decode("utf-8", "replace")):
            found[path.relative_to(ROOT).as_posix()] = text
    return found


@pytest.mark.parametrize("what", FOREIGN)
def test_no_file_holds(what: str) -> None:
    found = {name: match[0] for name, text in texts().items() if (match := re.search(FOREIGN[what], text))}

    assert found == {}


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a path of one machine", "cd /home/marie/tambour"),
        ("the address of a registry", "--index-url https://pypi.org/simple"),
        ("a ticket", "see issue #12"),
        ("a note to self", "# TODO: later"),
        ("a test that is switched off", "@pytest.mark.skip"),
    ],
)
def test_such_a_line_would_be_found(what: str, line: str) -> None:
    assert re.search(FOREIGN[what], line)


def test_every_room_s_tests_are_run(pytestconfig: pytest.Config) -> None:
    """pytest leaves out folders by their name, and `build` is one of its own choice."""
    left_out = pytestconfig.getini("norecursedirs")
    places = {path.relative_to(ROOT).parent for path in committed() if path.suffix == ".py"}
    tested = {place for place in places if place.parts[:1] in (("tests",), ("plugins",))}

    assert {place for place in tested for part in place.parts if any(fnmatch(part, name) for name in left_out)} == set()
    assert Path("tests/build") in tested


def test_the_locks_pin_and_hash_every_package() -> None:
    for path in sorted(ROOT.glob("requirements*.lock")):
        packages = [block for block in re.split(r"\n(?=\S)", path.read_text("utf-8")) if not block.startswith("#")]
        assert packages
        assert [block.split("\n")[0] for block in packages if "==" not in block or "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(
    ("lock", "extras"),
    [("requirements.lock", ("pupitre",)), ("requirements-test.lock", ("pupitre", "server", "test"))],
    ids=("runtime", "test"),
)
def test_the_locks_hold_what_pyproject_asks_for_and_nothing_it_dropped(lock: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    asked = {canonicalize_name(wanted.name): wanted.specifier for wanted in map(Requirement, lines)}
    locked = dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
    blocks = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8"))

    assert {name for name, versions in asked.items() if name not in locked or locked[name] not in versions} == set()
    assert {block.split("==")[0] for block in blocks if "tambour (pyproject.toml)" in block} == set(asked)
