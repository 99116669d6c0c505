"""Promises kept: known bytes from the cache, the others made, on every core where that pays.

What a channel can tell by key (`Output.key`) is made once and kept under `.cache/outputs/`; the rest is rendered anew
at each build, here, one at a time, so that nothing is held in memory once it is written.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tambour.build.prepared import Prepared
from tambour.build.rendering.cache import OutputCache
from tambour.build.rendering.workers import make_missing
from tambour.model.site.excerpt import Excerpt
from tambour.model.site.output import Output, OutputIndex
from tambour.model.site.published import Published
from tambour.model.site.receipt import Receipt

if TYPE_CHECKING:
    from tambour.build.promises import Promise
import hashlib
from collections.abc import Mapping

from tambour.build.engine import THEME
from tambour.build.fingerprint import files_in, libraries
from tambour.build.inputs import packages
from tambour.channels import AnyChannel

Made = Iterator[tuple["Promise", bytes]]


def render_first(channels: Prepared, promises: Sequence["Promise"], folder: Path) -> Made:
    """Each promise with its bytes, in the order given; those that come last are left out.

    folder: of the cache, which is made when something is kept. Raises ContentRefused with every problem that rendering
    found, of all promises that have a key, or of the first other one.
    """
    ours = [promise for promise in promises if not promise.last]
    code = {name: prepared.channel for name, prepared in channels.items()}
    cache = OutputCache(folder, code_digest(code) if any(promise.output.key for promise in ours) else "")
    make_missing(channels, ours, cache)
    for promise in ours:
        cached = cache.get(promise.channel, promise.output.key) if promise.output.key else None
        yield promise, channels[promise.channel].render(promise.output) if cached is None else cached
    cache.forget_the_oldest()


def render_last(
    channels: Prepared,
    promises: Sequence["Promise"],
    outputs: OutputIndex,
    receipt: Receipt,
    folders: Mapping[str, Path],
) -> Made:
    """Each promise that comes last, once the others are written: it shows them. folders: by root."""
    results = _Results(channels, outputs, receipt, folders)
    for promise in promises:
        if promise.last:
            yield promise, channels[promise.channel].render_last(promise.output, results)


class _Results:
    """What every channel made (`Results`). Channels are asked once for an item, however many files show it."""

    def __init__(self, channels: Prepared, outputs: OutputIndex, receipt: Receipt, folders: Mapping[str, Path]) -> None:
        self._channels = channels
        self._outputs = outputs
        self._receipt = receipt
        self._folders = folders
        self._excerpts: dict[str, tuple[Excerpt, ...]] = {}

    @property
    def outputs(self) -> OutputIndex:
        return self._outputs

    @property
    def receipt(self) -> Receipt:
        return self._receipt

    def excerpts(self, item: Published) -> tuple[Excerpt, ...]:
        if item.id not in self._excerpts:
            candidates = (channel.excerpt(item) for channel in self._channels.values())
            self._excerpts[item.id] = tuple(excerpt for excerpt in candidates if excerpt is not None)
        return self._excerpts[item.id]

    def read(self, output: Output) -> bytes:
        return (self._folders[output.root] / output.path).read_bytes()


def code_digest(channels: Mapping[str, AnyChannel]) -> str:
    """Hex digest of the content of every file of the product and of each channel's package, and of the libraries.

    Without the theme, which a wheel has inside: the key of what templates make holds their digest.
    """
    total = hashlib.sha256("\n".join(libraries()).encode())
    for root in packages(type(channel).__module__ for channel in channels.values()):
        for file in files_in(root):
            if not file.is_relative_to(THEME):
                total.update(f"{file.relative_to(root.parent).as_posix()}\n".encode())
                total.update(file.read_bytes())
    return total.hexdigest()
