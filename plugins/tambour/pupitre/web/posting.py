"""What waits to be posted by hand: each network's text of what is new, until somebody ticks it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tambour.build.prepared import PreparedChannel, prepared
from tambour.channels import AnyChannel
from tambour.channels.kit.sheet import reasons
from tambour.channels.posts import Posts, SitePosts
from tambour.channels.posts.composing import Post
from tambour.model.alert import Alert
from tambour.model.problems import Refused
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.publish.posted import ATTRIBUTES, EVERYWHERE, POSTED_FILE, PostTick, read_ticks, with_rule
from tambour.pupitre.people.visit import author_of
from tambour.pupitre.versions.history import ContentHistory
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.web.project import Project

DAYS = 7  # for how long what is new is worth posting


@dataclass(frozen=True)
class HandPost:
    """One text for one network. tick: the last one of it; None for never. is_done: nothing is new since."""

    post: Post
    tick: PostTick | None
    is_done: bool

    @property
    def name(self) -> str:
        """Of the network, as it is written."""
        return self.post.name.value

    @property
    def label(self) -> str:
        """As its users call it."""
        return self.post.network.label

    @property
    def text(self) -> str:
        """To paste: where the title has a field of its own, both."""
        return "\n\n".join(filter(None, (self.post.title, self.post.text)))


@dataclass(frozen=True)
class HandPosts:
    """One item's.

    path: of its file. since: when what is new of it became so. reasons: why it is worth posting. waits: why it is not
    to be posted yet, in French; "" for now.
    """

    item: Published
    path: str
    since: datetime
    reasons: Sequence[str]
    posts: Sequence[HandPost]
    waits: str = ""

    @property
    def left(self) -> Sequence[HandPost]:
        """Those that nobody has posted."""
        return [post for post in self.posts if not post.is_done]


class Posting:
    """What is posted by hand of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def waiting(self, site: Site) -> list[HandPosts]:
        """What is new of a site and can be posted, the newest first; what is done on every network last."""
        channel = self._channel(site)
        if channel is None:
            return []
        texts, ticks = channel.prepared, self._ticks()
        assert isinstance(texts, SitePosts)
        found = []
        for item in site.originals:
            since = _news_moment(item, site.now)
            if since is None or not texts.is_worth(item):
                continue
            posts = [_hand_post(post, item, since, ticks) for post in texts.write(item)]
            if posts:
                why = reasons(item, site.now, DAYS)
                found.append(HandPosts(item, str(item.origin.path), since, why, posts))
        return sorted(found, key=lambda one: (not one.left, -one.since.timestamp(), one.item.id))

    @property
    def is_set(self) -> bool:
        """Whether there are networks at all."""
        return any(isinstance(channel, Posts) for channel in self._project.settings.channels.values())

    def tick(self, item: str, network: str, message: str, *, is_done: bool) -> None:
        """Note that somebody has posted an item, or has not.

        Args:
            item: its id.
            network: its name.
            message: what was done, in a line.
            is_done: whether she has.

        Raises:
            ChangedMeanwhile: when somebody else has ticked at this very moment.
            HistoryRefused: when nothing could be written.
        """
        history = ContentHistory(self._project.root)
        before = self._data()
        author = author_of(history)
        tick = PostTick(item, network, self._project.now(), author.name, is_done)
        after = before + (b"" if before.endswith(b"\n") or not before else b"\n") + tick.line()
        rules = self._data(ATTRIBUTES)
        try:
            history.save(
                [(POSTED_FILE, after), *([(ATTRIBUTES, united)] if (united := with_rule(rules)) != rules else [])],
                author,
                message,
                {POSTED_FILE: before or None, ATTRIBUTES: rules or None},
            )
        except HistoryRefused as refused:
            if not refused.written:
                raise

    def _ticks(self) -> Mapping[tuple[str, str], PostTick]:
        return read_ticks(self._data())

    def _data(self, name: str = POSTED_FILE) -> bytes:
        try:
            return (self._project.root / name).read_bytes()
        except OSError:
            return b""

    def _channel(self, site: Site) -> PreparedChannel[object] | None:
        channels = self._project.settings.channels.values()
        channel: AnyChannel | None = next((one for one in channels if isinstance(one, Posts)), None)
        try:
            return prepared(channel, site) if channel is not None else None
        except Refused:
            return None


def _hand_post(post: Post, item: Published, since: datetime, ticks: Mapping[tuple[str, str], PostTick]) -> HandPost:
    told = (ticks.get((item.id, network)) for network in (post.name.value, EVERYWHERE))
    tick = max((one for one in told if one is not None), key=lambda one: one.at, default=None)
    return HandPost(post, tick, tick is not None and tick.is_done and tick.at >= since)


def _news_moment(item: Published, now: datetime) -> datetime | None:
    """When what is new of an item became so; None when nothing is."""
    if not item.kind.announced:
        return None
    after = now - timedelta(days=DAYS)
    return max((moment for moment in _news(item, after) if after < moment <= now), default=None)


def _news(item: Published, after: datetime) -> Iterator[datetime]:
    """Of what was recorded since, the history is worked out; of most items nothing was."""
    if item.item.publish_at is not None:
        yield item.item.publish_at
    if item.recorded.ats and item.recorded.ats[-1] > after:
        yield from (change.at for change in item.history.changes)
    if isinstance(item.item, Alert) and item.item.is_lifted and item.history.lifted_at is not None:
        yield item.history.lifted_at
