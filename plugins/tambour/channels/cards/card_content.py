"""What one card says, whatever it will look like."""

from collections.abc import Mapping
from dataclasses import dataclass

from tambour.look.motif import Motif
from tambour.words.short_dates import Tile


@dataclass(frozen=True)
class CardFact:
    """One line: a date, an hour, a place. texts: the same, ever shorter. strong: it matters most. struck: no more."""

    texts: tuple[str, ...]
    strong: bool = False
    struck: bool = False


@dataclass(frozen=True)
class CardContent:
    """Every word of a card, and what it shows beside them; all that its bytes depend on but template and colours.

    template: its name. kicker: over the title. band: a state, in capitals (`ANNULÉ`). off: it does not take place then.
    level: of an alert, as it is typed (`urgence`); level_word: as it is read. icon: name of the theme's pictogram.
    photo: path of an original, or "". focus: what must stay of it when it is cut, in hundredths from the left, from the
    top.
    """

    template: str
    title: str
    motif: Motif
    icon: str
    kicker: str = ""
    summary: str = ""
    facts: tuple[CardFact, ...] = ()
    tile: Tile | None = None
    band: str = ""
    off: bool = False
    level: str = ""
    level_word: str = ""
    photo: str = ""
    focus: tuple[int, int] | None = None

    def parts(self) -> Mapping[str, object]:
        """What tells it from another; a card that had no focus before there was one keeps its address."""
        return {name: value for name, value in vars(self).items() if name != "focus" or value is not None}
