"""CHANNELS["posts"] in pelicanconf.py."""

from typing import Literal

from pydantic import Field

from tambour.channels import ChannelSettings

from .networks import Name

Folder = Literal["actualites", "agenda", "alertes", "publications", "lettres", "pages", "lieux", "services"]


class PostsSettings(ChannelSettings):
    """What is prepared for whom."""

    networks: tuple[Name, ...] = Field(
        tuple(Name),
        title="Réseaux",
        description="Ceux pour lesquels préparer un texte ; par défaut, tous.",
    )
    kinds: tuple[Folder, ...] = Field(
        ("actualites", "agenda", "alertes", "publications", "lettres"),
        title="Contenus",
        description="Dossiers dont les contenus ont des textes ; « pages », « lieux » et « services » sont possibles.",
    )
    hashtags: dict[str, str] = Field(
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
