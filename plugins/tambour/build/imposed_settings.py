"""What is not for a settings file to say: Pelican reads no content, writes no feed and keeps no theme in reserve."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import StrictUndefined

from tambour.build.settings_file import SettingsFile
from tambour.messages import problem
from tambour.model.problems import Problem

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
    "READERS": {"rst": None},  # it reads nothing of ours, and warns of a language that docutils does not know
    "CACHE_CONTENT": False,
    "OUTPUT_SOURCES": False,
    **_NO_FEEDS,
    **_NO_LISTS,
}
JINJA = {"autoescape": True, "undefined": StrictUndefined}


def contradictions(settings: Mapping[str, Any], file: SettingsFile, default_of: Callable[[str], Any]) -> list[Problem]:
    """What a settings file asks of Pelican that cannot be.

    Args:
        settings: of the file, or as Pelican completes them with its own.
        file: for the line of each.
        default_of: Pelican's default of a setting: a value equal to it counts as not asked.
    """
    problems = [
        problem("reglage-impose", *file.place(key), key=key)
        for key, wanted in ENFORCED.items()
        if settings.get(key) and settings[key] != wanted and settings[key] != default_of(key)
    ]
    jinja = settings.get("JINJA_ENVIRONMENT")
    jinja = jinja if isinstance(jinja, Mapping) else {}  # told by `setting_shapes`
    problems += [
        problem("reglage-impose", *file.place("JINJA_ENVIRONMENT", key), key=f"JINJA_ENVIRONMENT[{key!r}]")
        for key, wanted in JINJA.items()
        if jinja.get(key, wanted) is not wanted
    ]
    return problems
