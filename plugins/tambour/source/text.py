"""Bytes of a content file → text, whatever the writer's machine put in them."""

import codecs
import re

from tambour.model.conversions import printable

_LINE_SEPARATOR = re.compile("[\u2028\u2029]")  # they would make lines that no editor counts


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
    return _LINE_SEPARATOR.sub(" ", printable(text.replace("\r\n", "\n").replace("\r", "\n")))
