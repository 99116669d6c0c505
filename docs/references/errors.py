"""docs/erreurs.md: every code of the catalogue, what it says and what to write, generated (`inv docs`)."""

import importlib
from collections.abc import Iterator

from tambour.build.registry import own_channels
from tambour.channels import Channel
from tambour.messages import CORE, Messages
from tambour.testing.tables import messages_table

_HEAD = """# Les erreurs, code par code

Ce document est produit à partir du programme (`inv docs`) : il est toujours à jour.
Dans le rapport, chaque point finit par un code entre crochets, par exemple `[date-illisible]`. Un code ne change
jamais : cherchez-le dans cette page. Les points de suspension y tiennent la place de ce que vous avez écrit. Comment
s'y prendre : [lire le rapport](agent/rapport.md).

Un canal peut avoir d'autres codes, qui commencent par son nom ; [son README](reglages.md#canaux) les explique.
"""


def error_reference() -> str:
    """The whole document, Markdown; each code is an anchor."""
    return "\n".join([_HEAD, *(line for part in catalogues() for line in _section(part))]).rstrip() + "\n"


def catalogues() -> list[Messages]:
    """Every part of the catalogue: of what is read and built, of each channel, of the settings."""
    channels = [part for part in map(catalogue_of, own_channels().values()) if part is not None]
    return [*CORE[:-1], *channels, CORE[-1]]


def catalogue_of(package: str) -> Messages | None:
    """What a channel may tell. package: dotted path."""
    channel: type[Channel] = importlib.import_module(package).CHANNEL
    return channel.messages


def _section(sentences: Messages) -> Iterator[str]:
    yield f"## {sentences.title}\n\n{messages_table(sentences)}\n"
