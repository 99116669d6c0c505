"""What the writer typed for one network and that does not fit there: said, never cut without a word."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from tambour.channels import Problem, Published, Site
from tambour.words.numbers import number_fr

from .composing import Post
from .draft import Cut
from .messages import problem

_SETTINGS = PurePosixPath("pelicanconf.py")


def too_long(item: Published, post: Post) -> Iterator[Problem]:
    """The problem of one post, if any; what is typed for the channel as a whole is shortened like a summary."""
    own, label = item.said_in(post.name), post.network.label
    if own.title and post.cut >= Cut.TITLE:
        yield problem("posts-titre-long", *_place(item, post, "titre"), network=label)
    elif own.text and post.cut > Cut.TAGS:
        size = post.asked_for
        counts = {"length": number_fr(size.length), "limit": number_fr(size.limit)}
        yield problem("posts-texte-long", *_place(item, post, "texte"), network=label, **counts)


def _place(item: Published, post: Post, key: str) -> tuple[PurePosixPath, int, str]:
    line = item.origin.line(f"canaux.{post.name}.{key}", f"canaux.{post.name}", "canaux")
    return item.origin.path, line, f"Canaux, {post.network.label}"


def unknown_hashtags(site: Site, chosen: Mapping[str, str]) -> Iterator[Problem]:
    """Settings that speak of a commune or a topic that does not exist."""
    known = sorted({*site.communes, *site.topics})
    for record_id in sorted(set(chosen) - set(known)):
        context = {"value": record_id, "known": ", ".join(known)}
        yield problem("posts-mot-diese-inconnu", _SETTINGS, 0, 'CHANNELS["posts"]["hashtags"]', **context)
