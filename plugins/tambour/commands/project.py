"""A project read without building it: settings validated, content judged. Pelican stays unloaded."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from tambour.build import settings
from tambour.build.going_round import Settled, settle
from tambour.build.kept_reading import KeptReading, read_by_last_build
from tambour.build.published_states import states_for
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.build.settings_file import SettingsFile
from tambour.build.trial import Asked
from tambour.model.problems import Refused


def read_settings(request: Request) -> BuildSettings:
    """The settings that a build would have. Raises SettingsRefused."""
    values = dict(request.values)
    if isinstance(url := values.get("SITEURL"), str):
        values["SITEURL"] = url.removesuffix("/")  # as Pelican does before it hands us the settings
    return settings.validate(values, SettingsFile.read(request.file), _pelican_default)


def _pelican_default(key: str) -> Any:
    from tambour.bridge.pelican_settings import default_of  # noqa: PLC0415 — half a second, and hardly ever asked

    return default_of(key)


def settle_project(request: Request, settings: BuildSettings, now: datetime, *, unite: bool = False) -> Settled:
    """What a build would publish, and all that is wrong, without making anything. Raises ContentRefused.

    What was read by the last command that came here, or by the last build, is not read again.

    unite: a ledger that a merge left in two versions is taken as both.
    """
    _, states = states_for(settings.cache, request.output, request.file.parent)
    kept = KeptReading.of(request)
    memory = kept.begin()
    if not memory.was_kept:
        memory = read_by_last_build(request, settings) or memory
    try:
        return settle(Asked(settings, now, states, dry=True, unite=unite, memory=memory))
    finally:
        with suppress(OSError):
            kept.keep(memory)


def channel_is_off(name: str) -> str:
    """What to answer to who asks for something that a channel makes, when it is off."""
    return f"Le canal « {name} » n'est pas en service : ajoutez-le à CHANNELS."


def content_folder(typed: Path | None, settings: Path) -> Path:
    """The folder of the content, for what needs nothing else of a project.

    Args:
        typed: the one that was asked for, from the current folder.
        settings: the project's settings file; when it is refused, its folder's content/ is meant: a build tells why.
    """
    if typed is not None:
        return typed
    try:
        return Path(Request.read(None, settings).values["PATH"])
    except Refused:
        return settings.parent / "content"


def display_file(file: Path) -> str:
    """A file as the person knows it: from the current folder when it lies in it."""
    here, full = Path.cwd(), file.absolute()
    return str(full.relative_to(here) if full.is_relative_to(here) else full)
