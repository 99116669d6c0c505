"""The directory: registers, what names each entry, and the form, the versions and the removal of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from itertools import pairwise
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tambour.model.kinds import KINDS, REGISTERS, Kind, Register
from tambour.model.place import Place
from tambour.model.problems import Problem
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.slugs import fold
from tambour.pupitre.files.register_file import RegisterFile
from tambour.pupitre.files.source_file import ABSENT
from tambour.pupitre.files.unwritable import ChangedMeanwhile, FileUnwritable
from tambour.pupitre.forms.data import DEPOSITS, FormData
from tambour.pupitre.forms.wording import plain_words
from tambour.pupitre.letters.blocks import Arranged
from tambour.pupitre.messages import registers as messages
from tambour.pupitre.people.person import Right
from tambour.pupitre.versions.differences import FieldChange
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.versions.store import SavedVersion
from tambour.pupitre.web.drawing import FieldProblem
from tambour.pupitre.web.editing import BEFORE, Base, Clash
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.item_pages import DO
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.project import DeskFile, WrittenContent
from tambour.pupitre.web.register_editing import (
    NAME,
    EntryAttempt,
    EntryEditing,
    arrange_entry,
    home_values,
    usual_home,
)
from tambour.pupitre.web.text_pages import clashes_as_read
from tambour.pupitre.web.uploads import Received, receive
from tambour.pupitre.web.usages import Usages
from tambour.pupitre.web.version_pages import SHOWN, as_here, in_words
from tambour.source.files import REFERENCE_FOLDER
from tambour.words.typography import french_spaces

HERE = "repertoire"
NEW = "-"  # in the address of an entry that is not there yet: no id is called so
_TRIES = 3  # how often an entry is saved again when others write the register meanwhile
_FACTS = ("resume", "fonction", "maire", "code_postal", "telephone", "courriel")  # what a list tells of an entry
# Kinds of content that are named as entries of a register are.
_NAMED_KINDS: tuple[Kind, ...] = tuple(kind for kind in KINDS.values() if kind.model in (Place, ServiceCalendar))


@dataclass(frozen=True)
class EntryLine:
    """One entry in a list. facts: what tells it from others; used: by how many contents; count: of its problems."""

    entry: str
    name: str
    facts: str
    used: int
    count: int


@dataclass(frozen=True)
class EntryView:
    """What the page of an entry shows, as `FormView` does for a content."""

    editing: EntryEditing
    base: Base
    data: FormData
    problems: Sequence[FieldProblem] = ()
    clashes: Sequence[Clash] = ()
    done: str = ""
    left_at: datetime | None = None
    gesture: Arranged | None = None
    code: int = HTTPStatus.OK
    is_untouched: bool = False
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)


class RegisterPages:
    """Of one pupitre."""

    def __init__(self, pages: PageMaker) -> None:
        self._pages = pages
        self._usages: tuple[WrittenContent, Usages] | None = None

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        one = "/repertoire/{register}/{entry}"
        yield PageRoute("/repertoire/", self.directory, right=Right.READ)
        yield PageRoute("/repertoire/{register}/", self.entries, right=Right.READ)
        yield PageRoute(one, self.write, right=Right.READ)
        yield PageRoute(one, self.write, ("POST",))
        yield PageRoute(f"{one}/verifier", self.check, ("POST",))
        yield PageRoute(f"{one}/versions", self.versions, right=Right.READ)
        yield PageRoute(f"{one}/versions", self.versions, ("POST",))
        yield PageRoute(f"{one}/retirer", self.remove, ("GET", "POST"))

    def directory(self, request: Request, data: FormData) -> Response:
        """All that is named in contents, and is said once."""
        del request, data
        written = self._pages.project.look()
        counts = {name: len(self._file(register).entries) for name, register in REGISTERS.items()}
        of_kinds = {kind.name: sum(sheet.kind is kind for sheet in written.sheets.values()) for kind in _NAMED_KINDS}
        faulty = {name: self._faulty(register) for name, register in REGISTERS.items()}
        return self._pages.show(
            "directory.html",
            HERE,
            registers=REGISTERS,
            words=messages.REGISTERS,
            counts={**counts, **of_kinds},
            faulty=faulty,
            kinds=_NAMED_KINDS,
            where=_address,
        )

    def entries(self, request: Request, data: FormData) -> Response:
        """The entries of a register, or those that are looked for."""
        del data
        register, query = _register(request), request.query_params.get("q", "").strip()
        if register.only:
            return RedirectResponse(_address(register, register.only), HTTPStatus.SEE_OTHER)
        file, usages, faulty, words = (
            self._file(register),
            self._all_usages(),
            self._faulty(register),
            fold(query).split(),
        )
        goals = self._pages.project.choices().of("link")
        all_lines = [
            _line(entry, fields, len(usages.by(register, entry)), faulty.get(entry, 0), goals)
            for entry, fields in file.entries.items()
        ]
        lines = [line for line in all_lines if all(word in fold(f"{line.name} {line.facts}") for word in words)]
        lines.sort(key=lambda line: (fold(line.name), line.entry))
        unreadable = [french_spaces(found.message) for found in self._problems(register) if faulty.get("")]
        return self._pages.show(
            "register.html",
            HERE,
            register=register,
            words=messages.REGISTERS[register.name],
            lines=lines,
            query=query,
            total=len(file.entries),
            where=_address,
            done=request.query_params.get("fait", ""),
            unreadable=unreadable,
        )

    def write(self, request: Request, data: FormData) -> Response:
        """The form of an entry, and what becomes of it."""
        editing = self._editing(request)
        if request.method == "GET":
            return self._open(editing, request)
        base, do = Base.unpack(data.first(BEFORE)), data.first(DO)
        if do == "jeter":
            self._pages.unsaved_forms().drop(editing.key)
            return RedirectResponse(str(request.url.path), HTTPStatus.SEE_OTHER)
        if (arranged := arrange_entry(editing, data, do)) is not None:
            self._pages.unsaved_forms().keep(editing.key, arranged.data, self._pages.project.now())
            return self._form(EntryView(editing, base, arranged.data, gesture=arranged))
        received = receive(self._pages.project, self._pages.unsaved_forms().fresh(data))
        data = received.data
        self._keep(editing, base, data)
        if received.problems:
            return self._form(EntryView(editing, base, data, received.problems, code=422, notes=received.notes))
        try:
            return self._save(editing, base, received, do)
        except (FileUnwritable, HistoryRefused, ChangedMeanwhile) as refused:
            self._pages.project.forget()
            told = [FieldProblem("", "", french_spaces(problem.message)) for problem in refused.problems]
            return self._form(EntryView(editing, base, data, told, code=HTTPStatus.CONFLICT))

    def check(self, request: Request, data: FormData) -> Response:
        """What the build would say of a form as it is now, which is kept: a part of the page."""
        editing, base = self._editing(request), Base.unpack(data.first(BEFORE))
        self._keep(editing, base, data)
        try:
            problems = editing.attempt(base, data).problems
        except FileUnwritable:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        drawing = self._pages.drawing(editing, data, problems)
        return self._pages.part(
            "_live.html", problems=problems, drawing=drawing, dates=(), kept_at=self._pages.project.now()
        )

    def _keep(self, editing: EntryEditing, base: Base, data: FormData) -> None:
        """Keep what is typed; of a form in which nothing is, nothing."""
        if editing.form.changes(base.fields, data) or editing.form.gaps(data):
            self._pages.unsaved_forms().keep(editing.key, data, self._pages.project.now())

    def versions(self, request: Request, data: FormData) -> Response:
        """What was saved of an entry, field by field; one of them may be brought back."""
        editing = self._editing(request)
        if not editing.is_there:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        refusal, saved = "", list[tuple[SavedVersion, tuple[FieldChange, ...]]]()
        try:
            history = editing.history
            found = as_here(history.of(editing.path, SHOWN + 1), self._pages.project.now_really(), history.owner)
            chosen = next((one for one in found if one.id == data.first("version")), None)
            if request.method == "POST" and chosen is not None:
                self._bring_back(editing, chosen)
                return RedirectResponse(f"{_address(editing.register, editing.entry)}?fait=oui", HTTPStatus.SEE_OTHER)
            for one, before in pairwise([*found, None]):
                if one is not None and (changes := self._changes(editing, before, one)):
                    saved.append((one, changes))
        except (HistoryRefused, ChangedMeanwhile, FileUnwritable) as refused:
            refusal = french_spaces(refused.problems[0].message)
        back = _address(editing.register, editing.entry)
        return self._pages.show(
            "versions.html", HERE, name=editing.title, back=back, saved=saved, refusal=refusal, compared=None
        )

    def remove(self, request: Request, data: FormData) -> Response:
        """An entry goes, when nothing names it; else what does, and what to do."""
        del data
        editing = self._editing(request)
        if not editing.is_there:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        used, by_settings = self._usages_of(editing)
        problem = ""
        if request.method == "POST" and not used and not by_settings:
            try:
                editing.remove(messages.removed_as(editing.title))
                self._pages.unsaved_forms().drop(editing.key)
                return RedirectResponse(f"{_address(editing.register)}?fait=retire", HTTPStatus.SEE_OTHER)
            except (FileUnwritable, ChangedMeanwhile, HistoryRefused) as refused:
                self._pages.project.forget()
                problem = french_spaces(refused.problems[0].message)
        is_refused = request.method == "POST"
        return self._pages.show(
            "entry_remove.html",
            HERE,
            HTTPStatus.CONFLICT if is_refused else HTTPStatus.OK,
            editing=editing,
            words=messages.REGISTERS[editing.register.name],
            used=used,
            by_settings=by_settings,
            problem=problem,
            page=editing.register.path(editing.entry),
            back=_address(editing.register, editing.entry),
        )

    def _save(self, editing: EntryEditing, base: Base, received: Received, do: str) -> Response:
        data = received.data
        for _ in range(_TRIES):
            if clashes := editing.clashes(base, data):
                return self._form(EntryView(editing, base, data, clashes=clashes, code=HTTPStatus.CONFLICT))
            attempt = editing.attempt(base, data)
            if do == "verifier" or attempt.problems:
                code = HTTPStatus.OK if do == "verifier" else HTTPStatus.UNPROCESSABLE_ENTITY
                return self._form(EntryView(editing, base, data, attempt.problems, code=code, notes=received.notes))
            try:
                name = data.first(NAME) or messages.REGISTERS[editing.register.name].title
                editing.save(attempt, messages.saved_as(name))
            except ChangedMeanwhile:  # perhaps another entry: this one is made again of what lies there
                self._pages.project.forget()
                editing = EntryEditing(self._pages.project, editing.register, editing.entry)
                continue
            self._pages.unsaved_forms().note_saved(editing.key, data, attempt.entry)
            return RedirectResponse(f"{_address(editing.register, attempt.entry)}?fait=oui", HTTPStatus.SEE_OTHER)
        raise FileUnwritable("fichier-change-entre-temps", self._pages.project.root / editing.path)

    def _open(self, editing: EntryEditing, request: Request) -> Response:
        base, shown = editing.open()
        left = self._pages.unsaved_forms().find(editing.key)
        if left is not None and request.query_params.get("reprendre"):
            return self._form(EntryView(editing, Base.unpack(left.data.first(BEFORE)), left.data))
        if editing.register.only and not editing.is_there:
            shown = usual_home(editing)
        done = request.query_params.get("fait", "")
        view = EntryView(editing, base, shown, done=done, left_at=left.at if left else None, is_untouched=True)
        if editing.is_there:
            view = replace(view, problems=editing.attempt(base, shown).problems)
        return self._form(view)

    def _form(self, view: EntryView) -> Response:
        editing = view.editing
        used, by_settings = self._usages_of(editing)
        address = _address(editing.register, editing.entry or NEW)
        says_more = bool(editing.form.changes(view.base.fields, view.data)) and not view.is_untouched
        return self._pages.show(
            "home.html" if editing.register.only else "entry.html",
            HERE,
            view.code,
            **(home_values(editing, view.data, view.gesture) if editing.register.only else {}),
            editing=editing,
            register=editing.register,
            words=messages.REGISTERS[editing.register.name],
            form=editing.form,
            drawing=self._pages.drawing(editing, view.data, view.problems, view.notes),
            deposits=self._pages.project.deposits.find(view.data.every(DEPOSITS)),
            data=view.data,
            base=view.base.pack(),
            problems=view.problems,
            code_is_wrong=view.code != HTTPStatus.OK,
            clashes=clashes_as_read(view.clashes),
            dates=(),
            done=view.done,
            left_at=view.left_at,
            kept_at=None,
            key=editing.key,
            is_saved=editing.is_there and not says_more,
            is_untouched=not says_more,
            action=address,
            check=f"{address}/verifier",
            used=used,
            by_settings=by_settings,
            where=_address,
            page=editing.register.path(editing.entry) if editing.is_there else "",
            choices=self._pages.project.choices(),
        )

    def _bring_back(self, editing: EntryEditing, version: SavedVersion) -> None:
        """Make an entry say what it said in a version: this entry alone."""
        old = RegisterFile.of(editing.file.path, editing.history.at(version, editing.path) or b"")
        then = old.raw.fields.get(editing.entry, {})
        now = editing.file.entries[editing.entry]
        given = dict.fromkeys(now, ABSENT) | (then if isinstance(then, dict) else {})
        attempt = EntryAttempt(editing.entry, editing.file.change(editing.entry, given), ())
        editing.save(attempt, messages.brought_back_as(editing.title, version.when))

    @staticmethod
    def _changes(editing: EntryEditing, before: SavedVersion | None, after: SavedVersion) -> tuple[FieldChange, ...]:
        """What changed in an entry from one version to the next, without the name of the entry."""
        above = f"{editing.entry} : "
        changes = editing.history.fields_changed(editing.path, before, after)
        own = [one for one in changes if one.label.startswith(above) or one.label == editing.entry]
        told = (replace(one, label=one.label.removeprefix(above), place=one.place[1:]) for one in own)
        return tuple(in_words(one, editing.form) for one in told)

    def _problems(self, register: Register) -> Sequence[Problem]:
        return self._pages.project.look().problems.get(f"{REFERENCE_FOLDER}/{register.file}", ())

    def _faulty(self, register: Register) -> Mapping[str, int]:
        """How many problems each entry has; those of none under ""."""
        counts: dict[str, int] = {}
        problems = self._problems(register)
        lines = self._file(register).raw.lines if problems else {}
        for problem in problems:
            owner = next((place.partition(".")[0] for place, line in lines.items() if line == problem.line), "")
            counts[owner] = counts.get(owner, 0) + 1
        return counts

    def _all_usages(self) -> Usages:
        written = self._pages.project.look()
        if self._usages is None or self._usages[0] is not written:
            before = self._usages[1] if self._usages is not None else None
            self._usages = written, Usages.of(written, self._pages.project.settings.channels, before)
        return self._usages[1]

    def _usages_of(self, editing: EntryEditing) -> tuple[tuple[DeskFile, ...], bool]:
        usages = self._all_usages()
        return usages.by(editing.register, editing.entry), usages.keeps(editing.register, editing.entry)

    def _file(self, register: Register) -> RegisterFile:
        return RegisterFile.read(self._pages.project.root / REFERENCE_FOLDER / register.file)

    def _editing(self, request: Request) -> EntryEditing:
        register, entry = _register(request), request.path_params["entry"]
        editing = EntryEditing(self._pages.project, register, register.only or ("" if entry == NEW else entry))
        if editing.entry != register.only and not editing.is_there:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return editing


def _register(request: Request) -> Register:
    name = f"{request.path_params['register']}.yaml"
    register = next((register for register in REGISTERS.values() if register.file == name), None)
    if register is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return register


def _address(register: Register, entry: str = "") -> str:
    """Where a register is, or one of its entries; `-` for a new one."""
    return f"{TOP}/repertoire/{register.file.removesuffix('.yaml')}/{quote(entry)}"


def _line(entry: str, fields: Mapping[str, object], used: int, count: int, goals: Mapping[str, str]) -> EntryLine:
    """goals: what links may lead to, by its address."""
    leads_to = _words(fields.get("adresse"))
    said = [words for key in _FACTS if (words := _words(fields.get(key)))]
    said += [goals.get(leads_to, leads_to)] if leads_to else []
    return EntryLine(entry, _words(fields.get(NAME)) or entry, " · ".join(said[:2]), used, count)


def _words(value: object) -> str:
    return " ".join(plain_words(value).split()) if isinstance(value, str | list | dict) else ""
