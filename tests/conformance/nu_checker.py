"""What the Nu Html Checker says of pages, drawings and styles."""

import json
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.toolbox import PACKAGES
from tests.trees import Tree

CHECKER = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
CHECKED = ("*.html", "*.svg", "*.css")
# The depth that long pages ask of its parser; and no more optimising than so short a run repays, half of its time.
JAVA = ("-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# What the checker says that we do not follow: the start of its message, and why.
ACCEPTED: dict[str, str] = {}


def checked_files(tree: Tree) -> list[Path]:
    """All that it reads of a tree. Mail is left out: its styles are not the web's."""
    return [path for pattern in CHECKED for path in tree.files(pattern) if not path.name.endswith(".mail.html")]


def faults(java: Path, files: Mapping[Path, Iterable[Path]]) -> dict[Path, list[str]]:
    """Folder → `path: message « extract »` for each error and warning of its files, in one run: Java begins slowly."""
    options = ("--format", "json", "--also-check-css", "--also-check-svg", "--exit-zero-always")
    command = [java, *JAVA, "-jar", CHECKER, *options, *(file for some in files.values() for file in some)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    told: dict[Path, list[str]] = {root: [] for root in files}
    for message in filter(counts, json.loads(done.stderr)["messages"]):
        path = message.get("url", "").removeprefix("file:")
        root = next((root for root in files if path.startswith(f"{root.as_posix()}/")), None)
        assert root is not None, message
        place = path.removeprefix(f"{root.as_posix()}/")
        told[root].append(f"{place}: {message['message']} « {message.get('extract', '')} »")  # lines are off beside CSS
    return told


def counts(message: Mapping[str, str]) -> bool:
    notable = message["type"] != "info" or message.get("subType") == "warning"
    return notable and not any(re.match(start, message["message"]) for start in ACCEPTED)
