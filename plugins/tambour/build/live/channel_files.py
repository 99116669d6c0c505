"""The files of channels: those that are not what they would be now are made again, the others stay."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial

from tambour.build.live.channels import LiveChannel
from tambour.build.live.folder import LiveFolder, or_else
from tambour.build.live.results import LiveResults
from tambour.build.live.watch import Watch
from tambour.build.promises import Promise
from tambour.build.rendering import open_cache
from tambour.build.rendering.cache import OutputCache
from tambour.build.rendering.workers import MissingOutputs
from tambour.build.run import Run
from tambour.model.site.output import Output


class ChannelFiles:
    """Where they go, from build to build.

    channels: by name, as they are at any time. folders: by root. made: how many files were made again.
    """

    def __init__(self, channels: Mapping[str, LiveChannel], folders: Mapping[str, LiveFolder]) -> None:
        self.made = 0
        self._channels = channels
        self._folders = folders
        self._cache: tuple[frozenset[str], OutputCache] | None = None

    def missing(self, run: Run, watch: Watch) -> MissingOutputs:
        """What has to be drawn: it can begin before anything is written."""
        keyed = (promise for promise in run.promises if promise.output.key is not None and not promise.last)
        stale = [promise for promise in keyed if not self._stays(promise, watch)]
        return MissingOutputs(self._channels, stale, self._open_cache(run))

    def write(self, run: Run, watch: Watch, missing: MissingOutputs) -> None:
        """Bring every file up to date but those that show others; what is drawn meanwhile comes after the rest."""
        stale: list[Promise] = []
        for promise in run.promises:
            if promise.last:
                continue
            if self._stays(promise, watch):
                self._folder(promise.output).stays(promise.output.path)
            else:
                stale.append(promise)
        self._write_all(run, watch, [promise for promise in stale if promise.output.key is None])
        missing.finish(watch.go_on)
        self._write_all(run, watch, [promise for promise in stale if promise.output.key is not None])

    def write_last(
        self, run: Run, watch: Watch, turns: Hashable, results: LiveResults, digest_of: Callable[[str], str]
    ) -> None:
        """What shows other files is made again when `turns` are others.

        Of a channel that keeps nothing, a file is made again when what it reads of the others is another.
        """
        cache = self._open_cache(run)
        for promise in run.promises:
            if not promise.last:
                continue
            channel, output = self._channels[promise.channel], promise.output
            turn = () if channel.is_alone() else turns
            if channel.is_right(output, turn, digest_of):
                self._folder(output).stays(output.path)
                continue
            watch.go_on()
            data = cache.get(promise.channel, output.key) if output.key else None
            if data is None:
                results.read_digests.clear()
                render = partial(channel.render_last, output, results)
                data = channel.make(output, turn, render, results.read_digests)
                if output.key:
                    cache.put(promise.channel, output.key, data)
            else:
                channel.took(output)
            self._write(channel, output, data)

    def _stays(self, promise: Promise, watch: Watch) -> bool:
        """Whether the file is there as it would be made now, or can wait."""
        channel, output = self._channels[promise.channel], promise.output
        can_stay = output.can_wait and watch.hurries and self._folder(output).has(output.path)
        return can_stay or channel.is_right(output, channel.turn_of(output))

    def _write_all(self, run: Run, watch: Watch, promises: Sequence[Promise]) -> None:
        cache = self._open_cache(run)
        for promise in promises:
            watch.go_on()
            channel, output = self._channels[promise.channel], promise.output
            data = cache.get(promise.channel, output.key) if output.key else None
            if data is None:
                data = channel.make(output, channel.turn_of(output), partial(channel.render, output))
            else:
                channel.took(output)
            self._write(channel, output, data)

    def _write(self, channel: LiveChannel, output: Output, data: bytes) -> None:
        self.made += 1
        with or_else(partial(channel.forget, output)):
            self._folder(output).write(output.path, data)

    def _folder(self, output: Output) -> LiveFolder:
        return self._folders[output.root]

    def _open_cache(self, run: Run) -> OutputCache:
        """What is kept by key of those channels that give keys: it is opened anew when they are others."""
        keyed = frozenset(promise.channel for promise in run.promises if promise.output.key)
        if self._cache is None or self._cache[0] != keyed:
            self._cache = keyed, open_cache(run.channels, run.promises, run.settings.cache / "outputs")
            self._cache[1].forget_the_oldest()
        return self._cache[1]
