"""A text of a frozen dataclass, held as UTF-8 and decoded when it is asked for.

Python holds a text in two bytes a character as soon as one typographic apostrophe stands in it, and keeps a second copy
of it beside, in UTF-8, once a library written in another language has read it. Of a whole site these are most of what a
build holds.
"""

from typing import Any, overload

_KEPT = "surrogatepass"  # whoever writes a text tells what cannot be written


class PackedText:
    """A field: `html: PackedText = PackedText()`. It has no default; what `packed` gives may be set, too."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> "PackedText": ...
    @overload
    def __get__(self, instance: object, owner: type) -> str: ...
    def __get__(self, instance: Any, owner: type) -> "PackedText | str":
        if instance is None:
            raise AttributeError(self._name)  # so that a dataclass sees no default (its documentation, "descriptors")
        text: bytes = instance.__dict__[self._name]
        return text.decode("utf-8", _KEPT)

    def __set__(self, instance: Any, value: str | bytes) -> None:
        instance.__dict__[self._name] = value if isinstance(value, bytes) else value.encode("utf-8", _KEPT)


def bytes_of(instance: object, name: str) -> bytes:
    """A text as its field holds it, for another that says the same: it is held once."""
    text: bytes = vars(instance)[name]
    return text
