"""Pelican's own settings, as we need them: it reads no content, writes no feed and keeps no theme in reserve.

Pelican brings the settings file, the theme and its static files, Jinja, signals and the order of a run. Content, pages
and channels are ours, so its article and page generators run on nothing.
"""

from collections.abc import Mapping, MutableMapping
from copy import copy
from typing import Any

from jinja2 import StrictUndefined

from tambour.bridge.settings_file import SettingsFile
from tambour.model.messages_fr import problem
from tambour.model.problems import Problem
from tambour.model.territory import Territory

_NO_FEEDS = {
    f"{prefix}{form}": None
    for prefix in ("FEED_", "FEED_ALL_", "CATEGORY_FEED_", "AUTHOR_FEED_", "TAG_FEED_", "TRANSLATION_FEED_")
    for form in ("ATOM", "RSS")
}
_NO_LISTS = {
    f"{name}_SAVE_AS": "" for name in ("TAG", "CATEGORY", "AUTHOR", "TAGS", "CATEGORIES", "AUTHORS", "ARCHIVES")
}

ENFORCED: Mapping[str, Any] = {
    "ARTICLE_PATHS": [],
    "PAGE_PATHS": [],
    "STATIC_PATHS": [],  # pictures and documents go through our media and our sink
    "DIRECT_TEMPLATES": [],
    "TEMPLATE_PAGES": {},  # a page that no listing, sitemap or manifest would know
    "ARTICLE_TRANSLATION_ID": None,  # Pelican's search for translations grows with the square of the items
    "PAGE_TRANSLATION_ID": None,
    "CACHE_CONTENT": False,
    "OUTPUT_SOURCES": False,
    **_NO_FEEDS,
    **_NO_LISTS,
}
_JINJA = {"autoescape": True, "undefined": StrictUndefined}
_I18N = "jinja2.ext.i18n"


def contradictions(settings: Mapping[str, Any], file: SettingsFile) -> list[Problem]:
    """What a settings file asks of Pelican that cannot be. Pelican's own default counts as not asked."""
    found = [
        problem("reglage-impose", *file.place(key), key=key)
        for key, wanted in ENFORCED.items()
        if settings.get(key) and settings[key] != wanted and settings[key] != _default(key)
    ]
    jinja = settings.get("JINJA_ENVIRONMENT", {})
    found += [
        problem("reglage-impose", *file.place("JINJA_ENVIRONMENT", key), key=f"JINJA_ENVIRONMENT[{key!r}]")
        for key, wanted in _JINJA.items()
        if jinja.get(key, wanted) is not wanted
    ]
    if settings.get("RELATIVE_URLS"):
        found.append(problem("adresses-relatives", *file.place("RELATIVE_URLS")))
    return found


def _default(key: str) -> Any:
    from pelican.settings import DEFAULT_CONFIG  # noqa: PLC0415 — half a second that a check of the content need not pay

    return DEFAULT_CONFIG.get(key)


def enforce(settings: MutableMapping[str, Any], territory: Territory, jinja: Mapping[str, Mapping[str, Any]]) -> None:
    """Set them. jinja: our `JINJA_FILTERS` and `JINJA_GLOBALS`; those of the settings file win over ours."""
    settings.update({key: copy(value) for key, value in ENFORCED.items()})
    settings["THEME_STATIC_PATHS"] = []  # `BuildSettings.theme_static` has them: they go through our sink
    extensions = [*settings["JINJA_ENVIRONMENT"].get("extensions", ())]
    settings["JINJA_ENVIRONMENT"] = {
        **settings["JINJA_ENVIRONMENT"],
        **_JINJA,
        "extensions": extensions if _I18N in extensions else [*extensions, _I18N],
    }
    for key, ours in jinja.items():
        settings[key] = {**ours, **settings.get(key, {})}
    settings["TIMEZONE"] = territory.timezone
    settings["DEFAULT_LANG"] = territory.languages[0]
    if settings.get("SITENAME") == _default("SITENAME"):
        settings["SITENAME"] = territory.name
