"""Pelican's own settings, as we need them (see `tambour.build.imposed_settings`).

Pelican brings the settings file, the theme and its static files, Jinja, signals and the order of a run. Content, pages
and channels are ours, so its article and page generators run on nothing.
"""

from collections.abc import Mapping, MutableMapping
from copy import copy
from typing import Any

from pelican.settings import DEFAULT_CONFIG

from tambour.build.imposed_settings import ENFORCED, JINJA
from tambour.build.settings import RELATIVE
from tambour.model.territory import Territory

_I18N = "jinja2.ext.i18n"


def default_of(key: str) -> Any:
    """Pelican's own default of one of its settings; None when it has none."""
    return DEFAULT_CONFIG.get(key)


def enforce(settings: MutableMapping[str, Any], territory: Territory, jinja: Mapping[str, Mapping[str, Any]]) -> None:
    """Set them. jinja: our `JINJA_FILTERS` and `JINJA_GLOBALS`; those of the settings file win over ours."""
    settings.update({key: copy(value) for key, value in ENFORCED.items()})
    settings[RELATIVE] = False  # ours: the bodies that every channel shares would lose their addresses
    settings["THEME_STATIC_PATHS"] = []  # `BuildSettings.theme_static` has them: they go through our sink
    extensions = [*settings["JINJA_ENVIRONMENT"].get("extensions", ())]
    settings["JINJA_ENVIRONMENT"] = {
        **settings["JINJA_ENVIRONMENT"],
        **JINJA,
        "extensions": extensions if _I18N in extensions else [*extensions, _I18N],
    }
    for key, ours in jinja.items():
        settings[key] = {**ours, **settings.get(key, {})}
    settings["TIMEZONE"] = territory.timezone
    settings["DEFAULT_LANG"] = territory.languages[0]
    if settings.get("SITENAME") == default_of("SITENAME"):
        settings["SITENAME"] = territory.name
