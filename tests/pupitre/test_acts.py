"""What happens to what was announced: each button writes what a writer would, and nothing else."""

import subprocess

import pytest
from lxml import html

from tests.pupitre.conftest import HOST, Visitor, words

HEAD = "---\nid: fete\ntitre: Fête du lac\npublier_le: 2026-11-20\n"
ONE = f"{HEAD}debut: 2026-12-05 10:00\nfin: 2026-12-05 18:00\n---\nVenez.\n"
SLOTS = f"{HEAD}creneaux:\n  - debut: 2026-12-05 10:00\n    fin: 12h\n  - debut: 2026-12-06 10:00\n---\nVenez.\n"
SERIES = f"{HEAD}debut: 2026-12-03 18:30\nfin: 20h\nrecurrence:\n  frequence: hebdomadaire\n  nombre: 4\n---\nVenez.\n"
ALERT = "---\nid: eau\ntitre: Eau coupée\nniveau: urgence\npublier_le: 2026-12-01\nfin: 2026-12-03\n---\n"


def do(visitor: Visitor, what: str, path: str = "agenda/fete.md", **typed: str) -> list[str]:
    """Press a button and fill in what it asks; returns the lines that are new, then those that are gone."""
    before = visitor.text(path).splitlines()
    address = f"agir/{path}?quoi={what}"
    page = visitor.page(address)
    form = page.xpath("//form[@class='act']")[0]
    values = dict(form.form_values()) | {name.replace("__", "."): text for name, text in typed.items()}
    answer = visitor.client.post(f"/pupitre/{address}", data={**values, "_faire": "oui"}, headers={"Origin": HOST})
    assert answer.status_code == 200, answer.text
    after = visitor.text(path).splitlines()
    return [f"+{line}" for line in after if line not in before] + [f"-{line}" for line in before if line not in after]


def date_named(visitor: Visitor, what: str, start: str) -> str:
    page = visitor.page(f"agir/agenda/fete.md?quoi={what}")
    labels = page.xpath("//input[@name='date']/..")
    return str(next(label.xpath("input/@value")[0] for label in labels if words(label).startswith(start)))


def test_of_an_event_with_one_date_off_the_desk_says_which(visitor: Visitor):
    visitor.write("agenda/fete.md", SLOTS.replace("    fin: 12h\n", "    fin: 12h\n    statut: annule\n"))
    [state] = visitor.page("ecrire/agenda/fete.md").xpath("//p[@class='head__state']")

    assert words(state).startswith("Publié dimanche 6 décembre à 10 h – une date annulée : samedi 5 décembre")


@pytest.mark.parametrize(
    ("what", "typed", "lines"),
    [
        ("annuler", {}, ["+statut: annule"]),
        ("annuler", {"pourquoi": "Il pleut"}, ["+note: Il pleut", "+statut: annule"]),
        ("complet", {}, ["+statut: complet"]),
        ("reporter", {}, ["+statut: reporte"]),
        (
            "reporter",
            {"moment__jour": "2026-12-12", "moment__heure": "14:00"},
            [
                "+debut: 2026-12-12 14:00",
                "+fin: 2026-12-12 22:00",
                "+debut_precedent: [2026-12-05 10:00]",
                "+statut: reporte",
                "-debut: 2026-12-05 10:00",
                "-fin: 2026-12-05 18:00",
            ],
        ),
        ("deplacer", {"lieu": "Le préau"}, ["+statut: deplace", "+lieu: Le préau"]),
        ("retirer", {}, ["+retirer_le: 2026-12-01 09:00"]),
    ],
)
def test_an_event_of_one_date(visitor: Visitor, what: str, typed: dict[str, str], lines: list[str]):
    visitor.write("agenda/fete.md", ONE)

    assert sorted(do(visitor, what, **typed)) == sorted(lines)
    assert visitor.desk.look().problems == {}


def test_the_reason_of_one_change_is_not_given_for_the_next(visitor: Visitor):
    visitor.write("agenda/fete.md", ONE.replace("---\n", "---\nnote: Sur réservation\n", 1))
    do(visitor, "complet")
    assert "note: Sur réservation" in visitor.text("agenda/fete.md"), "it was said of no change"
    do(visitor, "reporter", pourquoi="Le chauffage est en panne.")

    again = do(visitor, "reporter", moment__jour="2026-12-12", moment__heure="14:00")

    assert "-note: Le chauffage est en panne." in again
    assert "note:" not in visitor.text("agenda/fete.md")


def test_one_slot_of_several(visitor: Visitor):
    visitor.write("agenda/fete.md", SLOTS)
    sunday = date_named(visitor, "annuler", "dimanche 6")

    assert do(visitor, "annuler", date=sunday, pourquoi="Neige") == ["+    statut: annule", "+    note: Neige"]


def test_one_date_of_a_series_is_an_exception_and_is_taken_back_without_a_trace(visitor: Visitor):
    visitor.write("agenda/fete.md", SERIES)
    second = date_named(visitor, "annuler", "jeudi 10")

    assert do(visitor, "annuler", date=second) == ["+exceptions:", "+  - date: 2026-12-10", "+    statut: annule"]
    assert "exceptions" in visitor.text("agenda/fete.md")
    do(visitor, "retablir", date=date_named(visitor, "retablir", "jeudi 10"))
    assert visitor.text("agenda/fete.md") == SERIES


def test_all_dates_at_once(visitor: Visitor):
    visitor.write("agenda/fete.md", SERIES)

    assert do(visitor, "annuler", date="toutes") == ["+statut: annule"]


def test_an_alert_is_lifted_or_lasts_longer(visitor: Visitor):
    visitor.write("alertes/eau.md", ALERT)
    longer = {"moment__jour": "2026-12-04", "moment__heure": "12:00"}

    assert do(visitor, "prolonger", "alertes/eau.md", **longer) == ["+fin: 2026-12-04 12:00", "-fin: 2026-12-03"]
    assert do(visitor, "lever", "alertes/eau.md") == ["+modifie: 2026-12-01 09:00", "+statut: levee"]
    assert visitor.client.get("/pupitre/agir/alertes/eau.md?quoi=lever").status_code == 404


def test_what_the_build_would_refuse_is_not_written(visitor: Visitor):
    visitor.write("alertes/eau.md", ALERT)
    address = "/pupitre/agir/alertes/eau.md?quoi=prolonger"
    token = visitor.page("agir/alertes/eau.md?quoi=prolonger").xpath("//input[@name='_jeton']/@value")[0]
    typed = {"_jeton": token, "moment.jour": "2026-11-20", "moment.heure": "", "_faire": "oui"}
    answer = visitor.client.post(address, data=typed, headers={"Origin": HOST})

    assert answer.status_code == 422
    assert "Fin : " in words(html.fromstring(answer.content).xpath("//div[@class='summary']")[0])
    assert visitor.text("alertes/eau.md") == ALERT


def test_only_what_makes_sense_is_offered(visitor: Visitor):
    def offers(path: str) -> list[str]:
        return [words(link) for link in visitor.page(f"ecrire/{path}").xpath("//nav[@class='acts']/a")]

    assert offers("agenda/fete.md") == [
        *("Annuler", "Reporter", "Complet", "Changer de lieu", "Retirer du site", "Dupliquer pour l’an prochain"),
        "Versions",
    ]
    assert offers("actualites/travaux.md") == ["Retirer du site", "Dupliquer", "Versions"]
    assert offers("pages/mentions.md") == ["Versions"]


def test_next_year_begins_as_this_one_on_the_same_day_of_the_week(visitor: Visitor):
    visitor.write("agenda/fete.md", ONE.replace("titre", "statut: annule\ntitre"))
    page = visitor.page("ecrire/agenda/?modele=agenda/fete.md")
    fields = visitor.fields(page)

    assert fields["debut.jour"] == ["2027-12-04"]
    assert fields["titre"] == ["Fête du lac"]
    assert "annule" not in [value for values in fields.values() for value in values]
    visitor.send("ecrire/agenda/", "publier", page=page)
    assert "id: fete-du-lac-2027" in visitor.text("agenda/fete-du-lac-2027.md")


def test_a_correction_is_said_on_its_day(visitor: Visitor):
    visitor.send("ecrire/actualites/travaux.md", "corriger", {"titre": "Travaux"})

    assert "modifie: 2026-12-01 09:00" in visitor.text("actualites/travaux.md")


def test_an_alert_at_night_is_five_fields(visitor: Visitor):
    page = visitor.page("alerte")
    asked = [name for name in dict(page.xpath("//form[@id='ecrit']")[0].form_values()) if not name.startswith("_")]
    assert {name.partition(".")[0] for name in asked} == {"publier_le", "titre", "fin", "communes"}
    action = page.xpath("//form[@id='ecrit']/@action")[0].removeprefix("/pupitre/")
    typed = {"titre": "Eau coupée à Mijoux", "niveau": "urgence", "fin.jour": "2026-12-02"}
    assert visitor.send(action, "publier", typed, page).status_code == 200
    assert visitor.text("alertes/eau-coupee-a-mijoux-2026.md").splitlines()[1:-1] == [
        "id: eau-coupee-a-mijoux-2026",
        "titre: Eau coupée à Mijoux",
        "publier_le: 2026-12-01 09:00",
        "niveau: urgence",
        "fin: 2026-12-02",
    ]


def test_each_save_is_a_version_that_can_be_brought_back(visitor: Visitor):
    for command in (
        ["init", "-q"],
        ["add", "content"],
        ["-c", "user.name=A", "-c", "user.email=a@b.fr", "commit", "-qm", "Début"],
    ):
        subprocess.run(["git", *command], cwd=visitor.project.root, check=True)
    before = visitor.text("agenda/fete.md")
    visitor.send("ecrire/agenda/fete.md", "publier", {"titre": "Fête de l’étang"})
    page = visitor.page("versions/agenda/fete.md")
    first, *_ = page.xpath("//li[@class='saved__one']")

    assert "Titre : « Fête du lac » devient « Fête de l’étang »" in words(first).replace("\xa0", " ")
    version = page.xpath("//button[@name='version']/@value")[-1]
    token = page.xpath("//input[@name='_jeton']/@value")[0]
    typed = {"_jeton": token, "version": version}
    visitor.client.post("/pupitre/versions/agenda/fete.md", data=typed, headers={"Origin": HOST})
    assert visitor.text("agenda/fete.md") == before


def test_without_a_repository_the_content_is_saved_and_the_page_says_why_there_is_no_version(visitor: Visitor):
    visitor.send("ecrire/agenda/fete.md", "publier", {"titre": "Fête de l’étang"})

    assert "titre: Fête de l’étang" in visitor.text("agenda/fete.md")
    assert len(words(visitor.page("versions/agenda/fete.md").xpath("//p[@class='lead']")[0])) > 20


def told(visitor: Visitor, what: str, path: str, **typed: str) -> str:
    """What every channel will say, before it is confirmed."""
    address = f"agir/{path}?quoi={what}"
    values = dict(visitor.page(address).xpath("//form[@class='act']")[0].form_values())
    typed = {name.replace("__", "."): text for name, text in typed.items()}
    answer = visitor.client.post(
        f"/pupitre/{address}", data={**values, **typed, "_faire": "sortie"}, headers={"Origin": HOST}
    )
    assert answer.status_code == 200, answer.text
    return words(html.fromstring(answer.text).get_element_by_id("sortie-place"))


def test_before_it_is_confirmed_every_channel_says_what_it_will_say(visitor: Visitor):
    visitor.project.set('CHANNELS = {"feeds": {}, "posts": {}}')
    visitor.desk.forget(anew=True)
    visitor.write("agenda/fete.md", ONE)
    visitor.write("alertes/eau.md", ALERT)

    cancelled = told(visitor, "annuler", "agenda/fete.md", pourquoi="Le ponton a cédé")
    later = told(visitor, "reporter", "agenda/fete.md", moment__jour="2026-12-12", moment__heure="14:00")

    assert "ANNULÉ – Fête du lac" in cancelled
    assert "Le ponton a cédé." in cancelled
    assert "12 décembre" in later
    assert "levée" in told(visitor, "lever", "alertes/eau.md").lower()
    assert "Remplissez ce qui est demandé" in told(visitor, "deplacer", "agenda/fete.md")
    assert visitor.text("agenda/fete.md") == ONE
    assert visitor.text("alertes/eau.md") == ALERT


@pytest.mark.parametrize(
    ("what", "path", "sentence"),
    [("deplacer", "agenda/fete.md", "Dites où"), ("prolonger", "alertes/eau.md", "Dites jusqu’à quand")],
)
def test_what_is_asked_must_be_answered(visitor: Visitor, what: str, path: str, sentence: str):
    visitor.write("agenda/fete.md", ONE)
    visitor.write("alertes/eau.md", ALERT)
    before = visitor.text(path)
    address = f"agir/{path}?quoi={what}"
    values = dict(visitor.page(address).xpath("//form[@class='act']")[0].form_values())
    answer = visitor.client.post(f"/pupitre/{address}", data={**values, "_faire": "oui"}, headers={"Origin": HOST})

    assert sentence in words(html.fromstring(answer.text).xpath("//*[@class='summary']")[0])
    assert visitor.text(path) == before
