"""JSON Schema (2020-12) of `tambour.json`, for whoever reads it: a tool that publishes, a script, an engine to come."""

import json
from typing import Any

from tambour.build.manifest import VERSION
from tambour.model.item import Level
from tambour.model.kinds import KINDS
from tambour.model.site.receipt import Absence

NAME = "tambour.schema.json"
Json = dict[str, Any]

_TEXT = {"type": "string"}
_PATH = {
    "type": "string",
    "minLength": 1,
    "description": "Chemin sous le site. L’adresse est build.url, « / », puis le chemin sans « index.html » final.",
}
_DIGEST = {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "Empreinte SHA-256 des octets."}
_CHANNEL = {"type": "string", "description": "Nom d’un canal ; « pages » est le site lui-même."}
_UNPUBLISHED = (Absence.DRAFT, Absence.NOT_YET, Absence.FAULTY)  # told in the kit alone


def receipt_schema() -> str:
    """The schema, as the text of a file."""
    reasons = [absence.value for absence in Absence if absence not in _UNPUBLISHED]
    file = _record(
        {
            "path": _PATH,
            "media_type": {"type": "string", "description": "Type à annoncer, jeu de caractères compris."},
            "size": {"type": "integer", "minimum": 0, "description": "En octets."},
            "sha256": _DIGEST,
            "lasting": {
                "const": True,
                "description": "Son nom tient à son contenu : il reste servi un an quand un autre le remplace.",
            },
        },
        optional=("lasting",),
    )
    former = _record(
        {
            "path": _PATH,
            "media_type": _TEXT,
            "sha256": _DIGEST,
            "until": {"type": "string", "format": "date", "description": "Premier jour où il n’est plus servi."},
        }
    )
    build = _record(
        {
            "engine": {"type": "string", "description": "Version de Tambour ; vide s’il n’a jamais été installé."},
            "content": {**_DIGEST, "description": "Empreinte SHA-256 de tout ce qui est publié, tel qu’on l’a écrit."},
            "now": {"type": "string", "format": "date-time", "description": "Moment pour lequel il a été construit."},
            "url": {"type": "string", "format": "uri", "description": "Adresse du site, sans « / » finale."},
            "channels": {
                "type": "object",
                "additionalProperties": {"type": "string", "description": "Version de ce qui apporte ce canal."},
                "description": "Les canaux qui ont quelque chose de public, par nom.",
            },
            "frames": {
                "type": "array",
                "items": {"type": "string", "format": "uri"},
                "minItems": 1,
                "description": "Hébergeurs dont une page charge le lecteur, sur un clic : « frame-src » du serveur.",
            },
        },
        optional=("frames",),
    )
    item = _record(
        {
            "kind": {"enum": sorted(KINDS)},
            "title": _TEXT,
            "tells": _tells(),
            "channels": {
                "type": "object",
                "additionalProperties": {"type": "array", "items": {"oneOf": [{"$ref": "#/$defs/file"}, _PATH]}},
                "description": "Par canal : ses fichiers à lui, et les chemins de ceux où il est parmi d’autres.",
            },
            "left_out": {
                "type": "object",
                "propertyNames": {"enum": reasons},
                "additionalProperties": {"type": "array", "items": _CHANNEL, "minItems": 1},
                "description": "Par raison, les canaux où il n’est pas.",
            },
        }
    )
    return _text(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"urn:tambour:schema:tambour:{VERSION}",
            "title": "Reçu d’une construction",
            **_record(
                {
                    "version": {"const": VERSION},
                    "build": build,
                    "items": {
                        "type": "object",
                        "additionalProperties": {"$ref": "#/$defs/item"},
                        "description": "Chaque contenu publié, par identifiant.",
                    },
                    "site": {
                        "type": "array",
                        "items": {"$ref": "#/$defs/file"},
                        "description": "Les fichiers qui ne sont à aucun contenu en particulier.",
                    },
                    "former": {
                        "type": "array",
                        "items": {"$ref": "#/$defs/former"},
                        "description": "D’anciens fichiers, encore servis parce que d’autres ont leur adresse.",
                    },
                }
            ),
            "$defs": {"file": file, "former": former, "item": item},
        }
    )


def _tells() -> Json:
    dates = {
        "type": "object",
        "additionalProperties": {"type": "array", "minItems": 6, "maxItems": 6},
        "description": "Par date, sous le nom que lui donne le registre : début, fin, lieu, état, règle, jours exclus.",
    }
    return _record(
        {
            "news": {"type": "boolean", "description": "C’est encore à annoncer."},
            "text": {"type": "string", "description": "Empreinte de ses mots, ses dates mises à part."},
            "lifted": {"const": True, "description": "L’alerte ne vaut plus."},
            "withdrawn": {"const": True, "description": "Il a quitté les listes : retiré, ou alerte finie."},
            "picture": {"type": "string", "description": "Empreinte du fichier de son image."},
            "carries": {
                "type": "string",
                "description": "D’une lettre qui peut encore partir : empreinte de tout ce qu’elle porte.",
            },
            "alert": {
                "type": "array",
                "prefixItems": [{"enum": [one.value for one in Level]}, _TEXT | {"format": "date-time"}, _TEXT],
                "items": False,
                "description": "D’une alerte qui vaut : son niveau, sa fin, ce qu’elle dit.",
            },
            "dates": dates,
        },
        optional=("lifted", "withdrawn", "picture", "carries", "alert", "dates"),
    )


def _record(properties: Json, optional: tuple[str, ...] = ()) -> Json:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _text(schema: Json) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
