"""A channel's promise: one file that will exist. Plain data, so that pages and other channels can link it before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

KIT_PLAN, KIT_FEED = "annonces.html", "annonces.atom"  # in the kit: written once more by whoever announces


class Scope(NamedTuple):
    """A part of the site that an output gathers: `Scope("all")`, `Scope("kind", "news")`, `Scope("commune", "cluny")`.

    Attributes:
        register: what the part is named by; "all" is the whole site.
        id: the English name of a kind; the id of a commune, a topic, a place or a service calendar; "" for "all".
    """

    register: Literal["all", "kind", "commune", "topic", "place", "service"]
    id: str = ""


@dataclass(frozen=True)
class Output:
    """One file that a channel will render.

    Attributes:
        path: where it goes, relative to its root: plain names with "/" between them, no leading slash:
            `feeds/all.rss`. A plain name is not empty, `.` or `..`, and holds no backslash or control character.
        media_type: what a server should send, charset included: `text/calendar; charset=utf-8`.
        rel: pages announce the file in their `<head>`, as `<link rel=… type=… title=…>`: on every page or, with `about`
            or `scope`, on those of that item or part alone. `None`: announced nowhere.
        title: what it is called, in French: the title of the link; the alternative text of a picture.
        about: id of the item that it is about; it is then listed under that item in `tambour.json`. `None`: it is about
            the site, or a part of it.
        root: "public" is the site; "kit" is for the agent, and is never published. There, what is about one item goes
            to `contenus/<id>/`: that folder is all that the agent takes away.
        key: `digest(…)` of all that the bytes depend on. Equal keys must mean equal bytes: what has a key is rendered
            once and kept. Give one when rendering is dear (a picture); leave it `None` when it is not.
        scope: the part of the site that it gathers (a feed, a calendar) or stands for (a card). `None`: it gathers
            none.
        role: what others look it up by: `feed`, `calendar`, `card`, `card-square`… `None`: of no use to others.
        size: width and height of a picture, in pixels.
        can_wait: `serve` makes it once nothing more is being saved, and shows it as it was until then. For what is dear
            and that nobody looks at while writing.
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
    can_wait: bool = False


@dataclass(frozen=True)
class OutputIndex:
    """What all channels have promised, found by what it is about.

    Attributes:
        outputs: every promise, by path.
    """

    outputs: tuple[Output, ...] = ()

    @classmethod
    def of_all(cls, outputs: Iterable[Output]) -> "OutputIndex":
        """Make the index of some outputs.

        Args:
            outputs: in any order.

        Returns:
            Their index.
        """
        return cls(tuple(sorted(outputs, key=lambda output: output.path)))

    def about(self, item_id: str, role: str | None = None) -> tuple[Output, ...]:
        """Find the outputs about one item.

        Args:
            item_id: the item's id.
            role: one role alone; `None` for all.

        Returns:
            The outputs, by path; empty when there is none.
        """
        return tuple(output for output in self._by.get(item_id, ()) if role in (None, output.role))

    def of(self, scope: Scope, role: str | None = None) -> tuple[Output, ...]:
        """Find the outputs that gather one part of the site.

        Args:
            scope: the part.
            role: one role alone; `None` for all.

        Returns:
            The outputs, by path; empty when there is none.
        """
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
