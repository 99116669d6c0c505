"""Promises kept: known bytes from the cache, the others made, on every core where that pays.

What a channel can tell by key (`Output.key`) is made once and kept under `.cache/outputs/`; the rest is rendered anew
at each build, here, one at a time, so that nothing is held in memory once it is written.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tambour.build.engine import PACKAGE, THEME
from tambour.build.fingerprint import content_digest, entries, libraries
from tambour.build.inputs import packages
from tambour.build.prepared import Prepared
from tambour.build.rendering.cache import OutputCache
from tambour.build.rendering.workers import MissingOutputs
from tambour.channels import AnyChannel
from tambour.model.site.excerpt import Excerpt
from tambour.model.site.output import Output, OutputIndex
from tambour.model.site.published import Published
from tambour.model.site.receipt import Receipt

if TYPE_CHECKING:
    from tambour.build.promises import Promise

# What channels of ours are made of, beside their own package: no other room reaches them (pyproject.toml), and what
# they are told of the site is in their keys.
_UNDER_CHANNELS = ("model", "words", "messages", "media", "look", "finding", "channels/__init__.py")
_OF_TEMPLATES = ("build/jinja.py", "build/templates.py", "build/compiled_templates.py")

Made = Iterator[tuple["Promise", bytes]]


def render_first(channels: Prepared, promises: Sequence["Promise"], folder: Path) -> Made:
    """Each promise with its bytes, in the order given; those that come last are left out.

    folder: of the cache, which is made when something is kept. Raises ContentRefused with every problem that rendering
    found, of all promises that have a key, or of the first other one.
    """
    ours = [promise for promise in promises if not promise.last]
    cache = open_cache(channels, ours, folder)
    with MissingOutputs(channels, ours, cache) as missing:
        missing.finish()
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
    folder: Path,
) -> Made:
    """Each promise that comes last, once the others are written: it shows them.

    folders: of the files, by root. folder: of the cache.
    """
    ours = [promise for promise in promises if promise.last]
    cache, results = open_cache(channels, ours, folder), _Results(channels, outputs, receipt, folders)
    for promise in ours:
        key = promise.output.key
        data = cache.get(promise.channel, key) if key else None
        if data is None:
            data = channels[promise.channel].render_last(promise.output, results)
            if key:
                cache.put(promise.channel, key, data)
        yield promise, data


def open_cache(channels: Prepared, promises: Sequence["Promise"], folder: Path) -> OutputCache:
    """What is kept of these promises. folder: where it lies."""
    keyed = sorted({promise.channel for promise in promises if promise.output.key})
    return OutputCache(folder, {name: code_digest(channels[name].channel) for name in keyed})


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


def code_digest(channel: AnyChannel) -> str:
    """Hex digest of the content of every file of code that a channel may run, and of the libraries.

    Of the product, that is what stands under channels, when it is one of ours: to mend one does not draw another's
    pictures again. Without the theme, which a wheel has inside: the key of what templates make holds their digest.
    """
    module = type(channel).__module__
    total = hashlib.sha256("\n".join(libraries()).encode())
    for root in _parts(module):
        for path, stat in entries(root, frozenset({str(THEME)})):
            name = Path(path[len(str(root.parent)) :]).as_posix()
            total.update(f"{name} {content_digest(path, stat)}\n".encode())
    return total.hexdigest()


def _parts(module: str) -> tuple[Path, ...]:
    """Folders and files of the code that a module of channels may run."""
    ours = f"{PACKAGE.name}.channels."
    if not module.startswith(ours):
        return packages([module])
    own = f"channels/{module.removeprefix(ours).partition('.')[0]}"
    return tuple(PACKAGE / part for part in (*_UNDER_CHANNELS, *_OF_TEMPLATES, own))
