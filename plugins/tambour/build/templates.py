"""The Jinja environment that a channel is handed: its own templates, and what the theme says instead."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from tambour.build.compiled_templates import keep_compiled
from tambour.build.fingerprint import entries, look
from tambour.words import speech

OVERRIDES = "channels"  # under a theme's templates, then the channel's name
ORIGINAL = "!theme"  # before a name: the template as it was before anybody replaced it
# Under the theme's templates: one wording of a date, a place, a price for every channel, and the same pictograms.
SHARED = ("_macros", "_icons")


class Folders(FileSystemLoader):
    """Templates of folders, by name.

    A name may come out of a macro, as Markup: joined to a folder it would escape what the folder is called (`'`, `&`).
    """

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        return super().get_source(environment, str(template))


def install_words(environment: Environment) -> None:
    """Give templates `_("…")` and `{% trans %}`, always escaped, in the language that is spoken (`words.speech`).

    Jinja's own functions ask for the context: inside a loop it is copied, with all of the site's settings, for a word.

    Args:
        environment: with Jinja's extension `i18n`, and autoescape.
    """
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # i18n
    constants: dict[str, dict[str, Markup]] = {}  # by language

    def gettext(text: str, /, **values: object) -> Markup:
        if values:
            return Markup(speech.translate(text)) % values  # noqa: S704 — a template's own words
        known = constants.setdefault(speech.spoken(), {})
        if text not in known:
            known[text] = Markup(speech.translate(text)) % {}  # noqa: S704 — `%%` is a `%` all the same
        return known[text]

    def ngettext(one: str, several: str, number: int, /, **values: object) -> Markup:
        return Markup(speech.ngettext(one, several, number)) % {"num": number, **values}  # noqa: S704 — the same

    environment.globals.update({"_": gettext, "gettext": gettext, "ngettext": ngettext})


@dataclass(frozen=True)
class TemplatesMaker:
    """Makes each channel's templates, alike: `make(name, package folder)`.

    theme: folders of templates, the first one first. filters, globals: what every template may use.
    cache: folder of what is dear to make, if any.
    """

    theme: tuple[Path, ...] = ()
    filters: Mapping[str, Callable[..., object]] = field(default_factory=dict)
    globals: Mapping[str, object] = field(default_factory=dict)
    cache: Path | None = None

    def __call__(self, name: str, package: Path) -> "ChannelTemplates":
        """Templates of the channel `name`, whose package lies in the folder `package`."""
        reach = TemplatePlaces(
            replaced=tuple(folder / OVERRIDES / name for folder in self.theme),
            own=package / "templates",
            shared=tuple((part, tuple(folder / part for folder in self.theme)) for part in SHARED),
        )
        loader = ChoiceLoader([reach.loader, PrefixLoader({ORIGINAL: Folders(reach.own)})])
        environment = Environment(
            loader=loader,
            autoescape=True,  # whatever the file's extension: `.mjml` and `.svg` are markup, too
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            keep_trailing_newline=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        install_words(environment)
        keep_compiled(environment, self.cache)
        environment.filters.update(self.filters)
        environment.globals.update(self.globals)
        return ChannelTemplates(environment, reach)


@dataclass(frozen=True)
class TemplatePlaces:
    """Where a channel's templates lie.

    replaced: folders of those that a theme has instead of the channel's own. shared: folders of those for every
    channel, by what their names begin with.
    """

    replaced: tuple[Path, ...]
    own: Path
    shared: tuple[tuple[str, tuple[Path, ...]], ...]

    @property
    def loader(self) -> BaseLoader:
        """What finds them by name."""
        shared: dict[str, BaseLoader] = {part: Folders(folders) for part, folders in self.shared}
        return ChoiceLoader([Folders(self.replaced), Folders(self.own), PrefixLoader(shared)])

    @property
    def looks(self) -> tuple[tuple[str, str], ...]:
        """How each of their files looks now."""
        folders = (*self.replaced, self.own, *(folder for _, each in self.shared for folder in each))
        listed = (entries(folder, frozenset()) for folder in folders)
        return tuple((path, look(stat)) for found in listed for path, stat in found)


class ChannelTemplates:
    """One channel's templates (see `tambour.channels.Templates`)."""

    def __init__(self, environment: Environment, reach: TemplatePlaces) -> None:
        self._environment = environment
        self._reach = reach

    @property
    def digest(self) -> str:
        """Digest of the name and source of every template within reach, as they are now: a theme is edited."""
        return _digest(self._reach, self._reach.looks)

    def render(self, name: str, /, **values: object) -> str:
        """Render one template. Raises jinja2.TemplateError for a mistake in it."""
        return self._environment.get_template(name).render(values)


@lru_cache(maxsize=64)  # four times the channels that there are; each reads a hundred files
def _digest(reach: TemplatePlaces, _looks: tuple[tuple[str, str], ...]) -> str:
    loader, own, environment, total = reach.loader, Folders(reach.own), Environment(), hashlib.sha256()  # noqa: S701
    sources = {name: loader.get_source(environment, name)[0] for name in loader.list_templates()}
    for name in own.list_templates():  # one that is replaced is within reach all the same, as an original
        if (original := own.get_source(environment, name)[0]) != sources[name]:
            sources[f"{ORIGINAL}/{name}"] = original
    for name, source in sources.items():
        total.update(f"{len(name)}:{name}{len(source)}:{source}".encode())
    return total.hexdigest()
