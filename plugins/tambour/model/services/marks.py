"""How collections are told apart on a year at a glance: a letter, in a shape, in a colour, each enough by itself."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase, digits
from types import MappingProxyType
from typing import Literal

from tambour.model.services.collection import Collection, Colour
from tambour.model.slugs import id_from

Shape = Literal["circle", "square", "diamond", "hexagon", "drop", "shield", "triangle", "cross"]
SHAPES: tuple[Shape, ...] = ("circle", "square", "diamond", "hexagon", "drop", "shield", "triangle", "cross")

_SMALL_WORDS = frozenset(("a", "au", "aux", "d", "de", "des", "devant", "du", "en", "et", "l", "la", "le", "les"))
# The adjectives by which a label says its colour, without accents.
_SAID: Mapping[str, Colour] = MappingProxyType(
    {
        form: colour
        for colour in Colour
        for form in (colour.value, f"{colour.value}s", f"{colour.value}e", f"{colour.value}es")
    }
    | {"blanche": Colour.WHITE, "blanches": Colour.WHITE, "violette": Colour.PURPLE, "violettes": Colour.PURPLE}
    | {"brun": Colour.BROWN, "bruns": Colour.BROWN, "brune": Colour.BROWN, "brunes": Colour.BROWN}
)
# For what has no colour of its own; those that bins have come last.
_OTHERS = (Colour.BLUE, Colour.RED, Colour.PURPLE, Colour.ORANGE, Colour.PINK, Colour.GREEN, Colour.BROWN, Colour.GREY)


@dataclass(frozen=True)
class Mark:
    """id: as an element of a page may be called. letter: a capital or a digit, its own as long as there are some."""

    id: str
    label: str
    letter: str
    shape: Shape
    colour: Colour


def marks(collections: Sequence[Collection]) -> Mapping[str, Mark]:
    """A mark for each label, in the order in which labels come; the same labels always have the same marks."""
    named: dict[str, Collection] = {}
    for collection in collections:
        named.setdefault(collection.label, collection)
    letters, colours = _letters(tuple(named)), _colours(tuple(named.values()))
    shapes = _shapes(tuple(colours.values()))
    return {
        label: Mark(f"marque-{rank + 1}", label, letters[label], shapes[rank], colours[label])
        for rank, label in enumerate(named)
    }


def _words(label: str) -> list[str]:
    words = id_from(label).split("-")
    return [word for word in words if word not in _SMALL_WORDS] or words


def _letters(labels: Sequence[str]) -> Mapping[str, str]:
    """Of « Bac gris » and « Bac jaune », G and J: a word that several have tells nothing apart."""
    common = Counter(word for label in labels for word in set(_words(label)))
    taken: dict[str, str] = {}
    for label in labels:
        distinctive = [word for word in _words(label) if common[word] == 1] or _words(label)
        wanted = [*(word[0] for word in distinctive), *"".join(distinctive), *ascii_uppercase, *digits]
        free = (letter for letter in map(str.upper, wanted) if letter not in taken.values())
        taken[label] = next(free, distinctive[0][0].upper())
    return taken


def _colours(collections: Sequence[Collection]) -> Mapping[str, Colour]:
    """The writer's, else the one that the label says, else one that nothing else on the page has."""
    colours = {one.label: one.colour or next(_colours_in(one.label), None) for one in collections}
    free = [colour for colour in _OTHERS if colour not in colours.values()] or list(_OTHERS)
    without = [label for label, colour in colours.items() if colour is None]
    given = {label: free[rank % len(free)] for rank, label in enumerate(without)}
    return {label: colour or given[label] for label, colour in colours.items()}


def _shapes(colours: Sequence[Colour]) -> Sequence[Shape]:
    """That of its colour, the same on every page; when it is taken, another one as long as there are some."""
    given: list[Shape] = []
    for colour in colours:
        rank = list(Colour).index(colour)
        wanted = [SHAPES[(rank + step) % len(SHAPES)] for step in range(len(SHAPES))]
        given.append(next((shape for shape in wanted if shape not in given), wanted[0]))
    return given


def _colours_in(label: str) -> Iterator[Colour]:
    return (_SAID[word] for word in _words(label) if word in _SAID)
