"""CHANNELS["recherche"] in pelicanconf.py."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from tambour.channels import ChannelSettings

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]


class RechercheSettings(ChannelSettings):
    """What people say for what is written, and how far answers look ahead."""

    synonyms: Mapping[Word, tuple[Word, ...]] = Field(
        {},
        title="Mots du quotidien",
        description="Ce que disent les habitants → ce que disent les contenus : {'poubelle': ['bac']}. S’ajoute à la "
        "liste de Tambour ; un mot qui y est déjà est remplacé, et [] l’en retire.",
    )
    days: int = Field(
        60, ge=14, le=120, title="Jours à venir", description="Jours que couvrent les réponses immédiates, de 14 à 120."
    )
