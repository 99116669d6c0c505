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


def entry(name: str, category: str, commune: str):
    return published("entry", {"id": name, "titre": name.title(), "rubrique": category, "commune": commune})


def test_a_list_may_be_narrowed_by_two_facets_at_once():
    communes = {**COMMUNES, "lamoura": Commune.model_validate({"id": "lamoura", "nom": "Lamoura", "insee": "39002"})}
    entries = [
        replace(one, communes=(one.item.commune,))
        for one in (
            entry("a", "association", "mijoux"),
            entry("b", "association", "lamoura"),
            entry("c", "commerce", "mijoux"),
        )
    ]
    views = {view.path: view for view in plan(site(entries, communes=communes), 20, lambda name: False)}
    clubs, mijoux = views["annuaire/rubrique/association/"], views["annuaire/communes/mijoux/"]
    both = views["annuaire/rubrique/association/communes/mijoux/"]

    assert [one.id for one in both.items] == ["a"]
    assert both.noindex
    assert both.title == "Annuaire\u00a0: Association, Mijoux"
    assert [facet.chosen_title for facet in both.facets] == ["Association", "Mijoux"]
    assert {choice.url for choice in clubs.facets[1].choices} == {
        f"{URL}/annuaire/rubrique/association/communes/{name}/" for name in ("mijoux", "lamoura")
    }
    assert {choice.url for choice in mijoux.facets[1].choices} == {
        f"{URL}/annuaire/rubrique/{name}/communes/mijoux/" for name in ("association", "commerce")
    }
    assert "annuaire/rubrique/commerce/communes/lamoura/" not in views


def test_a_list_may_be_narrowed_by_what_a_model_works_out_and_by_a_place():
    works = [
        published("project", {"id": name, "titre": name, "phases": [{"titre": "Phase", "etat": state}]})
        for name, state in (("a", "en-cours"), ("b", "termine"))
    ]
    assert [one.id for one in pages(*works)["projets/avancement/en-cours/"].items] == ["a"]

    canteens = [published("place", {"id": name, "titre": name.title()}) for name in ("nord", "sud")]
    day = {"jour": "lundi", "plat": "Riz"}
    menus = [
        published("menu", {"id": f"m-{name}", "titre": name, "semaine": "2026-11-30", "cantines": name, "jours": day})
        for name in ("nord", "sud")
    ]
    [facet] = pages(*canteens, *menus)["menus/"].facets
    assert [choice.title for choice in facet.choices] == ["Nord", "Sud"]


def test_what_has_closed_is_remembered_below_the_list_of_a_kind_that_remembers():
    typed = {"titre": "Toit", "publier_le": "2026-09-01", "fin": "2026-10-01", "achat": "travaux"}
    closed = published("tender", {"id": "toit", **typed}, expired=True)
    withdrawn = published("tender", {"id": "rue", "retirer_le": "2026-09-20", **typed}, expired=True)

    view = pages(closed, withdrawn)["marches/"]
    assert (view.items, [one.id for one in view.closed]) == ((), ["toit"])
    assert pages(replace(job("a"), expired=True))[HERE].closed == ()


def test_publications_stand_in_the_order_of_the_day_that_is_shown_and_can_be_narrowed():
    def document(name: str, category: str, out: str, dated: str = ""):
        typed = {"id": name, "titre": name, "publier_le": out, "fichier": "a.pdf", "categorie": category}
        return published("document", typed | ({"date_du_document": dated} if dated else {}))

    found = pages(
        document("late", "Édito", "2026-11-12", "2026-04-16"),
        document("fresh", "Budget", "2026-11-01"),
        document("old", "Zones", "2026-10-01", "2025-12-01"),
    )
    whole = found["publications/"]

    assert [one.id for one in whole.items] == ["fresh", "late", "old"]
    assert [(facet.key, [choice.title for choice in facet.choices]) for facet in whole.facets] == [
        ("categorie", ["Budget", "Édito", "Zones"]),
        ("annee", ["2025", "2026"]),
    ]
    assert [one.id for one in found["publications/annee/2026/"].items] == ["fresh", "late"]
