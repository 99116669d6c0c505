"""A contributor proposes for her commune and sees nothing else; what is to be read is published by whoever reads it."""

import io

import pytest
from lxml import html
from PIL import Image
from starlette.testclient import TestClient

from tambour.pupitre.people.person import Colleague
from tambour.pupitre.web.app import application
from tambour.pupitre.web.listing import line_of
from tambour.pupitre.web.week import week_of
from tests.pupitre.conftest import HOST, Visitor, words
from tests.pupitre.people.doors import AGENT, CONTRIBUTOR, REVIEWER, OpenDoor
from tests.pupitre.versions.repositories import git

COMMUNES = 'rouvrelle:\n  nom: Rouvrelle\n  insee: "61999"\ncorbeval:\n  nom: Corbeval\n  insee: "61998"\n'
NEWS = "---\nid: {id}\ntitre: {title}\npublier_le: 2026-11-20\ncommunes: [{commune}]\n{more}---\nTexte.\n"
HERS, OTHER, OUT = "actualites/a-elle.md", "actualites/a-corbeval.md", "actualites/paru.md"


@pytest.fixture
def desk(visitor: Visitor) -> Visitor:
    visitor.write("referentiel/communes.yaml", COMMUNES)
    visitor.write(HERS, NEWS.format(id="a-elle", title="Le lavoir", commune="rouvrelle", more="brouillon: oui\n"))
    visitor.write(OTHER, NEWS.format(id="a-corbeval", title="Secret", commune="corbeval", more="brouillon: a-relire\n"))
    visitor.write(OUT, NEWS.format(id="paru", title="Paru à Rouvrelle", commune="rouvrelle", more=""))
    return visitor


def enter(visitor: Visitor, person: Colleague) -> None:
    visitor.client = TestClient(application(visitor.desk, OpenDoor(person)), base_url=HOST)


def test_a_contributor_sees_what_waits_of_her_commune_and_nothing_else(desk: Visitor):
    enter(desk, CONTRIBUTOR)
    first = desk.page("")

    assert [words(link) for link in first.xpath("//section//a")] == ["Le lavoir"]
    assert [link.get("href") for link in first.xpath("//ul[@class='kinds']//a")] == [
        "/pupitre/ecrire/actualites/",
        "/pupitre/ecrire/agenda/",
    ]
    assert [link.get("href") for link in first.xpath("//nav//a")] == ["/pupitre/ecrire/", "/"]
    nothing = desk.client.get("/pupitre/rien").text
    for path in (OTHER, OUT, "agenda/fete.md", "pages/mentions.md", "actualites/absent.md", "pages/", "alertes/"):
        for action in ("ecrire", "verifier", "sortie"):
            answer = desk.client.request(
                "GET" if action == "ecrire" else "POST", f"/pupitre/{action}/{path}", data={"_jeton": "j" * 40}
            )
            assert (answer.status_code, answer.text) == (404, nothing), (action, path)
    page = desk.client.get(f"/pupitre/ecrire/{HERS}").text
    assert "Secret" not in page
    assert "corbeval" not in page
    for target in ("item", "link"):
        assert "Secret" not in desk.client.get(f"/pupitre/choix/{target}").text
    assert "Secret" not in desk.client.get(f"/pupitre/ecrire/actualites/?modele={OTHER}").text


def test_a_contributor_proposes_for_her_commune_and_publishes_nothing(desk: Visitor):
    enter(desk, CONTRIBUTOR)
    new = {"titre": "Le four", "_mot": "Vérifiez l’heure"}
    asked = desk.send("ecrire/actualites/", "relire", new)
    path = asked.url.path.removeprefix("/pupitre/ecrire/")

    assert "donné à relire" in asked.text
    assert "brouillon: a-relire" in desk.text(path)
    assert "communes:" in desk.text(path)
    assert desk.desk.look().problems == {}
    assert not any(entry.path.startswith(path[:-3]) for entry in desk.desk.look().content.public)
    before = desk.text(path)
    for do in ("publier", "corriger", "renvoyer"):
        assert desk.send(f"ecrire/{path}", do).status_code == 403, do
    outside = desk.send(f"ecrire/{path}", "brouillon", {"communes": ["corbeval"]})
    assert outside.status_code == 422
    assert desk.send(f"ecrire/{path}", "brouillon", {"communes": []}).status_code == 422
    assert desk.text(path) == before


def test_what_is_to_be_read_is_published_or_sent_back_by_whoever_reads_it(desk: Visitor):
    enter(desk, REVIEWER)
    written = desk.desk.look()
    assert [line.sheet.title for line in week_of(written).to_review] == ["Secret"]
    assert line_of(written, written.sheets[OTHER]).state == "a-relire"
    page = desk.page(f"ecrire/{OTHER}")
    assert {"publier", "renvoyer", "relire", "brouillon"} <= {*page.xpath("//button[@name='_faire']/@value")}
    assert {"publier", "brouillon"}.isdisjoint(desk.page(f"ecrire/{OUT}").xpath("//button[@name='_faire']/@value"))
    assert desk.send(f"ecrire/{OUT}", "brouillon").status_code == 403
    assert desk.send(f"ecrire/{HERS}", "publier").status_code == 403, "nobody has asked for it yet"

    back = desk.send(f"ecrire/{OTHER}", "renvoyer", {"_mot": "Il manque le prix"})
    assert "brouillon: oui" in desk.text(OTHER)
    assert "Il manque le prix" in words(html.fromstring(back.content))
    enter(desk, AGENT)
    assert "renvoyé par Léo Petit" in words(desk.page(f"ecrire/{OTHER}"))
    desk.send(f"ecrire/{OTHER}", "relire", {"_mot": "Voilà"})
    enter(desk, REVIEWER)
    assert "Voilà" in words(desk.page(f"ecrire/{OTHER}"))
    assert desk.send(f"ecrire/{OTHER}", "publier").status_code == 200
    assert "brouillon" not in desk.text(OTHER)
    assert "Voilà" not in words(desk.page(f"ecrire/{OTHER}"))


def test_one_s_preview_and_unsaved_text_are_never_another_s(desk: Visitor):
    desk.project.set('CHANNELS = {"posts": {}, "newsletter": {}, "feeds": {}}')
    desk.desk.forget(anew=True)
    door, other = OpenDoor(AGENT), Colleague("b", "Bea", "bea@exemple.fr", AGENT.roles)
    desk.client = TestClient(application(desk.desk, door), base_url=HOST)
    desk.send("ecrire/agenda/fete.md", "verifier", {"resume": "Pas encore dit"})
    made = desk.client.post(
        "/pupitre/sortie/agenda/fete.md", data=desk.fields(desk.page("ecrire/agenda/fete.md")), headers={"Origin": HOST}
    )
    previews = html.fromstring(made.text).xpath("//img/@src | //iframe/@src")
    assert "Vous aviez commencé" in words(desk.page("ecrire/agenda/fete.md"))
    assert desk.client.get(previews[0]).status_code == 200

    door.someone = other
    assert "Vous aviez commencé" not in words(desk.page("ecrire/agenda/fete.md"))
    assert desk.client.get(previews[0]).status_code == 404


def test_what_a_contributor_may_not_see_is_told_like_what_is_not_there(desk: Visitor):
    enter(desk, CONTRIBUTOR)

    def told(name: str) -> str:
        answer = desk.send(f"ecrire/{HERS}", "verifier", {"_texte": f"[Voir](id:{name})."})
        return words(desk.answered(answer).xpath("//main")[0]).replace(name, "…")

    for path, name in ((OTHER, "a-corbeval"), ("pages/cachee.md", "cachee")):
        if path != OTHER:
            desk.write(path, f"---\nid: {name}\ntitre: Secret\nbrouillon: oui\n---\n")
        assert told(name) == told("a-corbevax")  # as near to what waits, and nothing
        assert "un brouillon" not in told(name)
    assert "ne mène nulle part" in told("a-corbeval")
    enter(desk, AGENT)
    assert told("a-corbeval") != told("a-corbevax")


def test_a_contributor_is_offered_the_files_that_are_seen_and_no_others(desk: Visitor):
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), "#305070").save(stream, "JPEG")
    images = desk.project.root / "content/images"
    images.mkdir(exist_ok=True)
    for name, path in (("cachee.jpg", OTHER), ("elle.jpg", HERS), ("parue.jpg", OUT)):
        (images / name).write_bytes(stream.getvalue() + name.encode())
        desk.write(path, desk.text(path).replace("titre: ", f"image: {name}\nalt: Vue\ntitre: ", 1))
    (images / "seule.jpg").write_bytes(stream.getvalue())
    desk.desk.forget()
    enter(desk, CONTRIBUTOR)

    page = desk.client.get(f"/pupitre/ecrire/{HERS}").text + desk.client.get("/pupitre/choix/image").text

    assert ("elle.jpg" in page, "parue.jpg" in page) == (True, True)
    assert ("cachee.jpg" in page, "seule.jpg" in page) == (False, False)

    def told(name: str) -> str:
        answer = desk.send(f"ecrire/{HERS}", "verifier", {"image": name, "alt": "Vue"})
        return words(desk.answered(answer).xpath("//main")[0]).replace(name, "…")

    assert told("cachee.jpg") == told("cachex.jpg")
    assert told("parue.jpg") != told("cachex.jpg")


def test_a_contributor_gives_a_photo_and_sees_no_other_s(desk: Visitor):
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), "#305070").save(stream, "JPEG")
    images = desk.project.root / "content/images"
    images.mkdir(exist_ok=True)
    for name, path in (("secret.jpg", OTHER), ("elle.jpg", HERS)):
        (images / name).write_bytes(stream.getvalue() + name.encode())
        desk.write(path, desk.text(path).replace("titre: ", f"image: {name}\nalt: Confidentiel\ntitre: ", 1))
    enter(desk, CONTRIBUTOR)

    assert desk.client.get("/pupitre/medias/vignette/images/elle.jpg").status_code == 200
    for page in ("medias/", "medias/vignette/images/secret.jpg", "medias/voir/images/elle.jpg"):
        assert desk.client.get(f"/pupitre/{page}").status_code == 404, page
    sent = {"_fichier.fichier:fichier": ("a.jpg", stream.getvalue() + b"secret.jpg")}
    data = {"_jeton": "j" * 40, "cible": "image", "titre": "Le four"}
    told = desk.client.post("/pupitre/medias/deposer", data=data, files=sent, headers={"Origin": HOST})
    assert told.status_code == 200
    assert "Secret" not in told.text
    assert "Confidentiel" not in told.text


def test_a_contributor_takes_back_a_draft_of_hers_and_no_other(desk: Visitor):
    git(desk.project.root, "init", "-q")
    enter(desk, CONTRIBUTOR)
    desk.send(f"ecrire/{HERS}", "brouillon", {"_texte": "Il est propre."})  # a version has it
    opened = desk.page(f"ecrire/{HERS}")
    (link,) = opened.xpath("//a[.='Supprimer ce brouillon']/@href")
    asked = desk.page(link.removeprefix("/pupitre/"))
    said = words(asked.xpath("//p[@class='lead']")[0])
    for query in (
        f"quoi=supprimer&contenu={OTHER}",
        f"quoi=supprimer&contenu={OUT}",
        f"quoi=publier&contenu={HERS}",
        f"quoi=supprimer&contenu={HERS}&contenu={OTHER}",
    ):
        assert desk.client.get(f"/pupitre/ensemble/?{query}").status_code == 404, query

    form = dict(asked.xpath("//form[@class='act']")[0].form_values())
    stolen = desk.client.post("/pupitre/ensemble/", data={**form, "contenu": OTHER}, headers={"Origin": HOST})
    done = desk.client.post("/pupitre/ensemble/", data=form, headers={"Origin": HOST})
    assert said == "« Le lavoir » sera supprimé. L’équipe du site pourra le reprendre."
    assert (stolen.status_code, words(desk.answered(done).xpath("//p[@class='done']")[0])) == (404, "C’est supprimé.")
    assert not (desk.project.root / "content" / HERS).exists()
    assert (desk.project.root / "content" / OTHER).exists()
