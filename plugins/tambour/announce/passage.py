"""One passage of `annoncer`: what is due is taken in the record of the place, sent, and noted there as said.

The place is held meanwhile: two passages at once do not happen, and a place that cannot be held (a branch of a forge)
lets one of the two note that it takes what is due, and refuses the other. What a passage that died had taken, the next
one goes on with: the journal and the networks say how far it came.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from tambour.announce.contract import AnnounceTarget, TargetRefusal, only_asked
from tambour.announce.decisions import AnnouncePlan, PlannedPost, PostReason
from tambour.announce.journal import JournalWriter
from tambour.announce.plan import OURS, Planning
from tambour.announce.sending import PostOutcome, Sending
from tambour.announce.speech import ItemSpeaker
from tambour.model.announce_lines import NetworkTrouble
from tambour.publish.news import Stage
from tambour.publish.places import Online, Session
from tambour.publish.posted import PostTick
from tambour.publish.record import PublicationRecord

_DONE_NOW = (PostReason.READY, PostReason.ASK, PostReason.SILENT)
_ROUNDS = 2  # the first asks what became of attempts; what depends on the answer leaves in the second


@dataclass
class Passage:
    """One passage.

    Attributes:
        domain: of the territory.
        targets: by name.
        writer: of the journal.
        speaker: knows the content that is online.
        now: the instant, with the offset of the territory.
        by: who announces, as the record of publications names people.
        hide: takes secrets out of what is written down.
        ticks: what people posted by hand.
        most: by target, the characters that its server takes: asked of it, once for a passage that sends.
        silent: by target, why its server did not say so: nothing is sent there.
    """

    domain: str
    targets: Mapping[str, AnnounceTarget]
    writer: JournalWriter
    speaker: ItemSpeaker
    now: Callable[[], datetime]
    by: str = ""
    hide: Callable[[str], str] = str
    ticks: Mapping[tuple[str, str], PostTick] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)
    silent: dict[str, TargetRefusal] = field(default_factory=dict)

    def plan(self, online: Online, record: PublicationRecord | None = None) -> AnnouncePlan:
        """What would leave now. online: what the place holds. record: what it holds since."""
        record = record or online.record
        withdrawn = record.gone(online.release) if online.release is not None else ()
        said = any(one.stage is Stage.DONE and one.taken_by.startswith(OURS) for one in record.announcements)
        plan = Planning(
            self.domain,
            self.targets,
            self.writer.journal,
            self.speaker,
            self.now(),
            record.due,
            withdrawn,
            self.most,
            self.ticks,
            {one.id: one.before for one in record.announcements},
        ).plan()
        return replace(plan, is_journal_lost=said and not self.writer.journal.states)

    def run(self, session: Session) -> Iterator[PostOutcome]:
        """Send what leaves now. Raises PublicationRefused when somebody else has what is due in hand."""
        record = self._finish(session, session.online.record)
        sending = Sending(self.domain, self.targets, self.writer, self.now, self.hide)
        refused: set[str] = set()
        for unsure in self.plan(session.online, record).of(PostReason.UNSURE):
            yield PostOutcome(unsure, None, TargetRefusal(NetworkTrouble.UNSURE, _words_of(unsure)))
        for _ in range(_ROUNDS):
            leaving = self.plan(session.online, record).of(*_DONE_NOW)
            if self._measure({one.target for one in leaving if one.reason is not PostReason.SILENT}):
                leaving = self.plan(session.online, record).of(*_DONE_NOW)
            left_alone = sending.stopped | self.silent.keys()
            leaving = tuple(one for one in leaving if one.target not in left_alone and one.key not in refused)
            if not leaving:
                break
            record = self._take(session, record, {name for one in leaving for name in one.announcements})
            for outcome in sending.send(leaving):
                refused |= {outcome.planned.key} if outcome.refusal is not None else set()
                yield outcome
        self._finish(session, record)

    def _measure(self, names: set[str]) -> bool:
        """How long a text may be, before it is written. A server that does not say so is left alone.

        Returns whether anything is known now that was not.
        """
        before = len(self.most)
        for name in sorted(names - self.most.keys() - self.silent.keys()):
            try:
                if (most := self.targets[name].most_characters()) is not None:
                    self.most[name] = most
            except TargetRefusal as refusal:
                self.silent[name] = only_asked(refusal)
        return len(self.most) > before

    def _take(self, session: Session, record: PublicationRecord, names: set[str]) -> PublicationRecord:
        """Have these for ourselves, before any is said; what a passage before had taken is taken anew."""
        taken_by, at = f"{OURS}, {self.by}" if self.by else OURS, self.now().isoformat(timespec="seconds")
        for one in record.due:
            if one.id in names:
                record = record.with_announcement(one.at_stage(Stage.BEGUN, taken_by, at))
        session.keep(record)
        return record

    def _finish(self, session: Session, record: PublicationRecord) -> PublicationRecord:
        """Note as said what is said everywhere."""
        pending = self.plan(session.online, record).pending
        done = [one for one in record.due if one.id not in pending and self._is_ours(one.stage, one.taken_by)]
        for one in done:
            record = record.with_announcement(one.at_stage(Stage.DONE, one.taken_by, one.taken_at))
        if done:
            session.keep(record)
        sending = Sending(self.domain, self.targets, self.writer, self.now, self.hide)
        sending.settle(one.id for one in record.announcements if one.stage is Stage.DONE)
        return record

    @staticmethod
    def _is_ours(stage: Stage, taken_by: str) -> bool:
        return stage is Stage.BEGUN and taken_by.startswith(OURS)


def _words_of(unsure: PlannedPost) -> str:
    """How it came that nobody knows."""
    failure = unsure.state.last_failure
    return failure.words if failure is not None and failure.words else "l'envoi a été coupé"
