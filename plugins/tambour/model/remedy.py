"""What is proposed to a writer: only what was tried, or what plainly is a form to fill in. Needs no library."""

from collections.abc import Callable
from typing import Self

REMEDIES = frozenset(("near", "quoted", "suggestion", "remedy"))  # what a writer copies: each is a `Remedy`


class Remedy(str):
    """What a writer may copy as it stands, or a sentence that shows a form. Made by `trial` and `form` alone."""

    __slots__ = ()

    @classmethod
    def trial(cls, words: str, accepted: Callable[[str], bool], otherwise: str = "") -> Self:
        """Words that were tried and found to be accepted.

        Args:
            words: what is proposed; "" for nothing.
            accepted: whether what is proposed is taken, put where it would be copied.
            otherwise: what to say when it is not: a sentence, not something to copy.
        """
        return cls(words if words and accepted(words) else otherwise)

    @classmethod
    def form(cls, words: str) -> Self:
        """Words that show how something is written, with an ellipsis where the writer's own go; or a sentence."""
        return cls(words)

    def within(self, sentence: str) -> "Remedy":
        """The same in a sentence, at its `{}`; nothing for nothing."""
        return Remedy(sentence.format(self)) if self else Remedy()
