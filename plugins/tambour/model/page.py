"""Pages: what stays true for years: a service, a procedure, the legal notice."""

from typing import ClassVar

from pydantic import Field

from tambour.model.fields import Scalar
from tambour.model.item import Item, ItemRef


class Page(Item):
    """A lasting page."""

    kind: ClassVar[str] = "page"

    parent: ItemRef | None = Field(
        None, alias="page_mere", title="Page mère", description="Identifiant de la page au-dessus dans le fil d'Ariane."
    )
    order: int = Field(
        100, alias="ordre", title="Ordre", description="Rang dans les menus ; le plus petit d'abord.", ge=0
    )
    menu: Scalar | None = Field(
        None,
        title="Menu",
        description="« principal » ou « pied » pour paraître dans un menu.",
        pattern="^(principal|pied)$",
    )
