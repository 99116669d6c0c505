"""The Jinja environment that a channel is handed: its own templates, and what the theme says instead."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

OVERRIDES = "templates/channels"  # under the theme's folder, then the channel's name
# Under the theme's templates: one wording of a date, a place, a price for every channel, and the same pictograms.
SHARED = ("_macros", "_icons")


@dataclass(frozen=True)
class TemplatesMaker:
    """Makes each channel's templates, alike: `make(name, package folder)`.

    theme: the theme's folder, None when there is none. filters, globals: what every template may use.
    translations: of `_("…")` and `{% trans %}`; the msgids are French.
    """

    theme: Path | None = None
    filters: Mapping[str, Callable[..., object]] = field(default_factory=dict)
    globals: Mapping[str, object] = field(default_factory=dict)
    translations: NullTranslations = field(default_factory=NullTranslations)

    def __call__(self, name: str, package: Path) -> "ChannelTemplates":
        """Templates of the channel `name`, whose package lies in the folder `package`."""
        folders = [package / "templates"]
        shared: dict[str, BaseLoader] = {}
        if self.theme is not None:
            folders.insert(0, self.theme / OVERRIDES / name)
            shared |= {part: FileSystemLoader(self.theme / "templates" / part) for part in SHARED}
        loader = ChoiceLoader([*map(FileSystemLoader, folders), PrefixLoader(shared)])
        environment = Environment(
            loader=loader,
            autoescape=True,  # whatever the file's extension: `.mjml` and `.svg` are markup, too
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            keep_trailing_newline=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.install_gettext_translations(self.translations, newstyle=True)  # type: ignore[attr-defined]  # i18n
        environment.filters.update(self.filters)
        environment.globals.update(self.globals)
        return ChannelTemplates(environment, loader)


class ChannelTemplates:
    """One channel's templates (see `tambour.channels.Templates`)."""

    def __init__(self, environment: Environment, loader: BaseLoader) -> None:
        self._environment = environment
        self._loader = loader

    @property
    def digest(self) -> str:
        """Digest of the name and source of every template within reach, read anew: a theme is edited while served."""
        total = hashlib.sha256()
        for name in self._loader.list_templates():
            source, _, _ = self._loader.get_source(self._environment, name)
            total.update(f"{len(name)}:{name}{len(source)}:{source}".encode())
        return total.hexdigest()

    def render(self, name: str, /, **values: object) -> str:
        """Render one template. Raises jinja2.TemplateError for a mistake in it."""
        return self._environment.get_template(name).render(values)
