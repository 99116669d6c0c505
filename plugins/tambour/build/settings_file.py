"""Where a setting is written: file and line of each key of pelicanconf.py, found without running it."""

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

DEFAULT_FILE = "pelicanconf.py"
OWN_CODE = "plugins"


def project_around(folder: Path) -> Path | None:
    """The project that a folder belongs to: the folder itself, or the nearest above it, that has a settings file."""
    return next((one for one in (folder, *folder.parents) if (one / DEFAULT_FILE).is_file()), None)


def see_own_code(root: Path) -> None:
    """Let Python import what a project keeps in its folder `plugins/`, such as channels of its own."""
    folder = str(root / OWN_CODE)
    if folder not in sys.path and Path(folder).is_dir():
        sys.path.append(folder)


@dataclass(frozen=True)
class SettingsFile:
    """A settings file and the files beside it that it imports.

    lines: dotted place (`TERRITORY.colours.main`, `TERRITORY.languages.0`) → file and 1-based line; a name that is
    assigned twice counts where it is last assigned, and in the importing file rather than in the imported one.
    files: all of them, this one included.
    """

    path: Path
    lines: Mapping[str, tuple[Path, int]] = field(default_factory=dict)
    files: frozenset[Path] = frozenset()

    @classmethod
    def read(cls, path: Path) -> "SettingsFile":
        """Raises OSError, SyntaxError."""
        files: set[Path] = set()
        _collect(path, path.parent, files)
        return cls(path, dict(_assignments(path, path.parent, set())), frozenset(files))

    def place(self, *parts: str | int) -> tuple[PurePosixPath, int]:
        """File name and line of a place, else of the nearest place above it that is written, else the file's top."""
        for end in range(len(parts), 0, -1):
            if (dotted := ".".join(map(str, parts[:end]))) in self.lines:
                file, line = self.lines[dotted]
                return PurePosixPath(file.name), line
        return PurePosixPath(self.path.name), 1


def loaded_from(settings: Mapping[str, object], name: str = "TERRITORY") -> Path:
    """The file that Pelican's settings came from: Pelican does not keep its name, but the module is still loaded."""
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if file and name in vars(module) and vars(module)[name] is settings.get(name):
            return Path(file)
    return Path(DEFAULT_FILE)


def _collect(path: Path, root: Path, files: set[Path]) -> None:
    """Add a file and all that it imports. root: where modules beside the settings are found."""
    files.add(path)
    for node in ast.walk(ast.parse(path.read_bytes(), str(path))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for imported in _imports(node, path, root):
                if imported not in files:
                    _collect(imported, root, files)


def _assignments(path: Path, root: Path, seen: set[Path]) -> Iterator[tuple[str, tuple[Path, int]]]:
    """In the order of execution, so that the last one of a place wins."""
    seen.add(path)
    for statement in ast.parse(path.read_bytes(), str(path)).body:
        if isinstance(statement, ast.ImportFrom):
            for imported in _imports(statement, path, root):
                if imported not in seen:
                    yield from _assignments(imported, root, seen)
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    yield from _places(target.id, statement, statement.value, path)
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
            yield from _places(statement.target.id, statement, statement.value, path)


def _imports(node: ast.Import | ast.ImportFrom, path: Path, root: Path) -> Iterator[Path]:
    """The files of the settings' own folder that an import runs, in order: `a.b` runs a/__init__.py and a/b.py."""
    if isinstance(node, ast.Import):
        start, names = root, [alias.name for alias in node.names]
    else:
        start = path.parents[node.level - 1] if node.level else root
        names = [".".join(filter(None, (node.module, alias.name))) for alias in node.names]
    for name in names:
        folder = start
        for part in name.split("."):
            for file in (folder / f"{part}.py", folder / part / "__init__.py"):
                if file.is_file():
                    yield file
            folder /= part


def _places(dotted: str, node: ast.AST, value: ast.expr, path: Path) -> Iterator[tuple[str, tuple[Path, int]]]:
    yield dotted, (path, getattr(node, "lineno", 1))
    if isinstance(value, ast.Dict):
        for key, inner in zip(value.keys, value.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield from _places(f"{dotted}.{key.value}", key, inner, path)
    elif isinstance(value, ast.List | ast.Tuple):
        for index, inner in enumerate(value.elts):
            yield from _places(f"{dotted}.{index}", inner, inner, path)
