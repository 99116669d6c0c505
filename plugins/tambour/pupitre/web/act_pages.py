"""What happens to what was announced: a button for each."""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tambour.model.alert import Alert
from tambour.pupitre import messages
from tambour.pupitre.files.unwritable import ChangedMeanwhile, FileUnwritable
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.web.acts import ALL, MOVE, WITHDRAW, Deed, acts_for, dates_ahead
from tambour.pupitre.web.drawing import FieldProblem
from tambour.pupitre.web.editing import Editing
from tambour.pupitre.web.outgoing import NOTHING_OUT, Outgoing, OutgoingMaker
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.release_pages import PublicSite, goes_online
from tambour.words.typography import french_spaces

DO, LOOK, ONLINE = "_faire", "sortie", "oui-enligne"  # what a button says


class ActPages:
    """Of one pupitre. outgoing: what makes previews. site: what the public sees."""

    def __init__(self, pages: PageMaker, outgoing: OutgoingMaker, site: PublicSite) -> None:
        self._pages, self._outgoing, self._site = pages, outgoing, site

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute("/agir/{folder}/{name:path}", self.act, ("GET", "POST"))

    def act(self, request: Request, data: FormData) -> Response:
        """Something has happened to what was announced."""
        editing, name = self._pages.editing(request), request.query_params.get("quoi", "")
        content = self._pages.project.look()
        entry = content.entries.get(editing.path)
        if editing.sheet is None or entry is None or name not in acts_for(entry, content.now):
            raise HTTPException(404)
        choices = dates_ahead(entry, content.now)
        moment = data.first("moment.jour"), data.first("moment.heure")
        first = choices[0].value if choices else ALL
        place = _id_of(self._pages.project.choices().of("place"), data.first("lieu"))
        deed = Deed(name, data.first("date") or first, " ".join(moment).strip(), place, data.first("pourquoi"))
        problems: Sequence[FieldProblem] = ()
        outgoing: Outgoing | None = None
        if request.method == "POST":
            try:
                if data.first(DO) == LOOK:
                    outgoing = self._look_ahead(editing, deed)
                elif not (problems := self._confirm(editing, deed)):
                    return self._leave(editing, data)
            except (FileUnwritable, ChangedMeanwhile, HistoryRefused) as refused:
                self._pages.project.forget()
                problems = [FieldProblem("", "", french_spaces(problem.message)) for problem in refused.problems]
        return self._pages.show(
            "act.html",
            "contenus",
            HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
            act=name,
            sheet=editing.sheet,
            dates=choices,
            deed=deed,
            moment=moment,
            problems=problems,
            places=self._pages.project.choices().of("place"),
            outgoing=outgoing,
            is_told=name != WITHDRAW,
            is_urgent=isinstance(entry.item, Alert) and goes_online(self._site),
        )

    def _leave(self, editing: Editing, data: FormData) -> Response:
        """Where one is once it is written: what cannot wait is put online at once, and its page tells how far it is."""
        is_online = data.first(DO) == ONLINE and goes_online(self._site)
        if is_online:
            self._site.put_online()
        done = "enligne" if is_online else "publie"
        return RedirectResponse(f"{self._pages.address(editing.path)}?fait={done}", HTTPStatus.SEE_OTHER)

    def _confirm(self, editing: Editing, deed: Deed) -> Sequence[FieldProblem]:
        """Write what has happened; what stands against it, when nothing was written. Raises as `Editing.save` does."""
        assert editing.sheet is not None
        if missing := _missing(deed):
            return (FieldProblem("", "", missing),)
        attempt = editing.after(deed)
        if not attempt.problems:
            editing.save(attempt, messages.saved_as(editing.sheet.title, deed.act))
        return attempt.problems

    def _look_ahead(self, editing: Editing, deed: Deed) -> Outgoing:
        """What every channel would say of it; nothing while something is missing. Raises FileUnwritable."""
        attempt = None if _missing(deed) else editing.after(deed)
        if attempt is None or attempt.problems:
            return NOTHING_OUT
        return self._outgoing.make(attempt.path, attempt.data) or NOTHING_OUT


def _id_of(places: Mapping[str, str], typed: str) -> str:
    """The id of a place that is named by its title; else what was typed."""
    return next((place_id for place_id, title in places.items() if title == typed), typed)


def _missing(deed: Deed) -> str:
    """What must be answered before it can be confirmed, as a sentence; "" when nothing is."""
    answer = deed.place if deed.act == MOVE else deed.moment
    return "" if answer else messages.ASKED.get(deed.act, "")
