"""The engine, installed from a wheel in an environment of its own, makes the same bytes as this repository."""

import hashlib
import os
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

SOURCES = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE", "requirements.lock", "plugins", "theme")
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
    assert {"output/theme/css/territoire.css", "output/agenda/fete/index.html"} < digests(copy).keys()
    page = (copy / "output/agenda/fete/index.html").read_text("utf-8")
    assert "<p>Une devise à nous</p>" in page
    assert "theme/css/territoire.css" in page
    assert page.count("<footer") == 1


def test_what_runs_is_the_wheel_s(installed: Installed, tmp_path: Path) -> None:
    told = "import tambour.build.engine as engine; print(engine.__file__, engine.THEME, engine.LOCK, sep='\\n')"

    done = installed.run("python", "-c", told, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert [Path(line).is_relative_to(installed.scripts.parent) for line in done.stdout.splitlines()] == [True] * 3


def test_the_wheel_brings_the_theme_the_lock_and_no_tool_of_this_repository(installed: Installed) -> None:
    with ZipFile(installed.wheel) as archive:
        names = set(archive.namelist())
        lock = archive.read("tambour/requirements.lock")
    theme = {f"tambour/{p.relative_to(ROOT).as_posix()}" for p in (ROOT / "theme").rglob("*") if p.is_file()}
    package = {
        path.relative_to(ROOT / "plugins").as_posix()
        for path in (ROOT / "plugins/tambour").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert lock == (ROOT / "requirements.lock").read_bytes()
    assert {name for name in names if ".dist-info/" not in name} == {*theme, *package, "tambour/requirements.lock"}


def test_the_lock_that_it_names_is_the_one_that_it_brings(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("tambour", "--requirements", cwd=tmp_path)

    assert Path(done.stdout.strip()).read_bytes() == (ROOT / "requirements.lock").read_bytes()


def test_a_mistake_in_a_template_of_one_s_own_is_named(installed: Installed, territory: Path) -> None:
    (territory / "theme/templates/_footer.html").write_text("\n{{ oubli }}")

    done = installed.run("tambour", "build", cwd=territory)

    assert done.returncode == 78
    assert done.stderr.startswith("theme/templates/_footer.html:2: ")
