"""Nothing leaves by itself: only what publishes and what announces may open a connection to elsewhere."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.parsed import nodes
from tests.trees import ROOT

PACKAGE = ROOT / "plugins" / "tambour"
CLIENTS = ("http.client", "urllib.request", "urllib3", "requests", "httpx", "httpx2", "aiohttp", "ftplib", "smtplib")
CLIENTS += ("imaplib", "poplib", "telnetlib", "xmlrpc", "socket", "socketserver", "ssl", "asyncio", "authlib")
ROOMS = ("announce", "publish")  # whose work it is
# Who else names one of these modules, and for what.
OTHERS = {
    "commands/announcing_step.py": "the name of this machine",
    "commands/new_territory/engine_pin.py": "the path of an address file:",
    "commands/serve.py": "asks on 127.0.0.1 whether a `serve` is there already",
    "pupitre/people/provider.py": "asks a provider of identity who comes, when somebody comes",
    "pupitre/publishing/live_state.py": "asks the site what is online, for whoever looks at the pupitre",
    "pupitre/served.py": "serves the pupitre",
}


def imported(path: Path) -> Iterator[str]:
    """Modules, wherever in the file they are imported."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def opens(path: Path) -> set[str]:
    return {one for one in imported(path) if any(one == client or one.startswith(f"{client}.") for client in CLIENTS)}


def test_what_opens_connections_stands_in_two_rooms():
    found = {
        path.relative_to(PACKAGE).as_posix(): sorted(opens(path))
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] not in ROOMS and opens(path)
    }

    assert found.keys() == OTHERS.keys(), found


def test_a_target_asks_by_one_of_two_doors():
    """`announce/web.py` tells what is asked, hides what is secret, follows no redirect; `post_office.py`, by mail."""
    found = [
        path.relative_to(PACKAGE).as_posix()
        for path in (PACKAGE / "announce").rglob("*.py")
        if path.name not in ("web.py", "post_office.py") and opens(path)
    ]

    assert found == []
