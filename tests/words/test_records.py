"""What a record is, in the language that is spoken: nothing of it is French but what its writer said."""

from datetime import date

import pytest

from tambour.model.elected import Elected
from tambour.model.project import WorkProject
from tambour.model.roads import RoadStretch
from tambour.model.tender import Tender
from tambour.testing.building import NOW, published, site
from tambour.testing.village import CLOSED_TENDER, ELECTED, ENTRY, MENU, PLACE, PROJECT, TENDER
from tambour.words.elected import function_fr
from tambour.words.places import closed_road
from tambour.words.records import (
    allergens_fr,
    award_fr,
    closing_state_fr,
    disruption_when_fr,
    menu_line_fr,
    phase_when_fr,
    record_fr,
)
from tambour.words.speech import speaking
from tests.model.building import made

KINDS = {"elected": ELECTED, "tender": TENDER, "menu": MENU, "project": PROJECT, "entry": ENTRY}


def line(kind: str) -> str:
    given = site([published("place", PLACE), published(kind, KINDS[kind])])
    return record_fr(given, given.of_kinds(kind)[0].item).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("kind", "english", "occitan"),
    [
        ("elected", "2nd vice-president, ", "2nda vicepresidenta, "),
        ("tender", "Works, adapted procedure, reference 2026-07", "Trabalhs, procedura adaptada, referéncia 2026-07"),
        ("menu", "Tuesday: Velouté de courge, Gratin d’épeautre (organic, vegetarian), Poire or Flan", "Dimars: "),
        ("project", "Under way. De la mairie au moulin", "En cors. "),
        ("entry", "Association, Chant", "Associacion, Chant"),
    ],
)
def test_the_line_of_a_record_is_in_the_language(kind, english, occitan):
    for language, said in (("en", english), ("oc", occitan)):
        with speaking(language):
            assert said in line(kind)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("President", "Councillor", "1st vice-president", "3rd vice-president", "11th vice-president")),
        ("oc", ("Presidenta", "Conselhièra comunautària", "1ra vicepresidenta", "3ena vicepresidenta", "11ena vice")),
        ("fr", ("Présidente", "Conseillère communautaire", "1re vice-présidente", "3e vice-présidente", "11e vice")),
    ],
)
def test_functions_and_their_numbers_are_those_of_the_language(language, said):
    typed = [{"mandat": "president"}, {"mandat": "conseiller"}]
    typed += [{"mandat": "vice-president", "rang": rank} for rank in (1, 3, 11)]
    members = [made(Elected, ELECTED | {"rang": None} | one) for one in typed]
    with speaking(language):
        assert all(function_fr(one).startswith(words) for one, words in zip(members, said, strict=True))


def test_what_has_become_of_a_tender_is_told_in_the_language():
    closed, undecided = made(Tender, CLOSED_TENDER), made(Tender, TENDER)
    with speaking("en"):
        assert award_fr(closed) == "Awarded to Les Prés verts, Mijoux, €8,400.50 excluding VAT"
        assert (closing_state_fr(closed, NOW), closing_state_fr(undecided, undecided.end)) == ("Awarded", "Closed")


def test_phases_disruptions_menus_and_closed_roads_are_told_in_the_language():
    project = made(WorkProject, PROJECT)
    day = published("menu", MENU).item.days[0]
    road = RoadStretch.model_validate({"rue": "Rue Haute", "trace": ["46.43, 4.65", "46.44, 4.66"]})
    with speaking("en"):
        assert phase_when_fr(project.phases[1]).replace("\u00a0", " ") == "From 5 October 2026"
        last = project.disruptions[0].model_copy(update={"first": None, "last": date(2026, 12, 18)})
        assert disruption_when_fr(last).replace("\u00a0", " ") == "Until Friday 18 December 2026"
        assert menu_line_fr(day).endswith("Poire or Flan")
        assert allergens_fr(dish for _, dishes in day.courses for dish in dishes) == "gluten and milk"
        assert closed_road(road).startswith("Road closed: Rue Haute, ")
