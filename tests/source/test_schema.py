"""The JSON Schemas say yes to every form that the model accepts, and no to what it refuses."""

import functools
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from docs.references.fields import field_reference
from tambour.build.receipt_schema import NAME, receipt_schema
from tambour.model.kinds import FOLDERS, REGISTERS
from tambour.publish import announcing
from tambour.source import frontmatter
from tambour.source.schema import schema_files

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
files_of_schemas = functools.cache(schema_files)  # when the first test asks, not while tests are looked for


class Yaml12(yaml.SafeLoader):
    """Scalars as an editor's YAML 1.2 (core schema) reads them: numbers and booleans, but no sexagesimals or dates."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag.endswith((":null", ":float"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", __import__("re").compile(r"^(?:true|false)$"), list("tf"))
Yaml12.add_implicit_resolver(
    "tag:yaml.org,2002:int", __import__("re").compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789")
)


@functools.cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(files_of_schemas()[name]))


def files() -> list[Path]:
    return sorted(path for path in CONTENT.glob("*/**/*.md") if path.relative_to(CONTENT).parts[0] in FOLDERS)


@pytest.mark.parametrize("name", [*FOLDERS, *(register.file.removesuffix(".yaml") for register in REGISTERS.values())])
def test_each_schema_is_one(name: str):
    jsonschema.Draft202012Validator.check_schema(validator(f"{name}.schema.json").schema)


def test_there_is_one_of_each_folder_and_of_each_register():
    assert len(files_of_schemas()) == len(FOLDERS) + len(REGISTERS)


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_the_demo_is_accepted_as_text_and_as_an_editor_reads_it(path: Path):
    schema = validator(f"{path.relative_to(CONTENT).parts[0]}.schema.json")
    head = path.read_text("utf-8").split("---\n")[1]

    assert [error.message for error in schema.iter_errors(frontmatter.split(path.read_bytes()).fields)] == []
    assert [error.message for error in schema.iter_errors(yaml.load(head, Yaml12))] == []


@pytest.mark.parametrize("register", REGISTERS.values(), ids=lambda register: register.file)
def test_the_demo_s_registers_are_accepted(register: Any):
    schema = validator(register.file.replace(".yaml", ".schema.json"))
    raw = frontmatter.read_yaml((CONTENT / "referentiel" / register.file).read_bytes())

    assert [error.message for error in schema.iter_errors(raw.fields)] == []


@pytest.mark.parametrize(
    ("folder", "fields"),
    [
        ("actualites", {"titre": "Sans identifiant", "publier_le": "2026-11-02"}),
        ("actualites", {"id": "Pas Un Id", "titre": "a", "publier_le": "2026-11-02"}),
        ("actualites", {"id": "a", "titre": "a", "publier_le": "demain"}),
        ("actualites", {"id": "a", "titre": "a", "publier_le": "2026-11-02", "theme": "culture"}),
        ("actualites", {"id": "a", "titre": "a" * 151, "publier_le": "2026-11-02"}),
        ("alertes", {"id": "a", "titre": "a", "publier_le": "2026-11-02", "fin": "2026-11-03", "niveau": "rouge"}),
        ("agenda", {"id": "a", "titre": "a", "publier_le": "2026-11-02", "debut": "2026-11-03", "statut": "annulé"}),
    ],
)
def test_what_the_model_refuses_in_one_field_is_refused(folder: str, fields: dict[str, str]):
    assert not validator(f"{folder}.schema.json").is_valid(fields)


def test_what_code_is_told_of_attributes_is_no_business_of_editors():
    assert [name for name, text in files_of_schemas().items() if "Attributes:" in text] == []


def test_the_committed_schemas_are_current():
    committed = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "schema").glob("*.json")}

    assert committed == {**files_of_schemas(), NAME: receipt_schema(), announcing.NAME: announcing.list_schema()}, (
        "run: inv schema"
    )


def test_the_field_reference_is_current():
    assert (ROOT / "docs" / "champs.md").read_text("utf-8") == field_reference(), "run: inv docs"
