"""What every test can ask for: the demo site, built once by the command line, and the programs that read it."""

from pathlib import Path

import pytest

from tests import toolbox
from tests.folders import folder, territory
from tests.projects import elsewhere, project
from tests.trees import Tree

__all__ = ["elsewhere", "folder", "project", "territory"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden files anew; then read the diff")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Say that a program is missing before the first test, not after minutes of them."""
    needed = {name for item in session.items for name in getattr(item, "fixturenames", ())}
    try:
        for tool in (toolbox.node, toolbox.chromium, toolbox.libical):
            if tool.__name__ in needed:
                tool()
    except toolbox.ToolMissing as missing:
        pytest.exit(str(missing), returncode=1)


@pytest.fixture(scope="session")
def node() -> Path:
    return toolbox.node()


@pytest.fixture(scope="session")
def java() -> Path:
    return toolbox.java()


@pytest.fixture(scope="session")
def chromium() -> Path:
    return toolbox.chromium()


@pytest.fixture(scope="session")
def libical() -> str:
    return toolbox.libical()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The project's own content, built as a technician would: one command, in another process."""
    return Tree.built(tmp_path_factory.mktemp("demo") / "output")
