"""What each page shows, and what each button does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from itertools import zip_longest
from urllib.parse import quote, urlencode

from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tambour.build import report
from tambour.build.schedule import is_public
from tambour.model.alert import Alert
from tambour.model.kinds import FOLDERS, KINDS, Kind
from tambour.model.problems import Refused
from tambour.pupitre import messages
from tambour.pupitre.files.unwritable import ChangedMeanwhile, FileUnwritable
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.forms.groups import with_row
from tambour.pupitre.versions.differences import FieldChange
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.versions.store import SavedVersion
from tambour.pupitre.web import listing
from tambour.pupitre.web.acts import ALL, Deed, acts_for, dates_ahead
from tambour.pupitre.web.drawing import Drawing, FieldProblem
from tambour.pupitre.web.editing import BEFORE, Attempt, Base, Clash, Editing, UnsavedForms
from tambour.pupitre.web.guards import PREVIEW_POLICY, TOP
from tambour.pupitre.web.outgoing import Outgoing, OutgoingMaker
from tambour.pupitre.web.project import Project
from tambour.words.typography import french_spaces

DO = "_faire"
VERSIONS_SHOWN = 30
NOTHING_OUT = Outgoing("", ())


@dataclass(frozen=True)
class FormView:
    """What the page of a content shows.

    clashes: what somebody else has changed, too. dates: the next ones. done: what has just been done. left_at: when a
    form of it was left unsaved. code: of the answer. outgoing: what goes out, when that was asked for.
    """

    editing: Editing
    base: Base
    data: FormData
    problems: Sequence[FieldProblem] = ()
    clashes: Sequence[Clash] = ()
    dates: Sequence[str] = ()
    done: str = ""
    left_at: datetime | None = None
    code: int = HTTPStatus.OK
    outgoing: Outgoing | None = None


class Pages:
    """One project's. token: what each form bears."""

    def __init__(self, project: Project, templates: Environment, token: str) -> None:
        self._project, self._templates, self._token = project, templates, token
        self._outgoing = OutgoingMaker(project)

    # What there is

    def week(self, request: Request, data: FormData) -> Response:
        """The first page."""
        del data, request
        written = self._project.look()
        return self._show("week.html", "semaine", week=listing.week(written), today=written.now, kinds=KINDS)

    def contents(self, request: Request, data: FormData) -> Response:
        """Everything, or what was looked for."""
        del data
        asked = {name: request.query_params.get(name, "").strip() for name in ("q", "nature", "etat", "page")}
        number = int(asked["page"]) if asked["page"].isdecimal() and len(asked["page"]) < 6 else 1
        found = listing.find(self._project.look(), asked["q"], asked["nature"], asked["etat"], number)

        def link(**changed: object) -> str:
            query = {name: value for name, value in {**asked, "page": "", **changed}.items() if value}
            return f"{TOP}/contenus/" + (f"?{urlencode(query)}" if query else "")

        return self._show(
            "contents.html", "contenus", found=found, asked=asked, link=link, kinds=KINDS, states=list(listing.states())
        )

    def kinds(self, request: Request, data: FormData) -> Response:
        """What can be written."""
        del data, request
        return self._show("kinds.html", "ecrire", kinds=KINDS)

    def choices(self, request: Request, data: FormData) -> Response:
        """What a field may name, looked for: where there is too much of it for a form."""
        del data
        choices, target = self._project.choices(), request.path_params["target"]
        if target not in choices.targets:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        query = request.query_params.get("q", "").strip()
        found = choices.find(target, query)
        return self._show("choices.html", "contenus", target=target, query=query, found=found)

    # One content

    def write(self, request: Request, data: FormData) -> Response:
        """The form of a content, and what becomes of it."""
        editing = self._editing(request)
        if request.method == "GET":
            return self._open(editing, request)
        base = Base.unpack(data.first(BEFORE))
        do = data.first(DO)
        if do.startswith("ajouter:"):
            return self._form(FormView(editing, base, with_row(data, do.partition(":")[2])))
        if do == "jeter":
            self._unsaved.drop(editing.key)
            return RedirectResponse(str(request.url.path), 303)
        self._unsaved.keep(editing.key, data, self._project.now())
        try:
            return self._save(editing, base, data, do)
        except (FileUnwritable, HistoryRefused) as refused:
            told = [FieldProblem("", "", french_spaces(problem.message)) for problem in refused.problems]
            return self._form(FormView(editing, base, data, told, code=409))

    def check(self, request: Request, data: FormData) -> Response:
        """What the build would say of a form as it is now, which is kept: a part of the page."""
        editing = self._editing(request)
        base = Base.unpack(data.first(BEFORE))
        self._unsaved.keep(editing.key, data, self._project.now())
        try:
            attempt = editing.attempt(base, data)
        except FileUnwritable:
            return Response(status_code=204)
        drawing = self._drawing(editing, data, attempt.problems)
        return HTMLResponse(
            self._templates.get_template("_live.html").render(
                problems=attempt.problems, drawing=drawing, dates=self._dates(attempt), kept_at=self._project.now()
            )
        )

    def _save(self, editing: Editing, base: Base, data: FormData, do: str) -> Response:
        if clashes := editing.clashes(base, data):
            return self._form(FormView(editing, base, data, clashes=clashes, code=409))
        draft = {"brouillon": True, "publier": False}.get(do)
        attempt = editing.attempt(base, data, draft=draft, corrected=do == "corriger")
        is_draft = do == "brouillon" or (do != "publier" and editing.sheet is not None and editing.sheet.is_draft)
        if do == "sortie":
            outgoing = self._outgoing.make(attempt.path, attempt.data) or NOTHING_OUT
            dates = self._dates(attempt)
            return self._form(FormView(editing, base, data, attempt.problems, dates=dates, outgoing=outgoing))
        if do == "verifier" or (attempt.problems and not is_draft) or not data.first("titre"):
            code = 422 if attempt.problems and do != "verifier" else 200
            return self._form(FormView(editing, base, data, attempt.problems, dates=self._dates(attempt), code=code))
        try:
            editing.save(attempt, messages.saved_as(data.first("titre"), "brouillon" if is_draft else do))
        except ChangedMeanwhile:  # between two looks at it: what was typed is compared with what is there now
            self._project.forget()
            again = Editing(self._project, editing.kind, editing.path)
            return self._form(FormView(again, base, data, clashes=again.clashes(base, data), code=409))
        self._unsaved.drop(editing.key)
        return RedirectResponse(f"{self.address(attempt.path)}?fait={'brouillon' if is_draft else 'publie'}", 303)

    def _open(self, editing: Editing, request: Request) -> Response:
        base, shown = editing.open()
        left = self._unsaved.find(editing.key)
        if left is not None and request.query_params.get("reprendre"):
            return self._form(FormView(editing, Base.unpack(left.data.first(BEFORE)), left.data))
        model = self._project.look().sheets.get(request.query_params.get("modele", ""))
        if model is not None and editing.sheet is None and model.kind is editing.kind:
            base, shown = editing.open(model)
        view = FormView(
            editing, base, shown, done=request.query_params.get("fait", ""), left_at=left.at if left else None
        )
        if editing.sheet is not None:
            attempt = editing.attempt(base, shown)
            view = replace(view, problems=attempt.problems, dates=self._dates(attempt))
        return self._form(view)

    def _form(self, view: "FormView") -> Response:
        editing, sheet, now = view.editing, view.editing.sheet, self._project.now()
        entry = self._project.look().entries.get(editing.path)
        return self._show(
            "edit.html",
            "contenus" if sheet else "ecrire",
            view.code,
            kind=editing.kind,
            sheet=sheet,
            view_title=messages.NEW[editing.kind.model],
            line=listing.line_of(self._project.look(), sheet) if sheet else None,
            form=editing.form,
            drawing=self._drawing(editing, view.data, view.problems),
            data=view.data,
            base=view.base.pack(),
            problems=view.problems,
            code_is_wrong=view.code != HTTPStatus.OK,
            clashes=view.clashes,
            dates=view.dates,
            done=view.done,
            left_at=view.left_at,
            kept_at=None,
            key=editing.key,
            action=self.address(editing.key),
            check=self.address(editing.key, "verifier"),
            outgoing=view.outgoing,
            outgoing_address=self.address(editing.key, "sortie"),
            acts=acts_for(entry, now) if entry is not None and is_public(entry.item, now) else (),
            page_path=entry.path if entry else "",
            choices=self._project.choices(),
        )

    def _drawing(self, editing: Editing, data: FormData, problems: Sequence[FieldProblem]) -> Drawing:
        return Drawing(self._templates, editing.form, data, problems)

    def _dates(self, attempt: Attempt) -> tuple[str, ...]:
        """The next dates of an event, in words."""
        return listing.next_dates(attempt.entry, self._project.now())

    def _editing(self, request: Request) -> Editing:
        """Raises HTTPException for what there is not: no path is made of what is typed in an address."""
        kind: Kind | None = FOLDERS.get(request.path_params["folder"])
        name = request.path_params.get("name", "")
        if kind is None:
            raise HTTPException(404)
        path = f"{kind.folder}/{name}" if name and name != "-" else ""
        if path and path not in self._project.look().sheets:
            raise HTTPException(404)
        return Editing(self._project, kind, path)

    @property
    def _unsaved(self) -> UnsavedForms:
        return UnsavedForms(self._project.state / "en-cours")

    @staticmethod
    def address(path: str, page: str = "ecrire") -> str:
        """Where a content is written; `agenda/` for a new one."""
        return f"{TOP}/{page}/{quote(path)}" + ("-" if page != "ecrire" and path.endswith("/") else "")

    def versions(self, request: Request, data: FormData) -> Response:
        """What was saved of a content, field by field; one of them may be brought back."""
        editing = self._editing(request)
        if editing.sheet is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        refusal = ""
        saved: list[tuple[SavedVersion, tuple[FieldChange, ...]]] = []
        try:
            history = editing.history
            found = history.of(editing.path, VERSIONS_SHOWN + 1)
            if request.method == "POST" and (one := next((v for v in found if v.id == data.first("version")), None)):
                history.restore(editing.path, one, history.owner)
                self._project.forget()
                return RedirectResponse(f"{self.address(editing.path)}?fait=publie", HTTPStatus.SEE_OTHER)
            for one, before in zip_longest(found[:VERSIONS_SHOWN], found[1 : VERSIONS_SHOWN + 1]):
                if one is not None:
                    saved.append((one, history.fields_changed(editing.path, before, one)))
        except (HistoryRefused, ChangedMeanwhile) as refused:
            refusal = french_spaces(refused.problems[0].message)
        return self._show("versions.html", "contenus", sheet=editing.sheet, saved=saved, refusal=refusal)

    # What goes out

    def outgoing(self, request: Request, data: FormData) -> Response:
        """What every channel makes of a form as it is now: a part of the page."""
        editing = self._editing(request)
        try:
            attempt = editing.attempt(Base.unpack(data.first(BEFORE)), data)
        except FileUnwritable:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        made = self._outgoing.make(attempt.path, attempt.data)
        return HTMLResponse(self._templates.get_template("_outgoing.html").render(outgoing=made))

    def preview(self, request: Request, data: FormData) -> Response:
        """A picture, or a page that is shown in a frame which can do nothing."""
        del data
        made = self._outgoing.find(request.path_params["key"])
        number, what = request.path_params["number"], request.path_params["what"]
        if made is None or number >= len(made.shown):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        one = made.shown[number]
        if what == "image" and one.has_picture and one.excerpt.output is not None:
            return Response(one.picture(), media_type=one.excerpt.output.media_type)
        if what == "html" and one.excerpt.html:
            page = self._templates.get_template("preview.html").render(html=one.excerpt.html, title=one.excerpt.title)
            return HTMLResponse(page, headers={"Content-Security-Policy": PREVIEW_POLICY})
        raise HTTPException(HTTPStatus.NOT_FOUND)

    # What happens

    def act(self, request: Request, data: FormData) -> Response:
        """Something has happened to what was announced."""
        editing, name = self._editing(request), request.query_params.get("quoi", "")
        content = self._project.look()
        entry = content.entries.get(editing.path)
        if editing.sheet is None or entry is None or name not in acts_for(entry, content.now):
            raise HTTPException(404)
        choices = dates_ahead(entry, content.now)
        moment = data.first("moment.jour"), data.first("moment.heure")
        first = choices[0].value if choices else ALL
        place = _id_of(self._project.choices().of("place"), data.first("lieu"))
        deed = Deed(name, data.first("date") or first, " ".join(moment).strip(), place, data.first("pourquoi"))
        problems: Sequence[FieldProblem] = ()
        if request.method == "POST":
            try:
                attempt = editing.after(deed)
                problems = attempt.problems
                if not problems:
                    editing.save(attempt, messages.saved_as(editing.sheet.title, name))
                    return RedirectResponse(f"{self.address(editing.path)}?fait=publie", 303)
            except (FileUnwritable, ChangedMeanwhile, HistoryRefused) as refused:
                self._project.forget()
                problems = [FieldProblem("", "", french_spaces(problem.message)) for problem in refused.problems]
        return self._show(
            "act.html",
            "contenus",
            HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
            act=name,
            sheet=editing.sheet,
            dates=choices,
            deed=deed,
            moment=moment,
            problems=problems,
            places=self._project.choices().of("place"),
        )

    def alert(self, request: Request, data: FormData) -> Response:
        """The alerts that hold, and a new one in a few fields: for a phone, at night."""
        del request, data
        kind = next(kind for kind in KINDS.values() if kind.model is Alert)
        editing = Editing(self._project, kind)
        base, shown = editing.open()
        return self._show(
            "alert.html",
            "alerte",
            alerts=listing.week(self._project.look()).alerts,
            drawing=self._drawing(editing, shown, ()),
            data=shown,
            base=base.pack(),
            key=editing.key,
        )

    # What went wrong

    def refusal(self, why: str, code: int) -> Response:
        """A page that says why there is none."""
        title, sentence = messages.REFUSALS[why]
        text = self._templates.get_template("refusal.html").render(title=title, sentence=sentence)
        return HTMLResponse(text, code)

    def project_refused(self, refused: Refused) -> Response:
        """The settings, or something else than content, have to be mended first."""
        title, sentence = messages.REFUSALS["projet"]
        told = report.text(refused)
        text = self._templates.get_template("refusal.html").render(title=title, sentence=sentence, told=told)
        return HTMLResponse(text, 503)

    def _show(self, name: str, here: str, code: int = 200, /, **values: object) -> Response:
        territory = self._project.settings.territory
        shared: Mapping[str, object] = {
            "here": here,
            "token": self._token,
            "territory": territory,
            "states_fr": messages.STATES,
            "address": self.address,
        }
        return HTMLResponse(self._templates.get_template(name).render({**shared, **values}), code)


def _id_of(places: Mapping[str, str], typed: str) -> str:
    """The id of a place that is named by its title; else what was typed."""
    return next((place_id for place_id, title in places.items() if title == typed), typed)
