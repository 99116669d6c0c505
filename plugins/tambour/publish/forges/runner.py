"""The machine of a forge that a workflow runs on: what its next steps are told."""

import os
from pathlib import Path

OUTPUT = "GITHUB_OUTPUT"  # of GitHub and Forgejo alike: the file that a step writes what it found out into


def tell(name: str, value: str) -> None:
    """Have the steps that follow know it, where there are any. Both without a line break."""
    if file := os.environ.get(OUTPUT):
        with Path(file).open("a", encoding="utf-8") as stream:
            stream.write(f"{name}={value}\n")
