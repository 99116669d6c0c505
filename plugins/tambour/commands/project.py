"""A project read without building it: settings validated, content judged. Pelican stays unloaded."""

from datetime import datetime
from typing import Any

from tambour.build import settings
from tambour.build.going_round import Settled, settle
from tambour.build.published_states import states_for
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.build.settings_file import SettingsFile
from tambour.build.trial import Asked


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

    unite: a ledger that a merge left in two versions is taken as both.
    """
    _, states = states_for(settings.cache, request.output, request.file.parent)
    return settle(Asked(settings, now, states, dry=True, unite=unite))


def channel_is_off(name: str) -> str:
    """What to answer to who asks for something that a channel makes, when it is off."""
    return f"Le canal « {name} » n'est pas en service : ajoutez-le à CHANNELS."
