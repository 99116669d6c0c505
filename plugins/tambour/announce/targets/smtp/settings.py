"""What `ANNOUNCE["targets"]` says of a list server, and of the way to it."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from tambour.announce.letter_tools import LetterToolSettings
from tambour.announce.post_office import Encryption
from tambour.model.fields import Email
from tambour.model.problems import invalid

_Machine = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]*$")]
_Account = Annotated[str, StringConstraints(pattern=r"^[^\s:/]+$", max_length=200)]


class SmtpSettings(LetterToolSettings):
    """A mail server, and the addresses of lists."""

    host: _Machine = Field(title="Serveur", description="Celui qui prend le courrier à envoyer : `smtp.exemple.fr`.")
    port: int = Field(587, ge=1, le=65535, title="Port", description="587 (STARTTLS) ou 465 (TLS), le plus souvent.")
    encryption: Encryption = Field(
        Encryption.STARTTLS,
        title="Chiffrement",
        description="`starttls`, exigé ; `tls`, dès le début ; `aucun`, sans compte, là où personne n'est en chemin.",
    )
    user: _Account | None = Field(
        None, title="Compte", description="Sans lui, le serveur doit laisser entrer cette machine sans mot de passe."
    )
    authority: Path | None = Field(
        None,
        title="Autorité",
        description="Chemin complet du fichier du certificat qui garantit celui du serveur, s'il n'est pas d'une "
        "autorité connue.",
    )
    to: Email = Field(title="Liste", description="Adresse de la liste de tout le territoire.")
    by_commune: dict[str, Email] = Field(
        {},
        title="Listes des communes",
        description="Par identifiant de commune, l'adresse de la sienne ; sans elle, son édition n'y va pas.",
    )
    moderated: bool = Field(
        title="Modérées",
        description="`True` : un modérateur valide chaque message de ces listes avant qu'il parte. Rien d'ici ne "
        "peut le vérifier, et sans cela une lettre partirait aussitôt.",
    )

    @property
    def needs_secret(self) -> bool:
        return self.user is not None

    @property
    def place(self) -> str:
        return self.to

    @field_validator("moderated")
    @classmethod
    def _is_moderated(cls, value: bool) -> bool:
        if not value:
            raise invalid("annonce-liste-non-moderee")
        return value

    @model_validator(mode="after")
    def _keeps_the_password(self) -> Self:
        if self.user is not None and self.encryption is Encryption.NONE:
            raise invalid("annonce-mot-de-passe-en-clair")
        return self
