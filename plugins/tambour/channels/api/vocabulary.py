"""The keys of the open data: those of the content files, so that one word means one thing everywhere."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Moment = date | datetime  # a day when all-day, else an instant with its offset (RFC 3339)


class Shape(BaseModel):
    """Base of everything published as data: built by attribute, said in French, absent when unknown (never null)."""

    model_config = ConfigDict(frozen=True, validate_by_name=True, validate_by_alias=False)


def like(model: type[BaseModel], name: str, description: str = "") -> Any:
    """The key and the French title of a field of the content model (`Annotated[str, like(Item, "title")]`).

    description: what a reader is told, where what a writer is told does not fit.
    """
    info = model.model_fields[name]
    return Field(alias=info.alias or name, title=info.title, description=description or info.description)


def said(key: str, title: str, description: str) -> Any:
    """A key that no content file has."""
    return Field(alias=key, title=title, description=description)


Url = Annotated[str, Field(json_schema_extra={"format": "uri"})]
