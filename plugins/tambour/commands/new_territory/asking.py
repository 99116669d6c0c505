"""The questions of `tambour nouveau`, in the terminal. An answer that is refused says why, and is asked for again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from tambour.commands.new_territory.answers import (
    LISTS,
    TerritoryAnswers,
    answers_of,
    block_of,
    by_alias,
    communes_in,
    fault_of,
)
from tambour.words.numbers import count_fr
from tambour.words.typography import NBSP

Ask = Callable[[str], str]
Tell = Callable[[str], None]
# In the order of a conversation; the blocks `hebergeur` is asked for only when somebody wants to answer now.
_ORDER = ("nom", "nom_court", "siren", "siege", "telephone", "courriel", "site", "presidence")
_AFTER = ("communes", "couleurs", "logo", "hebergeur")
_COMMUNES = f"""
Communes membres{NBSP}: une par ligne, « Nom ; code Insee » (puis, au besoin, « ; code postal »).
Vous pouvez coller toute la liste, ou donner le nom d’un fichier {" ou ".join(LISTS[:2])}. Une ligne vide pour finir."""


def ask_for_answers(ask: Ask, tell: Tell) -> TerritoryAnswers:
    """Ask for everything, until each answer can be taken.

    Args:
        ask: shows a question, returns what was typed.
        tell: shows a line.

    Raises:
        EOFError: when nobody answers any more.
    """
    conversation = _Conversation(ask, tell)
    tell(
        "Entrée seule garde ce qui est entre crochets, ou laisse à compléter plus tard. Ctrl+C arrête sans rien écrire."
    )
    for key in (*_ORDER, *_AFTER):
        conversation.field(key)
    return answers_of(conversation.fields)


class _Conversation:
    """What was answered so far, by French key."""

    def __init__(self, ask: Ask, tell: Tell) -> None:
        self.ask, self.tell = ask, tell
        self.fields: dict[str, Any] = {}

    def field(self, key: str) -> None:
        """One field, or each field of a block."""
        if key == "communes":
            self.fields[key] = self._communes()
            return
        info = dict(by_alias(TerritoryAnswers))[key]
        if (block := block_of(info)) is None:
            self._keep(self.fields, key, self._answer((key,), info))
            return
        self.tell(f"\n{info.title}")
        inner: dict[str, Any] = {}
        for name, field in by_alias(block):
            optional = not info.is_required() and not inner and field.is_required()
            answer = self._answer((key, name), field, optional=optional)
            if answer is None and optional:
                return
            self._keep(inner, name, answer)
        if inner:
            self.fields[key] = inner

    @staticmethod
    def _keep(fields: dict[str, Any], key: str, answer: str | None) -> None:
        if answer is not None:
            fields[key] = answer

    def _answer(self, place: tuple[str, ...], info: FieldInfo, *, optional: bool = False) -> str | None:
        """What was typed, once it can be taken; None for what may stay without an answer."""
        default = info.default if isinstance(info.default, str) else ""
        example = next(iter(info.examples or ()), "")
        hint = f" [{default}]" if default else f" (ex. {example})" if example else ""
        while True:
            typed = self.ask(f"{info.title}{hint}{NBSP}: ").strip()
            if not typed and (optional or not info.is_required()):
                return None
            wrong = fault_of(place, typed) if typed else f"Il faut une réponse. {info.description}"
            if not wrong:
                return typed
            self.tell(f"  {wrong}")

    def _communes(self) -> list[str]:
        self.tell(_COMMUNES)
        kept: list[str] = []
        while True:
            typed = self.ask("" if kept else f"Communes{NBSP}: ").strip()
            if not typed and kept:
                self.tell(f"{count_fr(len(kept), 'commune', 'communes')}.")
                return kept
            for line in self._lines(typed):
                if wrong := fault_of(("communes",), [*kept, line]):
                    self.tell(f"  {wrong}")
                else:
                    kept.append(line)

    def _lines(self, typed: str) -> list[str]:
        """Those of a file when one is named, else what was typed."""
        if not typed.lower().endswith(LISTS):
            return [typed] if typed else []
        try:
            return communes_in(Path(typed))
        except OSError:
            self.tell(f"  Le fichier {typed} ne peut pas être lu.")
            return []
