"""The theme of a site: a territory's own folder, which holds only the files that differ, laid over the engine's.

A file of the same path takes the place of the engine's; everything else is the engine's. Templates that a
`THEME_TEMPLATES_OVERRIDES` folder holds come before both.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Self

from tambour.build.engine import PACKAGE, THEME
from tambour.look.palette import day_palette, night_palette
from tambour.look.static_files import keep_file
from tambour.model.colours import READY
from tambour.model.territory import Colours

FOLDER = "theme"  # beside the settings file: what THEME means when it is not set
TEMPLATES, STATIC = "templates", "static"
COLOURS = "css/couleurs.css"  # made for the territory; a theme may have its own
GUIDE, PALETTES = "css/guide.css", "css/palettes.css"  # of the style guide; the second one is made


def theme_folder(settings: Mapping[str, Any], file: Path) -> Path:
    """The folder that THEME names, whether it exists or not; the engine's own when there is nothing of one's own.

    Args:
        settings: as the settings file gives them.
        file: the settings file, where relative paths begin.
    """
    if (given := settings.get("THEME")) is not None:
        return (file.parent / str(given)).absolute()
    beside = (file.parent / FOLDER).absolute()
    return beside if is_theme(beside) else THEME


def is_theme(folder: Path) -> bool:
    """Whether a folder holds what a theme is made of."""
    return (folder / TEMPLATES).is_dir() or (folder / STATIC).is_dir()


@dataclass(frozen=True)
class Theme:
    """What a site looks like.

    folders: the territory's own, when it has one, then the engine's. overrides: folders of templates that come before.
    static: subfolders of the territory's own whose files are published. root: the project's folder.
    """

    folders: tuple[Path, ...] = (THEME,)
    overrides: tuple[Path, ...] = ()
    static: tuple[str, ...] = (STATIC,)
    root: Path | None = None

    @classmethod
    def of(cls, settings: Mapping[str, Any], root: Path) -> Self:
        """The theme that settings ask for, in which THEME stands already. root: where relative paths begin."""
        own = Path(settings["THEME"])
        return cls(
            folders=(THEME,) if own.resolve() == THEME.resolve() else (own, THEME),
            overrides=override_folders(settings, root),
            static=tuple(settings.get("THEME_STATIC_PATHS", (STATIC,))),
            root=root,
        )

    @property
    def templates(self) -> tuple[Path, ...]:
        """Folders of templates: a name is looked for in each, the first one first, the engine's last."""
        return (*self.overrides, *(folder / TEMPLATES for folder in self.folders))

    def has_template(self, name: str) -> bool:
        """Whether there is a template of this name, one's own or the engine's."""
        return any((folder / name).is_file() for folder in self.templates)

    def static_files(self, url: str) -> dict[str, Path]:
        """Every static file of the theme: path, under `url`, → file."""
        files: dict[str, Path] = {}
        for folder in reversed(self.folders):
            subfolders = (STATIC,) if folder == THEME and len(self.folders) > 1 else self.static
            for top in (folder / name for name in subfolders):
                files |= {f"{url}/{file.relative_to(top).as_posix()}": file for file in _public_files(top)}
        return dict(sorted(files.items()))

    def place(self, file: Path) -> PurePosixPath:
        """How a report names a file: `theme/templates/news.html`; what comes with the engine, `tambour/theme/…`."""
        for folder in (*self.overrides, *self.folders):
            if file.is_relative_to(folder):
                inside = file.relative_to(folder.parent)
                of_engine = folder == THEME and folder.parent != self.root
                return PurePosixPath(PACKAGE.name if of_engine else "", inside.as_posix())
        return PurePosixPath((file.relative_to(PACKAGE.parent) if file.is_relative_to(PACKAGE) else file).as_posix())


def colours_file(colours: Colours, cache: Path) -> Path:
    """The style sheet of a territory's colours, by day and by night, in the cache: a file, since pages that hold no
    style of their own can forbid any other."""
    return _style_sheet(_variables(":root", colours, "color-scheme:light dark;"), cache)


def palettes_file(cache: Path) -> Path:
    """The style sheet of the ready palettes, each for what stands inside `.palette--<name>`: the style guide's."""
    named = {name: Colours(main=main, second=second) for name, (main, second) in READY.items()}
    return _style_sheet("".join(_variables(f".palette--{name}", colours) for name, colours in named.items()), cache)


def _variables(selector: str, colours: Colours, more: str = "") -> str:
    """The rules that give what is inside a selector the colours of a territory, by day and by night."""
    day, night = (
        "".join(f"--{name}:{colour};" for name, colour in palette(colours).variables())
        for palette in (day_palette, night_palette)
    )
    return f"{selector}{{{more}{day}}}\n@media screen and (prefers-color-scheme:dark){{{selector}{{{night}}}}}\n"


def _style_sheet(text: str, cache: Path) -> Path:
    return keep_file(cache / "theme" / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.css", text.encode())


def override_folders(settings: Mapping[str, Any], root: Path) -> tuple[Path, ...]:
    """The folders of THEME_TEMPLATES_OVERRIDES, absolute."""
    return tuple(root / folder for folder in settings.get("THEME_TEMPLATES_OVERRIDES", ()))


def _public_files(top: Path) -> Iterator[Path]:
    for file in sorted(top.rglob("*")):
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(top).parts):
            yield file
