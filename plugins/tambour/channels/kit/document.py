"""kit.json: what the page of one item shows, for a planning tool or a script of the agent's own; and the ZIP of it."""

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tambour.model.kinds import KINDS

from .sheet import Result, Sheet


def document(sheet: Sheet, reasons: Sequence[str], *, asked: bool) -> bytes:
    """Everything in one object; files are named as they lie beside it, texts as they are in the archive.

    asked: somebody wanted it, who knows why. `{version, id, kind, title, url, published, asked, this_week: […],
    left_out: […], notes: [{note, about: […]}],
    cards: [{title, file, type, width, height, alt}], texts: [{channel, title, file, text, length, limit, notes}],
    shown: [{channel, title, text, url, notes}], blocks: [{channel, title, file, html, notes}], qr: {svg, png}}`
    """
    item = sheet.item
    whole = {
        "version": 1,
        "id": item.id,
        "kind": KINDS[item.item.kind].folder,
        "title": item.item.title,
        "url": item.url,
        "published": item.item.publish_at.isoformat() if item.item.publish_at else None,
        "asked": asked,
        "this_week": list(reasons),
        "left_out": list(sheet.left_out),
        "notes": [{"note": note, "about": [one.title for one in about]} for note, about in sheet.notes.items()],
        "cards": [_card(result) for result in sheet.cards],
        "texts": [_text(result) for result in sheet.texts],
        "shown": [
            {"channel": one.channel, "title": one.title, "text": one.text, "url": one.address, "notes": list(one.notes)}
            for one in sheet.shown
        ],
        "blocks": [
            {
                "channel": one.channel,
                "title": one.title,
                "file": block_name(one),
                "html": one.html,
                "notes": list(one.notes),
            }
            for one in sheet.blocks
        ],
        "qr": {"svg": "qr.svg", "png": "qr.png"},
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def text_name(result: Result) -> str:
    """Of the file that holds a text, in the archive."""
    return f"textes/{result.name}.txt"


def block_name(result: Result) -> str:
    """Of the file that holds a block of HTML, in the archive."""
    return f"{result.name}.html"


def _card(result: Result) -> dict[str, Any]:
    assert result.picture is not None
    output = result.picture.output
    width, height = output.size or (None, None)
    return {
        "title": result.title,
        "file": result.picture.name,
        "type": output.media_type,
        "width": width,
        "height": height,
        "alt": result.text,
    }


def _text(result: Result) -> dict[str, Any]:
    return {
        "channel": result.channel,
        "title": result.title,
        "file": text_name(result),
        "text": result.text,
        "length": result.length,
        "limit": result.limit,
        "notes": list(result.notes),
    }


_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can tell: the build's hour is no news


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of these files, name → bytes, in the order given."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as into:
        for name, data in files.items():
            info = ZipInfo(name, _EPOCH)
            info.external_attr = 0o644 << 16  # readable once unpacked
            into.writestr(info, data, ZIP_DEFLATED)
    return packed.getvalue()
