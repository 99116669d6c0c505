"""docs/reponses.md: what `nouveau` asks for, generated from its declaration (`inv docs`), never written by hand."""

from collections.abc import Iterator
from enum import StrEnum

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tambour.commands.new_territory.answers import TerritoryAnswers, block_of, by_alias
from tambour.testing.tables import cell

_HEAD = """# Les réponses d'un nouveau territoire

Ce document est produit à partir du programme (`inv docs`) : il est toujours à jour.
`nouveau` pose ces questions, ou les lit dans un fichier YAML : `nouveau DOSSIER --depuis=FICHIER`
([un exemple entier](installation.md#toutes-les-réponses-dans-un-fichier)). Ce qu'on y nomme est cherché à côté.
"""


def answers_reference() -> str:
    """The whole document, Markdown."""
    return "\n".join([_HEAD, *_table(TerritoryAnswers), *_blocks()]).rstrip() + "\n"


def _blocks() -> Iterator[str]:
    for key, info in by_alias(TerritoryAnswers):
        if (block := block_of(info)) is not None:
            yield f"## {key}\n"
            yield from _table(block)


def _table(model: type[BaseModel]) -> Iterator[str]:
    yield "| clé | ce qu'elle dit | |\n|---|---|---|"
    for key, info in by_alias(model):
        told = f"{info.title}. {info.description}{_values(info)}{_example(info)}"
        yield f"| `{key}` | {cell(told)} | {'**obligatoire**' if info.is_required() else ''} |"
    yield ""


def _values(info: FieldInfo) -> str:
    kind = info.annotation
    if not (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return ""
    return f" Valeurs : {', '.join(f'`{member.value}`' for member in kind)}."


def _example(info: FieldInfo) -> str:
    return f" Exemple : `{info.examples[0]}`." if info.examples else ""
