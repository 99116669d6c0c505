"""A letter is seen before it is sent, and stays what it was once it has been."""

import json
import shutil

import pytest
from PIL import Image

from tambour.commands.build import build
from tambour.commands.letters import freeze_letter, preview

LETTER = """\
---
id: {id}
titre: La lettre
preheader: Les nouvelles du territoire et les rendez-vous.
publier_le: {day}
blocs:
  - type: selection
    titre: À lire
    ids: [travaux, fete]
  - type: texte
    texte: Un **mot**.
{more}---
Bonjour ![La mairie](images/mairie.jpg)
"""


@pytest.fixture
def letters(project):
    project.set('CHANNELS = {"newsletter": {}}')
    write(project, "decembre", "2026-11-30")
    write(project, "janvier", "2027-01-05")
    (project.root / "content/images").mkdir()
    Image.new("RGB", (1200, 800), "teal").save(project.root / "content/images/mairie.jpg")
    return project


@pytest.fixture(scope="module")
def frozen_files():
    """What freezing the letter of December leaves, once a test has frozen it."""
    return {}


@pytest.fixture
def frozen_letter(letters, frozen_files):
    """The project whose letter of December was sent."""
    folder = letters.root / "content/lettres/decembre.figee"
    if not frozen_files:
        assert freeze_letter("decembre") == 0
        frozen_files |= {file.name: file.read_bytes() for file in folder.iterdir()}
    for name, data in frozen_files.items():
        letters.write(f"content/lettres/decembre.figee/{name}", data)
    return letters


def write(project, name, day, more=""):
    project.write(f"content/lettres/{name}.md", LETTER.format(id=name, day=day, more=more))


def mail(project, name="decembre"):
    return (project.output / "lettres" / name / "brevo.mail.html").read_text("utf-8")


def test_the_next_letter_is_seen_before_its_day(letters, capsys):
    build(quiet=True)

    assert preview("") == 0

    told = capsys.readouterr().out
    assert told.startswith('La lettre\n  À lire\n    - Travaux & "route" [travaux]\n    - Fête du lac [fete] samedi 5')
    page = letters.root / told.rpartition("Aperçu : ")[2].strip()
    assert page == letters.root / "output.apercu.kit/lettres/janvier/index.html"
    assert (page.parent / "courriel.html").is_file() and (page.parent / "images/entete.png").is_file()
    assert not (letters.output / "lettres/janvier").exists(), "the live site does not show it yet"


def test_what_each_commune_gets_first_is_shown(letters, capsys):
    letters.write("content/referentiel/communes.yaml", "cluny: {nom: Cluny, insee: '71137'}\n")
    write(letters, "janvier", "2027-01-05", "par_commune: oui\n")

    assert preview("janvier") == 0

    assert "La lettre (Cluny)\n  Comme l'édition de tout le territoire." in capsys.readouterr().out


@pytest.mark.parametrize(("asked", "told"), [("janvie", "Vouliez-vous dire « janvier » ?"), ("fete", "Aucune lettre")])
def test_a_letter_that_does_not_exist_is_told(letters, capsys, asked, told):
    assert preview(asked) == 64
    assert told in capsys.readouterr().err


def test_content_to_mend_is_told_as_a_build_does(letters, capsys):
    letters.write("content/actualites/faux.md", "---\nid: faux\n---\n")

    assert preview("") == 0
    assert "actualites/faux.md" in capsys.readouterr().err


def test_where_there_is_no_letter_the_faults_of_others_are_not_the_answer(project, capsys):
    project.set('CHANNELS = {"newsletter": {}}')
    project.write("content/actualites/faux.md", "---\nid: faux\n---\n")

    assert preview("") == 64
    assert "Il n'y a pas encore de lettre." in capsys.readouterr().err


def test_a_letter_that_waits_is_not_told_to_be_unknown(letters, capsys):
    file = letters.root / "content/lettres/decembre.md"
    file.write_text(file.read_text("utf-8").replace("titre:", "publie:"), "utf-8")

    assert preview("decembre") == 65
    assert "lettres/decembre.md" in capsys.readouterr().err


def test_a_frozen_letter_stays_what_it_was(letters, capsys):
    build(quiet=True)
    before, picture = mail(letters), (letters.output / "lettres/decembre/images/texte-1-decembre.jpg").read_bytes()

    assert freeze_letter("") == 0
    assert "Figée dans content/lettres/decembre.figee" in capsys.readouterr().out

    for name in ("actualites/travaux.md", "agenda/fete.md", "images/mairie.jpg"):
        (letters.root / "content" / name).unlink()
    write(letters, "decembre", "2026-11-30")
    frozen = (letters.root / "content/lettres/decembre.md").read_text("utf-8")
    bare = frozen.replace("    ids: [travaux, fete]\n", "    genres: actualites\n").replace(
        "![La mairie](images/mairie.jpg)", ""
    )
    letters.write("content/lettres/decembre.md", bare.replace("titre: La lettre", "titre: Un autre titre"))
    (letters.root / "content/lettres/janvier.md").unlink()
    assert build(quiet=True) == 0

    assert mail(letters) == before
    page = (letters.output / "lettres/decembre/index.html").read_text("utf-8")
    assert "<h1>La lettre</h1>" in page and "Un autre titre" not in page
    assert "Bonjour <img" in page and 'lettres/decembre/images/texte-1-decembre.jpg" width=' in page
    assert (letters.output / "lettres/decembre/images/texte-1-decembre.jpg").read_bytes() == picture


def test_a_letter_is_frozen_once(letters, capsys):
    freeze_letter("decembre")
    kept = (letters.root / "content/lettres/decembre.figee/lettre.json").read_bytes()

    assert freeze_letter("decembre") == 64
    assert "est déjà figée" in capsys.readouterr().err
    assert (letters.root / "content/lettres/decembre.figee/lettre.json").read_bytes() == kept


def test_a_letter_that_has_not_left_is_not_frozen(letters, capsys):
    assert freeze_letter("janvier") == 64
    assert "figez-la quand elle est partie" in capsys.readouterr().err


def test_a_letter_is_not_frozen_at_an_address_of_trial(letters, capsys):
    letters.set('SITEURL = "http://127.0.0.1:8000"')

    assert freeze_letter("decembre") == 64
    assert "--settings=publishconf.py" in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"", b"[{}]", b"\xff", b"[]", b"null"])
def test_a_frozen_letter_that_was_touched_is_told(frozen_letter, capsys, data):
    frozen_letter.write("content/lettres/decembre.figee/lettre.json", data)

    assert build(strict=True) == 65
    assert "lettres/decembre.figee/lettre.json: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('"letter": "decembre"', '"letter": "../../decembre"'),
        ('"commune": ""', '"commune": "../.."'),
        ('"url": "https://www.exemple.fr/interco/actualites/travaux/"', '"url": "javascript:alert(1)"'),
        ('"source": "lettres/decembre.figee/', '"source": "images/../../'),
        ('"name": "texte-1-decembre.jpg"', '"name": "../../index.html"'),
        ('"subject": "La lettre"', '"subject": "La lettre\\r\\nBcc: a@b.fr"'),
        ('+01:00"', '"'),
    ],
)
def test_what_no_letter_can_have_in_its_frozen_file_is_told(frozen_letter, capsys, was, becomes):
    file = frozen_letter.root / "content/lettres/decembre.figee/lettre.json"
    text = file.read_text("utf-8")
    assert was in text
    frozen_letter.write("content/lettres/decembre.figee/lettre.json", text.replace(was, becomes))

    assert build(strict=True) == 65
    assert "lettres/decembre.figee/lettre.json: " in capsys.readouterr().err


@pytest.mark.parametrize("name", ["lettre.json", "texte-1-decembre.jpg"])
def test_a_frozen_letter_that_lacks_a_file_does_not_thaw(frozen_letter, capsys, name):
    (frozen_letter.root / "content/lettres/decembre.figee" / name).unlink()

    assert build(strict=True) == 65
    assert f"il manque « {name} »" in capsys.readouterr().err


@pytest.mark.parametrize("damage", ["lettre.json", "texte-1-decembre.jpg", "all of it"])
def test_what_was_sent_stays_on_the_site_when_its_frozen_files_are_lost(frozen_letter, capsys, damage):
    folder = frozen_letter.root / "content/lettres/decembre.figee"
    assert build(quiet=True) == 0
    sent = {file.name: file.read_bytes() for file in folder.iterdir()}
    before = frozen_letter.tree()
    if damage == "all of it":
        shutil.rmtree(folder)
    else:
        (folder / damage).write_bytes(b"hm")
    news = frozen_letter.root / "content/actualites/travaux.md"
    news.write_text(news.read_text("utf-8").replace("Travaux", "Chantier"), "utf-8")
    capsys.readouterr()

    assert build(quiet=True) == 0

    told = capsys.readouterr().err
    assert "« La lettre » (lettres/decembre.md" in told
    assert " : garde son état publié" in told
    assert {path: data for path, data in frozen_letter.tree().items() if path.startswith("lettres/decembre/")} == {
        path: data for path, data in before.items() if path.startswith("lettres/decembre/")
    }
    if damage == "all of it":
        assert "[lettre-figee-disparue]" in told
        assert build(strict=True) == 65
        assert freeze_letter("decembre") == 0
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == sent, "what was sent is frozen again"
        assert build(strict=True) == 0


def test_a_letter_is_frozen_with_what_the_live_site_says_of_what_is_faulty(letters):
    build(quiet=True)
    letters.write("content/actualites/travaux.md", "---\nid: travaux\ntitre: Autre\npublier_le: demain\n---\n")

    assert freeze_letter("decembre") == 0

    kept = (letters.root / "content/lettres/decembre.figee/lettre.json").read_text("utf-8")
    assert "Travaux &" in kept


def test_what_was_put_into_a_frozen_text_runs_nowhere(frozen_letter):
    file = frozen_letter.root / "content/lettres/decembre.figee/lettre.json"
    [edition] = json.loads(file.read_text("utf-8"))
    picture = '<img src="images/texte-1-decembre.jpg" alt="" onerror="alert(2)">'
    bad = f'<script>alert(1)</script>{picture}<a href="javascript:alert(3)">A</a>'
    edition["html"] += bad
    edition["parts"][1]["html"] += bad
    file.write_text(json.dumps([edition]), "utf-8")

    assert build() == 0
    for written in (mail(frozen_letter), frozen_letter.page("lettres/decembre")):
        assert "alert(" not in written
        assert "texte-1-decembre.jpg" in written


def test_a_letter_in_a_folder_of_its_year_is_frozen_with_its_pictures(letters):
    write(letters, "2026/novembre", "2026-11-29")
    letters.write(
        "content/lettres/2026/novembre.md",
        LETTER.format(id="novembre", day="2026-11-29", more="").replace("images/", "{static}/images/"),
    )

    assert freeze_letter("novembre") == 0
    assert build() == 0
    assert (letters.output / "lettres/novembre/images/texte-1-novembre.jpg").is_file()


def test_a_frozen_letter_without_its_file_is_told(frozen_letter, capsys):
    (frozen_letter.root / "content/lettres/decembre.md").unlink()

    assert build(strict=True) == 65
    assert "[lettre-figee-orpheline]" in capsys.readouterr().err


def test_the_frozen_file_can_be_read_by_a_person(letters):
    freeze_letter("decembre")

    [edition] = json.loads((letters.root / "content/lettres/decembre.figee/lettre.json").read_text("utf-8"))
    assert [item["title"] for item in edition["parts"][0]["items"]] == ['Travaux & "route"', "Fête du lac"]


def test_a_letter_is_not_looked_at_with_the_settings_of_the_publication(letters, capsys):
    letters.set("NOW = None\nPUBLICATION = True")

    assert preview("janvier") == 64

    assert "--settings=pelicanconf.py" in capsys.readouterr().err


def test_without_the_channel_there_is_nothing_to_show(letters, capsys):
    letters.set("CHANNELS = {}")
    shutil.rmtree(letters.output, ignore_errors=True)

    assert preview("decembre") == 64
    assert "ajoutez-le à CHANNELS" in capsys.readouterr().err
