"""The three formats of a card: sizes, names, and where words are safe from what networks lay over them or cut off.

Networks fetch the first one; an agent posts the others.
"""

from typing import NamedTuple

from tambour.channels.cards.canvas import Box


class Format(NamedTuple):
    """role: of the `Output`; template: of the file that draws it. name: in the file's name. title: in French.

    safe: where words may stand. shared: it stands on the site, where whoever is given an address fetches it; else the
    agent posts it, and it lies in the kit.
    """

    role: str
    template: str
    name: str
    title: str
    width: int
    height: int
    safe: Box
    shared: bool = False


# X cuts 15 pixels off the top and the foot of a card. Instagram and Facebook cover the first 14 % and the last 20 % of
# a story with a name and a text field.
FORMATS = (
    Format("card", "card.svg", "carte", "Carte de partage", 1200, 630, (40, 24, 1160, 606), shared=True),
    Format("card-square", "square.svg", "carre", "Carré", 1080, 1080, (48, 24, 1032, 1040)),
    Format("card-story", "story.svg", "story", "Story", 1080, 1920, (56, 270, 1024, 1536)),
)
