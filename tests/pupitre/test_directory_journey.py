"""The directory in Chromium: dialogs, long lists and menus, by keyboard and by mouse, and axe on each of its pages."""

from pathlib import Path
from typing import Any

import pytest

from tests.projects import Project
from tests.pupitre.walking import walk

SCRIPT = Path(__file__).with_name("directory.mjs")
PAGES = ("eau", "ecole", "trier")


@pytest.fixture
def seen(project: Project, node: Path, chromium: Path) -> dict[str, Any]:
    """What one run of Chromium saw of a small project with many communes."""
    communes = "".join(f'c{number}:\n  nom: Numéro {number}\n  insee: "71{number:03}"\n' for number in range(1, 41))
    project.write("content/referentiel/communes.yaml", communes)
    project.write("content/referentiel/themes.yaml", "culture:\n  nom: Culture\n  pictogramme: book-open\n")
    for rank, name in enumerate(PAGES, 1):
        text = f"---\nid: {name}\ntitre: Page {name}\nmenu: principal\nordre: {rank}0\n---\nTexte.\n"
        project.write(f"content/pages/{name}.md", text)
    return walk(SCRIPT, project, node, chromium)


def test_the_directory_is_used_by_keyboard_and_by_mouse(seen: dict[str, Any], project: Project):
    eau, ecole, trier = (f"pages/{name}.md" for name in PAGES)

    assert seen["errors"] == []
    assert seen["faults"] == []
    assert seen["wide"] == []
    assert (seen["begins"], seen["refused"]) == ("nouveau.nom", "summary")
    assert seen["topic"] == ["patrimoine", True]
    assert seen["closed"] == [0, "topic"]
    assert seen["place"] == "la-grange"
    assert (seen["left"], seen["ticked"]) == (1, ["c27"])
    assert seen["friday"] == "9h-12h"
    assert seen["down"][0] == [ecole, eau, trier]
    assert "place 2 sur 3" in seen["down"][1]
    assert seen["dragged"] == seen["saved"] == [trier, ecole, eau]
    assert seen["again"] == 1
    assert seen["leaving"] == "Modifications non enregistrées"
    first, second, *others = seen["home"]
    assert others[-1] == "texte" and seen["plain"] == [second, first, *others[:-1]]
    assert seen["clash"] == ["Mon texte.", "Un autre texte."]
    assert "patrimoine:\n  nom: Patrimoine\n" in (project.root / "content/referentiel/themes.yaml").read_text("utf-8")
