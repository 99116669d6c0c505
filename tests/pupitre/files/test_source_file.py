"""Where a new field goes, what a removed one takes along, and what happens when two write at once."""

import stat
import threading
from pathlib import Path

import pytest

from tambour.pupitre.files.source_file import ABSENT, SourceFile
from tambour.pupitre.files.unwritable import ChangedMeanwhile, FileUnwritable

FETE = b"""---
# La f\xc3\xaate de cette ann\xc3\xa9e.
id: fete
titre: F\xc3\xaate du lac

# Ce que la mairie a dit.
publier_le: 2026-11-20   # un vendredi
debut: 2026-12-05 10:00
# retir\xc3\xa9 du programme
#retirer_le: 2026-12-31
prix:
  - libelle: Plein tarif
    montant: 5
---
Venez.
"""


def fete(data: bytes = FETE, folder: str = "agenda") -> SourceFile:
    return SourceFile.of(Path("content", folder, "fete.md"), data)


def head(data: bytes) -> list[str]:
    return data.decode().split("---\n")[1].splitlines()


@pytest.mark.parametrize("folder", ["agenda/2026", "agenda/lieux"])
def test_a_folder_of_her_own_changes_nothing_to_what_a_file_is(folder: str):
    wanted = {"statut": "complet", "resume": "Deux jours."}

    assert fete(folder=folder).shape == fete().shape
    assert SourceFile.of(Path("/srv/pages/content/agenda/fete.md"), FETE).shape == fete().shape
    assert fete(folder=folder).change(wanted) == fete().change(wanted)


def test_a_new_field_goes_where_the_model_says():
    made = fete().change({"statut": "complet", "resume": "Deux jours.", "communes": ["rouvrelle", "corbeval"]})

    assert head(made) == [
        "# La fête de cette année.",
        "id: fete",
        "titre: Fête du lac",
        "resume: Deux jours.",
        "",
        "# Ce que la mairie a dit.",
        "publier_le: 2026-11-20   # un vendredi",
        "communes: [rouvrelle, corbeval]",
        "debut: 2026-12-05 10:00",
        "statut: complet",
        "# retiré du programme",
        "#retirer_le: 2026-12-31",
        "prix:",
        "  - libelle: Plein tarif",
        "    montant: 5",
    ]


def test_a_field_that_stands_ready_is_switched_on_where_it_is():
    made = fete().change({"retirer_le": "2026-12-24"})

    assert made == FETE.replace(b"#retirer_le: 2026-12-31", b"retirer_le: 2026-12-24")


def test_a_removed_field_takes_its_own_comments_along_and_no_other():
    assert fete().change({"publier_le": ABSENT}) == FETE.replace(
        b"# Ce que la mairie a dit.\npublier_le: 2026-11-20   # un vendredi\n", b""
    )
    assert b"# retir" in fete().change({"prix": ABSENT})
    assert b"# La f" in SourceFile.of(Path("x.md"), FETE.replace(b"id: fete", b"note: a\nid: fete")).change(
        {"note": ABSENT}
    )


def test_a_comment_behind_a_value_stays():
    made = fete().change({"publier_le": "2026-11-21"})

    assert made == FETE.replace(b"2026-11-20", b"2026-11-21")


def test_words_that_yaml_took_for_a_comment_are_put_back():
    data = FETE.replace(b"F\xc3\xaate du lac", b"F\xc3\xaate du lac # 12")
    made = fete(data).change({"titre": "Fête du lac # 12"})

    assert made == FETE.replace(b"F\xc3\xaate du lac", b'"F\xc3\xaate du lac # 12"')
    assert b'titre: "Le bal du lac" # 12' in fete(data).change({"titre": "Le bal du lac"})


def test_text_of_several_lines_is_written_as_it_looks():
    made = SourceFile.of(Path("pages/x.md"), b"---\nid: x\n---\n").change({"resume": "un\n\ndeux"})

    assert made == b"---\nid: x\nresume: |\n  un\n\n  deux\n---\n"


def test_one_tariff_and_one_date_of_many():
    made = fete().change(
        {"prix": [{"libelle": "Plein tarif", "montant": "6"}, {"libelle": "Réduit", "montant": "3"}], "fin": "18:30"}
    )

    assert head(made)[-5:] == [
        "prix:",
        "  - libelle: Plein tarif",
        "    montant: 6",
        "  - libelle: Réduit",
        "    montant: 3",
    ]
    assert "fin: 18:30" in head(made)


def test_the_text_is_changed_line_by_line():
    data = FETE + b"\nLe soir :  \r\n- bal\n\n\n"
    made = fete(data).change({}, "Venez tous.\n\nLe soir :  \n- bal")

    assert made == data.replace(b"Venez.", b"Venez tous.")
    assert fete(b"---\nid: x\n---").change({}, "Bonjour.") == b"---\nid: x\n---\nBonjour.\n"
    assert fete(b"---\nid: x\n---\n\nBonjour.\n").change({}, "") == b"---\nid: x\n---\n\n"


def test_a_file_with_a_flaw_is_changed_around_it():
    data = FETE.replace(b"debut: 2026-12-05 10:00", b"lieu: Salle : la grande")
    made = fete(data).change({"titre": "Le bal"})

    assert made == data.replace("Fête du lac".encode(), b"Le bal")
    assert b'lieu: "Salle : la petite"' in fete(data).change({"lieu": "Salle : la petite"})


@pytest.mark.parametrize(
    "data", [b"", b"Bonjour.\n", b"---\nid: x\n", b"---\n- a\n---\n", b"\xff\xfe", b"---\n[x\n---\n"]
)
def test_a_file_that_cannot_be_read_is_not_written(data: bytes):
    with pytest.raises(FileUnwritable) as refused:
        fete(data).change({"titre": "Autre"})

    assert refused.value.problems[0].code in ("fichier-a-reprendre", "champ-impossible-a-ecrire")


def test_a_field_beside_an_anchor_says_what_it_said():
    data = b"---\nid: x\ncommunes: &c [a, b]\nthemes: *c\n---\n"
    read = fete(fete(data).change({"communes": ["z"]}))

    assert read.fields == {**fete(data).fields, "communes": ["z"]}
    assert fete(data).change({"themes": ["z"]}) == data.replace(b"*c", b"[z]")


def test_whoever_saves_second_is_told_and_keeps_both(tmp_path: Path):
    path = tmp_path / "fete.md"
    path.write_bytes(FETE)
    path.chmod(0o640)
    mine, theirs = SourceFile.read(path), SourceFile.read(path)
    now = theirs.write(path, theirs.change({"titre": "Le bal"}))

    with pytest.raises(ChangedMeanwhile) as told:
        mine.write(path, mine.change({"titre": "La foire"}))
    assert (told.value.base, told.value.theirs) == (FETE, now.data) == (FETE, path.read_bytes())
    assert b"La foire" in told.value.mine
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["fete.md"]
    path.unlink()
    with pytest.raises(ChangedMeanwhile):
        now.write(path, FETE)


def test_of_many_at_once_one_wins_and_the_others_are_told(tmp_path: Path):
    path = tmp_path / "fete.md"
    path.write_bytes(FETE)
    files = [SourceFile.read(path) for _ in range(8)]
    results: list[str] = []

    def write(number: int) -> None:
        try:
            files[number].write(path, files[number].change({"titre": f"Bal {number}"}))
            results.append("won")
        except ChangedMeanwhile:
            results.append("told")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["told"] * 7 + ["won"]
