"""A process of its own for each file that is taken in: what a file does to whoever reads it, it does to this one alone.

A photo of 50 Mpx takes some hundred megabytes while it is decoded, a PDF may be made to keep a reader busy for ever:
the server stays small, and goes on. argv: the file, where to write what is kept of it, the name that it had, what was
asked. stdout: what came of it, as JSON.
"""

import json
import sys
from pathlib import Path

from tambour.media.measure import DOCUMENT_NAMES, measure
from tambour.media.opening import Unreadable
from tambour.pupitre.media.pdfs import pdf_facts
from tambour.pupitre.media.pictures import take_picture
from tambour.pupitre.media.sniffing import PDF, PICTURE, SVG, UNKNOWN, suffix_of

IMAGES, DOCUMENTS = "images", "documents"


def take(data: bytes, name: str, folder: str) -> tuple[bytes, dict[str, object]]:
    """What is kept of a file, and what is said of it.

    Args:
        data: its bytes.
        name: as it was called.
        folder: `images` or `documents`, as it was asked for.

    Raises:
        Unreadable: when it cannot be published.
    """
    if not data:
        raise Unreadable("fichier-sans-contenu", value=name)
    suffix = suffix_of(data, name)
    if suffix == PICTURE:
        picture = take_picture(data, name)
        said = {"suffix": picture.suffix, "width": picture.width, "height": picture.height, "done": picture.done}
        return picture.data, {**said, "folder": IMAGES}
    if suffix == SVG:
        _judge(f"{IMAGES}/a.svg", name, data)
        return data, {"suffix": SVG, "folder": IMAGES}
    if folder == IMAGES:
        raise Unreadable("pupitre-pas-une-image" if suffix == UNKNOWN else "pupitre-document-comme-image", value=name)
    if suffix == UNKNOWN:
        known = ", ".join(one.removeprefix(".") for one in DOCUMENT_NAMES)
        raise Unreadable("document-refuse", value=name, known=known)
    _judge(f"{DOCUMENTS}/a{suffix}", name, data)
    facts = pdf_facts(data) if suffix == PDF else None
    told = {"pages": facts.pages, "title": facts.title, "lacks": facts.lacks} if facts else {}
    return data, {"suffix": suffix, "folder": DOCUMENTS, **told}


def _judge(path: str, name: str, data: bytes) -> None:
    """As the build does. Raises Unreadable, with the name that she knows."""
    import io  # noqa: PLC0415

    try:
        measure(path, io.BytesIO(data))
    except Unreadable as fault:
        raise Unreadable(fault.code, **{**fault.context, "value": name}) from None


def main(source: str, goal: str, name: str, folder: str) -> None:
    """Take one file in."""
    try:
        data, said = take(Path(source).read_bytes(), name, folder)
    except Unreadable as fault:
        print(json.dumps({"fault": fault.code, "context": fault.context}))
        return
    Path(goal).write_bytes(data)
    print(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
