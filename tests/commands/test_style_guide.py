"""The style guide is a site of its own, in the territory's colours; what is published has none of it."""

import pytest

from tambour.commands.build import build
from tambour.commands.cli import main


@pytest.fixture
def territory(project, monkeypatch):
    project.set('CHANNELS = {"feeds": {}, "panneaux": {"panels": {"lac": {"commune": "bellecombe"}}}}')
    project.write("content/referentiel/communes.yaml", 'bellecombe: {nom: Bellecombe, insee: "39999"}\n')
    monkeypatch.chdir(project.root)
    return project


def test_it_is_built_beside_the_site_in_the_territory_s_colours(territory, tmp_path, capsys):
    build(quiet=True)
    site = territory.tree()
    assert not any("guide" in path or "palettes" in path for path in site)

    assert main(["guide-de-style", f"--output={tmp_path / 'guide'}", "--url=http://127.0.0.1:9"]) == 0

    page = (tmp_path / "guide" / "guide-de-style" / "index.html").read_text("utf-8")
    styles = "".join(file.read_text("utf-8") for file in (tmp_path / "guide" / "theme").rglob("*.css"))
    assert "Val d’Aubrelle" not in page
    assert "Haut-Jura d’en Bas" in page
    assert "--main:#1f5746" in styles
    assert {name for name in ("foret", "lac", "vigne") if f".palette--{name}{{" in styles} == {"foret", "lac", "vigne"}
    assert territory.tree() == site
    assert "guide-de-style/" in capsys.readouterr().out


def test_what_cannot_be_shown_is_told(territory, capsys):
    territory.write("pelicanconf.py", 'TERRITORY = {"name": "Sans rien"}\n')

    assert main(["guide-de-style", "--port=haut"]) == 64
    assert "n'est pas un numéro de port" in capsys.readouterr().err
    assert main(["guide-de-style", "--port=0"]) == 78
