"""One line says which engine a territory runs on; changing it is an upgrade, and nothing else changes."""

import hashlib
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from tambour.commands.cli import main
from tambour.commands.new_territory import engine_pin
from tambour.commands.new_territory.engine_pin import pin_of, pin_of_this_engine
from tambour.commands.terminal import UsageRefused


def wheel(folder: Path, version: str) -> Path:
    file = folder / f"tambour-{version}-py3-none-any.whl"
    file.write_bytes(version.encode())
    return file


def line(version: str) -> str:
    digest = hashlib.sha256(version.encode()).hexdigest()
    return f"./moteur/tambour-{version}-py3-none-any.whl --hash=sha256:{digest}"


@pytest.fixture
def territory(tmp_path: Path, monkeypatch) -> Path:
    """A folder that runs on 0.1.0."""
    root = tmp_path / "territoire"
    (root / "moteur").mkdir(parents=True)
    (root / "pelicanconf.py").write_text("")
    wheel(root / "moteur", "0.1.0")
    (root / "requirements.txt").write_text(f"# Le moteur\n{line('0.1.0')}\n")
    monkeypatch.chdir(root)
    return root


def test_another_wheel_takes_the_place_of_the_last(territory: Path, tmp_path: Path, capsys):
    assert main(["mise-a-jour", f"--moteur={wheel(tmp_path, '0.2.0')}"]) == 0

    assert (territory / "requirements.txt").read_text() == f"# Le moteur\n{line('0.2.0')}\n"
    assert [file.name for file in (territory / "moteur").iterdir()] == ["tambour-0.2.0-py3-none-any.whl"]
    assert "La prochaine commande l'installe." in capsys.readouterr().out


def test_an_address_needs_no_copy(territory: Path):
    assert main(["mise-a-jour", "--moteur=git+https://forge.exemple.fr/tambour@v0.2.0"]) == 0

    assert (
        (territory / "requirements.txt").read_text().endswith("tambour @ git+https://forge.exemple.fr/tambour@v0.2.0\n")
    )
    assert list((territory / "moteur").iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [([], f"Version en place : {line('0.1.0')}"), (["--moteur=absent.whl"], "« absent.whl » n'est ni un paquet")],
)
def test_what_cannot_be_chosen_changes_nothing(territory: Path, typed, sentence, capsys):
    before = (territory / "requirements.txt").read_bytes()

    assert main(["mise-a-jour", *typed]) == 64

    assert capsys.readouterr().err.startswith(sentence)
    assert (territory / "requirements.txt").read_bytes() == before
    assert (territory / "moteur/tambour-0.1.0-py3-none-any.whl").is_file()


def test_the_engine_s_own_repository_is_not_upgraded_so(project, capsys):
    assert main(["mise-a-jour", "--moteur=0.2.0"]) == 64
    assert "Il n'y a pas de requirements.txt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("origin", "pin"),
    [
        (None, "tambour==0.1.0"),
        (
            {"url": "https://exemple.fr/t.whl", "archive_info": {"hashes": {"sha256": "ab"}}},
            "tambour @ https://exemple.fr/t.whl#sha256=ab",
        ),
        ({"url": "https://exemple.fr/t", "vcs_info": {"commit_id": "abc"}}, "tambour @ git+https://exemple.fr/t@abc"),
    ],
)
def test_a_new_territory_runs_on_what_made_it(origin, pin, tmp_path: Path, monkeypatch):
    text = json.dumps(origin) if origin else None
    monkeypatch.setattr(engine_pin, "PACKAGE", tmp_path / "site-packages" / "tambour")
    monkeypatch.setattr(engine_pin, "engine_version", lambda: "0.1.0")
    monkeypatch.setattr(engine_pin, "distribution", lambda _name: SimpleNamespace(read_text=lambda _file: text))

    assert pin_of_this_engine().line == pin


def test_a_wheel_that_is_gone_is_asked_for(tmp_path: Path, monkeypatch):
    text = json.dumps({"url": (tmp_path / "tambour-0.1.0-py3-none-any.whl").as_uri()})
    monkeypatch.setattr(engine_pin, "PACKAGE", tmp_path / "site-packages" / "tambour")
    monkeypatch.setattr(engine_pin, "distribution", lambda _name: SimpleNamespace(read_text=lambda _file: text))

    with pytest.raises(UsageRefused, match=r"--moteur=CHEMIN\.whl"):
        pin_of_this_engine()

    wheel(tmp_path, "0.1.0")
    assert pin_of_this_engine().line == line("0.1.0")


def test_a_version_alone_is_that_of_an_index():
    assert pin_of("0.2.0").line == "tambour==0.2.0"
