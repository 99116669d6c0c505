"""A territory's theme holds only the files that differ: the rest is the engine's, which they can build upon."""

import re
import shutil
import subprocess
import sys

import pytest

from tambour.build.engine import PACKAGE, THEME
from tambour.build.theme import Theme
from tambour.commands.build import build
from tests.trees import ROOT

ENGINE_S = "Aller au contenu"  # stands on every page of the engine's theme


@pytest.fixture
def bare(project):
    """The project without a theme of its own."""
    shutil.rmtree(project.root / "theme")
    project.set("del THEME")
    return project


def style(project):
    """The one style sheet that the first page links."""
    [address] = re.findall(r'<link rel="stylesheet" href="/interco/([^"]+)"', project.page())
    return (project.output / address).read_text("utf-8")


def test_without_a_theme_the_site_is_the_engine_s(bare):
    assert build() == 0

    assert ENGINE_S in bare.page()
    assert "--font-title:" in style(bare)


def test_the_engine_s_theme_named_or_not_gives_the_same_bytes(bare):
    build()
    before = bare.tree()

    bare.set(f"THEME = {str(ROOT / 'theme')!r}")
    build()

    assert bare.tree() == before


def test_one_template_of_one_s_own_leaves_the_others(bare):
    bare.write("theme/templates/_footer.html", "<footer>À nous</footer>")

    assert build() == 0

    assert "<footer>À nous</footer>" in bare.page("agenda/fete")
    assert ENGINE_S in bare.page("agenda/fete")


def test_a_template_of_one_s_own_builds_upon_the_engine_s(bare):
    words = '{% extends "!theme/base.html" %}{% block alerts %}<p>Devise</p>{% endblock %}'
    bare.write("theme/templates/base.html", words)

    assert build() == 0

    assert bare.page("agenda/fete").count("<p>Devise</p>") == 1
    assert ENGINE_S in bare.page("agenda/fete")


def test_a_macro_of_one_s_own_is_used_by_the_engine_s_templates(bare):
    bare.write("theme/templates/_macros/conformity.html", "{% macro conformity() %}conforme demain{% endmacro %}")

    assert build() == 0

    assert "conforme demain" in bare.page()


def test_a_style_of_one_s_own_has_the_last_word(bare):
    bare.write("theme/static/css/territoire.css", "body{margin:0}\n")

    assert build() == 0

    text = style(bare)
    assert text.endswith("body{margin:0}\n")
    assert ".card" in text and "--paper:" in text


def test_a_static_file_of_the_same_path_takes_the_engine_s_place(bare):
    bare.write("theme/static/css/base.css", "body{margin:0}\n")

    build()

    text = style(bare)
    assert text.startswith("body{margin:0}\n")
    assert "--font-title:" not in text and ".site-header" in text


def test_other_folders_can_be_published_beside_the_engine_s_files(bare):
    bare.set('THEME_STATIC_PATHS = ["telechargements"]')
    bare.write("theme/static/oublie.txt", "non")
    bare.write("theme/telechargements/charte.txt", "oui")

    build()

    assert (bare.output / "theme/charte.txt").read_text() == "oui"
    assert "--font-title:" in style(bare)
    assert not (bare.output / "theme/oublie.txt").exists()


def test_a_channel_s_template_of_one_s_own_builds_upon_the_channel_s(bare):
    bare.set('CHANNELS = {"redirects": {}}')
    bare.write("content/pages/mentions.md", "---\nid: m\ntitre: M\nalias: [/vieille-page/]\n---\nTexte.\n")
    bare.write(
        "theme/templates/channels/redirects/redirect.html", '<!-- à nous -->{% include "!theme/redirect.html" %}'
    )

    assert build() == 0

    page = bare.page("vieille-page")
    assert page.startswith("<!-- à nous -->")
    assert "canonical" in page


def test_a_folder_of_overrides_comes_before_the_theme(bare):
    bare.set('THEME_TEMPLATES_OVERRIDES = ["retouches"]')
    bare.write("retouches/_footer.html", "<footer>retouche</footer>")
    bare.write("theme/templates/_footer.html", "<footer>thème</footer>")

    build()

    assert "<footer>retouche</footer>" in bare.page()


@pytest.mark.parametrize("folder", ["nulle-part", "content"])
def test_a_theme_that_is_named_must_be_one(bare, folder, capsys):
    bare.set(f"THEME = {folder!r}")

    assert build() == 78

    assert f"/{folder} » n'existe pas, ou n'a ni templates/ ni static/ [theme-absent]" in capsys.readouterr().err


def test_a_report_tells_the_engine_s_files_from_one_s_own(tmp_path):
    own = tmp_path / "theme"
    (own / "templates").mkdir(parents=True)
    theme = Theme.of({"THEME": str(own)}, tmp_path)

    assert str(theme.place(own / "templates/news.html")) == "theme/templates/news.html"
    assert str(theme.place(THEME / "templates/news.html")) == "tambour/theme/templates/news.html"
    assert str(theme.place(PACKAGE / "channels/kit/templates/_page.html")) == (
        "tambour/channels/kit/templates/_page.html"
    )
    assert str(Theme.of({"THEME": "theme"}, ROOT).place(ROOT / "theme/templates/news.html")) == (
        "theme/templates/news.html"
    )


def test_plain_pelican_uses_the_engine_s_theme_too(bare):
    build(output=bare.root / "ours")

    done = subprocess.run(
        [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py"],
        cwd=bare.root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert bare.page() == (bare.root / "ours/index.html").read_text("utf-8")
