"""Posts: for each item, the text to paste on each network, in a text message and in the apps of villages."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from tambour.channels import Absence, Channel, Excerpt, Output, Problem, Published, Site, of_one_item

from .composing import Post, compose, document, entry, too_long, unknown_hashtags
from .fitting import Draft
from .messages import MESSAGES
from .networks import Name, Network, Room, table
from .settings import PostsSettings
from .writing import PostOverride, adapt, draft_of

_TEXTS = "textes.json"
_ALT = "Texte de remplacement de la photo"


@dataclass(frozen=True)
class SitePosts:
    """The posts about one site's items: those of each item that is worth some, written when they are asked for.

    is_worth: whether an item is worth some. write: makes the posts of one.
    """

    site: Site
    is_worth: Callable[[Published], bool]
    write: Callable[[Published], Sequence[Post]]

    @cached_property
    def worth(self) -> Mapping[str, Published]:
        """Those items, by id."""
        return {item.id: item for item in self.site.items if self.is_worth(item)}


class Posts(Channel[PostsSettings, SitePosts]):
    """`textes.json`, in the kit; and what the kit shows of each item."""

    Settings = PostsSettings
    french_name = "reseaux"
    parts = tuple(Name)
    messages = MESSAGES

    def prepare(self, site: Site) -> SitePosts:
        return SitePosts(site, partial(self._shows, site), partial(self._write, site))

    def outputs(self, all_posts: SitePosts) -> Sequence[Output]:
        return [Output(_TEXTS, "application/json", title="Tous les textes à publier", root="kit")]

    def check(self, all_posts: SitePosts) -> Sequence[Problem]:
        own_words = [item for item in all_posts.worth.values() if self._has_own_words(item)]
        wrong = [problem for item in own_words for post in all_posts.write(item) for problem in too_long(item, post)]
        return [*wrong, *unknown_hashtags(all_posts.site, self.settings.hashtags)]

    def notes(self, all_posts: SitePosts) -> Sequence[str]:
        told = (self._told(all_posts.site, item) for item in all_posts.worth.values())
        cut = Counter(name for _, shortened in told for name in shortened)
        counts = ", ".join(f"{network.label} {cut[name]}" for name, network in self._networks.items() if cut[name])
        return [f"des textes à publier sont raccourcis pour tenir ({counts}), à relire avant."] if counts else []

    def render(self, all_posts: SitePosts, output: Output) -> bytes:
        return document(self._told(all_posts.site, item)[0] for item in all_posts.worth.values())

    @of_one_item
    def excerpt(self, all_posts: SitePosts, item: Published) -> Excerpt | None:
        if not all_posts.is_worth(item):
            return None
        parts = [part for post in all_posts.write(item) for part in post.excerpts()]
        if item.item.image and item.item.alt:
            parts.append(Excerpt(_ALT, item.item.alt, length=len(item.item.alt)))
        return Excerpt("Textes à publier", parts=tuple(parts))

    def presence(self, all_posts: SitePosts, item: Published) -> tuple[str, ...] | Absence:
        if item.id in all_posts.worth:
            return (_TEXTS,)
        return all_posts.site.why_not_posted(item) or Absence.KIND

    @cached_property
    def _networks(self) -> Mapping[Name, Network]:
        networks = table(self.settings.mastodon_limit, self.settings.sms_messages)
        return {name: networks[name] for name in self.settings.networks}

    def _shows(self, site: Site, item: Published) -> bool:
        is_ours = item.kind.folder in self.settings.kinds and not item.left_out_of(self.name)
        return is_ours and site.can_be_posted(item)

    def _has_own_words(self, item: Published) -> bool:
        """Whether its writer says something for one network alone: nothing else can be too long."""
        return any(item.said_in(name).title or item.said_in(name).text for name in self._networks)

    def _told(self, site: Site, item: Published) -> tuple[bytes, Sequence[Name]]:
        """What `textes.json` says of an item, and on which networks it is shortened: posts weigh more."""
        return site.once(f"{self.name}: {_TEXTS}", item, partial(self._tell, site, item))

    def _tell(self, site: Site, item: Published) -> tuple[bytes, Sequence[Name]]:
        posts = self._write(site, item)
        return entry(item, posts), tuple(post.name for post in posts if post.is_shortened)

    def _write(self, site: Site, item: Published) -> Sequence[Post]:
        return site.once(f"{self.name}: textes", item, lambda: tuple(self._posts(site, item)), brief=True)

    def _posts(self, site: Site, item: Published) -> Iterator[Post]:
        drafts: dict[tuple[PostOverride, Room], Draft] = {}  # networks with as much room say the same
        for name, network in self._networks.items():
            if item.left_out_of(name):
                continue
            key = (PostOverride.of(item, name, self.name), network.room)
            if key not in drafts:
                drafts[key] = draft_of(site, item, *key, self.settings.hashtags)
            yield compose(adapt(site, item, drafts[key], network), name, network)


CHANNEL = Posts
