"""Letters in the pupitre, in a browser without JavaScript: prepared, composed, looked at, copied, frozen."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from lxml import html
from PIL import Image
from starlette.testclient import TestClient

from tambour.commands.build import build
from tambour.commands.letters import freeze_letter
from tambour.model.kinds import FOLDERS
from tambour.model.letters.letter import PREHEADER_MIN, Letter, SelectionBlock
from tambour.pupitre.forms.choices import NO_CHOICES
from tambour.pupitre.letters.choosing import rule_fr
from tambour.pupitre.letters.next_letter import in_sentence, next_letter, next_title, propose_preheader
from tambour.pupitre.web.app import application
from tambour.source.frontmatter import split
from tests.projects import Project
from tests.pupitre.conftest import HOST, Visitor, words
from tests.pupitre.people.doors import CONTRIBUTOR, REVIEWER, OpenDoor

PARIS = ZoneInfo("Europe/Paris")
NBSP = "\u00a0"
LETTER = """\
---
id: {id}
titre: La lettre de {month}
preheader: Les nouvelles du territoire et les rendez-vous.
publier_le: {day} 08:00
blocs:
  - type: selection
    titre: À lire
    ids: [travaux, fete]
  - type: selection
    titre: Rendez-vous
    genres: agenda
    jours: 30
  - type: texte
    titre: Le mot
    texte: Un **mot**.
  - type: appel
    libelle: Tout l’agenda
    adresse: https://www.exemple.fr/interco/agenda/
par_commune: oui
---
Bonjour ![La mairie](images/mairie.jpg)
"""
OTHERS = {
    "agenda/bal.md": "id: bal\ntitre: Bal\npublier_le: 2026-11-20\ndebut: 2026-12-12 20:00\n",
    "agenda/loto.md": "id: loto\ntitre: Loto\npublier_le: 2026-11-20\ndebut: 2026-12-20 14:00\nstatut: annule\n",
    "agenda/galette.md": "id: galette\ntitre: Galette\npublier_le: 2026-11-20\ndebut: 2027-01-10 15:00\n",
    "actualites/plus-tard.md": "id: plus-tard\ntitre: Plus tard\npublier_le: 2027-03-01\n",
}
DECEMBER = "ecrire/lettres/decembre.md"


@pytest.fixture
def desk(visitor: Visitor) -> Visitor:
    """A project with a letter that has left, and the next one."""
    write_letters(visitor.project)
    visitor.desk.forget(anew=True)
    return visitor


def write_letters(project: Project) -> None:
    project.set('CHANNELS = {"newsletter": {}}')
    for name, month, day in (("novembre", "novembre", "2026-11-03"), ("decembre", "décembre", "2026-12-04")):
        project.write(f"content/lettres/{name}.md", LETTER.format(id=name, month=month, day=day))
    for path, head in OTHERS.items():
        project.write(f"content/{path}", f"---\n{head}---\n")
    project.write("content/referentiel/communes.yaml", "cluny: {nom: Cluny, insee: '71137'}\n")
    (project.root / "content/images").mkdir()
    Image.new("RGB", (1200, 800), "teal").save(project.root / "content/images/mairie.jpg")


def do(desk: Visitor, *gestures: str, path: str = DECEMBER, **typed: str) -> html.HtmlElement:
    """Press buttons of the form of a letter, one after the other; the page that comes then."""
    page = desk.page(path)
    for gesture in gestures:
        values = {**desk.fields(page), **{name.replace("__", "."): text for name, text in typed.items()}}
        answer = desk.client.post(f"/pupitre/{path}", data={**values, "_faire": gesture}, headers={"Origin": HOST})
        assert answer.status_code == 200, answer.text
        page = html.fromstring(answer.content)
    return page


def titles(page: html.HtmlElement) -> list[str]:
    return [words(one) for one in page.xpath("//ol[@class='blocks']/li//h3")]


def chosen(page: html.HtmlElement, block: int) -> list[str]:
    found = page.xpath(f"//*[@id='c-blocs-{block}-contenus']//li/span[1]/*[1]")
    return [words(one) for one in found]


def saved(desk: Visitor, page: html.HtmlElement, path: str = "lettres/decembre.md") -> str:
    answer = desk.send(f"ecrire/{path}", "publier", page=page)
    assert "fait=publie" in str(answer.url), answer.text
    return desk.text(path)


def test_the_list_tells_the_next_one_and_those_that_have_left(desk: Visitor):
    desk.write("lettres/idee.md", "---\nid: idee\ntitre: Une idée\nbrouillon: oui\n---\n")
    page = desk.page("lettres/")
    told = {words(one.xpath(".//h2")[0]): words(one) for one in page.xpath("//main//section")}

    assert "La prochaine part dans 3 jours" in told["La lettre de décembre"].replace(NBSP, " ")
    assert "Une idée" in told["En préparation"] and "Brouillon" in told["En préparation"]
    assert "La lettre de novembre" in told["Parties"] and "Figer" in told["Parties"]
    assert words(page.xpath("//div[@class='head']/a")[0]) == "Préparer la lettre de janvier"
    desk.write("lettres/decembre.md", desk.text("lettres/decembre.md").replace("2026-12-04", "2026-12-01"))
    page = desk.page("lettres/")
    [due] = page.xpath("//section[@class='due']")
    assert "La prochaine part aujourd’hui" in words(due), "no tool has sent it because its hour has come"
    assert "La lettre de décembre" not in words(page.xpath("//section[@aria-labelledby='parties']")[0])


def test_a_letter_is_not_ready_while_a_section_of_it_finds_nothing(desk: Visitor):
    rule = "  - type: selection\n    titre: Alertes\n    genres: alertes\n"
    text = desk.text("lettres/decembre.md")
    desk.write("lettres/decembre.md", text.replace("blocs:\n", f"blocs:\n{rule}"))
    after = LETTER.format(id="janvier", month="janvier", day="2027-01-04")
    desk.write("lettres/janvier.md", after.replace("titre: Rendez-vous\n    genres: agenda", "genres: agenda"))
    [due] = desk.page("lettres/").xpath("//section[@class='due']")
    [line] = desk.page("lettres/").xpath("//li[.//a[text()='La lettre de janvier']]")
    saved_page = desk.page("ecrire/lettres/decembre.md?fait=publie")
    [done] = saved_page.xpath("//*[@class='done']")
    sending = words(desk.page("envoyer/lettres/decembre.md").xpath("//main")[0])

    assert "1 rubrique vide" in words(due).replace(NBSP, " ")
    assert words(line).endswith("Prête")
    assert "prête à être copiée" not in words(done)
    assert "la rubrique « Alertes » ne trouve rien à montrer" in words(done).replace(NBSP, " ")
    assert "la rubrique « Alertes » ne trouve rien à montrer" in sending.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("title", "before", "day", "expected"),
    [
        ("La lettre d’avril", "2027-04-22", "2027-05-20", "La lettre de mai"),
        ("La lettre de mars", "2027-03-22", "2027-04-20", "La lettre d’avril"),
        ("Lettre de décembre 2026", "2026-11-28", "2026-12-28", "Lettre de janvier 2027"),
        ("Le lien n° 16", "2026-11-28", "2026-12-28", "Le lien n° 17"),
        ("La lettre de l’été", "2026-07-01", "2026-08-01", "La lettre de l’été"),
    ],
)
def test_the_title_of_the_next_letter_follows(title: str, before: str, day: str, expected: str):
    assert next_title(title, datetime.fromisoformat(before), datetime.fromisoformat(day)) == expected


@pytest.mark.parametrize(
    ("days", "now", "expected"),
    [
        (("2026-10-15 17:00", "2026-11-19 17:00"), "2026-11-23", "2026-12-17 17:00"),  # Thursdays
        (("2026-11-12 08:00", "2026-11-19 08:00"), "2026-11-23", "2026-11-26 08:00"),
        (("2026-11-19 08:00",), "2027-01-28", "2027-02-18 08:00"),
        (("2026-01-31 08:00",), "2026-02-01", "2026-02-28 08:00"),
        (("2027-04-26 08:00", "2027-05-31 08:00"), "2027-06-25", "2027-06-28 08:00"),
        (("2027-04-26 08:00", "2027-05-31 08:00"), "2027-06-28 10:00", "2027-06-29 08:00"),  # it is late: tomorrow
        (("2027-04-26 08:00", "2027-05-31 08:00"), "2027-07-02 10:00", "2027-07-05 08:00"),  # after the week-end
        (("2027-04-26 08:00", "2027-05-31 08:00"), "2027-07-05 10:00", "2027-07-26 08:00"),  # it was left out
        (("2026-11-12 08:00", "2026-11-19 08:00"), "2026-11-27 07:00", "2026-11-27 08:00"),
        (("2026-11-12 08:00", "2026-11-19 08:00"), "2026-11-28", "2026-12-03 08:00"),
    ],
)
def test_the_next_letter_leaves_as_long_after_as_the_last_did(days: tuple[str, ...], now: str, expected: str):
    letters = [Letter.model_construct(id=day, title="La lettre", preheader="", publish_at=moment(day)) for day in days]

    assert next_letter(letters, {}, {}, moment(now)).fields["publier_le"] == expected


@pytest.mark.parametrize(
    ("now", "title"),
    [
        ("2027-06-20", "La lettre de juin"),
        ("2027-06-28", "La lettre de juin"),  # it leaves on the 28th, or the day after
        ("2027-07-01", "La lettre de juin"),  # late, and still June's
        ("2027-07-05", "La lettre de juillet"),
    ],
)
def test_the_month_of_the_next_letter_is_that_of_the_one_which_is_due(now: str, title: str):
    letters = [
        Letter.model_construct(id=day, title=f"La lettre {month}", preheader="", publish_at=moment(f"{day} 08:00"))
        for day, month in (("2027-04-26", "d’avril"), ("2027-05-31", "de mai"))
    ]

    assert next_letter(letters, {}, {}, moment(f"{now} 12:00")).fields["titre"] == title


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def test_the_next_letter_takes_over_rules_and_not_what_was_of_the_last_one_alone(desk: Visitor):
    page = do(desk, path="ecrire/lettres/")
    fields = {name: texts[0] for name, texts in desk.fields(page).items()}

    assert titles(page) == ["À lire", "Rendez-vous", "Tout l’agenda"]
    assert fields["titre"] == "La lettre de janvier"
    assert (fields["publier_le.jour"], fields["publier_le.heure"]) == ("2027-01-01", "08:00")
    assert fields["blocs.0.depuis_derniere_lettre"] == "oui" and fields["blocs.0.au_plus"] == "2"
    assert "les quelques lignes « Le mot »" in words(page.xpath("//p[@class='letter-left']")[0]).replace(NBSP, " ")


def test_what_is_chosen_makes_a_preheader():
    long = "Les bacs jaunes passent chaque semaine", "Le pont de pierre ferme trois semaines", "Une dernière chose"

    assert propose_preheader(long) == ("Les bacs jaunes passent chaque semaine, le pont de pierre ferme trois semaines")
    assert propose_preheader(("Le pont de pierre est fermé",)) == f"Au sommaire{NBSP}: le pont de pierre est fermé"
    assert PREHEADER_MIN <= len(propose_preheader(("Bal",))) == len(propose_preheader(()))
    assert (in_sentence("La lettre"), in_sentence("Val d’Ici")) == ("la lettre", f"«{NBSP}Val d’Ici{NBSP}»")


def test_rules_are_said_in_words():
    block = {"type": "selection", "genres": ["agenda", "actualites"], "jours": 30, "au_plus": 8, "themes": ["eau"]}
    more = {"depuis_derniere_lettre": "oui", "sans_deja_envoyes": "oui", "communes": ["azay", "cluny"]}
    said = rule_fr(SelectionBlock.model_validate(block | more), NO_CHOICES).replace(NBSP, " ")

    assert said == (
        "Les événements et actualités des 30 prochains jours, parus depuis la dernière lettre, sur eau, pour azay ou "
        "cluny, 8 au plus, sauf ce qu’une lettre a déjà porté"
    )
    assert rule_fr(SelectionBlock.model_validate({"type": "selection", "themes": "eau"}), NO_CHOICES) == (
        "Les actualités, sur eau"
    )


def test_blocks_are_added_ordered_and_taken_out_and_each_gesture_can_be_taken_back(desk: Visitor):
    begun = ["À lire", "Rendez-vous", "Le mot", "Tout l’agenda"]
    moved = do(desk, "bloc:descendre:0", "bloc:monter:3")
    assert titles(moved) == ["Rendez-vous", "À lire", "Tout l’agenda", "Le mot"]
    assert titles(do(desk, "bloc:placer:3:0")) == [begun[3], *begun[:3]]
    gone = do(desk, "bloc:retirer:2")
    assert titles(gone) == ["À lire", "Rendez-vous", "Tout l’agenda"]
    assert gone.xpath("//button[@autofocus]/@value") == ["bloc:annuler"]
    assert titles(do(desk, "bloc:retirer:2", "bloc:annuler")) == begun
    assert titles(do(desk, "bloc:retirer:2", "bloc:annuler", "bloc:annuler")) == titles(gone)
    added = do(desk, "bloc:ajouter:agenda", "bloc:ajouter:texte")
    assert titles(added) == [*begun, "Les prochains rendez-vous", "Quelques lignes"]


def test_to_save_an_order_moves_the_lines_of_the_blocks_alone(desk: Visitor):
    before = desk.text("lettres/decembre.md").splitlines()
    after = saved(desk, do(desk, "bloc:monter:1")).splitlines()

    assert sorted(after) == sorted(before)
    assert after.index("    titre: Rendez-vous") < after.index("    titre: À lire")
    assert saved(desk, do(desk, "bloc:descendre:0", "bloc:monter:1")).splitlines() == after


def test_every_block_has_its_form(desk: Visitor):
    kinds = ("agenda", "actualites", "un-a-un", "texte", "appel", "image")
    rules = {"titre", "presentation", "genres", "jours", "themes", "communes", "au_plus"}
    fields = (
        *(rules, rules, {"titre", "presentation"}),
        *({"titre", "texte"}, {"libelle", "adresse"}, {"image", "alt", "adresse"}),
    )
    page = do(desk, *(f"bloc:ajouter:{kind}" for kind in kinds))

    for number, expected in enumerate(fields, start=4):
        [block] = page.xpath(f"//li[@data-bloc='{number}']")
        asked = {name.removeprefix(f"blocs.{number}.").partition(".")[0] for name in block.xpath(".//@name")}
        assert asked >= expected
        assert "Markdown" not in words(block) and "id:" not in words(block)
    assert page.xpath("//li[@data-bloc='9']//details[@data-modifier][@open]")


def test_what_rules_choose_now_is_listed_and_each_may_be_taken_out_or_put_first(desk: Visitor):
    page = desk.page(DECEMBER)
    assert chosen(page, 0) == ['Travaux & "route"', "Fête du lac"]
    assert chosen(page, 1) == ["Bal", "Loto"]
    assert "Les événements des 30 prochains jours" in words(page.get_element_by_id("c-blocs-1-champ")).replace(
        NBSP, " "
    )

    out = do(desk, "contenu:retirer:1:bal")
    assert chosen(out, 1) == ["Loto"]
    assert "Laissés de côté : Bal" in words(out.get_element_by_id("c-blocs-1-contenus")).replace(NBSP, " ")
    assert chosen(do(desk, "contenu:retirer:1:bal", "contenu:remettre:1:bal"), 1) == ["Bal", "Loto"]
    first = do(desk, "contenu:epingler:1:loto", "contenu:retirer:1:bal")
    assert chosen(do(desk, "contenu:epingler:1:loto"), 1) == ["Loto", "Bal"]
    text = saved(desk, first)
    assert "avec:" in text and "sans:" in text and "jours: 30" in text


def test_contents_are_chosen_one_by_one_from_what_a_rule_shows(desk: Visitor):
    page = do(desk, "bloc:un-a-un:1", "contenu:monter:1:loto", "contenu:prendre:1:mentions-legales")
    assert chosen(page, 1) == ["Loto", "Bal", "Mentions légales"]
    saved(desk, page)
    written = split(desk.text("lettres/decembre.md").encode()).fields["blocs"][1]
    assert written == {"type": "selection", "titre": "Rendez-vous", "ids": ["loto", "bal", "mentions-legales"]}
    assert chosen(do(desk, "contenu:retirer:1:bal"), 1) == ["Loto", "Mentions légales"]  # opened again: by its title
    back = do(desk, "bloc:regle:1")
    assert chosen(back, 1)[:3] == ["Loto", "Bal", "Mentions légales"]


def test_what_else_it_may_carry_is_found_by_its_words(desk: Visitor):
    page = desk.page(DECEMBER)
    [offered] = page.xpath("//*[@id='c-blocs-0-trouves']")
    assert "Travaux" not in words(offered), "it is in the letter"
    found = do(desk, "chercher:0", blocs__0___chercher="mentions")
    assert words(found.xpath("//*[@id='c-blocs-0-trouves']//li//strong")[0]) == "Mentions légales"


def test_what_should_not_be_sent_is_told_at_its_place(desk: Visitor):
    path = "lettres/decembre.md"
    desk.write(path, desk.text(path).replace("ids: [travaux, fete]", "ids: [travaux, loto, plus-tard]"))
    twice = do(desk, "contenu:prendre:1:travaux")

    told = words(desk.page(DECEMBER).get_element_by_id("c-blocs-0-contenus"))
    assert "Ce contenu est annulé" in told
    assert "Ne sera pas en ligne le jour de l’envoi" in told
    assert "Déjà dans le bloc 1" in words(twice.get_element_by_id("c-blocs-1-contenus"))
    nothing = do(desk, "bloc:ajouter:actualites")
    assert "Rien à montrer pour le moment" in words(nothing.get_element_by_id("c-blocs-4-contenus"))


def test_a_gesture_loses_nothing_that_was_typed(desk: Visitor):
    page = do(desk, "bloc:monter:2", titre="Autre titre", blocs__2__texte="Mes mots")
    assert page.get_element_by_id("c-titre").value == "Autre titre"
    assert desk.fields(page)["blocs.1.texte"][0].strip() == "Mes mots"
    assert "Vous aviez commencé à écrire ici" in words(desk.page(DECEMBER))


def test_what_a_button_leads_to_is_called_by_its_title(desk: Visitor):
    page = do(desk, "bloc:monter:3", blocs__3__adresse="Fête du lac")
    assert desk.fields(page)["blocs.2.adresse"] == ["Fête du lac"]
    assert "adresse: id:fete" in saved(desk, page)

    shown = desk.page(DECEMBER)
    assert words(shown.xpath("//*[@id='etat-enregistre']")[0]) == "Modifications enregistrées"
    assert desk.fields(shown)["blocs.2.adresse"] == ["Fête du lac"]
    assert "Fête du lac" in shown.xpath("//datalist[@id='liste-link']/option/@value")
    assert not shown.xpath("//datalist[@id='liste-link']/option[starts-with(@value, 'id:')]")
    found = desk.page("choix/link?q=lac").xpath("//*[@data-valeur]")
    assert [(one.get("data-cible"), words(one)) for one in found] == [("id:fete", "Fête du lac")]
    before = desk.text("lettres/decembre.md")
    assert saved(desk, shown) == before


def look(desk: Visitor) -> html.HtmlElement:
    return do(desk, "sortie").get_element_by_id("sortie")


def test_a_letter_is_seen_as_it_is_received(desk: Visitor):
    shown = look(desk)
    frames = {words(one.xpath("..//figcaption")[0]): one.get("src") for one in shown.xpath(".//iframe")[:4]}
    mails = {name: desk.client.get(address) for name, address in frames.items()}

    assert list(frames) == ["Sur un ordinateur", "Sur un téléphone", "La nuit, en mode sombre", "Images bloquées"]
    assert "@media all" in mails["La nuit, en mode sombre"].text and "@media not all" in mails["Sur un ordinateur"].text
    assert "src=" not in mails["Images bloquées"].text
    assert "LA LETTRE" in words(shown).upper() and "À LIRE" in words(shown)  # in text
    facts = words(shown.xpath(".//dl")[0]).replace(NBSP, " ")
    assert "La lettre de décembre 21 signes sur 60" in facts
    assert "47 signes, de 40 à 90" in facts and "de ce que Gmail montre" in facts
    assert "Cluny" in words(shown.xpath(".//details/summary")[0])
    policy = mails["Sur un ordinateur"].headers["content-security-policy"]
    assert policy.startswith("sandbox allow-same-origin; default-src 'none'") and "allow-scripts" not in policy
    picture = html.fromstring(mails["Sur un ordinateur"].text).xpath("//img[contains(@src, 'texte-1')]/@src")[0]
    assert desk.client.get(picture).content[:2] == b"\xff\xd8", "no build has made its versions"
    desk.client.cookies.clear()
    assert desk.client.get(picture).status_code == 403


def test_a_link_to_nothing_is_told(desk: Visitor):
    desk.write("lettres/decembre.md", desk.text("lettres/decembre.md").replace("/agenda/\n", "/nulle-part/\n"))

    assert "https://www.exemple.fr/interco/nulle-part/" in words(look(desk).xpath(".//dl//strong/..")[0])


def test_what_is_copied_is_what_publication_makes(desk: Visitor):
    folder = desk.project.output / "lettres/decembre"
    pages = {
        (tool, commune): desk.page(f"envoyer/lettres/decembre.md?outil={tool}&commune={commune}")
        for tool in ("brevo", "mailchimp", "mailjet", "listmonk", "sympa")
        for commune in ("", "cluny")
    }
    files = {name: desk.client.get(name).content for name in pages["brevo", ""].xpath("//a[@download]/@href")}
    desk.project.set('NOW = "2026-12-04 09:00"')
    assert build(quiet=True) == 0

    for (tool, commune), page in pages.items():
        made = folder / commune
        for name, file in (("courriel", f"{tool}.mail.html"), ("texte", f"{tool}.txt")):
            shown = page.get_element_by_id(name).value.removeprefix("\n")  # as browsers do with the first line end
            assert shown.encode() == (made / file).read_bytes()
    for address, data in files.items():
        assert data == (folder / address.rpartition("/lettres/decembre/")[2]).read_bytes()
    assert len(files) == 3


def test_the_tool_of_the_last_time_comes_first(desk: Visitor):
    assert "Copier pour Brevo" in words(desk.page("envoyer/lettres/decembre.md"))
    desk.page("envoyer/lettres/decembre.md?outil=mailjet")

    assert "Copier pour Mailjet" in words(desk.page("envoyer/lettres/decembre.md"))
    assert "Envoyer avec Mailjet" in words(desk.page(DECEMBER))


def test_a_site_that_is_tried_here_is_copied_at_its_public_address(desk: Visitor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(desk.project.root)  # as where somebody starts a command
    desk.project.set('SITEURL = "http://127.0.0.1:8000"')
    desk.desk.forget(anew=True)
    here = desk.page("envoyer/lettres/decembre.md")
    assert "L’adresse publique du site n’est pas réglée" in words(here)
    desk.project.write("publishconf.py", 'from pelicanconf import *\n\nSITEURL = "https://www.val.fr"\n')
    desk.desk.forget(anew=True)
    public = desk.page("envoyer/lettres/decembre.md")

    assert not public.xpath("//*[@role='alert']")
    assert "https://www.val.fr/agenda/fete/" in public.get_element_by_id("courriel").value


def test_a_letter_that_has_left_is_frozen_as_the_command_freezes_it(desk: Visitor):
    early = desk.page("figer/lettres/decembre.md")
    assert "Son jour n’est pas venu" in words(early) and not early.xpath("//form[@method='post']")
    token = desk.fields(desk.page(DECEMBER))["_jeton"][0]
    answer = desk.client.post("/pupitre/figer/lettres/novembre.md", data={"_jeton": token}, headers={"Origin": HOST})
    assert "Cette lettre est figée" in answer.text
    folder = desk.project.root / "content/lettres/novembre.figee"
    ours = {file.name: file.read_bytes() for file in folder.iterdir()}
    folder.rename(desk.project.root / "ours")
    assert freeze_letter("novembre") == 0

    assert ours == {file.name: file.read_bytes() for file in folder.iterdir()}
    desk.desk.forget()
    page = desk.page("ecrire/lettres/novembre.md")
    assert not page.xpath("//form[@id='ecrit']") and page.xpath("//iframe")
    assert "Figée" in words(desk.page("lettres/"))


def test_a_reader_looks_at_letters_and_a_contributor_sees_none(desk: Visitor):
    reading = ("lettres/", DECEMBER, "envoyer/lettres/decembre.md")
    for person, code in ((REVIEWER, 200), (CONTRIBUTOR, 404)):
        client = TestClient(application(desk.desk, OpenDoor(person)), base_url=HOST)
        assert {client.get(f"/pupitre/{path}").status_code for path in reading} == {code}
        assert client.get("/pupitre/figer/lettres/novembre.md").status_code == 404
        assert "Préparer la lettre" not in client.get("/pupitre/lettres/").text
        assert client.get("/pupitre/choix/link").status_code == 200, "who writes a text puts links into it"


def test_two_people_on_one_letter_keep_both_their_changes(desk: Visitor):
    mine = do(desk, "bloc:monter:1")
    desk.write("lettres/decembre.md", desk.text("lettres/decembre.md").replace("titre: La lettre", "titre: Lettre"))
    text = saved(desk, mine)
    assert "titre: Lettre de décembre" in text and text.index("Rendez-vous") < text.index("À lire")

    again = do(desk, "bloc:retirer:3")
    desk.write("lettres/decembre.md", text.replace("titre: Le mot", "titre: Le billet"))
    answer = desk.send(DECEMBER, "publier", page=again)
    clash = html.fromstring(answer.content).xpath("//div[@class='clashes']//legend")
    assert (answer.status_code, [words(one) for one in clash]) == (409, ["Blocs"])


def test_letters_are_not_what_every_folder_holds(desk: Visitor):
    assert FOLDERS["lettres"].model is Letter
    for path in ("ecrire/lettres/rien.md", "envoyer/lettres/rien.md", "lettres/vue/autre/large.html"):
        assert desk.client.get(f"/pupitre/{path}").status_code == 404
