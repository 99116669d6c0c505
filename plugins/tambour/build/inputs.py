"""Which files and packages make a site: one answer for whoever asks whether anything has changed.

A build that has nothing to do (`commands.build`), the watcher (`commands.serve`) and the cache of outputs
(`build.rendering`) ask here.
"""

import importlib.util
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tambour.build.engine import PACKAGE, THEME
from tambour.build.fingerprint import Entries, entries, files_in, fingerprint
from tambour.build.settings_file import SettingsFile
from tambour.build.theme import FOLDER, override_folders

if TYPE_CHECKING:
    from tambour.build.request import Request

GROUP = "tambour.channels"  # of the entry points by which installed packages declare channels


@dataclass(frozen=True)
class Inputs:
    """All that a build reads or runs, libraries apart: those are told by their versions.

    content: its folder. themes: folders of templates and static files, existing or not. packages: folders and files of
    Python code: the engine, and the channels and plugins that live elsewhere. settings: the file, and what it imports.
    made: folders that a build writes, never an input, even inside one. facts: what else counts, by name.
    seen: the files of each root, where all were listed at once (`at_once`).
    """

    content: Path
    themes: tuple[Path, ...]
    packages: tuple[Path, ...]
    settings: frozenset[Path]
    made: frozenset[Path]
    facts: Mapping[str, object]
    seen: Mapping[Path, Entries] = field(default_factory=dict, compare=False)

    def at_once(self) -> "Inputs":
        """The same, every file looked at now and never again: a build that begins asks three times."""
        return replace(self, seen={root: tuple(self.entries(root)) for root in self.roots})

    def entries(self, root: Path) -> Entries:
        """Every file of a root that counts, and how it looks."""
        return self.seen[root] if root in self.seen else entries(root, frozenset(map(str, self.made)))

    def fingerprint(self) -> str:
        """Of everything that the build depends on, time excepted."""
        return fingerprint(self.roots, self.facts, self.made, self.seen)

    @property
    def roots(self) -> tuple[Path, ...]:
        """Every folder and file, existing or not."""
        return (self.content, *self.themes, *self.packages, *sorted(self.settings))

    def settings_fingerprint(self) -> str:
        """Of the settings files alone."""
        return fingerprint(sorted(self.settings), {})

    def code_fingerprint(self) -> str:
        """Of the Python code alone."""
        return fingerprint([file for package in self.packages for file in files_in(package) if self.is_code(file)], {})

    def folders(self) -> tuple[Path, ...]:
        """What is to be watched: everything but the settings, as far as it exists."""
        return tuple(path for path in dict.fromkeys((self.content, *self.themes, *self.packages)) if path.exists())

    def holds(self, path: Path) -> bool:
        """Whether a change of this file, which lies in one of the folders, is a change of what the site is made of."""
        return not any(path.is_relative_to(folder) for folder in self.made)

    def is_code(self, path: Path) -> bool:
        """Whether it is Python code that a process which has loaded it keeps as it was."""
        inside = any(path.is_relative_to(package) for package in self.packages)
        return inside and path.suffix == ".py" and path not in self.settings


def inputs(request: "Request") -> Inputs:
    """What the site that is asked for is made of."""
    values, root = request.values, request.file.parent
    themes = (Path(values["THEME"]), root / FOLDER, THEME) if _is_engine_s(values) else (Path(values["THEME"]), THEME)
    return Inputs(
        content=Path(values["PATH"]),
        themes=tuple(dict.fromkeys((*themes, *override_folders(values, root)))),
        packages=packages([*_channel_packages(values), *_plugins(values)], _plugin_folders(values, root)),
        settings=SettingsFile.read(request.file).files,
        made=request.made,
        facts={**values, **request.environment},
    )


def packages(names: Iterable[str], folders: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Where the code of Tambour lies, and that of other modules: the whole of each one's outermost package.

    Args:
        names: dotted names of modules; those that do not exist are left out, for others to say so.
        folders: where they may lie, beside the places that Python knows.
    """
    tops = sorted({name.partition(".")[0] for name in names} - {PACKAGE.name, ""})
    return tuple(dict.fromkeys((PACKAGE, *(path for top in tops for path in _locations(top, tuple(folders))))))


def _locations(top: str, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    for folder in folders:
        for path in (folder / top, folder / f"{top}.py"):
            if path.exists():
                return (path,)
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return ()
    if spec is None:
        return ()
    if spec.submodule_search_locations is not None:
        return tuple(Path(location) for location in spec.submodule_search_locations)
    return (Path(spec.origin),) if spec.has_location and spec.origin else ()


def _is_engine_s(values: Mapping[str, Any]) -> bool:
    """Whether there is no theme of one's own: one may begin at any moment."""
    return Path(values["THEME"]) == THEME


def _channel_packages(values: Mapping[str, Any]) -> list[str]:
    """Dotted names of the channels that are no part of Tambour."""
    channels = values.get("CHANNELS")
    keys = [key for key in channels if isinstance(key, str)] if isinstance(channels, Mapping) else []
    dotted = [key for key in keys if "." in key]
    short = [key for key in keys if "." not in key and not (PACKAGE / "channels" / key.replace("-", "_")).is_dir()]
    return [*dotted, *(value for key in short for value in _entry_points(key))]


def _entry_points(key: str) -> list[str]:
    """Where installed packages say that a channel of this name lies."""
    from importlib.metadata import entry_points  # noqa: PLC0415 — it takes a tenth of an idle build, for what few have

    return [entry.value for entry in entry_points(group=GROUP, name=key)]


def _plugins(values: Mapping[str, Any]) -> list[str]:
    """Module names of Pelican's plugins; PLUGINS may hold the modules themselves."""
    plugins = values.get("PLUGINS")
    if not isinstance(plugins, list | tuple):
        return []
    return [plugin if isinstance(plugin, str) else getattr(plugin, "__name__", "") for plugin in plugins]


def _plugin_folders(values: Mapping[str, Any], root: Path) -> list[Path]:
    folders = values.get("PLUGIN_PATHS")
    return [root / folder for folder in folders] if isinstance(folders, list | tuple) else []
