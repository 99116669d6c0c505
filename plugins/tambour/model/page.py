"""Pages: what stays true for years: a service, a procedure, the legal notice."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from tambour.model.item import Item, ItemRef


class Menu(StrEnum):
    """Where a page is linked from every page."""

    MAIN = "principal"
    FOOT = "pied"


class Page(Item):
    """A lasting page."""

    kind: ClassVar[str] = "page"
    examples: ClassVar[Mapping[str, str]] = {
        "id": "inscrire-son-enfant-a-la-creche",
        "titre": "Inscrire son enfant à la crèche",
        "adresse": "creche-inscription",
        "image": "creche.jpg",
        "alt": "Deux enfants peignent à une table de la crèche",
    }

    parent: ItemRef | None = Field(
        None, alias="page_mere", title="Page mère", description="Identifiant de la page au-dessus dans le fil d'Ariane."
    )
    order: int = Field(
        100, alias="ordre", title="Ordre", description="Rang dans les menus ; le plus petit d'abord.", ge=0
    )
    menu: Menu | None = Field(
        None,
        title="Menu",
        description="« principal » ou « pied » pour paraître dans un menu.",
    )
