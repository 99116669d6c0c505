"""The pupitre in a browser without JavaScript: find, write, save, and nothing that was typed is ever lost."""

import pytest
from lxml import html

from tambour.pupitre.forms.choices import MOST_FOUND, MOST_LISTED
from tambour.pupitre.publishing.release_run import ReleaseFolder, ReleaseState
from tambour.pupitre.web.drawing import environment
from tests.pupitre.conftest import HOST, KEY, Visitor, words
from tests.pupitre.versions.repositories import git

FETE = "ecrire/agenda/fete.md"


def faults(page: html.HtmlElement) -> list[str]:
    return [words(line) for line in page.xpath("//div[@class='summary']//li")]


def test_the_first_page_tells_what_the_week_holds(visitor: Visitor):
    visitor.write(
        "alertes/eau.md",
        "---\nid: eau\ntitre: Eau coupée\nniveau: urgence\npublier_le: 2026-12-01\nfin: 2026-12-03\n---\n",
    )
    visitor.write("actualites/idee.md", "---\nid: idee\ntitre: Une idée\npublier_le: 2026-12-01\nbrouillon: oui\n---\n")
    visitor.write("actualites/faux.md", "---\nid: faux\ntitre: Fautive\npublier_le: ?\n---\n")
    page = visitor.page("")
    told = {words(section.xpath(".//h2")[0]): words(section) for section in page.xpath("//main//section")}

    assert "Eau coupée" in told["Alertes en cours"]
    assert "samedi 5 décembre 10 h Fête du lac" in told["Les sept jours qui viennent"].replace("\xa0", " ").replace(
        "Samedi", "samedi"
    )
    assert "Une idée" in told["Brouillons 1"]
    assert "Fautive" in told["À corriger 1"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"Fête du lac", 'Travaux & "route"', "Mentions légales"}),
        ("q=FETE+lac", {"Fête du lac"}),
        ("q=fete", {"Fête du lac", 'Travaux & "route"'}),  # whose text speaks of it
        ("nature=pages", {"Mentions légales"}),
        ("etat=brouillon", set()),
    ],
)
def test_contents_are_found_by_their_words(visitor: Visitor, query: str, titles: set[str]):
    page = visitor.page(f"contenus/?{query}")

    assert {words(link) for link in page.xpath("//ul[contains(@class, 'lines')]//a")} == titles


@pytest.mark.parametrize("path", ["agenda/fete.md", "actualites/travaux.md", "pages/mentions.md"])
def test_to_save_without_a_change_changes_no_byte(visitor: Visitor, path: str):
    before = visitor.text(path)

    assert visitor.send(f"ecrire/{path}", "publier").status_code == 200
    assert visitor.text(path) == before


def test_a_field_that_changes_changes_its_line_alone(visitor: Visitor):
    before = visitor.text("agenda/fete.md").splitlines()
    visitor.send(FETE, "publier", {"titre": "Fête de l’étang", "fin.heure": "19:00"})
    after = visitor.text("agenda/fete.md").splitlines()

    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new for _, new in changed] == ["titre: Fête de l’étang", "fin: 2026-12-05 19:00"]


def test_a_content_in_a_folder_of_its_own_is_written_where_it_lies(visitor: Visitor):
    visitor.write("agenda/2026/bal.md", "---\nid: bal\ntitre: Bal\ndebut: 2026-12-19\npublier_le: 2026-11-20\n---\n")
    listed = visitor.page("contenus/?q=bal").xpath("//ul[contains(@class, 'lines')]//a/@href")
    answer = visitor.send("ecrire/agenda/2026/bal.md", "publier", {"resume": "Jusqu’à minuit."})

    assert listed == ["/pupitre/ecrire/agenda/2026/bal.md"]
    assert answer.url.path == listed[0]
    assert visitor.text("agenda/2026/bal.md").splitlines()[1:4] == ["id: bal", "titre: Bal", "resume: Jusqu’à minuit."]


def test_a_new_content_is_a_file_that_the_build_accepts(visitor: Visitor):
    answer = visitor.send(
        "ecrire/agenda/",
        "publier",
        {
            "titre": "Marché de Noël",
            "_dates": "plusieurs",
            "creneaux.0.debut.jour": "2026-12-12",
            "creneaux.0.debut.heure": "10:00",
            "creneaux.0.fin.heure": "18:00",
            "lieu.sorte": "ailleurs",
            "lieu.nom": "La halle",
            "prix.sorte": "gratuit",
            "_texte": "Soixante artisans.",
        },
    )

    assert answer.url.path == "/pupitre/ecrire/agenda/marche-de-noel-2026.md"
    assert "Enregistré" in answer.text
    assert visitor.text("agenda/marche-de-noel-2026.md").replace("'", "").splitlines() == [
        "---",
        "id: marche-de-noel-2026",
        "titre: Marché de Noël",
        "publier_le: 2026-12-01",
        "creneaux:",
        "  - debut: 2026-12-12 10:00",
        "    fin: 18:00",
        "lieu: La halle",
        "prix: gratuit",
        "---",
        "Soixante artisans.",
    ]
    assert visitor.desk.look().problems == {}


def test_a_save_bears_the_name_that_git_knows(visitor: Visitor):
    root = visitor.project.root
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Zoé Martin")
    visitor.send(FETE, "publier", {"titre": "Fête de l’eau"})

    assert git(root, "log", "--format=%an", "--", "content/agenda/fete.md") == "Zoé Martin"


def test_what_the_build_refuses_is_told_at_its_field_and_nothing_is_written(visitor: Visitor):
    before = visitor.text("agenda/fete.md")
    answer = visitor.send(FETE, "publier", {"titre": "", "fin.jour": "2026-12-04", "resume": "Un tour du lac"})
    page = html.fromstring(answer.content)

    assert answer.status_code == 422
    assert visitor.text("agenda/fete.md") == before
    links = [link.get("href") for link in page.xpath("//div[@class='summary']//a")]
    assert links == ["#c-titre-champ", "#c-fin-champ"]
    assert all(page.get_element_by_id(link.removeprefix("#")).xpath(".//*[@class='wrong']") for link in links)
    assert page.get_element_by_id("c-resume").text == "Un tour du lac"


def test_a_draft_is_kept_whatever_is_wrong_with_it(visitor: Visitor):
    visitor.send("ecrire/agenda/", "brouillon", {"titre": "Sans date"})

    assert "brouillon: oui" in visitor.text("agenda/sans-date-2026.md")
    page = visitor.page("ecrire/agenda/sans-date-2026.md")
    assert "Brouillon" in words(page.xpath("//*[@class='head__state']")[0])
    visitor.send("ecrire/agenda/sans-date-2026.md", "publier", {"debut.jour": "2026-12-20", "debut.entiere": "oui"})
    assert visitor.text("agenda/sans-date-2026.md").splitlines()[1:5] == [
        "id: sans-date-2026",
        "titre: Sans date",
        "publier_le: 2026-12-01",
        "debut: 2026-12-20",
    ]
    back = visitor.answered(visitor.send("ecrire/agenda/sans-date-2026.md", "brouillon"))
    assert "jusqu’à la prochaine mise en ligne" in words(back.xpath("//p[@class='done']")[0])


def test_two_people_who_change_two_fields_both_find_them(visitor: Visitor):
    page = visitor.page(FETE)
    visitor.write("agenda/fete.md", visitor.text("agenda/fete.md").replace("titre: Fête du lac", "titre: Fête d’hiver"))
    answer = visitor.send(FETE, "publier", {"resume": "Un tour du lac."}, page)

    assert answer.status_code == 200
    assert "titre: Fête d’hiver" in visitor.text("agenda/fete.md")
    assert "resume: Un tour du lac." in visitor.text("agenda/fete.md")


@pytest.mark.parametrize(("choice", "title"), [("mienne", "La mienne"), ("autre", "La leur")])
def test_two_people_who_change_one_field_are_asked(visitor: Visitor, choice: str, title: str):
    page = visitor.page(FETE)
    visitor.write("agenda/fete.md", visitor.text("agenda/fete.md").replace("titre: Fête du lac", "titre: La leur"))
    asked = visitor.send(FETE, "publier", {"titre": "La mienne"}, page)
    again = html.fromstring(asked.content)

    assert asked.status_code == 409
    assert "titre: La leur" in visitor.text("agenda/fete.md")
    assert [words(one) for one in again.xpath("//*[@class='version']")] == ["La mienne", "La leur"]
    assert visitor.send(FETE, "publier", {"_choix.titre": choice}, again).status_code == 200
    assert f"titre: {title}" in visitor.text("agenda/fete.md")


def test_two_people_who_change_the_text_see_both_as_they_read(visitor: Visitor):
    page = visitor.page(FETE)
    visitor.write(
        "agenda/fete.md", visitor.text("agenda/fete.md") + "\n## Le soir\n\nUn **bal** sur le [ponton](id:travaux).\n"
    )
    asked = visitor.send(FETE, "publier", {"_texte": "## Le soir\n\nUn *grand* bal sur le ponton."}, page)
    [mine, theirs] = visitor.answered(asked).xpath("//div[@class='clashes']//div[contains(@class, 'version')]")

    assert asked.status_code == 409
    assert words(mine) == "Le soir Un grand bal sur le ponton."
    assert words(theirs) == "Le soir Un bal sur le ponton."
    assert [words(one) for one in mine.xpath(".//mark")] == ["grand", "bal", "ponton."]
    assert [words(one) for one in theirs.xpath(".//mark")] == ["bal", "ponton", "."]
    assert mine.xpath(".//h2") and theirs.xpath(".//strong")


def test_one_more_date_without_javascript_saves_nothing(visitor: Visitor):
    before = visitor.text("agenda/fete.md")
    answer = visitor.send(FETE, "ajouter:creneaux", {"titre": "En cours"})
    page = html.fromstring(answer.content)

    assert [name for name in visitor.fields(page) if name.endswith("debut.jour") and "creneaux" in name] == [
        "creneaux.0.debut.jour",
        "creneaux.1.debut.jour",
    ]
    assert page.get_element_by_id("c-titre").value == "En cours"
    assert visitor.text("agenda/fete.md") == before


def test_what_was_typed_and_not_saved_is_offered_again(visitor: Visitor):
    visitor.send(FETE, "publier", {"titre": "", "resume": "À garder"})
    page = visitor.page(FETE)

    assert "Vous aviez commencé à écrire" in words(page)
    assert visitor.page(f"{FETE}?reprendre=oui").get_element_by_id("c-resume").text == "À garder"
    token = page.xpath("//input[@name='_jeton']/@value")[0]
    visitor.client.post(f"/pupitre/{FETE}", data={"_jeton": token, "_faire": "jeter"}, headers={"Origin": HOST})
    assert "Vous aviez commencé" not in words(visitor.page(FETE))


def test_a_series_shows_the_dates_that_it_means_while_it_is_typed(visitor: Visitor):
    values = visitor.fields(visitor.page("ecrire/agenda/"))
    typed = {
        "titre": "Atelier",
        "_dates": "serie",
        "debut.jour": "2026-12-03",
        "debut.heure": "18:30",
        "recurrence.frequence": "hebdomadaire",
        "recurrence.nombre": "12",
    }
    answer = visitor.client.post("/pupitre/verifier/agenda/-", data={**values, **typed}, headers={"Origin": HOST})
    lines = [words(line) for line in html.fromstring(answer.text).xpath("//ul[@class='next']/li")]

    assert lines[0] == "Tous les jeudis"
    assert lines[1].startswith("jeudi 3 décembre 2026")
    assert lines[-1] == "et 2 autres"


def test_hostile_content_is_shown_as_text(visitor: Visitor):
    script = "<script>alert(1)</script>"
    visitor.write(
        "agenda/mal.md",
        f'---\nid: mal\ntitre: \'{script}"><b>\'\npublier_le: 2026-12-01\ndebut: "{script}"\nlieu: "{script}"\n'
        f'canaux: {{"{script}": {{titre: "{script}"}}}}\n---\n</textarea>{script}\n',
    )
    for path in ("", "contenus/", "ecrire/agenda/mal.md"):
        page = visitor.page(path)
        sources = [element.get("src") for element in page.iter("script")]
        assert {str(source).rpartition("/")[0] for source in sources} == {"/pupitre/fichiers"}, path
        assert script in page.text_content(), path


def test_nobody_comes_in_without_the_key(visitor: Visitor):
    visitor.client.cookies.clear()

    for path in ("", "contenus/", FETE, "ecrire/agenda/"):
        answer = visitor.client.get(f"/pupitre/{path}")
        assert answer.status_code == 403
        assert "Fête du lac" not in answer.text
    assert visitor.client.get("/pupitre/?cle=autre").status_code == 403
    assert visitor.client.get(f"/pupitre/?cle={KEY}").status_code == 200


def test_the_cookie_is_for_this_browser_alone(visitor: Visitor):
    visitor.client.cookies.clear()
    cookie = visitor.client.get(f"/pupitre/?cle={KEY}", follow_redirects=False).headers["set-cookie"]

    assert KEY not in cookie
    assert {"httponly", "samesite=strict", "path=/pupitre"} <= {part.strip().lower() for part in cookie.split(";")}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://mechant.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Host": "mechant.example"},
    ],
)
def test_what_another_site_sends_is_refused(visitor: Visitor, headers: dict[str, str]):
    before = visitor.text("agenda/fete.md")
    values = {**visitor.fields(visitor.page(FETE)), "titre": "Piraté", "_faire": "publier"}

    assert visitor.client.post(f"/pupitre/{FETE}", data=values, headers=headers).status_code == 403
    assert visitor.text("agenda/fete.md") == before


def test_a_form_without_its_token_is_refused(visitor: Visitor):
    values = {**visitor.fields(visitor.page(FETE)), "titre": "Piraté", "_faire": "publier", "_jeton": "0"}

    assert visitor.client.post(f"/pupitre/{FETE}", data=values, headers={"Origin": HOST}).status_code == 403


def test_too_much_is_refused(visitor: Visitor):
    answer = visitor.client.post(f"/pupitre/{FETE}", data={"_texte": "a" * 2_600_000}, headers={"Origin": HOST})

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "path",
    ["ecrire/agenda/../../pelicanconf.py", "ecrire/agenda/%2e%2e/x.md", "ecrire/secrets/", "ecrire/agenda/non.md"],
)
def test_no_file_is_reached_by_an_address(visitor: Visitor, path: str):
    assert visitor.client.get(f"/pupitre/{path}").status_code == 404


def test_pages_hold_nothing_inline_and_nothing_of_others(visitor: Visitor):
    for path in ("", "contenus/", "ecrire/", FETE):
        answer = visitor.client.get(f"/pupitre/{path}")
        page = html.fromstring(answer.content)
        policy = answer.headers["content-security-policy"]

        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert not page.xpath("//style | //script[not(@src)] | //@style | //@*[starts-with(name(), 'on')]")
        assert all(
            address.startswith(("/", "#", "?")) for address in page.xpath("//@src | //link/@href | //form/@action")
        )


def test_a_long_list_is_looked_for_and_a_short_one_is_in_the_page(visitor: Visitor):
    short = visitor.page("ecrire/lettres/").xpath("//datalist[@id='liste-item']")[0]
    for number in range(MOST_LISTED):
        visitor.write(f"actualites/n{number}.md", f"---\nid: n{number}\ntitre: Nouvelle {number}\n---\n")
    page = visitor.page("ecrire/lettres/")
    [long] = page.xpath("//datalist[@id='liste-item']")
    found = visitor.page("choix/item?q=FETE+du").xpath("//*[@data-valeur]")

    assert {option.get("value") for option in short} == {"Fête du lac", 'Travaux & "route"', "Mentions légales"}
    assert short.get("data-choix") is None
    assert len(long) == MOST_FOUND
    assert long.get("data-choix") == "/pupitre/choix/item"
    assert [words(one) for one in found] == ["Fête du lac"]
    assert "Rien ne porte ces mots" in words(visitor.page("choix/item?q=nulle-part"))
    assert visitor.client.get("/pupitre/choix/autre").status_code == 404


def test_every_control_has_a_name(visitor: Visitor):
    for path in (
        FETE,
        "ecrire/agenda/",
        "ecrire/lieux/",
        "ecrire/services/",
        "ecrire/lettres/",
        "ecrire/publications/",
    ):
        page = visitor.page(path)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        for control in page.xpath("//form[@id='ecrit']//*[self::input or self::select or self::textarea]"):
            named = control.get("aria-label") or control.xpath("ancestor::label") or control.get("type") == "hidden"
            assert named or page.xpath(f"//label[@for='{control.get('id')}']"), html.tostring(control)


def test_what_is_called_so_comes_before_what_speaks_of_it(visitor: Visitor):
    head = "---\nid: {id}\ntitre: {title}\npublier_le: 2026-11-01\n---\n{text}\n"
    contents = {
        "a": ("La voirie", "Le marché gêne le stationnement."),
        "b": ("Stationnement du marché", "Un texte."),
        "c": ("Marché : le stationnement change", "Un texte."),
        "d": ("Marché et stationnement", "Un texte."),
    }
    for name, (title, text) in contents.items():
        visitor.write(f"actualites/{name}.md", head.format(id=name, title=f'"{title}"', text=text))
    lines = "//ul[contains(@class, 'lines--all')]//a/@href"
    found = visitor.page("contenus/?q=STATIONNEMENT%20marche").xpath(lines)
    phrase = visitor.page("contenus/?q=stationnement%20du").xpath(lines)

    assert [href.rpartition("/")[2] for href in found] == ["b.md", "c.md", "d.md", "a.md"]
    assert phrase[0].endswith("b.md")


def test_a_search_looks_in_registers_and_in_files_too(visitor: Visitor):
    visitor.write("referentiel/communes.yaml", "berze: {nom: Berzé-la-Ville, insee: '71032'}\n")
    visitor.write("documents/plan-de-berze.txt", "Un plan.")
    visitor.desk.forget(anew=True)
    also = visitor.page("contenus/?q=BERZE").xpath("//section[@aria-labelledby='aussi']")[0]

    assert "Berzé-la-Ville Commune" in words(also)
    assert "plan-de-berze.txt Document" in words(also)
    assert not visitor.page("contenus/?q=rien%20du%20tout").xpath("//section[@aria-labelledby='aussi']")


def test_what_one_date_seldom_says_is_folded_until_it_says_it(visitor: Visitor):
    rest = "//details[@class='later']"
    page = visitor.answered(visitor.send(FETE, "ajouter:creneaux", {"_dates": "plusieurs"}))

    folded = [details.get("open") for details in page.xpath(rest)]
    assert folded
    assert set(folded) == {None}
    assert page.xpath(f"{rest}//@name[.='creneaux.0.note']")
    assert not page.xpath(f"{rest}//@name[.='creneaux.0.debut.jour']")

    page = visitor.answered(visitor.send(FETE, "verifier", {"_dates": "plusieurs", "creneaux.0.note": "En panne"}))
    assert page.xpath(rest)[0].get("open") is not None


def test_templates_are_compiled_once_whoever_draws_with_them(monkeypatch: pytest.MonkeyPatch):
    names = [name for name in environment().list_templates() if name.endswith(".html")]
    for name in names:
        environment().get_template(name)
    monkeypatch.setattr("jinja2.Environment.compile", lambda *_, **__: pytest.fail("compiled again"))
    other = environment()

    assert len(names) > 20
    assert all(other.get_template(name) for name in names)


def test_a_form_says_whether_it_is_saved(visitor: Visitor):
    def state(page: html.HtmlElement) -> str:
        return words(page.xpath("//*[@id='etat-enregistre']")[0])

    assert state(visitor.page("ecrire/agenda/fete.md")) == "Modifications enregistrées"
    assert state(visitor.page("ecrire/agenda/")) == "Rien n’est encore enregistré"
    assert state(visitor.page("ecrire/agenda/?modele=agenda/fete.md")) == "Rien n’est encore enregistré"
    begun = visitor.send("ecrire/agenda/", "sortie", {"titre": "Fête de l’étang"})
    assert state(visitor.answered(begun)) == "Modifications non enregistrées"
    typed = visitor.send("ecrire/agenda/fete.md", "sortie", {"titre": "Fête de l’étang"})
    assert state(visitor.answered(typed)) == "Modifications non enregistrées"
    same = visitor.send("ecrire/agenda/fete.md", "verifier")
    assert state(visitor.answered(same)) == "Modifications enregistrées"
    saved = visitor.send("ecrire/agenda/fete.md", "publier", {"titre": "Fête de l’étang"})
    assert state(visitor.answered(saved)) == "Modifications enregistrées"


def test_a_series_that_does_not_say_when_it_comes_back_is_not_published(visitor: Visitor):
    dates = {"_dates": "serie", "debut.jour": "2026-12-19", "prix.sorte": "un"}
    answer = visitor.send("ecrire/agenda/", "publier", {"titre": "Bal", **dates})

    assert answer.status_code == 422
    assert faults(html.fromstring(answer.text)) == [
        "Récurrence : Quand la série revient n’est pas dit",
        "Prix : Le prix n’est pas dit",
    ]


def test_a_list_that_a_state_leaves_empty_speaks_of_no_words(visitor: Visitor):
    assert "Aucun contenu n’est là" in words(visitor.page("contenus/?etat=brouillon"))


def test_the_boxes_that_take_a_row_away_are_told_apart(visitor: Visitor):
    slots = "".join(f"  - debut: 2026-12-0{day}\n" for day in (5, 6))
    visitor.write("agenda/deux.md", f"---\nid: deux\ntitre: Deux soirs\ncreneaux:\n{slots}---\n")
    page = visitor.page("ecrire/agenda/deux.md")
    boxes = page.xpath("//*[@data-rangees='creneaux']/li/label[contains(@class, 'row__remove')]")

    assert [words(box) for box in boxes] == ["Retirer une date 1", "Retirer une date 2"]
    assert all(box.xpath(".//*[@class='row__number']") for box in boxes), "so that a script numbers what it adds"


def test_a_clock_that_stands_still_is_told_and_one_that_goes_is_not(visitor: Visitor):
    assert "Date d’essai : mardi 1er décembre 2026" in words(visitor.page("")).replace("\xa0", " ")

    settings = visitor.project.root / "pelicanconf.py"
    lines = settings.read_text("utf-8").splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if not line.startswith("NOW")), "utf-8")
    visitor.desk.forget(anew=True)
    assert "Date d’essai" not in words(visitor.page(""))


def test_an_alert_is_begun_in_its_short_form(visitor: Visitor):
    links = {words(link): link.get("href") for link in visitor.page("").xpath("//p[@class='begin']/a")}

    assert links["Alerte"] == "/pupitre/alerte"
    assert links["Événement"] == "/pupitre/ecrire/agenda/"


REPORT = """Construire et relire
fete, début du 5 décembre 2026 : le contenu dit 10 h, l’agenda ICS (agendas/tout.ics) dit 9 h
fete, titre : le contenu dit « a : b », RSS (a.rss) dit « b » ; de même dans 2 autres fichiers (Atom)

le site, fichier : le manifeste (tambour.json) dit « a », le dossier ne l’a pas

3 désaccords sur 1 contenu ; 12 faits comparés dans 3 fichiers. (0,1 s)
"""


@pytest.mark.parametrize(
    ("code", "title", "help_fr"),
    [
        (70, "Le site ne dit pas partout la même chose", "relancer ne sert à rien"),
        (0, "C’est en ligne", "n’attend pas"),
    ],
)
def test_what_a_verification_finds_is_a_sentence_per_content(visitor: Visitor, code: int, title: str, help_fr: str):
    folder = ReleaseFolder(visitor.desk.state / "mise-en-ligne")
    folder.keep(ReleaseState("Zoé", "2026-11-30T08:00:00+00:00", "2026-11-30T08:01:00+00:00", code))
    folder.said_file.write_text(REPORT, "utf-8")
    page = html.fromstring(visitor.client.get("/pupitre/enligne/etat").text)  # a part of a page: no charset in it
    first, second = page.xpath("//*[@class='disputed']/li")

    assert title in words(page.xpath("//h2")[0]) and help_fr in words(page.xpath("//*[@class='lead']")[0])
    assert words(first) == "Fête du lac : début du 5 décembre 2026, titre."
    assert first.xpath(".//a/@href") == ["/pupitre/ecrire/agenda/fete.md"]
    assert words(second) == "Le site lui-même : fichier."
    assert page.xpath("//details[not(@open)]//*[@id='rapport']") and page.xpath("//button[@data-copier='rapport']")
    folder.said_file.write_text("Pelican a dit non", "utf-8")
    assert not visitor.page("enligne/etat").xpath("//*[@class='disputed']")


def test_what_others_have_to_mend_is_told_by_its_end_with_the_report_to_hand_on(visitor: Visitor):
    folder = ReleaseFolder(visitor.desk.state / "mise-en-ligne")
    folder.keep(ReleaseState("Zoé", "2026-11-30T08:00:00+00:00", "2026-11-30T08:01:00+00:00", 77))
    folder.said_file.write_text("Construire et relire…\n  fait\nEnvoyer…\n  accès refusé\n", "utf-8")
    page = html.fromstring(visitor.client.get("/pupitre/enligne/etat").text)

    assert [words(line) for line in page.xpath("//*[contains(@class, 'said--end')]/li")] == ["Envoyer…", "accès refusé"]
    assert page.xpath("//details[not(@open)]//*[@id='rapport']") and page.xpath("//button[@data-copier='rapport']")
    folder.keep(ReleaseState("Zoé", "2026-11-30T08:00:00+00:00", "2026-11-30T08:01:00+00:00", 65))
    page = html.fromstring(visitor.client.get("/pupitre/enligne/etat").text)
    assert page.xpath("//details[@open]//*[@id='rapport']") and not page.xpath("//button[@data-copier='rapport']")
