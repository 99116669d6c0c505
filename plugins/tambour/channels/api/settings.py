"""CHANNELS["api"] in pelicanconf.py."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tambour.channels import ChannelSettings


class ApiSettings(ChannelSettings):
    """Under which licence the data are published, and how far ahead they look."""

    licence: str = Field("Licence Ouverte 2.0", min_length=1, title="Licence", description="Nom de la licence.")
    licence_url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] = Field(
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
