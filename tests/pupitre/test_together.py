"""Several contents of the list at once: published, taken from the site, given a topic or a commune, in one version."""

import pytest

from tests.pupitre.conftest import HOST, Visitor, words
from tests.pupitre.versions.repositories import git

DRAFT = "---\nid: {id}\ntitre: {title}\npublier_le: 2026-11-20\nbrouillon: oui\n---\n{text}\n"
COMMUNES = 'lac:\n  nom: Le Lac\n  insee: "39001"\nport:\n  nom: Le Port\n  insee: "39002"\n'


@pytest.fixture
def several(visitor: Visitor) -> Visitor:
    visitor.write("referentiel/themes.yaml", "eau:\n  nom: L’eau\n")
    visitor.write("referentiel/communes.yaml", COMMUNES)
    visitor.write("actualites/un.md", DRAFT.format(id="un", title="Un", text="[Deux](id:deux)."))
    visitor.write("actualites/deux.md", DRAFT.format(id="deux", title="Deux", text="[Un](id:un)."))
    visitor.write("actualites/trois.md", DRAFT.format(id="trois", title="Trois", text="[Rien](id:absent)."))
    git(visitor.project.root, "init", "-q")
    git(visitor.project.root, "add", "-A")
    git(visitor.project.root, "commit", "-qm", "debut")
    return visitor


def ahead(visitor: Visitor, do: str, *paths: str, **more: str):
    query = "&".join([f"quoi={do}", *(f"contenu={path}" for path in paths), *(f"{k}={v}" for k, v in more.items())])
    return visitor.page(f"ensemble/?{query}")


def confirm(visitor: Visitor, page):
    values = {}
    for name, value in page.xpath("//form[@class='act']")[0].form_values():
        values.setdefault(name, []).append(value)
    return visitor.client.post("/pupitre/ensemble/", data=values, headers={"Origin": HOST})


def versions(visitor: Visitor) -> int:
    return int(git(visitor.project.root, "rev-list", "--count", "HEAD"))


def test_drafts_are_published_together_and_what_is_faulty_is_left(several: Visitor):
    page = ahead(several, "publier", "actualites/un.md", "actualites/deux.md", "actualites/trois.md", "agenda/fete.md")

    assert words(page.xpath("//p[@class='lead']")[0]) == "2 contenus seront publiés."
    left = [words(line) for line in page.xpath("//section[@aria-labelledby='laisses']//li")]
    assert left[0].startswith("Trois") and "absent" in left[0]
    assert left[1] == "Fête du lac déjà publié"

    answer = confirm(several, page)

    assert "C’est fait : 2 contenus" in words(several.answered(answer))
    assert versions(several) == 2
    assert git(several.project.root, "log", "-1", "--format=%s") == "Un et Deux : publiés"
    assert "brouillon" not in several.text("actualites/un.md") + several.text("actualites/deux.md")
    assert "brouillon: oui" in several.text("actualites/trois.md")
    assert not several.desk.look().problems.keys() & {"actualites/un.md", "actualites/deux.md"}


def test_contents_leave_the_site_together(several: Visitor):
    page = ahead(several, "retirer", "agenda/fete.md", "actualites/un.md")
    assert words(page.xpath("//p[@class='lead']")[0]) == "« Fête du lac » sera retiré du site."
    confirm(several, page)

    assert "retirer_le: 2026-12-01 09:00" in several.text("agenda/fete.md")
    assert several.text("actualites/un.md") == DRAFT.format(id="un", title="Un", text="[Deux](id:deux).")
    assert "n’est pas sur le site" in words(ahead(several, "retirer", "agenda/fete.md"))


def test_a_topic_and_a_commune_are_added_to_several(several: Visitor):
    page = ahead(several, "theme", "agenda/fete.md", "actualites/travaux.md", "pages/mentions-legales.md", theme="eau")
    assert "auront le thème « L’eau »." in words(page.xpath("//p[@class='lead']")[0])
    confirm(several, page)
    assert all(
        "- eau" in several.text(path) or "[eau]" in several.text(path) or "themes: eau" in several.text(path)
        for path in ("agenda/fete.md", "actualites/travaux.md")
    )
    assert several.desk.look().entries["agenda/fete.md"].item.topics == ("eau",)
    assert "l’a déjà" in words(ahead(several, "theme", "agenda/fete.md", theme="eau"))

    assert "tout le territoire" in words(ahead(several, "commune", "agenda/fete.md", commune="lac"))
    several.write("agenda/fete.md", several.text("agenda/fete.md").replace("titre:", "communes: [lac]\ntitre:", 1))
    confirm(several, ahead(several, "commune", "agenda/fete.md", commune="port"))
    assert several.desk.look().entries["agenda/fete.md"].item.communes == ("lac", "port")


def test_nothing_chosen_and_nothing_named_are_told(several: Visitor):
    assert "Cochez d’abord" in words(ahead(several, "publier"))
    assert "Cochez d’abord" in words(ahead(several, "publier", "../pelicanconf.py"))
    assert "Choisissez le thème" in words(ahead(several, "theme", "agenda/fete.md", theme="../eau"))
    assert versions(several) == 1


def test_the_list_lets_one_choose(several: Visitor):
    page = several.page("contenus/")
    form = page.xpath("//form[@class='together']")[0]

    assert {one.get("value") for one in form.xpath(".//input[@name='contenu']")} >= {"agenda/fete.md"}
    assert [words(one) for one in form.xpath(".//select[@name='quoi']/option")] == [
        "Publier", "Retirer du site", "Ajouter un thème", "Ajouter une commune",
        "Supprimer les brouillons",
    ]  # fmt: skip


def test_what_somebody_else_has_just_written_is_not_written_over(several: Visitor, monkeypatch: pytest.MonkeyPatch):
    page = ahead(several, "publier", "actualites/un.md", "actualites/deux.md")
    look = several.desk.look()
    file = several.project.root / "content/actualites/un.md"
    monkeypatch.setattr("tambour.pupitre.web.together_pages.SourceFile.read", _stale(file))

    answer = confirm(several, page)

    assert answer.status_code == 409
    assert "Quelqu’un d’autre" in words(several.answered(answer))
    assert versions(several) == 1
    assert look is not None


def _stale(file):
    from tambour.pupitre.files.source_file import SourceFile

    read = SourceFile.read

    def before(path, kind=None):
        found = read(path, kind)
        if path == file:
            file.write_bytes(found.data + b"Autre chose.\n")
        return found

    return before


def test_drafts_that_nobody_has_seen_are_deleted_and_may_come_back(several: Visitor):
    link = several.page("ecrire/actualites/un.md").xpath("//a[.='Supprimer ce brouillon']/@href")
    assert link == ["/pupitre/ensemble/?quoi=supprimer&contenu=actualites/un.md"]
    assert several.page("ecrire/agenda/fete.md").xpath("//a[.='Supprimer ce brouillon']") == []
    several.send("ecrire/actualites/trois.md", "brouillon", {"_texte": "Rien."})
    several.send("ecrire/actualites/trois.md", "publier")
    several.send("ecrire/actualites/trois.md", "brouillon")
    page = ahead(several, "supprimer", "actualites/un.md", "agenda/fete.md", "actualites/trois.md")
    assert words(page.xpath("//p[@class='lead']")[0]).startswith("« Un » sera supprimé. Les versions le gardent")
    left = words(page.xpath("//section[@aria-labelledby='laisses']")[0])
    assert ("n’est pas un brouillon" in left, "a déjà été publié" in left) == (True, True)

    alone = ahead(several, "supprimer", "actualites/un.md")
    assert words(alone.xpath("//h1")[0]) == "Supprimer ce brouillon ?"
    assert alone.xpath("//a[.='Ne rien changer']/@href") == ["/pupitre/ecrire/actualites/un.md"]

    done = several.answered(confirm(several, page))
    assert not (several.project.root / "content/actualites/un.md").exists()
    told = several.page("journal").xpath("//ol[@class='deeds']/li")[0]
    assert words(told).endswith("a enregistré Un (actualité, qui n’est plus là) : brouillon supprimé")
    assert told.xpath(".//a/@href") == ["/pupitre/versions/actualites/un.md"]
    back = done.xpath("//p[@class='done']/a/@href")[0].removeprefix("/pupitre/")
    page = several.page(back)
    form = page.xpath("//ol[@class='saved']//form")[0]
    values = {**dict(form.form_values()), "version": form.xpath(".//button/@value")[0]}
    several.client.post(f"/pupitre/{back}", data=values, headers={"Origin": HOST})
    assert several.text("actualites/un.md") == DRAFT.format(id="un", title="Un", text="[Deux](id:deux).")
