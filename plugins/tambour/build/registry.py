"""CHANNELS in pelicanconf.py → the channels of one build.

A key is the channel's name: `"sitemap"` is the package `tambour.channels.sitemap`, or what an installed package
declares under that name in the entry point group `tambour.channels`. A key with a dot is the dotted path of any
importable package. Each names its class in `CHANNEL`. There is no list to edit.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import EntryPoints, entry_points
from pathlib import Path, PurePosixPath
from types import ModuleType

from pydantic import ValidationError

from tambour import channels as builtin
from tambour.build.fingerprint import libraries
from tambour.build.inputs import GROUP
from tambour.channels import AnyChannel, Channel, ChannelSettings, Templates
from tambour.messages import problem
from tambour.model.problems import Problem, SettingsRefused
from tambour.source import explain
from tambour.source.suggest import did_you_mean

SETTING = "CHANNELS"
_NOWHERE = (PurePosixPath(), 0)  # where a channel that is off is written
TemplatesFor = Callable[[str, Path], Templates]


def load(
    channels: Mapping[str, object],
    templates_for: TemplatesFor,
    *,
    file: PurePosixPath,
    line_of: explain.LineOf,
) -> dict[str, AnyChannel]:
    """Make every channel that is on, by name, in the order of the settings.

    channels: name or dotted path → its settings, as typed. templates_for: called with a channel's name and the folder
    of its package (`tambour.build.templates.TemplatesMaker`). line_of: place, as `("CHANNELS", "feeds", "limit")`,
    → 1-based line in `file`. Raises SettingsRefused with every problem found.
    """
    by_name: dict[str, AnyChannel] = {}
    problems: list[Problem] = []
    for key, raw in channels.items():
        name = name_of(key)
        where = (file, line_of((SETTING, key)))
        if name in by_name:
            problems.append(problem("canal-double", *where, value=key, name=name))
        try:
            module = _module(key, where)
            factory = _factory(module, key, where)
            settings = _settings(factory, key, raw, file, line_of)
        except SettingsRefused as refused:
            problems.extend(refused.problems)
            continue
        by_name[name] = factory(name, settings, templates_for(name, Path(module.__file__ or "").parent))
    if problems:
        raise SettingsRefused(problems)
    return by_name


def spellings(channels: Mapping[str, Channel]) -> Mapping[str, str]:
    """What `canaux:` may say of the channels that are on → the name that the channel, or its part, goes by."""
    french = {channel.french_name: channel.name for channel in channels.values() if channel.french_name}
    return french | {name: name for channel in channels.values() for name in channel.names()}


def spellings_off(channels: Mapping[str, Channel]) -> Mapping[str, str]:
    """The same of the channels that are installed but not on: what is written for them is kept, and has no effect."""
    names: dict[str, str] = {}
    for key in available():
        name = name_of(key)
        if name in channels:
            continue
        with suppress(Exception):  # whatever is wrong with a channel that is off, it stops nothing
            factory = _factory(_module(key, _NOWHERE), key, _NOWHERE)
            names |= dict.fromkeys(filter(None, [factory.french_name]), name)
            names |= {part: part for part in factory.parts}
        names[name] = name
    return names


def available() -> tuple[str, ...]:
    """Names of the channels that need no dotted path: Tambour's own, then those of installed packages."""
    ours = own_channels()
    return (*ours, *sorted(_declarations().keys() - ours.keys()))


def name_of(key: str) -> str:
    """A channel's name: the last part of its key, as an identifier that `canaux:` and the theme can use.

    >>> name_of("syndicat.panneau_lumineux")
    'panneau-lumineux'
    """
    return key.rpartition(".")[2].replace("_", "-")


def path_of(key: str) -> str | None:
    """Dotted path of the package that a key means; None when it means none."""
    if "." in key:
        return key if all(part.isidentifier() for part in key.split(".")) else None
    return own_channels().get(key) or _declarations().get(key)


def own_channels() -> Mapping[str, str]:
    """Tambour's channels: name → package, by name."""
    return _channels_of(tuple((folder, Path(folder).stat().st_mtime_ns) for folder in builtin.__path__))


@lru_cache(maxsize=2)  # asked for every channel of every build; a channel that is added changes its folder's time
def _channels_of(folders: Sequence[tuple[str, int]]) -> Mapping[str, str]:
    packages = sorted(module.name for module in pkgutil.iter_modules(folder for folder, _ in folders) if module.ispkg)
    return {name_of(package): f"{builtin.__name__}.{package}" for package in packages}


def _declarations() -> Mapping[str, str]:
    """What installed packages declare: name → package."""
    return _declarations_of(tuple(libraries()), entry_points)


@lru_cache(maxsize=2)  # asked at each build; Python reads what every installed distribution declares to know it
def _declarations_of(_installed: Sequence[str], ask: Callable[..., EntryPoints]) -> Mapping[str, str]:
    return {entry.name: entry.value for entry in reversed(tuple(ask(group=GROUP)))}


def _module(key: str, where: tuple[PurePosixPath, int]) -> ModuleType:
    """Import a channel's package; a missing dependency is a refusal, never a channel less."""
    path = path_of(key)
    if path is None:
        near = did_you_mean(key, available())
        choices = f'{", ".join(available())} ; pour un paquet à vous, son chemin avec les points ("syndicat.panneau")'
        raise SettingsRefused([problem("canal-inconnu", *where, value=key, near=near, known=choices)])
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError as error:
        absent = error.name or ""
        code = "canal-introuvable" if f"{path}.".startswith(f"{absent}.") else "canal-dependance"
        raise SettingsRefused([problem(code, *where, value=key, module=absent)]) from error
    except ImportError as error:
        raise SettingsRefused([problem("canal-import", *where, value=key, error=error)]) from error


def _factory(module: ModuleType, key: str, where: tuple[PurePosixPath, int]) -> type[AnyChannel]:
    """The class that a channel's package names."""
    factory = getattr(module, "CHANNEL", None)
    if isinstance(factory, type) and issubclass(factory, Channel) and not factory.__abstractmethods__:
        return factory
    raise SettingsRefused([problem("canal-sans-classe", *where, value=key)])


def _settings(
    factory: type[AnyChannel], key: str, raw: object, file: PurePosixPath, line_of: explain.LineOf
) -> ChannelSettings:
    if not isinstance(raw, Mapping):
        help_fr = f'Écrivez "{key}": {{}}, avec les réglages du canal entre les accolades.'
        where = (file, line_of((SETTING, key)))
        context = {"key": f"{SETTING}, {key}", "wanted": "un bloc", "help": help_fr}
        raise SettingsRefused([problem("reglage-mauvais-type", *where, **context)])
    try:
        return factory.Settings.model_validate(raw)
    except ValidationError as error:
        problems = explain.problems_of(
            error, factory.Settings, raw, file, lambda place: line_of((SETTING, key, *place)), in_python=True
        )
        raise SettingsRefused(problems) from error
