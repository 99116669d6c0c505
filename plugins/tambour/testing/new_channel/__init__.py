"""`inv new-channel`: the folder of a new channel and its mirror under tests/, which keep the contract from the start.

What is written is the worked example of `tambour/channels/README.md` under another name; a test holds both together.
"""

import re
from pathlib import Path
from string import Template

from tambour.build import registry

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_TEMPLATES = Path(__file__).with_name("templates")
_PACKAGE, _TESTS = "plugins/tambour/channels", "tests/channels"


class ChannelRefused(Exception):
    """The name cannot be a new channel's. The message is French, for whoever typed it."""


def write_new_channel(root: Path, name: str) -> tuple[Path, ...]:
    """Write the files of a new channel under the project's folder; returns them. Raises ChannelRefused."""
    if not NAME.fullmatch(name):
        raise ChannelRefused(f"« {name} » : des minuscules, des chiffres et des tirets, par exemple panneau-lumineux.")
    if name in registry.available() or (root / _PACKAGE / name.replace("-", "_")).exists():
        raise ChannelRefused(f"Le canal « {name} » existe déjà.")
    written = []
    for path, text in new_channel(name).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        written.append(file)
    return tuple(written)


def new_channel(name: str) -> dict[str, str]:
    """Every file of a new channel, by path under the project's folder."""
    package = name.replace("-", "_")
    words = {"name": name, "package": package, "cls": "".join(part.capitalize() for part in name.split("-"))}
    files = {
        f"{_PACKAGE}/{package}/__init__.py": "channel.py.txt",
        f"{_PACKAGE}/{package}/messages.py": "messages.py.txt",
        f"{_PACKAGE}/{package}/settings.py": "settings.py.txt",
        f"{_PACKAGE}/{package}/templates/{name}.html": "page.html.txt",
        f"{_PACKAGE}/{package}/README.md": "readme.md.txt",
        f"{_TESTS}/{package}/test_{package}.py": "test.py.txt",
    }
    return {
        path: Template((_TEMPLATES / source).read_text("utf-8")).substitute(words) for path, source in files.items()
    }
