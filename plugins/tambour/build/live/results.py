"""What every channel made, as the files that show it are told: kept, with what each has read of it."""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from tambour.build.live.channels import LiveChannel
from tambour.build.live.folder import LiveFolder
from tambour.build.live.recorder import KeptResult, NotedReads, PackedResults, Reads, Recorder, token
from tambour.build.live.sameness import same
from tambour.model.site.excerpt import Excerpt
from tambour.model.site.output import Output, OutputIndex
from tambour.model.site.published import Published
from tambour.model.site.receipt import Receipt


@dataclass
class KeptReceipt:
    """The receipt as it is at any time. number: how many there have been."""

    receipt: Receipt = field(default_factory=Receipt)
    number: int = 0

    def __getstate__(self) -> Mapping[str, Any]:
        """For another process, which has another one to give: to read this one takes longer than to show that one."""
        return {"receipt": Receipt(), "number": self.number}

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
        """For another process: see `PackedResults`."""
        known = self._known.values()
        packed = PackedResults.of(one.kept for one in known)
        return {**vars(self), "_known": ([one.item for one in known], packed, [one.turns for one in known])}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """In another process, where items have other identities."""
        items, packed, turns = state["_known"]
        rows = zip(items, packed.unpack(), turns, strict=True)
        known = {id(item): _KnownExcerpts(item, kept, turn) for item, kept, turn in rows}
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


@dataclass
class ShownResults:
    """Those of all builds: a channel may know one by its `id`, which no other gets."""

    _turns: Hashable = None
    _all: list[LiveResults] = field(default_factory=list)

    def at(self, turns: Hashable, new: Callable[[], LiveResults]) -> LiveResults:
        """The last ones, as long as what they show is the same. turns: what tells it."""
        if not self._all or self._turns != turns:
            self._turns = turns
            self._all.append(new())
        return self._all[-1]


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
