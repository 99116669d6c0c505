"""A date that was announced never vanishes without a word: the file is refused, or whoever builds is told."""

import re
from typing import Any

import pytest

from tambour.commands.build import build
from tambour.commands.check import check
from tambour.commands.ledger import record
from tambour.words.typography import NBSP

HEAD = "---\nid: balades\ntitre: Balades\npublier_le: 2026-11-20\n"
WALKS = HEAD + "creneaux:\n  - debut: 2026-12-05 10:00\n  - debut: 2026-12-12 10:00\n---\n"
READINGS = HEAD + "debut: 2026-12-03 18:30\nrecurrence: {frequence: hebdomadaire, nombre: 4}\n---\n"
FILE = "content/agenda/balades.md"


@pytest.fixture
def edited(project: Any, capsys: pytest.CaptureFixture[str]) -> Any:
    """Publish a file, edit it: the exit code of `inv check`, and what it prints, no-break spaces as spaces."""

    def result(before: str, after: str | None) -> tuple[int, str]:
        project.write(FILE, before)
        assert record() == 0
        if after is None:
            (project.root / FILE).unlink()
        else:
            project.write(FILE, after)
        capsys.readouterr()
        code = check()
        printed = capsys.readouterr()
        return code, (printed.out + printed.err).replace(NBSP, " ")

    return result


def test_a_date_taken_out_of_the_list_stops_everything_and_the_way_out_is_told(edited):
    code, told = edited(WALKS, WALKS.replace("  - debut: 2026-12-12 10:00\n", ""))

    assert code == 65
    assert "agenda/balades.md:5: Créneaux : le créneau du samedi 12 décembre 2026 à 10 h a été annoncé" in told
    assert "« debut_precedent: 2026-12-12 10:00 »" in told
    assert "[creneau-publie-disparu]" in told


def test_a_date_replaced_by_another_is_probably_that_one_moved(edited):
    code, told = edited(WALKS, WALKS.replace("2026-12-12", "2026-12-13"))

    assert code == 65
    assert "agenda/balades.md:7: Créneaux : ce créneau est nouveau, et celui du samedi 12 décembre 2026 à 10 h" in told
    assert "ajoutez-lui « debut_precedent: 2026-12-12 10:00 »" in told


def test_what_it_says_to_type_is_accepted(edited):
    moved = WALKS.replace("2026-12-12 10:00", "2026-12-13 10:00\n    debut_precedent: 2026-12-12 10:00")

    assert edited(WALKS, moved)[0] == 0


def test_two_dates_that_vanish_are_told_one_by_one(edited):
    code, told = edited(WALKS, HEAD + "creneaux:\n  - debut: 2026-12-20 10:00\n---\n")

    assert code == 65
    assert told.count("[creneau-publie-disparu]") == 2


def test_a_list_that_becomes_one_date_may_not_lose_the_others(edited):
    code, told = edited(WALKS, HEAD + "debut: 2026-12-12 10:00\n---\n")

    assert code == 65
    assert "agenda/balades.md:5: Créneaux : le créneau du samedi 5 décembre 2026 à 10 h" in told


@pytest.mark.parametrize(
    "after",
    [
        WALKS.replace("creneaux:\n", "creneaux:\n  - debut: 2026-12-01 10:00\n"),
        WALKS.replace("12 10:00", "12 10:00\n    statut: annule"),
        HEAD + "debut: 2026-12-05 10:00\nrecurrence: {frequence: hebdomadaire, nombre: 2}\n---\n",
    ],
    ids=["a date added before", "a date cancelled", "the same dates as a series"],
)
def test_what_keeps_every_date_is_accepted(edited, after):
    assert edited(WALKS, after)[0] == 0


def test_a_date_that_is_over_may_leave_the_file(edited):
    past = WALKS.replace("2026-12-05", "2026-11-28")

    assert edited(past, past.replace("  - debut: 2026-11-28 10:00\n", ""))[0] == 0


def test_the_only_date_of_an_event_may_change_by_itself(edited):
    one = HEAD + "debut: 2026-12-05 10:00\n---\n"

    assert edited(one, one.replace("12-05", "12-06")) == edited(one, one)


def test_a_list_of_one_date_is_a_list(edited):
    one = HEAD + "creneaux: [{debut: 2026-12-05 10:00}]\n---\n"

    assert "[creneau-publie-deplace]" in edited(one, one.replace("12-05", "12-06"))[1]


def test_an_announced_evening_may_not_be_left_out_of_its_series(edited):
    code, told = edited(READINGS, READINGS.replace("\n---\n", "\nsauf: [2026-12-10, 2026-12-17]\n---\n", 1))

    assert code == 65
    assert "agenda/balades.md:7: Sauf : le jeudi 10 décembre 2026 a déjà été annoncé" in told
    assert "« exceptions » : {date: 2026-12-10, statut: annule}." in told
    assert told.count("[date-publiee-exclue]") == 2


def test_an_evening_that_was_left_out_from_the_start_may_be(edited):
    without = READINGS.replace("\n---\n", "\nsauf: [2026-12-10]\n---\n", 1)

    assert edited(without, without)[0] == 0


SHORTER = READINGS.replace("nombre: 4", "nombre: 2")


@pytest.mark.parametrize(
    "after",
    [
        SHORTER,
        READINGS.replace("nombre: 4", "jusqu_au: 2026-12-10"),
        READINGS.replace("hebdomadaire, nombre: 4", "hebdomadaire, intervalle: 3, nombre: 2"),
    ],
    ids=["fewer dates", "an earlier end", "every third week"],
)
def test_a_series_may_not_end_sooner_without_a_word(edited, after):
    code, told = edited(READINGS, after)

    assert code == 65
    assert "agenda/balades.md:6: Récurrence : 2 dates annoncées n'y sont plus, à partir du jeudi 1" in told
    assert "{date: 2026-12-17, statut: annule}" in told
    assert "[serie-publiee-raccourcie]" in told


def test_a_series_that_takes_another_weekday_says_what_becomes_of_each_date(edited):
    code, told = edited(READINGS, READINGS.replace("2026-12-03", "2026-12-04"))

    assert code == 65
    assert "4 dates annoncées n'y sont plus, à partir du jeudi 3 décembre 2026" in told


def test_what_it_says_to_type_of_a_shorter_series_is_accepted(edited):
    _, told = edited(READINGS, SHORTER)
    remedy = re.search(r"« (exceptions: .*?\]) »", told)[1]

    assert edited(READINGS, READINGS.replace("\n---\n", f"\n{remedy}\n---\n", 1))[0] == 0


LISTED = HEAD + "creneaux: [{debut: 2026-12-03 18:30}, {debut: 2026-12-10 19:00}]\n---\n"


def test_a_series_that_becomes_a_list_keeps_every_day(edited):
    code, told = edited(READINGS, LISTED)

    assert code == 65
    assert "agenda/balades.md:5: Créneaux : 2 dates annoncées n'y sont plus, à partir du jeudi 17 décembre 2026" in told
    assert "[serie-publiee-reecrite]" in told


def test_what_it_says_to_type_of_a_list_is_accepted(edited):
    _, told = edited(READINGS, LISTED)
    remedy = re.search(r"« creneaux » : (.*?)\. Le créneau", told)[1]

    assert edited(READINGS, LISTED.replace("19:00}]", f"19:00}}, {remedy}]"))[0] == 0


def test_a_date_of_a_former_series_that_another_one_replaces_is_kept(edited):
    moved = "{debut: 2026-12-18 18:30, debut_precedent: 2026-12-17 18:30}, {debut: 2026-12-24 18:30, statut: annule}"

    assert edited(READINGS, LISTED.replace("19:00}]", f"19:00}}, {moved}]"))[0] == 0


def test_dates_of_a_series_that_are_over_may_go(edited):
    past = READINGS.replace("2026-12-03", "2026-11-05")  # the last two are still to come
    later = past.replace("2026-11-05", "2026-11-12").replace("nombre: 4", "nombre: 3")

    assert edited(past, later)[0] == 0


@pytest.mark.parametrize("after", [None, HEAD + "brouillon: oui\ndebut: 2026-12-05 10:00\n---\n"])
def test_an_announced_event_that_is_gone_is_told_to_whoever_builds(edited, after):
    code, told = edited(WALKS, after)

    assert code == 0
    assert "À noter : « balades », annoncé pour le samedi 5 décembre 2026, n'est plus publié" in told
    assert "« statut: annule »" in told


def test_an_id_that_was_changed_is_recognised_by_the_time(edited):
    code, told = edited(WALKS, WALKS.replace("id: balades", "id: balades-d-hiver"))

    assert code == 0
    assert "S'il s'appelle maintenant « balades-d-hiver », rendez-lui son nom : « id: balades »." in told


@pytest.mark.parametrize(
    "over", [WALKS.replace("2026-12", "2026-11"), WALKS.replace("creneaux", "statut: annule\ncreneaux")]
)
def test_an_event_that_was_over_or_cancelled_may_go(edited, over):
    assert "À noter" not in edited(over.replace("publier_le: 2026-11-20", "publier_le: 2026-11-01"), None)[1]


def test_a_series_that_goes_is_told_too(edited):
    assert "« balades », annoncé pour le jeudi 3 décembre 2026, n'est plus publié" in edited(READINGS, None)[1]


def test_a_build_says_the_same_as_a_check(project, capsys):
    project.write(FILE, WALKS)
    record()
    project.write(FILE, WALKS.replace("id: balades", "id: promenades"))

    assert build() == 0
    assert "À noter : « balades », annoncé pour" in capsys.readouterr().out
    project.write(FILE, WALKS.replace("  - debut: 2026-12-12 10:00\n", ""))
    assert build() == 65
    assert "[creneau-publie-disparu]" in capsys.readouterr().err


def test_a_build_for_an_earlier_day_misses_nothing(project, capsys):
    project.write(FILE, WALKS)
    record()
    capsys.readouterr()

    assert build(now="2026-11-01") == 0
    assert "À noter : « balades »" not in capsys.readouterr().out
