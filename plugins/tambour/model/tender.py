"""Public tenders: what the territory buys, until which hour one can answer, and who was chosen."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from tambour.model.choices import Labelled
from tambour.model.events.price import LargeAmount
from tambour.model.fields import Day, Deadline, Line, Many, Record, WebAddress
from tambour.model.item import ClosingItem
from tambour.model.problems import invalid


class Purchase(Labelled):
    """What is bought."""

    WORKS = "travaux", "Travaux"
    SUPPLIES = "fournitures", "Fournitures"
    SERVICES = "services", "Services"


class Procedure(Labelled):
    """How one is chosen."""

    BELOW = "sans-publicite", "Consultation sous les seuils"
    ADAPTED = "adaptee", "Procédure adaptée"
    OPEN = "ouvert", "Appel d’offres ouvert"
    RESTRICTED = "restreint", "Appel d’offres restreint"
    NEGOTIATED = "negociation", "Procédure avec négociation"
    CONTEST = "concours", "Concours"
    CONCESSION = "concession", "Concession, délégation de service public"


class TenderOutcome(Labelled):
    """What has become of a tender that is closed."""

    AWARDED = "attribue", "Attribué"
    ABANDONED = "sans-suite", "Déclaré sans suite"
    UNSUCCESSFUL = "infructueux", "Infructueux"


class Lot(Record):
    """One part of a tender, which one may answer alone."""

    title: Line = Field(alias="objet", title="Objet", description="Gros œuvre, menuiseries…")
    outcome: TenderOutcome | None = Field(
        None, alias="resultat", title="Résultat", description="attribue, sans-suite ou infructueux, une fois choisi."
    )
    winner: Line | None = Field(
        None, alias="attribue_a", title="Attribué à", description="Entreprise retenue, sa ville."
    )
    amount: LargeAmount | None = Field(None, alias="montant", title="Montant", description="Hors taxes, en euros.")


class Tender(ClosingItem):
    """One tender."""

    kind: ClassVar[str] = "tender"
    examples: ClassVar[Mapping[str, str]] = {
        "id": "marche-toiture-gymnase-2027",
        "titre": "Réfection de la toiture du gymnase",
        "adresse": "toiture-du-gymnase",
        "image": "gymnase.jpg",
        "alt": "Le toit du gymnase, bâché d’un côté",
    }

    end: Deadline = Field(
        alias="fin",
        title="Date limite",
        description="Jour et heure limites de remise des offres, comme sur le profil d'acheteur : 2026-12-18 12:00.",
    )
    reference: Line | None = Field(
        None, alias="reference", title="Référence", description="Numéro de la consultation : 2026-14."
    )
    purchase: Purchase = Field(alias="achat", title="Type", description="travaux, fournitures ou services.")
    procedure: Procedure = Field(
        Procedure.ADAPTED,
        alias="procedure",
        title="Procédure",
        description="sans-publicite, adaptee, ouvert, restreint, negociation, concours ou concession.",
    )
    profile: WebAddress | None = Field(
        None,
        alias="profil_acheteur",
        title="Retirer le dossier, déposer une offre",
        description="Adresse de la consultation sur le profil d'acheteur.",
    )
    place: Line | None = Field(
        None,
        alias="lieu_d_execution",
        title="Lieu d'exécution",
        description="Où les travaux ou le service auront lieu.",
    )
    duration: Line | None = Field(
        None, alias="duree", title="Durée", description="En toutes lettres : six mois, un an reconductible trois fois."
    )
    lots: Many[Lot] = Field((), title="Lots", description="Ce à quoi l'on peut répondre séparément, dans l'ordre.")
    outcome: TenderOutcome | None = Field(
        None,
        alias="resultat",
        title="Résultat",
        description="Une fois choisi : attribue, sans-suite ou infructueux. Avec des lots, chacun peut avoir le sien.",
    )
    winner: Line | None = Field(
        None,
        alias="attribue_a",
        title="Attribué à",
        description="Entreprise retenue, sa ville.",
        validate_default=True,
    )
    amount: LargeAmount | None = Field(None, alias="montant", title="Montant", description="Hors taxes, en euros.")
    notified_on: Day | None = Field(
        None, alias="notifie_le", title="Notifié le", description="Jour où le marché a été notifié."
    )

    @field_validator("winner")
    @classmethod
    def who_was_chosen_is_said(cls, value: str | None, info: ValidationInfo) -> str | None:
        lots = info.data.get("lots", ())
        if value is None and info.data.get("outcome") is TenderOutcome.AWARDED and not any(lot.winner for lot in lots):
            raise invalid("attributaire-manquant", near="resultat")
        return value

    @property
    def list_key(self) -> tuple[int | str, ...]:
        """What closes first comes first."""
        return (int(self.end.timestamp()),)

    def outcome_at(self, now: datetime) -> TenderOutcome | None:
        """What has become of it; None as long as it is open, or closed and undecided.

        Args:
            now: the instant.
        """
        decided = [lot.outcome for lot in self.lots]
        every = self.outcome or (decided[0] if decided and None not in decided and len(set(decided)) == 1 else None)
        return every if self.end <= now else None
