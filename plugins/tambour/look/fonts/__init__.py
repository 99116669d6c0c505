"""The typefaces that pictures are set in. Their files come with Tambour, so that a picture is the same everywhere."""

import hashlib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

from tambour.look.fonts.tables import Tables, read_tables

_FOLDER = Path(__file__).parent


class Face(NamedTuple):
    """One weight of a family. family, weight: as CSS names them. name: of the file, without its ending."""

    family: str
    weight: int
    name: str

    @property
    def file(self) -> Path:
        return _FOLDER / f"{self.name}.ttf"


TITLE = Face("Bricolage Grotesque", 800, "BricolageGrotesque-ExtraBold")
TEXT = Face("Public Sans", 500, "PublicSans-Medium")
STRONG = Face("Public Sans", 700, "PublicSans-Bold")
EMOJI = Face("Noto Color Emoji", 400, "NotoColorEmoji")  # COLR version 1: Pillow cannot draw it, resvg can
# Who helps out where those of the family lack a character: signs, Greek and Cyrillic; then Arabic; then Hebrew.
OTHERS = (
    Face("Inter", 700, "Inter-Bold"),
    Face("Noto Sans Arabic", 700, "NotoSansArabic-Bold"),
    Face("Noto Sans Hebrew", 700, "NotoSansHebrew-Bold"),
)
ALL = (TITLE, TEXT, STRONG, *OTHERS, EMOJI)


@cache
def tables(face: Face) -> Tables:
    """Its characters, widths and heights. Raises OSError."""
    return read_tables(face.file.read_bytes())


@lru_cache(maxsize=256)
def load_font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """It at a size in pixels, to draw glyphs one by one. Raises OSError."""
    # BASIC: the other layout needs FriBiDi, which Pillow looks for on the machine.
    return ImageFont.truetype(str(face.file), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def files_digest() -> str:
    """Digest of every file: part of the key of a picture that holds text. Raises OSError."""
    total = hashlib.sha256()
    for face in ALL:
        total.update(hashlib.sha256(face.file.read_bytes()).digest())
    return total.hexdigest()
