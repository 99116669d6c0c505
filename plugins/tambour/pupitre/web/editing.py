"""One content on its way: what its file says, what somebody has typed, what the build says of it, what is written."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tambour.model.conversions import TO_REVIEW
from tambour.model.events.event import Event
from tambour.model.kinds import Kind
from tambour.pupitre import messages
from tambour.pupitre.files.new_file import new_id
from tambour.pupitre.files.source_file import ABSENT, SourceFile
from tambour.pupitre.forms.data import DEPOSITS, FormData
from tambour.pupitre.forms.form import TEXT, Form
from tambour.pupitre.forms.wording import words_at
from tambour.pupitre.media.deposits import Deposit
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.scope import choices_of, hidden_from
from tambour.pupitre.people.visit import author_of, visit
from tambour.pupitre.versions.history import ContentHistory
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.web.acts import Deed, changes, next_year
from tambour.pupitre.web.drawing import FieldProblem, problems_at, seen_at
from tambour.pupitre.web.project import DeskFile, Project
from tambour.source.entry import ContentFile
from tambour.source.frontmatter import Raw, Value, split

BEFORE, CHOICE = "_avant", "_choix"  # what the file said when the form was opened; which of two versions to keep
DRAFT = "brouillon"
MINE, THEIRS = "mienne", "autre"
TITLE = "titre"


@dataclass(frozen=True)
class Base:
    """What a file said when its form was opened. fields: None for a content that is new."""

    fields: Mapping[str, Value]
    text: str

    def pack(self) -> str:
        """As a hidden field carries it."""
        return json.dumps([self.fields, self.text], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpack(cls, text: str) -> "Base":
        """What `pack` made; nothing for what is none."""
        try:
            fields, body = json.loads(text)
        except (ValueError, TypeError):
            return cls({}, "")
        return cls(fields if isinstance(fields, dict) else {}, body if isinstance(body, str) else "")


@dataclass(frozen=True)
class Clash:
    """A field that somebody else has changed meanwhile, otherwise. key: of the field, or `_texte`."""

    key: str
    title: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Attempt:
    """What a form would make of a file.

    file: as it is. data: its bytes then. raw: those, read. problems: what the build says of them. deposits: pictures
    and documents that it names, which are saved with it.
    """

    path: str
    file: SourceFile
    data: bytes
    raw: Raw
    problems: tuple[FieldProblem, ...]
    entry: ContentFile | None
    deposits: tuple[Deposit, ...] = ()

    @property
    def files(self) -> Mapping[str, Path]:
        """Where what it names waits, by path under content/."""
        return {deposit.path: deposit.file for deposit in self.deposits}


def changes_of(form: Form, base: Base, data: FormData) -> dict[str, object]:
    """What a form writes: key → value, ABSENT for what is said no more; the other version's, where it was chosen."""
    return {
        key: ABSENT if value is None else value
        for key, value in form.changes(base.fields, data).items()
        if data.first(f"{CHOICE}.{key}") != THEIRS
    }


def clashes_of(form: Form, base: Base, now: Base, data: FormData) -> Iterator[Clash]:
    """What both a form and somebody else have changed, unless one of them was chosen.

    base: what the file said when the form was opened. now: what it says.
    """
    for key, value in form.changes(base.fields, data).items():
        theirs = now.fields.get(key)
        if theirs not in (base.fields.get(key), value) and not data.first(f"{CHOICE}.{key}"):
            mine = words_at(form, (key,), value)
            yield Clash(key, form.fields[key].title, mine, words_at(form, (key,), theirs))
    text = _text(data)
    if text != base.text and now.text not in (base.text, text) and not data.first(f"{CHOICE}.{TEXT}"):
        yield Clash(TEXT, "Texte", text, now.text)


def save_version(project: Project, files: Mapping[str, tuple[bytes | None, bytes | None]], message: str) -> None:
    """Write files, as one more version where there is a repository.

    Args:
        project: theirs.
        files: path under content/ → what was read there, None for no file, and what it is to hold; None: it goes.
        message: what was done, in a line.

    Raises:
        ChangedMeanwhile: when somebody else has written one of them since; nothing is.
        HistoryRefused: when nothing could be written.
        OSError: when the system refuses to write.
    """
    project.forget()
    changed = {path: pair for path, pair in files.items() if pair[0] != pair[1]}
    if not changed:
        return
    try:
        history = ContentHistory(project.root)
        read = {path: before for path, (before, _) in changed.items()}
        history.save([(path, data) for path, (_, data) in changed.items()], author_of(history), message, read)
    except HistoryRefused as refused:
        if not refused.written:
            raise
    finally:
        project.forget()  # again: others have looked while it was written


class Editing:
    """The form of one content file.

    path: under content/; "" for a new one. origin: what a new one begins with, as its address says it; "" for nothing.
    """

    def __init__(self, project: Project, kind: Kind, path: str = "", origin: str = "") -> None:
        self.project, self.kind, self.path, self.origin = project, kind, path, origin
        self.choices = choices_of(project.choices(), visit().person, project.look())
        self.form = Form.of(kind.model, self.choices)
        self.sheet: DeskFile | None = project.look().sheets.get(path)

    @property
    def key(self) -> str:
        """What its unsaved text is kept under: a copy of something has a place of its own."""
        return self.path or f"{self.kind.folder}/" + (f"?{self.origin}" if self.origin else "")

    def open(self, model: DeskFile | None = None, day: date | None = None) -> tuple[Base, FormData]:
        """What the file says, and the form of it. model: whose next year's a new one is; day: of an event."""
        if self.sheet is None and model is not None:
            now = self.project.now()
            fields = next_year(model.raw.fields, self.project.settings.territory.zone, now)
            return Base({}, ""), self.form.data_of(fields, model.raw.body.strip("\n"))
        if self.sheet is None:
            start: dict[str, Value] = {}
            if "publier_le" in self.form.fields and self.form.fields["publier_le"].required:
                now = self.project.now()
                today = f"{now:%Y-%m-%d}"
                start["publier_le"] = f"{today} {now:%H:%M}" if "niveau" in self.form.fields else today
            if day is not None and self.kind.model is Event:
                start["debut"] = f"{day}"
            if not visit().person.may(Right.READ):  # she writes for these
                start["communes"] = [*sorted(visit().person.communes)]
            return Base({}, ""), self.form.data_of(start)
        raw = self.sheet.raw
        base = Base(dict(raw.fields), raw.body.strip("\n"))
        return base, self.form.data_of(raw.fields, base.text)

    def clashes(self, base: Base, data: FormData) -> tuple[Clash, ...]:
        """The fields that both this form and somebody else have changed, unless one of them was chosen."""
        if self.sheet is None:
            return ()
        raw = self.sheet.raw
        return tuple(clashes_of(self.form, base, Base(raw.fields, raw.body.strip("\n")), data))

    def attempt(self, base: Base, data: FormData, *, draft: str | None = None, corrected: bool = False) -> Attempt:
        """What the form makes of the file as it is now: only what was touched is another.

        draft: `oui` or `a-relire` from now on, "" for what is published; None: as it is. corrected: whether readers are
        told that it changed.

        Raises:
            FileUnwritable: when the file has to be mended by hand first.
        """
        attempt = self.judge(*self.rewrite(base, data, draft=draft, corrected=corrected))
        more = {name: self._problem_of_gap(name) for name in self.form.gaps(data)}
        seen = [problem for problem in seen_at(attempt.problems, self.form, data) if problem.place not in more]
        return replace(attempt, problems=(*seen, *more.values()))

    def _problem_of_gap(self, name: str) -> FieldProblem:
        key = name.partition(".")[0]
        text, remedy = messages.LEFT_OPEN.get(name.rpartition(".")[2], messages.HOUR_ALONE)
        return FieldProblem(name, self.form.fields[key].title, text, remedy)

    def rewrite(
        self, base: Base, data: FormData, *, draft: str | None = None, corrected: bool = False
    ) -> tuple[str, SourceFile, bytes, tuple[Deposit, ...]]:
        """The file of a form: its path, itself, its bytes then, what goes with it; not judged. See `attempt`."""
        path, file = self._file(data)
        given = changes_of(self.form, base, data)
        if corrected:
            given["modifie"] = f"{self.project.now():%Y-%m-%d %H:%M}"
        if draft is not None and draft != self._draft_of(file):
            given[DRAFT] = draft or ABSENT
        text = _text(data)
        keeps = text == base.text or data.first(f"{CHOICE}.{TEXT}") == THEIRS
        written = file.change(given, None if keeps else text)
        deposits = self.project.deposits.find(data.every(DEPOSITS))
        return path, file, written, tuple(one for one in deposits if one.is_named_in(written))

    def after(self, deed: Deed) -> Attempt:
        """What the file would be after something has happened. Raises FileUnwritable."""
        assert self.sheet is not None
        content = self.project.look()
        entry = content.entries[self.path]
        file = SourceFile.read(self.real(self.path), self.kind)
        fields = changes(deed, self.sheet.raw.fields, entry, content.now)
        given = {key: ABSENT if value == "" else value for key, value in fields.items()}
        return self.judge(self.path, file, file.change(given, None))

    def judge(self, path: str, file: SourceFile, data: bytes, deposits: tuple[Deposit, ...] = ()) -> Attempt:
        """What the build says of new bytes of a file. deposits: files that go with it."""
        files = {deposit.path: deposit.file for deposit in deposits}
        judged = self.project.judge(path, data, files, hidden_from(visit().person, self.project.look()))
        raw = split(data)
        problems = problems_at(judged.problems, raw, self.kind.model, self.form)
        return Attempt(path, file, data, raw, problems, judged.entry, deposits)

    def save(self, attempt: Attempt, message: str) -> None:
        """Write it, with the files that it names, as one more version where there is a repository.

        message: what was done, in a line.

        Raises:
            ChangedMeanwhile: when somebody else has written the file since; nothing is.
            HistoryRefused: when nothing could be written.
            OSError: when the system refuses to write.
        """
        before = None if self.sheet is None else attempt.file.data
        pairs: dict[str, tuple[bytes | None, bytes | None]] = {attempt.path: (before, attempt.data)}
        pairs |= {deposit.path: (None, deposit.file.read_bytes()) for deposit in attempt.deposits}
        save_version(self.project, pairs, message)
        if before != attempt.data:
            self.project.deposits.drop(attempt.deposits)

    @property
    def history(self) -> ContentHistory:
        """The versions of the content."""
        return ContentHistory(self.project.root)

    def real(self, path: str) -> Path:
        """Where a file lies."""
        return self.project.root / path

    def _file(self, data: FormData) -> tuple[str, SourceFile]:
        if self.sheet is not None:
            return self.path, SourceFile.read(self.real(self.path), self.kind)
        sheets = self.project.look().sheets
        taken = {sheet.word("id") for sheet in sheets.values()} | {Path(path).stem for path in sheets}
        item_id = new_id(self.kind, data.first("titre"), self._year(data), taken)
        path = f"{self.kind.folder}/{item_id}.md"
        return path, SourceFile.of(self.real(path), f"---\nid: {item_id}\n---\n".encode(), self.kind)

    def _year(self, data: FormData) -> int:
        """In which a new content takes place, or comes out."""
        days = (data.first(f"{name}.jour")[:4] for name in ("debut", "creneaux.0.debut", "publier_le"))
        years = (int(day) for day in days if len(day) == 4 and day.isdecimal())
        return next(years, self.project.now().year)

    @staticmethod
    def _draft_of(file: SourceFile) -> str:
        typed = str(file.raw.fields.get(DRAFT, "non")).lower()
        return "" if typed in ("non", "false", "faux") else TO_REVIEW if typed == TO_REVIEW else "oui"


def _text(data: FormData) -> str:
    """What is typed as the text."""
    return data.first(TEXT).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
