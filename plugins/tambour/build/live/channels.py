"""Channels that are asked again only when what they read is another, without a line of theirs.

What a channel prepares is handed on from method to method: nobody sees what is read of it. So whatever one method of
such a channel has asked of the site counts for all of them, and for all of its files but those that it makes of one
item (`of_one_item`). A channel that prepares nothing but the site itself keeps nothing between two methods; each of its
files then depends on its own questions alone.
"""

from array import array
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from tambour.build.live.folder import LiveFolder
from tambour.build.live.recorded_site import RecordedSite
from tambour.build.live.recorder import KeptResult, NotedReads, PackedResults, Reads, Recorder
from tambour.build.live.sameness import same
from tambour.build.prepared import PreparedChannel
from tambour.channels import AnyChannel, Channel, of_one_item
from tambour.model.problems import Problem
from tambour.model.site.excerpt import Excerpt, Results
from tambour.model.site.output import Output, OutputIndex
from tambour.model.site.published import Published
from tambour.model.site.receipt import Absence


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
        with self._noting_alone():  # `SaidOfItems`, who asks, keeps what is read of this item
            return super().excerpt(item)

    def presences(self, items: Sequence[Published]) -> list[tuple[str, ...] | Absence]:
        with self._noting():  # not kept: to look an item up is as quick as to look its answer up, and there are many
            return super().presences(items)

    def last_outputs(self, outputs: OutputIndex) -> Sequence[Output]:
        with self._noting():
            return self._same_objects(super().last_outputs(outputs))

    def render(self, output: Output) -> bytes:
        with self._noting_alone():
            return super().render(output)

    def turn_of(self, output: Output) -> Hashable:
        """What tells that a file may be another, whatever it has read by itself."""
        return 0 if self._is_of_one_item(output) else self.turn

    def _is_of_one_item(self, output: Output) -> bool:
        return output.about is not None and hasattr(type(self.channel).render, of_one_item.__name__)

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
        counts_alone = self.is_alone() or self._is_of_one_item(output)
        own = KeptResult(None, kept.reads, kept.build) if counts_alone else NOTHING_KEPT
        self._files[output.root, output.path] = _Made(output, own, turn, dict(shows) or NOTHING_SHOWN)
        return data

    def took(self, output: Output) -> None:
        """A file whose bytes were kept elsewhere, by its key."""
        self._files[output.root, output.path] = _Made(output, NOTHING_KEPT, self.turn_of(output), NOTHING_SHOWN)

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
        """For another process: see `PackedResults`."""
        files = self._files.values()
        packed = PackedResults.of(made.kept for made in files)
        shows = [made.shows or None for made in files]
        return {**vars(self), "_files": ([made.output for made in files], packed, [made.turn for made in files], shows)}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        outputs, packed, turns, shows = state["_files"]
        files = {
            (output.root, output.path): _Made(
                output, kept if kept.reads else NOTHING_KEPT, turn, shown or NOTHING_SHOWN
            )
            for output, kept, turn, shown in zip(outputs, packed.unpack(), turns, shows, strict=True)
        }
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

    @contextmanager
    def _noting_alone(self) -> Iterator[None]:
        """The same; what is being made around it depends on nothing else that the channel has read."""
        reads: Reads = {}
        with self._recorder.into(reads):
            yield
        if not self.is_alone():
            self._reads.update(reads)

    def _keep(self, **values: object) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)
