"""A project read without building it: settings validated, content checked. Pelican stays unloaded."""

from typing import Any

from tambour.build import settings
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.build.settings_file import SettingsFile
from tambour.source.catalogue import Catalogue, read_catalogue


def read_settings(request: Request) -> BuildSettings:
    """The settings that a build would have. Raises SettingsRefused."""
    values = dict(request.values)
    if isinstance(url := values.get("SITEURL"), str):
        values["SITEURL"] = url.removesuffix("/")  # as Pelican does before it hands us the settings
    return settings.validate(values, SettingsFile.read(request.file), _pelican_default)


def _pelican_default(key: str) -> Any:
    from tambour.bridge.pelican_settings import default_of  # noqa: PLC0415 — half a second, and hardly ever asked

    return default_of(key)


def read_project(request: Request) -> tuple[BuildSettings, Catalogue]:
    """The same, and the content by itself. Raises SettingsRefused, ContentRefused."""
    ours = read_settings(request)
    return ours, read_catalogue(ours.content, ours.territory, ours.channel_names(), ours.icons())


def channel_is_off(name: str) -> str:
    """What to answer to who asks for something that a channel makes, when it is off."""
    return f"Le canal « {name} » n'est pas en service : ajoutez-le à CHANNELS."
