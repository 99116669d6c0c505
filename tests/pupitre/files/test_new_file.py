"""A new content has an id for ever, and a file of that name that the check accepts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tambour.model.kinds import KINDS
from tambour.model.territory import Territory
from tambour.pupitre.files.new_file import ids_in_use, new_file, new_id, write_new_file
from tambour.source.catalogue import read_catalogue

Folder = Callable[[dict[str, str | bytes]], Path]


@pytest.mark.parametrize(
    ("kind", "title", "expected"),
    [
        ("event", "Marché de Noël", "marche-de-noel-2026"),
        ("event", "Fête 2027 du lac", "fete-2027-du-lac"),
        ("page", "Les déchets", "les-dechets"),
        ("place", "Médiathèque L’Arche", "mediatheque-l-arche"),
        ("news", "🎉", "contenu-2026"),
        ("event", "n° 20261", "n-20261-2026"),
        ("news", "a" * 300, "a" * 95 + "-2026"),
        ("alert", "déjà", "deja-2026-2"),
    ],
)
def test_its_id_comes_from_its_title_and_its_year(kind: str, title: str, expected: str):
    assert new_id(KINDS[kind], title, 2026, {"deja-2026"}) == expected


def test_it_is_a_file_of_that_name_and_valid(folder: Folder, territory: Territory):
    root = folder({"agenda/bal-2026.md": "---\nid: autre\n---\n", "agenda/illisible-2026.md": b"\xff"})
    item_id = new_id(KINDS["event"], "Bal", 2026, ids_in_use(root, KINDS["event"]))
    fields = {"debut": "2026-12-05 20:00", "titre": "Bal : le grand", "publier_le": "2026-11-20", "prix": "gratuit"}
    file = write_new_file(new_file(root, KINDS["event"], item_id, fields, "Venez.\r\n"))
    (root / "agenda" / "bal-2026.md").unlink()
    (root / "agenda" / "illisible-2026.md").unlink()

    assert file.path == root / "agenda" / "bal-2026-2.md"
    assert file.path.read_text("utf-8") == (
        '---\nid: bal-2026-2\ntitre: "Bal : le grand"\npublier_le: 2026-11-20\n'
        "debut: 2026-12-05 20:00\nprix: gratuit\n---\nVenez.\n"
    )
    assert [entry.item.id for entry in read_catalogue(root, territory).entries] == ["bal-2026-2"]
    with pytest.raises(FileExistsError):
        write_new_file(file)
