"""What every page is made with: the project, the templates, and what each page bears."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, urlencode

from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from tambour.build import report
from tambour.model.kinds import FOLDERS, Kind
from tambour.model.problems import Refused
from tambour.pupitre import messages
from tambour.pupitre.forms.data import DEPOSITS, FormData
from tambour.pupitre.messages import people as people_messages
from tambour.pupitre.people.person import Colleague, Right
from tambour.pupitre.people.scope import may_begin, may_see
from tambour.pupitre.people.visit import visit
from tambour.pupitre.web.drawer import Reviews, UnsavedForms, new_form_name
from tambour.pupitre.web.drawing import NO_NOTES, Drawing, FieldProblem
from tambour.pupitre.web.editing import Editing
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.project import Project
from tambour.pupitre.web.register_editing import EntryEditing
from tambour.pupitre.web.remarks import Remark, Remarks

Answer = Callable[[Request, FormData], Response]
# The menu: address under the pupitre's own, name that a page says to be in it, words, what it takes to see it.
MENU = (
    ("", "semaine", "Ma semaine", Right.READ),
    ("contenus/", "contenus", "Contenus", Right.READ),
    ("lettres/", "lettres", "Lettres", Right.READ),
    ("repertoire/", "repertoire", "Répertoire", Right.READ),
    ("ecrire/", "ecrire", "Écrire", Right.PROPOSE),
    ("medias/", "medias", "Images et documents", Right.READ),
    ("alerte", "alerte", "Alerte", Right.WRITE),
    ("enligne", "enligne", "Mettre en ligne", Right.RELEASE),
    ("journal", "journal", "Journal", Right.ADMINISTER),
)


@dataclass(frozen=True)
class PageRoute:
    """One address.

    Attributes:
        path: under the pupitre's own, as Starlette writes it.
        answer: what it is asked for.
        right: what whoever opens it may do; for anybody else there is nothing at this address.
    """

    path: str
    answer: Answer
    methods: tuple[str, ...] = ("GET",)
    right: Right = Right.WRITE


class PageGroup(Protocol):
    """Pages that belong together."""

    def routes(self) -> Iterable[PageRoute]:
        """Its addresses."""
        ...


class PageMaker:
    """What the pages of one project share."""

    def __init__(self, project: Project, templates: Environment) -> None:
        self.project, self.templates = project, templates

    def unsaved_forms(self, person: Colleague | None = None) -> UnsavedForms:
        """The forms that somebody has left. person: who; None for whoever is here."""
        return UnsavedForms(self.project.state / "en-cours", person or visit().person)

    @property
    def reviews(self) -> Reviews:
        """The last word on each content that waits to be read."""
        return Reviews(self.project.state / "relectures")

    @property
    def remarks(self) -> Remarks:
        """What was remarked at the fields of contents."""
        return Remarks(self.project.state / "remarques")

    def show(self, name: str, here: str, code: int = 200, /, **values: object) -> Response:
        """A page. name: of its template; here: which entry of the menu is its own; values: what the template asks."""
        territory = self.project.settings.territory
        shared: Mapping[str, object] = {
            "here": here,
            "token": visit().token,
            "person": visit().person,
            "logout": visit().logout,
            "site": self.project.public_url,
            "menu": MENU,
            "Right": Right,
            "territory": territory,
            "trial_day": self.project.now() if self.project.settings.now else None,
            "states_fr": messages.STATES,
            "address": self.address,
            "resume_address": self.resume_address,
            "new_form_name": new_form_name,
        }
        return HTMLResponse(self.templates.get_template(name).render({**shared, **values}), code)

    def drawing(
        self,
        editing: Editing | EntryEditing,
        data: FormData,
        problems: Sequence[FieldProblem],
        notes: Mapping[str, Sequence[str]] = NO_NOTES,
        remarks: Sequence[Remark] = (),
    ) -> Drawing:
        """A form as it is typed. notes: on files that were sent, by the name of their field; remarks: at its fields."""
        waiting = self.project.deposits.find(data.every(DEPOSITS))
        browses = visit().person.may(Right.READ)
        creates = visit().person.may(Right.WRITE) and isinstance(editing, Editing)  # an entry asks for none on the spot
        tokens = {one.path: one.token for one in waiting}
        return Drawing(
            self.templates,
            editing.form,
            data,
            problems,
            notes,
            tokens,
            takes_files=True,
            may_browse=browses,
            may_create=creates,
            remarks=remarks,
        )

    def part(self, name: str, **values: object) -> Response:
        """A part of a page, as a script puts it in its place."""
        return HTMLResponse(self.templates.get_template(name).render(values))

    def editing(self, request: Request, folder: str = "") -> Editing:
        """The content that an address names: no path is made of what is typed. Raises HTTPException for none.

        folder: of its kind, where the address does not tell.
        """
        kind: Kind | None = FOLDERS.get(folder or request.path_params["folder"])
        name = request.path_params.get("name", "")
        if kind is None:
            raise HTTPException(404)
        path = f"{kind.folder}/{name}" if name and name != "-" else ""
        sheet = self.project.look().sheets.get(path)
        is_hers = may_see(visit().person, sheet) if sheet is not None else not path
        if not is_hers or (not path and not may_begin(visit().person, kind.model)):
            raise HTTPException(404)
        return Editing(self.project, kind, path, "" if path else self._origin(request, kind))

    def _origin(self, request: Request, kind: Kind) -> str:
        """What a new content begins with: another one, a day, nothing of the last one."""
        query = request.query_params
        model = self.project.look().sheets.get(query.get("modele", ""))
        if model is not None and model.kind is kind and may_see(visit().person, model):
            return urlencode({"modele": model.path})
        return next((urlencode({name: query[name][:10]}) for name in ("jour", "vide") if query.get(name)), "")

    @staticmethod
    def address(path: str, page: str = "ecrire") -> str:
        """Where a content is written; `agenda/` for a new one, `agenda/?jour=2026-12-05` where it begins with more."""
        path, mark, origin = path.partition("?")
        return f"{TOP}/{page}/{quote(path)}" + ("-" if page != "ecrire" and path.endswith("/") else "") + mark + origin

    @classmethod
    def resume_address(cls, key: str) -> str:
        """Where a form that was left goes on. key: what it is kept under."""
        address = cls.address(key)
        return f"{address}{'&' if '?' in address else '?'}reprendre=oui"

    def plain(self, name: str, code: int = 200, /, **values: object) -> Response:
        """A page that asks nothing of the project. name: of its template."""
        return HTMLResponse(self.templates.get_template(name).render(values), code)

    def refusal(self, why: str, code: int) -> Response:
        """A page that says why there is none."""
        title, sentence = messages.REFUSALS.get(why) or people_messages.REFUSALS[why]
        return self.plain("refusal.html", code, title=title, sentence=sentence)

    def project_refused(self, refused: Refused) -> Response:
        """The settings, or something else than content, have to be mended first."""
        title, sentence = messages.REFUSALS["projet"]
        told = report.text(refused)
        text = self.templates.get_template("refusal.html").render(title=title, sentence=sentence, told=told)
        return HTMLResponse(text, 503)
