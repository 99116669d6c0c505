"""`tambour new-channel`: the folder of a new channel and its tests, which keep the contract from the start.

In a territory's repository the channel is the territory's own, in `plugins/canaux/`; in the engine's, one more for
everybody. What is written is the worked example of `tambour/channels/README.md` under another name; a test holds both.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

from tambour.build import registry
from tambour.commands.terminal import UsageRefused
from tambour.model.program import program

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class _Layout:
    """Where channels lie. home: dotted name of the package that holds them. folder, tests: of it, and of their tests.

    laws: whether the tests of one hold the laws themselves.
    """

    home: str
    folder: str
    tests: str
    laws: bool = False


_ENGINE = _Layout("tambour.channels", "plugins/tambour/channels", "tests/channels")
_TERRITORY = _Layout("canaux", "plugins/canaux", "tests/canaux", laws=True)


class ChannelRefused(UsageRefused):
    """The name cannot be a new channel's."""


def create(root: Path, name: str) -> int:
    """Make a channel and say what was written, and how to turn it on. Returns the exit code. Raises ChannelRefused."""
    layout = _layout_of(root)
    for file in write_new_channel(root, name, layout):
        print(f"Écrit : {file.relative_to(root)}")
    key = name if layout is _ENGINE else f"{layout.home}.{name.replace('-', '_')}"
    print(f'Pour le mettre en service : "{key}": {{}} dans CHANNELS (pelicanconf.py) ; ses tests : {program()} test.')
    return 0


def write_new_channel(root: Path, name: str, layout: _Layout = _ENGINE) -> tuple[Path, ...]:
    """Write the files of a new channel under the project's folder; returns them. Raises ChannelRefused."""
    if not NAME.fullmatch(name):
        raise ChannelRefused(f"« {name} » : des minuscules, des chiffres et des tirets, par exemple panneau-lumineux.")
    if name in registry.available() or (root / layout.folder / name.replace("-", "_")).exists():
        raise ChannelRefused(f"Le canal « {name} » existe déjà.")
    written = []
    for path, text in new_channel(name, layout).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        written.append(file)
    return tuple(written)


def new_channel(name: str, layout: _Layout = _ENGINE) -> dict[str, str]:
    """Every file of a new channel, by path under the project's folder."""
    package = name.replace("-", "_")
    words = {"name": name, "package": package, "cls": "".join(part.capitalize() for part in name.split("-"))}
    words["home"] = layout.home
    where = f"{layout.folder}/{package}"
    test = f"{layout.tests}/{package}/test_{package}.py"
    files = {
        f"{where}/__init__.py": ["channel.py.txt"],
        f"{where}/messages.py": ["messages.py.txt"],
        f"{where}/settings.py": ["settings.py.txt"],
        f"{where}/templates/{name}.html": ["page.html.txt"],
        f"{where}/README.md": ["readme.md.txt"],
        test: ["laws_head.py.txt", "test.py.txt", "laws.py.txt"]
        if layout.laws
        else ["test_head.py.txt", "test.py.txt"],
    }
    texts = {path: "".join((_TEMPLATES / part).read_text("utf-8") for part in parts) for path, parts in files.items()}
    return {path: Template(text).substitute(words) for path, text in texts.items()}


def _layout_of(root: Path) -> _Layout:
    return _ENGINE if (root / _ENGINE.folder).is_dir() else _TERRITORY
