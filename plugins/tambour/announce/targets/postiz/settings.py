"""What `ANNOUNCE["targets"]` says of an account in Postiz."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tambour.announce.post_tools import PostToolSettings
from tambour.model.fields import WebAddress

_Integration = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{5,60}$")]


class PostizSettings(PostToolSettings):
    """One account of one network."""

    server: WebAddress = Field(
        "https://api.postiz.com",
        title="Serveur",
        description="Celui de Postiz ; le vôtre, avec `/api` : `https://postiz.exemple.fr/api`.",
    )
    account: _Integration = Field(
        title="Compte", description="Identifiant que Postiz donne au compte (« integration ») : `--essai` les montre."
    )
