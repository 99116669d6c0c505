"""The site, its media and its outputs, as pages and channels see them, each question noted by a recorder.

They stay the same objects from build to build; what they answer from is replaced. What the settings alone decide (the
territory, the site's address) is not noted: other settings, another process of keeping.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any, TypeVar

from tambour.build.live.recorder import KeptResult, NotedReads, PackedResults, Recorder, token
from tambour.media.folder import MediaFolder
from tambour.model.events.event import Event
from tambour.model.events.occurrence import Occurrence
from tambour.model.media import Media, NoMedia, Original
from tambour.model.services.status import ServiceStatus
from tambour.model.site.output import Output, OutputIndex, Scope
from tambour.model.site.published import Published
from tambour.model.site.receipt import Absence
from tambour.model.site.site import Site
from tambour.words.speech import speaking, spoken

_K = TypeVar("_K")
_V = TypeVar("_V")


class _Missing(Enum):
    """The answer for a key that a mapping does not have: the same in every process."""

    KEY = "key"


class RecordedMapping(Mapping[_K, _V]):
    """A mapping of which each key that is looked up is a question, and all its keys are another."""

    def __init__(self, recorder: Recorder, name: str, real: Callable[[], Mapping[_K, _V]]) -> None:
        self._recorder, self._name, self._real = recorder, name, real

    def __getitem__(self, key: _K) -> _V:
        value = self._recorder.ask((self._name, token(key)), self._look_up, key)
        if value is _Missing.KEY:
            raise KeyError(key)
        return value  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[_K]:
        return iter(self._recorder.ask((self._name, "keys"), self._keys))

    def __len__(self) -> int:
        return len(self._recorder.ask((self._name, "keys"), self._keys))

    def _look_up(self, key: _K) -> object:
        return self._real().get(key, _Missing.KEY)

    def _keys(self) -> tuple[_K, ...]:
        return tuple(self._real())


class RecordedMedia:
    """The `Media` of the site."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self.real: Media = NoMedia()
        self.originals: Mapping[str, Original] = RecordedMapping(recorder, "original", self._originals)

    def read(self, path: str) -> bytes:
        self._recorder.ask(("file", path), self._stamp, path)
        return self.real.read(path)

    def _originals(self) -> Mapping[str, Original]:
        return self.real.originals

    def __getstate__(self) -> Mapping[str, Any]:
        """For another process, as `RecordedSite`'s."""
        return {**vars(self), "real": NoMedia()}

    def _stamp(self, path: str) -> Hashable:
        """What tells that a file is the one that was read before."""
        return self.real.stamp(path) if isinstance(self.real, MediaFolder) else self.real.read(path)


_NO_OPTIONS: dict[str, Any] = {}  # of most questions: one for all


def _attribute(name: str) -> Any:
    """An attribute of the site: one question."""

    def answer(self: "RecordedSite") -> Any:
        return self._recorder.ask((name,), _of_real, self, name)

    return property(answer)


def _method(name: str) -> Any:
    """A method of the site: a question for each list of arguments."""

    def answer(self: "RecordedSite", /, *args: Any, **options: Any) -> Any:
        key = (name, *map(token, args), *((option, token(value)) for option, value in options.items()))
        return self._recorder.ask(key, _call_real, self, name, args, options or _NO_OPTIONS)

    return answer


def _of_real(site: "RecordedSite", name: str) -> Any:
    return getattr(site._real, name)


def _call_real(site: "RecordedSite", name: str, args: tuple[Any, ...], options: Mapping[str, Any]) -> Any:
    return getattr(site._real, name)(*args, **options)


def _keys_of_real(site: "RecordedSite", name: str) -> frozenset[str]:
    return frozenset(getattr(site._real, name))


def _work_out(
    site: "RecordedSite", language: str, make: Callable[..., object], args: tuple[object, ...], _owner: object
) -> object:
    """What is asked while it is worked out is read for the answer alone."""
    with site._recorder.apart(), speaking(language):
        return make(site, *args)


_original_of, _versions_of, _program_of = map(_method, ("original_of", "versions_of", "program_of"))


@dataclass(slots=True)
class _MadeOfItem:
    """What was made of one item, or of none (`Site.once`)."""

    what: str
    item: Published | None
    kept: KeptResult
    brief: bool


class RecordedSite(Site):
    """The `Site`. Its `now` is another answer when what depends on time may be another (`tambour.build.schedule`).

    What is not named here (`place_of`, `is_version`) asks what is. A test holds that every attribute is one of these.
    """

    _recorder: Recorder
    _real: Site
    _media: RecordedMedia
    _span: int
    _made: "dict[tuple[str, int], _MadeOfItem]"

    def __init__(self, recorder: Recorder, site: Site) -> None:
        object.__setattr__(self, "_recorder", recorder)
        object.__setattr__(self, "_made", {})
        object.__setattr__(self, "_media", RecordedMedia(recorder))
        for name in ("communes", "topics", "contacts", "tasks", "menu_links"):
            mapping = RecordedMapping[str, Any](recorder, name, partial(_of_real, self, name))
            object.__setattr__(self, f"_{name}", mapping)
        self.become(site, 0)

    def become(self, site: Site, span: int) -> None:
        """Answer from another site. span: the number of the stretch of time in which its instant lies."""
        object.__setattr__(self, "_real", site)
        object.__setattr__(self, "_span", span)
        self._media.real = site.media

    __eq__, __hash__ = object.__eq__, object.__hash__  # one site, whatever it answers

    @property
    def now(self) -> Any:
        self._recorder.ask(("now",), self._span_now)
        return self._real.now

    def _span_now(self) -> int:
        return self._span

    def __getstate__(self) -> Mapping[str, Any]:
        """For another process: what it answers from is told to it there, before anything is asked."""
        kept = {name: value for name, value in vars(self).items() if name != "_real"}
        lasting = [one for one in self._made.values() if not one.brief]
        packed = PackedResults.of(one.kept for one in lasting)
        return kept | {"_made": ([one.what for one in lasting], [one.item for one in lasting], packed)}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """In another process, where items have other identities."""
        names, items, packed = state["_made"]
        made = {
            (what, id(item)): _MadeOfItem(what, item, kept, brief=False)
            for what, item, kept in zip(names, items, packed.unpack(), strict=True)
        }
        vars(self).update(state, _made=made)

    territory = property(lambda self: self._real.territory)
    url = property(lambda self: self._real.url)
    posting_days = property(lambda self: self._real.posting_days)
    asked = property(lambda self: self._real.asked)
    hub = property(lambda self: self._real.hub)
    bridge = property(lambda self: self._real.bridge)
    search_key = property(lambda self: self._real.search_key)
    media = property(lambda self: self._media)
    communes = property(lambda self: self._communes)
    topics = property(lambda self: self._topics)
    contacts = property(lambda self: self._contacts)
    tasks = property(lambda self: self._tasks)
    menu_links = property(lambda self: self._menu_links)
    contours = _attribute("contours")
    journal = property(lambda self: self._real.journal)
    announces = _attribute("announces")
    announcement_of = _method("announcement_of")
    announcements = _method("announcements")
    home = _attribute("home")
    home_texts = _attribute("home_texts")
    items = _attribute("items")
    pages = _attribute("pages")
    originals = _attribute("originals")
    get = _method("get")
    listed = _method("listed")
    events = _method("events")
    upcoming = _method("upcoming")
    of_kinds = _method("of_kinds")

    # Of thousands of items, few have versions or a programme: which ones is one question for all of them.

    def original_of(self, published: Published) -> Published:
        return _original_of(self, published) if self._is_in("_families", published) else published

    def versions_of(self, published: Published) -> tuple[Published, ...]:
        return _versions_of(self, published) if self._is_in("_families", published) else ()

    def program_of(self, published: Published) -> tuple[tuple[Occurrence, Published[Event]], ...]:
        return _program_of(self, published) if self._is_in("_programs", published) else ()

    def why_not_posted(self, published: Published) -> Absence | None:
        self._recorder.ask(("now",), self._span_now)
        self.original_of(published)  # whether it is a version
        return self._real.why_not_posted(published)

    def _is_in(self, name: str, published: Published) -> bool:
        """Whether a mapping of the site has an item, by its id."""
        return published.id in self._recorder.ask((name, "keys"), _keys_of_real, self, name)

    def once(self, what: str, item: Published | None, make: Callable[[], _V], *, brief: bool = False) -> _V:
        known = self._made.get((what, id(item)))
        if known is None or not self._recorder.is_right(known.kept):
            known = self._made[what, id(item)] = _MadeOfItem(what, item, self._recorder.make(make), brief)
        self._recorder.add(known.kept.reads)
        return known.kept.value  # type: ignore[no-any-return]

    def share(self, make: Callable[..., _V], *args: Hashable) -> _V:
        owner = getattr(make, "__self__", None)  # the channel whose method it is
        key = ("shared", make.__module__, make.__qualname__, token(owner), spoken(), *map(token, args))
        answer: _V = self._recorder.ask(key, _work_out, self, spoken(), make, args, owner)
        return answer

    def keep_made(self, what: str, item: Published | None, add: Callable[[Any], object]) -> None:
        """Add something to what was made once, if it was. add: given that, gives what it is from now on."""
        if (known := self._made.get((what, id(item)))) is not None:
            known.kept.value = add(known.kept.value)

    def reads(self) -> Iterator[NotedReads]:
        """All that what was made of items depends on."""
        return (known.kept.reads for known in self._made.values())

    def forget_all_but(self, items: Sequence[Published]) -> None:
        """What was made of items that are no more."""
        there = {id(None), *map(id, items)}
        gone = [key for key in self._made if key[1] not in there]
        for key in gone:
            del self._made[key]

    def absolute(self, path: str) -> str:
        return self._real.absolute(path)

    def in_commune(self, commune: str, items: Sequence[Published] | None = None) -> tuple[Published, ...]:
        return self._real.in_commune(commune, self.listed() if items is None else items)

    def troubles(self, items: Sequence[Published]) -> list[Published[ServiceStatus]]:
        self._recorder.ask(("now",), self._span_now)
        return self._real.troubles(items)

    def on_topic(self, topic: str, items: Sequence[Published] | None = None) -> tuple[Published, ...]:
        return self._real.on_topic(topic, self.listed() if items is None else items)


class RecordedOutputs(OutputIndex):
    """What every channel has promised. now: the index that it answers from; to look into it is no question."""

    _recorder: Recorder
    now: OutputIndex

    def __init__(self, recorder: Recorder) -> None:
        object.__setattr__(self, "_recorder", recorder)
        self.become(OutputIndex())

    def become(self, outputs: OutputIndex) -> None:
        """Answer from another index."""
        object.__setattr__(self, "now", outputs)

    @property
    def outputs(self) -> tuple[Output, ...]:
        answer: tuple[Output, ...] = self._recorder.ask(("outputs",), _outputs_of, self)
        return answer

    def about(self, item_id: str, role: str | None = None) -> tuple[Output, ...]:
        key = ("about", item_id, role)
        answer: tuple[Output, ...] = self._recorder.ask(key, _about, self, item_id, role)
        return answer

    def of(self, scope: Scope, role: str | None = None) -> tuple[Output, ...]:
        answer: tuple[Output, ...] = self._recorder.ask(("of", *scope, role), _of, self, scope, role)
        return answer


def _outputs_of(outputs: RecordedOutputs) -> tuple[Output, ...]:
    return outputs.now.outputs


def _about(outputs: RecordedOutputs, item_id: str, role: str | None) -> tuple[Output, ...]:
    return outputs.now.about(item_id, role)


def _of(outputs: RecordedOutputs, scope: Scope, role: str | None) -> tuple[Output, ...]:
    return outputs.now.of(scope, role)
