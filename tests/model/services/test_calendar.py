"""A service calendar's rules hold together, or the writer is told what does not."""

import pytest

from tambour.model.services.calendar import ServiceCalendar
from tests.model.building import ITEM, made, refused, told

WASTE = {"id": "om", "libelle": "Ordures ménagères", "jours": "mardi"}


def typed(*collections: dict[str, object], **fields: object) -> dict[str, object]:
    return ITEM | {"feries": "maintenu", "collectes": list(collections)} | fields


def test_a_whole_calendar():
    service = made(
        ServiceCalendar,
        typed(
            WASTE,
            {"id": "tri", "libelle": "Bac jaune", "jours": "jeudi", "semaines": "impaires"},
            {"id": "verre", "libelle": "Verre", "jours": "1er lundi", "du": "01/04", "au": "31/10"},
            {"id": "sapins", "libelle": "Sapins", "dates": ["2027-01-09"]},
            secteur="Bourg et hameaux du nord",
            communes="valdoux",
            feries_concernes=["1er mai", "Noël"],
        ),
    )

    assert [one.id for one in service.collections] == ["om", "tri", "verre", "sapins"]
    assert service.holidays_concerned == ("1er mai", "Noël")


def test_what_holidays_do_must_be_said():
    assert refused(ServiceCalendar, ITEM | {"collectes": [WASTE]}) == [("missing", ("feries",))]


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ({"jours": ""}, ("jour-inconnu", "jours")),
        ({"jours": "1er mardi", "semaines": "paires"}, ("rang-et-semaines", "semaines")),
        ({"semaines": "une_sur_deux"}, ("semaines-sans-depart", "first")),
        ({"semaines": "une_sur_deux", "du": "01/04", "au": "31/10"}, ("semaines-sans-depart", "du")),
        ({"semaines": "quelquefois"}, ("enum", "semaines")),
        ({"du": "01/04"}, ("periode-incomplete", "last")),
        ({"du": "01/04", "au": "2026-10-31"}, ("periode-melangee", "au")),
        ({"du": "2026-10-31", "au": "2026-04-01"}, ("fin-avant-debut", "au")),
        ({"feries": "reporte"}, ("enum", "feries")),
    ],
)
def test_a_rule_that_does_not_hold_is_refused_at_its_place(rule, problem):
    code, field = problem

    assert refused(ServiceCalendar, typed(WASTE | rule)) == [(code, ("collectes", 0, field))]


def test_a_collection_has_days():
    without = {"id": "om", "libelle": "Ordures ménagères"}

    assert refused(ServiceCalendar, typed(without)) == [("collecte-sans-jour", ("collectes", 0, "dates"))]
    assert refused(ServiceCalendar, typed()) == [("liste-trop-courte", ("collectes",))]


def test_collections_have_ids_of_their_own():
    assert refused(ServiceCalendar, typed(WASTE, WASTE | {"jours": "jeudi"})) == [
        ("collecte-double", ("collectes", 1, "id"))
    ]


@pytest.mark.parametrize(
    ("exceptions", "problems"),
    [
        ({"date": "2026-06-02"}, [("exception-vide", ("note",))]),
        ({"date": "2026-06-02", "annule": "oui", "reporte_au": "2026-06-03"}, [("annule-et-reporte", ("annule",))]),
        ({"date": "2026-06-03", "annule": "oui"}, [("date-hors-serie", ("date",))]),
    ],
)
def test_exceptions_are_about_planned_days(exceptions, problems):
    expected = [(code, ("collectes", 0, "exceptions", 0, *place)) for code, place in problems]

    assert refused(ServiceCalendar, typed(WASTE | {"exceptions": exceptions})) == expected


def test_a_day_has_one_exception():
    twice = [{"date": "2026-06-02", "annule": "oui"}, {"date": "2026-06-02", "note": "x"}]

    assert refused(ServiceCalendar, typed(WASTE | {"exceptions": twice})) == [
        ("exception-double", ("collectes", 0, "exceptions", 1, "date"))
    ]


def test_a_day_that_is_not_planned_is_told_with_the_nearest_that_is():
    wednesday = WASTE | {"exceptions": {"date": "2026-06-03", "annule": "oui"}}
    out_of_season = WASTE | {
        "du": "2026-06-01",
        "au": "2026-06-30",
        "exceptions": {"date": "2031-01-01", "annule": "oui"},
    }

    assert told(ServiceCalendar, typed(wednesday)) == [{"value": "03/06/2026", "nearest": "02/06/2026"}]
    assert told(ServiceCalendar, typed(out_of_season)) == [{"value": "01/01/2031", "nearest": "aucune"}]


def test_a_holiday_is_named_as_the_calendar_names_it():
    assert made(ServiceCalendar, typed(WASTE, feries_concernes="lundi de pâques")).holidays_concerned == (
        "Lundi de Pâques",
    )
    assert refused(ServiceCalendar, typed(WASTE, feries_concernes=["Noël", "Épiphanie"])) == [
        ("ferie-inconnu", ("feries_concernes", 1))
    ]
    assert "1er mai" in told(ServiceCalendar, typed(WASTE, feries_concernes="Épiphanie"))[0]["known"]


def test_what_takes_place_in_one_commune_alone_is_told_there_alone():
    everywhere = {"id": "tri", "libelle": "Bac jaune", "jours": "jeudi"}
    service = made(ServiceCalendar, typed(WASTE | {"communes": "cluny"}, everywhere, communes=["cluny", "mazille"]))

    assert [one.id for one in service.in_commune("cluny").collections] == ["om", "tri"]
    assert [one.id for one in service.in_commune("mazille").collections] == ["tri"]
    assert service.in_commune("cluny") is service


def test_a_collection_takes_place_in_communes_of_its_calendar():
    elsewhere = typed(WASTE | {"communes": ["cluny", "mazille"]}, communes="cluny")
    anywhere = typed(WASTE | {"communes": "mazille"})

    assert refused(ServiceCalendar, elsewhere) == [("commune-hors-calendrier", ("collectes", 0, "communes"))]
    assert told(ServiceCalendar, elsewhere) == [{"value": "mazille"}]
    assert made(ServiceCalendar, anywhere).collections[0].communes == ("mazille",)


def test_a_colour_is_one_that_can_be_drawn():
    assert refused(ServiceCalendar, typed(WASTE | {"couleur": "jaunâtre"})) == [("enum", ("collectes", 0, "couleur"))]
