"""What the pupitre says of what goes out: the parts of it, and why a channel does not show a content."""

from collections.abc import Mapping
from types import MappingProxyType

# Each part, in the order in which they are shown: its name as an address, and as a tab says it.
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "page": "Page",
        "cartes": "Cartes",
        "reseaux": "Réseaux et SMS",
        "lecteurs": "Flux et agenda",
        "lettre": "Lettre",
        "ecrans": "Écrans et communes",
    }
)
NOT_OUT_YET = "Ce jour-là, ce contenu n’a pas encore paru."
PAGE_FAILED = "Cette page ne peut pas être montrée ici : le site, lui, se fait comme d’habitude."
