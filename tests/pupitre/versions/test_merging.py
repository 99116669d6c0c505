"""What two people made of one file becomes one file that says what both said; only the same field is asked."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tambour.pupitre.files.register_file import RegisterFile
from tambour.pupitre.files.source_file import ABSENT, SourceFile
from tambour.pupitre.files.values import same
from tambour.pupitre.versions.merging import Conflict, merge_file
from tambour.source.frontmatter import split
from tests.pupitre.versions.repositories import FETE

PATH = "agenda/fete.md"
BASE = FETE.encode()


def with_(body: str | None = None, **fields: object) -> bytes:
    return SourceFile.of(Path(PATH), BASE).change(fields, body)


def names(conflicts: tuple[Conflict, ...]) -> list[tuple[str, str, object, object, object]]:
    return [(it.name, it.label.replace("\u00a0", " "), it.base, it.mine, it.theirs) for it in conflicts]


def test_two_fields_are_both_kept():
    merged = merge_file(PATH, BASE, with_(titre="Bal"), with_(resume="Trois jours.", debut="2026-12-06"))

    assert merged.conflicts == ()
    assert merged.data == with_(titre="Bal", resume="Trois jours.", debut="2026-12-06")


def test_the_same_field_is_asked_and_both_are_shown():
    mine, theirs = with_(titre="Bal", resume="Un soir."), with_(titre="Foire", lieu="Halle")
    merged = merge_file(PATH, BASE, mine, theirs)

    assert names(merged.conflicts) == [("titre", "Titre", "Fête du lac", "Bal", "Foire")]
    for answer in ("Bal", "Foire", "Bal et foire"):
        settled = merge_file(PATH, BASE, mine, theirs, {"titre": answer})
        assert settled.conflicts == ()
        assert split(settled.data or b"").fields == {
            **split(BASE).fields, "titre": answer, "resume": "Un soir.", "lieu": "Halle"
        }  # fmt: skip


def test_inside_a_list_each_item_is_its_own():
    tarifs = [{"libelle": "Plein tarif", "montant": "5"}, {"libelle": "Réduit", "montant": "3"}]
    mine = with_(prix=[tarifs[0] | {"montant": "6"}, tarifs[1]], communes=["rouvrelle", "corbeval"])
    theirs = with_(prix=[tarifs[0], {"libelle": "Enfants", "montant": "0"}, tarifs[1]], communes=["orvain"])
    merged = merge_file(PATH, BASE, mine, theirs)
    read = split(merged.data or b"").fields

    assert merged.conflicts == ()
    assert read["communes"] == ["orvain", "corbeval"]
    assert read["prix"] == [
        {"libelle": "Plein tarif", "montant": "6"}, {"libelle": "Enfants", "montant": "0"}, tarifs[1]
    ]  # fmt: skip
    both = merge_file(PATH, BASE, mine, with_(prix=[tarifs[0] | {"montant": "7"}, tarifs[1]]))
    assert names(both.conflicts) == [("prix.0.montant", "Prix n° 1, Montant", "5", "6", "7")]


def test_a_field_removed_here_and_changed_there_is_asked():
    mine, theirs = with_(resume=ABSENT), with_(resume="Trois jours.")

    assert names(merge_file(PATH, BASE, mine, theirs).conflicts) == [
        ("resume", "Résumé", "Deux jours.", None, "Trois jours.")
    ]
    assert merge_file(PATH, BASE, mine, theirs, {"resume": ABSENT}).data == mine
    assert merge_file(PATH, BASE, mine, theirs, {"resume": "Trois jours."}).data == theirs


def test_paragraphs_are_merged_and_the_same_one_is_asked():
    mine = with_("Venez tous.\n\nLe soir, bal.\n\nDimanche, joutes.")
    theirs = with_("Venez.\n\nLe soir, bal.\n\nDimanche, joutes et repas.\n\nLundi, rien.")
    merged = merge_file(PATH, BASE, mine, theirs)
    both = merge_file(PATH, BASE, mine, with_("Venez vite.\n\nLe soir, bal.\n\nDimanche, joutes."))

    assert (
        split(merged.data or b"").body == "Venez tous.\n\nLe soir, bal.\n\nDimanche, joutes et repas.\n\nLundi, rien.\n"
    )
    assert names(both.conflicts) == [("texte.0", "Texte", "Venez.", "Venez tous.", "Venez vite.")]
    answer = {"texte.0": "Venez tous, et vite."}
    settled = merge_file(PATH, BASE, mine, with_("Venez vite.\n\nLe soir, bal.\n\nDimanche, joutes."), answer)
    assert split(settled.data or b"").body == "Venez tous, et vite.\n\nLe soir, bal.\n\nDimanche, joutes.\n"


def test_comments_of_both_stay():
    mine = BASE.replace(b"titre: F\xc3\xaate du lac", b"# De Claire.\ntitre: Bal")
    theirs = BASE.replace(b"debut: 2026-12-05 10:00", b"debut: 2026-12-06 10:00  # de Paul")
    merged = merge_file(PATH, BASE, mine, theirs)

    assert merged.data == mine.replace(b"debut: 2026-12-05 10:00", b"debut: 2026-12-06 10:00  # de Paul")


def test_the_later_of_two_dates_of_correction_counts():
    merged = merge_file(PATH, BASE, with_(modifie="2026-11-20 10:00"), with_(modifie="2026-11-21 08:00"))

    assert split(merged.data or b"").fields["modifie"] == "2026-11-21 08:00"


def test_a_file_removed_here_and_changed_there_is_asked():
    theirs = with_(titre="Bal")

    assert names(merge_file(PATH, BASE, None, theirs).conflicts) == [("fichier", "Le fichier", BASE, None, theirs)]
    assert merge_file(PATH, BASE, None, theirs, {"fichier": theirs}).data == theirs
    assert merge_file(PATH, BASE, None, theirs, {"fichier": ABSENT}).data is None
    assert merge_file(PATH, BASE, None, BASE).data is None
    assert merge_file("images/a.png", b"\xff1", b"\xff2", b"\xff3").conflicts[0].name == "fichier"


def test_entries_of_a_register_are_merged():
    path = "referentiel/themes.yaml"
    base = "# Thèmes.\nculture:\n  nom: Culture\nsport:\n  nom: Sport\n".encode()
    register = RegisterFile.of(Path(path), base)
    mine = register.change("culture", {"nom": "Culture et lecture"})
    theirs = register.of(register.path, register.change("culture", {"resume": "Tout."})).change("eau", {"nom": "Eau"})
    merged = merge_file(path, base, mine, theirs)

    assert RegisterFile.of(Path(path), merged.data or b"").entries == {
        "culture": {"nom": "Culture et lecture", "resume": "Tout."}, "sport": {"nom": "Sport"}, "eau": {"nom": "Eau"}
    }  # fmt: skip
    assert (merged.data or b"").startswith("# Thèmes.".encode())
    both = merge_file(path, base, mine, register.change("culture", {"nom": "Lecture"}))
    assert [(it.name, it.label) for it in both.conflicts] == [("culture.nom", "culture : Nom")]
    assert register.change("sport", ABSENT) == merge_file(path, base, base, register.change("sport", ABSENT)).data


def test_what_was_published_is_never_lost_from_the_ledger():
    merged = merge_file("registre.jsonl", b"a\n", b"a\nb\nd\n", b"a\nc\nd\n")

    assert merged.data == b"a\nb\nd\nc\n"


@settings(max_examples=150)
@given(st.data())
def test_nothing_that_one_of_them_said_is_lost(data: st.DataObject):
    """Each of the two changes fields of her own, in any way: the merged file says what each said."""
    texts = st.sampled_from(["Un : deux", "- x", "yes", "# x", "2027-01-01", "a\nb", "« é »", "x" * 200])
    keys = ["titre", "resume", "lieu", "statut", "prix", "communes", "organisateur", "credit", "debut"]
    mine_keys = data.draw(st.sets(st.sampled_from(keys), min_size=1))
    others = [key for key in keys if key not in mine_keys]
    theirs_keys = data.draw(st.sets(st.sampled_from(others))) if others else set()
    values = {
        key: data.draw(st.one_of(texts, st.just(ABSENT), st.lists(texts, min_size=2, unique=True))) for key in keys
    }
    mine = with_(**{key: values[key] for key in sorted(mine_keys)})
    theirs = with_(**{key: values[key] for key in sorted(theirs_keys)})
    wanted = split(with_(**{key: values[key] for key in sorted(mine_keys | theirs_keys)})).fields
    merged = merge_file(PATH, BASE, mine, theirs)

    assert merged.conflicts == ()
    assert same(split(merged.data or b"").fields, wanted)
    assert b"<<<<" not in (merged.data or b"")
    assert same(split(merge_file(PATH, BASE, theirs, mine).data or b"").fields, wanted)


@pytest.mark.parametrize("broken", [b"", b"Bonjour\n", b"---\n- a\n---\n"])
def test_a_head_that_cannot_be_read_is_asked_whole(broken: bytes):
    assert [it.name for it in merge_file(PATH, BASE, broken, with_(titre="Bal")).conflicts] == ["fichier"]
