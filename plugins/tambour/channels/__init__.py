"""The channel contract. A channel is a promise (`outputs`) and a pure function (`render`); see README.md here.

A channel is one folder, `tambour/channels/<name>/`, or any other importable package. Its `__init__.py` defines one
class and ends with `CHANNEL = TheClass`. It reads the site, its own settings and its own templates. It may not import
pelican, another channel, `source`, `website`, `build` and what stands above it, open files on its own, read a clock, or
use the network.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, Generic, Protocol, TypeAlias, cast

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationInfo, field_validator
from typing_extensions import TypeVar

from tambour.messages import Messages, Sentence
from tambour.model.alert import Alert
from tambour.model.document import Document
from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.item import Item, Level
from tambour.model.kinds import Kind
from tambour.model.letters.letter import Letter
from tambour.model.news import News
from tambour.model.page import Page
from tambour.model.place import FreePlace, Place
from tambour.model.problems import ContentRefused, Problem, invalid
from tambour.model.registers import Commune, Contact, Topic
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.status import ServiceStatus
from tambour.model.site.excerpt import Excerpt, Results
from tambour.model.site.output import Output, OutputIndex, Scope
from tambour.model.site.published import Published
from tambour.model.site.receipt import Absence
from tambour.model.site.site import Site

# What channels import from here stays here, wherever the model moves it.
__all__ = [
    "Absence",
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
    "Kind",
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
    "ServiceStatus",
    "Site",
    "Templates",
    "Topic",
    "digest",
    "of_one_item",
]

_NAME = "[A-Za-z0-9_-][A-Za-z0-9._-]*"  # no dot at the start: `..` leaves the site, servers hide `.name` or obey it
# The type of a setting that says where a file goes: ASCII letters, digits, `.`, `_`, `-`, and `/` between names.
# Narrower than `Output.path`, which may carry any script's letters.
PlainPath = Annotated[str, StringConstraints(pattern=rf"^{_NAME}(/{_NAME})*$", max_length=200)]


class ChannelSettings(BaseModel):
    """Base of each channel's settings: what `CHANNELS["<name>"]` in pelicanconf.py may hold.

    A frozen pydantic model. Names are English, `title` and `description` French. Every setting has a default:
    `CHANNELS = {"<name>": {}}` is enough to turn a channel on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @field_validator("*", mode="before")
    @classmethod
    def _true_is_no_number(cls, value: object, info: ValidationInfo) -> object:
        """To Python, True is 1: nobody means it."""
        field = cls.model_fields.get(info.field_name or "")
        if isinstance(value, bool) and field is not None and field.annotation is int:
            raise invalid("nombre-attendu", value=value)
        return value


class Templates(Protocol):
    """A channel's own templates: its folder `templates/`, file by file replaced by the theme's.

    The theme's own version of a template is `theme/templates/channels/<channel>/<name>`; it can build upon the
    channel's, `!theme/<name>`. Text is always escaped, an
    undefined name is an error, and there is no clock.

    Attributes:
        digest: digest of every template that can be rendered, the theme's included: part of the `key` of an output that
            a template makes.
    """

    @property
    def digest(self) -> str: ...

    def render(self, name: str, /, **values: object) -> str:
        """Render one template.

        Args:
            name: path of the file under `templates/`.
            values: what the template is given, by name.

        Returns:
            The text.

        Raises:
            jinja2.TemplateError: for a mistake in the template.
        """


S_co = TypeVar("S_co", bound=ChannelSettings, covariant=True, default=ChannelSettings)
_M = TypeVar("_M", bound=Callable[..., object])
P = TypeVar("P", default=Site)  # what a channel prepares; the site itself, most often


class Channel(ABC, Generic[S_co, P]):
    """What every channel is: `class Panel(Channel[PanelSettings])`, with `Settings = PanelSettings`.

    A channel is made once for each build. It keeps nothing that changes; define no `__init__`.

    Every method that speaks of the site is given what `prepare` returned: the site itself, unless the channel says
    otherwise. One that works something out once, for all of its files, names what that is:

        class Feeds(Channel[FeedsSettings, AllFeeds]):
            def prepare(self, site: Site) -> AllFeeds: ...
            def outputs(self, feeds: AllFeeds) -> Sequence[Output]: ...
            def render(self, feeds: AllFeeds, output: Output) -> bytes: ...

    Attributes:
        Settings: class of the channel's settings.
        french_name: what agents may type in `canaux:` instead of the name, when that is not French; "" for nothing.
        parts: names of parts that `canaux:` may name, too (one text for each network), whether they are on or off.
        brings: names of pages of the website that are there with this channel alone: "search".
        for_agents: its files are read by agents alone: they are in French, whatever the language of the site.
        messages: the catalogue of what `check` may tell, for the reference of errors. `None`: it tells nothing.
        name: what `canaux:` and the theme's folder call this channel. Never write it out.
        settings: what stands in pelicanconf.py, validated.
        templates: the channel's own templates.
    """

    # A base class and not a Protocol, so that most methods have their usual answer, and that mypy checks a channel
    # where it is written.
    Settings: ClassVar[type[ChannelSettings]]
    french_name: ClassVar[str] = ""
    parts: ClassVar[Sequence[str]] = ()
    brings: ClassVar[Sequence[str]] = ()
    for_agents: ClassVar[bool] = False
    messages: ClassVar[Messages | None] = None

    def __init__(self, name: str, settings: S_co, templates: Templates) -> None:
        self.name = name
        self.settings = settings
        self.templates = templates

    def prepare(self, site: Site) -> P:
        """Work out what all files of this channel need. Called once for each site, before everything else.

        Args:
            site: everything published.

        Returns:
            What the other methods are given. By default, the site itself. Rendering does not change it.

        Raises:
            ContentRefused: for what stands in the way of everything else; what can wait is told by `check`.
        """
        return cast(P, site)  # a class that names another P has a `prepare` of its own

    @abstractmethod
    def outputs(self, prepared: P, /) -> Sequence[Output]:
        """Promise files.

        Args:
            prepared: what `prepare` returned.

        Returns:
            What will exist, in any order. Two channels, or a channel and a page, that claim one path stop the build.
        """

    @abstractmethod
    def render(self, prepared: P, output: Output, /) -> bytes:
        """Keep one promise. Same arguments, same bytes.

        Called in any order, perhaps in another process, perhaps not at all when `output.key` shows that the bytes are
        known.

        Args:
            prepared: what `prepare` returned.
            output: one of `outputs`.

        Returns:
            The bytes of the file.

        Raises:
            ContentRefused: for what only rendering can find out.
        """

    def check(self, prepared: P, /) -> Sequence[Problem]:
        """Say what cannot be said in this channel. Any problem stops the build before a byte is written.

        Args:
            prepared: what `prepare` returned.

        Returns:
            The problems; none, by default.
        """
        return ()

    def notes(self, prepared: P, /) -> Sequence[str]:
        """Say what whoever builds should know. It never stops the build.

        Args:
            prepared: what `prepare` returned. `check` had nothing to say of it.

        Returns:
            French sentences, as few as can be; none, by default.
        """
        return ()

    def names(self) -> Sequence[str]:
        """Say what `canaux:` may name to speak to this channel.

        Returns:
            The channel's name and `parts`, by default. A channel asks `item.said_in("mastodon")` of a part as it asks
            `item.said_in(self.name)`.
        """
        return (self.name, *self.parts)

    def excerpt(self, prepared: P, item: Published, /) -> Excerpt | None:
        """Show one item on the page where agents see all channels side by side.

        Args:
            prepared: what `prepare` returned.
            item: an item of the site.

        Returns:
            How this channel shows it; `None` when it does not, and by default.
        """
        return None

    def presence(self, prepared: P, item: Published, /) -> tuple[str, ...] | Absence:
        """Say where an item stands, beside the files that are about it alone (`Output.about`): for the receipt.

        What `canaux:` keeps out needs no answer: whoever asks knows it.

        Args:
            prepared: what `prepare` returned.
            item: an item of the site.

        Returns:
            Paths of promised files that show it among others; else why none does. By default, that the channel does
            not take its kind, which counts for nothing when there are files about it.
        """
        return Absence.KIND

    def last_outputs(self, prepared: P, outputs: OutputIndex, /) -> Sequence[Output]:
        """Promise files that show what other channels make. Few channels have any.

        Args:
            prepared: what `prepare` returned.
            outputs: what all channels have promised by `outputs`.

        Returns:
            What will exist besides, in any order; nothing, by default.
        """
        return ()

    def render_last(self, prepared: P, output: Output, results: Results, /) -> bytes:
        """Keep one promise of `last_outputs`, once all others are kept. Same arguments, same bytes.

        Args:
            prepared: what `prepare` returned.
            output: one of `last_outputs`.
            results: what every channel made.

        Returns:
            The bytes of the file.

        Raises:
            ContentRefused: for what only rendering can find out.
        """
        raise NotImplementedError(f"{type(self).__name__} promises {output.path} last and does not make it")


def of_one_item(method: _M) -> _M:
    """Mark an `excerpt` or a `render` that is made of one item, and of what it asks of the site then: `@of_one_item`.

    A build that goes on from an earlier one then asks it of those items alone for which an answer may be another. It
    takes nothing from what `prepare` has worked out of several items: that is asked with `site.share`. Of `render`, it
    counts for the files that are about an item (`Output.about`).

    Args:
        method: of a channel.

    Returns:
        The same.
    """
    method.__dict__["of_one_item"] = True
    return method


AnyChannel: TypeAlias = Channel[ChannelSettings, Any]  # for whoever handles channels without knowing which


def digest(*parts: object) -> str:
    """Make the `key` of an output: a digest of the values that its bytes depend on.

    The version of the code is not needed: whoever keeps bytes by key adds it.

    >>> digest("a", "b") == digest("ab")
    False

    Args:
        parts: text, numbers, dates, dataclasses, pydantic models, and sequences and mappings of them.

    Returns:
        A hex digest.

    Raises:
        TypeError: for a value without an order (a set), or of another type.
    """
    return hashlib.sha256(_PLAIN.encode(parts).encode("utf-8", "surrogatepass")).hexdigest()


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


_PLAIN = json.JSONEncoder(default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
