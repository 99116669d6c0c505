"""How one channel shows one item, and what all channels made: what the agent's kit lays side by side."""

from dataclasses import dataclass
from typing import Protocol

from tambour.model.site.output import Output, OutputIndex
from tambour.model.site.site import Published


@dataclass(frozen=True)
class Excerpt:
    """How a channel shows one item, for the agent's kit.

    title: French, names the channel or its part ("Flux RSS", "Mastodon"). text: plain text, to copy; or html: safe
    HTML, to look at. output: what to link or show. length, limit: of the text, counted as its destination counts; None
    where nothing is counted. notes: French, what the agent should know ("raccourci à la phrase"). parts: when the
    channel has several results for one item (one text a network, one card a format).
    """

    title: str
    text: str = ""
    html: str = ""
    output: Output | None = None
    length: int | None = None
    limit: int | None = None
    notes: tuple[str, ...] = ()
    parts: "tuple[Excerpt, ...]" = ()


class Results(Protocol):
    """What every channel made of the site: for what is rendered last, because it shows the others."""

    @property
    def outputs(self) -> OutputIndex:
        """Every channel's promises."""

    def excerpts(self, item: Published) -> tuple[Excerpt, ...]:
        """How each channel shows an item, in the order of the settings; those that do not show it are left out."""

    def read(self, output: Output) -> bytes:
        """The bytes of a public promise that was kept. Raises OSError for one that was not."""
