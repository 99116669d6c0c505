"""The directory in a browser without JavaScript: each entry is said once, and told by what names it."""

import pytest
from lxml import html

from tambour.build.engine import THEME
from tambour.pupitre.messages.registers import icon_names
from tests.media.pictures import phone_photo
from tests.pupitre.conftest import HOST, Visitor, words
from tests.pupitre.versions.repositories import git

CONTACTS = """\
# Qui répond au téléphone.
eau:
  nom: Régie de l’eau
  telephone: 02 61 91 10 40
# Le mercredi, sur rendez-vous.
enfance:
  nom: Service enfance
  fonction: Cantines
"""
COMMUNES = 'cluny:\n  nom: Cluny\n  insee: "71137"\nmassilly:\n  nom: Massilly\n  insee: "71287"\n'
THEMES = "culture:\n  nom: Culture\n  pictogramme: book-open\n"
NEWS = (
    "---\nid: fuite\ntitre: Une fuite\npublier_le: 2026-11-20\ncommunes: [cluny]\ncontacts: [eau]\n---\n"
    "[Massilly](/communes/massilly/)\n"
)


@pytest.fixture
def directory(visitor: Visitor) -> Visitor:
    for name, text in (("contacts", CONTACTS), ("communes", COMMUNES), ("themes", THEMES)):
        visitor.write(f"referentiel/{name}.yaml", text)
    visitor.write("actualites/fuite.md", NEWS)
    return visitor


def post(visitor: Visitor, path: str, **values: str):
    token = visitor.page("repertoire/contacts/-").xpath("//input[@name='_jeton']/@value")[0]
    return visitor.client.post(f"/pupitre/{path}", data={"_jeton": token, **values}, headers={"Origin": HOST})


def test_the_directory_counts_what_each_register_holds(directory: Visitor):
    tiles = [words(tile) for tile in directory.page("repertoire/").xpath("//ul[@class='kinds']/li")]

    assert [" ".join(tile.split()[:3]) for tile in tiles][:8] == [
        "Communes 2 communes",
        "Thèmes 1 thème",
        "Contacts 2 contacts",
        "Démarches 0 démarche",
        "Liens des menus",
        "Page d’accueil Ce",
        "Lieux 0 lieu",
        "Calendriers de service",
    ]


def test_an_entry_is_found_by_its_words_and_tells_how_often_it_is_named(directory: Visitor):
    lines = directory.page("repertoire/contacts/?q=EAU").xpath("//li[@class='line']")

    assert [words(line) for line in lines] == ["Régie de l’eau 02 61 91 10 40 1 contenu le nomme"]
    assert "Rien ne porte ces mots" in words(directory.page("repertoire/contacts/?q=nulle-part"))


@pytest.mark.parametrize("entry", ["contacts/eau", "contacts/enfance", "communes/cluny", "themes/culture"])
def test_to_save_an_entry_without_a_change_changes_no_byte(directory: Visitor, entry: str):
    file = f"referentiel/{entry.partition('/')[0]}.yaml"
    before = directory.text(file)

    assert directory.send(f"repertoire/{entry}", "publier").status_code == 200
    assert directory.text(file) == before


def test_a_field_of_an_entry_changes_its_line_alone(directory: Visitor):
    answer = directory.send("repertoire/contacts/eau", "publier", {"telephone": "02 61 91 10 41"})

    assert answer.url.path == "/pupitre/repertoire/contacts/eau"
    assert "Enregistré" in answer.text
    assert directory.text("referentiel/contacts.yaml") == CONTACTS.replace("10 40", "10 41")


def test_a_new_entry_is_called_by_its_name_and_nobody_types_an_identifier(directory: Visitor):
    page = directory.page("repertoire/contacts/-")
    answer = directory.send("repertoire/contacts/-", "publier", {"nom": "Régie de l’eau", "courriel": "eau@exemple.fr"})

    assert "id" not in directory.fields(page)
    assert answer.url.path == "/pupitre/repertoire/contacts/regie-de-l-eau"
    assert directory.text("referentiel/contacts.yaml") == CONTACTS + (
        "regie-de-l-eau:\n  nom: Régie de l’eau\n  courriel: eau@exemple.fr\n"
    )


def test_two_entries_of_one_name_are_two(directory: Visitor):
    directory.send("repertoire/contacts/-", "publier", {"nom": "Eau"})

    assert "eau-2:\n  nom: Eau\n" in directory.text("referentiel/contacts.yaml")
    shown = directory.page("ecrire/actualites/fuite.md").xpath("//*[@id='c-contacts-champ']//label/span")
    assert [words(one) for one in shown] == ["Eau", "Régie de l’eau", "Service enfance"]


def test_what_the_build_refuses_is_told_at_the_field_of_the_entry(directory: Visitor):
    typed = {"nom": "", "courriel": "eau chez exemple", "fonction": "Eau potable"}
    answer = directory.send("repertoire/contacts/eau", "publier", typed)
    page = html.fromstring(answer.content)

    assert answer.status_code == 422
    assert directory.text("referentiel/contacts.yaml") == CONTACTS
    links = page.xpath("//div[@class='summary']//a/@href")
    assert links == ["#c-nom-champ", "#c-courriel-champ"]
    assert all(page.get_element_by_id(link.removeprefix("#")).xpath(".//*[@class='wrong']") for link in links)
    assert page.get_element_by_id("c-fonction").value == "Eau potable"
    assert "Vous aviez commencé" in words(directory.page("repertoire/contacts/eau"))
    again = directory.page("repertoire/contacts/eau?reprendre=oui")
    assert again.get_element_by_id("c-fonction").value == "Eau potable"


def test_nothing_at_all_is_no_entry(directory: Visitor):
    answer = directory.send("repertoire/themes/-", "publier")

    assert answer.status_code == 422
    assert html.fromstring(answer.content).xpath("//div[@class='summary']//a/@href") == ["#c-nom-champ"]
    assert directory.text("referentiel/themes.yaml") == THEMES


def test_a_picture_that_is_not_there_is_told_while_one_types(directory: Visitor):
    page = directory.page("repertoire/contacts/eau")
    values = {**directory.fields(page), "image": "absente.jpg"}
    answer = directory.client.post("/pupitre/repertoire/contacts/eau/verifier", data=values, headers={"Origin": HOST})

    assert html.fromstring(answer.content).xpath("//a/@href") == ["#c-image-champ"]


def test_another_entry_that_is_faulty_is_in_nobodys_way(directory: Visitor):
    directory.write("referentiel/contacts.yaml", CONTACTS + "faux:\n  courriel: rien\n")
    listed = [words(line) for line in directory.page("repertoire/contacts/").xpath("//li[@class='line']")]

    assert "2 points à corriger" in next(line for line in listed if line.startswith("faux"))
    assert directory.send("repertoire/contacts/eau", "publier", {"nom": "L’eau"}).status_code == 200
    assert "nom: L’eau" in directory.text("referentiel/contacts.yaml")


def test_two_people_on_two_entries_and_on_two_fields_of_one(directory: Visitor):
    page = directory.page("repertoire/contacts/eau")
    theirs = CONTACTS.replace("Cantines", "Crèches").replace("nom: Régie de l’eau", "nom: Eau du Val")
    directory.write("referentiel/contacts.yaml", theirs)
    directory.send("repertoire/contacts/eau", "publier", {"telephone": "02 61 91 10 41"}, page)

    assert directory.text("referentiel/contacts.yaml") == theirs.replace("10 40", "10 41")


def test_the_portrait_of_a_contact_is_given_as_any_picture_is(directory: Visitor):
    page = directory.page("repertoire/contacts/eau")
    values = {**directory.fields(page), "_faire": "verifier"}
    sent = {"_fichier.image:image": ("IMG_1.jpg", phone_photo((500, 400)))}
    headers = {"Origin": HOST}
    values = {name: value for name, value in values.items() if not name.startswith("_fichier")}
    looked = directory.client.post("/pupitre/repertoire/contacts/eau", data=values, files=sent, headers=headers)
    again = directory.answered(looked)
    [name] = again.xpath("//input[@name='image']/@value")
    saved = directory.send("repertoire/contacts/eau", "publier", {}, again)

    assert page.xpath("//form[@id='ecrit']/@enctype") == ["multipart/form-data"]
    assert again.xpath("//div[@data-pour='image']/img/@src")[0].startswith("/pupitre/medias/attente/")
    assert saved.status_code == 200 and "fait=oui" in str(saved.url)
    assert f"image: {name}" in directory.text("referentiel/contacts.yaml")
    assert (directory.project.root / "content" / "images" / name).is_file()


@pytest.mark.parametrize(("choice", "name"), [("mienne", "La mienne"), ("autre", "La leur")])
def test_two_people_on_one_field_of_an_entry_are_asked(directory: Visitor, choice: str, name: str):
    page = directory.page("repertoire/contacts/eau")
    directory.write("referentiel/contacts.yaml", CONTACTS.replace("nom: Régie de l’eau", "nom: La leur"))
    asked = directory.send("repertoire/contacts/eau", "publier", {"nom": "La mienne"}, page)

    assert asked.status_code == 409
    again = html.fromstring(asked.content)
    assert directory.send("repertoire/contacts/eau", "publier", {"_choix.nom": choice}, again).status_code == 200
    assert f"eau:\n  nom: {name}\n" in directory.text("referentiel/contacts.yaml")


def test_what_names_an_entry_is_told_with_links(directory: Visitor):
    page = directory.page("repertoire/communes/cluny")

    assert page.xpath("//section[@class='used']//li//a/@href") == ["/pupitre/ecrire/actualites/fuite.md"]


@pytest.mark.parametrize("entry", ["communes/cluny", "communes/massilly", "contacts/eau"])
def test_what_is_named_stays_and_it_says_by_what(directory: Visitor, entry: str):
    file = f"referentiel/{entry.partition('/')[0]}.yaml"
    before = directory.text(file)
    page = directory.page(f"repertoire/{entry}/retirer")
    answer = post(directory, f"repertoire/{entry}/retirer")

    assert page.xpath("//ul[@class='lines']//a/@href") == ["/pupitre/ecrire/actualites/fuite.md"]
    assert not page.xpath("//form[@method='post']")
    assert answer.status_code == 409
    assert directory.text(file) == before


def test_what_settings_name_stays(directory: Visitor):
    directory.write("actualites/fuite.md", NEWS.replace("cluny", "massilly"))
    directory.project.set('CHANNELS = {"panneaux": {"panels": {"place": {"commune": "cluny"}}}}')
    directory.desk.forget(anew=True)
    answer = post(directory, "repertoire/communes/cluny/retirer")

    assert answer.status_code == 409
    assert "Les réglages du site le nomment" in answer.text


def test_what_nothing_names_goes_with_its_lines(directory: Visitor):
    answer = post(directory, "repertoire/contacts/enfance/retirer")

    assert answer.url.path == "/pupitre/repertoire/contacts/"
    assert "Retiré" in answer.text
    assert directory.text("referentiel/contacts.yaml") == CONTACTS.partition("# Le mercredi")[0]
    assert directory.client.get("/pupitre/repertoire/contacts/enfance").status_code == 404


def test_the_last_entry_of_a_register_may_go(directory: Visitor):
    post(directory, "repertoire/themes/culture/retirer")

    assert directory.text("referentiel/themes.yaml").strip() == ""
    assert directory.desk.look().problems == {}
    directory.send("repertoire/themes/-", "publier", {"nom": "Sport"})
    assert "sport:\n  nom: Sport\n" in directory.text("referentiel/themes.yaml")


def test_a_register_that_is_not_there_yet_is_made(visitor: Visitor):
    answer = visitor.send("repertoire/contacts/-", "publier", {"nom": "Accueil"})

    assert answer.status_code == 200
    assert visitor.text("referentiel/contacts.yaml") == "accueil:\n  nom: Accueil\n"


def test_versions_of_an_entry_are_its_own_and_one_comes_back(directory: Visitor):
    root = directory.project.root
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "content")
    git(root, "commit", "--quiet", "--message", "Contenus")
    directory.send("repertoire/contacts/eau", "publier", {"telephone": "02 61 91 10 41"})
    directory.send("repertoire/contacts/enfance", "publier", {"fonction": "Crèches"})
    page = directory.page("repertoire/contacts/eau/versions")
    told = [words(one) for one in page.xpath("//li[@class='saved__one']//li")]

    assert told[0].replace("\xa0", " ") == "Téléphone : « 02 61 91 10 40 » devient « 02 61 91 10 41 »"
    assert len(page.xpath("//li[@class='saved__one']")) == 2
    post(directory, "repertoire/contacts/eau/versions", version=page.xpath("//button[@name='version']/@value")[0])
    assert directory.text("referentiel/contacts.yaml") == CONTACTS.replace("Cantines", "Crèches")


@pytest.mark.parametrize("path", ["autre/", "contacts/non", "contacts/..%2Fcommunes", "contacts/eau/autre"])
def test_no_file_is_reached_by_an_address_of_the_directory(directory: Visitor, path: str):
    assert directory.client.get(f"/pupitre/repertoire/{path}").status_code == 404


def test_every_pictogram_of_ours_is_told_in_french_or_serves_the_pages():
    ours = {file.stem for file in (THEME / "templates" / "_icons").glob("*.svg")}
    named = icon_names(ours)

    assert all(words[0].isupper() for words in named.values()), named
    assert icon_names({"mon-moulin", "x"}) == {"mon-moulin": "mon moulin"}
