"""Channels that are asked again only when what they read is another, without a line of theirs.

What a channel prepares is handed on from method to method: nobody sees what is read of it. So whatever one method of
such a channel has asked of the site counts for all of them, and for all of its files. A channel that prepares nothing
but the site itself keeps nothing between two methods; each of its files then depends on its own questions alone.
"""

import hashlib
from array import array
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from tambour.build.live.folder import LiveFolder
from tambour.build.live.recorded_site import RecordedSite
from tambour.build.live.recorder import KeptResult, NotedReads, Reads, Recorder, token
from tambour.build.live.sameness import same
from tambour.build.prepared import PreparedChannel
from tambour.channels import AnyChannel, Channel, of_one_item
from tambour.model.problems import Problem
from tambour.model.site.excerpt import Excerpt, Results
from tambour.model.site.output import Output, OutputIndex
from tambour.model.site.published import Published
from tambour.model.site.receipt import Absence, Receipt


@dataclass(slots=True)
class _Made:
    """The file of a promise.

    kept: what it has read by itself; empty where all that its channel reads counts for it. turn: of the channel, or of
    all that it shows, when it was made. shows: digests of other files that it was made of, by path.
    """

    output: Output
    kept: KeptResult
    turn: Hashable
    shows: Mapping[str, str]


NOTHING_READ: NotedReads = array("I")
NOTHING_KEPT = KeptResult(None, NOTHING_READ, 0)  # of what all that its channel reads counts for
NOTHING_SHOWN: Mapping[str, str] = MappingProxyType({})


class LiveChannel(PreparedChannel[Any]):
    """One channel, from build to build. turn: how many times it has begun again."""

    def __init__(self, channel: AnyChannel, site: RecordedSite, recorder: Recorder) -> None:
        object.__setattr__(self, "channel", channel)
        object.__setattr__(self, "language", site.territory.languages[0])
        self._keep(_site=site, _recorder=recorder, _files={}, turn=0, _reads={}, _since=0, _answers={})
        self._begin_again()

    turn: int
    _site: RecordedSite
    _recorder: Recorder
    _files: dict[tuple[str, str], _Made]
    _reads: Reads
    _since: int
    _answers: dict[str, KeptResult]

    def renew(self) -> None:
        """At the beginning of a build: begin again, if something that it has read is another."""
        if not self.is_alone() and self._recorder.has_changed(self._reads, self._since):
            self._begin_again()
        self._keep(_since=self._recorder.build)

    def outputs(self) -> Sequence[Output]:
        answer: Sequence[Output] = self._answer(
            "outputs", lambda: self._same_objects(super(LiveChannel, self).outputs())
        )
        return answer

    def check(self) -> Sequence[Problem]:
        answer: Sequence[Problem] = self._answer("check", lambda: tuple(super(LiveChannel, self).check()))
        return answer

    def notes(self) -> Sequence[str]:
        answer: Sequence[str] = self._answer("notes", lambda: tuple(super(LiveChannel, self).notes()))
        return answer

    def is_silent(self) -> bool:
        """Whether it has nothing to say of any item."""
        return type(self.channel).excerpt is Channel.excerpt

    def excerpts_turn(self) -> Hashable:
        """What tells that all excerpts may be others, whatever each has read."""
        return 0 if self.is_alone() or hasattr(type(self.channel).excerpt, of_one_item.__name__) else self.turn

    def excerpt(self, item: Published) -> Excerpt | None:
        reads: Reads = {}  # those of this item alone: `SaidOfItems`, who asks, keeps them
        with self._recorder.into(reads):
            said = super().excerpt(item)
        if not self.is_alone():
            self._reads.update(reads)
        return said

    def presences(self, items: Sequence[Published]) -> list[tuple[str, ...] | Absence]:
        with self._noting():  # not kept: to look an item up is as quick as to look its answer up, and there are many
            return super().presences(items)

    def last_outputs(self, outputs: OutputIndex) -> Sequence[Output]:
        with self._noting():
            return self._same_objects(super().last_outputs(outputs))

    def render(self, output: Output) -> bytes:
        with self._noting():
            return super().render(output)

    def render_last(self, output: Output, results: Results) -> bytes:
        with self._noting():
            return super().render_last(output, results)

    def is_right(self, output: Output, turn: Hashable, digest_of: Callable[[str], str] = str) -> bool:
        """Whether the file of a promise is there, as it would be made now.

        Args:
            output: the promise.
            turn: of all that it shows.
            digest_of: the digest of another file, by its path, as it is now.
        """
        made = self._files.get((output.root, output.path))
        if made is None or not same(made.output, output):
            return False
        if output.key is not None:
            return True  # equal keys mean equal bytes
        shows_the_same = all(digest_of(path) == digest for path, digest in made.shows.items())
        return made.turn == turn and shows_the_same and self._recorder.is_right(made.kept)

    def make(
        self, output: Output, turn: Hashable, render: Callable[[], bytes], shows: Mapping[str, str] = NOTHING_SHOWN
    ) -> bytes:
        """Make a file. shows: filled in by `render`, see `_Made`."""
        self._files.pop((output.root, output.path), None)
        kept = self._recorder.make(render)
        data: bytes = kept.value
        own = KeptResult(None, kept.reads, kept.build) if self.is_alone() else NOTHING_KEPT
        self._files[output.root, output.path] = _Made(output, own, turn, dict(shows) or NOTHING_SHOWN)
        return data

    def took(self, output: Output) -> None:
        """A file whose bytes were kept elsewhere, by its key."""
        self._files[output.root, output.path] = _Made(output, NOTHING_KEPT, self.turn, NOTHING_SHOWN)

    def forget(self, output: Output) -> None:
        """A file that could not be written."""
        self._files.pop((output.root, output.path), None)

    def forget_all_but(self, paths: Container[tuple[str, str]]) -> None:
        """Files that are promised no more."""
        self._keep(_files={path: made for path, made in self._files.items() if path in paths})

    def forget_all_but_files(self, folders: Mapping[str, LiveFolder]) -> None:
        """Files that are not what was made."""
        self._keep(_files={(root, path): made for (root, path), made in self._files.items() if folders[root].has(path)})

    def reads(self) -> Iterator[Iterable[int]]:
        """All that it depends on."""
        yield self._reads
        yield from (made.kept.reads for made in self._files.values())
        yield from (kept.reads for kept in self._answers.values())

    def is_alone(self) -> bool:
        """Whether it prepares nothing but the site."""
        return self.prepared is self._site

    def __getstate__(self) -> Mapping[str, Any]:
        """For another process: see `KeptResult.state`."""
        files = [
            (made.output, made.kept.state() if made.kept.reads else None, made.turn, made.shows or None)
            for made in self._files.values()
        ]
        return {**vars(self), "_files": files}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        files = {}
        for output, kept, turn, shows in state["_files"]:
            own = KeptResult.of_state(kept) if kept else NOTHING_KEPT
            files[output.root, output.path] = _Made(output, own, turn, shows or NOTHING_SHOWN)
        self._keep(**{**state, "_files": files})

    def _begin_again(self) -> None:
        reads: Reads = {}
        with self._recorder.into(reads), self.speaking():
            prepared = self.channel.prepare(self._site)
        self._keep(prepared=prepared, _reads=reads, turn=self.turn + 1, _answers={}, _since=self._recorder.build)

    def _promise(self) -> tuple[Output, ...]:
        return self._same_objects(super().outputs())

    def _same_objects(self, outputs: Iterable[Output]) -> tuple[Output, ...]:
        """Promises, those that were made before as the objects that they were: so they are compared at once."""
        made = ((output, self._files.get((output.root, output.path))) for output in outputs)
        return tuple(known.output if known and same(known.output, output) else output for output, known in made)

    def _answer(self, key: str, ask: Callable[[], Any]) -> Any:
        kept = self._answers.get(key)
        if not self.is_alone():
            if kept is None:  # what it reads counts for the whole channel, which has not begun again since
                with self._noting():
                    kept = self._answers[key] = KeptResult(ask(), NOTHING_READ, self._recorder.build)
            return kept.value
        if kept is None or not self._recorder.is_right(kept):
            kept = self._answers[key] = self._recorder.make(ask)
        self._recorder.add(kept.reads)
        return kept.value

    def _noting(self) -> AbstractContextManager[None]:
        """What a method of the channel reads counts for the whole channel, unless it is alone."""
        return self._recorder.into({} if self.is_alone() else self._reads)

    def _keep(self, **values: object) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)


@dataclass
class KeptReceipt:
    """The receipt as it is at any time. number: how many there have been."""

    receipt: Receipt = field(default_factory=Receipt)
    number: int = 0

    def become(self, receipt: Receipt) -> None:
        """Let this one be given, unless it is the same."""
        if not _is_alike(self.receipt, receipt):
            self.receipt, self.number = receipt, self.number + 1


def _is_alike(one: Receipt, other: Receipt) -> bool:
    """As `same` has it. Presences are paths, promises and words: `==` tells them apart, tens of thousands of them."""
    if list(one.items) != list(other.items) or any(row != other.items[name] for name, row in one.items.items()):
        return False
    return all(same(getattr(one, part), getattr(other, part)) for part in ("channels", "waiting", "links"))


@dataclass(slots=True)
class _KnownExcerpts:
    """kept: their digest. turns: of the channels that do not tell what they are made of (`excerpts_turn`)."""

    item: Published
    kept: KeptResult
    turns: Hashable


@dataclass
class SaidOfItems:
    """What every channel says of each item, for as long as files are made of it.

    What such a file depends on is a digest of it, which alone is kept: the excerpts of a whole site weigh more than the
    site.
    """

    recorder: Recorder
    channels: Mapping[str, LiveChannel]
    _said: dict[int, tuple[Excerpt, ...]] = field(default_factory=dict)  # by the identity of an item
    _known: dict[int, _KnownExcerpts] = field(default_factory=dict)  # likewise

    def of(self, item: Published) -> tuple[Excerpt, ...]:
        """What they say of one now; whoever asks here does not depend on it."""
        said = self._said.get(id(item))
        if said is None:
            with self.recorder.apart():
                candidates = [one.excerpt(item) for one in self.channels.values() if not one.is_silent()]
            said = self._said[id(item)] = tuple(excerpt for excerpt in candidates if excerpt is not None)
        return said

    def digest_of(self, item: Published) -> str:
        """The digest of what they say of one now. They are not asked where nothing that they have read is another."""
        turns = tuple((name, one.excerpts_turn()) for name, one in self.channels.items() if not one.is_silent())
        known = self._known.get(id(item))
        if known is None or known.turns != turns or not self.recorder.is_right(known.kept):
            self._said.pop(id(item), None)
            reads: Reads = {}
            with self.recorder.apart(), self.recorder.into(reads):
                candidates = [one.excerpt(item) for one in self.channels.values() if not one.is_silent()]
            said = self._said[id(item)] = tuple(excerpt for excerpt in candidates if excerpt is not None)
            kept = self.recorder.result(_digest_of_excerpts(said), reads)
            known = self._known[id(item)] = _KnownExcerpts(item, kept, turns)
        return str(known.kept.value)

    def reads(self) -> Iterator[NotedReads]:
        """All that what is known depends on."""
        return (known.kept.reads for known in self._known.values())

    def forget(self) -> None:
        """What was said is right for one build."""
        self._said.clear()

    def forget_all_but(self, items: Sequence[Published]) -> None:
        """Items that are no more."""
        there = set(map(id, items))
        self._known = {key: known for key, known in self._known.items() if key in there}

    def __getstate__(self) -> Mapping[str, Any]:
        """For another process: see `KeptResult.state`."""
        return {**vars(self), "_known": [(one.item, one.kept.state(), one.turns) for one in self._known.values()]}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """In another process, where items have other identities."""
        known = {
            id(item): _KnownExcerpts(item, KeptResult.of_state(kept), turns) for item, kept, turns in state["_known"]
        }
        vars(self).update(state, _known=known)


@dataclass
class LiveResults:
    """What every channel made (`tambour.model.site.excerpt.Results`), each question noted by a recorder.

    read_digests: of the files read, by path.
    """

    recorder: Recorder
    said: SaidOfItems
    outputs: OutputIndex
    kept_receipt: KeptReceipt
    folders: Mapping[str, LiveFolder]
    read_digests: dict[str, str] = field(default_factory=dict)

    @property
    def receipt(self) -> Receipt:
        self.recorder.ask(("receipt",), _number_of, self.kept_receipt)
        return self.kept_receipt.receipt

    def excerpts(self, item: Published) -> tuple[Excerpt, ...]:
        self.recorder.ask(("excerpts", token(item)), SaidOfItems.digest_of, self.said, item)
        return self.said.of(item)

    def read(self, output: Output) -> bytes:
        folder = self.folders[output.root]
        self.read_digests[f"{output.root}:{output.path}"] = folder.digest_of(output.path)
        return (folder.root / output.path).read_bytes()


def _number_of(kept: KeptReceipt) -> int:
    """It is compared once, when it is made."""
    return kept.number


def _digest_of_excerpts(said: Iterable[Excerpt]) -> str:
    """Excerpts are plain data, which tells all of itself."""
    return hashlib.sha256(repr([*map(_fields_of, said)]).encode("utf-8", "surrogatepass")).hexdigest()


def _fields_of(excerpt: Excerpt) -> tuple[object, ...]:
    """All that it holds, as what is quickly written out: there are thousands, in parts."""
    return (
        *_OF_EXCERPT(excerpt),
        excerpt.output and _OF_OUTPUT(excerpt.output),
        [*map(_fields_of, excerpt.parts)],
    )


_OF_EXCERPT = attrgetter(*(one.name for one in fields(Excerpt) if one.name not in ("output", "parts")))
_OF_OUTPUT = attrgetter(*(one.name for one in fields(Output)))


def digest_in(folders: Mapping[str, LiveFolder], name: str) -> str:
    """The digest of a file as it is now. name: its root and its path, as `LiveResults` notes them."""
    root, _, path = name.partition(":")
    return folders[root].digest_of(path)
