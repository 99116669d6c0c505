"""What the public sees, « Mettre en ligne », and the journal of who did what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from threading import Lock, Thread

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tambour.build import request as build_request
from tambour.build.settings import BuildSettings
from tambour.commands.project import read_settings
from tambour.model.problems import Refused
from tambour.pupitre.forms.controls import as_typed
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.forms.form import Form
from tambour.pupitre.forms.wording import words_at
from tambour.pupitre.messages import SAVES
from tambour.pupitre.messages import people as people_messages
from tambour.pupitre.messages import publishing as messages
from tambour.pupitre.people.deeds import JournalLine
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.visit import note, visit
from tambour.pupitre.publishing.live_state import LiveReceipt, PublicLook
from tambour.pupitre.publishing.publication import way_of
from tambour.pupitre.publishing.release_run import INTERNAL, Choice, ReleaseFolder, ReleaseState, start
from tambour.pupitre.versions.merging import TEXT
from tambour.pupitre.web import listing
from tambour.pupitre.web.named_files import NamedFile, named_files, title_of
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.project import Project
from tambour.source.entry import ContentFile
from tambour.verify.report import subject_of

SHOWN = 50
_FIRST_MOMENT = 20  # seconds that a process takes at most to take its turn
_AGE = 60  # seconds after which settings are read again, while somebody writes


@dataclass(frozen=True)
class DisputedContent:
    """A content of which the site that was made does not say the same everywhere. path: "" for the site itself."""

    path: str
    title: str
    facts: Sequence[str]


@dataclass(frozen=True)
class ReleaseView:
    """How far the last publication is.

    title, help: what came of it, what to do. is_on: it goes on. disputed: why it was stopped, content by content.
    """

    state: ReleaseState | None
    title: str
    help: str
    said: Sequence[str]
    is_on: bool
    ended: datetime | None = None
    disputed: Sequence[DisputedContent] = ()

    @property
    def is_for_others(self) -> bool:
        """Whether what stopped it is no agent's to mend: she is told how it ended, and hands on the whole report."""
        code = self.state.code if self.state is not None and not self.is_on else 0
        return bool(self.disputed) or (bool(code) and code not in messages.TO_MEND_HERE)

    @property
    def end(self) -> Sequence[str]:
        """What it ended with: the last line that stands by itself, and those that belong to it."""
        starts = [number for number, line in enumerate(self.said) if not line.startswith("  ")]
        return self.said[starts[-1] if starts else 0 :]


class PublicSite:
    """The site that the public sees, and its publications. project: whose it is."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._lock = Lock()
        self._live: PublicLook | None = None
        self._asked_at: datetime | None = None

    @property
    def settings_file(self) -> Path:
        """Those of publication."""
        return self._project.publication_file

    def settings(self) -> BuildSettings:
        """As they are now. Raises Refused."""
        return read_settings(build_request.Request.read(settings=self.settings_file))

    def folder(self) -> ReleaseFolder:
        """Where publications tell how far they are."""
        return ReleaseFolder(self._project.state / "mise-en-ligne")

    def way(self) -> str:
        """How it is published; "" where nobody has said, or the settings have to be mended first."""
        with suppress(Refused):
            return way_of(self.settings())
        return ""

    def put_online(self) -> None:
        """Begin a publication for whoever is here; while another goes on, one more follows it."""
        if start(self.folder(), self.settings_file, visit().person.name, self._project.now_really()):
            note("mise-en-ligne")

    def progress(self) -> ReleaseView:
        """How far the last publication is."""
        outcomes = messages.OUTCOMES, messages.OTHER, messages.CUT_SHORT, messages.UNDER_WAY
        view = progress_of(self.folder(), self._project.now_really(), *outcomes)
        if view.is_on or view.state is None or view.state.code not in (0, INTERNAL):
            return view
        disputed = tuple(self._disagreements(view.said))
        if not disputed:
            return view
        title, way_out = messages.DISPUTED if view.state.code else (view.title, messages.STILL_DISPUTED)
        return replace(view, title=title, help=way_out, disputed=disputed)

    def _disagreements(self, lines: Iterable[str]) -> Iterator[DisputedContent]:
        """The contents that the report of a verification is about, in its order."""
        written, facts = self._project.look(), dict[str, dict[str, None]]()
        paths = {entry.item.id: path for path, entry in written.entries.items()}
        for item, about in filter(None, map(subject_of, lines)):
            facts.setdefault(item, {})[about] = None
        for item, told in facts.items():
            path = paths.get(item, "")
            yield DisputedContent(path, title_of(written, path) if path else item, [*told])

    def live(self) -> PublicLook | None:
        """The live site; None where the settings of publication do not tell."""
        live: PublicLook | None = None
        with suppress(Refused):
            ours = self.settings()
            if way_of(ours):
                live = self._live if self._live is not None and self._live.url == ours.url else None
                live = live or PublicLook(ours.url, self._project.now_really)
        self._live, self._asked_at = live, self._project.now_really()
        return live

    def _last_look(self) -> LiveReceipt | None:
        """What is known of the live site without waiting for anything."""
        asked, now = self._asked_at, self._project.now_really()
        if (asked is None or (now - asked).total_seconds() > _AGE) and self._lock.acquire(blocking=False):
            Thread(target=self._find_out, daemon=True).start()
        state = self.folder().state() if self._live is not None else None
        since = datetime.fromisoformat(state.ended) if state is not None and state.ended else None
        return self._live.last(since) if self._live is not None else None

    def _find_out(self) -> None:
        try:
            with suppress(Refused, OSError):
                self.live()
        finally:
            self._lock.release()

    def words(self, entry: ContentFile | None) -> str:
        """Whether the public sees an item as it is written; "" where nobody can say."""
        found = self._last_look() if entry is not None else None
        if entry is None or found is None or found.tells is None:
            return ""
        now, written = self._project.now_really(), self._project.look()
        if found.holds(entry, written.content):
            return messages.seen_at(found.at, now)
        saved = (self._project.root / str(entry.origin.path)).stat().st_mtime
        return messages.saved_at(datetime.fromtimestamp(saved, now.tzinfo), now)

    def posting_state(self, entry: ContentFile | None) -> str:
        """Why an item had better not be posted yet, in French; "" where its link leads to it, or nobody can say."""
        found = self._last_look() if entry is not None else None
        if entry is None or found is None:
            return ""
        if found.tells is None:
            return messages.UNSEEN.format(why=found.error)
        if entry.item.id not in found.tells:
            return messages.NOT_ONLINE
        return "" if found.holds(entry, self._project.look().content) else messages.OLD_ONLINE

    def waiting(self, found: LiveReceipt) -> list[listing.ContentLine]:
        """What the public does not see yet as it is written."""
        written = self._project.look()
        late = [entry for entry in written.content.public if not found.holds(entry, written.content)]
        sheets = [written.sheets[str(entry.origin.path)] for entry in late if str(entry.origin.path) in written.sheets]
        return [listing.line_of(written, sheet) for sheet in sheets]


def progress_of(
    folder: ReleaseFolder,
    now: datetime,
    outcomes: Mapping[int, tuple[str, str]],
    other: tuple[str, str],
    cut_short: tuple[str, str],
    under_way: tuple[str, str],
    by_problem: Mapping[str, tuple[str, str]] = messages.BY_PROBLEM,
) -> ReleaseView:
    """How far something is that tells it in a folder.

    Args:
        folder: where.
        now: the moment.
        outcomes: by the code that it ended with, what that is called, and what to do.
        other: the same, of another code.
        cut_short: of what did not end.
        under_way: of what goes on.
        by_problem: the same, by the code of a problem that it told, which says more than how it ended.
    """
    state, is_on = folder.state(), folder.is_going_on()
    if state is None:
        return ReleaseView(None, "", "", (), is_on=False)
    has_just_begun = (now - datetime.fromisoformat(state.began)).total_seconds() < _FIRST_MOMENT
    if is_on or (not state.ended and has_just_begun):
        return ReleaseView(state, *under_way, folder.lines(), is_on=True)
    ended = datetime.fromisoformat(state.ended).astimezone(now.tzinfo) if state.ended else None
    lines = folder.lines()
    told = (outcome for code, outcome in by_problem.items() if any(f"[{code}]" in line for line in lines))
    outcome = next(told, outcomes.get(state.code, other)) if ended else cut_short
    return ReleaseView(state, *outcome, lines, is_on=False, ended=ended)


def goes_online(site: PublicSite) -> bool:
    """Whether whoever is here may put the site online, and somebody has said where."""
    return visit().person.may(Right.RELEASE) and bool(site.way())


class ReleasePages:
    """Of one pupitre. site: what the public sees."""

    def __init__(self, pages: PageMaker, site: PublicSite) -> None:
        self._pages, self._site = pages, site

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute("/enligne", self.release, ("GET", "POST"), Right.RELEASE)
        yield PageRoute("/enligne/etat", self.progress, right=Right.RELEASE)
        yield PageRoute("/journal", self.journal, right=Right.ADMINISTER)

    def release(self, request: Request, data: FormData) -> Response:
        """What is online, what is not yet, and the button."""
        folder = self._site.folder()
        try:
            way = way_of(self._site.settings())
        except Refused as refused:
            return self._pages.project_refused(refused)
        if request.method == "POST" and way:
            if choices := {one.key: data.first(f"choix.{number}") for number, one in enumerate(folder.choices())}:
                folder.answer({key: chosen for key, chosen in choices.items() if chosen})
            self._site.put_online()
            return RedirectResponse(str(request.url.path), HTTPStatus.SEE_OTHER)
        live = self._site.live()
        found = live.look() if live is not None and way else None
        waiting = self._site.waiting(found) if found is not None and found.tells is not None else []
        return self._pages.show(
            "release.html",
            "enligne",
            way=way,
            found=found,
            seen=messages.seen_at(found.at, self._pages.project.now_really()) if found and found.tells else "",
            waiting=waiting[:SHOWN],
            count=len(waiting),
            view=self._site.progress(),
            choices=[(self._in_words(one), self._title(one.path)) for one in folder.choices()],
        )

    def progress(self, request: Request, data: FormData) -> Response:
        """How far it is: a part of the page."""
        del request, data
        return self._pages.part("_release.html", view=self._site.progress(), address=self._pages.address)

    def _in_words(self, one: Choice) -> Choice:
        """What is to be chosen, as the form of its content says it."""
        sheet = self._pages.project.look().sheets.get(one.path)
        if sheet is None or not one.name or one.name.startswith(f"{TEXT}."):
            return one
        form = Form.of(sheet.kind.model, self._pages.project.choices())
        place = tuple(int(part) if part.isdecimal() else part for part in one.name.split("."))
        mine, theirs = (words_at(form, place, as_typed(value)) for value in one.values)
        return replace(one, mine=mine, theirs=theirs)

    def _sentence(self, deed: JournalLine) -> tuple[Sequence[NamedFile], str]:
        """What a line is about, and what was done, but for what its verb and its titles say."""
        files = named_files(self._pages.project.look(), deed.paths, self._pages.project.title_kept)
        words = deed.words
        for file in files[:1]:
            words = words.removeprefix(f"{file.title} : ")
        saved = SAVES["publier"]
        return files, "" if words == saved else words.removesuffix(f" : {saved}")

    def _title(self, path: str) -> str:
        return title_of(self._pages.project.look(), path)

    def journal(self, request: Request, data: FormData) -> Response:
        """Who did what, the last first."""
        del data
        asked = request.query_params.get("apres", "")
        skipped = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
        deeds, has_more = self._pages.project.deeds.last(skipped)
        zone = self._pages.project.now_really().tzinfo or UTC
        return self._pages.show(
            "journal.html",
            "journal",
            this_computer=people_messages.THIS_COMPUTER,
            deeds=[(deed, deed.at.astimezone(zone), *self._sentence(deed)) for deed in deeds],
            words=people_messages.DEEDS,
            older=skipped + len(deeds) if has_more else 0,
        )
