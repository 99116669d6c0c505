"""« Ce qui partira »: what will leave for the territory's accounts, where each content went, and what did not leave."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from types import MappingProxyType
from zoneinfo import ZoneInfo

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tambour.announce.overview import journal_of
from tambour.announce.plan_view import AccountView, PlanView
from tambour.announce.registry import closed_targets
from tambour.build import request as build_request
from tambour.channels.kit.announced_feed import ATOM, announced_feed
from tambour.commands.announcing_step import has_accounts
from tambour.commands.publish import PublishRun, chosen_targets
from tambour.model.announce_lines import JOURNAL_FILE, NetworkTrouble
from tambour.model.announcements import AnnouncedPost, AnnounceJournal, FailedPost
from tambour.model.problems import Refused
from tambour.publish.release import Release
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.messages import announcing_area as messages
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.visit import note, visit
from tambour.pupitre.publishing.announcement import MODULE, AnnounceGesture
from tambour.pupitre.publishing.publication import way_of
from tambour.pupitre.publishing.release_run import FORGE, ReleaseFolder, ReleaseState, launch
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.release_pages import PublicSite, ReleaseView, progress_of
from tambour.words.announcements import account_fr, failure_fr, moment_fr, posted_fr
from tambour.words.typography import french_spaces

ADDRESS = f"{TOP}/annonces/"
SAYING: Mapping[str, object] = MappingProxyType(
    {"account_fr": account_fr, "failure_fr": failure_fr, "moment_fr": moment_fr, "posted_fr": posted_fr}
)
_DEEDS: Mapping[AnnounceGesture, str] = MappingProxyType(
    {
        AnnounceGesture.REMOVE: "annonces-retirees",
        AnnounceGesture.LEFT: "annonces-parties",
        AnnounceGesture.AGAIN: "annonces-renvoyees",
    }
)
_SHOWN = 60  # contents, the last announced first
_AGE = 30  # seconds for which a plan is believed, while nothing is saved


@dataclass(frozen=True)
class PlanLook:
    """What will leave. coming: what the next publication adds. why: French, where nobody can say. accounts: whether
    anything leaves from here by itself; told: these accounts.
    """

    view: PlanView | None = None
    why: str = ""
    accounts: bool = True
    coming: PlanView | None = None
    told: Sequence[AccountView] = ()


@dataclass(frozen=True)
class ToldItem:
    """One content. title, path: of its file; path is "" where it has none any more."""

    id: str
    title: str
    path: str
    posts: Sequence[AnnouncedPost] = ()
    failed: Sequence[FailedPost] = ()

    @property
    def is_doubt(self) -> bool:
        """Whether trying again changes nothing: all that failed is for people to say."""
        return all(one.trouble is NetworkTrouble.UNSURE for one in self.failed)


class DeskAnnouncements:
    """The announcements of one project. site: what the public sees."""

    def __init__(self, pages: PageMaker, site: PublicSite) -> None:
        self._pages, self._site = pages, site
        self._lock = threading.Lock()
        self._kept: tuple[object, datetime, PlanLook] | None = None
        self._read: tuple[object, AnnounceJournal] | None = None

    @property
    def journal(self) -> AnnounceJournal:
        """As it stands, read again once it has grown; nothing of one that cannot be read."""
        try:
            stat = (self._pages.project.root / JOURNAL_FILE).stat()
            if self._read is None or self._read[0] != (stat.st_size, stat.st_mtime_ns):
                self._read = (stat.st_size, stat.st_mtime_ns), journal_of(self._pages.project.root)
        except OSError:
            return AnnounceJournal()
        return self._read[1]

    @property
    def zone(self) -> ZoneInfo:
        return self._pages.project.settings.territory.zone

    def folder(self) -> ReleaseFolder:
        """Where passages tell how far they are."""
        return ReleaseFolder(self._pages.project.state / "annonces")

    def look(self) -> PlanLook:
        """What will leave, as the place of the site says it; made anew once something was saved."""
        project = self._pages.project
        with self._lock:
            key, now = (project.turn, self.journal, self.folder().state()), project.now_really()
            if self._kept is None or self._kept[0] != key or (now - self._kept[1]).total_seconds() > _AGE:
                self._kept = key, now, self._look()
            return self._kept[2]

    def _look(self) -> PlanLook:
        try:
            ours = self._site.settings()
            if not has_accounts(ours):
                return PlanLook(why=messages.NO_ACCOUNT, accounts=False)
            if way_of(ours) == FORGE:
                return PlanLook(why=messages.BY_FORGE, accounts=False)
            file = self._site.settings_file
            run = PublishRun(build_request.Request.read(settings=file), ours, None, file, chosen_targets(ours, None))
            told = [AccountView.of(one) for one in closed_targets(ours).values()]
            step = run.announcing_step(Release.read(ours.output))
            view, coming = PlanView.of(step.plan()), PlanView.of(step.coming())
            for one in (*view.leaving, *view.waiting, *coming.leaving, *coming.waiting):
                _ = one.source  # now, while what lies there is what was looked at
        except Refused as refused:
            why = [f"{problem.message}. {problem.hint}" for problem in refused.problems]
            return PlanLook(why=french_spaces(" ".join(why)))
        except OSError:
            return PlanLook(why=messages.NOT_YET)
        is_nothing = not (view.leaving or view.waiting)
        nothing = messages.ONLY_COMING if coming.leaving or coming.waiting else messages.NOTHING
        return PlanLook(view, nothing if is_nothing else "", coming=coming, told=told)

    def of_item(self, item: str) -> ToldItem | None:
        """Where one content went; None for nowhere."""
        journal = self.journal
        posts, failed = journal.posts_of(item), journal.failures_of(item)
        return ToldItem(item, "", "", posts, failed) if posts or failed else None

    def by_outcome(self) -> tuple[Sequence[ToldItem], Sequence[ToldItem]]:
        """What did not leave, the oldest first; then where each content went, the last first."""
        journal, sheets = self.journal, self._pages.project.look().sheets.values()
        view = self.look().view
        former = {one.item: one.title for one in view.stranded} if view is not None else {}
        named = {sheet.word("id"): sheet for sheet in sheets if sheet.word("id") in journal.items}
        all_of_them = [
            ToldItem(
                item,
                named[item].title if item in named else former.get(item, item),
                named[item].path if item in named else "",
                journal.posts_of(item),
                journal.failures_of(item),
            )
            for item in journal.items
        ]
        failed = sorted((one for one in all_of_them if one.failed), key=lambda one: (one.failed[0].at, one.id))
        gone = sorted((one for one in all_of_them if one.posts), key=lambda one: (one.posts[-1].at, one.id))
        return failed, gone[::-1]

    def paths(self, look: PlanLook) -> Mapping[str, str]:
        """Of the files of what is planned, by id."""
        views = [view for view in (look.view, look.coming) if view is not None]
        wanted = {one.item for view in views for one in (*view.leaving, *view.waiting)}
        sheets = self._pages.project.look().sheets.values() if wanted else ()
        return {sheet.word("id"): sheet.path for sheet in sheets if sheet.word("id") in wanted}

    def feed(self) -> bytes:
        """What left, as an Atom feed."""
        project, journal = self._pages.project, self.journal
        announced = [journal.of_item(item) for item in sorted(journal.items)]
        titles = {one.id: one.title for one in self.by_outcome()[1]}
        return announced_feed(project.settings.territory, announced, titles, f"{project.public_settings.url}/")

    def send(self, gesture: AnnounceGesture | None = None, item: str = "") -> None:
        """Begin a passage for whoever is here, unless one goes on. gesture: what is done to an item instead."""
        folder, file = self.folder(), self._site.settings_file
        if folder.is_going_on():
            return
        state = ReleaseState(visit().person.name, self._pages.project.now_really().isoformat())
        launch(
            folder, (MODULE, str(folder.folder), str(file), *([gesture, item] if gesture else [])), file.parent, state
        )
        note(_DEEDS[gesture] if gesture else "annonces", item)

    def progress(self) -> ReleaseView:
        """How far the last passage is."""
        outcomes = messages.OUTCOMES, messages.OTHER, messages.CUT_SHORT, messages.UNDER_WAY
        return progress_of(self.folder(), self._pages.project.now_really(), *outcomes, messages.BY_PROBLEM)


class AnnouncePages:
    """Of one pupitre."""

    def __init__(self, pages: PageMaker, announcing: DeskAnnouncements) -> None:
        self._pages, self._announcing = pages, announcing

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute("/annonces/", self.announcements, right=Right.READ)
        yield PageRoute("/annonces/", self.send, ("POST",), Right.RELEASE)
        yield PageRoute("/annonces/flux.atom", self.feed, right=Right.READ)
        yield PageRoute("/annonces/etat", self.progress, right=Right.READ)
        yield PageRoute("/annonces/dire", self.decide, ("POST",), Right.RELEASE)
        yield PageRoute("/annonces/retirer", self.remove, ("GET", "POST"), Right.RELEASE)

    def announcements(self, request: Request, data: FormData) -> Response:
        """What did not leave, what will, what went where."""
        del request, data
        view = self._announcing.progress()  # first: what ends meanwhile is in what is looked at next
        look = self._announcing.look()
        failed, gone = self._announcing.by_outcome()
        return self._pages.show(
            "announcements.html",
            "semaine",
            look=look,
            failed=failed,
            gone=gone[:_SHOWN],
            older=max(0, len(gone) - _SHOWN),
            path_of=self._announcing.paths(look),
            view=view,
            **self._saying(),
        )

    def feed(self, request: Request, data: FormData) -> Response:
        """What left, where and when."""
        del request, data
        return Response(self._announcing.feed(), media_type=ATOM)

    def send(self, request: Request, data: FormData) -> Response:
        """« Annoncer maintenant », and « Réessayer »."""
        del request, data
        if self._announcing.look().accounts:
            self._announcing.send()
        return RedirectResponse(ADDRESS, HTTPStatus.SEE_OTHER)

    def progress(self, request: Request, data: FormData) -> Response:
        """How far it is: a part of the page."""
        del request, data
        return self._pages.part("_release.html", view=self._announcing.progress())

    def decide(self, request: Request, data: FormData) -> Response:
        """« Elle y est », « Elle n’y est pas » : what somebody has found out of a message that may have left."""
        del request
        item, answer = data.first("contenu"), data.first("reponse")
        view = self._announcing.look().view
        if view is None or item not in view.in_doubt or answer not in (AnnounceGesture.LEFT, AnnounceGesture.AGAIN):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        self._announcing.send(AnnounceGesture(answer), item)
        return RedirectResponse(ADDRESS, HTTPStatus.SEE_OTHER)

    def remove(self, request: Request, data: FormData) -> Response:
        """Ask whether the messages about what is gone are to go, too; then have them go."""
        item = data.first("contenu") if request.method == "POST" else request.query_params.get("contenu", "")
        view = self._announcing.look().view
        stranded = [one for one in view.stranded if one.item == item and not one.by_hand] if view is not None else []
        if not stranded:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        if request.method == "POST":
            self._announcing.send(AnnounceGesture.REMOVE, item)
            return RedirectResponse(ADDRESS, HTTPStatus.SEE_OTHER)
        return self._pages.show("announcements_remove.html", "semaine", stranded=stranded, item=item, **self._saying())

    def _saying(self) -> Mapping[str, object]:
        return {**SAYING, "zone": self._announcing.zone}
