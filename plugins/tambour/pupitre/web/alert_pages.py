"""The alert of a night: those that hold, and a new one in a few fields, on a telephone."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tambour.model.alert import Alert
from tambour.model.kinds import KINDS
from tambour.pupitre.web.editing import Attempt, Editing
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.item_pages import ONLINE, FormView, ItemPages
from tambour.pupitre.web.page_maker import PageRoute
from tambour.pupitre.web.week import alerts_now

PAGE = "alerte"
_KIND = next(kind for kind in KINDS.values() if kind.model is Alert)
KEY = f"{_KIND.folder}/"  # what its unsaved text is kept under
# What the short form asks.
ASKED = ("niveau", "titre", "fin", "communes")


class AlertPages(ItemPages):
    """Of one pupitre. The form of a new alert, cut down to what matters: it stays so, whatever is missing."""

    template = "alert.html"

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute(f"/{PAGE}", self.write, ("GET", "POST"))

    def editing(self, request: Request) -> Editing:
        """A new alert: no address names another."""
        del request
        return Editing(self._pages.project, _KIND)

    def action(self, editing: Editing) -> str:
        """Where the form goes: here again."""
        del editing
        return f"{TOP}/{PAGE}"

    def after(self, attempt: Attempt, done: str) -> Response:
        """The short page tells how far it is; what is only saved has its own page."""
        if done == ONLINE:
            return RedirectResponse(f"{TOP}/{PAGE}?fait={done}", HTTPStatus.SEE_OTHER)
        return super().after(attempt, done)

    def more(self, view: FormView) -> Mapping[str, object]:
        """The alerts that hold, each with whether the public sees it."""
        written = self._pages.project.look()
        alerts = alerts_now(written)
        seen = {line.sheet.path: self._site.words(written.entries.get(line.sheet.path)) for line in alerts}
        wrong = dict.fromkeys(problem.place.partition(".")[0] for problem in view.problems)
        others = [key for key in wrong if key in view.editing.form.fields and key not in ASKED]
        return {"here": PAGE, "alerts": alerts, "seen": seen, "others": others}

    def resume(self, editing: Editing) -> str:
        """The page on which what was left is gone on with: the long form's, where it says more than is asked here."""
        left = self._pages.unsaved_forms().find(editing.key)
        said = editing.form.values(left.data).keys() if left is not None else set()
        return self._pages.resume_address(editing.key) if said - {*ASKED, "publier_le"} else "?reprendre=oui"
