"""A head says what its writer typed, whatever YAML makes of her signs and of the spaces that she cannot see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tambour.source.frontmatter import Raw, read_yaml, split


def head(text: str) -> Raw:
    return split(f"---\n{text}\n---\n".encode())


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ("titre: !COUPURE d'eau rue Haute", {"titre": "!COUPURE d'eau rue Haute"}),
        ("titre: !!! Dernière minute", {"titre": "!!! Dernière minute"}),
        ("titre: !Annulé le loto", {"titre": "!Annulé le loto"}),
        ("resume: &Rappel & suite", {"resume": "&Rappel & suite"}),
        ("resume: *Nouveau* au lavoir", {"resume": "*Nouveau* au lavoir"}),
        ("titre: @mairie répond", {"titre": "@mairie répond"}),
        ("titre: %dons et `code`", {"titre": "%dons et `code`"}),
        ("titre: > tout droit", {"titre": "> tout droit"}),
        ("titre: - tiret devant", {"titre": "- tiret devant"}),
        ("debut: ?", {"debut": "?"}),
        ("titre: ![Reporté] Bal", {"titre": "![Reporté] Bal"}),
        ("lieu: {nom: !Nouvelle halle, ville: @home}", {"lieu": {"nom": "!Nouvelle halle", "ville": "@home"}}),
        ("themes: [!a, *b]", {"themes": ["!a", "*b"]}),
        ("themes:\n  - !a b\n  - &c d", {"themes": ["!a b", "&c d"]}),
        (
            'resume: !Prudence, on dit\n  "verglas" ce soir\nid: x',
            {"resume": '!Prudence, on dit "verglas" ce soir', "id": "x"},
        ),
        ("texte: |\n  !garde\n  &tel : #quel\nid: x", {"texte": "!garde\n&tel : #quel\n", "id": "x"}),
        ("prix: [{libelle: Menu #2, montant: 9}]", {"prix": [{"libelle": "Menu #2", "montant": "9"}]}),
        ('prix: [{libelle: "Menu #2", montant: 9}]', {"prix": [{"libelle": "Menu #2", "montant": "9"}]}),
        ("l: [\n  a, # premier\n  !b\n  ]\nid: x", {"l": ["a", "!b"], "id": "x"}),
    ],
)
def test_signs_of_yaml_are_the_writers_words(typed: str, fields: dict[str, object]):
    raw = head(typed)

    assert (raw.fields, raw.flaws) == (fields, ())


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\u3000"])
def test_spaces_that_cannot_be_seen_are_spaces(space: str):
    typed = "id : a\ntitre: b\nlieu:\n  nom: c\nthemes:\n  - d\nl: [e, f]".replace(" ", space)

    assert head(typed).fields == {"id": "a", "titre": "b", "lieu": {"nom": "c"}, "themes": ["d"], "l": ["e", "f"]}


def test_what_has_no_width_is_not_there():
    assert head("\u200btitre\ufeff: a\u200bb\u202ec\u2060").fields == {"titre": "abc"}


def test_a_dash_without_its_space_is_one_more_of_a_list():
    assert head("themes:\n  -culture\n  - sport").fields == {"themes": ["culture", "sport"]}


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("a: &x [1, 2]\nb: 3", 2),
        ("a: &x b\nc: *x", 3),
        ("a: &x\n  b: c", 2),
        ("a:\n  <<: *x\nb: &x c", 3),
        ("a: !!int 5", 2),
        ("a: !liste [b]", 2),
        ("a: [&x b, *x]", 2),
    ],
)
def test_what_only_yaml_says_is_told(typed: str, line: int):
    assert [(flaw.line, flaw.code) for flaw in head(typed).flaws] == [(line, "yaml-ancre")]


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("titre: 'L'abri d'en haut'", "titre: \"L'abri d'en haut\""),
        ('titre: "La "petite" foire"', "titre: 'La \"petite\" foire'"),
        ("titre: “Chantier : le pont”", 'titre: "Chantier : le pont"'),
        ('titre: "Le Lien" et "Le Mag"', 'titre: \'"Le Lien" et "Le Mag"\''),
        ('titre: "Une foire', 'titre: "Une foire"'),
        ("titre: Foire : jour 1", 'titre: "Foire : jour 1"'),
        ("titre: Loto #3", 'titre: "Loto #3"'),
        ("titre: #loto", 'titre: "#loto"'),
        ("titre: “a” et “b : c”", 'titre: "“a” et “b : c”"'),
    ],
)
def test_the_line_proposed_is_accepted_and_says_what_was_meant(typed: str, quoted: str):
    [flaw] = head(typed).flaws

    assert flaw.context["quoted"] == quoted
    assert head(quoted).flaws == ()


@pytest.mark.parametrize(
    "typed",
    [
        "lieu: {}",
        "lieu: {nom: '', rue: ''}",
        "r: {frequence: '', jours: []}",
        "d: [{fichier: '', titre: ''}]",
        'x: "\u00a0 "',
    ],
)
def test_what_was_left_empty_is_absent(typed: str):
    assert head(f"id: a\n{typed}").fields == {"id": "a"}


def test_a_week_without_a_day_says_that_it_is_closed():
    assert head("s: [{du: 01/08, au: 15/08, semaine: {}}]").fields["s"] == [
        {"du": "01/08", "au": "15/08", "semaine": {}}
    ]


@pytest.mark.parametrize(
    "deep", ["[" * 30_000, "[" * 30_000 + "]" * 30_000, "{a: " * 30_000, "\n  " + "- " * 30_000 + "x"]
)
def test_brackets_beyond_all_reason_are_told(deep: str):
    assert [flaw.code for flaw in head(f"id: x\ntitre: {deep}").flaws] == ["yaml-trop-profond"]


def test_registers_are_read_the_same_way():
    raw = read_yaml(b"sport :\n  nom: !Sport & loisirs\n")

    assert (raw.fields, raw.flaws) == ({"sport": {"nom": "!Sport & loisirs"}}, ())


WORDS = st.text(
    st.characters(categories=["Lu", "Ll", "Nd", "Po", "Ps", "Pe", "Sm", "Zs"], max_codepoint=0x2FF), max_size=30
)


@given(st.sampled_from(["!", "&", "*", "@", "%", "`", "? ", "- "]), WORDS)
def test_no_word_after_a_sign_is_lost_in_silence(sign: str, words: str):
    typed = f"{sign}{words}".strip()
    raw = head(f"id: x\ntitre: {typed}\nresume: y")
    said = str(raw.fields.get("titre", "")).split()

    assert raw.flaws or raw.comments or said == typed.split()
    assert raw.flaws or (raw.fields.get("id"), raw.fields.get("resume")) == ("x", "y")
