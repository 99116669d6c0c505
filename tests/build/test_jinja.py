"""Templates cannot break out of a script, forget to escape, use what is not there, or fall back to another theme."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, TemplateNotFound

from tambour.build import jinja

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(VALUES)
def test_json_in_a_script_reads_back_and_never_ends_the_script(value):
    dumped = str(jinja.json_script(value))

    assert json.loads(dumped) == value
    assert not set(dumped) & set("<>&\u2028\u2029")


def test_what_is_not_json_is_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        jinja.json_script(float("nan"))


@pytest.fixture
def environment(tmp_path):
    made = Environment(autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"])
    (tmp_path / "own.html").write_text(
        "{{ _('Agenda') }} {% trans n=2 %}une date{% pluralize %}{{ n }} dates{% endtrans %}"
    )
    jinja.prepare(made, [tmp_path])
    return made


def test_words_go_through_gettext_and_french_is_the_msgid(environment):
    assert environment.get_template("own.html").render() == "Agenda 2 dates"
    assert environment.from_string("{{ _('%(n)s < 3', n='<b>') }}").render() == "&lt;b&gt; < 3"


@pytest.mark.parametrize("name", ["article.html", "base.html", "!simple/base.html"])
def test_pelican_s_own_theme_is_out_of_reach(environment, name):
    with pytest.raises(TemplateNotFound):
        environment.get_template(name)


def test_the_theme_itself_can_be_named(environment):
    assert environment.get_template("!theme/own.html").render().startswith("Agenda")


def test_names_stand_in_the_order_of_the_french_alphabet():
    environment = Environment(autoescape=True)
    environment.filters.update(jinja.FILTERS)
    template = environment.from_string("{% for one in names | sort(attribute='0') %}{{ one[0] }} {% endfor %}")

    assert template.render(names=[["Zoo"], ["Écoles"], ["eau"], ["Élus"]]) == "eau Écoles Élus Zoo "
