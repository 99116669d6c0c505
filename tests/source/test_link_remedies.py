"""A link that leads nowhere is told the content that it means: by its id, its file, or what its title says."""

import pytest

from tambour.source.catalogue import read_folder

HEAD = "---\nid: {}\ntitre: {}\npublier_le: 2026-11-20\n{}---\n{}\n"


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("id:fete-26-lacc", "« id:fete-26-lac »"),
        ("id:la-fete-du-lac", "« id:fete-26-lac »"),
        ("id:La%20fête%20du%20lac", "« id:fete-26-lac »"),
        ("id:la-fete-du-lacc", "« id:fete-26-lac »"),
        ("la-fete-du-lac.md", "« id:fete-26-lac »"),
        ("../agenda/la-fete-du-lac.md", "« id:fete-26-lac »"),
        ("id:le-bal-secret", None),
        ("id:le-grand-marche", None),
        ("![La fête](la-fete-du-lac.md)", None),
    ],
)
def test_a_dead_link_is_told_the_content_that_its_words_name(folder, territory, typed: str, proposed: str | None):
    link = typed if typed.startswith("!") else f"[là]({typed})"
    files = {
        "actualites/fete-26-lac.md": HEAD.format("fete-26-lac", "La fête du lac", "", ""),
        "actualites/bal.md": HEAD.format("bal", "Le bal secret", "brouillon: oui\n", ""),
        "actualites/a.md": HEAD.format("a", "Autre chose", "", f"Voir {link}."),
    }
    [told] = read_folder(folder(files), territory).problems

    assert told.message.partition("Vouliez-vous dire ")[2] == (f"{proposed} ?" if proposed else "")
