"""Pages: what stays true for years: a service, a procedure, the legal notice."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from tambour.model.fields import Day, Many, YesNo
from tambour.model.item import ContactRef, Item, ItemRef


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
    guide: YesNo = Field(
        False,
        title="Guide",
        description="oui : ses sous-pages se lisent à la suite, de la précédente à la suivante.",
    )
    reviewed_on: Day | None = Field(
        None, alias="relu_le", title="À jour le", description="Jour où quelqu'un a vérifié que tout y est encore vrai."
    )
    owner: ContactRef | None = Field(
        None, alias="responsable", title="Service responsable", description="Contact qui répond de cette page."
    )
    related: Many[ItemRef] = Field(
        (), alias="voir_aussi", title="Voir aussi", description="Contenus qui vont avec celui-ci, dans cet ordre."
    )
