"""A template is compiled once for all who use it, and never says what it said before something changed."""

import jinja2
import pytest

from tambour.build import compiled_templates
from tambour.build.compiled_templates import keep_compiled
from tambour.build.templates import Folders


@pytest.fixture(autouse=True)
def another_process(monkeypatch):
    monkeypatch.setattr(compiled_templates, "_memory", {})


@pytest.fixture
def compiled(monkeypatch) -> list[str]:
    """Names of what Jinja compiles."""
    names, compile_ = [], jinja2.Environment.compile

    def counting(self, source, name=None, *args, **options):
        names.append(name)
        return compile_(self, source, name, *args, **options)

    monkeypatch.setattr(jinja2.Environment, "compile", counting)
    return names


def environment(tmp_path, cache=True, **options) -> jinja2.Environment:
    made = jinja2.Environment(loader=Folders([tmp_path]), autoescape=True, **options)
    keep_compiled(made, tmp_path / "cache" if cache else None)
    return made


def forget(monkeypatch) -> None:
    monkeypatch.setattr(compiled_templates, "_memory", {})


def test_what_is_compiled_serves_every_environment_of_the_process(tmp_path, compiled):
    (tmp_path / "a.html").write_text("{{ 1 + 1 }}")

    said = [environment(tmp_path, cache=False).get_template("a.html").render() for _ in range(2)]

    assert said == ["2", "2"]
    assert compiled == ["a.html"]


def test_and_the_next_process(tmp_path, compiled, monkeypatch):
    (tmp_path / "a.html").write_text("{{ name }}")
    environment(tmp_path).get_template("a.html")
    forget(monkeypatch)

    assert environment(tmp_path).get_template("a.html").render(name="&") == "&amp;"
    assert compiled == ["a.html"]


def test_what_is_used_stays_when_others_fill_the_memory(tmp_path, compiled, monkeypatch):
    monkeypatch.setattr(compiled_templates, "_MOST", 2)
    for name in ("used", "once", "twice"):
        (tmp_path / f"{name}.html").write_text(name)
    for name in ("used", "once", "used", "twice", "used"):
        environment(tmp_path, cache=False).get_template(f"{name}.html")

    assert compiled == ["used.html", "once.html", "twice.html"]


def test_a_template_that_has_changed_is_compiled_anew(tmp_path, monkeypatch):
    (tmp_path / "a.html").write_text("un")
    environment(tmp_path).get_template("a.html")
    (tmp_path / "a.html").write_text("deux")

    assert environment(tmp_path).get_template("a.html").render() == "deux"
    forget(monkeypatch)
    assert environment(tmp_path).get_template("a.html").render() == "deux"


def test_what_was_touched_in_the_cache_is_compiled_anew(tmp_path, monkeypatch, compiled):
    (tmp_path / "a.html").write_text("un")
    environment(tmp_path).get_template("a.html")
    [kept] = (tmp_path / "cache" / "templates").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1] + b"!")
    forget(monkeypatch)

    assert environment(tmp_path).get_template("a.html").render() == "un"
    assert compiled == ["a.html", "a.html"]


def test_environments_that_read_templates_otherwise_do_not_share(tmp_path):
    (tmp_path / "a.html").write_text("{% if 1 %}\nun\n{% endif %}\n")

    assert environment(tmp_path).get_template("a.html").render() == "\nun\n"
    assert environment(tmp_path, trim_blocks=True).get_template("a.html").render() == "un\n"


def test_no_filter_is_called_before_a_page_is_rendered(tmp_path, monkeypatch):
    """So that one which says something else from today on is heard at once, in constants, too."""
    (tmp_path / "a.html").write_text("{{ 'un' | told }} {{ 2 if 'un' | told == 'deux' }}")
    for answer in ("un", "deux"):
        made = environment(tmp_path)
        made.filters["told"] = lambda _, answer=answer: answer
        said = made.get_template("a.html").render()
        forget(monkeypatch)

    assert said == "deux 2"


def test_macros_are_made_once_and_know_the_globals(tmp_path):
    (tmp_path / "macros.html").write_text(
        "{% set made = count() %}{% macro hello() %}{{ who }} {{ made }}{% endmacro %}"
    )
    (tmp_path / "a.html").write_text("{% from 'macros.html' import hello %}{{ hello() }}")
    made, calls = environment(tmp_path), []
    made.globals.update(who="Lac", count=lambda: calls.append(1) or len(calls))

    assert [made.get_template("a.html").render() for _ in range(3)] == ["Lac 1"] * 3
