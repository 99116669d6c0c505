"""What is missing in a form is made on the spot: a contact, a topic or a place in a few fields, then the form goes on.

The form that asks is kept before it is left, and is there again with what was made chosen in its field. With
JavaScript the few fields stand in a dialog of its page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tambour.model.kinds import FOLDERS, KINDS, REGISTERS
from tambour.model.place import Place
from tambour.pupitre import messages as item_messages
from tambour.pupitre.files.unwritable import ChangedMeanwhile, FileUnwritable
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.messages import registers as messages
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.web.drawing import Drawing, FieldProblem, element_id
from tambour.pupitre.web.editing import Base, Editing
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.register_editing import NAME, EntryEditing
from tambour.words.typography import french_spaces

CREATE = "creer:"  # how the button that asks for it begins: `creer:contact:contacts`
_UNDER = "nouveau"  # of the names of the few fields: they may stand in one page with those of the form that asks
_PLACE = next(kind for kind in KINDS.values() if kind.model is Place)
_NOTHING = Base({}, "")


def creation_address(do: str, key: str) -> str:
    """Where to go when a button asks for something to be made. do: the button; key: of the form that asks, kept."""
    target, _, field = do.removeprefix(CREATE).partition(":")
    return f"{TOP}/creer/{target}?{urlencode({'pour': key, 'champ': field})}"


@dataclass(frozen=True)
class Asking:
    """What asks. key: of its form; field: dotted, which is to name what is made."""

    editing: Editing
    field: str

    @property
    def back(self) -> str:
        """Where its form goes on."""
        return f"{PageMaker.resume_address(self.editing.key)}#{element_id(self.field)}-champ"


class CreationPages:
    """Of one pupitre."""

    def __init__(self, pages: PageMaker) -> None:
        self._pages = pages

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute("/creer/{target}", self.create, ("GET", "POST"))

    def create(self, request: Request, data: FormData) -> Response:
        """The few fields, and what becomes of them. `partie` in the address: alone, for a dialog."""
        target = request.path_params["target"]
        if target not in messages.ADD:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        asking = self._asking(request)
        editing = self._editing(target)
        if request.method == "GET":
            return self._show(request, target, asking, FormData(), ())
        typed = _without_prefix(data)
        try:
            made, problems = self._make(editing, typed)
        except (FileUnwritable, ChangedMeanwhile, HistoryRefused) as refused:
            self._pages.project.forget()
            made, problems = "", [FieldProblem("", "", french_spaces(one.message)) for one in refused.problems]
        if problems:
            return self._show(request, target, asking, typed, problems)
        if request.query_params.get("partie"):
            words = self._pages.project.choices().words_of(target, made)
            return self._pages.part("_created.html", made=made, words=words)
        self._choose(asking, made)
        return RedirectResponse(asking.back, HTTPStatus.SEE_OTHER)

    def _make(self, editing: Editing | EntryEditing, typed: FormData) -> tuple[str, Sequence[FieldProblem]]:
        """Write it. Returns its id, or what is wrong with it."""
        if isinstance(editing, EntryEditing):
            entry = editing.attempt(_NOTHING, typed)
            if not entry.problems:
                editing.save(entry, messages.saved_as(typed.first(NAME)))
            return entry.entry, entry.problems
        attempt = editing.attempt(editing.open()[0], typed)
        if not attempt.problems:
            editing.save(attempt, item_messages.saved_as(typed.first("titre"), "publier"))
        return str(attempt.raw.fields["id"]), attempt.problems

    def _choose(self, asking: Asking, made: str) -> None:
        """The form that asked names it, from now on."""
        project = self._pages.project
        unsaved = self._pages.unsaved_forms()
        editing = Editing(
            project, asking.editing.kind, asking.editing.path, asking.editing.origin
        )  # it offers what was made
        left = unsaved.find(editing.key)
        data = left.data if left is not None else editing.open()[1]
        unsaved.keep(editing.key, editing.form.with_choice(data, asking.field, made), project.now())

    def _show(
        self, request: Request, target: str, asking: Asking, typed: FormData, problems: Sequence[FieldProblem]
    ) -> Response:
        form, keys = self._editing(target).form, messages.SMALL_FORMS[target]
        shown = FormData({f"{_UNDER}.{name}": texts for name, texts in typed.values.items()})
        placed = [replace(one, place=f"{_UNDER}.{one.place}" if one.place else "") for one in problems]
        drawing = Drawing(self._pages.templates, form, shown, placed)
        values: Mapping[str, object] = {
            "target": target,
            "fields": [drawing.field(form.fields[key], f"{_UNDER}.{key}") for key in keys],
            "problems": [(one, f"{element_id(one.place)}-champ" if one.place else "") for one in placed],
            "action": f"{request.url.path}?{request.url.query}",
            "back": asking.back,
            "form": form,
            "choices": self._pages.project.choices(),
        }
        code = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
        name = "_creation.html" if request.query_params.get("partie") else "creation.html"
        return self._pages.show(name, "contenus", code, **values)

    def _editing(self, target: str) -> Editing | EntryEditing:
        if target in REGISTERS:
            return EntryEditing(self._pages.project, REGISTERS[target])
        return Editing(self._pages.project, _PLACE)

    def _asking(self, request: Request) -> Asking:
        """What asks, as the address says it: no path is made of it."""
        key, _, origin = request.query_params.get("pour", "").partition("?")
        folder, _, name = key.partition("/")
        path, field = f"{folder}/{name}" if name else "", request.query_params.get("champ", "")
        kind = FOLDERS.get(folder)
        if kind is None or (path and path not in self._pages.project.look().sheets):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        editing = Editing(self._pages.project, kind, path, origin)
        if editing.form.control_at(field) is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return Asking(editing, field)


def _without_prefix(data: FormData) -> FormData:
    start = f"{_UNDER}."
    return FormData({name.removeprefix(start): texts for name, texts in data.values.items() if name.startswith(start)})
