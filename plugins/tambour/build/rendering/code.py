"""What turns a key into bytes: our own code and drawings, the channels' that live elsewhere, the libraries."""

import hashlib
import inspect
from collections.abc import Mapping
from pathlib import Path

from tambour.build.fingerprint import PACKAGE, libraries
from tambour.channels import Channel

_SKIPPED = {"__pycache__"}


def code_digest(channels: Mapping[str, Channel]) -> str:
    """Hex digest of the content of every file of the product and of each channel's package, and of the libraries."""
    roots = {PACKAGE, *(Path(inspect.getfile(type(channel))).parent for channel in channels.values())}
    total = hashlib.sha256("\n".join(libraries()).encode())
    for root in sorted(roots):
        for file in sorted(root.rglob("*")):
            if file.is_file() and not _SKIPPED.intersection(file.parts):
                total.update(f"{file.relative_to(root).as_posix()}\n".encode())
                total.update(file.read_bytes())
    return total.hexdigest()
