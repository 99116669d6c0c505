"""What `ANNOUNCE["targets"]` says of an account in Mixpost."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tambour.announce.post_tools import PostToolSettings
from tambour.model.fields import WebAddress

_Workspace = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
]


class MixpostSettings(PostToolSettings):
    """One account of one network."""

    server: WebAddress = Field(
        title="Serveur",
        description="Adresse de votre Mixpost, avec son dossier : `https://mixpost.exemple.fr/mixpost`.",
    )
    workspace: _Workspace = Field(title="Espace", description="Identifiant de l'espace de travail, dans son adresse.")
    account: int = Field(ge=1, title="Compte", description="Numéro du compte relié : `--essai` les montre.")
