"""docs/erreurs.md: every code of the catalogue, what it says and what to write, generated (`inv docs`)."""

import importlib
import re
from collections.abc import Iterator, Mapping
from string import Formatter
from types import MappingProxyType

from tambour.build.registry import own_channels
from tambour.channels import Channel
from tambour.messages import CORE, Messages

_HEAD = """# Les erreurs, code par code

Ce document est produit à partir du programme (`inv docs`) : il est toujours à jour.
Dans le rapport, chaque point finit par un code entre crochets, par exemple `[date-illisible]`. Un code ne change
jamais : cherchez-le dans cette page. Les points de suspension y tiennent la place de ce que vous avez écrit. Comment
s'y prendre : [lire le rapport](agent/rapport.md).

Un canal peut avoir d'autres codes, qui commencent par son nom ; [son README](reglages.md#canaux) les explique.
"""
# What stands for a value of the problem's context; "…" for all others. A question or a way out is not always there.
_PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {"near": "", "help": "", "way_out": "", "noun": "aucun contenu, lieu, commune, thème ou contact"}
)
_HINT_OF_THE_FIELD = "Le rapport dit ce qui est attendu à cet endroit."
_MARKDOWN = re.compile(r"[\\`*\[\]<>|]|(?<=\])\(")


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
    yield f"## {sentences.title}\n\n| code | ce que dit le rapport | ce qu'il faut faire |\n|---|---|---|"
    for code, sentence in sorted(sentences.items()):
        told, hint = _spelled_out(sentence.message), _spelled_out(sentence.hint) or _HINT_OF_THE_FIELD
        yield f'| <a id="{code}"></a>`{code}` | {_full_stop(told[:1].upper() + told[1:])} | {hint} |'
    yield ""


def _spelled_out(template: str) -> str:
    """A sentence of the catalogue as it reads without a value, escaped for a Markdown table."""
    parts = (
        (_MARKDOWN.sub(r"\\\g<0>", words), _PLACEHOLDERS.get(name, "…") if name is not None else "")
        for words, name, _, _ in Formatter().parse(template)
    )
    return "".join(words + shown for words, shown in parts).strip().replace("….", "…")


def _full_stop(told: str) -> str:
    return told if told.endswith((".", "…", "?")) else f"{told}."
