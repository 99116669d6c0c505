"""Documents: publications that people look for by themselves: minutes, budgets, magazines, orders."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from pydantic import Field, computed_field

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
    def shown_day(self) -> date:
        """The day of the meeting or of the act, else the day it was put online."""
        return self.dated or self.publish_at.date()

    @property
    def list_key(self) -> tuple[int | str, ...]:
        """The latest first, by the day that is shown."""
        return (-self.shown_day.toordinal(),)

    @computed_field(return_type=int, alias="annee", title="Année", description="Celle du document.")  # type: ignore[prop-decorator]
    @property
    def year(self) -> int:
        """Of the day that is shown."""
        return self.shown_day.year
