"""The territory that the installation page makes, as `nouveau` writes it, for the tests of what guides say of it."""

from pathlib import Path

from tambour.commands.new_territory.creation import create
from tests.docs.guides import DOCS, files

ANSWERS = "mes-sites/haut-serein.yaml"
FOLDER = "mon-territoire"


def write_territory(above: Path) -> Path:
    """Write it under a folder; returns its own."""
    above.mkdir(exist_ok=True)
    (above / "reponses.yaml").write_text(files(DOCS / "installation.md")[ANSWERS], "utf-8")
    assert create(above / FOLDER, above / "reponses.yaml", "0.1.0") == 0
    return above / FOLDER
