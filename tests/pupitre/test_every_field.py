"""All that content can say has a control, and whatever was typed comes back from its form byte for byte."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from tambour.build.request import Request
from tambour.model.kinds import KINDS, REGISTERS
from tambour.model.slugs import fold
from tambour.pupitre.files.register_file import RegisterFile
from tambour.pupitre.files.source_file import ABSENT, SourceFile
from tambour.pupitre.files.values import read_value
from tambour.pupitre.forms.choices import ChannelChoice, Choices, distinct
from tambour.pupitre.forms.controls import Control
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.forms.form import Form
from tambour.pupitre.forms.groups import FormField
from tambour.pupitre.web.drawing import Drawing, environment
from tambour.pupitre.web.project import Project as DeskProject
from tambour.source.frontmatter import is_nothing
from tests.pupitre.conftest import Visitor
from tests.pupitre.files.test_round_trip import DANGEROUS
from tests.trees import ROOT

MODELS = {named.name: named.model for named in (*KINDS.values(), *REGISTERS.values())}
PAGES = {kind.name: f"ecrire/{kind.folder}/" for kind in KINDS.values()} | {
    name: f"repertoire/{register.file.removesuffix('.yaml')}/-" for name, register in REGISTERS.items()
}
FEW = {"a": "Un", "b": "Deux"}
MANY = {f"x{number}": f"Mot {number}" for number in range(40)}
ALL = ("commune", "topic", "contact", "place", "item", "image", "document", "icon")
CHANNELS = (ChannelChoice("posts", "Réseaux"),)
TEMPLATES = environment()


def inside(control: Control, name: str) -> Iterator[tuple[str, Control]]:
    """A control and all that stand in it, each under its name; one row of each list."""
    yield name, control
    for part, inner in control.parts().items():
        yield from inside(inner, f"{name}.{part or 0}")


def test_each_field_of_each_model_is_in_its_page(visitor: Visitor):
    visitor.project.set('CHANNELS = {"feeds": {}}')
    visitor.desk.forget(anew=True)
    for name, model in MODELS.items():
        page = visitor.page(PAGES[name])
        if page.xpath("//button[starts-with(@value, 'bloc:ajouter:')]"):  # a letter begins without a block
            page = visitor.answered(visitor.send(PAGES[name], "bloc:ajouter:texte", page=page))
        names = page.xpath("//form[@id='ecrit']//@name")
        asked = {info.alias or key for key, info in model.model_fields.items()} - {"id", "brouillon"}

        assert asked <= {posted.partition(".")[0] for posted in names}, name


@pytest.mark.parametrize("offered", [FEW, MANY], ids=["few", "many"])
@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_whatever_stands_in_a_field_is_drawn_and_found_by_its_name(model: type[BaseModel], offered: dict[str, str]):
    form = Form.of(model, Choices(dict.fromkeys(ALL, offered), CHANNELS))
    drawing = Drawing(TEMPLATES, form, FormData())
    for key, field in form.fields.items():
        for name, control in inside(field.control, key):
            drawn = drawing.control(control, name, FormField(name, field.title, control))

            assert control.macro == "constant" or f'name="{name}' in drawn, name
            assert form.control_at(name) is not None, name


def test_each_file_of_the_demo_comes_back_from_its_form_byte_for_byte(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    desk = DeskProject(lambda: Request.read(None, Path("pelicanconf.py")))
    choices = desk.choices()
    forms = {kind: Form.of(kind.model, choices) for kind in KINDS.values()}
    for path, sheet in desk.look().sheets.items():
        file, form = SourceFile.read(desk.root / path, sheet.kind), forms[sheet.kind]
        again = form.changes(sheet.raw.fields, FormData({**form.data_of(sheet.raw.fields).values}))
        assert (again, file.change(again)) == ({}, file.data), path
    for register in REGISTERS.values():
        entries = RegisterFile.read(desk.root / "referentiel" / register.file)
        form = Form.of(register.model, choices)
        for entry, fields in entries.entries.items():
            assert form.changes(fields, form.data_of(fields)) == {}, entry  # type: ignore[arg-type]
            assert entries.change(entry, form.changes(fields, form.data_of(fields))) == entries.data, entry  # type: ignore[arg-type]


TEXTS = st.one_of(st.sampled_from(DANGEROUS), st.sampled_from(["02 61 91 00 00", "48.43, -0.28", "Rue « du » Lac : 3"]))


@settings(max_examples=60)
@given(st.sampled_from(sorted(REGISTERS)), st.data())
def test_an_entry_that_is_not_touched_stays_and_one_that_is_changes_in_its_lines(name: str, data: st.DataObject):
    register = REGISTERS[name]
    form = Form.of(register.model, Choices({"icon": {"recycle": "Recyclage"}}))
    file = RegisterFile.of(Path(f"referentiel/{register.file}"), "# Écrit à la main.\n".encode())
    for entry in ("un", "deux", "trois"):
        keys = data.draw(st.lists(st.sampled_from(sorted(form.fields)), min_size=1, max_size=4, unique=True))
        file = file.of(file.path, file.change(entry, {key: data.draw(TEXTS) for key in keys} | {"nom": entry}))
    fields = file.raw.fields["deux"]
    assert isinstance(fields, dict)
    shown = form.data_of(fields)
    assert file.change("deux", form.changes(fields, shown)) == file.data

    typed = shown.with_values({"nom": (data.draw(st.sampled_from(DANGEROUS)),)})
    given_fields = {key: ABSENT if value is None else value for key, value in form.changes(fields, typed).items()}
    assert given_fields.keys() <= {"nom"}
    assume(not is_nothing(read_value(given_fields.get("nom", "deux"))) or len(fields) > 1)
    changed = file.of(file.path, file.change("deux", given_fields))
    others = [{k: v for k, v in one.raw.fields.items() if k != "deux"} for one in (file, changed)]
    before, after = file.data.splitlines(), changed.data.splitlines()
    start, end = (file.raw.lines[entry] - 1 for entry in ("deux", "trois"))

    assert others[0] == others[1]
    assert before[:start] == after[:start]
    assert before[end:] == after[len(after) - (len(before) - end) :]
    now = changed.raw.fields["deux"]
    assert isinstance(now, dict)
    assert {k: v for k, v in now.items() if k != "nom"} == {k: v for k, v in fields.items() if k != "nom"}


@settings(max_examples=60)
@given(st.dictionaries(st.text("ab-", min_size=1), st.sampled_from(["Fête", "fete", "FÊTE !", "…", "Fête (a)", "Bal"])))
def test_no_two_names_are_the_same_and_each_leads_to_its_own(names: dict[str, str]):
    choices = Choices({"item": distinct(names, lambda name: "Cluny" if "a" in name else "")})
    form = Form.of(KINDS["page"].model, choices)
    control = form.fields["page_mere"].control

    for name in names:
        shown = FormData(control.texts_of(name, "page_mere"))
        assert control.value_in(shown, "page_mere") == name
    assert all(fold(words) for words in choices.of("item").values()) or "…" in names.values()
