"""What happens at each of Pelican's signals: settings validated, content read, the site frozen, the log judged.

Handlers are functions of this module (Pelican holds them by weak references: a closure would vanish), and what one has
to tell the next lies in Pelican's settings, not in this module: signals outlive a run.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup
from pelican import Pelican, signals
from pelican.generators import Generator

from tambour.bridge import logs, pelican_settings
from tambour.bridge.generators import ItemsGenerator, OutputsGenerator, SinkWriter, WebsiteGenerator
from tambour.build import jinja, report, settings
from tambour.build.run import KEY as RUN
from tambour.build.run import PREVIOUS, READY, Run
from tambour.build.settings_file import SettingsFile, loaded_from
from tambour.build.template_faults import told_in_french
from tambour.build.theme import theme_folder
from tambour.website.functions import by_language, page_functions

SETTINGS_FILE = "TAMBOUR_SETTINGS_FILE"  # set by `build`, which knows it


class Ready(Exception):
    """Pelican has read the settings and made its templates ready: the rest is done without it."""

    def __init__(self, generator: WebsiteGenerator) -> None:
        super().__init__()
        self.generator = generator


def connect() -> None:
    """See `tambour.bridge.connect`."""
    for signal, handler in HANDLERS:
        signal.connect(handler)


def validate_settings(pelican: Pelican) -> None:
    """`initialized`: once for each load of the settings file. Not in `register()`: Pelican swallows what it raises."""
    logs.tally()
    raw = pelican.settings
    file = Path(raw.get(SETTINGS_FILE) or loaded_from(raw))
    source = SettingsFile.read(file) if file.is_file() else SettingsFile(file)
    if raw["THEME"] == pelican_settings.default_of("THEME"):
        raw["THEME"] = str(theme_folder({}, file.absolute()))
    with report.stopping():
        ours = settings.validate(raw, source, pelican_settings.default_of)
    raw[settings.KEY] = ours
    pelican_settings.enforce(raw, ours.territory, {"JINJA_FILTERS": jinja.FILTERS, "JINJA_GLOBALS": jinja.GLOBALS})


def read_content(pelican: Pelican) -> Sequence[type[Generator]]:
    """`get_generators`: once for each run, before Pelican empties the output folder."""
    if pelican.settings.get(READY):
        return (WebsiteGenerator,)
    with report.stopping():
        pelican.settings[RUN] = run = Run.begin(pelican.settings, pelican.settings[settings.KEY])
    if PREVIOUS not in pelican.settings:  # `build` tells it itself
        run.tell()
    return ItemsGenerator, WebsiteGenerator, OutputsGenerator


def freeze_site(generators: Sequence[Generator]) -> None:
    """`all_generators_finalized`: every Content exists, nothing is written yet."""
    generator = next(generator for generator in generators if isinstance(generator, WebsiteGenerator))
    if generator.settings.get(READY):
        raise Ready(generator)
    run = Run.of(generator.settings)
    with run.phases("snapshot"), report.stopping(), told_in_french(run.settings.theme):
        run.take()
        for name in sorted({view.template for view in run.views}):
            generator.env.get_template(name)  # a missing one is told before anything is written
    generator.context["site"] = run.published

    @by_language
    def render_once(name: str) -> Markup:
        return Markup(generator.env.get_template(name).render(generator.context))  # noqa: S704 — a template escapes

    generator.env.globals.update(page_functions(run.published, run.outputs, run.theme_files), shared=render_once)


def give_writer(_pelican: Pelican) -> type[SinkWriter]:
    """`get_writer`."""
    return SinkWriter


def judge_log(pelican: Pelican) -> None:
    """`finalized`: everything is written; a warning or an error on the way fails the build."""
    if PREVIOUS not in pelican.settings and RUN in pelican.settings:  # `build` does so once the output is in place
        Run.of(pelican.settings).keep_states()
    if verdict := logs.verdict():
        print(verdict, file=sys.stderr)
        raise SystemExit(logs.EXIT_WARNINGS)


HANDLERS = (
    (signals.initialized, validate_settings),
    (signals.get_generators, read_content),
    (signals.all_generators_finalized, freeze_site),
    (signals.get_writer, give_writer),
    (signals.finalized, judge_log),
)
