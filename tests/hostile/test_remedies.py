"""What is proposed instead of a mistake is taken when it is copied as it stands; all remedies are made in one way."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tambour.messages import problem
from tambour.model.problems import ContentRefused, Problem
from tambour.model.remedy import Remedy
from tambour.model.territory import Territory
from tambour.source.catalogue import ChannelNames, read_catalogue
from tambour.source.suggest import closest_name
from tests.folders import WriteFolder

BAD = Path(__file__).parents[1] / "source/bad/content"
CHANNELS = ChannelNames({"feeds": "feeds", "flux": "feeds", "agenda": "agenda"})
NEWS = "---\nid: {}\ntitre: T\npublier_le: 2026-06-01\n{}\n---\n{}\n"
EVENT = "---\nid: {}\ntitre: T\npublier_le: 2026-06-01\ndebut: 2026-06-20 14:00\n{}\n---\n"
HOUSE: dict[str, str | bytes] = {
    "referentiel/communes.yaml": 'arles-le-val:\n  nom: Arles-le-Val\n  insee: "71901"\nbrive:\n  nom: Brive\n'
    '  insee: "71902"\n',
    "referentiel/themes.yaml": "eau:\n  nom: Eau et rivières\nvoirie:\n  nom: Voirie\n",
    "lieux/halle.md": "---\nid: la-halle\ntitre: La Halle\n---\n",
    "lieux/projet.md": "---\nid: la-hale\ntitre: Projet\nbrouillon: oui\n---\n",
    "images/lavoir.jpg": b"x",
    "documents/conseil-ii.pdf": b"x",
    "documents/seance-mai.pdf": b"x",
    "documents/budget-2026.pdf": b"x",
}
MISTAKES: dict[str, str] = {
    "actualites/a.md": NEWS.format("a", 'resume: "Le dossier C:\\Documents"', ""),
    "actualites/b.md": NEWS.format("b", "resume: 'L'eau' revient", ""),
    "actualites/c.md": NEWS.format("c", "resume: Lot # 3, puis # 4", ""),
    "actualites/d.md": NEWS.format("d", "resume: Travaux : la rue", ""),
    "actualites/e.md": NEWS.format("e", "communes: Arles le Val et Brive", ""),
    "actualites/f.md": NEWS.format("f", "themes: [Eau et rivieres]", ""),
    "actualites/g.md": NEWS.format("g", "themse: voirie", ""),
    "actualites/h.md": NEWS.format("h", "draft: oui", ""),
    "actualites/i.md": NEWS.format("i", "title: Deux titres", ""),
    "actualites/j.md": NEWS.format("j", "date: demain", ""),
    "actualites/k.md": NEWS.format("k", "documents: [{fichier: seance-mar.pdf, titre: T}]", ""),
    "actualites/l.md": NEWS.format("l", "documents: [{fichier: conseil-iii.pdf, titre: T}]", ""),
    "actualites/m.md": NEWS.format("m", "documents: [{fichier: budjet-2026.pdf, titre: T}]", ""),
    "actualites/n.md": NEWS.format("n", "", "Voir [la halle](id:la-halles) et [le lavoir](lavoire.jpg)."),
    "actualites/o.md": NEWS.format("o", "", "Voir [le site] (https://exemple.fr) et [la page](une autre.md)."),
    "actualites/p.md": NEWS.format("p", "", "Écrire à [la mairie](http://mairie@exemple.fr)."),
    "actualites/q.md": NEWS.format("q", "", "Voir [le site](https://moi:secret@exemple.fr/a) ou [lui](exemple.fr)."),
    "actualites/r.md": NEWS.format("r", "", "Voir https://exemple.fr/_a_/b et [halle](lieux/hale.md)."),
    "actualites/s.md": NEWS.format("s", "canaux: {flus: {exclure: oui}}", ""),
    "actualites/t.md": NEWS.format("t", "canaux:\n  flux: {exclure: oui}\n  feds: {exclure: oui}", ""),
    "actualites/u.md": NEWS.format("Été 2026", "", ""),
    "actualites/v.md": NEWS.format("🎉", "", ""),
    "actualites/w.md": NEWS.format("w", "", "## Les tarifs\n\nVoir [plus haut](#les-tarif)."),
    "agenda/a.md": EVENT.format("ea", "statut: annulee"),
    "agenda/b.md": EVENT.format("eb", "lieu: la-halles"),
    "agenda/c.md": EVENT.format("ec", "acces: fauteuil, ascenceur"),
    "agneda/d.md": EVENT.format("ed", ""),
    "agenda/e.md": EVENT.format("ee", "price: 5"),
    "agenda/f.md": EVENT.format("ef", "creneaux:\n  - debut: 2026-06-20\n    note: Salle # 2"),
}
# What is wrong there could mean several things, or nothing that exists.
NOTHING_TO_PROPOSE = ("i.md", "j.md", "k.md", "l.md", "t.md", "v.md")
COPIED = re.compile(r"Écrivez : (?P<words>.+)\Z")
NEAR = re.compile(r"Vouliez-vous dire « (?P<words>.+?) » \?")
SHOWN = re.compile(r"(?:le fichier (?:images|documents)/|(?<!dire )« )(?P<words>.+?)(?: »| n'existe)")


def problems_of(root: Path) -> tuple[Problem, ...]:
    try:
        read_catalogue(root, Territory.model_construct(timezone="Europe/Paris"), channels=CHANNELS)
    except ContentRefused as refused:
        return refused.problems
    return ()


def remedies(found: Problem) -> Iterator[str]:
    """What a writer would copy from one problem, forms to fill in left out."""
    for match in (COPIED.search(found.hint), NEAR.search(found.message)):
        if match is not None and "…" not in match["words"]:
            yield match["words"].replace("\u00a0", " ")


def copied(line: str, found: Problem, words: str) -> str:
    """A line with what is proposed in the place of what is wrong: the words that are shown, else the whole line."""
    shown = SHOWN.search(found.message.replace("\u00a0", " "))
    wrong = shown["words"] if shown else ""
    wrong = wrong if wrong in line else wrong.rpartition("/")[2]  # a picture may be typed by its name alone
    if re.match(r"(?:- )?[\w ]+:(?: |\Z)", words):
        return line[: len(line) - len(line.lstrip())] + words
    return line.replace(wrong, words) if wrong and wrong in line else re.sub(r":.*", f": {words}", line, count=1)


def neighbours() -> dict[str, str | bytes]:
    """What the broken folder holds that is right."""
    files = (path for path in BAD.rglob("*") if path.is_file())
    right = ("referentiel", "images", "documents")
    return {
        path.relative_to(BAD).as_posix(): path.read_bytes()
        for path in files
        if path.relative_to(BAD).parts[0] in right or path.name.startswith(("a-", "salle-des", "brouillon-de"))
    }


def tried(folder: WriteFolder, path: str, text: str) -> int:
    """Copy each remedy that one file's problems propose, and read again. Returns how many there were."""
    count = 0
    root = folder({path: text})
    for found in problems_of(root):
        for words in remedies(found) if str(found.path) == path else ():
            lines = text.split("\n")
            name = path
            if found.code == "dossier-inconnu":
                name = f"{words}/{path.partition('/')[2]}"
            else:
                lines[found.line - 1] = copied(lines[found.line - 1], found, words)
            (root / path).unlink()
            left = problems_of(folder({name: "\n".join(lines)}))
            (root / name).unlink()
            folder({path: text})
            assert (found.line, found.code, found.message) not in {(p.line, p.code, p.message) for p in left}, words
            assert name != path or {(p.line, p.code) for p in left} <= {(p.line, p.code) for p in problems_of(root)}, (
                words,
                left,
            )
            count += 1
    return count


@pytest.mark.parametrize("path", MISTAKES)
def test_what_is_proposed_is_accepted_as_it_stands(folder: WriteFolder, path: str):
    folder(HOUSE)

    assert (tried(folder, path, MISTAKES[path]) > 0) == (path[11:] not in NOTHING_TO_PROPOSE)


def test_so_is_what_the_broken_folder_is_told(folder: WriteFolder):
    folder(neighbours())
    wrong = [path for path in sorted(BAD.rglob("*.md")) if path.relative_to(BAD).as_posix() not in neighbours()]
    counts = []
    for path in wrong:
        name = path.relative_to(BAD).as_posix()
        counts.append(tried(folder, name, path.read_text("utf-8", "replace")))
        (folder({}) / name).unlink()

    assert sum(counts) > 20


def test_no_other_day_and_no_other_number_is_near():
    assert closest_name("seance-mar.pdf", ["seance-mai.pdf"]) == ""
    assert closest_name("conseil-iii.pdf", ["conseil-ii.pdf", "conseil-iv.pdf"]) == ""
    assert closest_name("jeudis.pdf", ["jeudi.pdf"]) == ""
    assert closest_name("conseill-ii.pdf", ["conseil-ii.pdf"]) == "conseil-ii.pdf"


def test_something_to_copy_that_was_not_tried_cannot_be_told():
    with pytest.raises(TypeError, match="near must be made by Remedy"):
        problem("lien-mort", Path("a.md"), 1, "Texte", value="b", near=" Vouliez-vous dire « c » ?", way_out="")

    tried = Remedy.trial("c", "ab".__contains__, "rien")
    assert (tried, Remedy.trial("", lambda _: True), Remedy.form("").within("« {} »")) == ("rien", "", "")
