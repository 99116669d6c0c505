"""What is no longer posted has its kit when somebody asks, and until the next build; what is public stays the same."""

import pytest

from tambour.commands.build import build
from tambour.commands.cli import main

OLD = "---\nid: vieux\ntitre: Un vieux titre\npublier_le: 2025-03-01\n---\nTexte.\n"


@pytest.fixture
def territory(project, monkeypatch):
    project.set('CHANNELS = {"kit": {}, "posts": {}, "cards": {}}')
    project.write("content/actualites/vieux.md", OLD)
    monkeypatch.chdir(project.root)
    return project


def in_kit(project):
    return sorted(file.name for file in (project.root / "output.kit/contenus").iterdir())


def test_the_kit_of_an_old_item_is_made_when_it_is_asked_for(territory, capsys):
    build(quiet=True)
    public, before = territory.tree(), in_kit(territory)
    assert "vieux" not in before
    capsys.readouterr()

    assert main(["kit", "--id=vieux"]) == 0
    assert capsys.readouterr().out.startswith("Kit de « Un vieux titre » : output.kit/contenus/vieux/index.html")
    assert in_kit(territory) == sorted([*before, "vieux"])
    assert (territory.root / "output.kit/contenus/vieux/carte-1080x1920.png").is_file()
    assert territory.tree() == public

    assert main(["build"]) == 0
    assert in_kit(territory) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["kit"], "De quel contenu ?"),
        (["kit", "--id=vieu"], "Vouliez-vous dire « vieux » ?"),
        (["kit", "--id=brouillon"], "n'est pas publié"),
        (["kit", "--id=ailleurs"], "est tenu hors du kit"),
    ],
)
def test_what_can_have_no_kit_is_told(territory, capsys, arguments, words):
    territory.write(
        "content/actualites/b.md", OLD.replace("vieux", "brouillon").replace("titre:", "brouillon: oui\ntitre:")
    )
    excluded = "canaux: {kit: {exclure: oui}}\npublier_le"
    territory.write("content/actualites/a.md", OLD.replace("vieux", "ailleurs").replace("publier_le", excluded))

    assert main(arguments) == 64
    assert words in capsys.readouterr().err
