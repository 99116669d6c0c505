"""Promises kept: known bytes from the cache, the others made, on every core where that pays.

What a channel can tell by key (`Output.key`) is made once and kept under `.cache/outputs/`; the rest is rendered anew
at each build, here, one at a time, so that nothing is held in memory once it is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tambour.build.rendering.cache import OutputCache
from tambour.build.rendering.code import code_digest
from tambour.build.rendering.workers import make_missing
from tambour.channels import Channel
from tambour.model.site.excerpt import Excerpt
from tambour.model.site.output import Output
from tambour.model.site.site import Published, Site

if TYPE_CHECKING:
    from tambour.build.promises import Promise

Made = Iterator[tuple["Promise", bytes]]


def render_public(channels: Mapping[str, Channel], site: Site, promises: Sequence["Promise"], folder: Path) -> Made:
    """Each public promise with its bytes, in the order given; those of a channel that gathers are left for the last.

    folder: of the cache, which is made when something is kept. Raises ContentRefused with every problem that rendering
    found, of all promises that have a key, or of the first other one.
    """
    ours = [promise for promise in promises if not _comes_last(promise, channels)]
    cache = OutputCache(folder, code_digest(channels) if any(promise.output.key for promise in ours) else "")
    make_missing(channels, site, ours, cache)
    for promise in ours:
        known = cache.get(promise.channel, promise.output.key) if promise.output.key else None
        yield promise, channels[promise.channel].render(site, promise.output) if known is None else known
    cache.forget_the_oldest()


def render_last(channels: Mapping[str, Channel], site: Site, promises: Sequence["Promise"], public: Path) -> Made:
    """Each promise of the agent's kit or of a channel that gathers, once the others are written: it shows them.

    public: the folder of the public files.
    """

    def excerpts(item: Published) -> tuple[Excerpt, ...]:
        shown = (channel.excerpt(site, item) for channel in channels.values())
        return tuple(excerpt for excerpt in shown if excerpt is not None)

    def rendered(output: Output) -> bytes:
        return (public / output.path).read_bytes()

    knowing = replace(site, excerpts=excerpts, rendered=rendered)
    for promise in promises:
        if _comes_last(promise, channels):
            yield promise, channels[promise.channel].render(knowing, promise.output)


def _comes_last(promise: "Promise", channels: Mapping[str, Channel]) -> bool:
    return promise.output.root == "kit" or channels[promise.channel].gathers
