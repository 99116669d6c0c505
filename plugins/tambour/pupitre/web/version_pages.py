"""What was saved of a content, and what changed from any version to any other, in the words of its form."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from itertools import zip_longest
from pathlib import PurePosixPath

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tambour.model.kinds import FOLDERS
from tambour.pupitre.files.unwritable import ChangedMeanwhile
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.forms.form import Form
from tambour.pupitre.forms.wording import words_at
from tambour.pupitre.messages.people import THIS_COMPUTER
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.visit import author_of, visit
from tambour.pupitre.versions.differences import FORM_OF_TEXT, FieldChange
from tambour.pupitre.versions.history import ContentHistory
from tambour.pupitre.versions.merging import TEXT
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.versions.store import PUPITRE, Author, SavedVersion
from tambour.pupitre.web.editing import Editing
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.source.body import read_body
from tambour.words.typography import french_spaces

SHOWN = 30
_ANYWHERE = PurePosixPath("-.md")
EARLIER, LATER = "de", "a"  # of a comparison, in its address


def in_words(change: FieldChange, form: Form) -> FieldChange:
    """A change with its values as the form says them; of a text, as it reads; of a whole file, as it is."""
    if change.place == (TEXT,):
        return _as_read(change)
    if change.old is None and change.new is None:
        return change
    before, after = (words_at(form, change.place, value) or None for value in (change.old, change.new))
    return replace(change, before=before, after=after)


def _as_read(change: FieldChange) -> FieldChange:
    """A change of a text, without the marks of its form; where these alone have changed, that is what is said."""
    before, after = (str(read_body(text or "", _ANYWHERE).plain) or None for text in (change.before, change.after))
    return replace(change, label=FORM_OF_TEXT if before == after else change.label, before=before, after=after)


def as_here(found: Iterable[SavedVersion], now: datetime, owner: Author = PUPITRE) -> list[SavedVersion]:
    """Versions at the hours of the territory, wherever the machine that saved them lives, by whom the journal says.

    now: an instant there. owner: whose repository it is.
    """
    here = () if visit().person.key else (PUPITRE, owner)  # where nobody has an account, nobody has a name
    return [
        replace(
            one,
            when=one.when.astimezone(now.tzinfo),
            author=replace(one.author, name=THIS_COMPUTER) if one.author in here else one.author,
        )
        for one in found
    ]


@dataclass(frozen=True)
class Comparison:
    """Two versions side by side. changes: from the earlier one to the later."""

    earlier: SavedVersion
    later: SavedVersion
    changes: Sequence[FieldChange]


class VersionPages:
    """Of one pupitre."""

    def __init__(self, pages: PageMaker) -> None:
        self._pages = pages

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute("/versions/{folder}/{name:path}", self.versions, right=Right.READ)
        yield PageRoute("/versions/{folder}/{name:path}", self.versions, ("POST",))

    def versions(self, request: Request, data: FormData) -> Response:
        """What was saved of a content, field by field; one of them may be brought back, two be compared."""
        editing = self._gone(request) or self._pages.editing(request)
        if not editing.path:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        refusal, back = "", self._pages.address(editing.path) if editing.sheet else f"{TOP}/contenus/"
        saved: list[tuple[SavedVersion, Sequence[FieldChange]]] = []
        compared: Comparison | None = None
        try:
            history = editing.history
            found = as_here(history.of(editing.path, SHOWN + 1), self._pages.project.now_really(), history.owner)
            if request.method == "POST" and (one := _version(found, data.first("version"))):
                history.restore(editing.path, one, author_of(history))
                self._pages.project.forget()
                done = "publie" if editing.sheet else "brouillon"
                return RedirectResponse(f"{self._pages.address(editing.path)}?fait={done}", HTTPStatus.SEE_OTHER)
            for one, before in zip_longest(found[:SHOWN], found[1 : SHOWN + 1]):
                if one is not None:
                    saved.append((one, _changes(history, editing.path, (before, one), editing.form)))
            earlier, later = (_version(found, request.query_params.get(name, "")) for name in (EARLIER, LATER))
            if earlier is not None and later is not None:
                earlier, later = sorted((earlier, later), key=lambda one: -found.index(one))
                changes = _changes(history, editing.path, (earlier, later), editing.form)
                compared = Comparison(earlier, later, changes)
        except (HistoryRefused, ChangedMeanwhile) as refused:
            refusal = french_spaces(refused.problems[0].message)
        return self._pages.show(
            "versions.html",
            "contenus",
            name=editing.sheet.title if editing.sheet else editing.path,
            back=back,
            saved=saved,
            refusal=refusal,
            compared=compared,
            names=(EARLIER, LATER),
        )

    def _gone(self, request: Request) -> Editing | None:
        """A draft that was deleted, for whoever may write it again; None for what is there, or never was."""
        kind, name = FOLDERS.get(request.path_params["folder"]), request.path_params["name"]
        if kind is None or not visit().person.may(Right.WRITE) or "/" in name or not name.endswith(".md"):
            return None
        editing = Editing(self._pages.project, kind, f"{kind.folder}/{name}")
        with suppress(HistoryRefused):
            if editing.sheet is None and editing.history.of(editing.path, 1):
                return editing
        return None


def _version(found: Sequence[SavedVersion], name: str) -> SavedVersion | None:
    return next((one for one in found if one.id == name), None)


def _changes(
    history: ContentHistory, path: str, pair: tuple[SavedVersion | None, SavedVersion], form: Form
) -> Sequence[FieldChange]:
    return [in_words(change, form) for change in history.fields_changed(path, *pair)]
