"""The agent's week, her first page; and what is posted by hand, network by network."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tambour.model.kinds import KINDS
from tambour.pupitre.files.unwritable import ChangedMeanwhile
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.messages.publishing import LOCAL_ADDRESS
from tambour.pupitre.messages.week_area import NOT_POSTED, POSTED
from tambour.pupitre.people.person import Right
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.posting import HandPosts, Posting
from tambour.pupitre.web.release_pages import PublicSite, goes_online
from tambour.pupitre.web.week import ComingWeek, ItemChannels, LackingItem, open_forms, week_of
from tambour.words.typography import french_spaces

POSTS_SHOWN = 6
_TRIES = 3


@dataclass(frozen=True)
class WeekView:
    """What the first page shows, for as long as nothing is saved and the hour is the same."""

    key: tuple[object, ...]
    week: ComingWeek
    lacking: Sequence[LackingItem]
    posts: Sequence[HandPosts]


class WeekPages:
    """Of one pupitre."""

    def __init__(self, pages: PageMaker, site: PublicSite) -> None:
        self._pages, self._site = pages, site
        self._posting = Posting(pages.project)
        self._lock = threading.Lock()
        self._view: WeekView | None = None
        pages.project.make_ahead(self._look)

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute("/", self.week, right=Right.READ)
        yield PageRoute("/diffusion/", self.posts, right=Right.READ)
        yield PageRoute("/diffusion/", self.posts, ("POST",))

    def week(self, request: Request, data: FormData) -> Response:
        """The first page."""
        del data, request
        written, view = self._pages.project.look(), self._look()
        left = [posts for posts in self._with_states(view.posts) if posts.left]
        return self._pages.show(
            "week.html",
            "semaine",
            week=view.week,
            today=self._pages.project.now(),
            is_urgent=bool(view.week.alerts) and goes_online(self._site),
            kinds=KINDS,
            lacking=view.lacking,
            posts=left[:POSTS_SHOWN],
            posts_left=len(left),
            networks_are_set=self._posting.is_set,
            **self._ways_out(),
            forms=open_forms(written, self._pages.unsaved_forms().all()),
        )

    def posts(self, request: Request, data: FormData) -> Response:
        """All that is new, with each network's text; a tick for what is done."""
        problems: list[str] = []
        if request.method == "POST":
            problems = self._tick(data)
            if not problems:
                back = f"{TOP}/" if data.first("retour") == "semaine" else f"{TOP}/diffusion/"
                return RedirectResponse(f"{back}#diffusion-{data.first('contenu')}", HTTPStatus.SEE_OTHER)
        view = self._look()
        code = HTTPStatus.CONFLICT if problems else HTTPStatus.OK
        return self._pages.show(
            "posts.html",
            "semaine",
            code,
            posts=self._with_states(view.posts),
            problems=problems,
            networks_are_set=self._posting.is_set,
            **self._ways_out(),
        )

    def _with_states(self, posts: Sequence[HandPosts]) -> list[HandPosts]:
        """What can be posted, what is online before what is not."""
        entries = self._pages.project.look().entries
        shown = [replace(one, waits=self._site.posting_state(entries.get(one.path))) for one in posts]
        return sorted(shown, key=lambda one: (not one.left, bool(one.waits)))

    def _ways_out(self) -> Mapping[str, object]:
        """What texts to be posted are shown with: what is wrong with all their links, and who may put them right."""
        warning = "" if self._pages.project.has_public_address else LOCAL_ADDRESS
        return {"warning": warning, "may_release": goes_online(self._site)}

    def _tick(self, data: FormData) -> list[str]:
        """Note what is done. Returns why it could not be, in French."""
        item, network = data.first("contenu"), data.first("reseau")
        posts = next((one for one in self._look().posts if one.item.id == item), None)
        post = next((one for one in posts.posts if one.name == network), None) if posts else None
        if posts is None or post is None:
            return []
        is_done = data.first("fait") == "oui"
        words = (POSTED if is_done else NOT_POSTED).format(network=post.label)
        for number in range(_TRIES):
            try:
                self._posting.tick(item, network, f"{posts.item.item.title} : {words}", is_done=is_done)
                break
            except ChangedMeanwhile:  # somebody has ticked at this very moment: once more, after her
                if number == _TRIES - 1:
                    raise
            except HistoryRefused as refused:
                return [french_spaces(problem.message) for problem in refused.problems]
        with self._lock:
            self._view = None
        return []

    def _look(self) -> WeekView:
        """What there is: made anew once something was saved, and every hour."""
        project = self._pages.project
        with self._lock:
            written, now = project.look(), project.now()
            key = (project.turn, written.now, _hour(now))
            if self._view is None or self._view.key != key:
                site = project.site_at(written.content, now)
                channels = ItemChannels(project.settings, site)
                self._view = WeekView(
                    key, week_of(written, channels), channels.lacking(written), self._posting.waiting(site)
                )
            return self._view


def _hour(now: datetime) -> str:
    return f"{now:%Y-%m-%dT%H}"
