"""A letter selects what was already said, and each block says what it needs."""

import pytest

from tambour.model.kinds import KINDS
from tambour.model.letters.letter import CallBlock, Layout, Letter, SelectionBlock
from tambour.model.references import references
from tests.model.building import ITEM, made, refused

LETTER = ITEM | {"preheader": "Le marché de Noël, la piscine qui rouvre et vos jours de collecte"}


def block(**typed: object) -> object:
    [found] = made(Letter, LETTER | {"blocs": [typed]}).blocks
    return found


def block_refused(typed: object) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(code, place[2:]) for code, place in refused(Letter, LETTER | {"blocs": [typed]})]


def test_the_title_is_the_subject_unless_it_is_too_long():
    assert made(Letter, LETTER).subject_line == "Fête"
    assert made(Letter, LETTER | {"objet": "Novembre"}).subject_line == "Novembre"
    assert made(Letter, LETTER | {"titre": "x" * 61, "objet": "Novembre"}).subject_line == "Novembre"
    assert refused(Letter, LETTER | {"titre": "x" * 61}) == [("objet-manquant", ("subject",))]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"objet": "x" * 61}, ("too_long", ("objet",))),
        ({"preheader": "x" * 39}, ("too_short", ("preheader",))),
        ({"preheader": "x" * 91}, ("too_long", ("preheader",))),
    ],
)
def test_what_an_inbox_shows_has_its_length(typed, problem):
    assert refused(Letter, LETTER | typed) == [problem]


def test_a_letter_has_a_sending_date_and_a_preheader():
    assert refused(Letter, {"id": "lettre", "titre": "Lettre"}) == [
        ("missing", ("publier_le",)),
        ("missing", ("preheader",)),
    ]


def test_a_selection_chooses_among_the_kinds_that_letters_carry():
    for kind in KINDS.values():
        typed = {"type": "selection", "genres": kind.folder}
        if kind.in_letters:
            assert block(**typed).genres == (kind.folder,)
        else:
            assert block_refused(typed)[0][0] == "enum"


def test_a_selection_by_rules():
    found = block(
        type="selection",
        titre="À venir",
        jours="30",
        genres="agenda",
        communes="valdoux",
        au_plus="6",
        presentation="agenda",
    )

    assert isinstance(found, SelectionBlock)
    assert (found.days, found.genres, found.limit, found.layout) == (30, ("agenda",), 6, Layout.AGENDA)


def test_a_selection_by_ids_keeps_their_order():
    assert block(type="selection", ids=["b", "a"]).ids == ("b", "a")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({}, ("selection-sans-choix", ("ids",))),
        ({"au_plus": "3"}, ("selection-sans-choix", ("ids",))),
        ({"ids": ["a"], "genres": "agenda"}, ("selection-ids-et-regles", ("ids",))),
        ({"ids": ["a"], "au_plus": "3"}, ("selection-ids-et-regles", ("ids",))),
        ({"ids": ["a"], "sans": ["b"]}, ("selection-ids-et-regles", ("ids",))),
        ({"avec": ["a"]}, ("selection-sans-choix", ("ids",))),
        ({"ids": ["a", "b", "a"]}, ("selection-doublon", ("ids",))),
        ({"genres": "lettres"}, ("enum", ("genres", 0))),
        ({"jours": "0"}, ("greater_than_equal", ("jours",))),
        ({"jours": "bientôt"}, ("int_parsing", ("jours",))),
    ],
)
def test_a_selection_chooses_in_one_way(typed, problem):
    assert block_refused({"type": "selection"} | typed) == [problem]


@pytest.mark.parametrize(
    "target", ["https://exemple.fr/inscription", "id:marche-de-noel", "id:marche-de-noel#programme"]
)
def test_a_button_leads_to_an_address_or_to_an_item(target):
    found = block(type="appel", libelle="Réserver", adresse=target)

    assert isinstance(found, CallBlock)
    assert found.target == target


@pytest.mark.parametrize("target", ["marche-de-noel", "id:", "id:Marché", "javascript:alert(1)", "www.exemple.fr"])
def test_a_button_that_leads_nowhere_is_refused(target):
    assert block_refused({"type": "appel", "libelle": "Voir", "adresse": target}) == [
        ("adresse-web-illisible", ("adresse",))
    ]


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({"type": "image", "image": "marche.jpg"}, [("missing", ("alt",))]),
        ({"type": "texte", "texte": ["un", "deux"]}, [("texte-attendu", ("texte",))]),
        ({"type": "texte"}, [("missing", ("texte",))]),
        ({"type": "texte", "texte": "Bonjour", "zut": "x"}, [("extra_forbidden", ("zut",))]),
        ({"type": "video"}, [("type-inconnu", ())]),
        ({"texte": "Bonjour"}, [("type-manquant", ())]),
        ("Bonjour", [("bloc-attendu", ())]),
    ],
)
def test_a_wrong_block_is_told_by_its_own_keys(typed, problems):
    assert block_refused(typed) == problems


def test_a_letter_refers_to_what_it_shows():
    letter = made(
        Letter,
        LETTER
        | {
            "blocs": [
                {"type": "selection", "ids": ["marche"]},
                {"type": "selection", "themes": "culture", "communes": ["valdoux"]},
                {"type": "image", "image": "marche.jpg", "alt": "Le marché", "adresse": "id:marche"},
            ]
        },
    )

    assert set(references(letter)) == {
        (("blocs", 0, "ids", 0), "item", "marche"),
        (("blocs", 1, "themes", 0), "topic", "culture"),
        (("blocs", 1, "communes", 0), "commune", "valdoux"),
        (("blocs", 2, "image"), "image", "marche.jpg"),
        (("blocs", 2, "adresse"), "link", "id:marche"),
    }


def test_one_block_needs_no_list():
    assert len(made(Letter, LETTER | {"blocs": {"type": "texte", "texte": "Bonjour"}}).blocks) == 1
