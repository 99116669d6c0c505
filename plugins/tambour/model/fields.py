"""The kinds of value a front matter or a setting can hold, each declared once.

Every scalar arrives as text (`tambour.source.frontmatter`); these types convert it and say by code what is wrong.
`WithJsonSchema` gives the editor's form the same rule.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

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
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

from tambour.model import conversions
from tambour.model.languages import LANGUAGE_PATTERN, check_language

ID_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"


class Record(BaseModel):
    """Base of everything declared: frozen, no unknown key, French keys in files, English names in code."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=False,
        validate_default=False,
        defer_build=True,  # a command needs few of them, and each takes a millisecond or more
    )


@dataclass(frozen=True)
class Reference:
    """Marks a field (in `Annotated`) whose text is the id of something declared elsewhere.

    target: "commune", "topic", "contact", "place", "item" (any kind), "image" or "document" (a file's path).
    """

    target: str


@dataclass(frozen=True)
class SchemaOrg:
    """Marks a field (in `Annotated`) whose value is, as it is, a property of its kind's schema.org type.

    property: `maximumAttendeeCapacity`.
    """

    property: str


@dataclass(frozen=True)
class Demanded:
    """Marks a field (in `Annotated`) that may be left out alone, and not beside what another field says.

    A form says so while it is filled in; the validators of the model judge.

    by: key of the field that demands it, as a file has it; "" when it is demanded of itself. value: what that one says
    then; "" for anything. longer: how many characters it then has at least. unless: key of a field that stands for it.
    """

    by: str = ""
    value: str = ""
    longer: int = 0
    unless: str = ""


@dataclass(frozen=True)
class Widget:
    """Marks a type (in `Annotated`) by what a person fills it in with: a form says what, never how it looks.

    Of two marks the outer one holds. Enumerations, numbers, blocks and lists need none: their type says it.

    name: one of those that a form knows: "line", "text", "moment", "place"…
    """

    name: str


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
_DRAFT_SCHEMA = {
    "anyOf": [
        {"type": "boolean"},
        {"type": "string", "pattern": "^([oO][uU][iI]|[nN][oO][nN]|vrai|faux|[aA]-[rR][eE][lL][iI][rR][eE])$"},
    ],
    "examples": ["oui", "non", conversions.TO_REVIEW],
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


@dataclass(frozen=True)
class OneOf:
    """A text out of a list that the code makes (in `Annotated`), where an enumeration would have to spell it again.

    values: called when a value is checked or described, so that the list may hold the model that the field is of.
    """

    values: Callable[[], Sequence[str]]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "enum": list(self.values())}

    def _check(self, value: str) -> str:
        if value not in self.values():
            raise PydanticKnownError("enum", {"expected": ", ".join(self.values())})
        return value


Scalar = Annotated[str, BeforeValidator(conversions.scalar)]
# What is no words of a language: an address, a number, a path.
PlainLine = Annotated[
    str,
    # On str itself: around another validator, pydantic would count the characters before it takes blanks away.
    StringConstraints(strip_whitespace=True, min_length=1),
    BeforeValidator(conversions.scalar),
    AfterValidator(conversions.one_line),
    Widget("line"),
]
Line = Annotated[PlainLine, AfterValidator(conversions.apply_spacing)]
Markdown = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000),
    BeforeValidator(conversions.scalar),
    Widget("text"),
]
Prose = Annotated[Markdown, AfterValidator(conversions.apply_spacing)]
Identifier = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=100),
    BeforeValidator(conversions.scalar),
    Matching(ID_PATTERN),
    Widget("line"),
]
YesNo = Annotated[bool, PlainValidator(conversions.yes_no), WithJsonSchema(_YES_NO_SCHEMA), Widget("yes_no")]
Draft = Annotated[bool, PlainValidator(conversions.draft), WithJsonSchema(_DRAFT_SCHEMA), Widget("yes_no")]
Moment = Annotated[
    date | datetime, PlainValidator(conversions.moment), WithJsonSchema(_MOMENT_SCHEMA), Widget("moment")
]
Day = Annotated[date, PlainValidator(conversions.day), WithJsonSchema(_DAY_SCHEMA), Widget("day")]
Instant = Annotated[datetime, PlainValidator(conversions.instant), WithJsonSchema(_MOMENT_SCHEMA), Widget("instant")]
# "fin: 2026-12-06" means to the end of the 6th: the instant after it.
Deadline = Annotated[datetime, PlainValidator(conversions.deadline), WithJsonSchema(_MOMENT_SCHEMA), Widget("instant")]
Phone = Annotated[PlainLine, AfterValidator(conversions.phone), Field(examples=["03 53 01 00 00"]), Widget("phone")]
Email = Annotated[PlainLine, AfterValidator(conversions.email), WithJsonSchema(_EMAIL_SCHEMA), Widget("email")]
WebAddress = Annotated[PlainLine, AfterValidator(conversions.web_address), WithJsonSchema(_WEB_SCHEMA), Widget("web")]
Geo = Annotated[
    tuple[float, float],
    PlainValidator(conversions.geo),
    WithJsonSchema({"type": "string", "examples": ["46.4342, 4.6590"]}),
    Widget("geo"),
]
FocusPoint = Annotated[
    tuple[int, int],
    PlainValidator(conversions.focus_point),
    WithJsonSchema({"type": "string", "examples": ["60, 30"]}),
    Widget("focus"),
]
PostalCode = Annotated[PlainLine, Matching(r"^(?:\d{5}|[A-Z]{1,2}[- ]?\d{4,5})$"), Field(examples=["71250"])]
Insee = Annotated[PlainLine, Matching(r"^(?:\d{2}|2[AB])\d{3}$"), Field(examples=["71137"])]
Language = Annotated[PlainLine, AfterValidator(check_language), Matching(LANGUAGE_PATTERN), Field(examples=["en"])]
Alias = Annotated[PlainLine, AfterValidator(conversions.alias), Field(examples=["/2019/voeux.html"])]


class _OneOrMany:
    """The JSON Schema of `Many`: the list, or one of its items alone."""

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        array = handler(core_schema)
        return {"anyOf": [array, array["items"]]}


_T = TypeVar("_T")
# The same for what is chosen from a list.
Chosen = Annotated[
    tuple[_T, ...],
    BeforeValidator(conversions.as_list),
    AfterValidator(conversions.without_repeats),
    _OneOrMany(),
]
Many = Annotated[tuple[_T, ...], BeforeValidator(conversions.as_list), _OneOrMany()]
