"""A channel's templates escape everything, forgive nothing, and give way to the theme's."""

import jinja2
import pytest

from tambour.build.templates import TemplatesMaker
from tambour.words.speech import speaking


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "channel"
    (folder / "templates").mkdir(parents=True)
    return folder


@pytest.fixture
def theme(tmp_path):
    return tmp_path / "theme"


def write(folder, name, text):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


@pytest.mark.parametrize("name", ["a.html", "a.mjml", "a.svg", "a.txt", "a"])
def test_everything_is_escaped_whatever_the_file_is_called(package, name):
    write(package, f"templates/{name}", "{{ title }}")

    assert TemplatesMaker()("demo", package).render(name, title="<b>&") == "&lt;b&gt;&amp;"


def test_a_name_that_nobody_gave_is_an_error(package):
    write(package, "templates/a.html", "{{ titel }}")

    with pytest.raises(jinja2.UndefinedError):
        TemplatesMaker()("demo", package).render("a.html", title="A")


def test_the_theme_has_the_last_word(package, theme):
    write(package, "templates/a.html", "channel {% include 'b.html' %}")
    write(package, "templates/b.html", "channel")
    write(theme, "templates/channels/demo/b.html", "theme")
    write(theme, "templates/channels/other/a.html", "other")

    assert TemplatesMaker((theme / "templates",))("demo", package).render("a.html") == "channel theme"


def test_a_theme_without_templates_of_the_channel_changes_nothing(package, theme):
    write(package, "templates/a.html", "channel")

    assert TemplatesMaker((theme / "templates",))("demo", package).render("a.html") == "channel"


def test_the_theme_s_macros_are_at_hand_and_nothing_else_of_it(package, theme):
    write(package, "templates/a.html", "{% from '_macros/date.html' import day %}{{ day(5) }}")
    write(package, "templates/b.html", "{% include 'home.html' %}")
    write(theme, "templates/_macros/date.html", "{% macro day(n) %}le {{ n }}{% endmacro %}")
    write(theme, "templates/home.html", "home")
    templates = TemplatesMaker((theme / "templates",))("demo", package)

    assert templates.render("a.html") == "le 5"
    with pytest.raises(jinja2.TemplateNotFound):
        templates.render("b.html")


def test_filters_and_functions_are_those_given(package):
    write(package, "templates/a.html", "{{ 2 | double }} {{ when() }}")
    maker = TemplatesMaker(filters={"double": lambda n: 2 * n}, globals={"when": lambda: "demain"})

    assert maker("demo", package).render("a.html") == "4 demain"


def test_words_go_through_gettext_and_what_is_put_in_them_is_escaped(package):
    write(package, "templates/a.html", "{{ _('Tout l’agenda\u00a0: %(name)s', name=name) }}, {{ _('Agenda') }}")
    made = TemplatesMaker()("demo", package)

    assert made.render("a.html", name="<x>") == "Tout l’agenda\u00a0: &lt;x&gt;, Agenda"
    with speaking("en"):
        assert made.render("a.html", name="<x>") == "All events: &lt;x&gt;, What’s on"
    assert made.render("a.html", name="y") == "Tout l’agenda\u00a0: y, Agenda"


def test_line_ends_stay_and_tags_leave_none(package):
    write(package, "templates/a.txt", "{% if true %}\na\n{% endif %}\n{# c #}\nb\n")

    assert TemplatesMaker()("demo", package).render("a.txt") == "a\nb\n"


def test_the_digest_changes_with_any_template_within_reach(package, theme):
    write(package, "templates/a.html", "a")
    maker = TemplatesMaker((theme / "templates",))
    seen = {maker("demo", package).digest}
    for folder, name in [
        (package, "templates/b.html"),
        (theme, "templates/channels/demo/a.html"),
        (theme, "templates/_macros/m.html"),
    ]:
        write(folder, name, "b")
        seen.add(maker("demo", package).digest)

    assert len(seen) == 4


def test_the_digest_sees_a_template_that_changes_while_the_site_is_served(package):
    write(package, "templates/a.html", "a")
    templates = TemplatesMaker()("demo", package)
    before = templates.digest
    write(package, "templates/a.html", "b")

    assert templates.digest != before


def test_another_channel_s_templates_do_not_count(package, theme):
    write(package, "templates/a.html", "a")
    before = TemplatesMaker((theme / "templates",))("demo", package).digest
    write(theme, "templates/channels/other/a.html", "b")

    assert TemplatesMaker((theme / "templates",))("demo", package).digest == before


def test_the_digest_sees_a_change_of_what_a_theme_has_replaced_and_builds_upon(package, theme):
    write(package, "templates/a.html", "a")
    write(theme, "templates/channels/demo/a.html", "{% include '!theme/a.html' %}!")
    templates = TemplatesMaker((theme / "templates",))("demo", package)
    before = templates.render("a.html"), templates.digest
    write(package, "templates/a.html", "b")

    again = TemplatesMaker((theme / "templates",))("demo", package)
    assert before[0] == "a!"
    assert again.render("a.html") == "b!"
    assert again.digest != before[1]


@pytest.mark.parametrize("name", ["l'été", "eau & forêts", 'dit "le lac"', "a<b>", "100 %", "n°1 #2", "{{ x }}"])
def test_a_name_made_by_a_macro_is_found_in_a_folder_called_anything(tmp_path, name):
    theme, package = tmp_path / name / "theme", tmp_path / name / "channel"
    write(theme, "templates/_icons/bus.svg", "<svg/>")
    write(theme, "templates/_macros/names.html", "{% macro name() %}bus{% endmacro %}")
    write(
        package,
        "templates/a.html",
        "{% from '_macros/names.html' import name %}{% include '_icons/' ~ name() ~ '.svg' %}{% include name() %}",
    )
    write(package, "templates/bus", "own")

    assert TemplatesMaker((theme / "templates",))("demo", package).render("a.html") == "<svg/>own"
