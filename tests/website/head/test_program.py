"""An event within another: machines, calendars and readers are told so of both."""

from tambour.channels.agenda import Agenda
from tambour.testing.building import make, rendered, site
from tests.theme.drawing import drawn
from tests.website.head.building import event, found, head_of

DAYS = [{"debut": "2026-12-05 10:00", "fin": "20h"}, {"debut": "2026-12-06 10:00", "fin": "18h"}]
WHOLE = event(creneaux=DAYS, debut=None)
SLOTS = [{"debut": "2026-12-05 15:00", "statut": "annule"}, {"debut": "2026-12-06 11:00"}]
TALES = event(id="contes", titre="Contes", au_programme_de="fete", creneaux=SLOTS, debut=None)
GIVEN = site([WHOLE, TALES])


def test_the_whole_names_its_parts_and_a_part_its_whole():
    parts = found(head_of(GIVEN, WHOLE.path), "Event")[0]["subEvent"]
    [whole] = [one["superEvent"] for one in found(head_of(GIVEN, TALES.path), "Event") if "superEvent" in one]

    assert [(one["name"], one["startDate"], one["eventStatus"].rpartition("/")[2]) for one in parts] == [
        ("Contes", "2026-12-05T15:00:00+01:00", "EventCancelled"),
        ("Contes", "2026-12-06T11:00:00+01:00", "EventScheduled"),
    ]
    assert (whole["name"], whole["url"]) == ("Fête", WHOLE.url)


def test_the_page_of_the_whole_has_a_programme_by_day_and_that_of_a_part_leads_to_it():
    program = drawn(GIVEN, WHOLE.path).find(class_="program")
    words = " ".join(program.get_text(" ").split()).replace("\u00a0", " ")

    assert words.index("Samedi 5 décembre") < words.index("Annulé") < words.index("Dimanche 6 décembre")
    assert drawn(GIVEN, TALES.path).find("a", href=WHOLE.url, string="Fête")
    assert drawn(site([TALES]), TALES.path).find(class_="program") is None


def test_calendars_relate_each_date_to_that_of_the_whole_in_which_it_falls():
    calendar = rendered(make(Agenda), GIVEN)["agendas/evenements/contes.ics"].decode().replace("\r\n ", "")
    related = [line for line in calendar.splitlines() if line.startswith("RELATED-TO")]
    whole = rendered(make(Agenda), GIVEN)["agendas/evenements/fete.ics"].decode()

    assert len(set(related)) == 2
    assert all(f"UID:{line.partition(':')[2]}" in whole for line in related)
    assert "Au programme de" in calendar
