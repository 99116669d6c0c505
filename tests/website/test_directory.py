"""A list of records can be narrowed by links; what closes leaves it, and its page says what the model declares."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import ValidationError

from tambour.build.schedule import is_expired
from tambour.model.registers import Commune, Topic
from tambour.testing.building import NOW, URL, published, site
from tambour.website.plan import plan
from tambour.words.own_facts import own_facts

HERE = "offres-d-emploi/"
COMMUNES = {"mijoux": Commune.model_validate({"id": "mijoux", "nom": "Mijoux", "insee": "39001"})}
TOPICS = {"eau": Topic.model_validate({"id": "eau", "nom": "Eau"})}


def job(name: str, contract: str = "cdd", **more: object):
    typed = {"id": name, "titre": name.title(), "publier_le": "2026-11-16", "fin": "2026-12-18", "contrat": contract}
    return published("job", {**typed, **more})


def pages(*items, size: int = 20):
    given = site(items, communes=COMMUNES, topics=TOPICS)
    return {view.path: view for view in plan(given, size, lambda name: False)}


def test_each_value_that_the_listed_records_have_is_a_page_and_a_link():
    views = pages(job("a"), job("b", "cdi"), job("c", "cdi", communes=["mijoux"]))
    [facet] = views[HERE].facets

    assert (facet.title, facet.chosen) == ("Contrat", "")
    assert [(one.title, one.count, one.url) for one in facet.choices] == [
        ("CDD", 1, f"{URL}/{HERE}contrat/cdd/"),
        ("CDI", 2, f"{URL}/{HERE}contrat/cdi/"),
    ]
    narrow = views[f"{HERE}contrat/cdi/"]
    assert [one.id for one in narrow.items] == ["b", "c"]
    assert narrow.title == "Offres d’emploi\u00a0: CDI"
    assert [one.chosen_title for one in narrow.facets] == ["CDI"]


def test_there_is_nothing_to_choose_where_all_have_the_same():
    assert pages(job("a"), job("b"))[HERE].facets == ()


def test_a_narrow_list_is_cut_in_parts_too():
    views = pages(job("a"), job("b"), job("c"), job("d", "cdi"), size=2)

    assert views[f"{HERE}contrat/cdd/"].pagination.count == 2
    assert [one.id for one in views[f"{HERE}contrat/cdd/page/2/"].items] == ["c"]


def test_a_list_that_was_never_used_is_left_out_by_robots():
    assert pages()[HERE].noindex
    assert not pages(job("a"))[HERE].noindex


def test_what_closes_leaves_the_listings_by_itself_and_keeps_its_page():
    item = job("a").item

    assert not is_expired(item, item.end - timedelta(seconds=1))
    assert is_expired(item, item.end)
    views = pages(replace(job("a"), expired=True), job("b"))
    assert [one.id for one in views[HERE].items] == ["b"]
    assert views[f"{HERE}a/"].noindex


def test_a_writer_may_withdraw_it_before_its_deadline():
    assert job("a", retirer_le="2026-12-02").item.leaves_at == job("a", fin="2026-12-01").item.end
    assert job("a", retirer_le="2027-01-02").item.leaves_at == job("a").item.end


def test_its_page_says_what_its_model_declares_and_nothing_that_was_not_typed():
    hall = published("place", {"id": "mairie", "titre": "Mairie"})
    offer = job("a", lieu="mairie", remuneration="1 850 €", prise_de_poste="2027-01-04", courriel="rh@exemple.fr")
    facts = own_facts(site([hall, offer]), offer.item)

    assert [(one.label, one.text, one.url) for one in facts] == [
        ("Date limite", "Jusqu’au vendredi 18\u00a0décembre\u00a02026", ""),
        ("Contrat", "CDD", ""),
        ("Temps de travail", "Temps complet", ""),
        ("Lieu", "Mairie", hall.url),
        ("Rémunération", "1 850 €", ""),
        ("Prise de poste", "4\u00a0janvier\u00a02027", ""),
        ("Postuler par courriel", "rh@exemple.fr", "mailto:rh@exemple.fr"),
    ]


def test_an_offer_that_closes_before_it_comes_out_is_refused():
    with pytest.raises(ValidationError, match="fin-avant-parution"):
        job("a", fin="2026-11-01")
    assert job("a", fin=NOW.date().isoformat()).item.end > NOW
