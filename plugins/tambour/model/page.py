"""Pages: what stays true for years: a service, a procedure, the legal notice."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from tambour.model.item import Item, ItemRef


class Menu(StrEnum):
    """Where a page is linked from every page."""

    MAIN = "principal"
    FOOT = "pied"


# Pages that the law asks for: every page of the site leads to them, whatever their menu. LCEN, art. 1-1; RGPD, art. 13;
# décret n° 2019-768, art. 6, for the last, whose link says the state of the site.
LEGAL_NOTICE, PRIVACY, ACCESSIBILITY = "mentions-legales", "donnees-personnelles", "accessibilite"


class Page(Item):
    """A lasting page."""

    kind: ClassVar[str] = "page"

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
