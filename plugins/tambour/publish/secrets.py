"""Secrets: from the environment or the machine's keyring, never from a file of the project, never shown.

`TAMBOUR_<TARGET>_<WHAT>` names one, in both places.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress

SERVICE = "tambour"  # under which the keyring keeps them
_IN_ADDRESS = re.compile(r"(?<=://)[^/@\s]+(?=@)")
_HIDDEN = "•••"
_SHORT = 4  # what is shorter hides too much else


class Secrets:
    """The secrets that one publication has read, so that whatever it says is said without them."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._environ = environ
        self._read: set[str] = set()

    def find(self, target: str, what: str) -> str:
        """The value of a secret; "" where nobody keeps it. what: `TOKEN`."""
        variable = variable_of(target, what)
        value = self._environ.get(variable) or _from_keyring(variable)
        self._read.add(value)
        return value

    def note(self, value: str) -> str:
        """Hide this, too: what a secret was made into. Returns it."""
        self._read.add(value)
        return value

    def hide(self, text: str) -> str:
        """A text in which no secret can be read."""
        for secret in sorted(self._read, key=len, reverse=True):
            if len(secret) >= _SHORT:
                text = text.replace(secret, _HIDDEN)
        return _IN_ADDRESS.sub(_HIDDEN, text)


def variable_of(target: str, what: str) -> str:
    """`TAMBOUR_MON_FTP_PASSWORD`"""
    return f"TAMBOUR_{target.replace('-', '_').upper()}_{what}"


def _from_keyring(name: str) -> str:
    """What the machine's keyring holds, where the library that reads it is installed."""
    with suppress(Exception):  # whatever a keyring raises, it holds nothing for us
        import keyring  # noqa: PLC0415 — optional

        return keyring.get_password(SERVICE, name) or ""
    return ""
