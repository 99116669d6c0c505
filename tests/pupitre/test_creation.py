"""What is missing in a form is made on the spot, without JavaScript: the form is kept, and goes on with it chosen."""

import pytest
from lxml import html
from starlette.testclient import TestClient

from tambour.pupitre.web.app import application
from tests.pupitre.conftest import HOST, Visitor, posted, words
from tests.pupitre.people.doors import TEAM, OpenDoor

FETE = "ecrire/agenda/fete.md"


def ask(visitor: Visitor, path: str, button: str, typed: dict[str, str]) -> html.HtmlElement:
    """Press « Ajouter … » in a form: the few fields that come."""
    page = visitor.page(path)
    assert button in page.xpath("//button[@name='_faire']/@value")
    answer = visitor.send(path, button, typed, page)
    assert answer.url.path.startswith("/pupitre/creer/")
    return html.fromstring(answer.content)


def post(visitor: Visitor, page: html.HtmlElement, **typed: str):
    form = page.xpath("//form[@class='creation__form']")[0]
    values = {**posted(form), **{f"nouveau.{name}": text for name, text in typed.items()}}
    return visitor.client.post(form.get("action"), data=values, headers={"Origin": HOST})


def test_a_contact_that_is_missing_is_made_and_ticked_and_what_was_typed_is_there(visitor: Visitor):
    before = visitor.text("agenda/fete.md")
    page = ask(visitor, FETE, "creer:contact:contacts", {"titre": "En cours"})
    answer = post(visitor, page, nom="Office de tourisme", telephone="03 53 01 00 01")
    again = html.fromstring(answer.content)

    assert answer.url.path == "/pupitre/ecrire/agenda/fete.md"
    assert visitor.text("referentiel/contacts.yaml") == (
        "office-de-tourisme:\n  nom: Office de tourisme\n  telephone: 03 53 01 00 01\n"
    )
    assert visitor.text("agenda/fete.md") == before
    assert again.get_element_by_id("c-titre").value == "En cours"
    assert again.xpath("//input[@name='contacts' and @checked]/@value") == ["office-de-tourisme"]
    visitor.send(FETE, "publier", {"titre": "Fête"}, again)
    assert "contacts: office-de-tourisme\n" in visitor.text("agenda/fete.md").replace("[", "").replace("]", "")


def test_a_place_of_a_new_event_is_made_and_named(visitor: Visitor):
    page = ask(visitor, "ecrire/agenda/", "creer:place:lieu", {"titre": "Concert", "debut.jour": "2026-12-20"})
    again = html.fromstring(post(visitor, page, titre="La Grange", ville="Mijoux").content)

    assert visitor.text("lieux/la-grange.md").splitlines()[1:4] == [
        "id: la-grange",
        "titre: La Grange",
        "ville: Mijoux",
    ]
    assert again.get_element_by_id("c-titre").value == "Concert"
    visitor.send("ecrire/agenda/", "publier", None, again)
    assert "lieu: la-grange\n" in visitor.text("agenda/concert-2026.md")


def test_a_topic_that_is_refused_is_told_at_its_field_and_nothing_is_lost(visitor: Visitor):
    page = ask(visitor, FETE, "creer:topic:themes", {"titre": "En cours"})
    answer = post(visitor, page, nom="", resume="Tout")
    refused = html.fromstring(answer.content)

    assert answer.status_code == 422
    [link] = refused.xpath("//div[@class='summary']//a/@href")
    assert refused.get_element_by_id(link.removeprefix("#")).xpath(".//*[@class='wrong']")
    assert refused.get_element_by_id("c-nouveau-resume").value == "Tout"
    back = refused.xpath("//a[@data-fermer]/@href")[0]
    assert visitor.page(back.removeprefix("/pupitre/")).get_element_by_id("c-titre").value == "En cours"


def test_a_dialog_is_given_the_fields_and_what_was_made(visitor: Visitor):
    page = visitor.page("creer/topic?pour=agenda/fete.md&champ=themes&partie=oui")
    answer = post(visitor, page, nom="Patrimoine")
    made = html.fromstring(answer.content)

    assert not page.xpath("//header | //h1")
    assert (made.get("data-cree"), words(made)) == ("patrimoine", "Patrimoine")


@pytest.mark.parametrize(
    "query",
    ["", "pour=secrets/&champ=themes", "pour=agenda/../x.md&champ=themes", "pour=agenda/fete.md&champ=themes.x"],
)
def test_what_asks_is_a_field_of_a_content(visitor: Visitor, query: str):
    assert visitor.client.get(f"/pupitre/creer/topic?{query}").status_code == 404
    assert visitor.client.get("/pupitre/creer/news?pour=agenda/fete.md&champ=themes").status_code == 404


def test_who_may_not_write_registers_is_offered_nothing_to_make(visitor: Visitor):
    visitor.write("referentiel/communes.yaml", 'cluny:\n  nom: Cluny\n  insee: "71137"\n')
    client = TestClient(application(visitor.desk, OpenDoor(TEAM["contributeur"])), base_url=HOST)
    page = html.fromstring(client.get("/pupitre/ecrire/agenda/").content)
    values = {**posted(page.xpath("//form[@id='ecrit']")[0]), "_faire": "creer:contact:contacts"}

    assert not page.xpath("//button[starts-with(@value, 'creer:')]")
    assert client.post("/pupitre/ecrire/agenda/", data=values, headers={"Origin": HOST}).status_code == 403


def test_a_place_of_many_is_found_by_its_name_and_of_two_the_commune_tells(visitor: Visitor):
    visitor.write("referentiel/communes.yaml", 'cluny:\n  nom: Cluny\n  insee: "71137"\n')
    for number in range(30):
        commune = "commune: cluny\n" if number == 7 else ""
        title = "Salle des fêtes" if number in (7, 8) else f"Salle {number}"
        visitor.write(f"lieux/s{number}.md", f"---\nid: s{number}\ntitre: {title}\n{commune}---\n")
    page = visitor.page("ecrire/agenda/")
    offered = page.xpath("//datalist[@id='liste-place']/option/@value")
    visitor.send(
        "ecrire/agenda/",
        "publier",
        {"titre": "Bal", "debut.jour": "2026-12-20", "lieu.sorte": "connu", "lieu.id": "salle des FETES (cluny)"},
        page,
    )

    assert {"Salle 3", "Salle des fêtes (Cluny)", "Salle des fêtes"} < {*offered}
    assert "lieu: s7\n" in visitor.text("agenda/bal-2026.md")
    again = visitor.page("ecrire/agenda/bal-2026.md")
    assert again.get_element_by_id("c-lieu").value == "Salle des fêtes (Cluny)"
    before = visitor.text("agenda/bal-2026.md")
    visitor.send("ecrire/agenda/bal-2026.md", "publier")
    assert visitor.text("agenda/bal-2026.md") == before
