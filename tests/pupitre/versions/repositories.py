"""Repositories to try versions in."""

import os
import subprocess
from pathlib import Path

from tambour.pupitre.versions.dulwich_store import DulwichStore
from tambour.pupitre.versions.history import ContentHistory

FETE = """---
id: fete
titre: Fête du lac
resume: Deux jours.
debut: 2026-12-05 10:00
communes: [rouvrelle]
prix:
  - libelle: Plein tarif
    montant: 5
  - libelle: Réduit
    montant: 3
---
Venez.

Le soir, bal.

Dimanche, joutes.
"""
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "LC_ALL": "C",
}


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    who = ("-c", "user.name=Tech", "-c", "user.email=tech@exemple.fr")
    command = ["git", *who, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    assert not check or done.returncode == 0, done.stderr
    return done.stdout.strip()


def repository(folder: Path, files: dict[str, str] | None = None) -> Path:
    """A project with its content in git; returns the content folder."""
    content = folder / "content"
    for name, text in (files or {"agenda/fete.md": FETE}).items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "pelicanconf.py").write_text("A = 1\n", "utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=Début")
    return content


def two_of(folder: Path, files: dict[str, str] | None = None) -> tuple[Path, Path]:
    """The content folders of two clones of one place."""
    first = repository(folder / "a", files).parent
    git(folder, "clone", "--quiet", "--bare", str(first), "place.git")
    git(first, "remote", "add", "origin", str(folder / "place.git"))
    git(first, "fetch", "--quiet", "origin")
    git(first, "branch", "--quiet", "--set-upstream-to=origin/main", "main")
    git(folder, "clone", "--quiet", str(folder / "place.git"), "b")
    return first / "content", folder / "b" / "content"


def history(content: Path, store: str = "git") -> ContentHistory:
    """Its versions, kept by one program or the other."""
    made = ContentHistory(content)
    if store == "dulwich":
        made.__dict__["store"] = DulwichStore.of(content)
    return made
