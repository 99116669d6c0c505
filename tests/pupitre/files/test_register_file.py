"""One entry of a register is added, changed or taken out: only its lines."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tambour.pupitre.files.register_file import RegisterFile
from tambour.pupitre.files.source_file import ABSENT
from tambour.pupitre.files.unwritable import ChangedMeanwhile, FileUnwritable
from tambour.pupitre.files.values import same
from tambour.source.frontmatter import read_yaml
from tests.pupitre.files.test_round_trip import CONTENT, DANGEROUS

REGISTERS = {path.name: path for path in sorted((CONTENT / "referentiel").glob("*.yaml"))}
THEMES = "# Nos thèmes.\nculture:\n  nom: Culture\n# Depuis 2024.\nsport:\n  nom: 'Sport'  # et jeux\n".encode()


def themes(data: bytes = THEMES) -> RegisterFile:
    return RegisterFile.of(Path("referentiel/themes.yaml"), data)


def test_a_new_entry_comes_last():
    made = themes().change("dechets", {"nom": "Déchets", "pictogramme": "recycle", "resume": "Le tri : comment ?"})

    assert (
        made == THEMES + 'dechets:\n  nom: Déchets\n  resume: "Le tri : comment ?"\n  pictogramme: recycle\n'.encode()
    )


@pytest.mark.parametrize("data", [b"", b"# Rien encore.\n", b"\r\n", THEMES.removesuffix(b"\n")])
def test_a_new_entry_of_a_register_of_any_form(data: bytes):
    made = themes(data).change("eau", {"nom": "Eau"})

    assert made.startswith(data)
    assert read_yaml(made).fields["eau"] == {"nom": "Eau"}
    assert made.endswith(b"\n") == (data.endswith(b"\n") or not data)


def test_one_field_of_one_entry():
    assert themes().change("sport", {"nom": "Sports"}) == THEMES.replace(b"'Sport'", b"'Sports'")
    assert themes().change("sport", {"nom": "Sport"}) == THEMES
    assert themes().change("culture", {"resume": "Tout."}) == THEMES.replace(
        b"Culture\n", b"Culture\n  resume: Tout.\n"
    )


def test_an_entry_is_taken_out_with_the_comment_above_it():
    assert themes().change("sport", ABSENT) == THEMES.partition(b"# Depuis")[0]
    assert themes().change("culture", ABSENT) == THEMES.replace(b"culture:\n  nom: Culture\n", b"")
    assert themes().change("inconnu", ABSENT) == THEMES


def test_what_cannot_be_read_is_not_written():
    with pytest.raises(FileUnwritable):
        themes(b"- a\n- b\n").change("eau", {"nom": "Eau"})


def test_a_register_that_is_not_there_yet_is_made(tmp_path: Path):
    path = tmp_path / "referentiel" / "themes.yaml"
    register = RegisterFile.read(path)
    register.write(path, register.change("eau", {"nom": "Eau"}))

    assert path.read_bytes() == b"eau:\n  nom: Eau\n"
    with pytest.raises((FileExistsError, ChangedMeanwhile)):
        register.write(path, b"sport:\n  nom: Sport\n")


@settings(max_examples=60)
@given(st.sampled_from(sorted(REGISTERS)), st.data())
def test_real_registers_change_in_one_place(name: str, data: st.DataObject):
    register = RegisterFile.read(REGISTERS[name])
    entry = data.draw(st.sampled_from([*register.entries, "tout-nouveau"]))
    key = data.draw(st.sampled_from(["nom", "resume", "fonction"]))
    made = register.change(entry, {key: data.draw(st.sampled_from(DANGEROUS)), "telephone": "02 61 91 00 00"})
    read = RegisterFile.of(register.path, made)
    before, after = register.data.split(b"\n"), made.split(b"\n")
    first = register.raw.lines.get(entry, len(before)) - 1
    last = min(
        [line - 1 for place, line in register.raw.lines.items() if "." not in place and line - 1 > first]
        or [len(before) - 1]
    )

    assert {k: v for k, v in read.entries.items() if k != entry} == {
        k: v for k, v in register.entries.items() if k != entry
    }
    assert before[:first] == after[:first]
    assert entry not in register.entries or before[last:] == after[len(after) - len(before) + last :]
    back = read.change(
        entry,
        ABSENT
        if entry not in register.entries
        else {**dict.fromkeys(read.entries[entry], ABSENT), **register.entries[entry]},
    )
    assert same(dict(read_yaml(back).fields), dict(register.raw.fields))
