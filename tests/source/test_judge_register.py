"""One register, were it otherwise: its problems are those that a reading of the whole folder would tell."""

from pathlib import Path

import pytest

from tambour.model.kinds import REGISTERS
from tambour.source.catalogue import judge_register, read_folder
from tambour.source.overlay import Overlay
from tambour.testing.building import TERRITORY

NEWS = "---\nid: fuite\ntitre: Une fuite\npublier_le: 2026-11-20\ncontacts: [eau, absent]\n---\nTexte.\n"
EAU = "eau:\n  nom: Régie de l’eau\n"


@pytest.mark.parametrize(
    "text",
    [
        EAU,
        EAU + "accueil:\n  courriel: rien\n",
        EAU + "accueil:\n  nom: Accueil\n  image: absente.jpg\n",
        "accueil:\n  nom: Accueil # 12\n  telephones: 1\n",
        "- une liste\n",
        "eau: rien\nCapitale:\n  nom: Eau\n",
    ],
)
@pytest.mark.parametrize("is_there", [True, False])
def test_a_register_is_judged_as_the_whole_folder_would(tmp_path: Path, text: str, is_there: bool):
    (tmp_path / "actualites").mkdir()
    (tmp_path / "actualites" / "fuite.md").write_text(NEWS, "utf-8")
    if is_there:
        (tmp_path / "referentiel").mkdir()
        (tmp_path / "referentiel" / "contacts.yaml").write_text(EAU, "utf-8")
    path, register = "referentiel/contacts.yaml", REGISTERS["contact"]
    judged = judge_register(
        read_folder(tmp_path, TERRITORY), tmp_path, register, Overlay(instead={path: text.encode()})
    )
    (tmp_path / "referentiel").mkdir(exist_ok=True)
    (tmp_path / path).write_text(text, "utf-8")
    whole = [problem for problem in read_folder(tmp_path, TERRITORY).problems if str(problem.path) == path]

    assert list(judged) == whole


def test_a_field_that_is_missing_is_told_at_its_entry(tmp_path: Path):
    (tmp_path / "referentiel").mkdir()
    (tmp_path / "referentiel" / "contacts.yaml").write_text(EAU + "accueil:\n  fonction: Accueil\n", "utf-8")
    [problem] = read_folder(tmp_path, TERRITORY).problems

    assert (problem.code, problem.line, problem.field) == ("champ-manquant", 3, "Nom")
