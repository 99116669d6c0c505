"""Announcing what a publication made due: the step that `publier` ends with, and that `annoncer` is."""

import getpass
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from tambour.announce import registry
from tambour.announce.coming import ComingSpeaker, next_release, online_after
from tambour.announce.contract import AnnounceTarget
from tambour.announce.decisions import AnnouncePlan, PlannedPost, PostReason
from tambour.announce.journal import JournalWriter
from tambour.announce.passage import Passage
from tambour.announce.plan import OURS
from tambour.announce.plan_view import PlanView
from tambour.announce.sending import PostOutcome, Sending
from tambour.announce.speaking import POSTS, SiteSpeaker, words_digests
from tambour.announce.speech import LETTERS, EditionName, ItemFacts, ItemNews, ItemSpeaker, ItemWords
from tambour.announce.web import Web
from tambour.announce.wording import LOST_FR, explain, outcome_line, post_fr
from tambour.build.folders import is_kit
from tambour.build.going_round import Settled
from tambour.build.machine import write_whole
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.channels.kit import Kit
from tambour.channels.kit.sheet import ITEMS
from tambour.channels.newsletter.settings import NewsletterSettings
from tambour.channels.posts.settings import PostsSettings
from tambour.commands.project import settle_project
from tambour.model.announce_lines import JOURNAL_FILE, Act
from tambour.model.problems import Refused, SettingsRefused
from tambour.model.site.output import KIT_FEED, KIT_PLAN
from tambour.model.site.site import Site
from tambour.publish.places import Online, PublishingPlace, Session
from tambour.publish.posted import ATTRIBUTES, POSTED_FILE, PostTick, add_tick, ticks_in
from tambour.publish.record import PublicationRecord
from tambour.publish.refusals import PublicationRefused
from tambour.publish.release import Release
from tambour.publish.repository import Repository
from tambour.publish.secrets import Secrets

_IN_GIT = (JOURNAL_FILE, POSTED_FILE, ATTRIBUTES)
_COMMIT = "Journal des annonces"


@dataclass
class AnnouncingStep:
    """One passage, for one project.

    Attributes:
        request, ours: of the project.
        place: that of the site.
        release: what lies here; its files are what is shown to the networks.
        secrets: that have been read.
        clock: the instant, with the offset of the territory.
        by: who announces.
        repository: that holds the content, if one does.
        tell: says a sentence.
        web: how requests leave.
        waiting: after a passage, what has not left.
    """

    request: Request
    ours: BuildSettings
    place: PublishingPlace
    release: Release
    secrets: Secrets
    clock: Callable[[], datetime]
    by: str
    repository: Repository | None
    tell: Callable[[str], None]
    web: Web
    waiting: tuple[PlannedPost, ...] = ()

    def plan(self, online: Online | None = None) -> AnnouncePlan:
        """What would leave now; nobody is asked but the place. Raises Refused.

        online: what the place will hold; by default, what it holds.
        """
        targets = registry.closed_targets(self.ours)
        online = online or self.place.look()
        self._refuse_other(online)
        return self._passage(targets, online).plan(online)

    def coming(self) -> AnnouncePlan:
        """What the next publication would have leave, as the content stands. Raises Refused."""
        settled, now = self._settled, self.clock()
        digests = words_digests(settled.content)
        release = next_release(self.release, settled.snapshot.site, digests, now)
        after = online_after(self.place.look().record, release, now)
        passage = self._passage(registry.closed_targets(self.ours), after, self._speak(ComingSpeaker, release))
        plan = passage.plan(after)
        return replace(plan, posts=tuple(one for one in plan.posts if one.announcement.endswith(f"/{release.name}")))

    @property
    def next_at(self) -> datetime | None:
        """After a passage, when the first message that waits for its hour is to leave."""
        return min((one.at for one in self.waiting if one.at is not None), default=None)

    def show(self, plan: AnnouncePlan) -> None:
        """Have the kit show what will leave, where this project has one. Raises OSError."""
        kit = self._kit
        if kit is None:
            return
        journal = JournalWriter(self.ours.content).journal
        site = Site(territory=self.ours.territory, url=self.ours.url, now=self.clock(), journal=journal)
        titles = {one.item: one.title for one in plan.stranded}
        titles |= {name: str(item["title"]) for name, item in self.release.items.items()}
        there = {page.parent.name for page in (self.request.kit / ITEMS).glob("*/index.html")}
        text = kit.announcements(site, titles, PlanView.of(plan), there)
        write_whole(self.request.kit / KIT_PLAN, text.encode())
        write_whole(self.request.kit / KIT_FEED, kit.announced_feed(site, titles))
        for item in sorted(there & journal.items):
            page = self.request.kit / ITEMS / item / "index.html"
            before = page.read_text("utf-8")
            if (text := kit.refresh_page(site, item, before)) != before:
                write_whole(page, text.encode())

    def run(self) -> tuple[PublicationRecord, tuple[PublicationRefused, ...]]:
        """Send what leaves now. Returns what the place then knows, and what was not done. Raises Refused."""
        targets = registry.open_targets(self.ours, self.secrets, self.web)
        try:
            with self.place.open() as session:
                self._refuse_other(session.online)
                passage = self._passage(targets, session.online)
                failures = [*self._tell(passage, session)]
                self.waiting = passage.plan(session.online).posts
            self._show_again()
        finally:  # whatever cut it short, what has left is known
            self.save()
        return self.place.look().record, tuple(failures)

    def holds_anything(self, record: PublicationRecord) -> bool:
        """Whether a draft of what has left the site is still to say so, where nothing is due. Raises Refused."""
        return bool(record.gone(self.release)) and bool(self.plan(Online(record, self.release)).posts)

    def remove(self, item: str) -> tuple[PublicationRefused, ...]:
        """Take away what stands of an item that is no longer shown. Raises Refused."""
        targets = registry.open_targets(self.ours, self.secrets, self.web)
        failures: list[PublicationRefused] = []
        with self.place.open() as session:
            self._refuse_other(session.online)
            passage = self._passage(targets, session.online)
            stranded = [one for one in passage.plan(session.online).stranded if one.item == item and not one.by_hand]
            if not stranded:
                raise PublicationRefused("annonce-rien-a-retirer", self.place.name, id=item)
            sending = Sending(passage.domain, targets, passage.writer, self.clock, self.secrets.hide)
            for one in stranded:
                for outcome in sending.remove(one):
                    failures += self._report(outcome, targets)
        self._show_again()
        self.save()
        return tuple(failures)

    def decide(self, item: str, *, has_left: bool) -> None:
        """Note what somebody says of an item of which nobody knew whether it had left. Raises Refused."""
        targets = registry.closed_targets(self.ours)
        with self.place.open() as session:
            self._refuse_other(session.online)
            passage = self._passage(targets, session.online)
            found = [one for one in passage.plan(session.online).of(PostReason.UNSURE) if one.item == item]
            if not found:
                raise PublicationRefused("annonce-rien-a-dire", self.place.name, id=item)
            sending = Sending(passage.domain, targets, passage.writer, self.clock, self.secrets.hide)
            for one in found:
                sending.decide(one, has_left=has_left)
                noted = "elle est partie" if has_left else "elle n’y est pas, elle repart"
                self.tell(f"{post_fr(one)}, noté : {noted}")
        self.save()

    def save(self) -> None:
        """Keep the journal in git, where the content is in git; others' lines stand beside ours."""
        git = self.repository
        if git is None or not git.save(_IN_GIT, _COMMIT):
            return
        try:
            said = git.push()
        except PublicationRefused:
            said = git.push() if git.catch_up() else "d'autres y ont écrit"
        self.tell("journal gardé dans git" + (f" ; git n'a pas pu l'envoyer ({said})" if said else ""))

    @property
    def _kit(self) -> Kit | None:
        """The kit in which announcements are told, if there is one here."""
        kit = next((one for one in self.ours.channels.values() if isinstance(one, Kit)), None)
        return kit if kit is not None and not kit.settings.public and is_kit(self.request.kit) else None

    def _show_again(self) -> None:
        """What was sent was sent, whether or not the kit can be told."""
        if self._kit is not None:
            with suppress(OSError, Refused):
                self.show(self.plan())

    def _tell(self, passage: Passage, session: Session) -> list[PublicationRefused]:
        failures: list[PublicationRefused] = []
        if passage.plan(session.online).is_journal_lost:
            self.tell(f"À noter : {LOST_FR}")
        for outcome in passage.run(session):
            failures += self._report(outcome, passage.targets)
        for name, refusal in passage.silent.items():
            failures.append(explain(refusal, passage.targets[name], self.clock(), self.secrets.hide))
        return failures

    def _report(self, outcome: PostOutcome, targets: Mapping[str, AnnounceTarget]) -> list[PublicationRefused]:
        if outcome.refusal is None:
            target = targets[outcome.planned.target]
            self.tell(outcome_line(outcome, publishes=target.publishes))
            is_posted = outcome.post is not None and outcome.planned.act is not Act.REMOVE
            if is_posted and target.publishes:  # the pupitre reads it there; of a draft, people tick it
                add_tick(self.ours.content, PostTick(outcome.planned.item, target.network, self.clock(), OURS))
            return []
        target = targets[outcome.planned.target]
        return [explain(outcome.refusal, target, self.clock(), self.secrets.hide, outcome.planned)]

    def _refuse_other(self, online: Online) -> None:
        """What lies here is what people are sent to, or nothing leaves."""
        due = bool(online.record.due)
        if due and (online.release is None or online.release.digest != self.release.digest):
            raise PublicationRefused("annonce-autre-site", self.place.name)

    def _passage(
        self, targets: Mapping[str, AnnounceTarget], online: Online, speaker: ItemSpeaker | None = None
    ) -> Passage:
        writer = JournalWriter(self.ours.content)
        speaker = speaker or (self._speaker if online.record.due else _Mute())
        domain = self.ours.territory.domain
        ticks = ticks_in(self.ours.content)
        return Passage(domain, targets, writer, speaker, self.clock, self.by, self.secrets.hide, ticks)

    @cached_property
    def _settled(self) -> Settled:
        return settle_project(self.request, self.ours, self.clock())

    @cached_property
    def _speaker(self) -> SiteSpeaker:
        return self._speak(SiteSpeaker, self.release)

    def _speak(self, kind: type[SiteSpeaker], release: Release) -> SiteSpeaker:
        """Who knows the content. release: of which it is to speak. Raises SettingsRefused."""
        shot, channel = self._settled.snapshot, self.ours.channels.get(POSTS)
        newsletter = self._newsletter
        problems = registry.unknown_filters(self.ours, shot.site.topics, shot.site.communes)
        problems += registry.unready_tools(self.ours, newsletter.tools if newsletter is not None else ())
        if problems:
            raise SettingsRefused(problems)
        settings = channel.settings if channel is not None else None
        posts = settings if isinstance(settings, PostsSettings) else PostsSettings()
        return kind(shot.site, shot.outputs, words_digests(self._settled.content), release, posts, newsletter)

    @property
    def _newsletter(self) -> NewsletterSettings | None:
        channel = self.ours.channels.get(LETTERS)
        settings = channel.settings if channel is not None else None
        return settings if isinstance(settings, NewsletterSettings) else None


class _Mute:
    """Speaks of nothing: nothing is due."""

    def facts(self, item: str) -> ItemFacts | None:
        """Nothing is known."""
        return None

    def words(self, item: str, network: str, news: ItemNews, most: int | None) -> ItemWords:
        raise AssertionError("nothing is due")

    def editions(self, item: str, tool: str) -> tuple[EditionName, ...]:
        """None."""
        return ()

    def letter(self, item: str, tool: str, commune: str) -> ItemWords:
        raise AssertionError("nothing is due")


def has_accounts(ours: BuildSettings) -> bool:
    """Whether a project announces anything by itself. Raises SettingsRefused."""
    return any(settings.on for _, settings in registry.read_accounts(ours).values())


def who() -> str:
    """`claire sur pc-com`"""
    with suppress(OSError, KeyError):
        return f"{getpass.getuser()} sur {socket.gethostname()}"
    return socket.gethostname()
