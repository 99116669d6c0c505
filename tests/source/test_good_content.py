"""What writers' machines do to files changes nothing in what is read."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tambour.model.problems import ContentRefused
from tambour.model.territory import Territory
from tambour.source.catalogue import ChannelNames, read_catalogue

PLACE = """---
id: salle
titre: Salle des fêtes
rue: 1 place du Lavoir
code_postal: "71250"
ville: Valdoux
commune: valdoux
---
"""
EVENT = """---
id: fete
titre: Fête de l'été
publier_le: 2026-06-01
debut: 2026-06-20 14:00
lieu: salle
image: été au lac.jpg
alt: Le lac l'été
---
Voir [la salle](id:salle) et ![le lac](<{static}/images/été au lac.jpg>).
"""
COMMUNES = 'valdoux:\n  nom: Valdoux\n  insee: "71902"\n'
FILES: dict[str, str | bytes] = {
    "referentiel/communes.yaml": COMMUNES,
    "lieux/salle.md": PLACE,
    "agenda/fete.md": EVENT,
    "images/été au lac.jpg": b"\xff\xd8",
}
Folder = Callable[[dict[str, str | bytes]], Path]


@pytest.mark.parametrize(
    "changed",
    [
        {"agenda/fete.md": EVENT.replace("\n", "\r\n")},
        {"agenda/fete.md": b"\xef\xbb\xbf" + EVENT.encode()},
        {"agenda/fete.md": unicodedata.normalize("NFD", EVENT)},
        {"agenda/fete.md": EVENT.replace("Fête de", "F\x00ête\x0bde\x07")},
        {"agenda/fete.md": EVENT.replace("2026-06-20 14:00", "20/06/2026 14h00")},
        {"agenda/fete.md": EVENT.replace("image: été au lac.jpg", "image: /images/été au lac.jpg")},
        {"referentiel/communes.yaml": "\ufeff" + COMMUNES.replace("\n", "\r\n")},
        {"lieux/.DS_Store": b"\x00", "lieux/_brouillon.md": "n'importe quoi", "lieux/salle.md~": "---"},
    ],
    ids=["CRLF", "BOM", "NFD", "control characters", "French date", "whole path", "register", "leftovers"],
)
def test_the_same_words_are_the_same_item(folder: Folder, territory: Territory, changed: dict[str, str | bytes]):
    plain = read_catalogue(folder(FILES), territory)

    assert read_catalogue(folder(FILES | changed), territory).entries == plain.entries


@pytest.mark.parametrize(
    "name", ["fête d'été.md", unicodedata.normalize("NFD", "été.md"), "🎉 soirée.md", "2026/06/fete.md"]
)
def test_a_file_may_be_called_anything(folder: Folder, territory: Territory, name: str):
    files = {key: value for key, value in FILES.items() if key != "agenda/fete.md"}
    catalogue = read_catalogue(folder(files | {f"agenda/{name}": EVENT}), territory)

    assert [entry.item.id for entry in catalogue.entries] == ["fete", "salle"]
    assert str(catalogue.entries[0].origin.path) == f"agenda/{unicodedata.normalize('NFC', name)}"


def test_a_picture_whose_name_a_mac_wrote_is_found(folder: Folder, territory: Territory):
    files = {key: value for key, value in FILES.items() if not key.startswith("images/")}
    root = folder(files | {unicodedata.normalize("NFD", "images/été au lac.jpg"): b"\xff\xd8"})

    catalogue = read_catalogue(root, territory)

    assert catalogue.media["images/été au lac.jpg"].read_bytes() == b"\xff\xd8"


def test_an_event_is_of_its_place_s_commune(folder: Folder, territory: Territory):
    event, place = read_catalogue(folder(FILES), territory).entries

    assert (event.communes, place.communes) == (("valdoux",), ("valdoux",))


def test_an_item_without_place_or_commune_is_of_the_whole_territory(folder: Folder, territory: Territory):
    alone = folder({"agenda/fete.md": EVENT.replace("lieu: salle\n", "").split("image:")[0] + "---\n"})

    assert [entry.communes for entry in read_catalogue(alone, territory).entries] == [()]


def test_the_slots_of_an_event_bring_all_their_communes(folder: Folder, territory: Territory):
    slots = """creneaux:
  - debut: 2026-06-20 14:00
    lieu: salle
  - debut: 2026-06-21 14:00
    lieu: {nom: Le lavoir, commune: ormes}
"""
    event = EVENT.split("debut:", maxsplit=1)[0] + slots + "---\n"
    communes = COMMUNES + 'ormes:\n  nom: Ormes\n  insee: "71903"\n'
    root = folder({"agenda/fete.md": event, "lieux/salle.md": PLACE, "referentiel/communes.yaml": communes})

    assert read_catalogue(root, territory).entries[0].communes == ("valdoux", "ormes")


def test_a_draft_may_refer_to_a_draft(folder: Folder, territory: Territory):
    draft = "brouillon: oui\n---\n"
    files = FILES | {"lieux/salle.md": PLACE.replace("---\n", "", 1).replace("---\n", draft)}
    files["lieux/salle.md"] = "---\n" + str(files["lieux/salle.md"])

    with pytest.raises(ContentRefused, match="reference-brouillon"):
        read_catalogue(folder(files), territory)
    files["agenda/fete.md"] = EVENT.replace("lieu:", "brouillon: oui\nlieu:")
    assert len(read_catalogue(folder(files), territory).entries) == 2


def test_an_empty_folder_is_a_valid_one(folder: Folder, territory: Territory, tmp_path: Path):
    (tmp_path / "content").mkdir()

    assert read_catalogue(tmp_path / "content", territory).entries == ()


def test_a_missing_folder_is_told(territory: Territory, tmp_path: Path):
    with pytest.raises(ContentRefused, match="dossier-absent"):
        read_catalogue(tmp_path / "absent", territory)


def test_a_channel_is_named_in_french_or_by_its_own_name(folder, territory):
    file = "---\nid: a\ntitre: A\npublier_le: 2026-11-02\ncanaux:\n  flux:\n    titre: Court\n---\n"
    names = ChannelNames({"feeds": "feeds"}, lambda: {"flux": "feeds"})
    french, english = (
        read_catalogue(folder({"actualites/a.md": text}), territory, names).entries[0]
        for text in (file, file.replace("flux", "feeds"))
    )

    assert french.item == english.item
    assert french.item.channels["feeds"].title == "Court"
    assert french.origin.line("canaux.feeds.titre") == english.origin.line("canaux.feeds.titre") == 7
