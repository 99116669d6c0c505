"""Projects and works: what is studied, built or repaired, phase by phase, where, who pays, and what it disturbs."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field, ValidationInfo, computed_field, field_validator

from tambour.model.choices import Labelled
from tambour.model.events.price import LargeAmount
from tambour.model.fields import Chosen, Day, Geo, Identifier, Line, Many, Record, Reference
from tambour.model.item import OF_THE_PLACE, CommuneRef, Item, ItemRef, communes_field
from tambour.model.problems import invalid


class PhaseState(Labelled):
    """How far a phase is."""

    AHEAD = "a-venir", "À venir"
    STUDY = "a-l-etude", "À l’étude"
    RUNNING = "en-cours", "En cours"
    PAUSED = "suspendu", "Suspendu"
    DONE = "termine", "Terminé"


class ProjectPhase(Record):
    """One step of a project."""

    title: Line = Field(alias="titre", title="Phase", description="Études, terrassement, plantations…")
    state: PhaseState = Field(
        alias="etat", title="État", description="a-venir, a-l-etude, en-cours, suspendu ou termine."
    )
    start: Day | None = Field(None, alias="debut", title="Début", description="Premier jour, s'il est connu.")
    end: Day | None = Field(None, alias="fin", title="Fin", description="Dernier jour, prévu ou passé.")
    when: Line | None = Field(
        None, alias="quand", title="Quand", description="En mots, à la place des jours : printemps 2027."
    )
    text: Line | None = Field(None, alias="texte", title="Ce qui se fait", description="Une phrase.")

    @field_validator("end")
    @classmethod
    def ends_after_it_starts(cls, value: date | None, info: ValidationInfo) -> Any:
        start = info.data.get("start")
        if value is not None and start is not None and value < start:
            raise invalid("fin-avant-debut")
        return value


class Funding(Record):
    """What one of those who pay brings."""

    who: Line = Field(alias="qui", title="Financeur", description="Département, Région, État, la commune…")
    amount: LargeAmount = Field(alias="montant", title="Montant", description="En euros : 84 500 €.")


class Disruption(Record):
    """What is closed, diverted or noisy, and when."""

    what: Line = Field(
        alias="quoi", title="Ce qui est gêné", description="Rue fermée aux voitures, arrêt de bus déplacé…"
    )
    first: Day | None = Field(None, alias="du", title="Du", description="Premier jour.")
    last: Day | None = Field(None, alias="au", title="Au", description="Dernier jour, compris.")

    @field_validator("last")
    @classmethod
    def ends_after_it_starts(cls, value: date | None, info: ValidationInfo) -> Any:
        first = info.data.get("first")
        if value is not None and first is not None and value < first:
            raise invalid("fin-avant-debut")
        return value


class WorkProject(Item):
    """One project, or one site of works."""

    kind: ClassVar[str] = "project"
    examples: ClassVar[Mapping[str, str]] = {
        "id": "voie-verte-deuxieme-tranche",
        "titre": "La voie verte, deuxième tranche",
        "adresse": "voie-verte-deuxieme-tranche",
        "image": "voie-verte.jpg",
        "alt": "Le futur tracé, entre deux haies",
    }

    communes: Chosen[CommuneRef] = communes_field(OF_THE_PLACE)
    phases: Many[ProjectPhase] = Field(title="Phases", description="Dans l'ordre : au moins une.")
    place: Annotated[Identifier, Reference("place")] | None = Field(
        None, alias="lieu", title="Lieu", description="Identifiant du lieu concerné."
    )
    stretch: Line | None = Field(
        None, alias="emprise", title="Emprise", description="Rue, tronçon, quartier : de la place au pont."
    )
    geo: Geo | None = Field(
        None, alias="coordonnees", title="Coordonnées", description="Latitude, longitude : 46.4342, 4.6590."
    )
    owner: Line | None = Field(
        None, alias="maitre_d_ouvrage", title="Maître d'ouvrage", description="Si ce n'est pas le territoire lui-même."
    )
    funding: Many[Funding] = Field((), alias="financements", title="Qui paie", description="Qui apporte combien.")
    disruptions: Many[Disruption] = Field(
        (), alias="perturbations", title="Ce qui change pour vous", description="Ce qui est fermé ou dévié, et quand."
    )
    related: Chosen[ItemRef] = Field(
        (), alias="voir_aussi", title="Voir aussi", description="Contenus qui en parlent : actualités, réunions."
    )

    @field_validator("phases")
    @classmethod
    def has_phases(cls, value: tuple[ProjectPhase, ...]) -> tuple[ProjectPhase, ...]:
        if not value:
            raise invalid("liste-trop-courte")
        return value

    @computed_field(  # type: ignore[prop-decorator]
        return_type=PhaseState,
        alias="avancement",
        title="Avancement",
        description="Celui de la phase en cours, sinon de la prochaine ; « en cours » dès qu'une phase est terminée.",
    )
    @property
    def progress(self) -> PhaseState:
        """How far it is: under way from the first phase that runs or is done to the last, unless it stands still."""
        states = [phase.state for phase in self.phases]
        if PhaseState.RUNNING in states:
            return PhaseState.RUNNING
        ahead = next((state for state in states if state is not PhaseState.DONE), PhaseState.DONE)
        is_begun = PhaseState.DONE in states and ahead is PhaseState.AHEAD
        return PhaseState.RUNNING if is_begun else ahead

    @property
    def stands_at(self) -> tuple[str, ...]:
        """Ids of the places whose communes are its own."""
        return (self.place,) if self.place else ()

    @property
    def list_key(self) -> tuple[int | str, ...]:
        """What is going on first, what is done last."""
        order = (PhaseState.RUNNING, PhaseState.PAUSED, PhaseState.STUDY, PhaseState.AHEAD, PhaseState.DONE)
        return (order.index(self.progress),)
