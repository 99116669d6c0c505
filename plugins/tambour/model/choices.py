"""Choices out of a short list: what a writer types is the value, what people read is its French label."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """Base of an enumeration whose members are a value and its label: `FULL = "complet", "Temps complet"`."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
