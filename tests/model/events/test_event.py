"""An event has exactly one form of time, and every contradiction in it is told at its place."""

import json

import jsonschema
import pytest

from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus
from tests.model.building import ITEM, PARIS, event, event_refused, refused, told

WEEKLY = {"frequence": "hebdomadaire", "nombre": "4"}


def test_an_event_must_be_announced():
    assert refused(Event, {"id": "fete", "titre": "Fête", "debut": "2026-12-05"}) == [("missing", ("publier_le",))]


@pytest.mark.parametrize("typed", [{}, {"fin": "2026-12-05"}, {"recurrence": WEEKLY}, {"statut": "annule"}])
def test_an_event_without_any_date_is_told_so_once_beside_its_announcement(typed):
    assert event_refused(**typed) == [("sans-date", ("slots",))]
    assert told(Event, ITEM | typed) == [{"near": "publish_at"}]


def test_a_start_that_cannot_be_read_is_the_only_problem_told():
    assert event_refused(debut="demain", fin="2026-12-05", recurrence=WEEKLY) == [("date-illisible", ("debut",))]


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({"debut": "2026-12-05"}, [("debut-et-creneaux", ("creneaux",))]),
        ({"fin": "2026-12-05"}, [("debut-et-creneaux", ("creneaux",))]),
        ({"recurrence": WEEKLY}, [("recurrence-et-creneaux", ("recurrence",))]),
        ({"debut_precedent": "2026-12-01"}, [("debut-precedent-mal-place", ("debut_precedent",))]),
        ({"sauf": "2026-12-05"}, [("sauf-sans-recurrence", ("sauf",))]),
        ({"exceptions": [{"date": "2026-12-05", "note": "x"}]}, [("exceptions-sans-recurrence", ("exceptions",))]),
    ],
)
def test_slots_stand_alone(typed, problems):
    assert event_refused(creneaux=[{"debut": "2026-12-05"}], **typed) == problems


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-12-05", "2026-12-05"),
        ("2026-12-05", "2026-12-06"),
        ("2026-12-05 10:00", "2026-12-05 10:01"),
        ("2026-12-05 20:00", "2026-12-06 00:00"),
        ("2026-12-05 20:00", "2026-12-05 24:00"),
        ("2026-10-25T02:30+02:00", "2026-10-25T02:15+01:00"),  # 45 minutes, though the clock goes back
    ],
)
def test_an_end_after_the_start_is_accepted(start, end):
    assert event(debut=start, fin=end).end is not None


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2026-12-05", "2026-12-04", "fin-avant-debut"),
        ("2026-12-05 10:00", "2026-12-05 09:00", "fin-avant-debut"),
        ("2026-12-05 10:00", "2026-12-05 10:00", "fin-avant-debut"),
        ("2026-12-05 20:00", "2026-12-05 00:00", "fin-avant-debut"),
        ("2026-12-05 14:00", "12h", "fin-avant-debut"),
        ("2026-12-05 14:00", "14h", "fin-avant-debut"),
        ("2026-12-05 14:00", "2h01", "fin-avant-debut"),
        ("2026-12-05", "2026-12-05 12:00", "jours-et-heures-melanges"),
        ("2026-12-05 10:00", "2026-12-05", "jours-et-heures-melanges"),
        ("2026-12-05", "12h", "jours-et-heures-melanges"),
        ("2026-10-25 01:30", "2h30", "heure-double"),
        ("2026-03-29 01:30", "2h30", "heure-inexistante"),
        ("2026-12-05 10:00", "plus tard", "date-illisible"),
    ],
)
def test_an_end_that_does_not_follow_the_start_is_refused(start, end, code):
    assert event_refused(debut=start, fin=end) == [(code, ("fin",))]
    assert event_refused(creneaux=[{"debut": start, "fin": end}]) == [(code, ("creneaux", 0, "fin"))]


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("12h30", "2026-12-05T12:30:00+01:00"),
        ("12:30", "2026-12-05T12:30:00+01:00"),
        ("24h", "2026-12-06T00:00:00+01:00"),
        ("0h", "2026-12-06T00:00:00+01:00"),
    ],
)
def test_the_end_may_be_an_hour_alone(typed, iso):
    assert event(debut="2026-12-05 10:00", fin=typed).end.isoformat() == iso


def test_a_whole_day_by_the_clock_ends_at_midnight():
    assert event(debut="2026-12-05 00:00", fin="24h").end.isoformat() == "2026-12-06T00:00:00+01:00"


@pytest.mark.parametrize("start", ["20:00", "14:00"])
def test_an_hour_alone_after_an_evening_is_of_the_night_that_follows(start):
    assert event(debut=f"2026-12-05 {start}", fin="2h").end.isoformat() == "2026-12-06T02:00:00+01:00"


@pytest.mark.parametrize("typed", ["2026-12-05 10:00", ["2026-12-01", "2026-12-01"], ["2026-12-05T09:00Z"]])
def test_a_previous_start_is_another_one(typed):
    slot = {"debut": "2026-12-05 10:00", "debut_precedent": typed}

    assert event_refused(**slot) == [("debut-precedent-identique", ("debut_precedent",))]
    assert event_refused(creneaux=slot) == [("debut-precedent-identique", ("creneaux", 0, "debut_precedent"))]


def test_slots_are_in_the_order_in_which_they_were_announced():
    assert event_refused(
        creneaux=[
            {"debut": "2026-12-05 10:00"},
            {"debut": "2025-12-06 10:00"},
            {"debut": "2026-12-05 10h"},
            {"debut": "2026-12-04"},
        ]
    ) == [
        ("creneaux-en-desordre", ("creneaux", 1, "debut")),
        ("creneau-double", ("creneaux", 2, "debut")),
        ("creneaux-en-desordre", ("creneaux", 3, "debut")),
    ]


def test_a_slot_that_begins_with_its_day_may_follow_it():
    assert len(event(creneaux=[{"debut": "2026-12-20"}, {"debut": "2026-12-20 00:00"}]).slots) == 2


def test_a_slot_whose_start_cannot_be_read_is_told_once():
    slot = {"debut": "demain", "fin": "12h", "debut_precedent": "2026-12-01"}

    assert event_refused(creneaux=slot) == [("date-illisible", ("creneaux", 0, "debut"))]


def test_a_postponed_slot_keeps_its_place_in_the_list():
    moved = {"debut": "2026-12-20 10:00", "debut_precedent": "2026-12-05 10:00", "statut": "reporte"}

    assert len(event(creneaux=[moved, {"debut": "2026-12-06 10:00"}]).slots) == 2


def test_a_list_of_slots_has_a_limit():
    many = [{"debut": f"{1900 + index // 12}-{index % 12 + 1}-01"} for index in range(1001)]

    assert event_refused(creneaux=many) == [("trop-de-creneaux", ("creneaux",))]
    assert len(event(creneaux=many[:1000]).slots) == 1000


@pytest.mark.parametrize("status", ["confirme", "annule", "reporte", "deplace", "complet"])
def test_every_status_is_a_word_of_the_agent(status):
    assert event(debut="2026-12-05", statut=status).status is EventStatus(status)


def test_an_unknown_status_is_refused():
    assert event_refused(debut="2026-12-05", statut="annulé") == [("enum", ("statut",))]


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({"sauf": "2026-12-11"}, [("date-hors-serie", ("sauf", 0))]),
        ({"exceptions": {"date": "2026-12-11", "note": "x"}}, [("date-hors-serie", ("exceptions", 0, "date"))]),
        ({"exceptions": {"date": "2026-12-10"}}, [("exception-vide", ("exceptions", 0, "note"))]),
        (
            {"exceptions": [{"date": "2026-12-10", "statut": "annule"}, {"date": "2026-12-10", "statut": "complet"}]},
            [("exception-double", ("exceptions", 1, "date"))],
        ),
        (
            {"sauf": "2026-12-10", "exceptions": {"date": "2026-12-10", "statut": "annule"}},
            [("exception-exclue", ("exceptions", 0, "date"))],
        ),
        (
            {"exceptions": [{"date": "2026-12-10", "debut": "2026-12-11"}, {"date": "2026-12-17", "fin": "18h"}]},
            [
                ("jours-et-heures-melanges", ("exceptions", 0, "debut")),
                ("fin-avant-debut", ("exceptions", 1, "fin")),
            ],
        ),
        ({"sauf": ["2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24"]}, [("aucune-date", ("sauf",))]),
    ],
)
def test_what_is_said_of_a_date_must_hold_for_the_series(typed, problems):
    thursdays = {"debut": "2026-12-03 18:30", "fin": "20h", "recurrence": WEEKLY}

    assert event_refused(**thursdays, **typed) == problems


def test_a_day_outside_the_series_is_told_with_the_nearest_inside():
    typed = ITEM | {"debut": "2026-12-03", "recurrence": WEEKLY, "sauf": "2026-12-11"}

    assert told(Event, typed) == [{"value": "11/12/2026", "nearest": "10/12/2026"}]


@pytest.mark.parametrize("form", [{"sauf": "2026-12-10"}, {"exceptions": {"date": "2026-12-10", "note": "x"}}])
def test_exceptions_need_a_series(form):
    [(code, _)] = event_refused(debut="2026-12-03", **form)

    assert code in ("sauf-sans-recurrence", "exceptions-sans-recurrence")


def test_all_problems_are_told_at_once():
    problems = event_refused(
        titre="x" * 200, debut="2026-12-05", fin="2026-12-01", en_ligne="ici", prix=[{"montant": "x"}], statut="zut"
    )

    assert {place for _, place in problems} == {
        ("titre",),
        ("fin",),
        ("en_ligne",),
        ("prix", 0, "montant"),
        ("statut",),
    }


@pytest.fixture(scope="module")
def schema():
    made = Event.model_json_schema(by_alias=True)
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made | {"type": "object"})


@pytest.mark.parametrize(
    "typed",
    [
        {"debut": "2026-12-05", "lieu": "mairie", "prix": "gratuit"},
        {"debut": "2026-12-05 10:00", "fin": "12h30", "lieu": {"nom": "Halle"}, "prix": [{"montant": "5"}]},
        {"creneaux": [{"debut": "2026-12-05", "debut_precedent": "2026-12-01", "statut": "reporte"}]},
        {"debut": "2026-12-03", "recurrence": WEEKLY | {"nombre": 4}, "sauf": "2026-12-10"},
        {
            "debut": "2026-12-03",
            "recurrence": WEEKLY | {"nombre": 4},
            "exceptions": {"date": "2026-12-17", "note": "x"},
        },
        {
            "debut": "2026-12-01",
            "recurrence": {"frequence": "mensuelle", "jours": ["1er mardi"], "jusqu_au": "2027-06-01"},
        },
    ],
)
def test_the_json_schema_accepts_what_the_model_accepts(schema, typed):
    assert Event.model_validate(ITEM | typed, context={"zone": PARIS})
    schema.validate(json.loads(json.dumps(ITEM | typed)))


def test_the_json_schema_wants_a_date_too(schema):
    with pytest.raises(jsonschema.ValidationError):
        schema.validate(ITEM)
