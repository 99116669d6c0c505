"""A channel's promise: one file that will exist. Plain data, so that pages and other channels can link it before."""

from dataclasses import dataclass
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
