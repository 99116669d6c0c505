"""Bytes of a content file → text, whatever the writer's machine put in them; any text → an id."""

import codecs
import re
import unicodedata

from tambour.model.fields import UNPRINTABLE

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "-", "'": "-"})
# They would make lines that no editor counts.
_LINE_SEPARATORS = {0x2028: " ", 0x2029: " "}


class UndecodableText(Exception):
    """The file is not UTF-8 text. line: 1-based line of the first wrong byte; excerpt: what precedes it there."""

    def __init__(self, code: str, line: int, excerpt: str) -> None:
        super().__init__(code)
        self.code, self.line, self.excerpt = code, line, excerpt


def decode(data: bytes) -> str:
    """UTF-8 text with LF line ends and without BOM. Raises UndecodableText.

    >>> decode(b"\\xef\\xbb\\xbftitre: a\\r\\n")
    'titre: a\\n'
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UndecodableText("pas-utf-8", 1, "")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").replace("\r\n", "\n")
        raise UndecodableText("pas-utf-8", before.count("\n") + 1, before.rsplit("\n", 1)[-1][-40:]) from None
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_LINE_SEPARATORS)


def id_from(name: str) -> str:
    """An id made of any text.

    >>> id_from("L’été à Cluny : 20 ans !")
    'l-ete-a-cluny-20-ans'
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:100].strip("-")
    return slug if slug not in ("", "null") else "contenu"  # YAML takes `id: null` for no id at all
