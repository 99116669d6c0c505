"""CHANNELS["api"] in pelicanconf.py."""

from pydantic import Field

from tambour.channels import ChannelSettings
from tambour.model.fields import Line, WebAddress


class ApiSettings(ChannelSettings):
    """Under which licence the data are published, and how far ahead they look."""

    licence: Line = Field("Licence Ouverte 2.0", title="Licence", description="Nom de la licence.")
    licence_url: WebAddress = Field(
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        title="Adresse de la licence",
        description="Page qui en donne le texte.",
    )
    service_days: int = Field(
        366,
        ge=7,
        le=732,
        title="Jours de service",
        description="Nombre de jours à venir listés pour les calendriers de service (collectes…).",
    )
