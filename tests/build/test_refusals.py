"""Whatever stops a build is told in French with file, line and way out, all at once; the live site stays."""

import shutil
import sys

import pytest

from tambour.commands.build import build
from tests.projects import write_project

SHOUTING = "foreign.shouting_channel"
CONTENT, SETTINGS = 65, 78
MADE = {"output", "output.kit", ".cache"}  # by a build


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The tiny project, published, and what its files hold: whatever is refused leaves the site as it was."""
    with pytest.MonkeyPatch.context() as patch:
        project = write_project(tmp_path_factory.mktemp("refused") / "project")
        patch.chdir(project.root)
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        assert build(quiet=True) == 0
    tops = [path for path in project.root.iterdir() if path.name not in MADE]
    files = [path for top in tops for path in (top, *top.rglob("*")) if path.is_file()]
    return project, {path: path.read_bytes() for path in files}


@pytest.fixture
def live(built, monkeypatch):
    """The same, its files as they were."""
    project, files = built
    monkeypatch.chdir(project.root)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    yield project
    for top in project.root.iterdir():
        if top.name not in MADE:
            shutil.rmtree(top) if top.is_dir() else top.unlink()
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@pytest.fixture
def refused(live, capsys):
    """Let the test break something, then build again; returns the report."""
    before = live.tree()
    capsys.readouterr()

    def build_again(code: int) -> str:
        assert build(strict=True) == code
        assert live.tree() == before
        out, err = capsys.readouterr()
        assert out == ""
        assert "Traceback" not in err
        return err.replace("\u00a0", " ")

    return build_again


def line_of(project, path: str, text: str) -> int:
    lines = (project.root / path).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


# — content —


def test_broken_content(live, refused):
    live.write("content/actualites/a.md", "Pas d'en-tête.\n")
    live.write("content/actualites/b.md", "---\nid: b\ntitre: B\npublier_le: hier\n---\n")

    report = refused(CONTENT)

    assert "actualites/a.md:1: " in report
    assert "actualites/b.md:4: Publier le : « hier » n'est pas une date [date-illisible]" in report
    assert report.endswith("2 points à corriger dans le contenu.\n")


def test_a_link_to_an_address_that_nothing_answers(live, refused):
    good = "[ici](/agenda/), [là](/plan-du-site), [charte](/theme/charte.txt)"
    live.write("content/pages/a.md", f"---\nid: a\ntitre: A\n---\n{good}\n\n[nulle part](/agneda/?p=1)\n")

    report = refused(CONTENT)

    assert "pages/a.md:7: Texte : le lien « /agneda/ »" in report
    assert report.count("[lien-mort]") == 1


def test_a_link_of_a_menu_to_an_address_that_nothing_answers(live, refused):
    live.write(
        "content/referentiel/liens.yaml",
        "lieux:\n  nom: Les lieux\n  adresse: /lieux\n  menu: pied\n"
        "perdu:\n  nom: Perdu\n  menu: pied\n  adresse: /agneda/\n",
    )

    report = refused(CONTENT)

    assert "referentiel/liens.yaml:8: Adresse : le lien « /agneda/ » ne mène nulle part." in report
    assert "Vouliez-vous dire « /agenda/ » ?" in report
    assert report.count("[lien-mort]") == 1


def test_a_page_at_the_address_of_a_list(live, refused):
    live.write("content/pages/a.md", "---\nid: a\ntitre: Mon agenda\nadresse: agenda\n---\n")

    report = refused(CONTENT)

    assert "pages/a.md:4: deux pages auraient l'adresse « /agenda/ »" in report
    assert "« Agenda »" in report
    assert "« Mon agenda »" in report


def test_a_picture_that_is_none(live, refused):
    live.write("content/images/lac.jpg", "not a picture")
    live.write("content/pages/a.md", "---\nid: a\ntitre: A\nimage: lac.jpg\nalt: Le lac\n---\n\n![Le lac](lac.jpg)\n")

    report = refused(CONTENT)

    assert "pages/a.md:4: Image : « images/lac.jpg » n'est pas une image lisible" in report
    assert "pages/a.md:8: Texte : « images/lac.jpg »" in report


def test_a_channel_s_objection(live, refused):
    live.set(f"CHANNELS = {{{SHOUTING!r}: {{'objects_to': 'travaux'}}}}")

    assert "actualites/travaux.md:3: Titre : on ne l'entend pas d'ici [pas-assez-fort]" in refused(CONTENT)


@pytest.mark.parametrize(
    ("paths", "other"),
    [
        (["agenda/index.html"], "la page « Agenda »"),
        (["theme/charte.txt"], "un fichier du thème"),
        (["tambour.json"], "le manifeste"),
        (["a.txt", "a.txt"], "le canal shouting-channel"),
        (["a.txt", "A.TXT"], "le canal shouting-channel"),
        (["plan-du-site"], "la page « Plan du site »"),
        (["agenda/index.html/x"], "la page « Agenda »"),
        (["a", "a/b"], "le canal shouting-channel"),
    ],
)
def test_two_files_at_one_path(live, refused, paths, other):
    live.set(f"CHANNELS = {{{SHOUTING!r}: {{'paths': {paths!r}}}}}")

    report = refused(CONTENT)

    assert f"pelicanconf.py:{line_of(live, 'pelicanconf.py', SHOUTING)}: " in report
    assert f"{other} et le canal shouting-channel [sortie-double]" in report


def test_an_old_address_where_another_channel_writes_is_told_once(live, refused):
    """The channel of old addresses does not see what others make: the build compares."""
    live.set(f"CHANNELS = {{{SHOUTING!r}: {{'paths': ['bruits/index.html']}}, 'redirects': {{}}}}")
    file = live.root / "content/actualites/travaux.md"
    file.write_text(file.read_text("utf-8").replace("id: travaux\n", "id: travaux\nalias: [/bruits/]\n", 1), "utf-8")

    report = refused(CONTENT)

    assert report.count("[sortie-double]") == 1
    assert "bruits/index.html" in report
    assert "le canal redirects" in report and "le canal shouting-channel" in report


# — settings —


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('SITEURL = "www.exemple.fr"', "adresse-du-site"),
        ('SITEURL = "https://www.exemple.fr/?a"', "adresse-du-site"),
        ('SITEURL = "https://www.exemple.fr//"', "adresse-du-site"),
        ('SITEURL = ""', "adresse-du-site"),
        ('SITEURL = "https://-séréin-.example"', "adresse-du-site"),
        ('SITEURL = "https://moi:secret@www.exemple.fr"', "adresse-du-site"),
        ('SITEURL = "https://www..exemple.fr"', "adresse-du-site"),
        ('TERRITORY["logo"] = "../../secret.svg"', "chemin-illisible"),
        ('TERRITORY["logo"] = "_logo.svg"', "logo-absent"),
        ('TERRITORY["logo"] = "LOGO.SVG"', "logo-absent"),
        ('ARTICLE_PATHS = ["blog"]', "reglage-impose"),
        ('FEED_ALL_ATOM = "feeds/atom.xml"', "reglage-impose"),
        ('DIRECT_TEMPLATES = ["archives"]', "reglage-impose"),
        ('JINJA_ENVIRONMENT = {"autoescape": False}', "reglage-impose"),
        ('PAGE_SIZE = "vingt"', "reglage-mauvais-type"),
        ("PAGE_SIZE = 0", "reglage-mauvais-type"),
        ('CHANNELS = ["sitemap"]', "reglage-mauvais-type"),
        ('CHANNELS = {"fluxx": {}}', "canal-inconnu"),
        ('NOW = "demain"', "date-illisible"),
        ("PUBLICATION = True", "date-fixee-en-publication"),
        ('TERRITORY = "Cluny"', "reglage-manquant"),
        ('TERRITORY["siren"] = "123456789"', "siren-faux"),
        ('TERRITORY["logo"] = "absent.svg"', "logo-absent"),
        ('THEME = "simple"', "theme-absent"),
        ('PATH = "contenu"', "contenu-absent"),
        ("TERRITORY = ", "reglages-illisibles"),
        ("import nulle_part", "reglages-illisibles"),
    ],
)
def test_bad_settings(live, refused, line, code):
    live.set(line)

    report = refused(SETTINGS)

    assert f"[{code}]" in report
    assert report.startswith("pelicanconf.py:")
    assert report.endswith("1 point à corriger dans les réglages.\n")


def test_every_bad_setting_is_told_at_once_and_where(live, refused):
    live.set('SITEURL = "nulle part"\nTERRITORY = {\n    "name": "X",\n    "siren": "1",\n}\nPAGE_SIZE = -1')

    report = refused(SETTINGS)

    assert f"pelicanconf.py:{line_of(live, 'pelicanconf.py', 'nulle part')}: SITEURL : " in report
    assert f"pelicanconf.py:{line_of(live, 'pelicanconf.py', chr(34) + '1' + chr(34))}: SIREN : " in report
    assert "Domaine des identifiants : ce champ est obligatoire" in report


def test_an_imported_settings_file_is_named(project, capsys, monkeypatch):
    monkeypatch.delitem(sys.modules, "pelicanconf", raising=False)  # another project's, of another test
    project.write("publishconf.py", "from pelicanconf import *\n\nPUBLICATION = True\nNOW = None\nPAGE_SIZE = 0\n")
    project.set('TERRITORY["siren"] = "1"')

    assert build(settings=project.root / "publishconf.py") == SETTINGS

    report = capsys.readouterr().err
    assert "publishconf.py:5: « PAGE_SIZE »" in report
    assert "pelicanconf.py:" in report


def test_a_published_site_is_built_at_the_real_time(project, monkeypatch, capsys):
    project.write("publishconf.py", "from pelicanconf import *\n\nPUBLICATION = True\nNOW = None\n")
    assert build(settings=project.root / "publishconf.py") == 0

    assert build(settings=project.root / "publishconf.py", now="2026-12-25") == SETTINGS
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert build(settings=project.root / "publishconf.py") == SETTINGS

    assert capsys.readouterr().err.count("[date-fixee-en-publication]") == 2


def test_a_folder_that_no_build_made_is_not_replaced(project, capsys):
    photo = project.write("output/photo.jpg", "pixels")

    assert build() == SETTINGS

    assert "[sortie-etrangere]" in capsys.readouterr().err
    assert photo.exists()


def test_a_folder_under_version_control_is_not_replaced(project, capsys):
    build()
    (project.output / ".git").mkdir()

    assert build() == SETTINGS

    assert "[sortie-etrangere]" in capsys.readouterr().err
    assert (project.output / ".git").exists()


# — theme —


@pytest.mark.parametrize(
    ("name", "source", "told"),
    [
        ("news.html", "un\n{{ oubli }}\n", "theme/templates/news.html:2: "),
        ("news.html", "{% if %}", "theme/templates/news.html:1: "),
        ("news.html", "\n\n{{ 1 // 0 }}", "theme/templates/news.html:3: "),
        ("_footer.html", "\n{{ oubli }}", "theme/templates/_footer.html:2: "),
        ("news.html", '\n{% extends "nulle_part.html" %}', "theme/templates/news.html:2: "),
        ("news.html", '{% extends "nulle_part.html" %}', "« nulle_part.html »"),
        ("news.html", '{% extends "!theme/nulle_part.html" %}', "« !theme/nulle_part.html »"),
        ("news.html", '{% include "article.html" %}', "« article.html »"),
    ],
)
def test_a_mistake_in_a_template_names_the_template_and_its_line(live, refused, name, source, told):
    live.write(f"theme/templates/{name}", source)

    assert told in refused(SETTINGS)


def test_a_mistake_that_the_engine_s_template_meets_in_one_s_own_names_one_s_own(live, refused):
    live.write("theme/templates/news.html", '{% extends "!theme/news.html" %}')
    live.write("theme/templates/base.html", "{% block main %}{% endblock %}\n{{ oubli }}")

    assert "theme/templates/base.html:2: " in refused(SETTINGS)


def test_a_folder_of_overrides_is_named(live, refused):
    live.set('THEME_TEMPLATES_OVERRIDES = ["retouches"]')
    live.write("retouches/news.html", "{{ oubli }}")

    assert "retouches/news.html:1: " in refused(SETTINGS)
