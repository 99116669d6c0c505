"""CHANNELS["cap"] in pelicanconf.py."""

from enum import StrEnum

from pydantic import Field

from tambour.channels import ChannelSettings
from tambour.model.fields import Identifier


class AlertCategory(StrEnum):
    """What an alert is about (CAP 1.2 § 3.2.2, `category`)."""

    GEO = "Geo"
    WEATHER = "Met"
    SAFETY = "Safety"
    SECURITY = "Security"
    RESCUE = "Rescue"
    FIRE = "Fire"
    HEALTH = "Health"
    ENVIRONMENT = "Env"
    TRANSPORT = "Transport"
    INFRASTRUCTURE = "Infra"
    HAZARDOUS = "CBRNE"
    OTHER = "Other"


class CapSettings(ChannelSettings):
    """How long an end is told, and what topics mean to machines."""

    days: int = Field(
        7, ge=1, le=90, title="Jours", description="Pendant combien de jours la fin d’une alerte est encore dite."
    )
    categories: dict[Identifier, AlertCategory] = Field(
        {},
        title="Catégories",
        description='Par thème, la catégorie CAP de ses alertes : `{"mobilite": "Transport"}` ; sans elle, `Safety`.',
    )
