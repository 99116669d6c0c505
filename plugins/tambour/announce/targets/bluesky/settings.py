"""What `ANNOUNCE["targets"]` says of an account on Bluesky."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tambour.announce.contract import TargetSettings
from tambour.model.fields import WebAddress

_Handle = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]


class BlueskySettings(TargetSettings):
    """An account."""

    account: _Handle = Field(title="Compte", description="Sans arobase : `exemple.bsky.social`, ou le nom du site.")
    server: WebAddress = Field(
        "https://bsky.social", title="Serveur", description="Où le compte s'ouvre ; celui de Bluesky, sinon le vôtre."
    )

    @property
    def place(self) -> str:
        return self.account
