"""The index is the same in the same bytes each time, in the files that were promised, and holds every word."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import cbor2
import pytest
from zlib_ng import gzip_ng

from tambour.finding import pagefind
from tambour.finding.records import SIGNATURE, FoundPage, fragment

FILTERS = (("genre", ("page",)), ("commune", ("cluny", "mijoux", "serein", "corbeval", "rouvrelle")))
RECORDS = tuple(
    FoundPage(
        name,
        f"{name}/",
        text,
        (("mots", "poubelle"), ("title", title)),
        (*FILTERS, ("theme", (name, "eau", "culture", "sport"))),
    )
    for name, title, text in (
        ("a", "L’école du lac", "Les écoles de <Mijoux> & le « lac » : à 8 h, n’oubliez pas l'appel."),
        ("b", "Déchèterie", "Elle est fermée le 1er mai 2027, sauf aujourd’hui. 🎭 e\u0301te\u0301"),
        ("c", "Voirie", "Œuvre d’art routière : chevaux, cheval et travaux."),
    )
)


def made_anew(records: tuple[FoundPage, ...], language: str = "fr") -> Mapping[str, bytes]:
    pagefind.index_of.cache_clear()
    return pagefind.index_of(records, language)


def read(file: bytes) -> Any:
    return cbor2.loads(gzip_ng.decompress(file).removeprefix(SIGNATURE))


def words(files: Mapping[str, bytes]) -> Iterator[Any]:
    for _, _, part in read(files["pagefind.recherche.pf_meta"])[2]:
        yield from read(files[f"index/{part}.pf_index"])[0]


def test_the_same_records_make_the_same_bytes():
    """The program's own tables are in another order each time it runs."""
    first = made_anew(RECORDS)

    assert all(made_anew(RECORDS) == first for _ in range(3))


@pytest.mark.parametrize("records", [(), RECORDS[:1], RECORDS, (replace(RECORDS[0], text="…", meta=()),)])
def test_what_is_made_is_what_was_promised(records):
    assert set(made_anew(records)) == set(pagefind.names_of(records))


def test_a_page_is_shown_from_what_the_program_would_have_written():
    made = pagefind._made_of(RECORDS, "fr")
    theirs = [json.loads(gzip_ng.decompress(made[path])[12:]) for path in made if path.startswith("fragment/")]

    for record in RECORDS:
        [wanted] = [shown for shown in theirs if shown["url"] == record.name]
        own = {"url": record.address, "content": record.text, "meta": dict(record.meta)}  # theirs has no elision
        assert json.loads(gzip_ng.decompress(fragment(record))[12:]) == wanted | own


def test_what_stands_behind_an_elision_is_found_by_itself():
    """« L’amiante » says « amiante »; « aujourd’hui », and what is no elision, stay whole."""
    said = "L’amiante, qu’Elsa d'Aubrelle, Pont-d’Ain jusqu’ici : aujourd’hui, l’Sud’Ouest"
    found = {word for word, *_ in words(made_anew((FoundPage("a", "a/", said, (("title", "Offres d’emploi"),)),)))}

    assert {"emploi", "elsa", "aubrel", "ici", "aujourdhui"} <= found
    assert not {word for word in found if word.startswith(("lam", "dau", "que", "demp"))}


def test_words_are_share_out_and_none_is_lost(monkeypatch):
    whole = [*words(made_anew(RECORDS))]
    monkeypatch.setattr(pagefind, "_CHARACTERS", 40)
    files = made_anew(RECORDS)
    parts = read(files["pagefind.recherche.pf_meta"])[2]

    assert len(parts) == len([name for name in files if name.startswith("index/")]) > 3
    assert [*words(files)] == whole
    assert [word for word, *_ in whole] == sorted(word for word, *_ in whole)
    assert [first <= last for first, last, _ in parts] == [True] * len(parts)


def test_pages_and_filters_are_numbered_alike():
    files = made_anew(RECORDS)
    version, pages, _, filters, _, fields = read(files["pagefind.recherche.pf_meta"])

    assert (version, [name for name, _ in pages], fields) == (pagefind.VERSION, ["a", "b", "c"], ["mots", "title"])
    assert filters == [["commune", "commune"], ["genre", "genre"], ["theme", "theme"]]
    assert read(files["filter/theme.pf_filter"]) == [
        "theme",
        [["a", [0]], ["b", [1]], ["c", [2]], ["culture", [0, 1, 2]], ["eau", [0, 1, 2]], ["sport", [0, 1, 2]]],
    ]


def test_a_page_without_a_word_is_left_out_and_stops_nothing():
    silent = FoundPage("silent", "silent/", "…", (("title", "…"),))
    _, pages, *_ = read(made_anew((silent, *RECORDS))["pagefind.recherche.pf_meta"])

    assert [name for name, _ in pages] == ["a", "b", "c"]


def test_a_language_that_has_no_stems_is_looked_through_as_it_is_written():
    files = made_anew(RECORDS, "br")

    assert json.loads(files[pagefind.ENTRY])["languages"] == {
        "br": {"hash": "recherche", "wasm": "recherche", "page_count": 3}
    }
    assert files[pagefind.ENGINE] != made_anew(RECORDS)[pagefind.ENGINE]


def test_what_the_program_refuses_is_told():
    with pytest.raises(RuntimeError, match="pagefind: "):
        made_anew((replace(RECORDS[0], filters=(("genre", (1,)),)),))  # type: ignore[arg-type]
