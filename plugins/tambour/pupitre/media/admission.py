"""A process of its own for each file that is admitted: what a file does to whoever reads it, it does to this one alone.

A photo of 50 Mpx takes some hundred megabytes while it is decoded, a PDF may be made to keep a reader busy for ever:
the server stays small, and goes on. argv: the file, where to write what is kept of it, the name that it had, what was
asked. stdout: what came of it, as JSON.
"""

import io
import json
import logging
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

from tambour.media.measure import DOCUMENT_NAMES, measure
from tambour.media.opening import Unreadable
from tambour.pupitre.media.likeness import look_of
from tambour.pupitre.media.pictures import take_picture
from tambour.pupitre.media.sniffing import PDF, PICTURE, SVG, UNKNOWN, suffix_of

IMAGES, DOCUMENTS = "images", "documents"
_PAGES_READ = 8  # where a document has no text on these, it has none


@dataclass(frozen=True)
class PdfFacts:
    """title: that it says itself. lacks: of `illisible`, `protege`, `images`, `balises`, `langue`."""

    pages: int = 0
    title: str = ""
    lacks: tuple[str, ...] = ()


def pdf_facts(data: bytes) -> PdfFacts:
    """Look into a PDF; whatever is wrong with it is one of the facts."""
    from pypdf import PdfReader  # noqa: PLC0415 — 0.2 s, for those alone that are given one

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                return PdfFacts(lacks=("protege",))
            return _facts(reader)
    except Exception:
        return PdfFacts(lacks=("illisible",))


def _facts(reader: "object") -> PdfFacts:
    from pypdf import PdfReader  # noqa: PLC0415
    from pypdf.generic import DictionaryObject  # noqa: PLC0415

    assert isinstance(reader, PdfReader)
    root = reader.root_object
    marked = root.get("/MarkInfo")
    marked = marked.get_object() if marked is not None else None
    is_tagged = "/StructTreeRoot" in root and isinstance(marked, DictionaryObject) and bool(marked.get("/Marked"))
    has_text = any((page.extract_text() or "").strip() for page in reader.pages[:_PAGES_READ])
    lacks = {"images": not has_text, "balises": not is_tagged, "langue": not str(root.get("/Lang") or "").strip()}
    title = str((reader.metadata.title if reader.metadata else "") or "").strip()
    return PdfFacts(len(reader.pages), title[:150], tuple(what for what, is_so in lacks.items() if is_so))


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
        return picture.data, {**said, "folder": IMAGES, "look": look_of(picture.data, name)}
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
