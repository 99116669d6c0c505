"""Alerts: what people must know now, and until when."""

import re
from collections.abc import Mapping
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from tambour.model.fields import Deadline, Instant
from tambour.model.item import Item, Level
from tambour.model.problems import invalid
from tambour.model.roads import RoadStretch


class AlertStatus(StrEnum):
    """Whether an alert still holds."""

    ACTIVE = "en_cours"
    LIFTED = "levee"


_WORD = re.compile(r"[^\W_]+")
_SLIP = 0.8  # how alike two words are of which one was mistyped; « est » and « n’est » are not


def is_same_but_for_slips(before: str, now: str) -> bool:
    """Whether two texts ask the same of people: word by word, what differs is a slip of the keyboard.

    A word more or less may be « ne », and another number is another hour.
    """
    pairs = [*zip_longest(*(_WORD.findall(one.casefold()) for one in (before, now)), fillvalue="")]
    return all(one == other or _is_slip(one, other) for one, other in pairs)


def _is_slip(one: str, other: str) -> bool:
    figures = any(map(str.isdigit, one + other))
    return not figures and SequenceMatcher(None, one, other).ratio() > _SLIP


class Alert(Item):
    """A warning with a mandatory end: an alert that nobody takes down is worse than none."""

    kind: ClassVar[str] = "alert"
    examples: ClassVar[Mapping[str, str]] = {
        "id": "coupure-d-eau-rue-du-moulin-2026",
        "titre": "Coupure d'eau rue du Moulin",
        "adresse": "coupure-d-eau-rue-du-moulin",
        "image": "plan-coupure.png",
        "alt": "Le plan du quartier touché, entre la rue du Moulin et la gare",
    }

    level: Level = Field(alias="niveau", title="Niveau", description="info, vigilance ou urgence.")
    publish_at: Instant = Field(
        alias="publier_le", title="Publier le", description="Jour ou jour et heure où l'alerte paraît."
    )
    start: Instant | None = Field(
        None, alias="debut", title="Début", description="Début de la situation, si ce n'est pas la parution."
    )
    end: Deadline = Field(
        alias="fin", title="Fin", description="Fin de l'alerte, obligatoire ; un jour seul est compris jusqu'à minuit."
    )
    status: AlertStatus = Field(
        AlertStatus.ACTIVE, alias="statut", title="Statut", description="en_cours, ou levee quand c'est fini plus tôt."
    )
    stretch: RoadStretch | None = Field(
        None,
        alias="troncon",
        title="Route fermée",
        description="Le tronçon fermé à toute circulation, pour les GPS. Pas pour une voie rétrécie, un alternat ou "
        "une limite de tonnage.",
    )

    @field_validator("end")
    @classmethod
    def ends_after_it_starts(cls, value: datetime, info: ValidationInfo) -> Any:
        starts = info.data.get("start") or info.data.get("publish_at")
        if starts is not None and value <= starts:
            raise invalid("fin-avant-debut")
        return value

    @property
    def is_lifted(self) -> bool:
        """Said to be over, before its end or after."""
        return self.status is AlertStatus.LIFTED

    def over(self, now: datetime) -> bool:
        """Lifted, or past its end."""
        return self.is_lifted or self.end <= now
