"""One entry of a register on its way, as `tambour.pupitre.web.editing` has it for a content."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from tambour.commands.ids import unique_id
from tambour.messages import problem
from tambour.model.home import HOME_BLOCKS, default_home
from tambour.model.kinds import Register
from tambour.model.problems import Problem
from tambour.pupitre.files.register_file import RegisterFile
from tambour.pupitre.files.source_file import ABSENT
from tambour.pupitre.files.values import read_value
from tambour.pupitre.forms.data import DEPOSITS, FormData
from tambour.pupitre.forms.form import Form
from tambour.pupitre.forms.groups import ListControl, VariantsControl, with_row
from tambour.pupitre.letters.blocks import BLOCKS, KIND, UNDO, Arranged, arrange
from tambour.pupitre.media.deposits import Deposit
from tambour.pupitre.messages import site as messages
from tambour.pupitre.versions.history import ContentHistory
from tambour.pupitre.web.drawing import FieldProblem, problems_at
from tambour.pupitre.web.editing import Base, Clash, changes_of, clashes_of, save_version
from tambour.pupitre.web.project import Project
from tambour.source.files import REFERENCE_FOLDER
from tambour.source.frontmatter import Raw, Value, is_nothing, read_yaml

_BEGINNINGS: Mapping[str, Mapping[str, Value]] = {kind: {KIND: kind} for kind in HOME_BLOCKS}
NAME = "nom"  # what every entry has: it gives the id of a new one


def entry_key(register: Register, entry: str) -> str:
    """What the unsaved form of an entry is kept under. entry: its id; "" for a new one."""
    return f"{REFERENCE_FOLDER}/{register.file}/{entry}"


@dataclass(frozen=True)
class EntryAttempt:
    """What a form would make of a register. entry: id of its entry. data: bytes of the register then.

    deposits: pictures that it names, which are saved with it.
    """

    entry: str
    data: bytes
    problems: tuple[FieldProblem, ...]
    deposits: tuple[Deposit, ...] = ()


class EntryEditing:
    """The form of one entry. entry: its id; "" for a new one."""

    def __init__(self, project: Project, register: Register, entry: str = "") -> None:
        self.project, self.register, self.entry = project, register, entry
        self.form = Form.of(register.model, project.choices())
        self.path = f"{REFERENCE_FOLDER}/{register.file}"
        self.file = RegisterFile.read(project.root / self.path)

    @property
    def is_there(self) -> bool:
        """Whether the register has this entry."""
        return self.entry in self.file.entries

    @property
    def key(self) -> str:
        """What its unsaved text is kept under."""
        return entry_key(self.register, self.entry)

    @property
    def title(self) -> str:
        """Its name; its id where it has none."""
        name = self._fields().get(NAME)
        return name if isinstance(name, str) else self.entry

    @property
    def history(self) -> ContentHistory:
        """The versions of the content."""
        return ContentHistory(self.project.root)

    def open(self) -> tuple[Base, FormData]:
        """What the register says, and the form of it."""
        fields = self._fields()
        return Base(fields, ""), self.form.data_of(fields)

    def clashes(self, base: Base, data: FormData) -> tuple[Clash, ...]:
        """The fields that both this form and somebody else have changed, unless one of them was chosen."""
        return tuple(clashes_of(self.form, base, Base(self._fields(), ""), data)) if self.is_there else ()

    def attempt(self, base: Base, data: FormData) -> EntryAttempt:
        """What the form makes of the register as it is now: of this entry, only what was touched is another.

        Raises:
            FileUnwritable: when the register has to be mended by hand first.
        """
        entry = self.entry or unique_id(data.first(NAME), self.file.raw.fields)
        given = changes_of(self.form, base, data)
        said = {key: read_value(value, key) for key, value in {**self._fields(), **given}.items()}
        if all(is_nothing(value, key) for key, value in said.items()):
            field = self.form.fields.get(NAME) or next(iter(self.form.fields.values()))
            context = {"key": field.key, "help": field.help}
            nothing = problem("champ-manquant", PurePosixPath(self.path), 0, field.title, **context)
            return EntryAttempt(entry, self.file.data, self._at((nothing,), Raw({}, {})))
        changed = self.file.change(entry, given)
        named = tuple(one for one in self.project.deposits.find(data.every(DEPOSITS)) if one.is_named_in(changed))
        return EntryAttempt(entry, changed, self._problems(entry, changed, named), named)

    def save(self, attempt: EntryAttempt, message: str) -> None:
        """Write it, as one more version where there is a repository. Raises as `save_version`."""
        before = self.file.data if self.file.path.is_file() else None
        files: dict[str, tuple[bytes | None, bytes | None]] = {self.path: (before, attempt.data)}
        files |= {deposit.path: (None, deposit.file.read_bytes()) for deposit in attempt.deposits}
        save_version(self.project, files, message)
        self.project.deposits.drop(attempt.deposits)

    def remove(self, message: str) -> None:
        """Take the entry out. Raises as `save_version`, and FileUnwritable."""
        data = self.file.change(self.entry, ABSENT)
        save_version(self.project, {self.path: (self.file.data, data)}, message)

    def _fields(self) -> dict[str, Value]:
        fields = self.file.raw.fields.get(self.entry, {})
        return fields if isinstance(fields, dict) else {}

    def _problems(self, entry: str, data: bytes, deposits: Iterable[Deposit]) -> tuple[FieldProblem, ...]:
        """Those of this entry, and of what can be read of no entry: another's are told with that one."""
        raw = read_yaml(data)
        above = f"{entry}."
        own = {place.removeprefix(above): line for place, line in raw.lines.items() if place.startswith(above)}
        others = {line for place, line in raw.lines.items() if place.partition(".")[0] != entry}
        found = self.project.judge_register(self.register, data, {one.path: one.file for one in deposits})
        lines = {*own.values(), raw.lines.get(entry, 0)}
        mine = [found_one for found_one in found if found_one.line in lines or found_one.line not in others]
        return self._at(mine, replace(raw, lines=own))

    def _at(self, problems: Iterable[Problem], raw: Raw) -> tuple[FieldProblem, ...]:
        return problems_at(problems, raw, self.register.model, self.form)


def arrange_entry(editing: EntryEditing, data: FormData, do: str) -> Arranged | None:
    """The form of an entry after a gesture that saves nothing; None when a button means something else.

    Args:
        editing: the entry.
        data: its form.
        do: what the button says: `ajouter:blocs.0.chiffres`, `bloc:monter:2`.
    """
    if do.startswith("ajouter:"):
        return Arranged(with_row(data, do.partition(":")[2]))
    if not editing.register.only:
        return None
    return arrange(data, do, _control(editing), lambda number: (), _BEGINNINGS)


def usual_home(editing: EntryEditing) -> FormData:
    """The form of a home page of which nothing is said yet: what the site shows then."""
    blocks: list[Value] = [{KIND: block.kind} for block in default_home().blocks]
    return editing.form.data_of({BLOCKS: blocks})


def home_values(editing: EntryEditing, data: FormData, gesture: Arranged | None) -> Mapping[str, object]:
    """What the page of the form shows beside what that of any entry does."""
    return {
        "blocks": data.rows(BLOCKS),
        "control": _control(editing),
        "addable": {kind: (_control(editing).names[kind], messages.HOME_SIGNS[kind]) for kind in HOME_BLOCKS},
        "focus": gesture.focus if gesture else "",
        "said": gesture.said if gesture else "",
        "undo": data.first(UNDO),
    }


def _control(editing: EntryEditing) -> VariantsControl:
    control = editing.form.fields[BLOCKS].control
    assert isinstance(control, ListControl)
    assert isinstance(control.item, VariantsControl)
    return control.item
