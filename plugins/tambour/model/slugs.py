"""Any text → a name that is safe in an id, an address or a file name on every system."""

import re
import unicodedata
from functools import lru_cache

_SPELT = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "-", "'": "-"}
_LIGATURES = str.maketrans(_SPELT)
_WORD = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"[^\w\x00-\x7f]+")
_SPACED = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))
_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")  # all of them combining, and nearly all that there are
_BEYOND = re.compile("[\u0370-\U0010ffff]+")


def fold(name: str) -> str:
    """A name without what people type in several ways: case, accents, quotes, punctuation, spaces.

    >>> fold("Médiathèque  L’Arche") == fold("mediatheque l'arche")
    True
    """
    for sign, letters in _SPELT.items():  # whole texts are folded to be searched: quicker than `translate`
        name = name.replace(sign, letters)
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", name).casefold())
    if not plain.isascii():
        plain = _SIGNS.sub(" ", _BEYOND.sub(_unless_combining, plain))
    if plain.isascii():
        return b" ".join(plain.encode().translate(_SPACED).split()).decode()
    return " ".join(_WORD.findall(plain))


def french_order(name: str) -> tuple[str, str]:
    """What names are put in order by, as a French index has them: É stands among the E, not after the Z.

    >>> sorted(["Zoo", "Économie", "Eau", "école"], key=french_order)
    ['Eau', 'école', 'Économie', 'Zoo']
    """
    return fold(name), name


def _unless_combining(found: re.Match[str]) -> str:
    return "".join(char for char in found[0] if not unicodedata.combining(char))


@lru_cache(maxsize=4096)  # the same few names stand in thousands of files
def id_from(name: str) -> str:
    """An id made of any text.

    >>> id_from("L’été à Cluny : 20 ans !")
    'l-ete-a-cluny-20-ans'
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:100].strip("-")
    return slug if slug not in ("", "null") else "contenu"  # YAML takes `id: null` for no id at all
