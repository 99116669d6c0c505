"""What is wrong in accueil.yaml, demarches.yaml and liens.yaml is told at its line, with what to write instead."""

from pathlib import Path

import pytest

from tambour.model.kinds import REGISTERS
from tambour.source.catalogue import judge_register, read_folder
from tambour.source.overlay import Overlay
from tambour.testing.building import TERRITORY

NEWS = "---\nid: fuite\ntitre: Une fuite\npublier_le: 2026-11-20\n---\nTexte.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "actualites").mkdir()
    (tmp_path / "actualites" / "fuite.md").write_text(NEWS, "utf-8")
    (tmp_path / "referentiel").mkdir()
    return tmp_path


def write(folder: Path, name: str, text: str):
    (folder / "referentiel" / name).write_text(text, "utf-8")
    return read_folder(folder, TERRITORY)


HOME = "accueil:\n  blocs:\n"


@pytest.mark.parametrize(
    ("typed", "line", "code", "hint"),
    [
        ("    - type: unes\n", 3, "type-inconnu", "une, actualites"),
        ("    - titre: À la une\n", 3, "type-manquant", "une, actualites"),
        ("    - type: une\n      contenus: [fuites]\n", 4, "reference-inconnue", "« fuite »"),
        ("    - type: une\n      nombre: 99\n", 4, "nombre-trop-grand", "de 1 à 24"),
        ("    - type: une\n      themes: [eau]\n", 4, "cle-inconnue", "contenus"),
        ("    - type: chiffres\n      chiffres:\n        - valeur: 12\n", 5, "champ-manquant", "libelle"),
        (
            "    - type: appel\n      titre: Venez\n      libelle: Venir\n      adresse: id:absent\n",
            6,
            "reference-inconnue",
            "id:",
        ),
        ("    - type: demarches\n      demarches: [eau]\n", 4, "reference-inconnue", "demarches.yaml"),
        ("    - type: texte\n      titre: Ici\n      texte: Voyez [là](id:absent).\n", 5, "lien-mort", "id:"),
    ],
)
def test_a_fault_of_the_home_page_is_told_where_it_is(folder: Path, typed: str, line: int, code: str, hint: str):
    read = write(folder, "accueil.yaml", HOME + typed)
    alone = judge_register(
        read, folder, REGISTERS["home"], Overlay(instead={"referentiel/accueil.yaml": (HOME + typed).encode()})
    )

    assert [(one.line, one.code) for one in read.problems] == [(line, code)]
    assert hint in read.problems[0].message + read.problems[0].hint
    assert list(alone) == list(read.problems)


def test_every_fault_of_the_home_page_is_told_at_once_with_what_was_meant(folder: Path):
    typed = "    - type: prochainnement\n    - type: une\n      contenus: [fuité]\n"
    typed += "    - type: une\n      contenus: [fuites]\n"
    typed += "    - type: appel\n      titre: Venez\n      libelle: Venir\n      adresse: marches.example.fr\n"
    problems = sorted(write(folder, "accueil.yaml", HOME + typed).problems)

    assert [(one.line, one.code) for one in problems] == [
        (3, "type-inconnu"),
        (5, "identifiant-illisible"),
        (7, "reference-inconnue"),
        (11, "adresse-web-illisible"),
    ]
    told = [f"{one.message} {one.hint}" for one in problems]
    meant = ["« prochainement »", "Écrivez : fuite", "« fuite »", "Écrivez : https://marches.example.fr"]
    assert all(words in said for words, said in zip(meant, told, strict=True))


def test_what_a_refused_file_names_is_looked_for_all_the_same(folder: Path):
    (folder / "actualites" / "autre.md").write_text(
        "---\nid: autre\ntitre: Autre\npublier_le: hier\nthemes: [absent]\n---\nTexte.\n", "utf-8"
    )
    problems = read_folder(folder, TERRITORY).problems

    assert sorted((one.line, one.code) for one in problems) == [(4, "date-illisible"), (5, "reference-inconnue")]


def test_a_site_has_one_home_page(folder: Path):
    [problem] = write(folder, "accueil.yaml", "bienvenue:\n  blocs:\n    - type: une\n").problems

    assert (problem.line, problem.code) == (1, "accueil-autre-nom")


def test_a_text_of_the_home_page_is_read_as_the_body_of_a_page(folder: Path):
    text = "    - type: une\n    - type: texte\n      titre: Ici\n      texte: |\n"
    text += "        Voyez **là** : [la fuite](id:fuite).\n"
    read = write(folder, "accueil.yaml", HOME + text)

    assert read.problems == ()
    assert read.catalogue.home is not None
    assert "<strong>là</strong>\u00a0:" in read.catalogue.home.texts[1].html


@pytest.mark.parametrize(
    ("name", "typed", "line", "code"),
    [
        ("demarches.yaml", "eau:\n  nom: Eau\n", 1, "champ-manquant"),
        ("demarches.yaml", "eau:\n  nom: Eau\n  adresse: www.eau.fr\n", 3, "adresse-web-illisible"),
        ("demarches.yaml", "eau:\n  nom: Eau\n  adresse: //eau.fr/\n", 3, "adresse-du-site-illisible"),
        ("demarches.yaml", "eau:\n  nom: Eau\n  adresse: /a/../b/\n", 3, "adresse-du-site-illisible"),
        ("demarches.yaml", "eau:\n  nom: Eau\n  adresse: id:fuite\n  theme: eau\n", 4, "reference-inconnue"),
        ("liens.yaml", "eau:\n  nom: Eau\n  adresse: id:fuite\n  menu: haut\n", 4, "valeur-inconnue"),
        ("liens.yaml", "eau:\n  nom: Eau\n  adresse: id:fuite\n  menu: pied\n  sous: fuite\n", 5, "lien-autre-menu"),
        (
            "liens.yaml",
            "eau:\n  nom: Eau\n  adresse: id:fuite\n  menu: reseaux\n  colonne: Nous\n",
            5,
            "lien-autre-menu",
        ),
    ],
)
def test_a_fault_of_a_way_is_told_where_it_is(folder: Path, name: str, typed: str, line: int, code: str):
    read = write(folder, name, typed)

    assert [(one.line, one.code) for one in read.problems] == [(line, code)]


def test_a_pictogram_that_nobody_has_drawn_is_told_of_a_task_as_of_a_topic(folder: Path):
    (folder / "referentiel" / "demarches.yaml").write_text(
        "eau:\n  nom: Eau\n  adresse: id:fuite\n  pictogramme: buss\n"
    )
    [problem] = read_folder(folder, TERRITORY, icons=["bus"]).problems

    assert (problem.line, problem.code) == (4, "pictogramme-inconnu")
    assert "« bus »" in problem.message


def test_tasks_stand_in_the_order_of_their_file(folder: Path):
    typed = "".join(f"{name}:\n  nom: {name}\n  adresse: id:fuite\n" for name in ("payer", "eau", "car"))

    assert [*write(folder, "demarches.yaml", typed).catalogue.tasks] == ["payer", "eau", "car"]
