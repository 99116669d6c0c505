"""The engine, installed from a wheel in an environment of its own, makes the same bytes as this repository."""

import hashlib
import os
import re
import runpy
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from tambour.build.registry import own_channels
from tests.trees import ROOT, invoke

LOCKS = tuple(f"requirements{part}.lock" for part in ("", "-build", "-territory", "-rclone", "-pupitre"))
SOURCES = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE", *LOCKS, "plugins", "theme")
NAMES = (
    "Aubry Bois-Joli Corbeval Doué Évreuil Fontaine Grandval Huis Ivry-le-Temple Jouy Kerlaz Loges Mesnil Nérac Ouville"
)
NAMES += " Pont-Neuf Quincy Rouvray Serein Thury Uzay Vaux"
ANSWERS = """\
nom: Communauté de communes des Vingt-Deux Vallons
nom_court: Vingt-Deux Vallons
siren: 200 999 985
site: https://www.vingt-deux-vallons.fr
telephone: 03 53 01 00 00
courriel: accueil@vingt-deux-vallons.fr
siege: {rue: "1, rue du Pont", code_postal: 89999, ville: Serein}
communes: communes.csv
"""
CONTENT = {
    "referentiel/communes.yaml": "aubry: {nom: Aubry, insee: '61001', code_postal: '61000'}\n",
    "pages/mentions.md": "---\nid: mentions-legales\ntitre: Mentions légales\nalias: [/mentions.html]\n---\nTexte.\n",
    "agenda/fete.md": (
        "---\nid: fete\ntitre: Fête du lac\npublier_le: 2026-11-20\ndebut: 2026-12-05 10:00\nfin: 2026-12-05 18:00\n"
        "communes: [aubry]\nimage: lac.png\nalt: Le lac\n---\nSur la *plage*.\n"
    ),
    "actualites/travaux.md": "---\nid: travaux\ntitre: Travaux\npublier_le: 2026-11-25\n---\nRue Haute.\n",
    "lettres/decembre.md": (
        "---\nid: decembre\ntitre: Lettre de décembre\npublier_le: 2026-11-30\n"
        "preheader: Ce qui se passe ce mois-ci sur le territoire\n"
        "blocs:\n  - {type: selection, ids: [fete, travaux]}\n---\n"
    ),
}
FOOTER = '{% include "!theme/_footer.html" %}\n<p>Une devise à nous</p>\n'
STYLE = ":root { --ecart: 2rem }\n"


@dataclass(frozen=True)
class Installed:
    """wheel: what was installed. scripts: of the environment that it was installed in."""

    wheel: Path
    scripts: Path

    def run(self, program: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """A program of the environment, which knows nothing of this repository."""
        environ = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
        command = [str(self.scripts / program), *arguments]
        return subprocess.run(command, cwd=cwd, env=environ, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel made of the source distribution, in an empty environment that has our libraries and not our code."""
    folder = tmp_path_factory.mktemp("installed")
    source, built, venv = folder / "source", folder / "built", folder / "venv"
    source.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
        else:
            shutil.copyfile(ROOT / name, source / name)
    make = "import sys; from setuptools import build_meta; print(build_meta.build_sdist(sys.argv[1]))"
    built.mkdir()
    python(source, "-c", make, str(built))
    [sdist] = built.iterdir()
    python(
        folder, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--no-index", "-w", str(built), str(sdist)
    )
    [wheel] = built.glob("*.whl")
    python(folder, "-m", "venv", "--without-pip", str(venv))
    python(folder, "-m", "pip", "--python", str(venv), "install", "--no-deps", "--no-index", str(wheel))
    [packages] = venv.glob("**/site-packages")
    # A folder named in a .pth file is searched last, and the .pth files in it, ours among them, are not read.
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    return Installed(wheel, next(path.parent for path in venv.glob("*/tambour*")))


def python(cwd: Path, *arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def territory(project, tmp_path: Path) -> Path:
    """A territory with every channel, one template and one style of its own."""
    shutil.rmtree(project.root / "content")
    for name, text in CONTENT.items():
        project.write(f"content/{name}", text)
    (project.root / "content/images").mkdir()
    Image.radial_gradient("L").resize((900, 600)).save(project.root / "content/images/lac.png")
    shutil.rmtree(project.root / "theme")
    project.write("theme/templates/_footer.html", FOOTER)
    project.write("theme/static/css/territoire.css", STYLE)
    project.set("del THEME")
    project.set(f"CHANNELS = {{name: {{}} for name in {[*own_channels()]!r}}}")
    return project.root


def digests(root: Path) -> Mapping[str, str]:
    files = [path for folder in ("output", "output.kit") for path in sorted((root / folder).rglob("*"))]
    return {str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files if p.is_file()}


def test_the_wheel_makes_the_same_site_as_this_repository(
    installed: Installed, territory: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "ailleurs" / "mon territoire"
    shutil.copytree(territory, copy)

    done = installed.run("tambour", "build", cwd=copy)
    ours = invoke("build", f"--settings={territory / 'pelicanconf.py'}", cwd=territory)

    assert (done.returncode, ours.returncode) == (0, 0), done.stderr + ours.stderr
    assert digests(copy) == digests(territory)
    [style] = (copy / "output/theme/css").glob("site-*.css")
    assert style.read_text("utf-8").endswith(STYLE)
    page = (copy / "output/agenda/fete/index.html").read_text("utf-8")
    assert "<p>Une devise à nous</p>" in page
    assert f"theme/css/{style.name}" in page
    assert page.count("<footer") == 1


def test_what_runs_is_the_wheel_s(installed: Installed, tmp_path: Path) -> None:
    told = "import tambour.build.engine as engine; print(engine.__file__, engine.THEME, engine.LOCK, sep='\\n')"

    done = installed.run("python", "-c", told, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert [Path(line).is_relative_to(installed.scripts.parent) for line in done.stdout.splitlines()] == [True] * 3


def test_the_wheel_brings_the_theme_the_locks_and_no_tool_of_this_repository(installed: Installed) -> None:
    with ZipFile(installed.wheel) as archive:
        names = set(archive.namelist())
        locks = [archive.read(f"tambour/{lock}") for lock in LOCKS]
    theme = {f"tambour/{p.relative_to(ROOT).as_posix()}" for p in (ROOT / "theme").rglob("*") if p.is_file()}
    package = {
        path.relative_to(ROOT / "plugins").as_posix()
        for path in (ROOT / "plugins/tambour").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert locks == [(ROOT / lock).read_bytes() for lock in LOCKS]
    brought = {f"tambour/{lock}" for lock in LOCKS}
    assert {name for name in names if ".dist-info/" not in name} == {*theme, *package, *brought}


def test_the_lock_that_it_names_is_the_one_that_it_brings(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("tambour", "--requirements", cwd=tmp_path)

    assert Path(done.stdout.strip()).read_bytes() == (ROOT / "requirements.lock").read_bytes()


def test_a_mistake_in_a_template_of_one_s_own_is_named(installed: Installed, territory: Path) -> None:
    (territory / "theme/templates/_footer.html").write_text("\n{{ oubli }}")

    done = installed.run("tambour", "build", cwd=territory)

    assert done.returncode == 78
    assert done.stderr.startswith("theme/templates/_footer.html:2: ")


@pytest.fixture(scope="session")
def new_territory(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A territory that the wheel wrote from a file; its environment is that of the wheel, as if installed there."""
    folder = tmp_path_factory.mktemp("nouveau")
    lines = [f"{name};{61001 + at}" for at, name in enumerate(NAMES.split())]
    (folder / "communes.csv").write_text("\n".join(["Nom;Code", *lines]), "utf-8")
    (folder / "reponses.yaml").write_text(ANSWERS, "utf-8")
    done = installed.run("tambour", "nouveau", "vallons", "--depuis=reponses.yaml", cwd=folder)
    assert done.returncode == 0, done.stderr
    root = folder / "vallons"
    (root / ".venv").symlink_to(installed.scripts.parent)
    (root / ".venv" / "tambour-installed").write_text(runpy.run_path(str(root / "tasks.py"))["wanted"]())
    return root


def start(root: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The territory's own starter."""
    environ = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    command = [sys.executable, str(root / "tasks.py"), *arguments]
    return subprocess.run(command, cwd=cwd, env=environ, capture_output=True, encoding="utf-8", check=False)


def test_a_new_territory_runs_on_the_wheel_that_wrote_it(installed: Installed, new_territory: Path) -> None:
    digest = hashlib.sha256(installed.wheel.read_bytes()).hexdigest()
    [*_, pin] = (new_territory / "requirements.txt").read_text("utf-8").splitlines()

    assert pin == f"./moteur/{installed.wheel.name} --hash=sha256:{digest}"
    assert (new_territory / "moteur" / installed.wheel.name).read_bytes() == installed.wheel.read_bytes()
    assert len((new_territory / "content/referentiel/communes.yaml").read_text("utf-8").split("nom:")) == 22 + 1


def test_its_commands_act_on_it_from_any_folder_inside_and_from_outside(new_territory: Path, tmp_path: Path) -> None:
    for cwd in (new_territory / "content" / "agenda", tmp_path):
        done = start(new_territory, "check", cwd=cwd)

        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(f"Territoire : {new_territory}\n")
        assert "6\u00a0contenus relus, rien à corriger." in done.stdout


def test_its_tests_pass_with_its_own_content_and_a_channel_of_its_own(new_territory: Path) -> None:
    made = start(new_territory, "new-channel", "--name=panneau", cwd=new_territory)
    conf = new_territory / "pelicanconf.py"
    conf.write_text(conf.read_text("utf-8").replace('"kit": {},', '"kit": {}, "canaux.panneau": {},'), "utf-8")

    done = start(new_territory, "test", cwd=new_territory)

    assert (made.returncode, done.returncode) == (0, 0), made.stderr + done.stdout + done.stderr
    assert re.search(r"^\d\d passed", done.stdout, re.MULTILINE)
