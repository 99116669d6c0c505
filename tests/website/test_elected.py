"""Elected members stand in one list, by function, rank and family name; a page of one is linked if it says more."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import ValidationError

from tambour.build.schedule import is_expired
from tambour.model.elected import Elected
from tambour.model.registers import Commune
from tambour.model.slugs import id_from
from tambour.testing.building import NOW, published, site
from tambour.website.plan import plan
from tambour.words.elected import function_fr
from tambour.words.records import record_fr

COMMUNES = {"mijoux": Commune.model_validate({"id": "mijoux", "nom": "Mijoux", "insee": "39001"})}


def elected(name: str, function: str = "conseiller", **more: object):
    return published("elected", {"id": id_from(name), "titre": name, "mandat": function, **more})


def test_the_list_is_by_function_then_rank_then_family_name_in_one_piece():
    members = [
        elected("Ada Zola"),
        elected("Zoé Auger"),
        elected("Luc Le Bras", nom_de_famille="Le Bras"),
        elected("Élie Bo", "vice-president", rang=2),
        elected("Max Roy", "vice-president", rang=1),
        elected("Inès Diaz", "president"),
    ]
    views = {view.path: view for view in plan(site(members), 2, lambda name: False)}

    names = [one.item.title for one in views["elus/"].items]
    assert names == ["Inès Diaz", "Max Roy", "Élie Bo", "Zoé Auger", "Luc Le Bras", "Ada Zola"]


def test_a_page_that_says_no_more_than_the_list_is_left_out_by_robots():
    brief, full = replace(elected("Ada Zola"), html=""), elected("Zoé Auger")
    views = {view.path: view for view in plan(site([brief, full]), 20, lambda name: False)}

    assert (brief.says_more, full.says_more) == (False, True)
    assert (views["elus/ada-zola/"].noindex, views["elus/zoe-auger/"].noindex) == (True, False)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"mandat": "president", "civilite": "madame"}, "Présidente"),
        ({"mandat": "president"}, "Présidence"),
        ({"mandat": "vice-president", "rang": 1, "civilite": "monsieur"}, "1er vice-président"),
        ({"mandat": "vice-president", "rang": 1, "civilite": "madame"}, "1re vice-présidente"),
        ({"mandat": "vice-president", "rang": 3}, "3e vice-présidence"),
        ({"mandat": "bureau", "intitule": "Maire de la commune déléguée"}, "Maire de la commune déléguée"),
    ],
)
def test_the_function_is_said_as_who_holds_it_has_it(typed, said):
    item = published("elected", {"id": "a", "titre": "A B", **typed}).item
    assert isinstance(item, Elected)
    assert function_fr(item) == said


def test_a_line_says_who_it_is_and_of_what():
    item = elected("Ada Zola", commune="mijoux", delegations=["Eau", "Rivières"], civilite="madame").item
    assert record_fr(site([], communes=COMMUNES), item) == "Conseillère communautaire, Mijoux. Eau, Rivières"


def test_a_vice_presidency_has_a_rank_and_a_mandate_an_order():
    with pytest.raises(ValidationError, match="rang-manquant"):
        elected("Ada Zola", "vice-president")
    with pytest.raises(ValidationError, match="fin-avant-debut"):
        elected("Ada Zola", debut_de_mandat="2026-04-16", fin_de_mandat="2026-04-01")


def test_the_end_of_a_mandate_takes_it_out_of_the_list():
    item = elected("Ada Zola", fin_de_mandat=NOW.date().isoformat()).item
    assert not is_expired(item, NOW)
    assert is_expired(item, item.leaves_at + timedelta(seconds=1))
