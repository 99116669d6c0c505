"""A text of which nothing is seen is no text: wherever one is wanted, it is told as missing; where none is, none is."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tambour.model.problems import ContentRefused
from tambour.model.territory import Territory
from tambour.source.catalogue import Catalogue, ChannelNames, read_catalogue
from tests.folders import WriteFolder

Files = Mapping[str, str | bytes]
UNSEEN = (
    *(
        "",
        '""',
        "\u00a0\u00a0",
        '"\u00a0 \u202f"',
        "\u200b\u200b",
        '"\u200b\ufeff\u2060"',
        '"\u00ad"',
        '"\u202e\u202c"',
    ),
    *('"\u0085"', '"\ue000"', '"\u2800"', '"\u3164"', '"\U000e0041"', '"\u0301"', '"\\t"', '"\\0"', '"\u2066\u2069"'),
)
NEWS = "---\nid: n\ntitre: T\npublier_le: 2026-06-01\n{}\n---\n"
WANTED: Mapping[str, tuple[Callable[[str], Files], str]] = {
    "title": (
        lambda typed: {"actualites/n.md": NEWS.replace("titre: T", f"titre: {typed}").format("")},
        "champ-manquant",
    ),
    "place": (lambda typed: {"lieux/l.md": f"---\nid: l\ntitre: {typed}\n---\n"}, "champ-manquant"),
    "commune": (
        lambda typed: {"referentiel/communes.yaml": f'a:\n  nom: {typed}\n  insee: "71901"\n'},
        "champ-manquant",
    ),
    "file": (
        lambda typed: {
            "actualites/n.md": NEWS.format(f"documents:\n  - fichier: a.pdf\n    titre: {typed}"),
            "documents/a.pdf": b"%PDF-1.7",
        },
        "champ-manquant",
    ),
    "alternative": (
        lambda typed: {"actualites/n.md": NEWS.format(f"image: a.jpg\nalt: {typed}"), "images/a.jpg": b"x"},
        "alt-manquant",
    ),
}


def read(root: Path) -> Catalogue:
    return read_catalogue(
        root, Territory.model_construct(timezone="Europe/Paris"), channels=ChannelNames({"feeds": "feeds"})
    )


@pytest.mark.parametrize("typed", UNSEEN)
@pytest.mark.parametrize("where", WANTED)
def test_what_must_be_said_and_is_not_seen_is_told_as_missing(folder: WriteFolder, where, typed):
    write, code = WANTED[where]

    with pytest.raises(ContentRefused) as refused:
        read(folder(write(typed)))

    assert [found.code for found in refused.value.problems] == [code]


@pytest.mark.parametrize("typed", UNSEEN)
def test_what_may_be_said_and_is_not_seen_is_not_said(folder: WriteFolder, typed):
    root = folder({"actualites/n.md": NEWS.format(f"resume: {typed}\ncanaux:\n  feeds:\n    titre: {typed}")})

    [entry] = read(root).entries

    assert entry.item.summary is None


@pytest.mark.parametrize("typed", ["…", "?", "🎉", "ж", "قف", "٣", "½"])
def test_a_sign_is_seen(folder: WriteFolder, typed):
    [entry] = read(folder({"actualites/n.md": NEWS.replace("titre: T", f"titre: '{typed}'").format("")})).entries

    assert entry.item.title == typed
