"""What `ANNOUNCE["targets"]` says of an account at Mailjet."""

from typing import Annotated

from pydantic import Field

from tambour.announce.letter_tools import LetterToolSettings

_Number = Annotated[int, Field(ge=1)]


class MailjetSettings(LetterToolSettings):
    """To whom each edition goes."""

    to: _Number = Field(title="Liste", description="Numéro de la liste de contacts de tout le territoire.")
    by_commune: dict[str, _Number] = Field(
        {},
        title="Listes des communes",
        description="Par identifiant de commune, le numéro de la sienne.",
    )
    segments: dict[str, _Number] = Field(
        {},
        title="Segments des communes",
        description="Par identifiant de commune, le numéro d'un segment de sa liste, sinon de celle du territoire. "
        "Mailjet veut une liste : sans l'une ni l'autre, l'édition d'une commune n'y va pas.",
    )
