"""A channel and what it prepared of one site: what the build, and the tests of channels, speak to."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Generic, TypeVar

from tambour.channels import Channel, ChannelSettings
from tambour.model.problems import Problem
from tambour.model.site.excerpt import Excerpt, Results
from tambour.model.site.output import Output, OutputIndex
from tambour.model.site.published import Published
from tambour.model.site.receipt import Absence
from tambour.model.site.site import Site
from tambour.words.speech import FRENCH, speaking

P = TypeVar("P")


@dataclass(frozen=True)
class PreparedChannel(Generic[P]):
    """The methods of a channel, for one site."""

    channel: Channel[ChannelSettings, P]
    prepared: P
    language: str = FRENCH  # that it speaks, where it is not of an item that has another

    def speaking(self) -> AbstractContextManager[object]:
        """Speak its language within the block."""
        return speaking(FRENCH if self.channel.for_agents else self.language)

    def outputs(self) -> Sequence[Output]:
        with self.speaking():
            return self.channel.outputs(self.prepared)

    def check(self) -> Sequence[Problem]:
        with self.speaking():
            return self.channel.check(self.prepared)

    def notes(self) -> Sequence[str]:
        return self.channel.notes(self.prepared)

    def render(self, output: Output) -> bytes:
        with self.speaking():
            return self.channel.render(self.prepared, output)

    def excerpt(self, item: Published) -> Excerpt | None:
        with self.speaking():
            return self.channel.excerpt(self.prepared, item)

    def presences(self, items: Sequence[Published]) -> list[tuple[str, ...] | Absence]:
        with self.speaking():
            return [self.channel.presence(self.prepared, item) for item in items]

    def last_outputs(self, outputs: OutputIndex) -> Sequence[Output]:
        with self.speaking():
            return self.channel.last_outputs(self.prepared, outputs)

    def render_last(self, output: Output, results: Results) -> bytes:
        with self.speaking():
            return self.channel.render_last(self.prepared, output, results)


Prepared = Mapping[str, PreparedChannel[object]]


def prepared(channel: Channel[ChannelSettings, P], site: Site) -> PreparedChannel[P]:
    """A channel that is ready to say this site."""
    language = site.territory.languages[0]
    with speaking(FRENCH if channel.for_agents else language):
        return PreparedChannel(channel, channel.prepare(site), language)
