"""Every channel's promises, collected and compared: no two writers may claim one path."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from tambour.build.prepared import Prepared
from tambour.messages import problem
from tambour.model.problems import Problem
from tambour.model.site.output import Output, OutputIndex

Place = tuple[PurePosixPath, int]


class Promise(NamedTuple):
    """An output, and who renders it. last: once all others are rendered, since it shows them."""

    channel: str
    output: Output
    last: bool = False


def collect(channels: Prepared) -> tuple[Promise, ...]:
    """Every channel's promises, by root and path; those that come last are made knowing the others."""
    first = [Promise(name, output) for name, channel in channels.items() for output in channel.outputs()]
    index = index_of(first)
    last = [
        Promise(name, output, last=True) for name, channel in channels.items() for output in channel.last_outputs(index)
    ]
    return tuple(
        sorted((*first, *last), key=lambda promise: (promise.output.root, promise.output.path, promise.channel))
    )


def index_of(promises: Iterable[Promise]) -> OutputIndex:
    """What is promised, for whoever looks an output up."""
    return OutputIndex.of_all(promise.output for promise in promises)


def collisions(
    promises: Sequence[Promise], taken: Mapping[str, str], place_of: Callable[[Promise], Place]
) -> Iterator[Problem]:
    """Paths that two writers claim, or that are a file for one and a folder for another.

    taken: public path → who writes it already (a page, a picture), in French. place_of: file and line to blame.
    Compared without case: some systems take `Plan.pdf` and `plan.pdf` for one file.
    """
    for root in ("public", "kit"):
        owners = {path.casefold(): owner for path, owner in taken.items()} if root == "public" else {}
        folders = {parent: path for path in owners for parent in _parents(path)}
        for promise in (promise for promise in promises if promise.output.root == root):
            path, owner = promise.output.path.casefold(), f"le canal {promise.channel}"
            other = (
                owners.get(path)
                or owners.get(folders.get(path, ""))
                or next(filter(None, map(owners.get, _parents(path))), None)
            )
            if other is not None:
                yield problem("sortie-double", *place_of(promise), value=promise.output.path, one=other, other=owner)
            owners[path] = owner
            folders.update(dict.fromkeys(_parents(path), path))


def _parents(path: str) -> Iterator[str]:
    """The folders that hold a path, the nearest first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
