"""Ce qui partira: a plan as people look at it, in the kit and in the pupitre; everything in it is French and ready."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from tambour.announce.contract import AnnounceTarget, PictureVersion, SpokenPicture
from tambour.announce.decisions import AnnouncePlan, PlannedPost, PostReason, StrandedPosts
from tambour.announce.wording import (
    LOST_FR,
    account_facts,
    account_name,
    account_of,
    how_fr,
    text_of,
    what_is_new_fr,
    why_fr,
)
from tambour.model.announce_lines import Act
from tambour.words.typography import initial_capital

_HEAVIEST = 400_000  # bytes of a picture that is shown in the page itself


@dataclass(frozen=True)
class PlannedView:
    """One message.

    Attributes:
        account: what its users call it.
        item, title, url: what it is about.
        news: what is new of it: « Annulé ».
        how: « à la suite du premier message »; "" for a post of its own.
        text: whole; "" where nothing is to be sent.
        alt: what is said of its picture; None when it has none.
        card: the page's own picture stands below it, with the title.
        is_kept: the picture that stands there stays.
        picture: the smallest version of what is seen.
        why: why it does not leave now; "" when it does.
        at: when it leaves, of one that waits for an hour.
        is_in_doubt: it may have left, and somebody is to say whether it has.
    """

    account: str
    item: str
    title: str
    url: str
    news: str
    how: str = ""
    text: str = ""
    alt: str | None = None
    card: bool = False
    is_kept: bool = False
    picture: PictureVersion | None = None
    why: str = ""
    at: datetime | None = None
    is_in_doubt: bool = False

    @cached_property
    def source(self) -> str:
        """The picture, as an address that holds it; "" when there is none to show."""
        if self.picture is None or self.picture.length > _HEAVIEST:
            return ""
        return f"data:{self.picture.media_type};base64,{b64encode(self.picture.read()).decode()}"


class AccountView(NamedTuple):
    """One account. name: what its users call it. facts: French: what leaves there, and when."""

    name: str
    facts: Sequence[str]

    @classmethod
    def of(cls, target: AnnounceTarget) -> "AccountView":
        return cls(account_name(target), [*account_facts(target)])


@dataclass(frozen=True)
class PlanView:
    """leaving: what leaves now. waiting: what does not, and why. stranded: what stands of items that are gone.
    warning: of the whole; "" for none.
    """

    leaving: Sequence[PlannedView] = ()
    waiting: Sequence[PlannedView] = ()
    stranded: Sequence[StrandedPosts] = ()
    warning: str = ""

    @classmethod
    def of(cls, plan: AnnouncePlan) -> "PlanView":
        """Raises OSError for a picture that cannot be read."""
        leaving = plan.of(PostReason.READY, PostReason.ASK)
        waiting = [one for one in plan.posts if one not in leaving]
        warning = initial_capital(LOST_FR) if plan.is_journal_lost else ""
        return cls([*map(_view, leaving)], [*map(_view, waiting)], plan.stranded, warning)

    @property
    def in_doubt(self) -> frozenset[str]:
        """Ids of items of which somebody is to say whether they have left."""
        return frozenset(one.item for one in self.waiting if one.is_in_doubt)

    @property
    def by_item(self) -> Iterator[tuple[PlannedView, Sequence[PlannedView]]]:
        """What leaves, the messages about one item together, in the order in which the first of them leaves."""
        groups: dict[str, list[PlannedView]] = {}
        for one in self.leaving:
            groups.setdefault(one.item, []).append(one)
        return ((group[0], group) for group in groups.values())


def _view(post: PlannedPost) -> PlannedView:
    message = post.message
    picture = message.picture if message is not None else None
    card = message.card if message is not None and picture is None and message.answers is None else None
    shown = picture if picture is not None else card
    return PlannedView(
        account=account_of(post),
        item=post.item,
        title=post.title,
        url=post.url,
        news=what_is_new_fr(post),
        how=how_fr(post),
        text=text_of(post),
        alt=picture.alt if picture is not None else None,
        card=card is not None,
        is_kept=picture is not None and not picture.versions and post.act is Act.EDIT,
        picture=_smallest(shown) if shown is not None else None,
        why=why_fr(post),
        at=post.at,
        is_in_doubt=post.reason is PostReason.UNSURE,
    )


def _smallest(picture: SpokenPicture) -> PictureVersion | None:
    return picture.versions[0] if picture.versions else None
