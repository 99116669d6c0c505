"""The channel contract. A channel is a promise (`outputs`) and a pure function (`render`); see README.md here.

A channel is one folder, `tambour/channels/<name>/`, or any other importable package. Its `__init__.py` defines one
class and ends with `CHANNEL = TheClass`. It reads the site, its own settings and its own templates. It may not import
pelican, another channel, `source`, `website`, `build` and what stands above it, open files on its own, read a clock, or
use the network.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, Generic, Protocol, TypeAlias, cast

from pydantic import BaseModel, ConfigDict, StringConstraints
from typing_extensions import TypeVar

from tambour.messages import Messages, Sentence
from tambour.model.alert import Alert
from tambour.model.document import Document
from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.item import Item, Level
from tambour.model.letters.letter import Letter
from tambour.model.news import News
from tambour.model.page import Page
from tambour.model.place import FreePlace, Place
from tambour.model.problems import ContentRefused, Problem
from tambour.model.registers import Commune, Contact, Topic
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.site.excerpt import Excerpt, Results
from tambour.model.site.output import Output, OutputIndex, Scope
from tambour.model.site.site import Published, Site

# What channels import from here stays here, wherever the model moves it.
__all__ = [
    "Alert",
    "Channel",
    "ChannelSettings",
    "Commune",
    "Contact",
    "ContentRefused",
    "Document",
    "Event",
    "EventStatus",
    "Excerpt",
    "FreePlace",
    "Item",
    "Letter",
    "Level",
    "Messages",
    "News",
    "Occurrence",
    "Output",
    "OutputIndex",
    "Page",
    "Place",
    "PlainPath",
    "Problem",
    "Published",
    "Results",
    "Scope",
    "Sentence",
    "ServiceCalendar",
    "Site",
    "Templates",
    "Topic",
    "digest",
]

_NAME = "[A-Za-z0-9_-][A-Za-z0-9._-]*"  # no dot at the start: `..` leaves the site, servers hide `.name` or obey it
# What a setting may say of where an output goes; narrower than `Output.path`, which may carry any script's letters.
PlainPath = Annotated[str, StringConstraints(pattern=rf"^{_NAME}(/{_NAME})*$", max_length=200)]


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


S_co = TypeVar("S_co", bound=ChannelSettings, covariant=True, default=ChannelSettings)
P = TypeVar("P", default=Site)  # what a channel prepares; the site itself, most often


class Channel(ABC, Generic[S_co, P]):
    """What every channel is: `class Panel(Channel[PanelSettings])` with `Settings = PanelSettings`.

    Made once for each build, with the name that it has in this site (in `canaux:`, too) and validated settings. A base
    class and not a Protocol, so that most methods have their usual answer, and that mypy checks a channel where it is
    written.

    Every method that speaks of the site is given what `prepare` returned: the site, unless the channel says otherwise.
    A channel that works something out once, for all of its files, names what: `class Feeds(Channel[FeedsSettings,
    AllFeeds])`, `prepare(self, site: Site) -> AllFeeds`, `render(self, feeds: AllFeeds, output: Output) -> bytes`.
    """

    Settings: ClassVar[type[ChannelSettings]]
    messages: ClassVar[Messages | None] = None  # the catalogue of what `check` may tell, for the reference of errors

    def __init__(self, name: str, settings: S_co, templates: Templates) -> None:
        self.name = name
        self.settings = settings
        self.templates = templates

    def prepare(self, site: Site) -> P:
        """What the other methods are given. Called once for each site, before them; by default, the site itself."""
        return cast(P, site)  # a class that names another P has a `prepare` of its own

    @abstractmethod
    def outputs(self, prepared: P, /) -> Sequence[Output]:
        """What will exist, in any order."""

    @abstractmethod
    def render(self, prepared: P, output: Output, /) -> bytes:
        """Keep one promise. Same arguments, same bytes. May raise ContentRefused."""

    def check(self, prepared: P, /) -> Sequence[Problem]:
        """What cannot be said in this channel; any problem stops the build before a byte is written."""
        return ()

    def notes(self, prepared: P, /) -> Sequence[str]:
        """What whoever builds should know, in French sentences; it never stops the build."""
        return ()

    def names(self) -> Sequence[str]:
        """What `canaux:` may name to speak to this channel: itself, and its parts when it has some."""
        return (self.name,)

    def excerpt(self, prepared: P, item: Published, /) -> Excerpt | None:
        """How this channel shows one item; None when it does not."""
        return None

    def last_outputs(self, prepared: P, outputs: OutputIndex, /) -> Sequence[Output]:
        """What will exist beside `outputs`, and shows what all channels make. outputs: everything promised so far."""
        return ()

    def render_last(self, prepared: P, output: Output, results: Results, /) -> bytes:
        """Keep one promise of `last_outputs`, once all others are kept. Same arguments, same bytes."""
        raise NotImplementedError(f"{type(self).__name__} promises {output.path} last and does not make it")


AnyChannel: TypeAlias = Channel[ChannelSettings, Any]  # for whoever handles channels without knowing which


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
