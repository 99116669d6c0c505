"""Templates say here what Jinja says: the same text, escaped alike, and the same mistakes told."""

from functools import partial

import jinja2
import pytest
from jinja2 import pass_context, pass_environment, pass_eval_context
from markupsafe import Markup

from tambour.build.compiled_templates import keep_compiled

MACROS = """
{%- macro card(item, heading=2, note=none) -%}
<h{{ heading }}>{{ item.title }}</h{{ heading }}>{{ note or "" }}
{%- endmacro %}
{%- macro door(title) -%}<b>{{ title }}</b>{{ caller("&") }}{%- endmacro %}
{%- macro any() -%}{{ varargs }}{{ kwargs }}{%- endmacro %}
"""
CASES = {
    "text is escaped, and HTML is not": "{{ text }} {{ html }} {{ text | safe }} {{ own }}",
    "what is no text": "{{ 3 }} {{ none }} {{ true }} {{ item.keys() }}",
    "attributes, keys and methods": "{{ item.title }} {{ item['title'] }} {{ item.items() | list }} {{ thing.name }}",
    "what is there and empty": "{{ item.empty }}{{ thing.none is none }}{{ thing.nothing | default('–') }}",
    "what is not there": "{{ thing.nothing is defined }}{{ nobody is defined }}{{ item.nothing | default('–') }}",
    "a chain of them": "{{ thing.other.other.name.upper().lower().title() }}",
    "macros": "{{ card(item) }}{{ card(item, 3) }}{{ card(item, note='&') }}{{ card(item, heading=4, note=html) }}",
    "a macro in a macro's argument": "{{ card(item, note=card(item)) }}{{ card(item=item) }}",
    "a macro without what it asks for": "{% macro a(x) %}{{ x is defined }}{% endmacro %}{{ a() }}",
    "a macro with more than it names": "{{ any(1, '&', c=3) }}",
    "a call with a body": "{% call(sign) door('<') %}{{ sign }}{{ text }}{% endcall %}",
    "a macro as a value": "{{ card.name }} {{ card.arguments }} {{ card is callable }}",
    "blocks of text kept for later": "{% set kept %}{{ text }}<i>{% endset %}{{ kept }}{{ kept ~ text }}",
    "loops": "{% for one in 'ab' %}{{ loop.index }}{{ one }}{{ loop.cycle('x', '&') }}{% endfor %}",
    "a loop that goes down": "{% for t in tree recursive %}<{{ t.n }}{{ loop(t.below) }}>{% endfor %}",
    "a loop with a condition": "{% for t in tree if t.n == '&' %}{{ t.n }}{% else %}none{% endfor %}",
    "functions": "{{ f(1) }}{{ f(1, b='&') }}{{ f(*[1, 2]) }}{{ f(**{'a': 1, 'b': 3}) }}{{ f(a=1, **{'b': '<'}) }}",
    "functions that want to know where they are": "{% for x in 'ab' %}{{ where() }}{{ who() }}{{ how() }}{% endfor %}",
    "a keyword of Python": "{{ named(class='a', b=2) }}",
    "objects and parts of functions": "{{ called('&') }}{{ part() }}{{ str(3) }}",
    "words of the catalogue": "{{ _('a & %(b)s', b=text) }}{% trans n=text %}un {{ n }}{% endtrans %}",
    "a filter over a block": "{% filter upper %}{{ text }}a{% endfilter %}",
}
MISTAKES = (
    "{{ nobody }}",
    "{{ thing.nothing }}",
    "{{ item.nothing.more }}",
    "{{ card(item, 1, 2, 3) }}",
    "{{ card(item, colour='red') }}",
    "{{ card(item, item=item) }}",
    "{{ nobody() }}",
)


class Thing:
    """Something with attributes."""

    name, none = "l'eau", None

    @property
    def other(self) -> "Thing":
        return self

    def __call__(self, text: str) -> str:
        return f"called {text}"

    def __html__(self) -> str:
        return "<thing>"


def words(environment: jinja2.Environment) -> dict[str, object]:
    def f(a: object, b: object = "–") -> str:
        return f"{a}{b};"

    @pass_context
    def where(context):
        return context.get("x")

    @pass_environment
    def who(found):
        return found is environment

    @pass_eval_context
    def how(context):
        return context.autoescape

    return {
        "text": 'l\'« <eau> » & "co"',
        "html": Markup("<b>&amp;</b>"),
        "item": {"title": "<Fête>", "empty": ""},
        "tree": [{"n": "&", "below": [{"n": "b", "below": []}]}],
        **{"thing": Thing(), "called": Thing(), "own": Thing(), "part": partial(f, 1), "str": str, "f": f},
        **{"where": where, "who": who, "how": how, "named": lambda **names: str(sorted(names))},
    }


def environment(case: str, *, quick: bool) -> jinja2.Environment:
    source = "{% from 'macros' import card, door, any %}" + case
    templates = jinja2.DictLoader({"macros": MACROS, "page": source})
    made = jinja2.Environment(
        loader=templates, autoescape=True, undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.i18n"]
    )
    made.install_null_translations(newstyle=True)
    if quick:
        keep_compiled(made, None)
    made.globals.update(words(made))
    return made


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_template_says_what_jinja_says(case):
    by_jinja, by_us = (environment(case, quick=quick).get_template("page").render() for quick in (False, True))

    assert by_us == by_jinja
    assert by_jinja.strip()


@pytest.mark.parametrize("case", MISTAKES)
def test_and_refuses_what_jinja_refuses(case):
    told = []
    for quick in (False, True):
        with pytest.raises((jinja2.UndefinedError, TypeError)) as refused:
            environment(case, quick=quick).get_template("page").render()
        told.append((refused.type, str(refused.value)))

    assert told[0] == told[1]
