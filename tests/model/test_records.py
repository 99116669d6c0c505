"""What the records of a territory refuse, and what they work out: tenders, menus, projects, the directory."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from tambour.model.canteen import CanteenMenu
from tambour.model.directory_entry import DirectoryEntry
from tambour.model.project import WorkProject
from tambour.model.tender import Tender, TenderOutcome
from tambour.testing.village import CLOSED_TENDER, ENTRY, MENU, PROJECT, TENDER
from tambour.words.records import award_fr, closing_state_fr, menu_line_fr, phase_when_fr
from tests.model.building import made


def codes(model, typed) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        made(model, typed)
    return [error["type"] for error in caught.value.errors()]


def served(*days) -> CanteenMenu:
    return made(CanteenMenu, {**MENU, "jours": list(days)})


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"semaine": "2026-12-01"}, "pas-un-lundi"),
        ({"semaine": "2026-11-30 08:00"}, "pas-un-lundi"),
        ({"jours": [{"jour": "lundi"}]}, "menu-vide"),
        ({"jours": [{"jour": "lundi", "plat": "Riz", "ferme": "Pont"}]}, "menu-et-ferme"),
        ({"jours": [{"jour": "lundi", "plat": "Riz"}, {"jour": "lundi", "plat": "Blé"}]}, "jour-repete"),
        ({"jours": [{"jour": "lundi", "plat": {"nom": "Riz", "allergenes": "noix"}}]}, "enum"),
        ({"jours": []}, "liste-trop-courte"),
    ],
)
def test_a_menu_refuses(typed, code):
    assert codes(CanteenMenu, {**MENU, **typed}) == [code]


def test_the_monday_that_is_meant_is_named():
    with pytest.raises(ValidationError) as caught:
        made(CanteenMenu, {**MENU, "semaine": "03/12/2026"})
    assert caught.value.errors()[0]["ctx"]["monday"] == "30/11/2026"


def test_days_stand_in_the_order_of_the_week_with_their_dates():
    menu = served({"jour": "jeudi", "plat": "Riz"}, {"jour": "mardi", "plat": "Blé", "dessert": ["Poire", "Flan"]})

    assert [day for day, _ in menu.by_date] == [date(2026, 12, 1), date(2026, 12, 3)]
    assert menu_line_fr(menu.days[0]) == "Blé, Poire ou Flan"


def test_a_menu_leaves_the_lists_when_its_week_is_over_even_when_the_clocks_change():
    summer = made(CanteenMenu, {**MENU, "semaine": "2027-03-22"})

    assert summer.leaves_at.isoformat() == "2027-03-29T00:00:00+02:00"


def test_a_tender_that_is_awarded_says_to_whom():
    assert codes(Tender, {**TENDER, "lots": [], "resultat": "attribue"}) == ["attributaire-manquant"]
    assert made(Tender, {**TENDER, "resultat": "attribue"}).outcome is TenderOutcome.AWARDED  # a lot says it


def test_what_has_become_of_a_tender_is_told_once_it_is_closed():
    open_one, closed = made(Tender, TENDER), made(Tender, CLOSED_TENDER)
    before, after = open_one.end - timedelta(minutes=1), open_one.end

    assert (closing_state_fr(open_one, before), closing_state_fr(open_one, after)) == ("", "Clos")
    assert closing_state_fr(closed, closed.end) == "Attribué"
    assert award_fr(closed) == "Attribué à Les Prés verts, Mijoux, 8400,50\xa0€ hors taxes"


def test_a_large_amount_may_have_its_digits_in_groups():
    assert made(Tender, {**CLOSED_TENDER, "montant": "1 212 480 €"}).amount == 1212480
    assert codes(Tender, {**CLOSED_TENDER, "montant": "cher"}) == ["montant-illisible"]


@pytest.mark.parametrize(
    ("states", "progress"),
    [
        (["termine", "en-cours", "a-venir"], "en-cours"),
        (["a-l-etude", "a-venir"], "a-l-etude"),
        (["termine", "a-venir"], "en-cours"),
        (["termine", "a-l-etude", "a-venir"], "a-l-etude"),
        (["a-venir", "a-venir"], "a-venir"),
        (["termine", "suspendu", "a-venir"], "suspendu"),
        (["termine", "termine"], "termine"),
    ],
)
def test_how_far_a_project_is_follows_from_its_phases(states, progress):
    phases = [{"titre": "Phase", "etat": state} for state in states]
    assert made(WorkProject, {**PROJECT, "phases": phases}).progress == progress


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"phases": []}, "liste-trop-courte"),
        (
            {"phases": [{"titre": "A", "etat": "en-cours", "debut": "2026-02-01", "fin": "2026-01-01"}]},
            "fin-avant-debut",
        ),
        ({"perturbations": [{"quoi": "Rue", "du": "2026-02-01", "au": "2026-01-01"}]}, "fin-avant-debut"),
    ],
)
def test_a_project_refuses(typed, code):
    assert codes(WorkProject, {**PROJECT, **typed}) == [code]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"quand": "Été 2027", "debut": "2027-06-01"}, "Été 2027"),
        ({"debut": "2027-06-01", "fin": "2027-06-30"}, "Du mardi 1er au mercredi 30 juin 2027"),
        ({"debut": "2027-06-01"}, "À partir du 1er juin 2027"),
        ({"fin": "2027-06-30"}, "Jusqu’au 30 juin 2027"),
        ({}, ""),
    ],
)
def test_when_a_phase_takes_place(typed, said):
    phase = made(WorkProject, {**PROJECT, "phases": [{"titre": "A", "etat": "a-venir", **typed}]}).phases[0]
    assert phase_when_fr(phase).replace("\xa0", " ") == said


def test_the_directory_is_by_name_without_its_article():
    names = ["La Ferme", "L’Épicerie", "Épinal sport", "Les Gens", "Lalou"]
    entries = [made(DirectoryEntry, {**ENTRY, "titre": name}) for name in names]

    ordered = [one.title for one in sorted(entries, key=lambda one: one.list_key)]
    assert ordered == ["L’Épicerie", "Épinal sport", "La Ferme", "Les Gens", "Lalou"]
