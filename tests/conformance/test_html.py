"""Every page and drawing is valid by the Nu Html Checker (HTML Living Standard, CSS, SVG)."""

import json
import re
import subprocess
from pathlib import Path

from tests.toolbox import PACKAGES
from tests.trees import Tree

CHECKER = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
CHECKED = ("*.html", "*.svg", "*.css")
# The depth that long pages ask of its parser; and no more optimising than so short a run repays, half of its time.
JAVA = ("-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# What the checker says that we do not follow: the start of its message, and why.
ACCEPTED: dict[str, str] = {}


def faults(tree: Tree, java: Path) -> list[str]:
    """`path: message « extract »` for each error and warning. Mail is left out: its styles are not the web's."""
    files = [path for pattern in CHECKED for path in tree.files(pattern) if not path.name.endswith(".mail.html")]
    options = ("--format", "json", "--also-check-css", "--also-check-svg", "--exit-zero-always")
    command = [java, *JAVA, "-jar", CHECKER, *options, *files]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return [told(message, tree) for message in json.loads(done.stderr)["messages"] if counts(message)]


def counts(message: dict) -> bool:
    notable = message["type"] != "info" or message.get("subType") == "warning"
    return notable and not any(re.match(start, message["message"]) for start in ACCEPTED)


def told(message: dict, tree: Tree) -> str:
    path = message.get("url", "").removeprefix(f"file:{tree.root.as_posix()}/")
    return f"{path}: {message['message']} « {message.get('extract', '')} »"  # its line numbers are off beside CSS


def test_the_demo_has_no_fault(demo: Tree, java: Path, node: Path) -> None:
    assert faults(demo, java) == []


def test_a_faulty_page_drawing_and_style_are_named(page, java: Path, node: Path) -> None:
    tree = page("<p id=a><img src=x.jpg></p><p id=a>", a_svg="<svg xmlns='http://www.w3.org/2000/svg'><p/></svg>")
    (tree.root / "a.css").write_text("p { colour: red }")

    found = "\n".join(faults(tree, java))

    assert "index.html: An “img” element must have an “alt” attribute" in found
    assert "index.html: Duplicate ID “a”" in found
    assert "a.svg: " in found
    assert "a.css: " in found
