"""What `ANNOUNCE["targets"]` says of an account at Mailchimp."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tambour.announce.letter_tools import LetterToolSettings

_Audience = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{6,20}$")]
_Segment = Annotated[int, Field(ge=1)]


class MailchimpSettings(LetterToolSettings):
    """To whom each edition goes."""

    to: _Audience | None = Field(
        None, title="Audience", description="Identifiant de l'audience ; sans lui, elle se choisit là-bas."
    )
    by_commune: dict[str, _Segment] = Field(
        {},
        title="Segments des communes",
        description="Par identifiant de commune, le numéro d'un segment ou d'un tag de cette audience ; sans lui, "
        "l'édition arrive sans destinataire.",
    )
