"""One gesture for several contents of the list: what would become of each, then one version of all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tambour.build.schedule import is_expired
from tambour.model.problems import Problem
from tambour.pupitre.files.source_file import ABSENT, SourceFile
from tambour.pupitre.files.unwritable import ChangedMeanwhile, FileUnwritable
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.forms.form import Form
from tambour.pupitre.messages import media as media_words
from tambour.pupitre.messages import together as words
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.scope import may_delete
from tambour.pupitre.people.visit import visit
from tambour.pupitre.versions.history import ContentHistory
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.web.editing import DRAFT, save_version
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.project import DeskFile, Project, WrittenContent
from tambour.source.frontmatter import split
from tambour.words.typography import french_spaces

MOST = 50  # contents: a page of the list
_FIELDS = {words.TOPIC: "themes", words.COMMUNE: "communes"}


@dataclass(frozen=True)
class Gesture:
    """What is asked. name: of GESTURES. value: id of the topic or of the commune; label: its name."""

    name: str
    value: str = ""
    label: str = ""


@dataclass(frozen=True)
class TouchedContent:
    """What becomes of one content.

    before, after: the bytes of its file; None: it goes. why: why nothing does, in French.
    """

    sheet: DeskFile
    before: bytes = b""
    after: bytes | None = b""
    why: str = ""


@dataclass(frozen=True)
class LookAhead:
    """What would become of all of them."""

    gesture: Gesture
    contents: Sequence[TouchedContent]

    @property
    def touched(self) -> Sequence[TouchedContent]:
        """Those that change."""
        return [one for one in self.contents if not one.why]

    @property
    def left(self) -> Sequence[TouchedContent]:
        """Those that do not."""
        return [one for one in self.contents if one.why]

    @property
    def sentence(self) -> str:
        """What changes, in French."""
        titles = [one.sheet.title for one in self.touched]
        sees_versions = visit().person.may(Right.WRITE)
        return words.look_ahead_fr(self.gesture.name, titles, self.gesture.label, sees_versions=sees_versions)

    @property
    def heading(self) -> str:
        """What is asked, in French."""
        return words.heading_fr(self.gesture.name, len(self.contents), self.gesture.label)


def look_ahead(project: Project, paths: Iterable[str], gesture: Gesture) -> LookAhead:
    """What a gesture would make of some contents: what the build refuses afterwards is left as it is.

    All of them are judged together, as they would be saved: two drafts that name each other appear at once.

    Args:
        project: theirs.
        paths: under content/; those of nothing are passed over.
        gesture: what is asked.
    """
    written = project.look()
    chosen = [sheet for path in dict.fromkeys(paths) if (sheet := written.sheets.get(path)) is not None][:MOST]
    contents = [_become(project, written, sheet, gesture) for sheet in chosen]

    def known_problems(path: str) -> Sequence[Problem]:  # a draft may be faulty, what is published may not
        return () if gesture.name == words.PUBLISH else written.problems.get(path, ())

    while changed := {one.sheet.path: one.after for one in contents if not one.why and one.after is not None}:
        found = project.problems_with(changed)
        faulty = {path: why for path in changed if (why := _new(found.get(path, ()), known_problems(path)))}
        if not faulty:
            others = [
                path for path in found if path not in changed and _new(found[path], written.problems.get(path, ()))
            ]
            if not others:
                break
            faulty = dict.fromkeys(changed, _left_faulty(written, others))
        contents = [replace(one, why=faulty.get(one.sheet.path, one.why)) for one in contents]
    return LookAhead(gesture, contents)


def _left_faulty(written: WrittenContent, paths: Sequence[str]) -> str:
    """What would have to be mended in other contents, for whoever may know of them."""
    sheets = [written.sheets[path] for path in paths if path in written.sheets]
    if not visit().person.may(Right.READ):
        return words.OTHERS_UNSEEN
    titles = ", ".join(f"« {sheet.title} »" for sheet in sheets)
    return words.OTHERS.format(titles=titles or ", ".join(paths))


def _become(project: Project, written: WrittenContent, sheet: DeskFile, gesture: Gesture) -> TouchedContent:
    try:
        file = SourceFile.read(project.root / sheet.path, sheet.kind)
        if gesture.name == words.DELETE:
            return TouchedContent(sheet, file.data, None, _why_kept(project, written, sheet, file.data))
        given, why = _fields_of(project, written, sheet, gesture)
        return TouchedContent(sheet, file.data, file.change(given) if not why else b"", why)
    except FileUnwritable as unwritable:
        return TouchedContent(sheet, why=french_spaces(unwritable.problems[0].message))


def _why_kept(project: Project, written: WrittenContent, sheet: DeskFile, data: bytes) -> str:
    """Why a content cannot be deleted: only what nobody has ever seen goes, and only where a version keeps it."""
    if not sheet.is_draft:
        return words.ALREADY[words.DELETE]
    if sheet.word("id") in written.content.ledger:
        return words.WAS_PUBLISHED
    try:
        history = ContentHistory(project.root)
        held = [found for one in history.of(sheet.path) if (found := history.at(one, sheet.path)) is not None]
    except HistoryRefused:
        return words.IN_NO_VERSION
    if any(not DeskFile(sheet.path, sheet.kind, split(one)).is_draft for one in held):
        return words.WAS_PUBLISHED
    return "" if held and held[0] == data else words.IN_NO_VERSION


def _fields_of(
    project: Project, written: WrittenContent, sheet: DeskFile, gesture: Gesture
) -> tuple[Mapping[str, object], str]:
    """The fields to write; or why there is nothing to write."""
    already = words.ALREADY[gesture.name]
    if gesture.name == words.PUBLISH:
        return {DRAFT: ABSENT}, "" if sheet.is_draft else already
    if gesture.name == words.WITHDRAW:
        entry = written.entries.get(sheet.path)
        is_there = entry is not None and not sheet.is_draft and not is_expired(entry.item, written.now)
        return {"retirer_le": f"{written.now:%Y-%m-%d %H:%M}"}, "" if is_there else already
    key = _FIELDS[gesture.name]
    if key not in Form.of(sheet.kind.model, project.choices()).fields:
        return {}, words.NOT_OF_KIND
    typed = sheet.raw.fields.get(key)
    now = [typed] if isinstance(typed, str) and typed else [*typed] if isinstance(typed, list) else []
    if not now and gesture.name == words.COMMUNE:  # to name one would take it from the others
        return {}, words.WHOLE_TERRITORY
    return {key: [*now, gesture.value]}, already if gesture.value in now else ""


def _new(problems: Sequence[Problem], known: Sequence[Problem]) -> str:
    """The first problem that was not known before; "" for none."""
    there = {(one.code, one.field) for one in known}
    found = next((one for one in problems if (one.code, one.field) not in there), None)
    if found is None:
        return ""
    return french_spaces(f"{found.field} : {found.message}" if found.field else found.message)


class TogetherPages:
    """Of one pupitre."""

    def __init__(self, pages: PageMaker) -> None:
        self._pages = pages

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute("/ensemble/", self.together, ("GET", "POST"), Right.PROPOSE)

    def together(self, request: Request, data: FormData) -> Response:
        """What would become of what was ticked; then it does."""
        query = request.query_params
        is_sent = request.method == "POST"
        paths = data.every("contenu") if is_sent else tuple(query.getlist("contenu"))
        asked = {name: data.first(name) if is_sent else query.get(name, "") for name in ("quoi", "theme", "commune")}
        person, sheets = visit().person, self._pages.project.look().sheets
        if not person.may(Right.WRITE):  # what of hers nobody has published, she may take back
            is_hers = all((sheet := sheets.get(path)) is not None and may_delete(person, sheet) for path in paths)
            if asked["quoi"] != words.DELETE or not is_hers:
                raise HTTPException(HTTPStatus.NOT_FOUND)
        list_page = f"{TOP}/contenus/" if person.may(Right.READ) else f"{TOP}/ecrire/"
        gesture, problem = self._gesture(asked)
        ahead = look_ahead(self._pages.project, paths, gesture) if not problem else LookAhead(gesture, ())
        if not problem and not ahead.contents:
            problem = words.NOTHING_CHOSEN
        if is_sent and ahead.touched and not problem:
            try:
                self._save(ahead)
                if not person.may(Right.WRITE):
                    return RedirectResponse(f"{list_page}?fait=supprimer", HTTPStatus.SEE_OTHER)
                gone = [("parti", one.sheet.path) for one in ahead.touched if one.after is None]
                told = urlencode([("fait", len(ahead.touched)), *gone])
                return RedirectResponse(f"{list_page}?{told}", HTTPStatus.SEE_OTHER)
            except ChangedMeanwhile:
                problem = media_words.CHANGED
            except HistoryRefused as refused:
                problem = french_spaces(refused.problems[0].message)
        code = HTTPStatus.CONFLICT if problem and is_sent else HTTPStatus.OK
        here = "contenus" if person.may(Right.READ) else "ecrire"
        return self._pages.show(
            "together.html", here, code, ahead=ahead, asked=asked, problem=problem, list_page=list_page
        )

    def _gesture(self, asked: Mapping[str, str]) -> tuple[Gesture, str]:
        """What is asked, and what is missing of it, in French."""
        name = asked["quoi"] if asked["quoi"] in words.GESTURES else words.PUBLISH
        if name not in _FIELDS:
            return Gesture(name), ""
        labels = self._pages.project.choices().of("topic" if name == words.TOPIC else "commune")
        value = asked["theme" if name == words.TOPIC else "commune"]
        if value not in labels:
            return Gesture(name), words.NOTHING_NAMED[name]
        return Gesture(name, value, labels[value]), ""

    def _save(self, ahead: LookAhead) -> None:
        files: dict[str, tuple[bytes | None, bytes | None]] = {
            one.sheet.path: (one.before, one.after) for one in ahead.touched
        }
        titles = [one.sheet.title for one in ahead.touched]
        save_version(self._pages.project, files, words.saved_as(ahead.gesture.name, titles, ahead.gesture.label))
