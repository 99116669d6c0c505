"""One item → its post for one network, as it is pasted there, with its length and what had to go."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from types import MappingProxyType

from tambour.channels import Excerpt, Problem, Published, Site
from tambour.words.numbers import number_fr

from . import sms
from .counting import utf16_units
from .fitting import Cut, Draft, fit
from .messages import problem
from .networks import Name, Network, Size

_TOLD: Mapping[Cut, str] = MappingProxyType(
    {
        Cut.TAGS: "Moins de mots-dièse, pour que le texte tienne.",
        Cut.SENTENCES: "Raccourci à la fin d’une phrase.",
        Cut.WORDS: "Raccourci au milieu d’une phrase : relisez.",
        Cut.TEXT: "Le texte n’y tient pas : il ne reste que l’essentiel.",
        Cut.FACTS: "Le texte et une partie des informations pratiques n’y tiennent pas.",
        Cut.TITLE: "Titre raccourci.",
        Cut.LINK: "Même l’adresse n’y tient pas.",
    }
)


@dataclass(frozen=True)
class Post:
    """title: "" where it is the beginning of the text. sizes: of the text, in the network's units.

    draft: all that there was to say.
    """

    name: Name
    network: Network
    title: str
    text: str
    sizes: tuple[Size, ...]
    cut: Cut
    draft: Draft

    @property
    def is_shortened(self) -> bool:
        """Something of the title, the facts or the text is missing."""
        return self.cut > Cut.TAGS

    @property
    def asked_for(self) -> Size:
        """How long the post would be with nothing left out: the first size that is too large, if one is."""
        sizes = self.network.sizes(self.network.text(self.draft))
        return next((size for size in sizes if size.length > size.limit), sizes[0])

    def excerpts(self) -> tuple[Excerpt, ...]:
        """As the agent's kit lays it out: one text to copy, or two where the title has a field of its own."""
        label, size = self.network.label, self.sizes[0]
        if not self.title:
            fold = self.network.fold if 0 < self.network.fold < len(self.text) else None
            return (Excerpt(label, self.text, length=size.length, limit=size.limit, fold=fold, notes=self.notes()),)
        length, limit = utf16_units(self.title), self.network.title_limit
        return (
            Excerpt(f"{label} : titre", self.title, length=length, limit=limit),
            Excerpt(f"{label} : message", self.text, length=size.length, limit=size.limit, notes=self.notes()),
        )

    def notes(self) -> tuple[str, ...]:
        """What the agent should know before she posts it."""
        notes = [note for note in (_TOLD.get(self.cut), self.network.advice) if note]
        if self.name is Name.SMS:
            notes.append(f"{sms.messages(self.text)} SMS par destinataire.")
            if not sms.is_seven_bit(self.text):
                notes.append("Une lettre hors de l’alphabet des SMS réduit la place à 70 caractères.")
        return tuple(notes)


@lru_cache(maxsize=16384)  # of a site that stays while one of its items is written: all its posts
def compose(draft: Draft, name: Name, network: Network) -> Post:
    """The richest post that fits."""
    whole = draft
    if network.title_limit:
        shorter = [*draft.shorter_titles(), replace(draft, title="")]
        whole = next((one for one in shorter if utf16_units(one.headline) <= network.title_limit), shorter[-2])
    result = fit(whole, network.fits)
    if draft.spare:
        lean = fit(replace(whole, spare=""), network.fits)
        if sms.messages(network.text(result.draft)) > sms.messages(network.text(lean.draft)):
            result = lean
    text = network.text(result.draft)
    cut = max(result.cut, Cut.NOTHING if whole.headline == draft.headline else Cut.TITLE)
    title = whole.headline if network.title_limit else ""
    return Post(name, network, title, text, network.sizes(text), cut, draft)


def document(entries: Iterable[bytes]) -> bytes:
    """`{"version": 1, "items": [{id, kind, title, url, alt, texts: [{network, title, text, length, limit, notes}]}]}`.

    length and limit are in the network's own units; title is null where it begins the text.

    Args:
        entries: `entry` of each item.
    """
    said = b",".join(b"\n  " + one for one in entries)
    return b"".join((b'{\n "version": 1,\n "items": [', said + b"\n " if said else b"", b"]\n}\n"))


def entry(published: Published, posts: Sequence[Post]) -> bytes:
    """What is said of one item there, indented as it stands there; as bytes, which take half the room of the text."""
    said = {
        "id": published.id,
        "kind": published.item.kind,
        "title": published.item.title,
        "url": published.url,
        "alt": published.item.alt,
        "texts": [_text(post) for post in posts],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).replace("\n", "\n  ").encode()


def _text(post: Post) -> dict[str, object]:
    return {
        "network": post.name.value,
        "title": post.title or None,
        "text": post.text,
        "length": post.sizes[0].length,
        "limit": post.sizes[0].limit,
        "notes": " ".join(post.notes()),
    }


_SETTINGS = PurePosixPath("pelicanconf.py")


def too_long(item: Published, post: Post) -> Iterator[Problem]:
    """The problem of one post, if any; what is typed for the channel as a whole is shortened like a summary."""
    override, label = item.said_in(post.name), post.network.label
    if override.title and post.cut >= Cut.TITLE:
        yield problem("posts-titre-long", *_place(item, post, "titre"), network=label)
    elif override.text and post.cut > Cut.TAGS:
        size = post.asked_for
        counts = {"length": number_fr(size.length), "limit": number_fr(size.limit)}
        yield problem("posts-texte-long", *_place(item, post, "texte"), network=label, **counts)


def _place(item: Published, post: Post, key: str) -> tuple[PurePosixPath, int, str]:
    line = item.origin.line(f"canaux.{post.name}.{key}", f"canaux.{post.name}", "canaux")
    return item.origin.path, line, f"Canaux, {post.network.label}"


def unknown_hashtags(site: Site, chosen: Mapping[str, str]) -> Iterator[Problem]:
    """Settings that speak of a commune or a topic that does not exist."""
    record_ids = sorted({*site.communes, *site.topics})
    for record_id in sorted(set(chosen) - set(record_ids)):
        context = {"value": record_id, "known": ", ".join(record_ids)}
        yield problem("posts-mot-diese-inconnu", _SETTINGS, 0, 'CHANNELS["posts"]["hashtags"]', **context)
