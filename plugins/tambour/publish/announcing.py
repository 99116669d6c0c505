"""What is handed to whoever announces: the list of what is new, as JSON; and the hub that feeds name."""

import json
import urllib.parse
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tambour.build.machine import write_whole
from tambour.publish.news import ItemChange, Stage
from tambour.publish.record import PublicationRecord

VERSION = 1
NAME = "annonces.schema.json"
_TIMEOUT = 20


def list_beside(output: Path) -> Path:
    """Where the list lies: beside the output, never in it."""
    return output.with_name(f"{output.name}.annonces.json")


def write_list(file: Path, record: PublicationRecord) -> None:
    """Write what is still to be told, or may have been; the same bytes for the same record. Raises OSError."""
    last = record.last
    data = {
        "version": VERSION,
        "release": last.release if last is not None else "",
        "at": last.at if last is not None else "",
        "announcements": [one.to_json() for one in record.due],
    }
    write_whole(file, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def ping(hub: str, topics: Sequence[str]) -> str:
    """Tell a hub that these feeds have changed, as every public hub takes it since PubSubHubbub 0.4.

    WebSub (W3C Recommendation of 2018, § 6) leaves what publishers send to them.

    Returns what went wrong, "" for nothing. Said twice, it does no harm: the hub finds nothing new.
    """
    form = urllib.parse.urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)])
    request = urllib.request.Request(hub, form.encode(), {"User-Agent": "Tambour-publier"})  # noqa: S310 — http(s)
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT):  # noqa: S310 — as above
            return ""
    except (OSError, HTTPException) as error:
        return str(getattr(error, "reason", None) or error)


def list_schema() -> str:
    """JSON Schema (2020-12) of the list."""
    text: dict[str, Any] = {"type": "string"}
    files = {"type": "object", "additionalProperties": {"type": "array", "items": text}}
    properties = {
        "id": {"type": "string", "description": "Pour toujours : qui l’annonce ailleurs ne l’annonce qu’une fois."},
        "item": {"type": "string", "description": "Identifiant du contenu ; le kit a ses textes et ses cartes."},
        "kind": text,
        "change": {"enum": [*ItemChange], "description": "Le plus important de ce qui est nouveau."},
        "changes": {"type": "array", "items": {"enum": [*ItemChange]}, "minItems": 1},
        "title": text,
        "url": {"type": "string", "format": "uri", "description": "Sa page, qui a répondu en ligne."},
        "files": {**files, "description": "Par canal, les fichiers publics qui ne montrent que lui."},
        "release": {"type": "string", "description": "La publication qui l’a apporté."},
        "at": {"type": "string", "format": "date-time"},
        "stage": {"enum": [*Stage], "description": "« en-cours » : prise par quelqu’un, qui l’a peut-être faite."},
    }
    one = _record(properties)
    head = {
        "version": {"const": VERSION},
        "release": text,
        "at": text,
        "announcements": {"type": "array", "items": one},
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:tambour:schema:annonces:{VERSION}",
        "title": "Ce qui est à annoncer",
        **_record(head),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _record(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}
