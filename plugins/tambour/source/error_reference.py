"""docs/erreurs.md: every code of the catalogue, what it says and what to write, generated (`inv docs`)."""

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from types import MappingProxyType

from tambour.model.messages_fr import (
    agenda,
    between,
    build,
    cards,
    dates,
    fields,
    files,
    newsletter,
    panneaux,
    posts,
    registre,
    settings,
    text,
)
from tambour.model.messages_fr.sentence import Sentence

_HEAD = """# Les erreurs, code par code

Ce document est produit à partir du programme (`inv docs`) : il est toujours à jour.
Dans le rapport, chaque point finit par un code entre crochets, par exemple `[date-illisible]`. Un code ne change
jamais : cherchez-le dans cette page. Les points de suspension y tiennent la place de ce que vous avez écrit. Comment
s'y prendre : [lire le rapport](agent/rapport.md).

Un canal peut avoir d'autres codes, qui commencent par son nom ; [son README](reglages.md#canaux) les explique.
"""
_GROUPS: tuple[tuple[str, Mapping[str, Sentence]], ...] = (
    ("Le fichier et son en-tête", files.SENTENCES),
    ("La valeur d'un champ", fields.SENTENCES),
    ("Les dates, les heures, les séries et les horaires", dates.SENTENCES),
    ("D'un contenu à l'autre : identifiants, adresses, renvois", between.SENTENCES),
    ("Le texte : liens, images, HTML", text.SENTENCES),
    ("Les images, les documents et les fichiers produits", build.SENTENCES),
    ("Le registre des publications", registre.SENTENCES),
    ("Les agendas", agenda.SENTENCES),
    ("Les lettres", newsletter.SENTENCES),
    ("Les textes à publier", posts.SENTENCES),
    ("Les panneaux lumineux", panneaux.SENTENCES),
    ("Les cartes de partage", cards.SENTENCES),
    ("Les réglages, le thème et les canaux", settings.SENTENCES),
)
# What stands for a value of the problem's context; "…" for all others. A question or a way out is not always there.
_PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {"near": "", "help": "", "way_out": "", "noun": "aucun contenu, lieu, commune, thème ou contact"}
)
_HINT_OF_THE_FIELD = "Le rapport dit ce qui est attendu à cet endroit."
_MARKDOWN = re.compile(r"[\\`*\[\]<>|]|(?<=\])\(")


def error_reference() -> str:
    """The whole document, Markdown; each code is an anchor."""
    return "\n".join([_HEAD, *(line for title, group in _GROUPS for line in _section(title, group))]).rstrip() + "\n"


def _section(title: str, sentences: Mapping[str, Sentence]) -> Iterator[str]:
    yield f"## {title}\n\n| code | ce que dit le rapport | ce qu'il faut faire |\n|---|---|---|"
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
