"""A second opinion on lengths: JavaScript's, whose tables and segmentation are not ours."""

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Counts = dict[str, int]
PROGRAM = Path(__file__).with_name("counts.mjs")


@pytest.fixture(scope="session")
def counted_elsewhere(node: Path) -> Callable[[Sequence[str]], list[Counts]]:
    """`counted_elsewhere(texts)`: graphemes, UTF-16 units, UTF-8 bytes and X's weight of each, in one process."""

    def counted(texts: Sequence[str]) -> list[Counts]:
        told = subprocess.run([node, PROGRAM], input=json.dumps(texts), capture_output=True, check=True, text=True)
        return json.loads(told.stdout)

    return counted
