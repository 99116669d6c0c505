"""What leaves, and what does not: for each item and each target, one decision, and the reason of it.

A pure function of what is due, of the journal, of the targets, of the words and of the instant. Of an item, one
message at most leaves for a target at once: what had not left before it is said by it, since a text always tells how
things are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from tambour.announce.contract import AnnounceTarget, Message
from tambour.announce.decisions import AnnouncePlan, PlannedPost, PostReason, StrandedPosts
from tambour.announce.speech import LETTERS, WHOLE, EditionName, ItemFacts, ItemNews, ItemSpeaker, ItemWords
from tambour.model.announce_lines import Act, NetworkTrouble
from tambour.model.announcements import AnnounceJournal, KeyState, StandingPost, key_of
from tambour.publish.news import DueAnnouncement, ItemChange, Stage
from tambour.publish.posted import EVERYWHERE, PostTick

OURS = "annoncer"  # who takes announcements, in the record of publications
OLDEST = timedelta(days=7)  # of an announcement that still leaves; one that is older is for people to judge
_LONGEST_WAIT = timedelta(days=1)  # that a network is taken to mean: a clock may have been wrong when it was noted
_RANK = tuple(ItemChange)
_TAKEN_BACK = (ItemChange.CANCELLED, ItemChange.POSTPONED, ItemChange.MOVED, ItemChange.FULL, ItemChange.LIFTED)
_OF_ALERT = (ItemChange.RAISED, ItemChange.EXTENDED, ItemChange.UPDATED)
_OF_STATE = frozenset((*_TAKEN_BACK, *_OF_ALERT, ItemChange.RESTORED, ItemChange.DATES))


@dataclass(frozen=True)
class Planning:
    """What a plan is made of.

    domain: of the territory. targets: by name. due, withdrawn: of the record of publications. most: by target, the
    characters that its server takes. ticks: what people posted by hand. befores: by id of an announcement, what had
    been told of what it changes. now: with the offset of the territory.
    """

    domain: str
    targets: Mapping[str, AnnounceTarget]
    journal: AnnounceJournal
    speaker: ItemSpeaker
    now: datetime
    due: Sequence[DueAnnouncement] = ()
    withdrawn: Sequence[DueAnnouncement] = ()
    most: Mapping[str, int] = field(default_factory=dict)
    ticks: Mapping[tuple[str, str], PostTick] = field(default_factory=dict)
    befores: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def plan(self) -> AnnouncePlan:
        """Decide."""
        by_item: dict[str, list[DueAnnouncement]] = {}
        for one in sorted(self.due, key=lambda one: (one.release, one.at, one.id)):
            by_item.setdefault(one.item, []).append(one)
        posts: list[PlannedPost] = []
        for target in self.targets.values():
            if target.settings.on:
                decided = [
                    found
                    for item, due in by_item.items()
                    for edition in self._editions(target, item)
                    for found in self._decide(target, item, due, edition)
                ]
                posts += _in_turn(decided, target.settings.most, self._is_urgent)
        stranded = tuple(self._withdrawals())
        return AnnouncePlan((*posts, *self._holds(stranded)), stranded)

    def _is_urgent(self, post: PlannedPost) -> bool:
        facts = self.speaker.facts(post.item)
        return facts is not None and facts.urgent

    def _editions(self, target: AnnounceTarget, item: str) -> Iterable[EditionName]:
        """What of an item is a message of its own on a target."""
        if target.channel != LETTERS:
            return (WHOLE,)
        wanted = target.settings.communes
        return [
            one
            for one in self.speaker.editions(item, target.network)
            if target.takes(one.commune) and (not wanted or one == WHOLE or one.commune in wanted)
        ]

    def _decide(
        self, target: AnnounceTarget, item: str, due: Sequence[DueAnnouncement], edition: EditionName
    ) -> Iterator[PlannedPost]:
        states = {one.id: self.journal.state(self._key(target, one.id, edition.commune)) for one in due}
        pending = [one for one in due if self._is_pending(target, one, states[one.id])]
        if not pending:
            return
        post, facts = self._first_draft(target, pending, edition, states), self.speaker.facts(item)
        if facts is None:
            yield replace(post, reason=PostReason.OTHERWISE)
            return
        if not concerns(target, facts):
            return
        if any(one.stage is Stage.BEGUN and not one.taken_by.startswith(OURS) for one in pending):
            yield replace(post, reason=PostReason.TAKEN)
            return
        unclear = [one for one in pending[: -1 if target.tells else None] if states[one.id].is_open]
        for one in unclear:
            key = self._key(target, one.id, edition.commune)
            asked = replace(post, announcement=one.id, change=one.change, key=key, others=(), state=states[one.id])
            reason = PostReason.ASK if target.tells else PostReason.UNSURE
            yield self._with_words(target, replace(asked, reason=reason))
        if not unclear:
            yield self._with_time(target, self._with_act(target, post, pending), pending, facts)

    def _is_pending(self, target: AnnounceTarget, due: DueAnnouncement, state: KeyState) -> bool:
        """Whether a target is still to tell something."""
        wanted = target.settings.changes
        if state.is_over or (wanted and {*wanted}.isdisjoint(due.changes)):
            return False
        return bool(state.lines) or not self._is_posted_by_hand(target, due)

    def _first_draft(
        self,
        target: AnnounceTarget,
        pending: Sequence[DueAnnouncement],
        edition: EditionName,
        states: Mapping[str, KeyState],
    ) -> PlannedPost:
        """The decision, as if nothing of the item had left and nothing kept it. states: by announcement."""
        last = pending[-1]
        return PlannedPost(
            target=target.name,
            label=target.label,
            item=last.item,
            title=" – ".join(filter(None, (last.title, edition.name))),
            url=last.url,
            change=last.change,
            announcement=last.id,
            act=Act.POST,
            key=self._key(target, last.id, edition.commune),
            others=tuple(one.id for one in pending[:-1]),
            state=states[last.id],
            edition=edition.commune,
            is_draft=not target.publishes,
        )

    def _with_act(self, target: AnnounceTarget, post: PlannedPost, pending: Sequence[DueAnnouncement]) -> PlannedPost:
        """What is done on a target, from what stands there."""
        standing = self.journal.posts(target.name, post.item, post.edition)
        changes = {change for one in pending for change in one.changes}
        if not standing:
            gone = bool(self.journal.history(target.name, post.item)) and not self.journal.posts(target.name, post.item)
            if changes == {ItemChange.CORRECTED} and not self.journal.posts(target.name, post.item) and not gone:
                return replace(post, reason=PostReason.SILENT)
            change = ItemChange.NEW if ItemChange.NEW in changes or gone else post.change
            return self._with_words(target, replace(post, change=change))
        told = changes & _OF_STATE
        if ItemChange.RESTORED in told and not self._takes_back(target, post.item):
            told -= {ItemChange.RESTORED, *_TAKEN_BACK}
            if not told:
                return replace(post, reason=PostReason.SILENT)
        if told and target.answers:
            change = post.change if post.change in told else min(told, key=_RANK.index)
            return self._with_words(target, replace(post, act=Act.ANSWER, change=change), standing[0])
        if target.edits:
            return self._with_words(target, replace(post, act=Act.EDIT), standing[-1])
        return replace(post, reason=PostReason.SILENT)

    def _takes_back(self, target: AnnounceTarget, item: str) -> bool:
        """Whether the last that was said there of an item is what taking place again undoes."""
        said = self.journal.history(target.name, item)
        return bool(said) and said[-1].announcement.split("/")[1] in _TAKEN_BACK

    def _with_words(self, target: AnnounceTarget, post: PlannedPost, on: StandingPost | None = None) -> PlannedPost:
        return replace(post, compose=partial(self._message, target, post, on))

    def _message(self, target: AnnounceTarget, post: PlannedPost, on: StandingPost | None) -> Message:
        said = self._words(target, post, self._news(post, on))
        due = next(one for one in self.due if one.id == post.announcement)
        picture = said.picture if post.act is not Act.ANSWER else None
        if on is not None and post.act is Act.EDIT and picture is not None and picture.look == on.look:
            picture = replace(picture, versions=())
        return Message(
            key=post.key,
            item=post.item,
            at=datetime.fromisoformat(due.at),
            now=self.now,
            text=said.text,
            url=said.url,
            title=said.title,
            description=said.description,
            language=said.language,
            picture=picture,
            card=said.card,
            answers=on.post if on is not None else None,
            known=self.journal.ids(target.name),
            attempts=post.state.attempts,
            edition=said.edition,
        )

    def _news(self, post: PlannedPost, on: StandingPost | None) -> ItemNews:
        """What a message tells; of one that is corrected, what it told."""
        ids: Sequence[str] = post.announcements
        change = post.change
        if on is not None and post.act is Act.EDIT:
            ids, change = (on.line.announcement,), _change_of(on)
        before: dict[str, Any] = {}
        for one in reversed(ids):  # what was told first is what people know
            before |= self.befores.get(one, {})
        return ItemNews(change, before)

    def _words(self, target: AnnounceTarget, post: PlannedPost, news: ItemNews) -> ItemWords:
        if target.channel != LETTERS:
            return self.speaker.words(post.item, target.network, news, self.most.get(target.name))
        said = self.speaker.letter(post.item, target.network, post.edition)
        assert said.edition is not None, "a letter has editions"
        return said._replace(edition=replace(said.edition, key=self._key(target, post.item, post.edition)))

    def _key(self, target: AnnounceTarget, announcement: str, commune: str) -> str:
        return key_of(self.domain, target.name, announcement, edition=commune)

    def _with_time(
        self, target: AnnounceTarget, post: PlannedPost, pending: Sequence[DueAnnouncement], facts: ItemFacts
    ) -> PlannedPost:
        """With the reason for which it waits, if it does."""
        if post.reason is PostReason.SILENT:
            return post
        delay = timedelta(minutes=target.settings.delay)
        since = self.now - datetime.fromisoformat(pending[-1].at)
        if since > OLDEST + delay and not post.state.lines:
            return replace(post, reason=PostReason.OLD)
        if (until := self.busy_until(target.name)) is not None:
            return replace(post, reason=PostReason.RETRY, at=until)
        if not facts.urgent and timedelta(0) <= since < delay:  # what is of the future, a clock that was wrong noted
            return replace(post, reason=PostReason.DELAY, at=self.now - since + delay)
        end = quiet_end(target.settings.quiet, self.now)
        is_soon = end is not None and facts.begins is not None and facts.begins < end
        if end is None or facts.urgent or (post.change in _OF_STATE and is_soon):
            return post
        return replace(post, reason=PostReason.QUIET, at=end)

    def _is_posted_by_hand(self, target: AnnounceTarget, due: DueAnnouncement) -> bool:
        """Whether somebody has ticked it since it became due: not what was new before, on the same day."""
        ticks = (self.ticks.get((due.item, network)) for network in (target.network, EVERYWHERE))
        since = datetime.fromisoformat(due.at)
        return any(one.is_done and one.at >= since and not one.by.startswith(OURS) for one in ticks if one is not None)

    def busy_until(self, target: str) -> datetime | None:
        """Until when a network wants to be left alone; None when it does not."""
        lines = self.journal.failures(target)
        said = [one.until for one in lines if one.trouble is NetworkTrouble.BUSY and one.until is not None]
        until = max((one for one in said if self.now < one <= self.now + _LONGEST_WAIT), default=None)
        return until.astimezone(self.now.tzinfo) if until is not None else None

    def _withdrawals(self) -> Iterator[StrandedPosts]:
        for one in self.withdrawn:
            for target in self.targets.values():
                posts = self.journal.posts(target.name, one.item)
                if posts and (target.removes or target.edits):  # else what has left has left
                    by_hand = not target.removes
                    yield StrandedPosts(target.name, target.label, one.item, one.title, posts, by_hand)

    def _holds(self, stranded: Sequence[StrandedPosts]) -> Iterator[PlannedPost]:
        """Drafts of what is no longer shown, which somebody might send."""
        for one in stranded:
            if not self.targets[one.target].holds:
                continue
            until = self.busy_until(one.target)
            for standing in one.posts:
                last = standing.last
                key = key_of(self.domain, one.target, last.announcement, Act.HOLD, last.edition)
                if not self.journal.state(key).is_over:
                    yield PlannedPost(
                        target=one.target,
                        label=one.label,
                        item=one.item,
                        title=one.title,
                        url=standing.post.address,
                        change=_change_of(standing),
                        announcement=last.announcement,
                        act=Act.HOLD,
                        key=key,
                        reason=PostReason.READY if until is None else PostReason.RETRY,
                        at=until,
                        state=self.journal.state(key),
                        edition=last.edition,
                        on=standing.post,
                    )


def _change_of(standing: StandingPost) -> ItemChange:
    """What a post was made to tell."""
    return ItemChange(standing.line.announcement.split("/")[1])


def concerns(target: AnnounceTarget, facts: ItemFacts) -> bool:
    """Whether a target is for an item."""
    wanted = target.settings
    return (
        not facts.left_out & {target.network, target.channel}
        and (not wanted.kinds or facts.folder in wanted.kinds)
        and (not wanted.topics or not {*wanted.topics}.isdisjoint(facts.topics))
        and (not wanted.communes or not facts.communes or not {*wanted.communes}.isdisjoint(facts.communes))
    )


def quiet_end(quiet: str | None, now: datetime) -> datetime | None:
    """When the quiet hours that last now end; None when they do not last. quiet: `21:00-08:00`.

    >>> from datetime import UTC
    >>> quiet_end("21:00-08:00", datetime(2026, 12, 1, 23, 0, tzinfo=UTC)).isoformat()
    '2026-12-02T08:00:00+00:00'
    """
    if quiet is None:
        return None
    begin, end = map(time.fromisoformat, quiet.split("-"))
    here = now.timetz().replace(tzinfo=None)
    lasts = begin <= here < end if begin <= end else here >= begin or here < end
    if not lasts:
        return None
    day = now.date() + timedelta(days=1) if here >= end else now.date()
    return datetime.combine(day, end, now.tzinfo)


def _in_turn(
    posts: Iterable[PlannedPost], most: int, is_urgent: Callable[[PlannedPost], bool]
) -> Iterator[PlannedPost]:
    """What is urgent first; and no crowd of posts at once: the rest waits for the next time."""
    room = most
    for post in sorted(posts, key=lambda post: not is_urgent(post)):
        leaves = post.reason is PostReason.READY
        if leaves and room == 0 and not is_urgent(post):
            yield replace(post, reason=PostReason.CROWD)
        else:
            room -= leaves and room > 0
            yield post
