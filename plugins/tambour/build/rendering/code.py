"""What turns a key into bytes: our own code and drawings, the channels' that live elsewhere, the libraries."""

import hashlib
from collections.abc import Mapping

from tambour.build.engine import THEME
from tambour.build.fingerprint import files_in, libraries
from tambour.build.inputs import packages
from tambour.channels import AnyChannel


def code_digest(channels: Mapping[str, AnyChannel]) -> str:
    """Hex digest of the content of every file of the product and of each channel's package, and of the libraries.

    Without the theme, which a wheel has inside: the key of what templates make holds their digest.
    """
    total = hashlib.sha256("\n".join(libraries()).encode())
    for root in packages(type(channel).__module__ for channel in channels.values()):
        for file in files_in(root):
            if not file.is_relative_to(THEME):
                total.update(f"{file.relative_to(root.parent).as_posix()}\n".encode())
                total.update(file.read_bytes())
    return total.hexdigest()
