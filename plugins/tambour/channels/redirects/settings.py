"""CHANNELS["redirects"] in pelicanconf.py."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tambour.channels import ChannelSettings

FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]*$", max_length=100)]


class RedirectsSettings(ChannelSettings):
    """How old addresses are answered, beside the small pages."""

    nginx_map: FileName | None = Field(
        "redirects.nginx.map",
        title="Règles pour nginx",
        description="Nom du fichier de règles pour nginx, à la racine du site ; None pour s'en passer.",
    )
