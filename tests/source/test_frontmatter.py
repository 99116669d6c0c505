"""A head is read as text, with the line of everything, and its mistakes are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.model.conversions import clean_text, is_visible
from tambour.source.frontmatter import read_yaml, split

HEAD = b"---\nid: fete\ntitre: F\xc3\xaate du lac\n---\nBonjour.\n"


def codes(data: bytes) -> list[tuple[int, str]]:
    return [(flaw.line, flaw.code) for flaw in split(data).flaws]


def test_scalars_stay_as_typed():
    raw = split(b"---\nheure: 18:30\ninsee: 01000\ntel: 0450123456\nouvert: non\nan: 2026\nvide:\nrien: ~\n---\n")

    assert raw.fields == {"heure": "18:30", "insee": "01000", "tel": "0450123456", "ouvert": "non", "an": "2026"}
    assert raw.lines["rien"] == 8


def test_lines_are_those_of_the_file():
    raw = split(b"---\nid: x\ncreneaux:\n  - debut: 2026-12-05\n    note: a\n  - debut: 2026-12-06\n---\n\nTexte\n")

    assert raw.lines == {
        "id": 2,
        "creneaux": 3,
        "creneaux.0": 4,
        "creneaux.0.debut": 4,
        "creneaux.0.note": 5,
        "creneaux.1": 6,
        "creneaux.1.debut": 6,
    }
    assert (raw.body, raw.body_line) == ("\nTexte\n", 8)


@pytest.mark.parametrize(
    "data",
    [
        HEAD.replace(b"\n", b"\r\n"),
        HEAD.replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + HEAD,
        HEAD.replace(b"\xc3\xaa", "e\u0302".encode()),
        HEAD.replace(b"---\n", b"---  \n"),
        b"\n" + HEAD,
    ],
    ids=["CRLF", "CR", "BOM", "NFD", "spaces after the fence", "blank line before"],
)
def test_what_a_machine_adds_changes_nothing(data: bytes):
    raw = split(data)

    assert (raw.fields, raw.body, raw.flaws) == (split(HEAD).fields, "Bonjour.\n", ())


def test_every_mistake_of_one_head_is_found_at_once():
    data = b'---\ntitre: Sortie : le lac\nresume: Vu : ici\nnote: "Le Mag" est paru\nlieu: a\nlieu: b\n---\n'

    assert codes(data) == [(2, "yaml-guillemets"), (3, "yaml-guillemets"), (4, "yaml-guillemets"), (6, "cle-double")]


def test_the_way_out_is_the_line_to_type():
    head = 'titre: Le « Mag » : l\'été\nresume: "Le Mag" : l\'été\nnote: "Le Mag" est paru\n'
    flaws = split(f"---\n{head}---\n".encode()).flaws

    assert [flaw.context["quoted"] for flaw in flaws] == [
        'titre: "Le « Mag » : l\'été"',
        'resume: "\\"Le Mag\\" : l\'été"',
        "note: '\"Le Mag\" est paru'",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [(1, "fichier-vide")]),
        (b"\n \n", [(1, "fichier-vide")]),
        (b"Bonjour", [(1, "entete-absent")]),
        (b"+++\ntitle = 1\n+++\n", [(1, "entete-toml")]),
        (b"---\nid: x\n", [(1, "entete-non-ferme")]),
        (b"---\n- a\n---\n", [(2, "entete-pas-un-bloc")]),
        (b"---\na: 1\n? [b]\n: c\n---\n", [(3, "cle-illisible")]),
        ("---\nid: é\n".encode("latin-1"), [(2, "pas-utf-8")]),
        ("---\nid: é\n".encode("utf-16"), [(1, "pas-utf-8")]),
        (b"---\na: &x b\nc: *x\n---\n", [(3, "yaml-ancre")]),
        (b"---\ntitre: Jeux #culture\n---\n", [(2, "yaml-diese")]),
        (b"---\ntitre: Jeux # pour les grands\n---\n", []),
        (b"---\nprix: [{libelle: Plein, montant: 12,50}]\n---\n", [(2, "yaml-virgule")]),
        (b"---\na: {note: Il pleut, dommage}\nb: [c, d]\n---\n", [(2, "yaml-virgule")]),
        (b'---\na: {note: "Il pleut, dommage", b: , c: ""}\n---\n', []),
        (b"---\na: " + b"[" * 40 + b"]" * 40 + b"\n---\n", [(2, "yaml-trop-profond")]),
    ],
)
def test_mistakes_have_a_code_and_a_line(data: bytes, expected: list[tuple[int, str]]):
    assert codes(data) == expected


def test_aliases_cannot_blow_up():
    bomb = b"a0: &a0 [x, x]\n" + b"".join(b"a%d: &a%d [*a%d, *a%d]\n" % (i, i, i - 1, i - 1) for i in range(1, 60))

    assert {flaw.code for flaw in read_yaml(bomb).flaws} == {"yaml-ancre"}


HEADS = st.text(max_size=400).map(lambda text: f"---\n{text}\n---\n".encode("utf-8", "ignore"))
PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Zl", "Zp"]), min_size=1)


@given(st.binary(max_size=400) | HEADS)
def test_no_bytes_make_it_raise(data: bytes):
    raw = split(data)

    assert all(flaw.line >= 1 for flaw in raw.flaws)
    assert raw.flaws or isinstance(raw.fields, dict)


@given(PRINTABLE.map(clean_text).map(str).map(str.strip).filter(is_visible))
def test_a_quoted_title_comes_out_as_it_went_in(title: str):
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')

    assert split(f'---\ntitre: "{quoted}"\n---\n'.encode()).fields == {"titre": title}
