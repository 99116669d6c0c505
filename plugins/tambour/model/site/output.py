"""A channel's promise: one file that will exist. Plain data, so that pages and other channels can link it before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple


class Scope(NamedTuple):
    """A part of the site that an output gathers: `Scope("all")`, `Scope("kind", "news")`, `Scope("commune", "cluny")`.

    id: English name of a kind; id of a commune, a topic or a place; id of a service calendar; "" for "all".
    """

    register: Literal["all", "kind", "commune", "topic", "place", "service"]
    id: str = ""


@dataclass(frozen=True)
class Output:
    """One file that a channel will render.

    path: relative to its root, "/" as separator, no leading slash: `feeds/all.rss`.
    media_type: as a server should send it, charset included: `text/calendar; charset=utf-8`.
    rel: for `<link rel=… type=… title=…>` in pages; None = not announced there.
    title: what it is called, in French: the link's title; of a picture, its alternative text.
    about: id of the item it is about; None = about the site, or a part of it.
    root: "public" is the site; "kit" is for the agent and is not published.
    key: digest of all that the bytes depend on, when the channel can tell; equal key = equal bytes. None = unknown.
    scope: the part of the site that it gathers (a feed, a calendar) or stands for (a card). With `rel`, it is announced
        on the pages of that part alone.
    role: what others look it up by: `feed`, `calendar`, `card`, `card-square`… None = of no use to other pages.
    size: width and height in pixels, of a picture.
    """

    path: str
    media_type: str
    rel: str | None = None
    title: str = ""
    about: str | None = None
    root: Literal["public", "kit"] = "public"
    key: str | None = None
    scope: Scope | None = None
    role: str | None = None
    size: tuple[int, int] | None = None


@dataclass(frozen=True)
class OutputIndex:
    """What every channel has promised, found by what it is about.

    outputs: all of it, by path.
    """

    outputs: tuple[Output, ...] = ()

    @classmethod
    def of_all(cls, outputs: Iterable[Output]) -> "OutputIndex":
        """An index of these outputs, in whatever order they come."""
        return cls(tuple(sorted(outputs, key=lambda output: output.path)))

    def about(self, item_id: str, role: str | None = None) -> tuple[Output, ...]:
        """The outputs about one item, or those of one role alone, by path."""
        return tuple(output for output in self._by.get(item_id, ()) if role in (None, output.role))

    def of(self, scope: Scope, role: str | None = None) -> tuple[Output, ...]:
        """The outputs that gather one part of the site, or those of one role alone, by path."""
        return tuple(output for output in self._by.get(scope, ()) if role in (None, output.role))

    @cached_property
    def _by(self) -> Mapping[str | Scope, Sequence[Output]]:
        """Outputs by the item that they are about, and by the part of the site that they gather."""
        index: dict[str | Scope, list[Output]] = {}
        for output in self.outputs:
            for key in (output.about, output.scope):
                if key is not None:
                    index.setdefault(key, []).append(output)
        return index
