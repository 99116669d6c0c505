"""Posts: for each item, the text to paste on each network, in a text message and in the apps of villages."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from tambour.channels import Channel, Excerpt, Output, Problem, Published, Site
from tambour.model.kinds import FOLDERS
from tambour.model.site.memo import once_per_site

from .checking import too_long, unknown_hashtags
from .composing import Post, composed
from .document import document
from .draft import Draft
from .messages import MESSAGES
from .networks import Name, Network, Room, table
from .settings import PostsSettings
from .writing import Said, addressed, draft_of, is_worth_posting

_ALT = "Texte de remplacement de la photo"


class Posts(Channel[PostsSettings]):
    """`textes.json`, in the kit; and what the kit shows of each item."""

    Settings = PostsSettings
    messages = MESSAGES

    def names(self) -> Sequence[str]:
        return (self.name, *self.settings.networks)

    def outputs(self, site: Site) -> Sequence[Output]:
        return [Output("textes.json", "application/json", title="Tous les textes à publier", root="kit")]

    def check(self, site: Site) -> Sequence[Problem]:
        wrong = [problem for item, posts in self._written(site) for post in posts for problem in too_long(item, post)]
        return [*wrong, *unknown_hashtags(site, self.settings.hashtags)]

    def notes(self, site: Site) -> Sequence[str]:
        cut = Counter(post.name for _, posts in self._written(site) for post in posts if post.is_shortened)
        counts = ", ".join(f"{network.label} {cut[name]}" for name, network in self._networks.items() if cut[name])
        return [f"des textes à publier sont raccourcis pour tenir ({counts}), à relire avant."] if counts else []

    def render(self, site: Site, output: Output) -> bytes:
        return document(self._written(site))

    def excerpt(self, site: Site, item: Published) -> Excerpt | None:
        if not self._shows(site, item):
            return None
        parts = [part for post in self._posts(site, item) for part in post.excerpts()]
        if item.item.image and item.item.alt:
            parts.append(Excerpt(_ALT, item.item.alt, length=len(item.item.alt)))
        return Excerpt("Textes à publier", parts=tuple(parts))

    @cached_property
    def _networks(self) -> Mapping[Name, Network]:
        known = table(self.settings.mastodon_limit, self.settings.sms_messages)
        return {name: known[name] for name in self.settings.networks}

    def _shows(self, site: Site, item: Published) -> bool:
        kinds = {FOLDERS[folder].name for folder in self.settings.kinds}
        return item.item.kind in kinds and is_worth_posting(site, item) and not item.left_out_of(self.name)

    @cached_property
    def _written(self) -> Callable[[Site], Sequence[tuple[Published, Sequence[Post]]]]:
        return once_per_site(
            lambda site: [(item, tuple(self._posts(site, item))) for item in site.items if self._shows(site, item)]
        )

    def _posts(self, site: Site, item: Published) -> Iterator[Post]:
        drafts: dict[tuple[Said, Room], Draft] = {}  # networks with as much room say the same
        for name, network in self._networks.items():
            if item.left_out_of(name):
                continue
            key = (Said.of(item, name, self.name), network.room)
            if key not in drafts:
                drafts[key] = draft_of(site, item, *key, self.settings.hashtags)
            yield composed(addressed(drafts[key], item, network), name, network)


CHANNEL = Posts
