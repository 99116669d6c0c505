"""The letter of the month in Chromium: from rules to the copied mail, by mouse, by keyboard, without a script."""

from pathlib import Path
from typing import Any

import pytest

from tests.projects import Project
from tests.pupitre.test_letters import write_letters
from tests.pupitre.walking import walk

SCRIPT = Path(__file__).with_name("letters.mjs")


@pytest.fixture
def seen(project: Project, node: Path, chromium: Path) -> dict[str, Any]:
    """What one run of Chromium saw of a small project."""
    write_letters(project)
    return walk(SCRIPT, project, node, chromium)


def test_an_agent_prepares_the_letter_of_the_month(seen: dict[str, Any], project: Project):
    assert seen["errors"] == []
    assert seen["faults"] == []
    assert seen["wide"] == []
    assert seen["requests"] == [], "nothing comes from elsewhere"
    assert seen["clicks"] <= 10 and seen["plainClicks"] <= 10
    assert "Bonne année" in seen["inbox"] and "11 signes sur 60" in seen["inbox"]
    assert seen["dragged"] == ["Rendez-vous", "À lire", "Tout l’agenda"]
    assert seen["items"][0] == "Galette"
    assert "La lettre de janvier" in seen["mail"]
    assert seen["copied"] == seen["code"] and "{{ unsubscribe }}" in seen["code"]
    begun = ["À lire", "Rendez-vous", "Le mot", "Tout l’agenda"]
    swapped = ["Rendez-vous", "À lire", *begun[2:]]
    assert seen["reached"] and seen["down"] == [swapped, "bloc:descendre:1"]
    assert seen["up"] == begun and seen["back"] == begun
    assert seen["rule"].strip().endswith("1 au plus")
    assert seen["meanwhile"] == [["Tapé pendant ce temps", "À lire", *begun[2:]], "Tapé pendant ce temps"]
    assert seen["plain"] == [swapped, "bloc:descendre:0"]
    assert seen["plainVisible"] and seen["plainCode"].index("Rendez-vous") < seen["plainCode"].index("À lire")
    assert (project.root / "content/lettres/la-lettre-de-janvier-2027.md").is_file()
