"""Any text → a name that is safe in an id, an address or a file name on every system."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "-", "'": "-"})


def fold(name: str) -> str:
    """A name without what people type in several ways: case, accents, quotes, punctuation, spaces.

    >>> fold("Médiathèque  L’Arche") == fold("mediatheque l'arche")
    True
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).casefold()
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", letters))


def id_from(name: str) -> str:
    """An id made of any text.

    >>> id_from("L’été à Cluny : 20 ans !")
    'l-ete-a-cluny-20-ans'
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:100].strip("-")
    return slug if slug not in ("", "null") else "contenu"  # YAML takes `id: null` for no id at all
