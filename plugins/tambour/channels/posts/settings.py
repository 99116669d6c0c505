"""CHANNELS["posts"] in pelicanconf.py."""

from typing import Annotated

from pydantic import AfterValidator, Field

from tambour.channels import ChannelSettings
from tambour.model.conversions import one_line
from tambour.model.fields import OneOf, Scalar
from tambour.model.kinds import KINDS

from .networks import Name

_FOLDERS = tuple(kind.folder for kind in KINDS.values() if kind.announced)
Word = Annotated[Scalar, AfterValidator(one_line)]
Folder = Annotated[str, OneOf(lambda: _FOLDERS)]


class PostsSettings(ChannelSettings):
    """What is prepared for whom."""

    networks: tuple[Name, ...] = Field(
        tuple(Name),
        title="Réseaux",
        description="Ceux pour lesquels préparer un texte ; par défaut, tous.",
    )
    kinds: tuple[Folder, ...] = Field(
        _FOLDERS,
        title="Contenus",
        description="Dossiers dont les contenus ont des textes ; par défaut, tous ceux de ce qui s’annonce.",
    )
    hashtags: dict[str, Word] = Field(
        {},
        title="Mots-dièse",
        description="Identifiant d’une commune ou d’un thème, et le mot qui remplace son nom ; vide : aucun.",
    )
    mastodon_limit: int = Field(
        500, ge=300, le=20_000, title="Longueur sur Mastodon", description="Celle que votre serveur accepte."
    )
    sms_messages: int = Field(
        2, ge=1, le=4, title="SMS par envoi", description="Au plus ; un texte n’en prend deux que s’il le faut."
    )
