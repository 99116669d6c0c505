"""What a plan decided is done, each thing between two lines of the journal."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tambour.announce.contract import AnnounceTarget, Message, TargetRefusal, only_asked
from tambour.announce.decisions import PlannedPost, PostReason, StrandedPosts
from tambour.announce.journal import JournalWriter
from tambour.model.announce_lines import Act, AnnounceLine, LineStage, NetworkTrouble, RemotePost
from tambour.model.announcements import StandingPost, key_of
from tambour.publish.news import ItemChange

_LONGEST_WORDS = 300  # of a network, in the journal
SILENT_WORDS = "une correction ne se dit pas là où rien ne se modifie"
_HAS_THE_FIRST = (
    "la liste a la version d’avant\N{NO-BREAK SPACE}: si elle attend encore son modérateur, faites-la rejeter et "
    "renvoyez celle-ci à la main\N{NO-BREAK SPACE}; sinon, dites-le dans la prochaine"
)
_PASSED_WORDS = "ce qui a suivi le dit aussi"
_PAST = {  # what is over, and why: what was to be changed cannot be any more
    NetworkTrouble.GONE: "le message a été supprimé là-bas",
    NetworkTrouble.LEFT: "c'est déjà parti de là-bas\N{NO-BREAK SPACE}: rien n'y est changé",
}


@dataclass(frozen=True)
class PostOutcome:
    """What came of one decision. refusal: None when it was done, or is no longer to be. words: why it is not."""

    planned: PlannedPost
    post: RemotePost | None = None
    refusal: TargetRefusal | None = None
    words: str = ""


@dataclass
class Sending:
    """Sends, one after the other.

    domain: of the territory. targets: by name. writer: of the journal. now: the instant, by the clock of this machine.
    hide: takes secrets out of what is written down.
    """

    domain: str
    targets: Mapping[str, AnnounceTarget]
    writer: JournalWriter
    now: Callable[[], datetime]
    hide: Callable[[str], str] = str
    stopped: set[str] = field(default_factory=set)

    def send(self, posts: Iterable[PlannedPost]) -> Iterator[PostOutcome]:
        """Do what is to be done of these. A target that does not answer, or lets nobody in, is left alone for now."""
        for post in posts:
            if post.reason is PostReason.SILENT:
                self.writer.add(*self._drops(post, post.announcements, SILENT_WORDS))
                if not self.targets[post.target].tells:  # people there have the one before, and nobody else knows
                    yield PostOutcome(post, words=_HAS_THE_FIRST)
            elif post.reason in (PostReason.READY, PostReason.ASK) and post.target not in self.stopped:
                outcome = self._hold(post) if post.act is Act.HOLD else self._send(post)
                if outcome.refusal is not None and outcome.refusal.trouble.stops_target:
                    self.stopped.add(post.target)
                yield outcome

    def remove(self, stranded: StrandedPosts) -> Iterator[PostOutcome]:
        """Take posts away, since somebody said so."""
        for standing in reversed(stranded.posts):  # an answer before what it answers
            planned = self._removal(stranded, standing)
            line = self._line(planned, LineStage.INTENT, secrets.token_hex(4))
            self.writer.add(line)
            try:
                self.targets[stranded.target].remove(standing.post)
            except TargetRefusal as refusal:
                self.writer.add(self._failure(line, refusal))
                yield PostOutcome(planned, None, refusal)
                return
            self.writer.add(replace(line, stage=LineStage.REMOVED, at=self.now(), post=standing.post))
            yield PostOutcome(planned, standing.post)

    def _hold(self, planned: PlannedPost) -> PostOutcome:
        """Have a draft say that it is not to be sent."""
        assert planned.on is not None, "what is held is named"
        line = self._line(planned, LineStage.INTENT, secrets.token_hex(4))
        self.writer.add(line)
        try:
            self.targets[planned.target].hold(planned.on)
        except TargetRefusal as refusal:
            if refusal.trouble in _PAST:
                self.writer.add(replace(line, stage=LineStage.DROPPED, words=_PAST[refusal.trouble]))
                return PostOutcome(planned, words=_PAST[refusal.trouble])
            self.writer.add(self._failure(line, refusal))
            return PostOutcome(planned, None, refusal)
        self.writer.add(replace(line, stage=LineStage.SENT, at=self.now(), post=planned.on))
        return PostOutcome(planned, planned.on)

    def _send(self, planned: PlannedPost) -> PostOutcome:
        message, target = planned.message, self.targets[planned.target]
        assert message is not None, "what leaves has words"
        if planned.reason is PostReason.ASK:
            return self._ask(planned, message)
        look = message.picture.look if message.picture is not None else ""
        line = self._line(planned, LineStage.INTENT, secrets.token_hex(4))
        line = replace(line, said=message.digest, look=look)
        self.writer.add(line)
        try:
            post = _deliver(target, planned.act, message)
        except TargetRefusal as refusal:
            if refusal.trouble in _PAST and planned.act is Act.EDIT:
                self.writer.add(*self._drops(planned, planned.announcements, _PAST[refusal.trouble]))
                return PostOutcome(planned, words=_PAST[refusal.trouble])
            self.writer.add(self._failure(line, refusal))
            return PostOutcome(planned, None, refusal)
        sent = replace(line, stage=LineStage.SENT, at=self.now(), post=post)
        self.writer.add(sent, *self._drops(planned, planned.others, _PASSED_WORDS))
        return PostOutcome(planned, post)

    def _ask(self, planned: PlannedPost, message: Message) -> PostOutcome:
        """Whether an attempt of which nothing is known had come to an end."""
        line = self._line(planned, LineStage.SENT)
        try:
            post = self.targets[planned.target].find(message)
        except TargetRefusal as refusal:
            return PostOutcome(planned, None, refusal)
        if post is not None:
            self.writer.add(replace(line, post=post))
            return PostOutcome(planned, post)
        self._close(planned, line)
        return PostOutcome(planned)

    def decide(self, planned: PlannedPost, *, has_left: bool) -> None:
        """Note what somebody has found out of a message that its target cannot tell of."""
        assert planned.message is not None, "what may have left has words"
        line = self._line(planned, LineStage.SENT)
        if has_left:
            self.writer.add(replace(line, post=self.targets[planned.target].trace(planned.message)))
        else:
            self._close(planned, line)

    def _close(self, planned: PlannedPost, line: AnnounceLine) -> None:
        """No attempt has come to an end."""
        attempts = {one.attempt for one in planned.state.lines if one.stage is LineStage.INTENT}
        self.writer.add(*(replace(line, stage=LineStage.ABSENT, attempt=one) for one in sorted(attempts)))

    def settle(self, announcements: Iterable[str]) -> None:
        """Note that the record of publications knows these as said."""
        said = {*announcements}
        open_states = [one for one in self.writer.journal.states.values() if not one.is_settled]
        sent = [one.sent for one in open_states if one.sent is not None]
        known = [one for one in sent if one.announcement in said and one.target in self.targets]
        if known:
            self.writer.add(*(replace(one, stage=LineStage.SETTLED, at=self.now()) for one in known))

    def _line(self, planned: PlannedPost, stage: LineStage, attempt: str = "") -> AnnounceLine:
        return AnnounceLine(
            key=planned.key,
            stage=stage,
            at=self.now(),
            target=planned.target,
            item=planned.item,
            announcement=planned.announcement,
            act=planned.act,
            attempt=attempt,
            edition=planned.edition,
            is_draft=planned.is_draft,
        )

    def _drops(self, planned: PlannedPost, announcements: Iterable[str], words: str) -> Iterator[AnnounceLine]:
        for one in announcements:
            key = self._key(planned.target, one, planned.edition)
            yield replace(self._line(planned, LineStage.DROPPED), key=key, announcement=one, words=words)

    def _key(self, target: str, announcement: str, edition: str, act: Act | None = None) -> str:
        return key_of(self.domain, target, announcement, act, edition)

    def _removal(self, stranded: StrandedPosts, standing: StandingPost) -> PlannedPost:
        announcement, edition = standing.line.announcement, standing.line.edition
        return PlannedPost(
            target=stranded.target,
            label=stranded.label,
            item=stranded.item,
            title=stranded.title,
            url=standing.post.address,
            change=ItemChange(announcement.split("/")[1]),
            announcement=announcement,
            act=Act.REMOVE,
            key=self._key(stranded.target, announcement, edition, Act.REMOVE),
            edition=edition,
        )

    def _failure(self, line: AnnounceLine, refusal: TargetRefusal) -> AnnounceLine:
        return replace(
            line,
            stage=LineStage.UNHEARD if refusal.trouble.may_be_done else LineStage.FAILED,
            at=self.now(),
            trouble=refusal.trouble,
            words=self.hide(refusal.words)[:_LONGEST_WORDS],
            until=self.now() + timedelta(seconds=refusal.until) if refusal.until else None,
        )


def _find(target: AnnounceTarget, message: Message) -> RemotePost | None:
    """What was there before. Where nobody says so, nothing has left."""
    try:
        return target.find(message)
    except TargetRefusal as refusal:
        raise only_asked(refusal) from None


def _deliver(target: AnnounceTarget, act: Act, message: Message) -> RemotePost:
    """Have a target have a message; what it has already stays as it is."""
    if act is Act.EDIT:
        return target.change(message)
    if (found := _find(target, message)) is not None:
        return found
    try:
        return target.post(message)
    except TargetRefusal as refusal:
        if refusal.trouble is not NetworkTrouble.GONE or message.answers is None:
            raise
        return target.post(replace(message, answers=None))  # somebody took away what it answers
