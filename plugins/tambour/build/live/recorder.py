"""What was asked while a file was made, and whether the answers are still the same.

Each question is kept once, however many files have asked it, and is asked again at most once a build. A file is as it
would be made anew when none of its questions has had another answer since: rendering is a function of its answers.
"""

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, TypeAlias

from tambour.build.live.sameness import same
from tambour.model.columns import columns, of_columns

Reads = dict[int, None]  # numbers of questions, in the order in which they were asked first, while they are asked
NotedReads: TypeAlias = "array[int]"  # the same, once they are: there are hundreds of thousands
_NUMBER = "I"  # of four bytes: four billion questions
_VALUES = (str, int, bool, type(None))
_OBJECT = "@"  # begins a part of a key that stands for an object by its identity


@dataclass(slots=True)
class _Question:
    """ask: gives the answer as it is now, given args. asked, changed: numbers of the builds in which it was last so."""

    key: Hashable
    ask: Callable[..., object]
    args: tuple[object, ...]
    answer: object
    asked: int
    changed: int


@dataclass(slots=True)
class KeptResult:
    """What was made once, and what was read for it. build: the last one in which that was right."""

    value: Any
    reads: NotedReads
    build: int


@dataclass(frozen=True)
class PackedResults:
    """Kept results for another process: four objects, where there would be three for each of tens of thousands.

    values: of each. reads: of all of them, one after the other. counts: how many each has. builds: of each.
    """

    values: Sequence[Any]
    reads: bytes
    counts: bytes
    builds: bytes

    @classmethod
    def of(cls, results: Iterable[KeptResult]) -> "PackedResults":
        """In the order given."""
        values: list[Any] = []
        reads, counts, builds = array(_NUMBER), array(_NUMBER), array(_NUMBER)
        for kept in results:
            values.append(kept.value)
            reads.extend(kept.reads)
            counts.append(len(kept.reads))
            builds.append(kept.build)
        return cls(values, reads.tobytes(), counts.tobytes(), builds.tobytes())

    def unpack(self) -> list[KeptResult]:
        """In the same order."""
        reads = array(_NUMBER, self.reads)
        ends = [*accumulate(array(_NUMBER, self.counts))]
        each = zip(self.values, [0, *ends], ends, array(_NUMBER, self.builds), strict=False)
        return [KeptResult(value, reads[start:end], build) for value, start, end, build in each]


@dataclass
class Recorder:
    """Notes questions and answers, for as long as the process lives."""

    build: int = 0
    _questions: dict[int, _Question] = field(default_factory=dict)
    _numbers: dict[Hashable, int] = field(default_factory=dict)
    _frames: list[Reads] = field(default_factory=list)
    _next: int = 0

    def begin(self) -> None:
        """From here on, answers may be others."""
        assert not self._frames, "something is being made"
        self.build += 1

    def ask(self, key: Hashable, ask: Callable[..., object], *args: object) -> Any:
        """The answer to a question, which whatever is being made depends on from now on.

        Args:
            key: equal for the same question alone (see `token`).
            ask: gives the answer as it is at any time. A function of a module: it is kept from one process to the next.
            args: what it is given. Where the key names objects by their identity, they are among these, or in one of
                them: so they live as long as the question, and are found again by the next process.
        """
        number = self._numbers.get(key)
        if number is None:
            number = self._next
            self._next += 1
            self._numbers[key] = number
            self._questions[number] = _Question(key, ask, args, ask(*args), self.build, self.build)
        question = self._questions[number]
        if question.asked != self.build:
            self._ask_again(question)
        if self._frames:
            self._frames[-1][number] = None
        return question.answer

    def _ask_again(self, question: _Question) -> None:
        answer = question.ask(*question.args)
        if same(question.answer, answer):
            question.asked = self.build  # the answer that was given before stays: it may be compared by identity
            return
        question.answer, question.asked, question.changed = answer, self.build, self.build

    @contextmanager
    def into(self, reads: Reads) -> Iterator[None]:
        """Note what is asked in the body of a `with` in `reads`, and for what is being made around it."""
        self._frames.append(reads)
        try:
            yield
        finally:
            self._frames.pop()
            if self._frames:
                self._frames[-1].update(reads)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """What is asked in the body of a `with` is read for its answer alone: that is what others then depend on."""
        frames, self._frames = self._frames, []
        try:
            yield
        finally:
            self._frames = frames

    def add(self, reads: NotedReads) -> None:
        """What is being made depends on these, too."""
        if self._frames:
            self._frames[-1].update(dict.fromkeys(reads))

    def has_changed(self, reads: Iterable[int], since: int) -> bool:
        """Whether one of these questions has had another answer after a build."""
        for number in reads:
            question = self._questions[number]
            if question.asked != self.build:
                try:
                    self._ask_again(question)
                except Exception:  # it cannot be asked any more: what was made of it is made again, and says why
                    return True
            if question.changed > since:
                return True
        return False

    def is_right(self, kept: KeptResult) -> bool:
        """Whether what was made would be made alike now."""
        if kept.build != self.build:
            if self.has_changed(kept.reads, kept.build):
                return False
            kept.build = self.build
        return True

    def make(self, make: Callable[[], Any]) -> KeptResult:
        """Make something, noting what is read for it."""
        reads: Reads = {}
        with self.into(reads):
            value = make()
        return self.result(value, reads)

    def result(self, value: Any, reads: Reads) -> KeptResult:
        """What was made now, and what was read for it."""
        return KeptResult(value, array(_NUMBER, reads), self.build)

    def __getstate__(self) -> Mapping[str, Any]:
        """For another process, where objects have other identities."""
        assert not self._frames, "something is being made"
        asked = self._questions.values()
        return {
            "build": self.build,
            "next": self._next,
            "numbers": array(_NUMBER, self._questions).tobytes(),
            "questions": columns(_Question, asked) | {"key": [_portable(one.key, one.args) for one in asked]},
        }

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.build, self._next, self._frames = state["build"], state["next"], []
        here = {"key": map(_key_here, state["questions"]["key"])}
        questions = of_columns(_Question, state["questions"] | here)
        self._questions = dict(zip(array(_NUMBER, state["numbers"]), questions, strict=True))
        self._numbers = {question.key: number for number, question in self._questions.items()}

    def forget_all_but(self, reads: Iterable[Iterable[int]]) -> None:
        """Let go of the questions that nothing depends on any more, and of all that they hold."""
        used: set[int] = set()
        for some in reads:
            used.update(some)
        for number in self._questions.keys() - used:
            del self._numbers[self._questions.pop(number).key]


def token(value: object) -> Hashable:
    """What stands for an argument in the key of a question: its value, or which object it is."""
    if type(value) is str:
        return value  # equal to no other token
    if type(value) in _VALUES:
        return type(value), value
    if isinstance(value, tuple) and all(type(part) in _VALUES for part in value):
        return type(value), tuple(map(token, value))
    return _OBJECT, id(value)


def _portable(key: Hashable, args: tuple[object, ...]) -> Hashable:
    """A key, with the objects that it names in the place of their identity."""
    if not any(map(_names_an_object, key if isinstance(key, tuple) else ())):
        return key
    assert isinstance(key, tuple)
    objects = {id(value): value for value in _arguments(args)}
    return tuple((_OBJECT, objects[part[1]]) if _names_an_object(part) else part for part in key)


def _key_here(key: Hashable) -> Hashable:
    """A key that was kept, in this process."""
    if isinstance(key, tuple) and any(map(_names_an_object, key)):
        return tuple((_OBJECT, id(part[1])) if _names_an_object(part) else part for part in key)
    return key


def _names_an_object(part: object) -> bool:
    return type(part) is tuple and len(part) == 2 and part[0] == _OBJECT


def _arguments(args: tuple[object, ...]) -> Iterator[object]:
    """What a question is asked with, arguments of a method among them."""
    for value in args:
        yield value
        yield from value if type(value) is tuple else value.values() if type(value) is dict else ()
