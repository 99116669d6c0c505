"""One file read otherwise over a folder that was read says of it what reading the whole folder again would say."""

from dataclasses import replace
from pathlib import Path

import pytest

from tambour.model.territory import Territory
from tambour.source.catalogue import read_again, read_folder
from tambour.source.memory import SourceMemory
from tambour.source.overlay import Overlay
from tambour.source.rules.overrides import ChannelNames

CHANNELS = ChannelNames({"flux": "feeds", "feeds": "feeds"})
FILES = {
    "agenda/bal.md": "---\nid: bal\ntitre: Bal\npublier_le: 2026-11-20\ndebut: 2026-12-05 20:00\nlieu: halle\n---\n"
    "## Venir\n",
    "agenda/loto.md": "---\nid: loto\ntitre: Loto\npublier_le: 2026-11-20\ndebut: 2026-12-06\nlieu: inconnu\n---\n",
    "lieux/halle.md": "---\nid: halle\ntitre: La halle\ncommune: ici\n---\n",
    "actualites/a.md": "---\nid: a\ntitre: A\npublier_le: 2026-11-20\nalias: [/vieux/]\n---\n"
    "Voir [le bal](id:bal#venir).\n",
    "actualites/b.md": "---\nid: a\ntitre: B\npublier_le: 2026-11-20\n---\n",
    "actualites/faux.md": "---\nid: faux\ntitre: Faux\npublier_le: ?\n---\n",
    "referentiel/communes.yaml": "ici: {nom: Ici, insee: '39001'}\n",
}
NEWS = "---\nid: {}\ntitre: N\npublier_le: 2026-11-20\n{}---\n{}\n"
WRITTEN = [
    ("agenda/bal.md", FILES["agenda/bal.md"].replace("Bal", "Grand bal")),
    ("agenda/bal.md", FILES["agenda/bal.md"].replace("lieu: halle", "lieu: La halle")),
    ("agenda/bal.md", FILES["agenda/bal.md"].replace("lieu: halle", "lieu: hale")),
    ("agenda/bal.md", FILES["agenda/bal.md"].replace("id: bal", "id: loto")),
    ("agenda/bal.md", FILES["agenda/bal.md"].replace("debut: 2026-12-05 20:00", "debut: demain")),
    ("agenda/bal.md", "---\nid: bal\ntitre: [\n---\n"),
    ("agenda/loto.md", FILES["agenda/loto.md"].replace("inconnu", "halle")),
    ("agenda/loto.md", FILES["agenda/loto.md"].replace("Loto", "Lotos").replace("inconnu", "halle")),
    ("actualites/a.md", FILES["actualites/a.md"].replace("titre: A", "titre: A\nbrouillon: oui")),
    ("actualites/a.md", FILES["actualites/a.md"].replace("/vieux/", "/agenda/bal/")),
    ("actualites/a.md", FILES["actualites/a.md"].replace("titre: A", "titre: A\nadresse: autre")),
    ("lieux/halle.md", "---\nid: halle\ntitre: La halle\ncommune: ailleurs\n---\n"),
    ("lieux/halle.md", "---\nid: salle\ntitre: La salle\n---\n"),
    ("lieux/halle.md", "---\nid: halle\ntitre: La halle\nbrouillon: oui\n---\n"),
    ("actualites/b.md", NEWS.format("b", "", "Voir [A](id:a), [le bal](../agenda/bal.md) et [rien](id:rien).")),
    ("actualites/a.md", NEWS.format("c", "", "Rien.")),
    ("actualites/neuf.md", NEWS.format("neuf", "alias: [/vieux/, /agenda/bal/]\n", "![](../images/non.jpg)")),
    ("actualites/neuf.md", NEWS.format("neuf", "canaux: {flux: non, fax: non}\nimage: non.jpg\n", "[](id:bal#non)")),
    ("actualites/neuf.md", NEWS.format("halle", "", "[faux](id:faux)")),
    ("actualites/0.md", NEWS.format("a", "themes: [x]\n", "")),
]


@pytest.mark.parametrize(("path", "text"), WRITTEN)
@pytest.mark.parametrize("without", [frozenset[str](), frozenset(("brouillon", "alias"))])
@pytest.mark.parametrize("is_shared", [True, False], ids=["an id is used twice", "no id is"])
def test_it_says_what_the_whole_would_say(folder, territory, path: str, text: str, without: frozenset[str], is_shared):
    files = dict(FILES) if is_shared else {name: typed for name, typed in FILES.items() if name != "actualites/b.md"}
    root: Path = folder(files)
    overlay = Overlay(instead={path: text.encode()}, without={path: without} if without else {})
    before = read_folder(root, territory, CHANNELS, memory=SourceMemory())
    whole = read_folder(root, territory, CHANNELS, overlay=overlay)
    again = read_again(before, root, path, overlay, CHANNELS)

    assert again.problems == tuple(problem for problem in whole.problems if str(problem.path) == path)
    assert again.catalogue == replace(whole.catalogue, notes=before.catalogue.notes)
    assert (dict(again.heads), dict(again.sources)) == (dict(whole.heads), dict(whole.sources))


def test_what_was_read_before_is_as_it_was(folder, territory: Territory):
    root, memory = folder(FILES), SourceMemory()
    before = read_folder(root, territory, CHANNELS, memory=memory)
    for path, text in WRITTEN:
        read_again(before, root, path, Overlay(instead={path: text.encode()}), CHANNELS)
    after = read_folder(root, territory, CHANNELS, memory=memory)

    assert (after.catalogue, after.problems) == (before.catalogue, before.problems)
    assert memory.read_anew == sum(path.endswith(".md") for path in FILES)
    assert all(
        one.raw is other.raw for one, other in zip(before.catalogue.entries, after.catalogue.entries, strict=True)
    )
