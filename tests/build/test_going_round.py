"""Publication goes round a fault: what is not at fault appears, what is keeps its last published state, or waits."""

import shutil

import pytest

from tambour.build.clock import now as clock_now
from tambour.build.request import Request
from tambour.commands.build import build
from tambour.commands.check import check
from tambour.commands.project import read_settings, settle_project
from tambour.model.left_out import Fate
from tests.media.pictures import phone_photo
from tests.projects import write_project

NEWS = "content/actualites/travaux.md"
EVENT = "content/agenda/fete.md"
CHANNELS = 'CHANNELS = {"feeds": {}, "agenda": {}, "api": {}, "sitemap": {}, "redirects": {}}'
COMMUNES = "cluny: {nom: Cluny, insee: '71137'}\nmazille: {nom: Mazille, insee: '71290'}\n"
PLACE = "---\nid: salle\ntitre: Salle\nrue: 1 rue Haute\ncode_postal: '71250'\nville: Cluny\ncommune: cluny\n---\n"
AT_PLACE = (
    "---\nid: bal\ntitre: Bal des pompiers\npublier_le: 2026-11-20\ndebut: 2026-12-12 20:00\nlieu: salle\n"
    "themes: [fetes]\ncommunes: [mazille]\n---\nOn danse.\n"
)
PICTURED = (
    "---\nid: lac\ntitre: Le lac\npublier_le: 2026-11-20\nimage: lac.jpg\nalt: Le lac\n"
    "documents: [{fichier: plan.pdf, titre: Le plan}]\n---\nOn s’y baigne.\n"
)
ALERT = (
    "---\nid: eau\ntitre: Coupure d’eau\nniveau: urgence\npublier_le: 2026-12-01 08:00\ndebut: 2026-12-01 08:00\n"
    "fin: 2026-12-02 20:00\n{more}---\nFaites bouillir l’eau. {text}\n"
)


@pytest.fixture
def town(project):
    """A small territory, with something of everything, published once; what was published of it is on its pages."""
    return settle_down(project)


@pytest.fixture(scope="module")
def mended_town(tmp_path_factory):
    """The same, once for all tests that leave it as it was."""
    root = tmp_path_factory.mktemp("mended")
    with pytest.MonkeyPatch.context() as patch:
        project = write_project(root / "project")
        patch.chdir(project.root)
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        yield settle_down(project)


def settle_down(project):
    project.set(CHANNELS)
    project.write("content/referentiel/communes.yaml", COMMUNES)
    project.write("content/referentiel/themes.yaml", "fetes: {nom: Fêtes}\n")
    project.write("content/lieux/salle.md", PLACE)
    project.write("content/agenda/bal.md", AT_PLACE)
    project.write("content/images/lac.jpg", phone_photo((400, 300)))
    project.write("content/documents/plan.pdf", "%PDF-1.7")
    project.write("content/actualites/lac.md", PICTURED)
    assert build(quiet=True) == 0
    return project


def settled(project):
    request = Request.read()
    settings = read_settings(request)
    return settle_project(request, settings, clock_now(settings.now, settings.territory.zone))


def fates(project):
    return {str(left.path): left.fate for left in settled(project).left_out}


def edit(project, path, old, new):
    file = project.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


# — one item —


def test_a_faulty_draft_stops_nothing_and_is_told(town, capsys):
    before = town.tree()
    town.write(
        "content/agenda/idee.md", "---\nid: idee\ntitre: Une idée\nbrouillon: oui\ndebut: ?\n---\n![](rien.jpg)\n"
    )
    edit(town, "pelicanconf.py", "SITEURL", "# built anew\nSITEURL")

    assert build() == 0

    assert town.tree() == before
    told = capsys.readouterr().err
    assert told.startswith(
        "1\u00a0fichier n'est pas publié tel qu'il est écrit :\n  « Une idée » (agenda/idee.md:1) : "
    )
    assert "brouillon, laissé de côté" in told.partition("\n\n")[0]
    assert "[date-illisible]" in told
    assert fates(town) == {"agenda/idee.md": Fate.DRAFT}


def test_an_unreadable_file_that_says_it_is_a_draft_is_one(town):
    town.write("content/agenda/idee.md", "---\nid: idee\nbrouillon: oui\ntitre: Une idée\nniveau [\n")

    assert build(quiet=True) == 0
    assert fates(town) == {"agenda/idee.md": Fate.DRAFT}


def test_what_breaks_after_publication_stays_in_every_channel_as_it_was(town, capsys):
    before = town.tree()
    edit(town, EVENT, "debut: 2026-12-05 10:00", "debut: demain")
    edit(town, EVENT, "Fête du lac", "Fête de la rivière")

    assert build() == 0

    assert town.tree() == before
    head = capsys.readouterr().err.partition("\n\n")[0]
    assert "« Fête de la rivière » (agenda/fete.md:5) : garde son état publié du 1er\u00a0décembre\u00a02026" in head


def test_a_copy_that_is_the_same_to_the_byte_is_the_one_at_fault(town, capsys):
    town.write("content/agenda/copie.md", (town.root / EVENT).read_text("utf-8"))

    assert build() == 0

    assert fates(town) == {"agenda/copie.md": Fate.WAITS}
    assert "agenda/copie.md:2: Identifiant : l'identifiant « fete » est déjà celui de agenda/fete.md" in (
        capsys.readouterr().err
    )


def test_what_was_never_published_waits_and_appears_once_it_is_mended(town, capsys):
    before = town.tree()
    faulty = "---\nid: neuf\ntitre: Du neuf\npublier_le: 2026-11-30\nimage: lac.jpg\n---\nVoir [là](id:nulle-part).\n"
    town.write("content/actualites/neuf.md", faulty)

    assert build() == 0

    assert town.tree() == before
    told = capsys.readouterr().err
    assert "« Du neuf » (actualites/neuf.md:5) : n'est pas publié tant que ce n'est pas corrigé" in told
    assert "[alt-manquant]" in told
    assert "[lien-mort]" in told, "what stands behind a first fault is told in the same run"

    town.write(
        "content/actualites/neuf.md",
        faulty.replace("lac.jpg\n", "lac.jpg\nalt: L’eau\n").replace("id:nulle-part", "id:fete"),
    )
    assert build(quiet=True) == 0
    assert "Du neuf" in town.page("actualites/neuf")


def test_what_goes_round_is_mended_to_a_clean_build_byte_for_byte(town):
    edit(town, EVENT, "debut: 2026-12-05 10:00", "debut: demain")
    edit(town, NEWS, "id:fete", "id:nulle-part")
    build(quiet=True)
    edit(town, EVENT, "debut: demain", "debut: 2026-12-05 11:00")
    edit(town, NEWS, "id:nulle-part", "id:fete")

    assert build(strict=True, quiet=True) == 0

    after = town.tree()
    shutil.rmtree(town.output)
    shutil.rmtree(town.root / ".cache" / "published")
    assert build(quiet=True) == 0
    assert town.tree() == after


def test_without_the_store_a_faulty_item_waits(town):
    shutil.rmtree(town.root / ".cache" / "published")
    edit(town, EVENT, "debut: 2026-12-05 10:00", "debut: demain")

    assert build(quiet=True) == 0

    assert fates(town) == {"agenda/fete.md": Fate.WAITS}
    assert not (town.output / "agenda/fete/index.html").exists()


def test_a_damaged_store_is_an_empty_one(town):
    [store] = (town.root / ".cache" / "published").glob("*.json")
    store.write_bytes(store.read_bytes().replace(b"10:00", b"11:00"))
    edit(town, EVENT, "debut: 2026-12-05 10:00", "debut: demain")

    assert build(quiet=True) == 0
    assert fates(town) == {"agenda/fete.md": Fate.WAITS}


def test_a_refused_build_keeps_nothing_of_what_it_read(town):
    edit(town, EVENT, "Fête du lac", "Fête de la rivière")
    edit(town, NEWS, "id:fete", "id:nulle-part")
    before = town.tree()

    assert build(strict=True) == 65

    edit(town, EVENT, "debut: 2026-12-05 10:00", "debut: demain")
    assert build(quiet=True) == 0
    assert town.tree() == before


def test_a_renamed_file_that_is_faulty_keeps_its_state(town):
    before = town.page("agenda/fete")
    file = town.root / EVENT
    file.write_text(file.read_text("utf-8").replace("debut: 2026-12-05 10:00", "debut: demain"), "utf-8")
    file.rename(file.with_name("la-fete.md"))

    assert build(quiet=True) == 0

    assert town.page("agenda/fete") == before
    assert fates(town) == {"agenda/la-fete.md": Fate.KEPT}


def test_what_has_gone_is_not_brought_back(town):
    (town.root / NEWS).unlink()
    edit(town, EVENT, "debut: 2026-12-05 10:00", "debut: demain")

    assert build(quiet=True) == 0

    assert not (town.output / "actualites/travaux").exists()


# — relations —


def test_a_link_to_what_has_gone_is_text_in_what_is_kept(town):
    (town.root / EVENT).unlink()

    assert build(quiet=True) == 0

    assert fates(town) == {"actualites/travaux.md": Fate.KEPT}
    assert "Voir la fête." in town.page("actualites/travaux")


def test_a_link_to_what_waits_is_text_until_it_appears(town):
    town.write("content/actualites/neuf.md", "---\nid: neuf\ntitre: Du neuf\npublier_le: hier\n---\n")
    links = "[un](id:neuf), [deux](../actualites/neuf.md), [trois](/actualites/neuf/)"
    town.write("content/pages/liens.md", f"---\nid: liens\ntitre: Liens\n---\n{links}\n")

    assert build(quiet=True) == 0

    assert fates(town) == {"actualites/neuf.md": Fate.WAITS}
    assert "<p>un, deux, trois</p>" in town.page("liens")


def test_an_event_keeps_the_place_that_has_gone(town):
    before = town.tree()
    (town.root / "content/lieux/salle.md").unlink()

    assert build(quiet=True) == 0

    assert town.tree() == before
    assert fates(town) == {"agenda/bal.md": Fate.KEPT, "lieux/salle.md": Fate.KEPT}


def test_an_item_keeps_the_topic_that_has_gone(town, capsys):
    before = town.tree()
    town.write("content/referentiel/themes.yaml", "sports: {nom: Sports}\n")

    assert build() == 0

    assert {path: data for path, data in town.tree().items() if path in before and "bal" in path} == {
        path: data for path, data in before.items() if "bal" in path
    }
    assert (town.output / "themes/sports/index.html").is_file()
    told = capsys.readouterr().err
    assert "referentiel/themes.yaml : garde son état publié" in told
    assert "parce que d'autres contenus y renvoient" in told


def test_an_alert_keeps_the_topic_that_has_gone(town):
    town.write("content/alertes/eau.md", ALERT.format(more="themes: [fetes]\n", text=""))
    build(quiet=True)
    before = town.page("alertes/eau")
    town.write("content/referentiel/themes.yaml", "sports: {nom: Sports}\n")

    assert build(quiet=True) == 0

    assert town.page("alertes/eau") == before
    assert fates(town)["alertes/eau.md"] is Fate.KEPT


def test_a_setting_that_names_a_record_of_a_broken_register_stops_nothing(project, capsys):
    project.set('CHANNELS = {"panneaux": {"panels": {"place": {"commune": "cluny"}}}}')
    project.write("content/referentiel/communes.yaml", "cluny: [\n")

    assert build() == 0

    assert "Fête du lac" in project.page("agenda/fete")
    assert "panneaux-commune-inconnue" not in capsys.readouterr().err


def test_a_chain_of_references_waits_as_a_whole(town):
    town.write(
        "content/lieux/gymnase.md", PLACE.replace("id: salle", "id: gymnase").replace("commune: cluny", "commune: x")
    )
    town.write(
        "content/agenda/tournoi.md", AT_PLACE.replace("id: bal", "id: tournoi").replace("lieu: salle", "lieu: gymnase")
    )
    town.write(
        "content/actualites/resultats.md",
        "---\nid: resultats\ntitre: In English\npublier_le: 2026-11-30\nlangue: en\ntraduction_de: tournoi\n---\n",
    )

    assert build(quiet=True) == 0

    assert set(fates(town).values()) == {Fate.WAITS}
    awaits = {str(left.path): left.awaits for left in settled(town).left_out}
    assert awaits == {
        "lieux/gymnase.md": (),
        "agenda/tournoi.md": ("gymnase",),
        "actualites/resultats.md": ("tournoi",),
    }


@pytest.mark.parametrize("damage", [None, b"not a picture", phone_photo((400, 300))[:2000]])
def test_an_item_keeps_the_picture_that_was_lost_or_broken(town, damage):
    before = town.tree()
    picture = town.root / "content/images/lac.jpg"
    picture.unlink() if damage is None else picture.write_bytes(damage)

    assert build(quiet=True) == 0

    assert town.tree() == before
    assert fates(town) == {"actualites/lac.md": Fate.KEPT}
    assert build(quiet=True) == 0
    assert town.tree() == before


def test_a_text_keeps_the_picture_that_was_lost(town):
    town.write("content/pages/mentions.md", "---\nid: mentions-legales\ntitre: M\n---\n![Le lac](/images/mer.jpg)\n")
    town.write("content/images/mer.jpg", phone_photo((300, 200)))
    assert build(quiet=True, strict=True) == 0
    before = town.tree()
    (town.root / "content/images/mer.jpg").unlink()

    assert build(quiet=True) == 0
    assert town.tree() == before


def test_an_item_keeps_the_document_that_was_lost(town):
    before = town.tree()
    (town.root / "content/documents/plan.pdf").unlink()

    assert build(quiet=True) == 0
    assert town.tree() == before


def test_a_copy_that_takes_an_id_is_to_blame_whatever_it_is_called(town):
    before = town.tree()
    town.write("content/actualites/a-copie.md", PICTURED.replace("Le lac\n", "Une copie\n", 1))

    assert build(quiet=True) == 0

    assert town.tree() == before
    assert fates(town) == {"actualites/a-copie.md": Fate.WAITS}


def test_a_page_that_takes_another_s_address_is_to_blame(town):
    before = town.tree()
    town.write("content/pages/a.md", "---\nid: a\ntitre: A\nadresse: mentions-legales\n---\n")

    assert build(quiet=True) == 0

    assert town.tree() == before
    assert fates(town) == {"pages/a.md": Fate.WAITS}


# — registers —


@pytest.mark.parametrize(
    ("text", "line"),
    [(COMMUNES.replace("71137", "hm"), 1), ("cluny: [\n", 2), ("\xff", 1)],
    ids=["record", "syntax", "encoding"],
)
def test_a_faulty_register_keeps_its_last_good_state(town, text, line, capsys):
    before = town.tree()
    town.write("content/referentiel/communes.yaml", text.encode("latin-1"))

    assert build() == 0

    assert town.tree() == before
    assert f"referentiel/communes.yaml:{line} : garde son état publié" in capsys.readouterr().err


def test_a_register_that_was_never_good_is_read_without_its_faults(project):
    project.set(CHANNELS)
    project.write("content/referentiel/communes.yaml", COMMUNES.replace("71290", "hm"))
    project.write("content/actualites/ici.md", NEWS_OF.format(id="ici", commune="cluny"))
    project.write("content/actualites/la.md", NEWS_OF.format(id="la", commune="mazille"))

    assert build(quiet=True) == 0

    assert (project.output / "communes/cluny/index.html").is_file()
    assert fates(project) == {"referentiel/communes.yaml": Fate.WAITS, "actualites/la.md": Fate.WAITS}


NEWS_OF = "---\nid: {id}\ntitre: Des nouvelles\npublier_le: 2026-11-30\ncommunes: [{commune}]\n---\n"


def test_a_ledger_that_cannot_be_read_stops_nothing(town):
    before = town.tree()
    town.write("content/registre.jsonl", "hm\n<<<<<<<\n")

    assert build(quiet=True) == 0

    assert town.tree() == before


# — alerts —


def test_an_alert_goes_out_beside_twenty_faults(town, capsys):
    for number in range(20):
        town.write(f"content/actualites/faux-{number}.md", f"---\nid: faux-{number}\npublier_le: 2026-11-30\n---\n")
    town.write("content/referentiel/communes.yaml", "cluny: [\n")
    town.write("content/alertes/eau.md", ALERT.format(more="", text="Voir [là](id:faux-3)."))

    assert build() == 0

    assert "Faites bouillir l’eau. Voir là." in town.page("alertes/eau")
    assert "\n20\u00a0×\u00a0champ-manquant, 1\u00a0×\u00a0" in capsys.readouterr().err


def test_an_alert_goes_out_without_what_is_wrong_around_it(town, capsys):
    more = "image: rien.jpg\ncommunes: [nulle-part]\ncontacts: [personne]\n"
    town.write("content/alertes/eau.md", ALERT.format(more=more, text="Voir [là](id:nulle-part) et [ici](/rien/)."))

    assert build() == 0

    assert "Voir là et ici." in town.page("alertes/eau")
    assert fates(town) == {"alertes/eau.md": Fate.TRIMMED}
    told = capsys.readouterr().err
    assert "l'alerte paraît sans « communes », « contacts » et « image »" in told
    assert told.count("[lien-mort]") == 2


def test_an_alert_that_cannot_be_read_itself_keeps_what_it_said(town):
    town.write("content/alertes/eau.md", ALERT.format(more="", text=""))
    build(quiet=True)
    before = town.tree()
    edit(town, "content/alertes/eau.md", "fin: 2026-12-02 20:00", "fin: bientôt")

    assert build(quiet=True) == 0
    assert town.tree() == before


# — the whole —


def test_what_nothing_has_changed_of_is_told_again(town, capsys):
    edit(town, EVENT, "debut: 2026-12-05 10:00", "debut: demain")
    build()
    first = capsys.readouterr().err

    assert build() == 0

    out, err = capsys.readouterr()
    assert "Rien n'a changé" in out
    assert err == first
    assert build(strict=True) == 65


def test_a_store_that_was_lost_is_a_change_where_something_is_kept(town):
    edit(town, EVENT, "debut: 2026-12-05 10:00", "debut: demain")
    build(quiet=True)
    shutil.rmtree(town.root / ".cache" / "published")

    assert build(quiet=True) == 0
    assert not (town.output / "agenda/fete/index.html").exists()


def test_the_same_content_and_store_make_the_same_bytes(town):
    edit(town, EVENT, "debut: 2026-12-05 10:00", "debut: demain")
    build(quiet=True)
    kept = town.tree()
    shutil.rmtree(town.output)

    assert build(quiet=True) == 0
    assert town.tree() == kept


def test_settings_that_are_wrong_still_stop_everything(town, capsys):
    before = town.tree()
    edit(town, EVENT, "debut: 2026-12-05 10:00", "debut: demain")
    town.set("PAGE_SIZE = 0")

    assert build() == 78
    assert town.tree() == before
    assert "pelicanconf.py:" in capsys.readouterr().err


# — check and build —

FAULTS = {
    "field": (EVENT, "debut: 2026-12-05 10:00", "debut: demain"),
    "key": (EVENT, "debut:", "lieux: ici\ndebut:"),
    "missing field": (EVENT, "titre: Fête du lac\n", ""),
    "missing id": (EVENT, "id: fete\n", ""),
    "yaml": (EVENT, "titre: Fête du lac", "titre: Fête : du lac"),
    "no head": (EVENT, "---\nid", "id"),
    "link to an item": (NEWS, "id:fete", "id:rien"),
    "link to a file": (NEWS, "id:fete", "rien.md"),
    "link to an address": (NEWS, "id:fete", "/rien/"),
    "anchor": (NEWS, "id:fete", "id:fete#rien"),
    "body": (NEWS, "Voir", "![](/images/lac.jpg)"),
    "reference": ("content/agenda/bal.md", "lieu: salle", "lieu: salles-des-fete"),
    "commune": ("content/agenda/bal.md", "mazille", "mazile"),
    "topic": ("content/agenda/bal.md", "[fetes]", "[fete-s]"),
    "place that is not out": ("content/lieux/salle.md", "id: salle", "id: salle\npublier_le: 2026-12-24"),
    "place that is a draft": ("content/lieux/salle.md", "id: salle", "id: salle\nbrouillon: oui"),
    "picture that is not there": ("content/actualites/lac.md", "image: lac.jpg", "image: mer.jpg"),
    "document that is not there": ("content/actualites/lac.md", "plan.pdf", "plans.pdf"),
    "id": (NEWS, "id: travaux", "id: lac"),
    "address": (NEWS, "id: travaux", "id: travaux\nadresse: lac"),
    "address of a list": ("content/pages/mentions.md", "titre", "adresse: agenda\ntitre"),
    "alias": (NEWS, "titre", "alias: [/actualites/lac/]\ntitre"),
    "alias of a file": (NEWS, "titre", "alias: [/flux/tout.rss]\ntitre"),
    "channel": (NEWS, "titre", "canaux: {rien: {exclure: oui}}\ntitre"),
    "register": ("content/referentiel/communes.yaml", "71137", "hm"),
    "register as a file": ("content/referentiel/communes.yaml", "{nom", "{{nom"),
    "pictogram": ("content/referentiel/themes.yaml", "Fêtes", "Fêtes, pictogramme: rien"),
}
DAMAGES = {
    "picture": ("content/images/lac.jpg", b"not a picture"),
    "picture cut short": ("content/images/lac.jpg", phone_photo((400, 300))[:2000]),
    "document": ("content/documents/plan.pdf", b"MZ"),
    "stray file": ("content/actualites/x.docx", b"PK"),
    "ledger": ("content/registre.jsonl", b"hm\n"),
    "ledger in conflict": ("content/registre.jsonl", b"<<<<<<< HEAD\n"),
    "frozen letter without its file": ("content/lettres/mai.figee/lettre.json", b"[]"),
    "drawing that runs": ("content/images/lac.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
}


def codes(told: str) -> list[str]:
    return sorted(line.rpartition("[")[2].rstrip("]") for line in told.splitlines() if line.endswith("]"))


@pytest.mark.parametrize("fault", [*FAULTS, *DAMAGES])
def test_check_finds_what_build_refuses_and_build_goes_round_it(mended_town, monkeypatch, capsys, fault):
    town = mended_town
    monkeypatch.chdir(town.root)
    file = town.root / (FAULTS.get(fault) or DAMAGES[fault])[0]
    whole = file.read_bytes() if file.exists() else None
    made = file if file.parent.exists() else file.parent  # to be removed, where nothing was there
    if fault in FAULTS:
        edit(town, *FAULTS[fault])
    else:
        town.write(*DAMAGES[fault])
    before = town.tree()

    assert check(strict=True) == 65
    told = codes(capsys.readouterr().err)
    assert build(strict=True) == 65
    assert codes(capsys.readouterr().err) == told != []
    assert town.tree() == before

    assert build() == 0
    head, _, rest = capsys.readouterr().err.partition("\n\n")
    assert codes(rest) == told
    assert "publié" in head or "laissé de côté" in head or "n'est pas lu" in head

    if whole is not None:
        file.write_bytes(whole)
    elif made.is_dir():
        shutil.rmtree(made)
    else:
        made.unlink()
    assert build(quiet=True, strict=True) == 0
    assert town.tree() == before, "once it is mended, the site is what it was"
