"""`tambour.json` says what an output is, and of each item what is in each channel, or why nothing is."""

import hashlib
import json

import pytest
from jsonschema import Draft202012Validator

from tambour.build.former_files import served_files
from tambour.build.receipt_schema import receipt_schema
from tambour.commands.build import build

CHANNELS = {"feeds": {"limit": 10}, "sitemap": {}, "agenda": {}, "redirects": {}, "posts": {}, "kit": {}}
DRAFT = "---\nid: secret\ntitre: Un brouillon très secret\nbrouillon: oui\npublier_le: 2026-11-01\n---\nRien.\n"
LATER = "---\nid: plus-tard\ntitre: Ce qui viendra plus tard\npublier_le: 2026-12-24\n---\nTexte.\n"
GONE = "---\nid: parti\ntitre: Parti\npublier_le: 2026-11-01\nretirer_le: 2026-11-20\n---\nTexte.\n"
OLD = "---\nid: vieux\ntitre: Vieux\npublier_le: 2026-10-01\ncanaux: {flux: {exclure: oui}}\n---\nTexte.\n"


@pytest.fixture
def territory(project):
    project.set(f"CHANNELS = {CHANNELS!r}")
    for name, text in {"secret": DRAFT, "tard": LATER, "parti": GONE, "vieux": OLD}.items():
        project.write(f"content/actualites/{name}.md", text)
    assert build(quiet=True) == 0
    return project


def told(project, name="output/tambour.json"):
    return json.loads((project.root / name).read_text())


def test_it_is_what_its_schema_says(territory):
    schema = json.loads(receipt_schema())
    Draft202012Validator.check_schema(schema)

    assert list(Draft202012Validator(schema).iter_errors(told(territory))) == []
    damaged = told(territory)
    damaged["items"]["fete"]["left_out"]["draft"] = ["feeds"]
    assert not Draft202012Validator(schema).is_valid(damaged)


def test_it_says_of_what_and_when_it_was_made_and_by_which_channels(territory):
    head = told(territory)["build"]

    assert head["now"] == "2026-12-01T09:00:00+01:00"
    assert head["url"] == "https://www.exemple.fr/interco"
    assert list(head["channels"]) == ["pages", "feeds", "sitemap", "agenda", "redirects"], "the kit's are not public"
    assert head["engine"] == head["channels"]["feeds"] != ""


def test_each_file_has_its_digest_and_its_size(territory):
    for file in served_files(told(territory)):
        data = (territory.output / file["path"]).read_bytes()
        assert (file["size"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest()), file["path"]


def test_an_item_is_in_files_of_its_own_and_among_others_or_it_is_said_why_not(territory):
    items = told(territory)["items"]
    event = items["fete"]["channels"]

    assert [one["path"] for one in event["pages"]] == ["agenda/fete/index.html"]
    assert event["sitemap"] == ["sitemap.xml"]
    assert event["agenda"][0]["path"] == "agendas/evenements/fete.ics"
    assert event["agenda"][1:] == ["agendas/tout.ics"]
    assert "flux/agenda.rss" in event["feeds"]
    assert items["fete"]["left_out"] == {"nothing": ["redirects"]}
    assert items["parti"]["left_out"]["withdrawn"] == ["feeds", "sitemap"]
    assert items["vieux"]["left_out"]["excluded"] == ["feeds"]
    assert items["mentions-legales"]["left_out"]["kind"] == ["feeds", "agenda"]


def test_what_is_not_published_is_told_in_the_kit_and_nowhere_else(territory):
    public = (territory.output / "tambour.json").read_text()
    kit = told(territory, "output.kit/recu.json")

    assert [word for word in ("secret", "plus-tard", "Ce qui viendra") if word in public] == []
    assert [(one["id"], one["why"], one.get("due")) for one in kit["waiting"]] == [
        ("plus-tard", "not-yet", "2026-12-24T00:00:00+01:00"),
        ("secret", "draft", None),
    ]
    assert kit["items"]["vieux"]["posts"] == "old"
    assert kit["items"]["fete"]["kit"] == "in"


def test_a_draft_that_changes_leaves_the_published_content_what_it_was(territory):
    before = told(territory)["build"]["content"]

    territory.write("content/actualites/secret.md", DRAFT.replace("Rien", "Autre chose"))
    build(quiet=True)
    assert told(territory)["build"]["content"] == before

    territory.write("content/actualites/vieux.md", OLD.replace("Texte", "Autre chose"))
    build(quiet=True)
    assert told(territory)["build"]["content"] != before


def test_the_former_files_of_an_output_with_an_older_receipt_stay_served(territory):
    card = territory.output / "cartes/vieux.png"
    card.parent.mkdir()
    card.write_bytes(b"a card")
    line = {"path": "cartes/vieux.png", "media_type": "image/png", "lasting": True}
    line["sha256"] = hashlib.sha256(b"a card").hexdigest()
    old = {"version": 1, "url": "x", "items": {"vieux": [line]}, "site": [], "former": []}
    (territory.output / "tambour.json").write_text(json.dumps(old))

    territory.write("content/actualites/vieux.md", OLD.replace("Texte", "Autre chose"))
    build(quiet=True)

    assert [(one["path"], one["until"]) for one in told(territory)["former"]] == [("cartes/vieux.png", "2027-12-01")]
