"""What we lean on in Pelican. When one of these fails after an upgrade, read the code that cites it first."""

import inspect
import logging

import pytest
from pelican import Pelican, signals
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator, PelicanTemplateNotFound, StaticGenerator
from pelican.log import LimitFilter, console
from pelican.readers import Readers
from pelican.settings import DEFAULT_CONFIG, read_settings
from pelican.writers import Writer

from tambour.bridge import lifecycle
from tambour.bridge.pelican_settings import enforce
from tambour.model.territory import Territory
from tambour.testing.building import TERRITORY


@pytest.fixture
def pelican(tmp_path):
    """A Pelican of an empty site, without Tambour, over an output that holds one file."""
    for signal, handler in lifecycle.HANDLERS:  # other tests build with it in this process
        signal.disconnect(handler)
    for folder in ("content", "theme/templates", "output"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "output/old.html").write_text("old")
    settings = {
        "PATH": str(tmp_path / "content"),
        "THEME": str(tmp_path / "theme"),
        "OUTPUT_PATH": str(tmp_path / "output"),
        "SITEURL": "https://a.fr",
        "TIMEZONE": "Europe/Paris",
        "DELETE_OUTPUT_DIRECTORY": True,
        "DIRECT_TEMPLATES": [],
        "PLUGINS": [],
        **{key: None for key in DEFAULT_CONFIG if "FEED_A" in key or "FEED_R" in key},
    }
    return Pelican(read_settings(override=settings))


def test_generators_are_asked_for_before_the_output_is_emptied(pelican, tmp_path):
    seen = {}

    def get_generators(_pelican):
        seen["get_generators"] = (tmp_path / "output/old.html").exists()

    def all_generators_finalized(_generators):
        seen["all_generators_finalized"] = (tmp_path / "output/old.html").exists()

    with (
        signals.get_generators.connected_to(get_generators),
        signals.all_generators_finalized.connected_to(all_generators_finalized),
    ):
        pelican.run()

    assert seen == {"get_generators": True, "all_generators_finalized": False}


def test_signals_of_a_run_come_in_this_order(pelican):
    order = []

    class Ours(Generator):
        def generate_context(self):
            order.append("generate_context")

        def generate_output(self, _writer):
            order.append("generate_output")

    def get_generators(_pelican):
        order.append("get_generators")
        return Ours

    def all_generators_finalized(_generators):
        order.append("all_generators_finalized")

    def get_writer(_pelican):
        order.append("get_writer")

    def finalized(_pelican):
        order.append("finalized")

    with (
        signals.get_generators.connected_to(get_generators),
        signals.all_generators_finalized.connected_to(all_generators_finalized),
        signals.get_writer.connected_to(get_writer),
        signals.finalized.connected_to(finalized),
    ):
        pelican.run()

    assert order == [
        "get_generators", "generate_context", "all_generators_finalized", "get_writer", "generate_output", "finalized",
    ]  # fmt: skip


def test_our_generators_run_between_pelican_s_own_and_static_files(pelican):
    class Ours(Generator):
        pass

    def get_generators(_pelican):
        return Ours

    with signals.get_generators.connected_to(get_generators):
        assert pelican._get_generator_classes() == [ArticlesGenerator, PagesGenerator, Ours, StaticGenerator]


def test_a_system_exit_in_a_handler_comes_out_as_it_is(pelican):
    def refuse(_pelican):
        raise SystemExit(65)

    with signals.get_generators.connected_to(refuse), pytest.raises(SystemExit) as stopped:
        pelican.run()

    assert stopped.value.code == 65


def test_what_register_raises_is_swallowed(pelican):
    """Hence settings are validated at `initialized`."""

    class Plugin:
        @staticmethod
        def register():
            raise SystemError("lost")

    pelican.settings["PLUGINS"] = [Plugin]
    pelican.init_plugins()

    assert pelican.plugins == []


def test_a_generator_s_loader_ends_in_the_simple_theme(pelican):
    """Hence `jinja.prepare` replaces it."""
    generator = Generator(pelican.settings.copy(), pelican.settings, pelican.path, pelican.theme, pelican.output_path)

    assert generator.get_template("article").filename.endswith("simple/templates/article.html")
    with pytest.raises(PelicanTemplateNotFound):
        generator.get_template("news")


def test_the_writer_opens_files_by_one_method_and_says_what_it_wrote(pelican, tmp_path):
    """Hence `SinkWriter` overrides `_open_w` alone, and `WebsiteGenerator` does without it when nobody listens."""
    opened, told = [], []

    class Spy(Writer):
        def _open_w(self, filename, encoding, override=False):
            opened.append(filename)
            return super()._open_w(filename, encoding, override)

    def content_written(path, context):
        told.append((path, context))

    template = Generator(
        pelican.settings.copy(), pelican.settings, pelican.path, pelican.theme, pelican.output_path
    ).env.from_string("{{ page }}")
    with signals.content_written.connected_to(content_written):
        Spy(pelican.output_path, pelican.settings).write_file(
            "a/index.html", template, {"localsiteurl": ""}, page="P", url="a/"
        )

    path = str(tmp_path / "output/a/index.html")
    context = {"localsiteurl": "", "output_file": "a/index.html", "page": "P"}
    assert (opened, told) == ([path], [(path, context)])
    assert list(inspect.signature(Writer._open_w).parameters) == ["self", "filename", "encoding", "override"]


def test_a_repeated_warning_is_dropped_across_runs():
    """Hence `logs.forget` empties the filter."""
    record = logging.LogRecord("pelican", logging.WARNING, "x", 1, "seen before", (), None)
    LimitFilter._raised_messages.clear()

    assert [LimitFilter().filter(record), LimitFilter().filter(record)] == [True, False]


def test_the_english_summary_can_be_silenced(pelican, capsys):
    console.quiet = True
    try:
        pelican.run()
    finally:
        console.quiet = False

    assert capsys.readouterr().out == ""


def test_pelican_has_nothing_to_say_of_a_language_that_docutils_does_not_know(caplog):
    settings = {**read_settings(), "DEFAULT_LANG": "oc"}
    Readers(settings)
    assert "no localization" in caplog.text
    caplog.clear()

    enforce(settings, Territory(**{**dict(TERRITORY), "languages": ("oc",)}), {})
    Readers(settings)

    assert (settings["DEFAULT_LANG"], caplog.text) == ("oc", "")
