"""A file is read and written back: only the lines of what changed are others, and they say just that."""

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tambour.model.kinds import FOLDERS
from tambour.pupitre.files.source_file import ABSENT, SourceFile
from tambour.pupitre.files.values import read_value, same
from tambour.source.frontmatter import split

CONTENT = Path(__file__).parents[3] / "content"
REAL = sorted(path for folder in FOLDERS for path in (CONTENT / folder).rglob("*.md"))
ODD = """---
id: bizarre
# À propos du titre.
titre : "Le titre"   # dit tout
resume: >-
  Plié sur
  deux lignes.
# Un vieux champ : il reste là.
communes:
- rouvrelle
-   corbeval  # la seconde

# note :
themes: [ culture , "sport: loisirs",
  dechets ]
prix:

  - libelle: 'L''entrée'
    montant: 5
    # la suite
  -
    libelle: Réduit
    montant: 3
lieu: {nom: Halle, rue: "1, place", coordonnees: "46.4, 4.6"}
canaux:
  api: {exclure: oui}
  posts:
    texte: |+
      Gardé

      tel quel

exceptions: [{date: 2026-12-05, note: "🎄 d'abord"}, {date: 2026-12-12}]
vide:
credit: Une phrase qui
  continue
contacts: [a]  # b
---

Bonjour.

Au revoir."""
FORMS = {
    "as typed": ODD.encode(),
    "CRLF": ODD.replace("\n", "\r\n").encode(),
    "CR": ODD.replace("\n", "\r").encode(),
    "BOM": b"\xef\xbb\xbf" + ODD.encode() + b"\n",
    "shifted": b"\n\n" + ODD.replace("\nresume: ", "\n\nresume\u00a0: ").encode() + b"\n\n\n",
}
FILES = {path.name: (path, path.read_bytes()) for path in REAL} | {
    form: (CONTENT / "agenda" / "bizarre.md", data) for form, data in FORMS.items()
}
DANGEROUS = [
    "- liste", "a: b", "a :", "# dièse", "fin # 12", "yes", "oui", "no", "null", "~", "true", "2027-01-01", "1_000",
    "01000", "0x1F", "18:30", "1e3", ".5", "=", "<<", "---", "...", "!important", "&ancre", "*alias", "@truc",
    "`code`", "%TAG", "| barre", "> pli", "? question", "[crochets]", "{accolades}", "« Le Mag »", 'Le "Mag" d\'ici',
    "l'été", '"tout"', "'tout'", "\\n", "C:\\temp\\", " devant", "derrière ", "\ttabulation", "deux\nlignes",
    "deux\n\nparagraphes\n", "- a\n- b", "  retrait\nla suite", "fin d'espace \nx", "👩\u200d👩\u200d👧 🇫🇷 1️⃣",
    "\xa0insécable", "a\xa0: b", "a\x00b", "a\ud800b", "x" * 20_000, "é" * 300, "a,b", "a, b: c]", "\u2028", "\x85",
    "é", "---\nid: autre\n---", "a\r\nb", "\ufeffbom", "\u2066isolé", "#", ":", "-", "?", "'", '"', "a #b", "a:b",
    "https://exemple.fr/?a=1#b",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(DANGEROUS), st.text(max_size=40), st.text(alphabet="ab :#-\n'\"[]{},|>&*!\\é\u00a0", max_size=12)
)
VALUES = st.one_of(
    TEXTS,
    st.lists(TEXTS, min_size=1, max_size=4),
    st.lists(st.dictionaries(st.sampled_from(["date", "note", "libelle"]), TEXTS, min_size=1), min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(["nom", "rue", "ville"]), TEXTS, min_size=1),
)


@cache  # it is not to be written to
def place(name: str) -> SourceFile:
    return SourceFile.of(*FILES[name])


def lines(data: bytes) -> list[bytes]:
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def spans(file: SourceFile) -> dict[str, range]:
    """Lines of each field of a head, 0-based, up to the next one."""
    starts = sorted((line - 1, key) for key, line in file.raw.lines.items() if "." not in key)
    ends = [line for line, _ in starts[1:]] + [file.raw.body_line - 2]
    return {key: range(line, end) for (line, key), end in zip(starts, ends, strict=True)}


@pytest.mark.parametrize("name", FILES)
def test_a_file_told_what_it_says_keeps_its_bytes(name: str):
    file = place(name)

    assert file.change(dict(file.fields), file.body) == file.data
    assert file.change({"inconnu": ABSENT, "vide": "", "nouveau": [""]}) == file.data
    assert file.change(copy.deepcopy(dict(file.fields)), file.body.strip("\n").replace("\n", "\r\n")) == file.data


@settings(max_examples=150)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_one_field_changed_changes_only_its_lines(name: str, data: st.DataObject):
    file = place(name)
    key = data.draw(st.sampled_from([key for key in file.fields if key != "id"]))
    value = data.draw(VALUES)
    made = file.change({key: value})
    read, wanted = split(made), read_value(value, key)

    assert same(read.fields.get(key, ""), wanted or "")
    assert {k: v for k, v in read.fields.items() if k != key} == {k: v for k, v in file.fields.items() if k != key}
    assert read.body == file.body
    before, after, span = lines(file.data), lines(made), spans(file)[key]
    above = span.start if wanted not in ("", [], {}) else min(span.start, first_difference(before, after))
    assert before[:above] == after[:above]
    assert before[span.stop :] == after[len(after) - (len(before) - span.stop) :]
    assert made.count(b"\r\n") == made.count(b"\n") or b"\r\n" not in file.data
    assert made.endswith(b"\n") == file.data.endswith(b"\n")


def first_difference(before: list[bytes], after: list[bytes]) -> int:
    return next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(after))


@settings(max_examples=100)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_changes_and_their_inverses_come_back_to_the_same(name: str, data: st.DataObject):
    first = file = place(name)
    keys = [*[key for key in file.fields if key != "id"], *[key for key in file.shape.order if key != "id"]]
    touched = set()
    for _ in range(data.draw(st.integers(1, 4))):
        changes = data.draw(st.dictionaries(st.sampled_from(keys), st.one_of(VALUES, st.just(ABSENT)), max_size=3))
        touched |= changes.keys()
        file = SourceFile.of(file.path, file.change(changes, data.draw(st.one_of(st.none(), TEXTS))))
    back = SourceFile.of(file.path, file.change({k: first.fields.get(k, ABSENT) for k in touched}, first.body))

    assert same(dict(back.fields), dict(first.fields))
    assert back.body.strip("\n") == first.body.strip("\n")
    for key, span in spans(first).items():
        if key not in touched:
            for line in lines(first.data)[span.start : first.raw.lines[key]]:
                assert line in lines(back.data)


@pytest.mark.parametrize("text", DANGEROUS, ids=range(len(DANGEROUS)))
@pytest.mark.parametrize("key", ["titre", "note", "montant"])
def test_a_dangerous_text_is_read_back_as_it_is(text: str, key: str):
    file = place("as typed")
    given_value = {
        "titre": {"titre": text},
        "note": {
            "exceptions": [{"date": "2026-12-05", "note": text}, {"date": "2026-12-12"}],
            "communes": ["a", text, "b"],
        },
        "montant": {
            "prix": [{"libelle": "L'entrée", "montant": text}, {"libelle": "Réduit", "montant": "3"}],
            "lieu": {"nom": text},
        },
    }[key]
    read = split(file.change(given_value))

    for name, value in given_value.items():
        assert same(read.fields.get(name, ""), read_value(value, name) or "")
    assert {flaw.code for flaw in read.flaws} <= {flaw.code for flaw in file.raw.flaws}


@pytest.mark.parametrize("text", DANGEROUS, ids=range(len(DANGEROUS)))
def test_other_readers_of_yaml_take_it_for_the_same_text(text: str):
    wanted = read_value(text)
    made = SourceFile.of(CONTENT / "actualites" / "x.md", b"---\nid: x\n---\n").change({"titre": text, "credit": text})
    head = made.decode().removeprefix("---\n").rpartition("---\n")[0]
    read = yaml.safe_load(head)

    assert {key: str(value).rstrip("\n") for key, value in read.items()} == (
        {"id": "x", "titre": str(wanted).rstrip("\n"), "credit": str(wanted).rstrip("\n")} if wanted else {"id": "x"}
    )
    assert all(isinstance(value, str) for value in read.values())


def leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield from leaves(part, (*path, key))
    if not isinstance(value, dict | list):
        yield path


@settings(max_examples=120)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_inside_a_list_or_a_block_only_what_changed_is_touched(name: str, data: st.DataObject):
    file = place(name)
    fields = copy.deepcopy(dict(file.fields))
    found = [leaf for leaf in leaves(fields) if len(leaf) > 1]
    if not found:
        return
    *above, last = data.draw(st.sampled_from(found))
    inside = fields
    for key in above:
        inside = inside[key]
    inside[last] = data.draw(st.sampled_from(["autre", "2031-05-06", "Une phrase : la voici", "12"]))
    made = file.change({above[0]: fields[above[0]]})
    before, after = lines(file.data), lines(made)
    line = file.raw.lines[".".join(map(str, [*above, last]))] - 1

    assert same(split(made).fields, fields)
    assert before[:line] == after[:line]
    fewer = len(before) - len(after)
    assert 0 <= fewer <= 4  # a text on several lines
    assert before[line + 1 + fewer + (fewer > 0) :] == after[line + 1 + (fewer > 0) :]
