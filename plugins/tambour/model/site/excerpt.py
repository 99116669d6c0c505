"""How one channel shows one item, and what all channels made: what the agent's kit lays side by side."""

from dataclasses import dataclass
from typing import Protocol

from tambour.model.site.output import Output, OutputIndex
from tambour.model.site.published import Published
from tambour.model.site.receipt import Receipt


@dataclass(frozen=True)
class Excerpt:
    """How a channel shows one item, for the agent's kit.

    Attributes:
        title: French, names the channel or its part: `Flux RSS`, `Mastodon`.
        text: plain text, to copy.
        html: safe HTML, to look at.
        output: the file to link, or the picture to show.
        length: of the text, counted as its destination counts it. `None` where nothing is counted.
        limit: how long the text may be, counted in the same way. `None` where there is no limit.
        fold: how many characters readers see before they ask for more. `None` where all of it is seen at once.
        notes: what the agent should know, French sentences: what was shortened, what is missing.
        parts: excerpts, when the channel has several results for one item: a text for each network, a card for each
            format.
    """

    title: str
    text: str = ""
    html: str = ""
    output: Output | None = None
    length: int | None = None
    limit: int | None = None
    fold: int | None = None
    notes: tuple[str, ...] = ()
    parts: "tuple[Excerpt, ...]" = ()


class Results(Protocol):
    """What every channel made of the site. It is given to what is rendered last, because that shows the others.

    Attributes:
        outputs: every channel's promises.
        receipt: where each item came out, and what has not.
    """

    @property
    def outputs(self) -> OutputIndex: ...

    @property
    def receipt(self) -> Receipt: ...

    def excerpts(self, item: Published) -> tuple[Excerpt, ...]:
        """Ask every channel how it shows an item.

        Args:
            item: an item of the site.

        Returns:
            The excerpts, in the order of the settings; channels that do not show the item have none.
        """

    def read(self, output: Output) -> bytes:
        """Read a file that a channel has made.

        Args:
            output: a promise that did not come last.

        Returns:
            Its bytes.

        Raises:
            OSError: when there is no such file.
        """
