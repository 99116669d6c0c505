"""A name means one thing, a room holds no crumbs, a function is called for what it does or gives."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from tests.parsed import nodes, parsed
from tests.trees import ROOT

PACKAGE = ROOT / "plugins" / "tambour"
LONGEST_MODULE = 400
SHORTEST_MODULE = 60  # lines, for what one sibling alone imports
# Formats and algorithms with a source of their own stand alone, however short they are.
FORMATS = {
    "eml",
    "headings",
    "json_feed",
    "nginx",
    "opensearch",
    "opml",
    "qr",
    "schemas",
    "sitemap_xml",
    "wrap",
    "xml_feeds",
    "zone",
}
CATALOGUES = {"commands", "messages"}  # rooms of one module a command, of one a part of the catalogue: found by name
PUBLIC = {"listed", "prepared", "published", "rendered"}  # of the contract that channel writers have learnt
# One name for one role, in each channel and each room that has it.
ROLES = {"__init__", "settings", "messages", "checks", "words"}
PARTICIPLES = {
    "above",
    "alike",
    "below",
    "born",
    "chosen",
    "done",
    "drawn",
    "found",
    "frozen",
    "given",
    "held",
    "kept",
    "known",
    "left",
    "lost",
    "made",
    "meant",
    "needed",
    "put",
    "read",
    "said",
    "seen",
    "sent",
    "shown",
    "spelt",
    "standing",
    "taken",
    "told",
    "written",
}
# Verbs and nouns that look like a participle.
VERBS = {"read", "put", "feed", "need", "seed", "embed", "speed", "proceed"}


@cache
def modules() -> dict[Path, ast.Module]:
    """Every module of the package, read."""
    return {path: parsed(path) for path in sorted(PACKAGE.rglob("*.py"))}


def own_name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room(path: Path) -> tuple[str, ...]:
    """What a newcomer opens: a folder of the package, or one channel."""
    parts = path.relative_to(PACKAGE).parts[:-1]
    return parts[:2] if parts[:1] in (("channels",), ("model",)) else parts[:1]


def importers() -> dict[Path, set[Path]]:
    """Who imports each module, by file."""
    by_name = {dotted(path): path for path in modules()}
    found: dict[Path, set[Path]] = defaultdict(set)
    for path in modules():
        package = dotted(path) if path.name == "__init__.py" else dotted(path).rpartition(".")[0]
        for node in nodes(path):
            if isinstance(node, ast.ImportFrom):
                above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
                module = ".".join([*above, *filter(None, [node.module])])
                for alias in node.names:
                    target = by_name.get(f"{module}.{alias.name}") or by_name.get(module)
                    if target is not None and target != path:
                        found[target].add(path)
    return found


def dotted(path: Path) -> str:
    name = path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".")
    return name.removesuffix(".__init__")


def test_a_class_name_is_used_once() -> None:
    places = defaultdict(list)
    for path, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(own_name(path))

    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_a_module_name_is_used_once_in_a_room() -> None:
    places = defaultdict(list)
    for path in modules():
        if path.stem not in ROLES:
            places[*room(path), path.stem].append(own_name(path))

    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_no_module_is_longer_than_one_reading() -> None:
    lengths = {own_name(path): len(path.read_text("utf-8").splitlines()) for path in modules()}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_module_is_a_crumb_of_its_only_user() -> None:
    users = importers()
    crumbs = [
        own_name(path)
        for path in modules()
        if len(path.read_text("utf-8").splitlines()) < SHORTEST_MODULE
        and path.stem not in ROLES | FORMATS
        and path.parent.name not in CATALOGUES
        and len(users[path]) == 1
        and {user.parent for user in users[path]} == {path.parent}
    ]

    assert crumbs == []


def test_every_module_of_the_bridge_imports_pelican() -> None:
    without = [
        own_name(path)
        for path in modules()
        if path.parent == PACKAGE / "bridge"
        and path.name != "__init__.py"
        and not any(re.match(r"(from|import) pelican\b", ast.unparse(node)) for node in nodes(path) if is_import(node))
    ]

    assert without == []


def is_import(node: ast.AST) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def test_a_function_is_called_by_a_verb_or_a_noun() -> None:
    """`wrap(text)`, not `wrapped(text)`. A property may say how something is: `is_free`, `frozen`."""
    participles = [
        f"{own_name(path)}:{node.lineno} {node.name}"
        for path in modules()
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef) and is_participle(node.name.strip("_")) and not is_property(node)
    ]

    assert participles == []


def is_participle(name: str) -> bool:
    return name not in VERBS | PUBLIC and (name in PARTICIPLES or bool(re.fullmatch("[a-z]{2,}ed", name)))


def is_property(node: ast.FunctionDef) -> bool:
    return any(getattr(decorator, "id", "") in ("property", "cached_property") for decorator in node.decorator_list)


def test_such_a_name_would_be_seen() -> None:
    assert [name for name in ("wrapped", "told", "read", "feed", "wrap", "shown_dates") if is_participle(name)] == [
        "wrapped",
        "told",
    ]
