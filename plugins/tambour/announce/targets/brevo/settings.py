"""What `ANNOUNCE["targets"]` says of an account at Brevo."""

from typing import Annotated

from pydantic import Field

from tambour.announce.letter_tools import LetterToolSettings

_Number = Annotated[int, Field(ge=1)]


class BrevoSettings(LetterToolSettings):
    """To whom each edition goes."""

    to: _Number | None = Field(
        None, title="Liste", description="Numéro de la liste de tout le territoire ; sans lui, elle se choisit là-bas."
    )
    by_commune: dict[str, _Number] = Field(
        {},
        title="Listes des communes",
        description="Par identifiant de commune, le numéro de la sienne ; sans elle, l'édition arrive sans "
        "destinataire.",
    )
    segments: dict[str, _Number] = Field(
        {},
        title="Segments des communes",
        description="Par identifiant de commune, le numéro d'un segment, là où ce n'est pas une liste.",
    )
