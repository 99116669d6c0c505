"""What a build is asked for: a settings file, and what the command line says instead of it."""

import os
import runpy
import sys
import traceback
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from tambour.build import clock
from tambour.build.folders import unfit_folders
from tambour.build.setting_shapes import wrong_paths
from tambour.build.settings_file import DEFAULT_FILE, SettingsFile, see_own_code
from tambour.build.swap import next_folder
from tambour.build.theme import is_theme, theme_folder
from tambour.messages import problem
from tambour.model.problems import Problem, SettingsRefused

_DEFAULTS = {"PATH": "content", "OUTPUT_PATH": "output"}
ZONE = "Europe/Paris"
ASKED = "TAMBOUR_ASKED"  # ids of the items whose kit is wanted
STYLE_GUIDE = "TAMBOUR_STYLE_GUIDE"  # whether the site is the style guide's, with the page of all components
PREVIEWS = (".local", ".apercu", ".guide")  # what `serve`, `lettre`, `guide-de-style` add to the name of the output
_PELICAN_CACHE = "cache"  # the default of its CACHE_PATH


@dataclass(frozen=True)
class Request:
    """file: the settings. overrides: what wins over it. values: both together, paths absolute."""

    file: Path
    overrides: Mapping[str, Any]
    values: Mapping[str, Any]

    @classmethod
    def read(
        cls,
        content: Path | None = None,
        settings: Path | None = None,
        output: Path | None = None,
        url: str | None = None,
        now: str | None = None,
        asked: Sequence[str] = (),
    ) -> "Request":
        """Run the settings file. Raises SettingsRefused when it does not run, or names folders that do not exist.

        asked: ids of items whose kit is wanted, however old they are. A preview never has the kit of what is published.
        """
        file = (settings or Path(DEFAULT_FILE)).absolute()
        values = _run(file)
        if problems := [*wrong_paths(values, SettingsFile.read(file)), *_wrong_moment(now)]:
            raise SettingsRefused(problems)
        folders = {"PATH": content, "OUTPUT_PATH": output}
        overrides: dict[str, Any] = {key: str(path.absolute()) for key, path in folders.items() if path is not None}
        overrides |= {key: text for key, text in {"SITEURL": url, "NOW": now}.items() if text is not None}
        if output is not None and output.suffix in PREVIEWS:  # its addresses are not those of what is published
            overrides["KIT_PATH"] = str(kit_beside(output.absolute()))
        if asked:
            overrides[ASKED] = tuple(asked)
        for key, default in _DEFAULTS.items():
            overrides.setdefault(key, str((file.parent / values.get(key, default)).absolute()))
        overrides["THEME"] = str(theme_folder(values, file))
        request = cls(file, overrides, {**values, **overrides})
        if problems := request._wrong_folders():
            raise SettingsRefused(problems)
        return request

    def _wrong_folders(self) -> list[Problem]:
        source, problems = SettingsFile.read(self.file), []
        content = Path(self.values["PATH"])
        if not content.is_dir():
            problems.append(problem("contenu-absent", *source.place("PATH"), value=self.values["PATH"]))
        elif self.file.resolve().is_relative_to(content.resolve()):
            problems.append(problem("contenu-trop-large", *source.place("PATH"), value=self.values["PATH"]))
        if not is_theme(Path(self.values["THEME"])):
            problems.append(problem("theme-absent", *source.place("THEME"), value=self.values["THEME"]))
        return problems

    def instead(self, **settings: Any) -> "Request":
        """The same, with other settings."""
        return replace(self, overrides={**self.overrides, **settings}, values={**self.values, **settings})

    def check_output(self) -> None:
        """Raises SettingsRefused when a folder that would be replaced is not ours, or cannot be replaced."""
        if problems := unfit_folders(self):
            raise SettingsRefused(problems)

    @property
    def output(self) -> Path:
        """The live output folder, symbolic links followed: it is the folder that is exchanged, not the link."""
        return _real(self.values["OUTPUT_PATH"])

    @property
    def kit(self) -> Path:
        """The live folder of what is for the agent."""
        given = self.values.get("KIT_PATH")
        return _real(self.file.parent / given) if given else kit_beside(self.output)

    @property
    def cache(self) -> Path:
        """The folder of what is dear to make, and of what was published."""
        return cache_folder(self.values, self.file.parent)

    @property
    def made(self) -> frozenset[Path]:
        """Every folder that a build writes, absolute."""
        next_ones = (next_folder(self.output), next_folder(self.kit))
        return frozenset((self.output, self.kit, *next_ones, self.cache))

    @property
    def environment(self) -> Mapping[str, str | None]:
        """What of the process's environment counts."""
        return {clock.EPOCH: os.environ.get(clock.EPOCH)}

    def now(self) -> datetime | None:
        """The instant it would be built for; None when the settings do not tell: the build will say why."""
        try:
            zone = ZoneInfo(self.values["TERRITORY"].get("timezone", ZONE))
            return clock.now(self.values.get("NOW"), zone)
        except (KeyError, AttributeError, TypeError, ValueError, OSError, PydanticCustomError):
            return None


def kit_beside(output: Path) -> Path:
    """Folder of what is for the agent, where the settings name none (`KIT_PATH`), and of each preview."""
    return output.with_name(f"{output.name}.kit")


def cache_folder(settings: Mapping[str, Any], root: Path) -> Path:
    """Folder of what is dear to make: Pelican's own setting; unless it is given, one that is hidden, and git ignores.

    root: where relative paths begin.
    """
    given = root / settings.get("CACHE_PATH", _PELICAN_CACHE)
    return root / ".cache" if given == root / _PELICAN_CACHE else given


def _wrong_moment(now: str | None) -> list[Problem]:
    """What is wrong with the moment that the command line gives: told of what was typed, not of the settings file."""
    try:
        clock.fixed_instant(now, {}, ZoneInfo(ZONE))
    except PydanticCustomError as error:
        context = {"value": now, **(error.context or {})}
        return [problem(error.type, PurePosixPath("--now"), **context)]
    return []


def _real(path: str | Path) -> Path:
    """Links followed; one that leads to itself stays what it is, and whoever writes there will be told."""
    return Path(os.path.realpath(path))


def _forget(files: Collection[Path], root: Path) -> None:
    """Have the modules of these files imported anew: they may have changed, or be another project's of that name."""
    for file in files:
        parts = file.relative_to(root).with_suffix("").parts
        sys.modules.pop(".".join(parts[:-1] if parts[-1] == "__init__" else parts), None)


def _run(file: Path) -> dict[str, Any]:
    """The settings of a file, by name."""
    path = PurePosixPath(file.name)
    if not file.is_file():
        raise SettingsRefused([problem("reglages-absents", path)])
    see_own_code(file.parent)
    try:
        _forget(SettingsFile.read(file).files, file.parent)
        return {name: value for name, value in runpy.run_path(str(file)).items() if name.isupper()}
    except SyntaxError as error:
        named = PurePosixPath(Path(error.filename or file).name)
        raise SettingsRefused([problem("reglages-illisibles", named, error.lineno or 0, error=error.msg)]) from None
    except SystemExit:
        raise SettingsRefused([problem("reglages-illisibles", path, error="il s’arrête avant la fin")]) from None
    except Exception as error:
        if isinstance(error, OSError) and error.filename == str(file):
            raise  # the file itself cannot be read
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
        line = frames[-1].lineno or 0 if frames else 0
        words = f"{type(error).__name__}: {error}"
        raise SettingsRefused([problem("reglages-illisibles", path, line, error=words)]) from None
