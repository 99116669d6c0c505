"""The kinds of value a front matter or a setting can hold, each declared once.

Every scalar arrives as text (`tambour.source.frontmatter`); these types convert it and say by code what is wrong.
`WithJsonSchema` gives the editor's form the same rule.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

from tambour.model import moments
from tambour.model.problems import invalid

ID_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
_SOFT_BREAK = re.compile("[\x0b\x0c\x85]")  # Word's Shift+Enter: it stands between two words, so it becomes a space
# C0 and C1 controls but tab and newline: Word pastes them, and XML forbids them.
# Lone surrogates and the two non-characters cannot be written in XML 1.0 either.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Record(BaseModel):
    """Base of everything declared: frozen, no unknown key, French keys in files, English names in code."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False, validate_default=False)


@dataclass(frozen=True)
class Reference:
    """Marks a field (in `Annotated`) whose text is the id of something declared elsewhere.

    target: "commune", "topic", "contact", "place", "item" (any kind), "image" or "document" (a file's path).
    """

    target: str


def clean_text(value: object) -> object:
    r"""Normalise what a keyboard or a word processor produced, so that equal texts are equal bytes.

    NFC (a Mac types é as two characters), LF line ends, no control characters.

    >>> clean_text("E\u0301te\u0301\r\n")
    'Été\n'
    """
    if not isinstance(value, str):
        return value
    unix = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    unix = _SOFT_BREAK.sub(" ", unix)
    return unicodedata.normalize("NFC", UNPRINTABLE.sub("", unix))


def _one_line(value: str) -> str:
    if "\n" in value:
        raise invalid("plusieurs-lignes")
    return value


def _scalar(value: object) -> object:
    """A list or a mapping where a text is wanted is told as such, not as a type name."""
    if isinstance(value, list | dict):
        raise invalid("texte-attendu", got="liste" if isinstance(value, list) else "bloc")
    return clean_text(value)


def as_list(value: object) -> object:
    """`communes: cluny` says the same as `communes: [cluny]`."""
    return [value] if isinstance(value, str | dict) else value


def zone_of(info: ValidationInfo) -> ZoneInfo:
    """The territory's zone, which every validation is given in its context. Raises TypeError without it."""
    zone = (info.context or {}).get("zone")
    if not isinstance(zone, ZoneInfo):  # a mistake of ours, not of a writer
        raise TypeError("validate with context={'zone': ZoneInfo(...)}")
    return zone


def text_of(value: object) -> str:
    """A scalar as clean text. Raises `texte-attendu` for anything else."""
    text = _scalar(value)
    if not isinstance(text, str):
        raise invalid("texte-attendu", got=type(value).__name__)
    return text


def _moment(value: object, info: ValidationInfo) -> date | datetime:
    return value if isinstance(value, date) else moments.parse_moment(text_of(value), zone_of(info))


def _day(value: object, info: ValidationInfo) -> date:
    moment = _moment(value, info)
    if isinstance(moment, datetime):
        raise invalid("jour-attendu", value=str(value))
    return moment


def _instant(value: object, info: ValidationInfo) -> datetime:
    return moments.as_instant(_moment(value, info), zone_of(info))


def _deadline(value: object, info: ValidationInfo) -> datetime:
    moment = _moment(value, info)
    return moment if isinstance(moment, datetime) else moments.end_of_day(moment, zone_of(info))


def _yes_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    answer = {"oui": True, "vrai": True, "true": True, "non": False, "faux": False, "false": False}.get(
        str(value).strip().lower()
    )
    if answer is None:
        raise invalid("oui-ou-non", value=str(value))
    return answer


def _phone(value: str) -> str:
    """Keep French numbers as five pairs; an international one keeps its `+`."""
    digits = re.sub(r"[\s.\-()]|\u00a0|\u202f", "", value)
    digits = re.sub(r"^(?:\+33|0033)0?", "0", digits)
    if re.fullmatch(r"0[1-9]\d{8}", digits):
        return " ".join(digits[i : i + 2] for i in range(0, 10, 2))
    if re.fullmatch(r"3\d{3}|1[0-9]{1,2}|116\d{3}|\+\d{6,15}", digits):  # 3977, 15, 112, 116117, +590…
        return digits
    raise invalid("telephone-illisible", value=value)


def _email(value: str) -> str:
    if not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s.<>\"]{2,}", value):
        raise invalid("courriel-illisible", value=value)
    return value


def web_address(value: str) -> str:
    """An http(s) address, as typed. Raises `adresse-web-illisible`."""
    if not re.fullmatch(r"https?://[^\s/$.?#<>\"]\S*", value, re.IGNORECASE) or any(c in value for c in '<>"'):
        raise invalid("adresse-web-illisible", value=value)
    return value


def _geo(value: object) -> object:
    """`46.4342, 4.6590`: latitude, then longitude, in decimal degrees (WGS 84)."""
    if isinstance(value, tuple):
        return value
    match = re.fullmatch(r"\s*(-?\d{1,2}\.\d+)\s*[,;]\s*(-?\d{1,3}\.\d+)\s*", text_of(value))
    if match is None or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
        raise invalid("coordonnees-illisibles", value=value)
    return float(match[1]), float(match[2])


def under(folder: str) -> Callable[[str], str]:
    """Validator of a file's path under content/<folder>/: `marche.jpg`, `/images/marche.jpg` say the same."""

    def path(value: str) -> str:
        parts = [part for part in value.replace("\\", "/").split("/") if part not in ("", ".")]
        if parts[:1] == ["content"]:
            parts = parts[1:]
        if parts[:1] == [folder]:
            parts = parts[1:]
        if not parts or ".." in parts or "://" in value:
            raise invalid("chemin-illisible", value=value, folder=folder)
        return "/".join(parts)

    return path


def _alias(value: str) -> str:
    """An old address of this site, as a path: `/2019/03/voeux.html`."""
    path = re.sub(r"^https?://[^/]+", "", value)
    if not re.fullmatch(r"/[^\s?#<>\"\\]*", path) or "/../" in f"{path}/" or path == "/":
        raise invalid("alias-illisible", value=value)
    return path


DAY_PATTERN = r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4})"
_MOMENT_SCHEMA = {
    "type": "string",
    "pattern": rf"^{DAY_PATTERN}([T\s].*)?$",
    "examples": ["2026-12-05", "2026-12-05 10:00", "05/12/2026 10h00"],
}
_DAY_SCHEMA = {"type": "string", "pattern": rf"^{DAY_PATTERN}$", "examples": ["2026-12-05"]}
_YES_NO_SCHEMA = {
    "anyOf": [{"type": "boolean"}, {"type": "string", "pattern": "^([oO][uU][iI]|[nN][oO][nN]|vrai|faux)$"}],
    "examples": ["oui", "non"],
}
_EMAIL_SCHEMA = {"type": "string", "format": "email", "examples": ["accueil@exemple.fr"]}
_WEB_SCHEMA = {"type": "string", "format": "uri", "examples": ["https://exemple.fr/"]}


@dataclass(frozen=True)
class Matching:
    """A text of a given shape (in `Annotated`).

    Not `StringConstraints(pattern=…)`: behind a validator of ours, pydantic checks that but leaves it out of the JSON
    Schema. pattern: anchored, in the syntax that Python and ECMA 262 share.
    """

    pattern: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "pattern": self.pattern}

    def _check(self, value: str) -> str:
        if not re.fullmatch(self.pattern, value):
            raise PydanticKnownError("string_pattern_mismatch", {"pattern": self.pattern})
        return value


Scalar = Annotated[str, BeforeValidator(_scalar)]
Line = Annotated[Scalar, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_one_line)]
Prose = Annotated[Scalar, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Identifier = Annotated[Scalar, StringConstraints(strip_whitespace=True, max_length=100), Matching(ID_PATTERN)]
YesNo = Annotated[bool, PlainValidator(_yes_no), WithJsonSchema(_YES_NO_SCHEMA)]
Moment = Annotated[date | datetime, PlainValidator(_moment), WithJsonSchema(_MOMENT_SCHEMA)]
Day = Annotated[date, PlainValidator(_day), WithJsonSchema(_DAY_SCHEMA)]
Instant = Annotated[datetime, PlainValidator(_instant), WithJsonSchema(_MOMENT_SCHEMA)]
# "fin: 2026-12-06" means to the end of the 6th: the instant after it.
Deadline = Annotated[datetime, PlainValidator(_deadline), WithJsonSchema(_MOMENT_SCHEMA)]
Phone = Annotated[Line, AfterValidator(_phone), Field(examples=["03 53 01 00 00"])]
Email = Annotated[Line, AfterValidator(_email), WithJsonSchema(_EMAIL_SCHEMA)]
WebAddress = Annotated[Line, AfterValidator(web_address), WithJsonSchema(_WEB_SCHEMA)]
Geo = Annotated[
    tuple[float, float], PlainValidator(_geo), WithJsonSchema({"type": "string", "examples": ["46.4342, 4.6590"]})
]
PostalCode = Annotated[Line, Matching(r"^(?:\d{5}|[A-Z]{1,2}[- ]?\d{4,5})$"), Field(examples=["71250"])]
Insee = Annotated[Line, Matching(r"^(?:\d{2}|2[AB])\d{3}$"), Field(examples=["71137"])]
Language = Annotated[Line, Matching(r"^[a-z]{2,3}(?:-[A-Z]{2})?$"), Field(examples=["en"])]  # BCP 47, as in lang=""
Alias = Annotated[Line, AfterValidator(_alias), Field(examples=["/2019/voeux.html"])]


class _OneOrMany:
    """The JSON Schema of `Many`: the list, or one of its items alone."""

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        array = handler(core_schema)
        return {"anyOf": [array, array["items"]]}


_T = TypeVar("_T")
Many = Annotated[tuple[_T, ...], BeforeValidator(as_list), _OneOrMany()]
