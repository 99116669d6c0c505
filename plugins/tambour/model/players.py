"""Who hosts videos and sounds for others, and what a page asks of them once somebody has clicked.

Each address was written down from the host's own documentation of its embedded player; where the host has a way to
play without a cookie, it is the one that is used.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class HostedPlayer:
    """One video or sound at its host.

    Attributes:
        host: as a reader knows it: `youtube.com`.
        page: where it is seen at the host's, without a script of ours.
        frame: what a frame loads, once asked for.
        frame_origin: scheme and host of `frame`, as `frame-src` of a Content-Security-Policy has it.
    """

    host: str
    page: str
    frame: str

    @property
    def frame_origin(self) -> str:
        parts = urlsplit(self.frame)
        return f"{parts.scheme}://{parts.netloc}"


_YOUTUBE = re.compile(r"[A-Za-z0-9_-]{11}")
_NUMBER = re.compile(r"\d{5,12}")
_HASH = re.compile(r"[0-9a-f]{6,16}")
_DAILYMOTION = re.compile(r"[a-zA-Z0-9]{5,12}")
_PEERTUBE = re.compile(r"[A-Za-z0-9]{22}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_PEERTUBE_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_Query = Mapping[str, list[str]]


def player_of(address: str) -> HostedPlayer | None:
    """The player of a page at a host that is known; None for any other address.

    >>> player_of("https://youtu.be/aqz-KE-bpKQ").frame
    'https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ'
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        is_plain = parts.scheme in ("http", "https") and parts.port in (None, 80, 443) and parts.username is None
    except ValueError:
        return None
    if not is_plain:
        return None
    steps = [step for step in parts.path.split("/") if step]
    make = _BY_HOST.get(host)
    return make(steps, parse_qs(parts.query)) if make is not None else _peertube(host, steps)


def _youtube(steps: list[str], query: _Query) -> HostedPlayer | None:
    name = steps[1] if steps[:1] and steps[0] in ("embed", "shorts", "live", "v") and len(steps) > 1 else ""
    return _youtube_video(name or next(iter(query.get("v", ())), ""), query)


def _youtu_be(steps: list[str], query: _Query) -> HostedPlayer | None:
    return _youtube_video(steps[0] if steps else "", query)


def _youtube_video(name: str, query: _Query) -> HostedPlayer | None:
    if not _YOUTUBE.fullmatch(name):
        return None
    start = re.fullmatch(r"(\d{1,6})s?", next(iter(query.get("t", query.get("start", ()))), ""))
    page, frame = f"https://www.youtube.com/watch?v={name}", f"https://www.youtube-nocookie.com/embed/{name}"
    if start:
        return HostedPlayer("youtube.com", f"{page}&t={start[1]}s", f"{frame}?start={start[1]}")
    return HostedPlayer("youtube.com", page, frame)


def _vimeo(steps: list[str], query: _Query) -> HostedPlayer | None:
    steps = steps[1:] if steps[:1] == ["video"] else steps
    if not steps or not _NUMBER.fullmatch(steps[0]):
        return None
    key = steps[1] if len(steps) > 1 else next(iter(query.get("h", ())), "")
    if not _HASH.fullmatch(key):
        return HostedPlayer(
            "vimeo.com", f"https://vimeo.com/{steps[0]}", f"https://player.vimeo.com/video/{steps[0]}?dnt=1"
        )
    page, frame = f"https://vimeo.com/{steps[0]}/{key}", f"https://player.vimeo.com/video/{steps[0]}?h={key}&dnt=1"
    return HostedPlayer("vimeo.com", page, frame)


def _dailymotion(steps: list[str], query: _Query) -> HostedPlayer | None:
    """`/video/x8abcde_un-titre`, `/embed/video/x8abcde`, `/player.html?video=x8abcde`."""
    named = steps[-1] if steps[-2:-1] == ["video"] else next(iter(query.get("video", ())), "")
    return _dai_ly([named], query)


def _dai_ly(steps: list[str], query: _Query) -> HostedPlayer | None:
    del query
    name = steps[0].partition("_")[0] if steps else ""
    if not _DAILYMOTION.fullmatch(name):
        return None
    frame = f"https://geo.dailymotion.com/player.html?video={name}"
    return HostedPlayer("dailymotion.com", f"https://www.dailymotion.com/video/{name}", frame)


def _peertube(host: str, steps: list[str]) -> HostedPlayer | None:
    """PeerTube is run by many: it is known by its addresses, `/w/…` and `/videos/watch/…`."""
    is_one = (len(steps) == 2 and steps[0] == "w") or (len(steps) == 3 and steps[:2] in _PEERTUBE_WAYS)
    if not is_one or not _PEERTUBE.fullmatch(steps[-1]) or not _PEERTUBE_HOST.fullmatch(host):
        return None
    root, name = f"https://{host}", steps[-1]
    return HostedPlayer(host, f"{root}/w/{name}", f"{root}/videos/embed/{name}?p2p=0")


_PEERTUBE_WAYS = (["videos", "watch"], ["videos", "embed"])
_BY_HOST: Mapping[str, Callable[[list[str], _Query], HostedPlayer | None]] = MappingProxyType(
    {
        "youtube.com": _youtube,
        "youtube-nocookie.com": _youtube,
        "youtu.be": _youtu_be,
        "vimeo.com": _vimeo,
        "player.vimeo.com": _vimeo,
        "dailymotion.com": _dailymotion,
        "geo.dailymotion.com": _dailymotion,
        "dai.ly": _dai_ly,
    }
)
HOSTS = ("YouTube", "Vimeo", "Dailymotion", "PeerTube")
