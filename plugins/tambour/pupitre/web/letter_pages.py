"""Letters: their list, and the form of one, with what its blocks choose and how it looks."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from http import HTTPStatus

from pydantic_core import PydanticCustomError
from starlette.requests import Request
from starlette.responses import Response

from tambour.model.letters.letter import PREHEADER_MAX, PREHEADER_MIN, SUBJECT_MAX, Letter
from tambour.model.time.moments import parse_moment
from tambour.pupitre.files.unwritable import FileUnwritable
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.forms.groups import ListControl, VariantsControl
from tambour.pupitre.letters.blocks import BLOCKS, UNDO, Arranged, arrange, is_by_hand, name_by_id, typed_blocks
from tambour.pupitre.letters.choosing import BlockChoice, ChosenItem
from tambour.pupitre.letters.letter_list import away, letters_of, list_letters
from tambour.pupitre.letters.made_letter import MadeLetter
from tambour.pupitre.letters.next_letter import NextLetter, in_sentence, next_letter, propose_preheader
from tambour.pupitre.letters.workshop import LetterWorkshop
from tambour.pupitre.messages import letters as messages
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.visit import visit
from tambour.pupitre.web.drawing import FieldProblem
from tambour.pupitre.web.editing import BEFORE, Attempt, Base, Editing
from tambour.pupitre.web.item_pages import FormView, ItemPages
from tambour.pupitre.web.outgoing import OutgoingMaker
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.release_pages import PublicSite

FOLDER, LINK = "lettres", "link"
SEARCH = "_chercher"


class LetterPages(ItemPages):
    """Of one pupitre. The form of a letter is that of any content, with its blocks.

    outgoing, site: as for those. workshop: what makes letters.
    """

    template = "letter.html"

    def __init__(self, pages: PageMaker, outgoing: OutgoingMaker, site: PublicSite, workshop: LetterWorkshop) -> None:
        super().__init__(pages, outgoing, site)
        self._workshop = workshop

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute(f"/{FOLDER}/", self.all, right=Right.READ)
        yield PageRoute(f"/ecrire/{FOLDER}/", self.write, ("GET", "POST"), Right.READ)
        yield PageRoute(f"/ecrire/{FOLDER}/{{name:path}}", self.write, ("GET", "POST"), Right.READ)
        yield PageRoute(f"/verifier/{FOLDER}/{{name:path}}", self.check, ("POST",), Right.READ)
        yield PageRoute(f"/sortie/{FOLDER}/{{name:path}}", self.outgoing, ("POST",), Right.READ)

    def editing(self, request: Request) -> Editing:
        """The letter that an address names."""
        return self._pages.editing(request, FOLDER)

    def all(self, request: Request, data: FormData) -> Response:
        """The list of letters."""
        del request, data
        written = self._pages.project.look()
        found, listed = self._next(), list_letters(written, self._workshop.empty_sections)
        if listed.due is not None and listed.due.sent_at is not None:
            self._workshop.get_ready(listed.due.sent_at)
        return self._pages.show(
            "letters.html",
            FOLDER,
            found=listed,
            may_begin=visit().person.may(Right.WRITE),
            today=written.now,
            next_title=in_sentence(str(found.fields["titre"])) if found else "",
            is_on=self._workshop.is_on,
        )

    def write(self, request: Request, data: FormData) -> Response:
        """The form of a letter: what its buttons lead to is called by its title."""
        return super().write(request, self._with_addresses(data))

    def check(self, request: Request, data: FormData) -> Response:
        """What the build would say of a form as it is now."""
        return super().check(request, self._with_addresses(data))

    def begin(self, editing: Editing, request: Request) -> tuple[Base, FormData]:
        """A new letter goes on from the last one; one that is there says what its file says."""
        found = self._next() if editing.sheet is None and not request.query_params.get("vide") else None
        if found is None:
            return super().begin(editing, request)
        data = editing.form.data_of(found.fields)
        titles = [item.title for choice in self._choices(editing, data).values() for item in choice.items]
        return Base({}, ""), data.with_values({"preheader": (propose_preheader(titles),)})

    def arrange(self, editing: Editing, base: Base, data: FormData, do: str) -> FormView | None:
        """The form after its blocks were added to, ordered, searched…"""
        arranged: Arranged | None
        if do.startswith("chercher:"):
            arranged = Arranged(data, f"c-{BLOCKS}-{do.partition(':')[2]}-{SEARCH}")
        else:

            def ids_of(number: int) -> Sequence[str]:
                choice = self._choices(editing, data).get(number)
                return [item.id for item in choice.items if item.path] if choice else []

            named = name_by_id(data, partial(self._pages.project.choices().id_of, "item"))
            arranged = arrange(named, do, _block_control(editing), ids_of)
        if arranged is None:
            return super().arrange(editing, base, data, do)
        problems: Sequence[FieldProblem] = ()
        if editing.sheet is not None:
            try:
                problems = editing.attempt(base, arranged.data).problems
            except FileUnwritable:
                problems = ()
        return FormView(editing, base, arranged.data, problems, gesture=arranged)

    def go_out(self, attempt: Attempt, data: FormData) -> object:
        """The letter as it will be sent; False while it cannot be."""
        del data
        return self._workshop.make(attempt.path, attempt.data) or False

    def outgoing(self, request: Request, data: FormData) -> Response:
        """How the letter looks as its form is now: a part of the page."""
        data = self._with_addresses(data)
        try:
            attempt = self.editing(request).attempt(Base.unpack(data.first(BEFORE)), data)
        except FileUnwritable:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        made = self._workshop.make(attempt.path, attempt.data) or False
        return self._pages.part(
            "_letter_look.html", territory=self._pages.project.settings.territory, **self._look(made)
        )

    def more(self, view: FormView) -> Mapping[str, object]:
        """Blocks, what they choose, what else they might."""
        editing, data = view.editing, view.data
        at, choices = self._moment(data), self._choices(editing, data)
        taken = frozenset(item.id for choice in choices.values() for item in choice.items)
        offered: dict[int, list[ChosenItem]] = {}
        anything: list[ChosenItem] | None = None
        for number in choices:
            query = data.first(f"{BLOCKS}.{number}.{SEARCH}")
            if not query and anything is None:
                anything = self._workshop.suggest(at, "", taken)
            offered[number] = self._workshop.suggest(at, query, taken) if query else anything or []
        entry = self._pages.project.look().entries.get(editing.path)
        begun = self._next() if editing.sheet is None else None
        gesture, is_frozen = view.gesture, bool(entry and entry.frozen)
        letter = entry.item if view.done and entry is not None and isinstance(entry.item, Letter) else None
        empty = self._workshop.empty_sections(letter) if letter is not None and not is_frozen else ()
        return {
            "here": FOLDER,
            "blocks": data.rows(BLOCKS),
            "control": _block_control(editing),
            "block_choices": choices,
            "by_hand": {number for number in data.rows(BLOCKS) if is_by_hand(data, number)},
            "unwritten": {number for number, value in typed_blocks(data, _block_control(editing)) if value is None},
            "offered": offered,
            "search": SEARCH,
            "letters": messages,
            "focus": gesture.focus if isinstance(gesture, Arranged) else "",
            "said": gesture.said if isinstance(gesture, Arranged) else "",
            "undo": data.first(UNDO),
            "left": begun.left if begun else (),
            "sent_at": at,
            "empty": empty,
            "away": away(at, self._pages.project.now()),
            "is_frozen": is_frozen,
            "is_sent": bool(
                entry and at <= self._pages.project.now() and not (editing.sheet and editing.sheet.is_draft)
            ),
            "tool": self._workshop.choose_tool(),
            **self._look(self._workshop.make_saved(editing.path) if is_frozen else view.outgoing),
        }

    def _next(self) -> NextLetter | None:
        """How the next letter begins; None before the first."""
        written = self._pages.project.look()
        letters = letters_of(written)
        if not letters:
            return None
        folders = {sheet.word("id"): sheet.kind.folder for sheet in written.sheets.values()}
        typed = letters[-1][0].raw.fields
        return next_letter([letter for _, _, letter in letters], typed, folders, written.now)

    def _choices(self, editing: Editing, data: FormData) -> dict[int, BlockChoice]:
        blocks = dict(typed_blocks(data, _block_control(editing)))
        letter_id = editing.sheet.word("id") if editing.sheet else ""
        return self._workshop.choose(letter_id, self._moment(data), blocks)

    def _moment(self, data: FormData) -> datetime:
        """When the letter is sent, as its form says; now, while that is no day."""
        now = self._pages.project.now()
        typed = f"{data.first('publier_le.jour')} {data.first('publier_le.heure')}".strip()
        try:
            moment = parse_moment(typed, self._pages.project.settings.territory.zone)
        except PydanticCustomError:
            return now
        if isinstance(moment, datetime):
            return moment
        return datetime(moment.year, moment.month, moment.day, tzinfo=now.tzinfo)

    def says_more(self, view: FormView) -> bool:
        """Whether a form says something that the file did not, when it was opened."""
        return super().says_more(replace(view, data=self._with_addresses(view.data)))

    def show(self, view: FormView) -> Response:
        """The page of a letter."""
        return super().show(replace(view, data=_replace_targets(view.data, self._titles())))

    def _with_addresses(self, data: FormData) -> FormData:
        return _replace_targets(data, {title: address for address, title in self._titles().items()})

    def _titles(self) -> dict[str, str]:
        """What buttons may lead to: address → title, of those whose title is theirs alone."""
        titles = self._pages.project.choices().of(LINK)
        shared = Counter(titles.values())
        return {address: title for address, title in titles.items() if shared[title] == 1}

    def _look(self, made: object) -> dict[str, object]:
        """What the page asks of how a letter looks."""
        shared: dict[str, object] = {"made": None, "letters": messages, "limits": _LIMITS, "looks": messages.LOOKS}
        if isinstance(made, MadeLetter):
            shared |= {"made": made, "facts": made.facts(made.editions[0])}
        return shared


_LIMITS = (SUBJECT_MAX, PREHEADER_MIN, PREHEADER_MAX)


def _replace_targets(data: FormData, words: Mapping[str, str]) -> FormData:
    """A form in which what the blocks lead to is written otherwise. words: as it is written → as it shall be."""
    names = [f"{BLOCKS}.{number}.adresse" for number in data.rows(BLOCKS)]
    return data.with_values({name: (words[data.first(name)],) for name in names if data.first(name) in words})


def _block_control(editing: Editing) -> VariantsControl:
    control = editing.form.fields[BLOCKS].control
    assert isinstance(control, ListControl)
    assert isinstance(control.item, VariantsControl)
    return control.item
