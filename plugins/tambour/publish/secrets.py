"""Secrets: from the environment, from a file of whoever publishes, or from the machine's keyring; never from a file of
the project, never shown.

`TAMBOUR_<TARGET>_<WHAT>` names one, in all three places.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from tambour.publish.refusals import PublicationRefused

SERVICE = "tambour"  # under which the keyring keeps them
_IN_ADDRESS = re.compile(r"(?<=://)[^/@\s]+(?=@)")
_FOLDER, _FILE = "tambour", "secrets.env"
_NAMED_BY = "TAMBOUR_SECRETS"  # variable that names another file
_LINE = re.compile(r"\s*(?:export\s+)?(?P<name>\w+)\s*=\s*(?P<value>.*?)\s*")
_OTHERS = 0o077  # rights of any other account
_HIDDEN = "•••"
_SHORT = 4  # what is shorter hides too much else


class Secrets:
    """The secrets that one publication has read, so that whatever it says is said without them."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._environ = environ
        self._read: set[str] = set()

    def find(self, target: str, what: str) -> str:
        """The value of a secret; "" where nobody keeps it. what: `TOKEN`.

        Raises PublicationRefused for a file that others may read.
        """
        variable = variable_of(target, what)
        value = self._environ.get(variable) or self._kept.get(variable) or _from_keyring(variable)
        self._read.add(value)
        return value

    def note(self, value: str) -> str:
        """Hide this, too: what a secret was made into. Returns it."""
        self._read.add(value)
        return value

    @cached_property
    def _kept(self) -> Mapping[str, str]:
        """What the file says, by name: lines as systemd's `EnvironmentFile=` takes them."""
        file = secrets_file(self._environ)
        if file is None or not file.is_file():
            return {}
        if os.name != "nt" and file.stat().st_mode & _OTHERS:
            raise PublicationRefused("secrets-lisibles", file.name, file=file)
        try:
            lines = file.read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise PublicationRefused("secrets-illisibles", file.name, file=file, error=error) from error
        found = (_LINE.fullmatch(line) for line in lines if not line.lstrip().startswith("#"))
        return {line["name"]: _without_quotes(line["value"]) for line in found if line is not None}

    def hide(self, text: str) -> str:
        """A text in which no secret can be read."""
        for secret in sorted(self._read, key=len, reverse=True):
            if len(secret) >= _SHORT:
                text = text.replace(secret, _HIDDEN)
        return _IN_ADDRESS.sub(_HIDDEN, text)


def variable_of(target: str, what: str) -> str:
    """`TAMBOUR_MON_FTP_PASSWORD`"""
    return f"TAMBOUR_{target.replace('-', '_').upper()}_{what}"


def secrets_file(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Where the account that publishes keeps its secrets; None where it has no folder of its own."""
    if named := environ.get(_NAMED_BY):
        return Path(named)
    home = environ.get("HOME")
    settings = environ.get("APPDATA") or environ.get("XDG_CONFIG_HOME") or (f"{home}/.config" if home else "")
    return Path(settings, _FOLDER, _FILE) if settings else None


def _without_quotes(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value


def _from_keyring(name: str) -> str:
    """What the machine's keyring holds, where the library that reads it is installed."""
    with suppress(Exception):  # whatever a keyring raises, it holds nothing for us
        import keyring  # noqa: PLC0415 — optional

        return keyring.get_password(SERVICE, name) or ""
    return ""
