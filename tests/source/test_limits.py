"""What is too much is told in one sentence, at once: no file keeps a build waiting, or fills its report."""

from time import process_time

import pytest

from tambour.model.problems import ContentRefused
from tambour.source.catalogue import read_catalogue

HEAD = "---\nid: a\ntitre: A\npublier_le: 2026-06-01\n{}---\n{}"
SERIES = "debut: 2026-06-05 10:00\nrecurrence:\n  frequence: {}\n"


def slots(count):
    days = (f"{2026 + i // 300}-{1 + i // 25 % 12:02d}-{1 + i % 25:02d} 10:00" for i in range(count))
    return "creneaux:\n" + "".join(f"  - debut: {day}\n" for day in days)


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("actualites/a.md", HEAD.format("", "mot " * 600_000), "fichier-trop-long"),
        ("referentiel/themes.yaml", "# " + "a" * 2_000_000, "fichier-trop-long"),
        ("actualites/a.md", HEAD.format("".join(f"k{i}: a\n" for i in range(10_000)), ""), "entete-trop-long"),
        ("actualites/a.md", HEAD.format(f"resume: {'a' * 500_000}\n", ""), "entete-trop-long"),
        ("actualites/a.md", HEAD.format(f"themes: [{'a, ' * 2_000}a]\n", ""), "liste-trop-longue"),
        ("actualites/a.md", HEAD.format(f"resume: {'a' * 401}\n", ""), "texte-trop-long"),
        ("agenda/a.md", HEAD.format(slots(1_001), ""), "trop-de-creneaux"),
        ("agenda/a.md", HEAD.format(SERIES.format("quotidienne"), ""), "serie-sans-fin"),
        ("agenda/a.md", HEAD.format(SERIES.format("quotidienne\n  jusqu_au: 2035-12-31"), ""), "trop-de-dates"),
        ("agenda/a.md", HEAD.format(SERIES.format(f"annuelle\n  nombre: {'9' * 400}"), ""), "nombre-trop-grand"),
    ],
)
def test_too_much_is_one_sentence_and_no_wait(folder, territory, path, text, code):
    started = process_time()
    with pytest.raises(ContentRefused) as refused:
        read_catalogue(folder({path: text}), territory)

    assert {problem.code for problem in refused.value.problems} == {code}
    assert process_time() - started < 5


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("agenda/a.md", HEAD.format(slots(1_000), "")),
        ("actualites/a.md", HEAD.format("", "Un mot, et un autre. " * 50_000)),
        ("actualites/a.md", HEAD.format("", "a\n" * 150_000)),
        ("referentiel/themes.yaml", "".join(f"t{i}:\n  nom: T{i}\n" for i in range(5_000))),
    ],
)
def test_much_is_read_without_waiting(folder, territory, path, text):
    started = process_time()

    read_catalogue(folder({path: text}), territory)

    assert process_time() - started < 5
