"""The settings of one build, validated once when Pelican is initialised. Nobody asks `settings.get("X")` afterwards."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from tambour.build import clock, jinja, registry
from tambour.build.desk_settings import PupitreSettings, read_desk
from tambour.build.imposed_settings import contradictions
from tambour.build.request import ASKED, STYLE_GUIDE, cache_folder, kit_beside
from tambour.build.setting_shapes import wrong_shapes
from tambour.build.settings_file import SettingsFile, see_own_code
from tambour.build.targets import Announcing, Target, read_announcing, read_targets
from tambour.build.templates import TemplatesMaker
from tambour.build.theme import COLOURS, GUIDE, PALETTES, Theme, colours_file, palettes_file
from tambour.channels import AnyChannel
from tambour.look.static_files import StaticFiles, static_files
from tambour.messages import problem
from tambour.model.problems import Problem, SettingsRefused
from tambour.model.site.site import POSTING_DAYS
from tambour.model.territory import Territory
from tambour.model.web import ascii_url
from tambour.source import explain
from tambour.source.catalogue import ChannelNames
from tambour.source.files import has_picture
from tambour.website.local_addresses import LocalAddresses
from tambour.website.style_guide import STYLE_GUIDE as STYLE_GUIDE_PAGE
from tambour.words.typography import french_spaces

RELATIVE = "RELATIVE_URLS"  # ours, by the name that Pelican gives it
KEY = "TAMBOUR"  # where the validated settings are kept, in Pelican's own
SITE_URL = re.compile(r"https?://[^\s/?#@]+(?:/[^\s/?#]+)*", re.IGNORECASE)
PAGE_SIZE = 20


@dataclass(frozen=True)
class BuildSettings:
    """What one build is asked to do.

    url: absolute, no trailing slash. content, output, kit: folders. kit: what is for the agent, not published.
    cache: folder of what is dear to make, and may be deleted at any time.
    theme_url: path under which the theme's static files are served.
    file: where it was written. page_size: entries on one part of a listing.
    relative: whether pages write the site's own addresses from where they are, not from the root of the host.
    posting_days: for how long what came out or changed can still be posted. asked: ids of items that have their kit all
    the same.
    now: the instant to build for, as typed; None = the real one. publication: it is what the public will see.
    targets: where it is put online, by name. announcing: who is told then. desk: the pupitre on a server. style_guide:
    whether it has the page of all components.
    """

    territory: Territory
    channels: Mapping[str, AnyChannel]
    url: str
    content: Path
    theme: Theme
    output: Path
    kit: Path
    file: SettingsFile
    cache: Path
    theme_url: str = "theme"
    page_size: int = PAGE_SIZE
    relative: bool = False
    posting_days: int = POSTING_DAYS
    asked: frozenset[str] = frozenset()
    now: str | None = None
    publication: bool = False
    targets: Mapping[str, Target] = field(default_factory=dict)
    announcing: Announcing = field(default_factory=Announcing)
    desk: PupitreSettings = field(default_factory=PupitreSettings)
    style_guide: bool = False

    @cached_property
    def local_addresses(self) -> LocalAddresses:
        """How pages write the site's own addresses."""
        return LocalAddresses(self.url, relative=self.relative)

    @property
    def brought(self) -> frozenset[str]:
        """Pages of the website that are there with something: a channel that is on, the style guide."""
        names = frozenset(name for channel in self.channels.values() for name in channel.brings)
        return names | {STYLE_GUIDE_PAGE} if self.style_guide else names

    def channel_names(self) -> ChannelNames:
        """What `canaux:` may name: every channel that is on or could be, also by its French name, and its parts."""
        return ChannelNames(registry.spellings(self.channels), partial(registry.spellings_off, self.channels))

    def icons(self) -> frozenset[str]:
        """The pictograms that the theme has drawn."""
        return frozenset(file.stem for folder in self.theme.templates for file in (folder / "_icons").glob("*.svg"))

    def theme_files(self) -> StaticFiles:
        """The theme's static files, the territory's colours among them."""
        made = {f"{self.theme_url}/{COLOURS}": colours_file(self.territory.colours, self.cache)}
        files = self.theme.static_files(self.theme_url)
        if self.style_guide:
            made[f"{self.theme_url}/{PALETTES}"] = palettes_file(self.cache)
        else:
            files.pop(f"{self.theme_url}/{GUIDE}", None)
        return static_files(dict(sorted((made | files).items())), self.cache)


def validate(
    settings: MutableMapping[str, Any],
    file: SettingsFile,
    pelican_default: Callable[[str], Any],
    environ: Mapping[str, str] = os.environ,
) -> BuildSettings:
    """Read what is ours from Pelican's settings.

    Args:
        settings: of the file, or as Pelican completes them.
        file: for the line of each.
        pelican_default: Pelican's default of a setting, asked only when the file says something that we do not take.
        environ: of the process.

    Raises:
        SettingsRefused: with everything that is wrong.
    """
    problems: list[Problem] = []
    see_own_code(file.path.parent)
    theme = Theme.of(settings, file.path.parent)
    territory = _territory(settings.get("TERRITORY"), file, problems)
    channels = _channels(settings, theme, file, problems)
    url = _url(settings, file, problems)
    page_size = _count(settings.get("PAGE_SIZE", PAGE_SIZE), "PAGE_SIZE", PAGE_SIZE, file, problems)
    posting_days = _count(settings.get("POSTING_DAYS", POSTING_DAYS), "POSTING_DAYS", POSTING_DAYS, file, problems)
    targets = read_targets(settings, file, problems)
    announcing = read_announcing(settings, file, problems)
    desk = read_desk(settings, file, problems)
    problems += [
        *contradictions(settings, file, pelican_default),
        *wrong_shapes(settings, file, pelican_default),
        *_shape_problems(settings, file),
    ]
    if territory is not None:
        problems += _clock_problems(settings, territory, file, environ)
        problems += _logo_problems(territory, Path(settings["PATH"]), file)
    if problems or territory is None:
        raise SettingsRefused(problems)
    output = Path(settings["OUTPUT_PATH"])
    return BuildSettings(
        territory=territory,
        channels=channels,
        url=url,
        content=Path(settings["PATH"]),
        theme=theme,
        output=output,
        kit=Path(settings.get("KIT_PATH") or kit_beside(output)),
        file=file,
        cache=cache_folder(settings, file.path.parent),
        theme_url=settings.get("THEME_STATIC_DIR", "theme").strip("/"),
        page_size=page_size,
        relative=bool(settings.get(RELATIVE)),
        posting_days=posting_days,
        asked=frozenset(settings.get(ASKED) or ()),
        now=settings.get("NOW"),
        publication=bool(settings.get("PUBLICATION")),
        targets=targets,
        announcing=announcing,
        desk=desk,
        style_guide=bool(settings.get(STYLE_GUIDE)),
    )


def _territory(raw: object, file: SettingsFile, problems: list[Problem]) -> Territory | None:
    if not isinstance(raw, dict):
        help_fr = "Écrivez TERRITORY = {…} : nom, SIREN, adresse, couleurs de la collectivité."
        problems.append(problem("reglage-manquant", *file.place("TERRITORY"), key="TERRITORY", help=help_fr))
        return None
    try:
        return Territory.model_validate(raw, context={"spacing": french_spaces} if _speaks_french(raw) else {})
    except ValidationError as error:
        path, _ = file.place("TERRITORY")
        problems += explain.problems_of(
            error, Territory, raw, path, lambda place: file.place("TERRITORY", *place)[1], in_python=True
        )
        return None


def _speaks_french(raw: Mapping[str, Any]) -> bool:
    """Whether French is the first of the territory's languages, as it is where nothing else is said."""
    languages = raw.get("languages") or "fr"
    first = languages[0] if isinstance(languages, list | tuple) else languages
    return str(first).startswith("fr")


def _channels(
    settings: Mapping[str, Any], theme: Theme, file: SettingsFile, problems: list[Problem]
) -> Mapping[str, AnyChannel]:
    raw = settings.get(registry.SETTING)
    path, _ = file.place(registry.SETTING)
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        help_fr = 'Par exemple CHANNELS = {"sitemap": {}, "api": {}}.'
        place = file.place(registry.SETTING)
        problems.append(problem("reglage-mauvais-type", *place, key=registry.SETTING, wanted="un bloc", help=help_fr))
        return {}
    cache = cache_folder(settings, file.path.parent)
    make = TemplatesMaker(theme.templates, jinja.FILTERS, jinja.GLOBALS, cache=cache)
    try:
        return registry.load(raw, make, file=path, line_of=lambda place: file.place(*place)[1])
    except SettingsRefused as refused:
        problems += refused.problems
        return {}


def _url(settings: MutableMapping[str, Any], file: SettingsFile, problems: list[Problem]) -> str:
    """In ASCII; Pelican and the theme read the same."""
    url = settings.get("SITEURL")
    try:
        settings["SITEURL"] = ascii_url(url if isinstance(url, str) and SITE_URL.fullmatch(url) else "")
    except ValueError:
        problems.append(problem("adresse-du-site", *file.place("SITEURL"), "SITEURL", value=url or ""))
    return str(settings.get("SITEURL"))


def _count(value: object, key: str, default: int, file: SettingsFile, problems: list[Problem]) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    wanted, help_fr = "un nombre entier positif", f"Par exemple {key} = {default}."
    problems.append(problem("reglage-mauvais-type", *file.place(key), key=key, wanted=wanted, help=help_fr))
    return default


def _shape_problems(settings: Mapping[str, Any], file: SettingsFile) -> Iterator[Problem]:
    """What Pelican or we would trip over without a word that helps."""
    plugins = settings.get("PLUGINS") or ()
    if isinstance(plugins, list | tuple) and "tambour" not in plugins:
        help_fr = 'Écrivez PLUGINS = ["tambour"].'
        yield problem("reglage-manquant", *file.place("PLUGINS"), key='PLUGINS = ["tambour"]', help=help_fr)


def _clock_problems(
    settings: Mapping[str, Any], territory: Territory, file: SettingsFile, environ: Mapping[str, str]
) -> list[Problem]:
    now = settings.get("NOW")
    if now is not None and not isinstance(now, str):  # told by `setting_shapes`
        return []
    try:
        fixed = clock.fixed_instant(now, environ, territory.zone)
    except PydanticCustomError as error:
        context = {"value": now, **(error.context or {})}
        return [problem(error.type, *file.place("NOW"), "NOW", **context)]
    except ValueError:
        return [problem("epoque-illisible", PurePosixPath(clock.EPOCH), value=environ[clock.EPOCH])]
    if fixed is not None and settings.get("PUBLICATION"):
        return [problem("date-fixee-en-publication", *file.place("NOW"), source="NOW" if now else clock.EPOCH)]
    return []


def _logo_problems(territory: Territory, content: Path, file: SettingsFile) -> list[Problem]:
    logos = (("logo", "Logo", territory.logo), ("easy_read_logo", "Logo FALC", territory.easy_read_logo))
    return [
        problem("logo-absent", *file.place("TERRITORY", key), label, value=name)
        for key, label, name in logos
        if name is not None and content.is_dir() and not has_picture(content, name)
    ]
