"""A form, drawn: each control by the macro that it names, each problem at the field that it is about."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PrefixLoader, StrictUndefined
from markupsafe import Markup
from pydantic import BaseModel

from tambour.build import jinja
from tambour.build.compiled_templates import keep_compiled
from tambour.build.engine import THEME
from tambour.build.templates import Folders, install_words
from tambour.model.problems import Problem
from tambour.pupitre import messages
from tambour.pupitre.forms.controls import Control, kept_value
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.forms.form import TEXT, Form
from tambour.pupitre.forms.groups import BlockControl, FormField, ListControl, VariantsControl
from tambour.pupitre.forms.wording import words_at
from tambour.pupitre.messages import registers
from tambour.pupitre.messages.remedies import REMEDIES
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.remarks import Remark
from tambour.source.explain import label_of
from tambour.source.frontmatter import Raw
from tambour.words.typography import french_spaces

HERE = Path(__file__).parent
NO_NOTES: Mapping[str, Sequence[str]] = MappingProxyType({})
# How a remedy tells what to type in a file: of no use to whoever fills in a form.
_TYPED = re.compile(
    r"«[ \u00a0]?[a-z_]+[ \u00a0]?:|\{|tambour |inv |content/|referentiel/|guillemets|espaces\."
    r"|tiret par ligne|Pictogrammes possibles"
)


def environment() -> Environment:
    """The templates of the pupitre."""
    icons = PrefixLoader({"_icons": Folders([THEME / "templates" / "_icons"])})
    made = Environment(
        loader=ChoiceLoader([Folders([HERE / "templates"]), icons]),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    install_words(made)
    made.filters.update(jinja.FILTERS)
    made.filters["id"] = element_id
    made.globals.update(jinja.GLOBALS)
    made.globals.update({"top": TOP, "messages": messages, "registers_fr": registers})

    def draw(name: str) -> Markup:
        return Markup(made.get_template(f"_icons/{name}.svg").render())  # noqa: S704 — ours

    ours = frozenset(file.stem for file in (THEME / "templates" / "_icons").glob("*.svg"))
    made.globals["icon"] = draw
    made.globals["icon_if_any"] = lambda name: draw(name) if name in ours else ""  # a territory may have drawn others
    keep_compiled(made, None)
    return made


def element_id(name: str) -> str:
    """The id of an element for a dotted name."""
    return "c-" + name.replace(".", "-")


@dataclass(frozen=True)
class FieldProblem:
    """One problem of a form. place: dotted; "" for the whole. title: of the field."""

    place: str
    title: str
    text: str
    remedy: str = ""


def problems_at(problems: Iterable[Problem], raw: Raw, model: type[BaseModel], form: Form) -> tuple[FieldProblem, ...]:
    """The build's problems with a file, each with its place in the form.

    raw: the file, as it was judged.
    """
    return tuple(_locate(problem, raw, model, form) for problem in problems)


def seen_at(problems: Iterable[FieldProblem], form: Form, data: FormData) -> tuple[FieldProblem, ...]:
    """Problems, each at a field that is seen, under its title."""
    return tuple(_seen_at(problem, form, data) for problem in problems)


def _seen_at(problem: FieldProblem, form: Form, data: FormData) -> FieldProblem:
    key = problem.place.partition(".")[0]
    seen = form.key_seen(key, data)
    return problem if seen == key else replace(problem, place=seen, title=form.fields[seen].title)


def _locate(problem: Problem, raw: Raw, model: type[BaseModel], form: Form) -> FieldProblem:
    places = [place for place, line in raw.lines.items() if line == problem.line]
    named = [place for place in places if label_of(model, _parts(place)) == problem.field]
    place = named[-1] if named else form.place_of(problem.field)
    if not place and (problem.field == "Texte" or problem.line >= raw.body_line > 1):
        place = TEXT
    message = form.with_titles(problem.message)
    text = (message[:1].upper() + message[1:]).removesuffix(".")  # templates end it
    own = REMEDIES.get(problem.code, "")
    remedy = own if own or _TYPED.search(problem.hint) else form.with_titles(problem.hint)
    return FieldProblem(place, problem.field, french_spaces(text.removesuffix(".")), french_spaces(remedy))


def _parts(place: str) -> tuple[str | int, ...]:
    return tuple(int(part) if part.isdecimal() else part for part in place.split("."))


def _has_fields(control: Control) -> bool:
    return isinstance(control, BlockControl | VariantsControl)


@dataclass
class Drawing:
    """What draws one form.

    problems: those that are found wrong with it. notes: on files that were sent, by the name of their field. waiting:
    those that are in no version yet: path under content/ → token. takes_files: whether its page reads what is sent.
    may_browse: whether whoever fills it in sees every file. may_create: whether what it lacks may be made on the spot.
    remarks: what is asked of its fields, and not done.
    """

    templates: Environment
    form: Form
    data: FormData
    problems: Sequence[FieldProblem] = ()
    notes: Mapping[str, Sequence[str]] = dataclass_field(default_factory=dict)
    waiting: Mapping[str, str] = dataclass_field(default_factory=dict)
    takes_files: bool = False
    may_browse: bool = True
    may_create: bool = True
    remarks: Sequence[Remark] = ()
    _placed: set[FieldProblem] = dataclass_field(default_factory=set)

    @cached_property
    def _macros(self) -> Any:
        return self.templates.get_template("_controls.html").make_module({"d": self})

    def field(self, part: FormField, name: str = "") -> Markup:
        """One field: label, help, control, what is wrong with it. name: dotted; its key when it is on top."""
        name = name or part.key
        control = self.control(part.control, name, part)
        drawn: Markup = self._macros.field(part, name, control, list(self._problems(name)))
        return drawn

    def control(self, control: Control, name: str, part: FormField) -> Markup:
        """The control alone."""
        drawn: Markup = getattr(self._macros, control.macro)(control, name, part, bool(list(self._at(name))))
        return drawn

    def row(self, control: Control, name: str, noun: str, number: int) -> Markup:
        """One item of a list."""
        word = noun.partition(" ")[2]
        part = FormField(name, f"{word[:1].upper()}{word[1:]} {number}", control, required=True)
        return self.control(control, name, part) if _has_fields(control) else self.field(part, name)

    def says_more(self, control: BlockControl, name: str, keys: Sequence[str]) -> bool:
        """Whether some of the fields of a row are filled in, or wrong. keys: theirs."""
        values = control.values(self.data, name)
        wrong = any(problem.place.startswith(f"{name}.{key}") for key in keys for problem in self.problems)
        return wrong or any(values.get(key) for key in keys)

    def top(self, key: str, *, required: bool = False) -> Markup:
        """A field of the form itself. required: it must be there, whatever the model says of it alone."""
        part = self.form.fields[key]
        return self.field(replace(part, required=part.required or required))

    def anchor(self, problem: FieldProblem) -> str:
        """Where a link to a problem leads: its field; that of the whole, where the form draws it otherwise."""
        top = problem.place.partition(".")[0]
        part = self.form.fields.get(top)
        is_same = part is not None and isinstance(part.control, BlockControl | ListControl)
        return (
            f"{element_id(problem.place if is_same or top == problem.place else top)}{'' if top == TEXT else '-champ'}"
        )

    def is_demanded(self, part: FormField, name: str) -> bool:
        """Whether a field must be filled in, as the form is now."""
        return part.is_demanded(self.data, name)

    def holds_problem(self, keys: Sequence[str]) -> bool:
        """Whether something is wrong with one of these fields, or remarked."""
        is_remarked = any(remark.place in keys for remark in self.remarks)
        return is_remarked or any(problem.place.partition(".")[0] in keys for problem in self.problems)

    def remarks_at(self, name: str) -> list[Remark]:
        """What was remarked of a field."""
        return [remark for remark in self.remarks if remark.place == name]

    def file_address(self, target: str, name: str) -> str:
        """Where a file that a field names is looked at; "" for none. target: `image` or `document`."""
        path = f"{target}s/{self.data.first(name).removeprefix('/').removeprefix(f'{target}s/')}"
        if path.endswith("/"):
            return ""
        if path in self.waiting:
            return f"{TOP}/medias/attente/{self.waiting[path]}"
        return f"{TOP}/medias/{'vignette' if target == 'image' else 'fichier'}/{quote(path)}"

    def problems_under(self, name: str) -> list[FieldProblem]:
        """What is wrong with a block as a whole, and with what it names: nothing of it has a field of its own."""
        places = (name, *(f"{name}.{key}" for key in ("type", "ids", "avec", "sans")))
        mine = (place for place in (one.place for one in self.problems) if place.startswith(f"{name}."))
        listed = {place for place in mine if place.rpartition(".")[0] in places[2:]}
        return [problem for problem in self.problems if problem.place in (*places, *listed)]

    def is_wrong_under(self, name: str) -> bool:
        """Whether something is wrong inside a block."""
        return any(problem.place.startswith(f"{name}.") for problem in self.problems)

    def kept_text(self, name: str) -> str:
        """What the form keeps of a value that it cannot show, in words; "" for nothing."""
        place = tuple(int(part) if part.isdecimal() else part for part in name.split("."))
        return words_at(self.form, place, kept_value(self.data, name))

    def text_problems(self) -> list[FieldProblem]:
        """Those of the text itself."""
        return list(self._problems(TEXT))

    def _at(self, name: str) -> Iterator[FieldProblem]:
        return (problem for problem in self.problems if problem.place == name)

    def _problems(self, name: str) -> Iterator[FieldProblem]:
        """What to tell at a field: of one on top, whatever no field inside it has told."""
        for problem in self.problems:
            is_inside = "." not in name and problem.place.startswith(f"{name}.")
            if problem not in self._placed and (problem.place == name or is_inside):
                self._placed.add(problem)
                yield problem
