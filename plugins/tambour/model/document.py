"""Documents: publications that people look for by themselves: minutes, budgets, magazines, orders."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from pydantic import Field

from tambour.model.fields import Day, Instant, Line
from tambour.model.item import DocumentPath, Item


class Document(Item):
    """A publication: one file with a date, a category, and what it says in a sentence."""

    kind: ClassVar[str] = "document"
    examples: ClassVar[Mapping[str, str]] = {
        "id": "compte-rendu-du-conseil-2026-03-12",
        "titre": "Compte rendu du conseil du 12 mars 2026",
        "adresse": "compte-rendu-mars-2026",
        "image": "conseil.jpg",
        "alt": "Les élus autour de la table du conseil",
    }

    publish_at: Instant = Field(
        alias="publier_le", title="Publier le", description="Jour de mise en ligne ; avant, le document n'apparaît pas."
    )
    file: DocumentPath = Field(alias="fichier", title="Fichier", description="Chemin sous content/documents/.")
    category: Line = Field(
        alias="categorie", title="Catégorie", description="Compte rendu, délibération, budget, magazine, arrêté…"
    )
    dated: Day | None = Field(
        None, alias="date_du_document", title="Date du document", description="Date de la séance ou de l'acte."
    )

    @property
    def day_shown(self) -> date | None:
        return self.dated or super().day_shown

    @property
    def list_key(self) -> tuple[int | str, ...]:
        """By the day that is shown, the latest first."""
        return (-self.day_shown.toordinal(),) if self.day_shown else ()
