"""What `ANNOUNCE["targets"]` says of a listmonk."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints

from tambour.announce.letter_tools import LetterToolSettings
from tambour.model.fields import WebAddress

_List = Annotated[int, Field(ge=1)]
_User = Annotated[str, StringConstraints(pattern=r"^[^\s:]+$", max_length=200)]


class ListmonkSettings(LetterToolSettings):
    """An account of the API, and the lists that letters are for."""

    server: WebAddress = Field(title="Serveur", description="Adresse de votre listmonk : `https://lettre.exemple.fr`.")
    user: _User = Field(title="Compte", description="Nom de l'utilisateur de l'API, fait pour Tambour seul.")
    template: int = Field(
        ge=1,
        title="Modèle",
        description='Numéro d\'un modèle qui ne contient que `{{ template "content" . }}` : un autre mettrait la '
        "lettre dans la sienne.",
    )
    to: _List = Field(title="Liste", description="Numéro de la liste de tout le territoire.")
    by_commune: dict[str, _List] = Field(
        {},
        title="Listes des communes",
        description="Par identifiant de commune, le numéro de la sienne ; listmonk veut une liste : sans elle, "
        "l'édition d'une commune n'y va pas.",
    )

    @property
    def place(self) -> str:
        return urlsplit(self.server).hostname or ""
