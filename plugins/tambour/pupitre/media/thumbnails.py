"""Small pictures for lists: made once, kept beside what the pupitre keeps."""

import hashlib
import os
import threading
from pathlib import Path

from tambour.media.opening import Unreadable, open_picture
from tambour.pupitre.media.pictures import within

_WIDEST = 480  # pixels: a quarter of a page on a dense screen
_ONE_AT_A_TIME = threading.Lock()


def thumbnail(file: Path, folder: Path) -> Path:
    """A small JPEG of a picture, or the picture itself where none can be made.

    Args:
        file: the picture.
        folder: where to keep it.
    """
    if file.suffix.lower() == ".svg":
        return file
    stat = file.stat()
    key = hashlib.sha256(f"{file} {stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()[:32]
    kept = folder / f"{key}.jpg"
    if kept.is_file():
        return kept
    from PIL import Image  # noqa: PLC0415 — see `opening`

    from tambour.media.derive import upright  # noqa: PLC0415

    try:
        with _ONE_AT_A_TIME, file.open("rb") as stream, open_picture(file.name, stream) as image:
            size = image.size[::-1] if image.getexif().get(0x0112, 1) >= 5 else image.size
            pixels = upright(image, within(size, _WIDEST))
        if pixels.mode == "RGBA":
            paper = Image.new("RGB", pixels.size, "#ffffff")
            paper.paste(pixels, (0, 0), pixels)
            pixels = paper
        folder.mkdir(parents=True, exist_ok=True)
        spare = folder / f".{key}.{os.getpid()}.{threading.get_ident()}"
        pixels.convert("RGB").save(spare, "JPEG", quality=75)
        spare.replace(kept)
    except Unreadable:
        return file
    return kept
