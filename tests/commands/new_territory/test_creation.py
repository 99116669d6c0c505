"""`tambour nouveau` writes a whole territory, or nothing; its site is that of whoever answered."""

import os
import runpy
import subprocess
from pathlib import Path

import pytest

from tambour.build.registry import own_channels
from tambour.commands.cli import main
from tambour.commands.new_territory import writing
from tambour.commands.new_territory.creation import create
from tambour.testing.own_site import faults
from tests.commands.new_territory.test_answers import ANSWERS, LISTED

ANSWERED = [
    "Communauté de communes du Haut-Serein",
    "",
    "Haut-Serein",
    "200 999 984",
    "200999985",
    "1, rue du Pont",
    "89999",
    "Serein-le-Haut",
    "03 53 01 00 00",
    "accueil@haut-serein.fr",
    "www.haut-serein.fr",
    "",
    "Bidule",
    "Corbeval ; 61901",
    "Corbeval ; 61904",
    "Les Loges ; 61902",
    "",
    "#ffff00",
    "#1f4e5f",
    "",
    "",
    "",
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch) -> Path:
    """The current folder, with a file of answers and a wheel of the engine to name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "reponses.yaml").write_text(ANSWERS + LISTED, "utf-8")
    (tmp_path / "tambour-0.1.0-py3-none-any.whl").write_bytes(b"a wheel")
    return tmp_path


ENGINE = "--moteur=tambour-0.1.0-py3-none-any.whl"
FROM_FILE = ["nouveau", "--depuis=reponses.yaml", ENGINE]


def typed(answers: list[str]):
    """Whoever types these answers, one after the other, then hangs up."""
    left = iter(answers)

    def ask(_question: str) -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    return ask


def test_it_writes_a_territory_that_has_nothing_to_mend(here: Path, capsys):
    assert main(FROM_FILE) == 0

    assert "cd haut-serein && python3 tasks.py serve" in capsys.readouterr().out
    assert faults(here / "haut-serein" / "pelicanconf.py") == []
    settings = runpy.run_path(str(here / "haut-serein" / "pelicanconf.py"))
    assert "NOW" not in settings and set(settings["CHANNELS"]) == set(own_channels())
    assert settings["TERRITORY"]["short_name"] == "Haut-Serein"
    publication = runpy.run_path(str(here / "haut-serein" / "publishconf.py"))
    assert (publication["SITEURL"], publication["PUBLICATION"]) == ("https://www.haut-serein.fr", True)


def test_it_tells_what_is_left_to_complete_and_nothing_once_it_is_done(here: Path, capsys, monkeypatch):
    main(FROM_FILE)
    root = here / "haut-serein"
    monkeypatch.chdir(root)
    capsys.readouterr()

    assert main(["check"]) == 0
    told = capsys.readouterr().out
    named = {line.split(":")[1].strip() for line in told.splitlines() if "[reste-a-completer]" in line}
    assert named == {
        "pelicanconf.py",
        *(f"pages/{page}.md" for page in ("mentions-legales", "accessibilite", "donnees-personnelles")),
        *("actualites/exemple-actualite.md", "agenda/exemple-evenement.md", "lieux/exemple-lieu.md"),
    }

    for example in root.glob("content/*/exemple-*.md"):
        example.unlink()
    for file in (root / "pelicanconf.py", *root.glob("content/pages/*.md")):
        file.write_text(file.read_text("utf-8").replace("[à compléter", "[écrit"), "utf-8")
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "3\u00a0contenus relus, rien à corriger.\n"


def test_answers_that_are_refused_are_asked_for_again(here: Path, capsys):
    assert create(None, None, "tambour-0.1.0-py3-none-any.whl", typed(ANSWERED)) == 0

    told = capsys.readouterr().out
    for sentence in (
        "Il faut une réponse.",
        "n'est pas un numéro SIREN",
        "« Bidule » ne dit pas",
        "deux fois",
        "difficile à lire",
    ):
        assert sentence in told
    assert "Territoire créé dans haut-serein/ : Haut-Serein, 2\u00a0communes." in told
    communes = (here / "haut-serein/content/referentiel/communes.yaml").read_text("utf-8")
    assert "les-loges:\n" in communes and "Bidule" not in communes


@pytest.mark.parametrize("given", range(0, len(ANSWERED), 4))
def test_whoever_hangs_up_leaves_nothing(here: Path, given: int, capsys, monkeypatch):
    before = sorted(here.iterdir())
    monkeypatch.setattr("builtins.input", typed(ANSWERED[:given]))

    assert main(["nouveau", "site"]) == 64

    assert capsys.readouterr().err.endswith("--depuis=FICHIER\n")
    assert sorted(here.iterdir()) == before


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "No space left on device", "x")])
def test_what_stops_the_writing_leaves_nothing(here: Path, stop, capsys, monkeypatch):
    before = sorted(here.iterdir())

    def stopped(*_arguments: object) -> None:
        raise stop

    monkeypatch.setattr(writing, "_start_history", stopped)

    assert main(FROM_FILE) in (130, 74)
    assert sorted(here.iterdir()) == before
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["plein"], 64, "plein existe et n'est pas vide : rien n'y est écrit. Donnez un autre dossier."),
        (["reponses.yaml"], 64, "reponses.yaml existe et n'est pas vide"),
        (["plein/dedans"], 64, "plein/dedans serait dans un autre projet"),
        (["site", "--depuis=absent.yaml"], 74, "absent.yaml"),
        (["site", "--moteur=pelicanconf.py"], 64, "« pelicanconf.py » n'est ni un paquet de Tambour"),
        (["site", "autre"], 64, "« autre » est de trop."),
    ],
)
def test_what_cannot_be_made_is_told_before_anything_is_written(here: Path, options, code, sentence, capsys):
    (here / "plein").mkdir()
    (here / "plein" / "pelicanconf.py").write_text("")
    before = sorted(here.rglob("*"))

    assert main(["nouveau", "--depuis=reponses.yaml", *options]) == code

    err = capsys.readouterr().err
    assert sentence in err and "Traceback" not in err
    assert sorted(here.rglob("*")) == before


def test_an_empty_folder_may_be_there_already(here: Path):
    (here / "site").mkdir()

    assert main([*FROM_FILE, "site"]) == 0
    assert (here / "site" / "tasks.py").is_file()


def test_it_is_a_git_repository_that_ignores_what_is_made(here: Path):
    main(FROM_FILE)
    (here / "haut-serein/output").mkdir()
    (here / "haut-serein/output/index.html").write_text("")

    done = subprocess.run(
        ["git", "status", "--porcelain", "-uall"],
        cwd=here / "haut-serein",
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(here)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert "?? moteur/tambour-0.1.0-py3-none-any.whl" in done.stdout
    assert "output" not in done.stdout


def test_words_that_mean_something_to_python_or_yaml_stay_words(here: Path, capsys):
    hostile = 'nom: "L’interco \\"du $haut\\" : {x} #1 \\\\ fin"'
    text = (ANSWERS + LISTED).replace("nom: Communauté de communes du Haut-Serein", hostile)
    (here / "reponses.yaml").write_text(text.replace("Corbeval ;", "Corbeval l'Été \"d'en bas\" ;"), "utf-8")

    assert main(FROM_FILE) == 0, capsys.readouterr().err
    assert faults(here / "haut-serein" / "pelicanconf.py") == []
    settings = runpy.run_path(str(here / "haut-serein" / "pelicanconf.py"))
    assert settings["TERRITORY"]["name"].replace("\u00a0", " ") == 'L’interco "du $haut" : {x} #1 \\ fin'
