"""The channel contract. A channel is a promise (`outputs`) and a pure function (`render`); see README.md here.

A channel is one folder, `tambour/channels/<name>/`, or any other importable package. Its `__init__.py` defines one
class and ends with `CHANNEL = TheClass`. It reads the site, its own settings and its own templates. It may not import
pelican, another channel, `source` or `bridge`, open files on its own, read a clock, or use the network.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Generic, Protocol

from pydantic import BaseModel, ConfigDict
from typing_extensions import TypeVar

from tambour.model.output import Output
from tambour.model.problems import ContentRefused, Problem
from tambour.model.site import Published, Site

__all__ = [
    "Channel",
    "ChannelSettings",
    "ContentRefused",
    "Excerpt",
    "Output",
    "Problem",
    "Published",
    "Site",
    "Templates",
    "digest",
]


class ChannelSettings(BaseModel):
    """Base of each channel's settings: `CHANNELS["<name>"]` in pelicanconf.py. Names English, descriptions French.

    Every setting has a default: `CHANNELS = {"<name>": {}}` is enough to turn a channel on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


class Templates(Protocol):
    """A channel's own templates (`templates/`), overridable in `theme/templates/channels/<name>/`.

    Always autoescaped, undefined names are errors, and no clock.
    """

    @property
    def digest(self) -> str:
        """Digest of every template that can be rendered, overrides included: part of an `Output.key`."""

    def render(self, name: str, /, **values: object) -> str:
        """Render one template. Raises jinja2.TemplateError for a mistake in it."""


@dataclass(frozen=True)
class Excerpt:
    """How a channel shows one item, for the agent's kit.

    title: French, names the channel ("Flux RSS"). text: plain text, or html: safe HTML. output: what to link.
    """

    title: str
    text: str = ""
    html: str = ""
    output: Output | None = None


S_co = TypeVar("S_co", bound=ChannelSettings, covariant=True, default=ChannelSettings)


class Channel(ABC, Generic[S_co]):
    """What every channel is: `class Panel(Channel[PanelSettings])` with `Settings = PanelSettings`.

    Made once for each build, with validated settings. A base class and not a Protocol, so that two of the four methods
    have their usual answer, and that mypy checks a channel where it is written.
    """

    Settings: ClassVar[type[ChannelSettings]]

    def __init__(self, settings: S_co, templates: Templates) -> None:
        self.settings = settings
        self.templates = templates

    @abstractmethod
    def outputs(self, site: Site) -> Sequence[Output]:
        """What will exist, in any order. `site.outputs` is still empty here."""

    @abstractmethod
    def render(self, site: Site, output: Output) -> bytes:
        """Keep one promise. Same arguments, same bytes. May raise ContentRefused."""

    def check(self, site: Site) -> Sequence[Problem]:
        """What cannot be said in this channel; any problem stops the build before a byte is written."""
        return ()

    def excerpt(self, site: Site, item: Published) -> Excerpt | None:
        """How this channel shows one item; None when it does not."""
        return None


def digest(*parts: object) -> str:
    """An `Output.key`: digest of the values that the bytes depend on.

    parts: text, numbers, dates, dataclasses, pydantic models, and sequences and mappings of them. The version of the
    code is not needed: whoever keeps bytes by key adds it. Raises TypeError for a value without an order (a set).

    >>> digest("a", "b") == digest("ab")
    False
    """
    text = json.dumps(parts, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    """What JSON does not know, as something that it knows."""
    if isinstance(value, BaseModel):
        return [type(value).__name__, value.model_dump(mode="json")]
    if isinstance(value, date):  # a datetime, too
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        return [type(value).__name__, {name: getattr(value, name) for name in value.__dataclass_fields__}]
    raise TypeError(f"{type(value).__name__} has no digest: pass the values that you use of it")
