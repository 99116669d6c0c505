"""Modules as trees, for the tests that read code: each read once in a process."""

import ast
from functools import cache
from pathlib import Path


@cache
def parsed(path: Path) -> ast.Module:
    """The tree of a module."""
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All that is in it, as `ast.walk` finds it."""
    return tuple(ast.walk(parsed(path)))
