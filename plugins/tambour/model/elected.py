"""Elected members: who sits on the council, for which commune, in charge of what."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from tambour.model.choices import Labelled
from tambour.model.fields import Chosen, Day, Deadline, Demanded, Email, Line, Many, Phone
from tambour.model.item import CommuneRef, Item, communes_field
from tambour.model.problems import invalid
from tambour.model.slugs import fold


class Civility(Labelled):
    """How one is addressed; what the function is called follows it."""

    MADAM = "madame", "Madame"
    SIR = "monsieur", "Monsieur"


class Function(Labelled):
    """What one is on the council, the first one first; each value knows what those who are it are called together."""

    PRESIDENT = "president", "Présidence"
    VICE_PRESIDENT = "vice-president", "Vice-présidence"
    BOARD = "bureau", "Autres membres du bureau"
    DELEGATE = "conseiller-delegue", "Membres du conseil avec délégation"
    MEMBER = "conseiller", "Membres du conseil"
    SUBSTITUTE = "suppleant", "Suppléance"


_LAST = 999  # the rank of who has none


class Elected(Item):
    """One elected member. The title is the name."""

    kind: ClassVar[str] = "elected"
    examples: ClassVar[Mapping[str, str]] = {
        "id": "jeanne-lefort",
        "titre": "Jeanne Lefort",
        "adresse": "jeanne-lefort",
        "image": "jeanne-lefort.jpg",
        "alt": "Portrait de Jeanne Lefort",
    }

    communes: Chosen[CommuneRef] = communes_field("celle qui est représentée ; sans elle : tout le territoire")
    civility: Civility | None = Field(
        None, alias="civilite", title="Civilité", description="madame ou monsieur ; facultative : accorde la fonction."
    )
    family_name: Line | None = Field(
        None,
        alias="nom_de_famille",
        title="Nom de famille",
        description="Pour le rang dans la liste, s'il a plusieurs mots : Le Goff. Sinon, le dernier mot du titre.",
        examples=["Le Goff"],
    )
    function: Function = Field(
        alias="mandat",
        title="Fonction",
        description="president, vice-president, bureau, conseiller-delegue, conseiller ou suppleant.",
    )
    rank: Annotated[int | None, Demanded(by="mandat", value=str(Function.VICE_PRESIDENT))] = Field(
        None,
        alias="rang",
        title="Rang",
        description="Numéro d'une vice-présidence : 1 pour la première. Pour les autres, leur place dans la liste.",
        ge=1,
        lt=_LAST,
        validate_default=True,
    )
    wording: Line | None = Field(
        None,
        alias="intitule",
        title="Intitulé",
        description="Comment dire la fonction, si les mots habituels ne conviennent pas : Doyenne du conseil.",
    )
    commune: CommuneRef | None = Field(None, title="Commune", description="Commune que l'élu ou l'élue représente.")
    delegations: Many[Line] = Field(
        (),
        title="Délégations",
        description="Ce dont l'élu ou l'élue a la charge, une ligne par sujet.",
        examples=["[Eau et assainissement, Rivières]"],
    )
    group: Line | None = Field(
        None, alias="groupe", title="Groupe", description="Groupe au conseil, si le règlement intérieur en prévoit."
    )
    since: Day | None = Field(
        None, alias="debut_de_mandat", title="Début du mandat", description="Jour de l'élection ou de l'installation."
    )
    until: Deadline | None = Field(
        None,
        alias="fin_de_mandat",
        title="Fin du mandat",
        description="Dernier jour du mandat, compris : la fiche quitte alors la liste d'elle-même.",
    )
    email: Email | None = Field(
        None,
        alias="courriel",
        title="Courriel",
        description="Adresse de fonction. Une adresse personnelle ne se publie qu'avec l'accord écrit de la personne.",
    )
    phone: Phone | None = Field(
        None,
        alias="telephone",
        title="Téléphone",
        description="Le standard ou le secrétariat. Jamais un numéro personnel sans l'accord écrit de la personne.",
    )

    @field_validator("rank")
    @classmethod
    def vice_presidents_have_a_rank(cls, value: int | None, info: ValidationInfo) -> int | None:
        if value is None and info.data.get("function") is Function.VICE_PRESIDENT:
            raise invalid("rang-manquant", near="mandat")
        return value

    @field_validator("until")
    @classmethod
    def ends_after_it_begins(cls, value: datetime | None, info: ValidationInfo) -> Any:
        since = info.data.get("since")
        if value is not None and since is not None and value.date() <= since:
            raise invalid("fin-avant-debut")
        return value

    @property
    def name(self) -> str:
        """The title: what the person is called."""
        return self.title

    @property
    def leaves_at(self) -> datetime | None:
        """When it leaves the listings by itself: with the mandate, or withdrawn."""
        return min(filter(None, (self.expire_at, self.until)), default=None)

    @property
    def list_key(self) -> tuple[int | str, ...]:
        """By function, then by rank, then by family name."""
        functions = tuple(Function)
        family_name = self.family_name or self.title.split()[-1]
        return functions.index(self.function), self.rank or _LAST, fold(family_name), fold(self.title)
