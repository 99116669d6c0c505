"""One content: its form and what becomes of it, what the build says of it, its versions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from http import HTTPStatus

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tambour.build.schedule import is_public
from tambour.model.alert import Alert
from tambour.model.conversions import TO_REVIEW
from tambour.pupitre import messages
from tambour.pupitre.files.unwritable import ChangedMeanwhile, FileUnwritable
from tambour.pupitre.forms.data import DEPOSITS, FormData
from tambour.pupitre.forms.form import TEXT
from tambour.pupitre.forms.groups import with_row
from tambour.pupitre.messages import recording_area as recording_words
from tambour.pupitre.messages import text_area as text_words
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.scope import is_within, may_change, may_delete, may_publish, may_see
from tambour.pupitre.people.visit import visit
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.web import listing
from tambour.pupitre.web.acts import acts_for
from tambour.pupitre.web.announce_pages import SAYING
from tambour.pupitre.web.creation_pages import CREATE, creation_address
from tambour.pupitre.web.drawer import ASKED, SENT_BACK
from tambour.pupitre.web.drawing import FieldProblem
from tambour.pupitre.web.editing import (
    BEFORE,
    Attempt,
    Base,
    Clash,
    Editing,
)
from tambour.pupitre.web.outgoing import NOTHING_OUT, OutgoingMaker, chosen_day, day_in
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.release_pages import PublicSite, goes_online
from tambour.pupitre.web.remarks import DONE_WITH, PLACE, REMARK, WORDS, places_of, remark_in
from tambour.pupitre.web.text_pages import clashes_as_read, rendering
from tambour.pupitre.web.uploads import Received, receive
from tambour.words.typography import french_spaces

DO, NOTE = "_faire", "_mot"
PUBLISH, PUBLISH_ONLINE = "publier", "publier-enligne"
DONE = {"relire": ASKED, "renvoyer": SENT_BACK}
SAVING = (PUBLISH, PUBLISH_ONLINE, "brouillon", "relire")
TAKEN_BACK = "remis"  # what was done: a draft again, of what was published
ONLINE = "enligne"  # what was done: saved, and on its way to the public
OUTSIDE = "choisissez votre commune, et elle seule"


@dataclass(frozen=True)
class FormView:
    """What the page of a content shows.

    clashes: what somebody else has changed, too. dates: the next ones. done: what has just been done. left_at: when a
    form of it was left unsaved. code: of the answer. outgoing: what goes out, when that was asked for. rendering:
    of the text, likewise. notes: on files that were sent, by the name of their field. gesture: what was done to
    the form since it was shown. is_untouched: nobody has typed anything yet.
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
    outgoing: object = None
    rendering: Markup | None = None
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    gesture: object = None
    is_untouched: bool = False


def is_allowed(editing: Editing, do: str) -> bool:
    """Whether whoever asks may do this to a content."""
    person, sheet = visit().person, editing.sheet
    if do in ("verifier", "sortie", "rendu", "jeter") or do.startswith("ajouter:"):
        return True
    if do.startswith(CREATE):
        return person.may(Right.WRITE)
    if (sheet is not None and not may_change(person, sheet)) or (
        do == PUBLISH_ONLINE and not person.may(Right.RELEASE)
    ):
        return False
    if do == REMARK or do.startswith(DONE_WITH):
        return sheet is not None and sheet.is_draft
    if do == "renvoyer":
        return person.may(Right.REVIEW) and sheet is not None and sheet.is_to_review
    return do in ("brouillon", "relire") or may_publish(person, sheet)


class ItemPages:
    """Of one pupitre.

    outgoing: what makes previews. site: what the public sees. went: tells where a content was announced. template: of
    the form of a content.
    """

    template = "edit.html"

    def __init__(
        self, pages: PageMaker, outgoing: OutgoingMaker, site: PublicSite, went: Callable[[str], object] | None = None
    ) -> None:
        self._pages, self._outgoing, self._site, self._went = pages, outgoing, site, went

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute("/ecrire/{folder}/", self.write, ("GET", "POST"), Right.PROPOSE)
        yield PageRoute("/ecrire/{folder}/{name:path}", self.write, ("GET", "POST"), Right.SEE)
        yield PageRoute("/verifier/{folder}/{name:path}", self.check, ("POST",), Right.PROPOSE)

    def write(self, request: Request, data: FormData) -> Response:
        """The form of a content, and what becomes of it."""
        editing = self.editing(request)
        if request.method == "GET":
            return self._open(editing, request)
        base = Base.unpack(data.first(BEFORE))
        do = data.first(DO)
        if not is_allowed(editing, do) or (do == PUBLISH_ONLINE and not self._site.way()):
            return self._pages.refusal("droit", HTTPStatus.FORBIDDEN)
        received = receive(self._pages.project, data)
        forms = self._pages.unsaved_forms()
        path = forms.saved_path(received.data) if editing.sheet is None and do in SAVING else ""
        if path in self._pages.project.look().sheets:  # the same once more: it goes on as what it has become
            editing = Editing(self._pages.project, editing.kind, path)
            base = editing.open()[0]
        received = replace(received, data=forms.fresh(received.data))
        if (answer := self._without_saving(editing, request, received.data, do)) is not None:
            return answer
        return self._save_or_tell(editing, base, received, do)

    def _save_or_tell(self, editing: Editing, base: Base, received: Received, do: str) -> Response:
        data = received.data
        if received.problems:
            return self.show(FormView(editing, base, data, received.problems, code=422, notes=received.notes))
        try:
            return self._save(editing, base, received, do)
        except (FileUnwritable, HistoryRefused) as refused:
            told = [FieldProblem("", "", french_spaces(problem.message)) for problem in refused.problems]
            return self.show(FormView(editing, base, data, told, code=409))

    def editing(self, request: Request) -> Editing:
        """The content that an address names."""
        return self._pages.editing(request)

    def says_more(self, view: FormView) -> bool:
        """Whether a form says something that the file did not, when it was opened."""
        text = view.data.first(TEXT).replace("\r\n", "\n")
        return text != view.base.text.strip() or bool(view.editing.form.changes(view.base.fields or {}, view.data))

    def action(self, editing: Editing) -> str:
        """Where a form goes."""
        return self._pages.address(editing.key)

    def resume(self, editing: Editing) -> str:
        """Where a form that was left goes on."""
        return self._pages.resume_address(editing.key)

    def arrange(self, editing: Editing, base: Base, data: FormData, do: str) -> FormView | None:
        """The form after a gesture that saves nothing; None when a button means something else."""
        return FormView(editing, base, with_row(data, do.partition(":")[2])) if do.startswith("ajouter:") else None

    def begin(self, editing: Editing, request: Request) -> tuple[Base, FormData]:
        """What a form says before anybody types."""
        model = self._pages.project.look().sheets.get(request.query_params.get("modele", ""))
        is_seen = model is not None and may_see(visit().person, model)
        is_model = is_seen and editing.sheet is None and model is not None and model.kind is editing.kind
        is_model = is_model and editing.kind.model in messages.COPIES
        return editing.open(model if is_model else None, day=day_in(request.query_params.get("jour", "")))

    def go_out(self, attempt: Attempt, data: FormData) -> object:
        """What goes out of a form as it is now, as the template shows it."""
        return self._outgoing.make(attempt.path, attempt.data, attempt.files, chosen_day(data)) or NOTHING_OUT

    def more(self, view: FormView) -> Mapping[str, object]:
        """What else the template asks for."""
        del view
        return {}

    def _without_saving(self, editing: Editing, request: Request, data: FormData, do: str) -> Response | None:
        """The answer to what is no save; None when it is to be saved, or judged: then it is kept."""
        base = Base.unpack(data.first(BEFORE))
        if (arranged := self.arrange(editing, base, data, do)) is not None:
            self._pages.unsaved_forms().keep(editing.key, arranged.data, self._pages.project.now())
            return self.show(arranged)
        if do == "rendu":
            return self.show(FormView(editing, base, data, rendering=rendering(editing, data)))
        if do == "jeter":
            self._pages.unsaved_forms().drop(editing.key)
            return RedirectResponse(self.action(editing), HTTPStatus.SEE_OTHER)
        if do == REMARK or do.startswith(DONE_WITH):
            return self._remark(editing, base, data, do)
        if do.startswith(CREATE):
            self._pages.unsaved_forms().keep(editing.key, data, self._pages.project.now())
            return RedirectResponse(creation_address(do, editing.key), HTTPStatus.SEE_OTHER)
        self._keep(editing, request, data)
        return None

    def _remark(self, editing: Editing, base: Base, data: FormData, do: str) -> Response:
        """Keep a remark, or that it is done; what else was typed is there again."""
        remarks, who, now = self._pages.remarks, visit().person, self._pages.project.now()
        number = do.removeprefix(DONE_WITH)
        if do == REMARK:
            remarks.add(editing.path, *remark_in(data, editing.form), who, now)
            data = data.with_values({WORDS: (), PLACE: ()})
        elif number.isdecimal():
            remarks.finish(editing.path, int(number), who, now)
        again = ""
        if self.says_more(FormView(editing, base, data)):
            self._pages.unsaved_forms().keep(editing.key, data, now)
            again = "reprendre=oui&"
        done = "remarque" if do == REMARK else "fait"
        return RedirectResponse(f"{self.action(editing)}?{again}fait={done}#remarques", HTTPStatus.SEE_OTHER)

    def _keep(self, editing: Editing, request: Request, data: FormData) -> None:
        """Keep what is typed; of a form in which nothing is, nothing."""
        forms = self._pages.unsaved_forms()
        if self._holds_typed(editing, request, data):
            forms.keep(editing.key, data, self._pages.project.now())
        elif (left := forms.find(editing.key)) is not None and forms.is_same(left.data, data):
            forms.drop(editing.key)

    def _holds_typed(self, editing: Editing, request: Request, data: FormData) -> bool:
        """Whether somebody has typed anything: what a new form begins with was typed by nobody."""
        form = editing.form
        if editing.sheet is not None:
            view = FormView(editing, Base.unpack(data.first(BEFORE)), data)
            return self.says_more(view) or bool(form.gaps(data))
        start = self.begin(editing, request)[1]
        before, now = form.values(start), form.values(data)
        differing = {key for key in {*before, *now} if before.get(key) != now.get(key)}
        texts = {" ".join(one.first(TEXT).split()) for one in (start, data)}
        return bool(differing - {"publier_le"}) or len(texts) > 1 or bool(form.gaps(data))  # its hour goes on by itself

    def check(self, request: Request, data: FormData) -> Response:
        """What the build would say of a form as it is now, which is kept: a part of the page."""
        editing = self.editing(request)
        base = Base.unpack(data.first(BEFORE))
        self._keep(editing, request, data)
        try:
            attempt = editing.attempt(base, data)
        except FileUnwritable:
            return Response(status_code=204)
        drawing = self._pages.drawing(editing, data, attempt.problems)
        return self._pages.part(
            "_live.html",
            problems=attempt.problems,
            drawing=drawing,
            dates=self._dates(attempt),
            kept_at=self._pages.project.now(),
        )

    def _save(self, editing: Editing, base: Base, received: Received, do: str) -> Response:
        data, notes = received.data, received.notes
        if clashes := editing.clashes(base, data):
            return self.show(FormView(editing, base, data, clashes=clashes, code=409))
        draft = {"brouillon": "oui", "renvoyer": "oui", "relire": TO_REVIEW, PUBLISH: "", PUBLISH_ONLINE: ""}.get(do)
        attempt = editing.attempt(base, data, draft=draft, corrected=do == "corriger")
        is_draft = bool(draft) or (draft is None and editing.sheet is not None and editing.sheet.is_draft)
        if is_draft and not is_within(visit().person, attempt.raw.fields.get("communes")):
            told = FieldProblem("communes", "Communes", OUTSIDE)
            attempt = replace(attempt, problems=(told, *attempt.problems))
            return self.show(FormView(editing, base, data, attempt.problems, code=422))
        if do == "sortie":
            outgoing = self.go_out(attempt, data)
            dates = self._dates(attempt)
            return self.show(
                FormView(editing, base, data, attempt.problems, dates=dates, outgoing=outgoing, notes=notes)
            )
        if do == "verifier" or (attempt.problems and not is_draft) or not data.first("titre"):
            code = 422 if attempt.problems and do != "verifier" else 200
            return self.show(
                FormView(editing, base, data, attempt.problems, dates=self._dates(attempt), code=code, notes=notes)
            )
        try:
            note = data.first(NOTE).strip() if do in ("relire", "renvoyer") else ""
            done = do if note or do in ("relire", "renvoyer") else "brouillon" if is_draft else do
            words = messages.saved_as(data.first("titre"), done)
            editing.save(attempt, f"{words} – {note}" if note else words)
            self._say(attempt.path, do, note)
        except ChangedMeanwhile:  # between two looks at it: what was typed is compared with what is there now
            self._pages.project.forget()
            again = Editing(self._pages.project, editing.kind, editing.path)
            return self.show(FormView(again, base, data, clashes=again.clashes(base, data), code=409))
        self._pages.unsaved_forms().note_saved(editing.key, data, attempt.path)
        if do == PUBLISH_ONLINE:
            self._site.put_online()
        done = ONLINE if do == PUBLISH_ONLINE else do if do in DONE else "brouillon" if is_draft else "publie"
        was_seen = editing.sheet is not None and not editing.sheet.is_draft
        return self.after(attempt, TAKEN_BACK if was_seen and done == "brouillon" else done)

    def after(self, attempt: Attempt, done: str) -> Response:
        """Where one is once a form is saved. done: what its page says of it."""
        return RedirectResponse(f"{self._pages.address(attempt.path)}?fait={done}", HTTPStatus.SEE_OTHER)

    def _say(self, path: str, do: str, note: str) -> None:
        """Keep what goes with a content that waits to be read; what no longer waits, no longer has it."""
        if do in DONE:
            self._pages.reviews.say(path, DONE[do], visit().person, note, self._pages.project.now())
        elif do in (PUBLISH, PUBLISH_ONLINE, "brouillon"):
            self._pages.reviews.drop(path)
        if do in (PUBLISH, PUBLISH_ONLINE):
            self._pages.remarks.drop(path)

    def _open(self, editing: Editing, request: Request) -> Response:
        base, shown = self.begin(editing, request)
        left = self._pages.unsaved_forms().find(editing.key)
        if left is not None and request.query_params.get("reprendre"):
            done = request.query_params.get("fait", "")
            return self.show(FormView(editing, Base.unpack(left.data.first(BEFORE)), left.data, done=done))
        view = FormView(
            editing,
            base,
            shown,
            done=request.query_params.get("fait", ""),
            left_at=left.at if left else None,
            is_untouched=True,
        )
        if editing.sheet is not None:
            attempt = editing.attempt(base, shown)
            view = replace(view, problems=attempt.problems, dates=self._dates(attempt))
        return self.show(view)

    def show(self, view: FormView) -> Response:
        """The page of a content."""
        editing, sheet, now = view.editing, view.editing.sheet, self._pages.project.now()
        entry = self._pages.project.look().entries.get(editing.path)
        is_agent = visit().person.may(Right.WRITE)
        remarks = self._pages.remarks.of(editing.path) if sheet is not None and sheet.is_draft else ()
        to_do = [remark for remark in remarks if not remark.is_done]
        return self._pages.show(
            self.template,
            "contenus" if sheet else "ecrire",
            view.code,
            kind=editing.kind,
            sheet=sheet,
            view_title=messages.NEW[editing.kind.model],
            line=listing.line_of(self._pages.project.look(), sheet) if sheet else None,
            form=editing.form,
            drawing=self._pages.drawing(editing, view.data, view.problems, view.notes, to_do),
            remarks=remarks,
            remarkable=places_of(editing.form),
            data=view.data,
            base=view.base.pack(),
            problems=view.problems,
            code_is_wrong=view.code != HTTPStatus.OK,
            clashes=clashes_as_read(view.clashes, partial(self._read_text, view)),
            dates=view.dates,
            done=view.done,
            left_at=view.left_at,
            kept_at=None,
            key=editing.key,
            action=self.action(editing),
            resume=self.resume(editing),
            check=self._pages.address(editing.key, "verifier"),
            outgoing=view.outgoing,
            rendering=view.rendering,
            render_address=self._pages.address(editing.key, "texte/rendu"),
            text_words=text_words,
            recording_words=recording_words,
            deposits=self._pages.project.deposits.find(view.data.every(DEPOSITS)),
            outgoing_address=self._pages.address(editing.key, "sortie"),
            acts=acts_for(entry, now) if entry is not None and is_public(entry.item, now) and is_agent else (),
            is_agent=is_agent,
            went=self._went(sheet.word("id")) if self._went and sheet and visit().person.may(Right.READ) else None,
            **SAYING,
            zone=self._pages.project.settings.territory.zone,
            online=self._site.words(entry if entry is not None and is_public(entry.item, now) else None),
            page_path=entry.path if entry else "",
            choices=editing.choices,
            may_publish=may_publish(visit().person, sheet),
            may_change=sheet is None or may_change(visit().person, sheet),
            may_delete=sheet is not None and may_delete(visit().person, sheet),
            is_saved=sheet is not None and (view.is_untouched or not self.says_more(view)),
            is_untouched=view.is_untouched,
            is_urgent=editing.kind.model is Alert and goes_online(self._site),
            release=self._site.progress() if view.done == ONLINE else None,
            review=self._pages.reviews.find(editing.path) if sheet is not None and sheet.is_draft else None,
            **self.more(view),
        )

    @staticmethod
    def _read_text(view: FormView, text: str) -> Markup:
        """A text of a content, as the site shows it."""
        return rendering(view.editing, view.data.with_values({TEXT: (text,)}))

    def _dates(self, attempt: Attempt) -> tuple[str, ...]:
        """The next dates of an event, in words."""
        return listing.next_dates(attempt.entry, self._pages.project.now())
