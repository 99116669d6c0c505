"""CHANNELS["redirects"] in pelicanconf.py."""

from pydantic import Field

from tambour.channels import ChannelSettings, PlainPath


class RedirectsSettings(ChannelSettings):
    """How old addresses are answered, beside the small pages."""

    nginx_map: PlainPath | None = Field(
        "redirects.nginx.map",
        title="Règles pour nginx",
        description="Chemin du fichier de règles pour nginx, dans le site ; None pour s'en passer.",
    )
    apache_map: PlainPath | None = Field(
        "redirects.apache.map",
        title="Table pour Apache",
        description="Chemin de la table des anciennes adresses pour Apache, dans le site ; None pour s'en passer.",
    )
