"""Jobs: what the territory or a neighbour recruits for, and until when one can apply."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from tambour.model.choices import Labelled
from tambour.model.fields import Day, Email, Identifier, Line, Reference, WebAddress
from tambour.model.item import ClosingItem


class Contract(StrEnum):
    """How one is employed; each value knows its French label, and schema.org's word for it (`employmentType`)."""

    label: str
    schema_org: str

    def __new__(cls, value: str, label: str, schema_org: str) -> "Contract":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.schema_org = schema_org
        return member

    CIVIL_SERVANT = "titulaire", "Titulaire, ou à défaut contractuel", "FULL_TIME"
    PERMANENT = "cdi", "CDI", "FULL_TIME"
    FIXED_TERM = "cdd", "CDD", "TEMPORARY"
    SEASONAL = "saisonnier", "Saisonnier", "TEMPORARY"
    APPRENTICE = "apprentissage", "Apprentissage", "OTHER"
    INTERNSHIP = "stage", "Stage", "INTERN"
    VOLUNTEER = "service-civique", "Service civique", "VOLUNTEER"


class WorkingTime(Labelled):
    """How much of a week."""

    FULL = "complet", "Temps complet"
    PART = "partiel", "Temps partiel ou non complet"


class Job(ClosingItem):
    """An offer of work."""

    kind: ClassVar[str] = "job"
    examples: ClassVar[Mapping[str, str]] = {
        "id": "offre-maitre-nageur-2027",
        "titre": "Maître-nageur ou maître-nageuse pour l'été",
        "adresse": "offre-maitre-nageur",
        "image": "bassin-d-ete.jpg",
        "alt": "Une chaise de surveillance au bord du bassin vide",
    }

    contract: Contract = Field(
        alias="contrat", title="Contrat", description="titulaire, cdi, cdd, saisonnier, apprentissage, stage…"
    )
    working_time: WorkingTime = Field(
        WorkingTime.FULL, alias="temps", title="Temps de travail", description="complet ou partiel."
    )
    employer: Line | None = Field(
        None, alias="employeur", title="Employeur", description="Qui recrute, si ce n'est pas le territoire lui-même."
    )
    place: Annotated[Identifier, Reference("place")] | None = Field(
        None, alias="lieu", title="Lieu", description="Identifiant du lieu où l'on travaille."
    )
    grade: Line | None = Field(
        None, alias="grade", title="Grade ou catégorie", description="Adjoint technique, catégorie C…"
    )
    salary: Line | None = Field(
        None, alias="remuneration", title="Rémunération", description="En toutes lettres : 1 850 € bruts par mois."
    )
    starts_on: Day | None = Field(
        None, alias="prise_de_poste", title="Prise de poste", description="Jour où l'on commence, s'il est fixé."
    )
    apply_url: WebAddress | None = Field(
        None, alias="postuler", title="Postuler en ligne", description="Adresse de la page où déposer sa candidature."
    )
    apply_email: Email | None = Field(
        None, alias="courriel", title="Postuler par courriel", description="Adresse à laquelle écrire."
    )
