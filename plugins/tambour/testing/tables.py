"""The tables of a channel's README, made from its code: its settings, and what it may ask to be mended."""

import json
import re
from collections.abc import Iterator, Mapping
from string import Formatter
from types import MappingProxyType

from tambour.channels import ChannelSettings, Messages

BEGIN = "<!-- réglages : tableau refait par « inv docs » -->"
END = "<!-- fin des réglages -->"
_NONE = "Ce canal n’a pas de réglage."
# What stands for a value of the problem's context; "…" for all others. A question or a way out is not always there.
_PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("near", "help", "remedy", "way_out"), ""),
        "noun": "aucun contenu, lieu, commune, thème ou contact",
        "program": "tambour",
        "user": "ce compte",
    }
)
_HINT_OF_THE_FIELD = "Le rapport dit ce qui est attendu à cet endroit."
_MARKDOWN = re.compile(r"[\\`*\[\]<>|]|(?<=\])\(")


def settings_table(settings: type[ChannelSettings]) -> str:
    """The table of a channel's settings, for its README.

    Args:
        settings: `CHANNEL.Settings`.

    Returns:
        Markdown, in French, between its two markers: each setting, what it is for, its default.
    """
    rows = [
        f"| `{name}` | {info.title}. {cell(info.description or '')} | `{as_python(info.default)}` |"
        for name, info in settings.model_fields.items()
    ]
    table = "\n".join(["| réglage | à quoi il sert | par défaut |", "|---|---|---|", *rows]) if rows else _NONE
    return f"{BEGIN}\n\n{table}\n\n{END}"


def messages_table(messages: Messages) -> str:
    """The table of what a channel may ask to be mended, for its README or a reference of errors.

    Args:
        messages: `CHANNEL.messages`.

    Returns:
        Markdown, in French: each code (an anchor), what the report says, what to do; sentences read without the values
        that they take.
    """
    return "\n".join(["| code | ce que dit le rapport | ce qu'il faut faire |", "|---|---|---|", *_rows(messages)])


def _rows(messages: Messages) -> Iterator[str]:
    for code, sentence in sorted(messages.items()):
        message, hint = _spelled_out(sentence.message), _spelled_out(sentence.hint) or _HINT_OF_THE_FIELD
        yield f'| <a id="{code}"></a>`{code}` | {_full_stop(message[:1].upper() + message[1:])} | {hint} |'


def cell(text: str) -> str:
    """A text that stays in its cell.

    Args:
        text: one line of Markdown.

    Returns:
        The same, `|` escaped.
    """
    return text.replace("|", "\\|")


def as_python(value: object) -> str:
    """A default as one would type it in pelicanconf.py.

    Args:
        value: of a setting.

    Returns:
        Python; a list, where a tuple is as good.
    """
    if isinstance(value, tuple):
        return f"[{', '.join(map(as_python, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _spelled_out(template: str) -> str:
    """A sentence of the catalogue as it reads without a value, escaped for a Markdown table."""
    parts = (
        (_MARKDOWN.sub(r"\\\g<0>", words), _PLACEHOLDERS.get(name, "…") if name is not None else "")
        for words, name, _, _ in Formatter().parse(template)
    )
    return "".join(words + shown for words, shown in parts).strip().replace("….", "…")


def _full_stop(sentence: str) -> str:
    return sentence if sentence.endswith((".", "…", "?")) else f"{sentence}."
