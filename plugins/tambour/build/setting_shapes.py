"""What sort of thing each setting is, so that nothing trips over another sort."""

import re
from collections.abc import Callable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from tambour.build.settings_file import SettingsFile
from tambour.messages import problem
from tambour.model.conversions import printable
from tambour.model.problems import Problem

_MAX_NAME = 255  # bytes of one name of a path, in every file system that a build may meet
_PLAIN = re.compile(r"/*[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/*")
# Setting → its example, whether None may stand for « not set ».
_PATHS = {
    "PATH": ("content", False),
    "OUTPUT_PATH": ("output", False),
    "KIT_PATH": ("output.kit", True),
    "THEME": ("theme", True),
    "CACHE_PATH": (".cache", False),
}
_LISTS_OF_PATHS = {
    "PLUGIN_PATHS": "plugins",
    "THEME_STATIC_PATHS": "static",
    "THEME_TEMPLATES_OVERRIDES": "gabarits",
}
_BLOCKS = ("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS")
_TEXTS = {"SITENAME": "Val d’Aubrelle", "NOW": "2026-12-05 10:00"}
# What is read elsewhere, where more is known of it.
_ELSEWHERE = frozenset(
    ("TERRITORY", "CHANNELS", "SITEURL", "PAGE_SIZE", "PUBLICATION", "TARGETS", "ANNOUNCE", "PUPITRE")
)
_OURS = frozenset((*_PATHS, *_LISTS_OF_PATHS, *_BLOCKS, *_TEXTS, "PLUGINS", "THEME_STATIC_DIR")) | _ELSEWHERE
_PATH, _TEXT, _LIST, _BLOCK = "un chemin", "un texte", "une liste entre crochets", "un bloc entre accolades"


def wrong_paths(settings: Mapping[str, Any], file: SettingsFile) -> list[Problem]:
    """Every setting that is no path, or no list of paths, where one is needed to go on. settings: as typed."""
    return [_mistake(file, *wrong) for wrong in _wrong_paths(settings)]


def wrong_shapes(settings: Mapping[str, Any], file: SettingsFile, default_of: Callable[[str], Any]) -> list[Problem]:
    """Every other setting that is not the sort of thing that we, or Pelican, take it for.

    default_of: Pelican's default of a setting, asked only of those that are not ours.
    """
    wrong = (*_wrong_here(settings), *_wrong_for_pelican(settings, default_of))
    return [_mistake(file, *each) for each in wrong]


def _mistake(file: SettingsFile, key: str, wanted: str, example: str) -> Problem:
    context = {"key": key, "wanted": wanted, "help": f"Par exemple {key} = {example}."}
    return problem("reglage-mauvais-type", *file.place(key), **context)


_Wrong = Iterator[tuple[str, str, str]]  # (setting, what is wanted, an example)


def _wrong_for_pelican(settings: Mapping[str, Any], default_of: Callable[[str], Any]) -> _Wrong:
    for key in sorted(key for key in settings.keys() - _OURS if key.isupper()):
        default, value = default_of(key), settings[key]
        if isinstance(default, dict) and not isinstance(value, Mapping):
            yield key, _BLOCK, "{}"
        elif isinstance(default, list | tuple) and not isinstance(value, list | tuple | set | str):
            yield key, _LIST, "[]"
        elif isinstance(default, str) and value and not isinstance(value, str | PathLike):
            yield key, _TEXT, repr(default)


def _wrong_paths(settings: Mapping[str, Any]) -> _Wrong:
    for key, (example, may_be_none) in _PATHS.items():
        if key in settings and not (_is_path(settings[key]) or (may_be_none and settings[key] is None)):
            yield key, _PATH, f'"{example}"'
    for key, example in _LISTS_OF_PATHS.items():
        if key in settings and not (isinstance(settings[key], list | tuple) and all(map(_is_path, settings[key]))):
            yield key, f"{_LIST}, de chemins", f'["{example}"]'
        elif key == "THEME_STATIC_PATHS" and any(_leaves(path) for path in settings.get(key, ())):
            yield key, "une liste de dossiers du thème", f'["{example}"]'


def _wrong_here(settings: Mapping[str, Any]) -> _Wrong:
    for key in _BLOCKS:
        if key in settings and not (isinstance(settings[key], Mapping) and all(map(_is_text, settings[key]))):
            yield key, _BLOCK, "{}"
    for key, example in _TEXTS.items():
        if settings.get(key) is not None and not _is_text(settings[key]):
            yield key, _TEXT, f'"{example}"'
    if not isinstance(settings.get("PLUGINS", []), list | tuple):
        yield "PLUGINS", _LIST, '["tambour"]'
    folder = settings.get("THEME_STATIC_DIR", "theme")
    if not isinstance(folder, str) or not _PLAIN.fullmatch(folder):
        yield "THEME_STATIC_DIR", "un chemin du site, en lettres sans accent,", '"theme"'


def _is_text(value: object) -> bool:
    return isinstance(value, str) and printable(value) == value


def _is_path(value: object) -> bool:
    if not isinstance(value, str | Path) or not _is_text(text := str(value)) or not text.strip() or "\n" in text:
        return False
    return text.strip("/") != "" and all(len(name.encode()) <= _MAX_NAME for name in text.split("/"))


def _leaves(path: str | Path) -> bool:
    return Path(path).is_absolute() or ".." in Path(path).parts
