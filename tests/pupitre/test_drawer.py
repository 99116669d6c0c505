"""What is kept of a form that was left: never what was saved, never what holds nothing."""

from tambour.model.kinds import KINDS
from tests.pupitre.conftest import HOST, Visitor, words

TYPED = {"titre": "Marché de Noël", "publier_le.jour": "2026-12-01", "_texte": "Sous la halle."}


def post(visitor: Visitor, path: str, values: dict[str, object]):
    return visitor.client.post(f"/pupitre/{path}", data=values, headers={"Origin": HOST})


def being_written(visitor: Visitor) -> list[str]:
    return [words(line) for line in visitor.page("").xpath("//section[@aria-labelledby='en-cours']//a")]


def test_what_a_page_sends_after_it_was_saved_is_not_offered_again(visitor: Visitor):
    form = {**visitor.fields(visitor.page("ecrire/actualites/")), **TYPED}
    post(visitor, "verifier/actualites/-", form)
    assert being_written(visitor) == ["Marché de Noël"]

    saved = post(visitor, "ecrire/actualites/", {**form, "_faire": "publier"})
    assert "fait=publie" in str(saved.url)
    post(visitor, "verifier/actualites/-", form)  # the key before the button, which took its time

    assert being_written(visitor) == []
    assert visitor.page("ecrire/actualites/").xpath("//div[@class='left']") == []
    post(visitor, "ecrire/actualites/", {**form, "_faire": "publier"})
    assert sorted(file.name for file in (visitor.project.root / "content/actualites").glob("marche*")) == [
        "marche-de-noel-2026.md"
    ]


def test_an_alert_that_is_sent_twice_is_one(visitor: Visitor):
    typed = {"titre": "Eau coupée", "niveau": "urgence", "fin.jour": "2026-12-02", "_faire": "publier"}
    form = {**visitor.fields(visitor.page("alerte")), **typed}
    for _ in range(2):
        assert post(visitor, "alerte", form).status_code == 200
    post(visitor, "verifier/alertes/-", form)

    assert len([*(visitor.project.root / "content/alertes").glob("*.md")]) == 1
    assert visitor.page("alerte").xpath("//div[@class='left']") == []


def test_a_form_that_one_comes_back_to_and_changes_is_another_one(visitor: Visitor):
    form = {**visitor.fields(visitor.page("ecrire/actualites/")), **TYPED, "_faire": "publier"}
    post(visitor, "ecrire/actualites/", form)
    post(visitor, "ecrire/actualites/", {**form, "titre": "Marché de Pâques"})

    assert "Marché de Pâques" in visitor.text("actualites/marche-de-paques-2026.md")
    assert "Marché de Noël" in visitor.text("actualites/marche-de-noel-2026.md")


def test_a_form_in_which_nothing_is_typed_is_not_offered(visitor: Visitor):
    for kind in KINDS.values():
        form = visitor.fields(visitor.page(f"ecrire/{kind.folder}/"))
        post(visitor, f"verifier/{kind.folder}/-", form)
        assert visitor.page(f"ecrire/{kind.folder}/").xpath("//div[@class='left']") == [], kind.folder
    post(visitor, "verifier/agenda/fete.md", visitor.fields(visitor.page("ecrire/agenda/fete.md")))
    post(visitor, "repertoire/themes/-/verifier", visitor.fields(visitor.page("repertoire/themes/-")))

    assert being_written(visitor) == []
    assert visitor.page("repertoire/themes/-").xpath("//div[@class='left']") == []


def test_what_is_typed_and_then_taken_away_is_not_offered(visitor: Visitor):
    form = visitor.fields(visitor.page("ecrire/agenda/"))
    post(visitor, "verifier/agenda/-", {**form, "titre": "Fête"})
    assert being_written(visitor) == ["Fête"]
    post(visitor, "verifier/agenda/-", form)
    assert being_written(visitor) == []


def test_a_copy_is_not_mixed_with_a_new_one(visitor: Visitor):
    copy = "ecrire/agenda/?modele=agenda%2Ffete.md"
    new = visitor.fields(visitor.page("ecrire/agenda/"))
    post(visitor, "verifier/agenda/-", {**new, "titre": "Loto"})
    page = visitor.page(copy)

    assert page.xpath("//div[@class='left']") == []
    form = page.xpath("//form[@id='ecrit']")[0]
    assert form.get("action") == f"/pupitre/{copy}"
    post(visitor, form.get("data-verifier").removeprefix("/pupitre/"), visitor.fields(page))
    assert being_written(visitor) == ["Loto"], "nobody has typed anything in the copy"

    post(
        visitor,
        form.get("data-verifier").removeprefix("/pupitre/"),
        {**visitor.fields(page), "titre": "Fête des voisins"},
    )
    assert set(being_written(visitor)) == {"Loto", "Fête des voisins"}
    resume = visitor.page(copy).xpath("//p[@class='left__do']/a/@href")
    assert resume == [f"/pupitre/{copy}&reprendre=oui"]
    assert visitor.fields(visitor.page(f"{copy}&reprendre=oui"))["titre"] == ["Fête des voisins"]

    made = post(visitor, copy, {**visitor.fields(visitor.page(f"{copy}&reprendre=oui")), "_faire": "brouillon"})
    assert "fait=brouillon" in str(made.url)
    assert being_written(visitor) == ["Loto"]
