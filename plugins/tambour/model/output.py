"""A channel's promise: one file that will exist. Plain data, so that pages and other channels can link it before."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Output:
    """One file that a channel will render.

    path: relative to its root, "/" as separator, no leading slash: `feeds/all.rss`.
    media_type: as a server should send it, charset included: `text/calendar; charset=utf-8`.
    rel, title: for `<link rel=… type=… title=…>` in pages; rel None = not announced there.
    about: id of the item it is about; None = about the site.
    root: "public" is the site; "kit" is for the agent and is not published.
    key: digest of all that the bytes depend on, when the channel can tell; equal key = equal bytes. None = unknown.
    """

    path: str
    media_type: str
    rel: str | None = None
    title: str = ""
    about: str | None = None
    root: Literal["public", "kit"] = "public"
    key: str | None = None
