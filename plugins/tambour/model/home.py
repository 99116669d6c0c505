"""The home page as its owners arrange it: blocks in an order, each of which shows what it says and nothing else.

What a block chooses by itself (the latest news, the next dates) is chosen when the page is made (`website.home`); what
stands here is what was typed in referentiel/accueil.yaml.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, WrapValidator, field_validator

from tambour.model.blocks import one_of
from tambour.model.fields import Chosen, Identifier, Line, Many, Markdown, Record, Reference
from tambour.model.item import CommuneRef, ItemRef, TopicRef
from tambour.model.letters.letter import TARGET_HELP, LinkTarget
from tambour.model.problems import invalid

HOME_ID = "accueil"  # of the one record that the register has
_MOST = 24  # contents or dates that one block shows: beyond, a list of its own is the place
TaskRef = Annotated[Identifier, Reference("task")]
_HEADING = "Intertitre du bloc ; sans lui, celui de son type."


class ShownBlock(Record):
    """What all blocks have in common: `type: themes` says all that there is to say."""

    type_is_enough: ClassVar[bool] = True


class LeadBlock(ShownBlock):
    """News at the top: those that were pinned, then the latest."""

    kind: Literal["une"] = Field(alias="type", title="Type", description="une")
    title: Line | None = Field(None, alias="titre", title="Titre", description=_HEADING)
    pinned: Many[ItemRef] = Field(
        (), alias="contenus", title="Épinglés", description="Contenus montrés d'abord, dans cet ordre."
    )
    count: int = Field(
        3, ge=1, le=_MOST, alias="nombre", title="Nombre", description="Combien en montrer en tout, de 1 à 24."
    )


class NewsBlock(ShownBlock):
    """The latest news that no block above shows."""

    kind: Literal["actualites"] = Field(alias="type", title="Type", description="actualites")
    title: Line | None = Field(None, alias="titre", title="Titre", description=_HEADING)
    topics: Chosen[TopicRef] = Field((), alias="themes", title="Thèmes", description="Au moins un de ces thèmes.")
    count: int = Field(6, ge=1, le=_MOST, alias="nombre", title="Nombre", description="Combien en montrer, de 1 à 24.")


class NextDatesBlock(ShownBlock):
    """The next dates, each event once."""

    kind: Literal["prochainement"] = Field(alias="type", title="Type", description="prochainement")
    title: Line | None = Field(None, alias="titre", title="Titre", description=_HEADING)
    topics: Chosen[TopicRef] = Field((), alias="themes", title="Thèmes", description="Au moins un de ces thèmes.")
    communes: Chosen[CommuneRef] = Field((), title="Communes", description="Ce qui concerne une de ces communes.")
    count: int = Field(6, ge=1, le=_MOST, alias="nombre", title="Nombre", description="Combien en montrer, de 1 à 24.")


class TasksBlock(ShownBlock):
    """What people come for: tasks of the register; without one, the pages of the main menu."""

    kind: Literal["demarches"] = Field(alias="type", title="Type", description="demarches")
    title: Line | None = Field(None, alias="titre", title="Titre", description=_HEADING)
    chosen: Many[TaskRef] = Field(
        (),
        alias="demarches",
        title="Démarches",
        description="Identifiants des démarches, dans cet ordre ; sans elles, toutes.",
    )


class KeyFigure(Record):
    """One figure and what it counts."""

    value: Annotated[Line, StringConstraints(max_length=20)] = Field(
        alias="valeur", title="Valeur", description="Comme on la lit : 16 842, 97 %, 1,2 million."
    )
    label: Annotated[Line, StringConstraints(max_length=80)] = Field(
        alias="libelle", title="Libellé", description="Ce que la valeur compte : habitants, kilomètres de voie verte."
    )
    source: Line | None = Field(None, title="Source", description="D'où vient le chiffre, et de quelle année.")


class FiguresBlock(ShownBlock):
    """Key figures."""

    kind: Literal["chiffres"] = Field(alias="type", title="Type", description="chiffres")
    title: Line | None = Field(None, alias="titre", title="Titre", description=_HEADING)
    figures: Many[KeyFigure] = Field(
        alias="chiffres", title="Chiffres", description="Chacun avec « valeur » et « libelle »."
    )

    @field_validator("figures")
    @classmethod
    def shows_some(cls, value: tuple[KeyFigure, ...]) -> tuple[KeyFigure, ...]:
        if not value:
            raise invalid("liste-trop-courte")
        return value


class SubscribeBlock(ShownBlock):
    """The letter: where to subscribe, the last one. Nothing when the territory has none."""

    kind: Literal["lettre"] = Field(alias="type", title="Type", description="lettre")
    title: Line | None = Field(None, alias="titre", title="Titre", description=_HEADING)
    text: Line | None = Field(
        None, alias="texte", title="Texte", description="Ce que la lettre contient, et à quel rythme elle part."
    )


class CommunesBlock(ShownBlock):
    """The member communes, by name."""

    kind: Literal["communes"] = Field(alias="type", title="Type", description="communes")
    title: Line | None = Field(None, alias="titre", title="Titre", description=_HEADING)
    text: Line | None = Field(None, alias="texte", title="Texte", description="Une phrase au-dessus de la liste.")


class MapBlock(ShownBlock):
    """The communes on a drawing that nobody else hosts, and the same by name beside it."""

    kind: Literal["carte"] = Field(alias="type", title="Type", description="carte")
    title: Line | None = Field(None, alias="titre", title="Titre", description=_HEADING)
    text: Line | None = Field(None, alias="texte", title="Texte", description="Une phrase au-dessus de la carte.")


class TopicsBlock(ShownBlock):
    """The topics, by name."""

    kind: Literal["themes"] = Field(alias="type", title="Type", description="themes")
    title: Line | None = Field(None, alias="titre", title="Titre", description=_HEADING)


class HomeCallBlock(ShownBlock):
    """Something to take part in: a sentence and a button."""

    kind: Literal["appel"] = Field(alias="type", title="Type", description="appel")
    title: Line = Field(alias="titre", title="Titre", description="Ce à quoi l'on appelle.")
    text: Line | None = Field(None, alias="texte", title="Texte", description="Une ou deux phrases.")
    label: Annotated[Line, StringConstraints(max_length=60)] = Field(
        alias="libelle", title="Libellé", description="« Donner mon avis », et non « Cliquez ici »."
    )
    target: LinkTarget = Field(alias="adresse", title="Adresse", description=TARGET_HELP)


class HomeTextBlock(ShownBlock):
    """A few lines of Markdown."""

    kind: Literal["texte"] = Field(alias="type", title="Type", description="texte")
    title: Line = Field(alias="titre", title="Titre", description="Intertitre du bloc.")
    text: Markdown = Field(alias="texte", title="Texte", description="En Markdown, comme le corps d'une page.")


HomeBlock = (
    LeadBlock
    | NewsBlock
    | NextDatesBlock
    | TasksBlock
    | FiguresBlock
    | SubscribeBlock
    | CommunesBlock
    | MapBlock
    | TopicsBlock
    | HomeCallBlock
    | HomeTextBlock
)
HOME_BLOCKS: Mapping[str, type[HomeBlock]] = MappingProxyType(
    {
        "une": LeadBlock,
        "actualites": NewsBlock,
        "prochainement": NextDatesBlock,
        "demarches": TasksBlock,
        "chiffres": FiguresBlock,
        "lettre": SubscribeBlock,
        "communes": CommunesBlock,
        "carte": MapBlock,
        "themes": TopicsBlock,
        "appel": HomeCallBlock,
        "texte": HomeTextBlock,
    }
)
_DEFAULT = ("demarches", "une", "prochainement", "actualites", "communes", "themes")


class Home(Record):
    """The blocks of the home page, in their order."""

    id: Identifier = Field(title="Identifiant", description="Toujours « accueil » : un site n'a qu'une page d'accueil.")
    blocks: Many[Annotated[HomeBlock, WrapValidator(one_of(HOME_BLOCKS))]] = Field(
        alias="blocs",
        title="Blocs",
        description="Dans l'ordre : " + ", ".join(HOME_BLOCKS) + ". Un bloc qui n'a rien à montrer ne paraît pas.",
    )

    @field_validator("id")
    @classmethod
    def is_the_only_one(cls, value: str) -> str:
        if value != HOME_ID:
            raise invalid("accueil-autre-nom", value=value)
        return value


def default_home() -> Home:
    """The page of a site that says nothing of it."""
    return Home.model_validate({"id": HOME_ID, "blocs": [{"type": kind} for kind in _DEFAULT]})
