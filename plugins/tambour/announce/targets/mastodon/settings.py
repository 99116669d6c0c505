"""What `ANNOUNCE["targets"]` says of an account on Mastodon."""

from enum import StrEnum
from urllib.parse import urlsplit

from pydantic import Field

from tambour.announce.contract import TargetSettings
from tambour.model.fields import WebAddress


class Visibility(StrEnum):
    """Who sees a post, as Mastodon names it."""

    PUBLIC = "public"
    UNLISTED = "unlisted"


class MastodonSettings(TargetSettings):
    """An account."""

    server: WebAddress = Field(title="Serveur", description="Celui du compte : `https://mastodon.exemple.fr`.")
    visibility: Visibility = Field(
        Visibility.PUBLIC,
        title="Visibilité",
        description="`public`, ou `unlisted` : hors des fils publics, chez les abonnés seulement.",
    )

    @property
    def place(self) -> str:
        return urlsplit(self.server).hostname or ""
