"""Whether a PDF can be read by everybody: by who listens to it, by who searches it, by who needs its language."""

import io
from dataclasses import dataclass

_PAGES_READ = 8  # where a document has no text on these, it has none


@dataclass(frozen=True)
class PdfFacts:
    """title: that it says itself. lacks: of `illisible`, `protege`, `images`, `balises`, `langue`."""

    pages: int = 0
    title: str = ""
    lacks: tuple[str, ...] = ()


def pdf_facts(data: bytes) -> PdfFacts:
    """Look into a PDF; whatever is wrong with it is one of the facts."""
    import logging  # noqa: PLC0415 — with pypdf
    import warnings  # noqa: PLC0415

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
