"""A build that finds nothing to do has looked at everything that makes a site, wherever it lies."""

from tambour.commands.build import build
from tests.projects import forget_modules

UNCHANGED = "Rien n'a changé"


def test_a_changed_package_of_a_channel_that_lives_elsewhere_is_built(project, elsewhere, capsys):
    build()
    forget_modules()

    (elsewhere / "elsewhere" / "words.py").write_text('WORD = "deux"\n')
    build()

    assert UNCHANGED not in capsys.readouterr().out
    assert (project.output / "notice.txt").read_text() == "deux"


def test_a_template_in_a_folder_of_overrides_is_built(project, capsys):
    project.set('THEME_TEMPLATES_OVERRIDES = ["retouches"]')
    project.write("retouches/_footer.html", "<footer>un</footer>")
    build()

    project.write("retouches/_footer.html", "<footer>deux</footer>")
    build()

    assert UNCHANGED not in capsys.readouterr().out
    assert "<footer>deux</footer>" in project.page()


def test_a_plugin_of_pelican_that_changed_is_built(project, capsys):
    project.set('PLUGINS = ["tambour", "other"]\nPLUGIN_PATHS = ["plugins"]')
    project.write("plugins/other.py", "def register():\n    pass\n")
    build()

    project.write("plugins/other.py", "def register():\n    return None\n")
    build()

    assert UNCHANGED not in capsys.readouterr().out


def test_a_file_that_a_settings_file_imports_is_built(project, capsys, monkeypatch):
    monkeypatch.syspath_prepend(str(project.root))
    project.write("reglages/__init__.py", "")
    project.write("reglages/pages.py", "SIZE = 3\n")
    project.set("import reglages.pages\nPAGE_SIZE = reglages.pages.SIZE")
    build()

    project.write("reglages/pages.py", "SIZE = 4\n")
    build()

    assert UNCHANGED not in capsys.readouterr().out
