"""The table of settings in each channel's README, taken from the settings themselves."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from tambour.build import registry
from tambour.channels import ChannelSettings
from tambour.testing.tables import BEGIN, END, settings_table


def refresh_readmes() -> tuple[Path, ...]:
    """Write the table anew in the README of every channel of Tambour. Returns the files that were not up to date."""
    return tuple(_refresh(file, settings) for file, settings in readmes() if not _is_current(file, settings))


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
