"""The table of settings in each channel's README, taken from the settings themselves."""

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from tambour.build import registry
from tambour.channels import ChannelSettings

BEGIN = "<!-- réglages : tableau refait par « inv docs » -->"
END = "<!-- fin des réglages -->"
_NONE = "Ce canal n’a pas de réglage."


def refresh_readmes() -> tuple[Path, ...]:
    """Write the table anew in the README of every channel of Tambour. Returns the files that were not up to date."""
    return tuple(_refresh(file, settings) for file, settings in readmes() if not _is_current(file, settings))


def settings_table(settings: type[ChannelSettings]) -> str:
    """Markdown, between its two markers: each setting, what it is for, its default."""
    rows = [
        f"| `{name}` | {info.title}. {cell(info.description or '')} | `{typed(info.default)}` |"
        for name, info in settings.model_fields.items()
    ]
    table = "\n".join(["| réglage | à quoi il sert | par défaut |", "|---|---|---|", *rows]) if rows else _NONE
    return f"{BEGIN}\n\n{table}\n\n{END}"


def readmes() -> Iterator[tuple[Path, type[ChannelSettings]]]:
    for path in registry.own_channels().values():
        module = import_module(path)
        yield Path(str(module.__file__)).with_name("README.md"), module.CHANNEL.Settings


def _is_current(file: Path, settings: type[ChannelSettings]) -> bool:
    return settings_table(settings) in file.read_text("utf-8")


def _refresh(file: Path, settings: type[ChannelSettings]) -> Path:
    before, _, rest = file.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    file.write_text(f"{before}{settings_table(settings)}{after}", "utf-8")
    return file


def cell(text: str) -> str:
    return text.replace("|", "\\|")


def typed(value: object) -> str:
    """A default as one would type it in pelicanconf.py; a list, where a tuple is as good."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(typed, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
