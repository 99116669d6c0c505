"""Ways through the site that are no content of their own: tasks in one click, links of menus, accounts elsewhere."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from tambour.model.fields import Identifier, Line, Record, Widget
from tambour.model.item import ItemRef, TopicRef
from tambour.model.letters.letter import TARGET_HELP, LinkTarget
from tambour.model.problems import invalid
from tambour.model.registers import ID_HELP


class Task(Record):
    """Something that people come to do, and where it is done: here, or on another administration's site."""

    id: Identifier = Field(title="Identifiant", description=ID_HELP)
    name: Line = Field(
        alias="nom", title="Nom", description="Ce que l'on vient faire : Payer la cantine, Signaler un lampadaire."
    )
    summary: Line | None = Field(
        None, alias="resume", title="Résumé", description="Ce qu'il faut savoir avant de commencer, en une phrase."
    )
    target: LinkTarget = Field(alias="adresse", title="Adresse", description=TARGET_HELP)
    icon: Annotated[Identifier, Widget("icon")] | None = Field(
        None, alias="pictogramme", title="Pictogramme", description="Nom d'une icône du thème."
    )
    topic: TopicRef | None = Field(None, alias="theme", title="Thème", description="Thème de referentiel/themes.yaml.")


class LinkPlace(StrEnum):
    """Where a link stands on every page."""

    MAIN = "principal"
    FOOT = "pied"
    NETWORKS = "reseaux"


class MenuLink(Record):
    """A link of a menu that is no page of ours: another site, a content, an account on a network."""

    id: Identifier = Field(title="Identifiant", description=ID_HELP)
    name: Line = Field(alias="nom", title="Nom", description="Ce que dit le lien : Billetterie, Mastodon.")
    target: LinkTarget = Field(alias="adresse", title="Adresse", description=TARGET_HELP)
    place: LinkPlace = Field(
        alias="menu", title="Menu", description="« principal », « pied », ou « reseaux » pour un compte du territoire."
    )
    under: ItemRef | None = Field(
        None,
        alias="sous",
        title="Sous la page",
        description="Identifiant de la page du menu principal sous laquelle ranger ce lien.",
    )
    column: Line | None = Field(
        None, alias="colonne", title="Colonne", description="Titre de la colonne du pied de page : Nos autres sites."
    )
    order: int = Field(
        100, alias="ordre", title="Ordre", description="Rang parmi les pages du menu ; le plus petit d'abord.", ge=0
    )

    @field_validator("under", "column")
    @classmethod
    def stands_in_that_menu(cls, value: str | None, info: ValidationInfo) -> str | None:
        wanted = LinkPlace.MAIN if info.field_name == "under" else LinkPlace.FOOT
        if value is not None and info.data.get("place", wanted) is not wanted:
            raise invalid("lien-autre-menu", menu=str(wanted))
        return value
