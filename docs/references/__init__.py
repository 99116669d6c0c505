"""What is generated in docs/: the reference of fields, errors, settings and channels, from where each is declared."""

from pathlib import Path

from docs.references.answers import answers_reference
from docs.references.api import api_reference
from docs.references.channels import refresh_readmes
from docs.references.errors import error_reference
from docs.references.fields import field_reference
from docs.references.settings import settings_reference

PAGES = {
    "champs": field_reference,
    "erreurs": error_reference,
    "reglages": settings_reference,
    "channel-api": api_reference,
    "reponses": answers_reference,
}


def refresh(folder: Path) -> None:
    """Write every generated page anew, and the tables in the channels' READMEs. folder: docs/."""
    for name, written in PAGES.items():
        (folder / f"{name}.md").write_text(written(), "utf-8")
    refresh_readmes()
