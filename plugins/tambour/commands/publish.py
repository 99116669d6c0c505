"""`inv publier`: put the site online, look at it there, and only then say what is new."""

import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from tambour.announce.web import Internet
from tambour.announce.wording import plan_lines, waiting_lines
from tambour.build import clock, last_build, report
from tambour.build.machine import write_whole
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.build.targets import EXAMPLE_FR, SETTING, HostedTarget, PagesTarget, ServerTarget, Target
from tambour.commands import ledger
from tambour.commands.announcing_step import AnnouncingStep, has_accounts, who
from tambour.commands.build import build
from tambour.commands.project import read_settings
from tambour.messages import problem
from tambour.model.problems import Refused, SettingsRefused
from tambour.publish import announcing
from tambour.publish.places import Online, PublishingPlace, rclone
from tambour.publish.places.git_pages import GitPages, git_access
from tambour.publish.places.hosting import Hosting
from tambour.publish.places.server import Server
from tambour.publish.publication import (
    Circumstances,
    PublicationOutcome,
    moment_fr,
    publish_release,
    put_back,
)
from tambour.publish.record import Publication, PublicationRecord
from tambour.publish.refusals import PublicationRefused
from tambour.publish.release import Release, difference, kept_files
from tambour.publish.repository import Repository
from tambour.publish.search_engines import tell_engines
from tambour.publish.secrets import Secrets
from tambour.publish.servers import next_change
from tambour.publish.steps import Steps
from tambour.source.files import LEDGER_FILE
from tambour.source.suggest import did_you_mean
from tambour.words.dates import date_fr, hour_fr
from tambour.words.numbers import count_fr, filesize_fr

_REMEMBERED = "publications"  # folder of the cache: what this machine knows of each place
_REHEARSAL = "simulation"  # folder of the cache: the site of `--simuler`
_WITH_LEDGER = (LEDGER_FILE, ".gitattributes")


def publish(
    content: Path | None = None,
    settings: Path | None = None,
    to: str | None = None,
    *,
    rehearse: bool = False,
    back: bool = False,
) -> int:
    """Publish a project, by default the one in the current folder.

    Args:
        content: folder of the content.
        settings: file of the settings.
        to: name of one of its targets; without it, all of them in turn.
        rehearse: say what would change; nothing is written where people see it, nor sent.
        back: put the release before back, and the content that it was made of.

    Returns:
        0; or the code of what stopped it (sysexits.h): 65 and 78 as for a build, 69 nobody answers, 75 to be tried
        again, 76 online and badly served, 77 a right is missing.
    """
    try:
        request = Request.read(content, settings)
        ours = read_settings(request)
        has_accounts(ours)  # what is wrong there is told before anything is built
        run = PublishRun(request, ours, content, settings, chosen_targets(ours, to))
        if rehearse:
            return run.rehearse()
        return run.put_back() if back else run.publish()
    except PublicationRefused as refused:
        print(*refused.problems, sep="\n", file=sys.stderr)
        return refused.exitcode
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode


def chosen_targets(ours: BuildSettings, to: str | None) -> dict[str, Target]:
    """The targets that are meant. Raises SettingsRefused."""
    place = ours.file.place(SETTING)
    if not ours.targets:
        raise SettingsRefused([problem("reglage-manquant", *place, key=SETTING, help=EXAMPLE_FR)])
    if to is not None and to not in ours.targets:
        near = did_you_mean(to, [*ours.targets])
        raise SettingsRefused([problem("cible-absente", *place, value=to, known=", ".join(ours.targets), near=near)])
    return {name: target for name, target in ours.targets.items() if to in (None, name)}


@dataclass
class PublishRun:
    """One run of the command. content, settings: as typed, for the commands that it is made of."""

    request: Request
    ours: BuildSettings
    content: Path | None
    settings: Path | None
    targets: dict[str, Target]
    _next_announcement: datetime | None = None

    def publish(self) -> int:
        """Record, build, read back; then, for each target, send, look, and say what is new."""
        if code := self._prepare():
            return code
        with last_build.lock(self.request.output):  # nobody builds into it while it is sent
            release = Release.read(self.request.output)
            try:
                for name, target in self.targets.items():
                    outcome = publish_release(self._place(name, target), release, self._about(name, target), self.steps)
                    self._tell(name, target, outcome)
            finally:
                self._arm_timer()
        return 0

    def _prepare(self) -> int:
        """Record, build, read back. Returns the code of what stopped it."""
        with self.steps("Noter ce qui paraît"):
            code = ledger.record(self.content, self.settings, before_build=True)
        if code:
            return code
        self._save_ledger()
        with self.steps("Construire et relire"):
            return build(self.content, self.settings, verify=True)

    def put_back(self) -> int:
        """Put back the site, then the content; the ledger stays: what people were told was told."""
        for name, target in self.targets.items():
            outcome = put_back(self._place(name, target), self._about(name, target), self.steps)
            self._remember(name, outcome.record)
            self._tell_notes(outcome)
            if name == self._first:
                announcing.write_list(self.announcements_file, outcome.record, self.ours.content, outcome.release)
                self._restore_content(outcome)
        return 0

    def rehearse(self) -> int:
        """Say what a publication would change."""
        output = self.request.cache / _REHEARSAL / "output"
        output.parent.mkdir(parents=True, exist_ok=True)
        with self.steps("Construire et relire, à part"):
            code = build(self.content, self.settings, output, verify=True)
        if code:
            return code
        release = Release.read(output)
        for name, target in self.targets.items():
            self._tell_rehearsal(name, target, release)
        return 0

    @cached_property
    def now(self) -> datetime:
        return clock.now(self.ours.now, self.ours.territory.zone)

    @cached_property
    def secrets(self) -> Secrets:
        return Secrets()

    @cached_property
    def steps(self) -> Steps:
        return Steps(self.secrets.hide)

    @cached_property
    def repository(self) -> Repository | None:
        return repository_of(self.ours, self.secrets)

    @property
    def _first(self) -> str:
        """The target that is the site itself."""
        return next(iter(self.ours.targets))

    def _place(self, name: str, target: Target) -> PublishingPlace:
        root = self.request.file.parent
        if isinstance(target, PagesTarget):
            url, cache = self._url(target), self.request.cache / _REMEMBERED
            return GitPages(name, target, self.now, self.secrets, root, cache, url)
        if isinstance(target, HostedTarget):
            if rclone.find_program() is None:
                with self.steps("Installer rclone, une seule fois (29 Mo)"):
                    rclone.bring()
            space = rclone.Rclone(name, target, self.secrets, root)
            return Hosting(name, target, self.now, space, self.request.cache / _REMEMBERED)
        assert isinstance(target, ServerTarget)
        return Server(name, target, self.now, self.secrets, root, self.request.cache)

    @property
    def site_place(self) -> PublishingPlace:
        """That of the site itself, which announces."""
        return self._place(self._first, self.ours.targets[self._first])

    @property
    def announcements_file(self) -> Path:
        """The list of what is to be announced."""
        return announcing.list_beside(self.request.output)

    def note(self, record: PublicationRecord) -> None:
        """Keep what is known of the site's announcements where this machine looks for it."""
        self._remember(self._first, record)
        announcing.write_list(self.announcements_file, record, self.ours.content)

    def _url(self, target: Target) -> str:
        return (target.url or self.ours.url).rstrip("/")

    def _about(self, name: str, target: Target) -> Circumstances:
        git = self.repository
        return Circumstances(
            name,
            self.now,
            self._url(target),
            target.wait,
            announces=name == self._first,
            commit=git.head if git else "",
            altered=git.is_altered if git else False,
            hub=bool(self.ours.announcing.websub),
            engines=bool(self.ours.announcing.indexnow),
            remembered=self._memory_of(name),
        )

    def _save_ledger(self) -> None:
        """Keep the ledger in git, where the project is in git. Raises PublicationRefused when others came first."""
        git = self.repository
        if git is None:
            return
        if git.save(_WITH_LEDGER):
            self.steps.tell("registre gardé dans git")
        if said := git.push():
            self.steps.tell(f"À noter : git n'a pas pu l'envoyer ({said}) ; ce sera fait à la prochaine publication.")

    def _tell(self, name: str, target: Target, outcome: PublicationOutcome) -> None:
        self._remember(name, outcome.record)
        self._tell_notes(outcome)
        if name == self._first:
            announcing.write_list(self.announcements_file, outcome.record, self.ours.content, outcome.release)
            for line in announcing.news_lines(outcome.news):
                self.steps.tell(line)
            self._ping(outcome)
            self._announce(outcome)
        print(f"En ligne : {self._url(target)}/ (publication du {moment_fr(outcome.release)})")

    def _ping(self, outcome: PublicationOutcome) -> None:
        """Tell the machines that wait for it, and note which of them know."""
        to_whom, record = self.ours.announcing, outcome.record
        feeds: tuple[str, ...] = ()
        pages: tuple[str, ...] = ()
        if to_whom.websub and record.notify:
            with self.steps("Prévenir les lecteurs de flux") as step:
                step.said, feeds = announcing.ping(to_whom.websub, record.notify)
        if to_whom.indexnow and record.pages:
            with self.steps("Prévenir les moteurs de recherche") as step:
                answer = tell_engines(to_whom.indexnow_server, to_whom.indexnow, outcome.release, record.pages)
                step.said, pages = answer
        if feeds or pages:
            with self.site_place.open() as session:
                record = session.online.record.without_pings(feeds, pages)
                session.keep(record)
            self._remember(self._first, record)

    def announcing_step(self, release: Release) -> AnnouncingStep:
        """What says what is new. release: that lies here."""
        return AnnouncingStep(
            self.request,
            self.ours,
            self.site_place,
            release,
            self.secrets,
            lambda: clock.now(self.ours.now, self.ours.territory.zone),
            who(),
            self.repository,
            self.steps.tell,
            Internet(),
        )

    def _announce(self, outcome: PublicationOutcome) -> None:
        """Say what is new; the site is online, whatever becomes of it."""
        passage = self.announcing_step(outcome.release)
        if not has_accounts(self.ours) or not (outcome.record.due or passage.holds_anything(outcome.record)):
            return
        failures: tuple[Refused, ...]
        with self.steps("Annoncer") as step:
            try:
                record, failures = passage.run()
                self.note(record)
                self._next_announcement = passage.next_at
            except Refused as refused:
                failures = (refused,)
            step.said = "fait" if not failures else "tout n'est pas parti : « annoncer » reprendra"
        for failure in failures:
            for one in failure.problems:
                self.steps.tell(f"À noter : {one}")
        for line in waiting_lines(passage.waiting) if passage.waiting else ():
            self.steps.tell(line)

    def _arm_timer(self) -> None:
        """Have this machine publish by itself when the content will be another site, where it was set up to."""
        try:
            until = next_change.arm(
                self.request.output, next_change.user_units(), next_change.start, self._next_announcement
            )
        except (OSError, subprocess.SubprocessError) as error:
            self.steps.tell(f"À noter : le minuteur de cette machine n'a pas pu être réglé ({error}).")
        else:
            if until is not None:
                here = until.astimezone(self.now.tzinfo)
                self.steps.tell(f"Prochaine publication d'elle-même : {date_fr(here)} à {hour_fr(here)}")

    def _tell_notes(self, outcome: PublicationOutcome) -> None:
        for note in outcome.notes:
            self.steps.tell(f"À noter : {note}.")

    def _restore_content(self, outcome: PublicationOutcome) -> None:
        """Bring back what the release was made of, where git can; say what there is to do, in any case."""
        made, git = outcome.record.last, self.repository
        if made is None or not made.commit or git is None:
            print("Le contenu n'a pas bougé : git ne sait pas de quoi cette publication est faite.")
            return
        commit = made.commit[:12]
        if made.altered:
            print(f"Le contenu n'a pas bougé : la publication est faite de {commit}, et de changements hors de git.")
        elif git.is_altered:
            print(f"Le contenu n'a pas bougé : il a des changements hors de git. La publication est faite de {commit}.")
        elif git.restore(made.commit, _WITH_LEDGER):
            print(
                f"Le contenu est revenu à {commit}, sans toucher au registre : relisez (git diff --cached), gardez-le"
            )
            print("(git commit), puis publiez, pour que flux et agendas le disent.")
        else:
            print(f"Le contenu n'a pas bougé : git ne retrouve pas {commit}.")

    def _tell_rehearsal(self, name: str, target: Target, release: Release) -> None:
        online = self._place(name, target).look()
        kept = kept_files(release, online.release, online.record.kept, self.now)
        changes = difference(release, online.release, kept)
        counts = [
            count_fr(len(changes.new), "fichier nouveau", "fichiers nouveaux"),
            count_fr(len(changes.changed), "changé", "changés"),
            count_fr(len(changes.removed), "retiré", "retirés"),
        ]
        print(f"Vers « {name} » : {', '.join(counts)} ; {filesize_fr(changes.size)} au plus à envoyer.")
        if name == self._first:
            record = online.record if online.record.told else self._memory_of(name)
            at = self.now.isoformat(timespec="seconds")
            for line in announcing.news_lines(record.news(release, at)):
                print(f"  {line}")
            if has_accounts(self.ours):
                after = record.begin(Publication(release.name, release.digest, at), record.kept).complete(release, at)
                step = self.announcing_step(release)
                plan = step.plan(Online(after, release))
                step.show(plan)
                print(*plan_lines(plan), sep="\n")
        print("Rien n'a été envoyé ni annoncé.")

    def _memory_of(self, name: str) -> PublicationRecord:
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            return PublicationRecord.read(self._memory(name).read_bytes())
        return PublicationRecord()

    def _remember(self, name: str, record: PublicationRecord) -> None:
        with suppress(OSError):
            self._memory(name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._memory(name), record.data())

    def _memory(self, name: str) -> Path:
        return self.request.cache / _REMEMBERED / f"{name}.json"


def repository_of(ours: BuildSettings, secrets: Secrets) -> Repository | None:
    """The repository of the content. The token of a target serves there, too, if that is where the content comes from.

    Nobody else is shown it.
    """
    git = Repository.of(ours.content)
    pages = {one.remote: name for name, one in ours.targets.items() if isinstance(one, PagesTarget)}
    if git is None or git.remote not in pages:
        return git
    return Repository(ours.content, git_access(secrets, pages[git.remote]))
