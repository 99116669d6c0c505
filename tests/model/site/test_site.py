"""Listings show what is published, in an order that never depends on the machine."""

from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath

import pytest

from tambour.model.alert import Alert
from tambour.model.events.event import Event
from tambour.model.events.occurrences import expand
from tambour.model.item import Item
from tambour.model.news import News
from tambour.model.page import Page
from tambour.model.services.status import ServiceStatus
from tambour.model.site.output import Output, OutputIndex
from tambour.model.site.page_address import PageAddress
from tambour.model.site.published import Origin, Published
from tambour.model.site.site import Site
from tambour.testing.building import TERRITORY
from tests.model.building import PARIS, made

NOW = datetime(2026, 12, 1, 9, tzinfo=PARIS)


def published(item: Item, **facts: object) -> Published:
    occurrences = expand(item, PARIS) if isinstance(item, Event) else ()
    origin = Origin(PurePosixPath(f"{item.id}.md"), {})
    return Published(
        item, origin, f"{item.id}/", f"https://lac.example/{item.id}/", "", "", occurrences=occurrences, **facts
    )


def news(name: str, day: str = "2026-11-01", **facts: object) -> Published:
    themes = facts.pop("themes", ())
    return published(made(News, {"id": name, "titre": name, "publier_le": day, "themes": list(themes)}), **facts)


def event(name: str, *starts: str, **facts: object) -> Published:
    slots = [{"debut": start} for start in starts]
    return published(made(Event, {"id": name, "titre": name, "publier_le": "2026-01-01", "creneaux": slots}), **facts)


def site(*items: Published) -> Site:
    return Site(TERRITORY, "https://lac.example/interco", NOW, items)


def ids(items: tuple[Published, ...]) -> list[str]:
    return [item.id for item in items]


def test_items_come_by_id_whatever_the_order_they_were_found_in():
    assert ids(site(news("b"), news("a"), news("c")).items) == ["a", "b", "c"]


def test_listings_show_the_newest_first_then_by_id():
    undated = published(made(Page, {"id": "mentions", "titre": "Mentions"}))
    shown = site(news("b"), news("a"), news("new", "2026-11-30"), news("old", "2020-01-01"), undated)

    assert ids(shown.listed()) == ["new", "a", "b", "old", "mentions"]
    assert ids(shown.listed("page")) == ["mentions"]


def test_an_expired_item_leaves_the_listings_and_keeps_its_page():
    shown = site(news("a"), news("b", expired=True), event("c", "2026-12-05", expired=True))

    assert ids(shown.listed()) == ["a"]
    assert shown.upcoming() == ()
    assert shown.get("b").expired
    assert shown.get("zut") is None


def test_events_come_by_their_next_date_and_past_ones_last():
    shown = site(
        event("soon", "2026-12-05"),
        event("next-date-later", "2026-11-01", "2026-12-20"),
        event("long-past", "2025-01-01"),
        event("just-past", "2026-11-29", "2026-11-30"),
        news("news"),
    )

    assert ids(shown.events()) == ["soon", "next-date-later", "just-past", "long-past"]


def test_what_is_coming_is_told_date_by_date():
    shown = site(event("b", "2026-12-05", "2026-12-07"), event("a", "2026-12-05", "2026-12-06"))

    assert [(item.id, occurrence.start.day) for occurrence, item in shown.upcoming()] == [
        ("a", 5),
        ("b", 5),
        ("a", 6),
        ("b", 7),
    ]


def test_an_event_of_today_is_coming_until_it_is_over():
    shown = site(event("all-day", "2026-12-01"), event("tonight", "2026-12-01 08:00"), event("yesterday", "2026-11-30"))

    assert [item.id for _, item in shown.upcoming()] == ["all-day", "tonight"]


def test_a_commune_sees_its_own_and_what_concerns_all():
    shown = site(news("all"), news("ours", communes=("valdoux",)), news("theirs", communes=("cluny", "macon")))

    assert ids(shown.in_commune("valdoux")) == ["all", "ours"]
    assert ids(shown.in_commune("macon", shown.items[::-1])) == ["theirs", "all"]


def test_a_topic_gathers_what_carries_it():
    shown = site(news("a", themes=["culture"]), news("b", themes=["eau", "culture"]), news("c"))

    assert ids(shown.on_topic("culture")) == ["a", "b"]
    assert ids(shown.on_topic("eau")) == ["b"]


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("agenda/fete/", "https://lac.example/interco/agenda/fete/"),
        ("/", "https://lac.example/interco/"),
        ("images/Fête 2026.jpg", "https://lac.example/interco/images/F%C3%AAte%202026.jpg"),
    ],
)
def test_an_address_is_absolute_under_the_site(path, url):
    assert site().absolute(path) == url


def test_promises_are_known_by_path_and_by_item():
    shown = OutputIndex.of_all(
        [
            Output("b.json", "application/json", about="a"),
            Output("a.xml", "text/xml"),
            Output("a.json", "application/json", about="a"),
        ]
    )

    assert [output.path for output in shown.outputs] == ["a.json", "a.xml", "b.json"]
    assert [output.path for output in shown.about("a")] == ["a.json", "b.json"]


@pytest.mark.parametrize(
    ("path", "file"), [("", "index.html"), ("agenda/", "agenda/index.html"), ("404.html", "404.html")]
)
def test_a_page_is_answered_by_a_file(path, file):
    assert PageAddress(path, "Page").file == file


def test_an_item_says_what_a_channel_says_differently():
    typed = {
        "id": "a",
        "titre": "A",
        "publier_le": "2026-11-01",
        "canaux": {"flux": {"titre": "Autre"}, "lettre": {"exclure": "oui"}},
    }
    item = published(made(News, typed))

    assert item.said_in("flux").title == "Autre"
    assert item.said_in("agenda").title is None
    assert [item.left_out_of(channel) for channel in ("lettre", "flux", "agenda")] == [True, False, False]


def test_an_item_changed_when_it_says_so_else_when_it_was_published():
    typed = {"id": "a", "titre": "A", "publier_le": "2026-11-01"}

    assert published(made(News, typed)).changed_at.month == 11
    assert published(made(News, typed | {"modifie": "2026-12-01"})).changed_at.month == 12


def test_a_problem_is_shown_on_the_first_line_that_holds_one_of_its_keys():
    origin = Origin(PurePosixPath("a.md"), {"titre": 3, "debut": 5})

    assert [origin.line("fin", "debut"), origin.line("titre"), origin.line("zut")] == [5, 3, 1]


def version(name: str, original: str, **facts: object) -> Published:
    language = {"langue": facts.pop("langue")} if "langue" in facts else {}
    field = "traduction_de" if language else "falc_de"
    typed = {"id": name, "titre": name, "publier_le": "2026-11-01", field: original, **language}
    return published(made(News, typed), **facts)


def test_listings_show_originals_and_versions_on_request():
    shown = site(news("a"), version("b", "a", langue="en"), version("c", "a"), news("d"))

    assert ids(shown.listed()) == ids(shown.originals) == ["a", "d"]
    assert ids(shown.listed(versions=True)) == ["a", "b", "c", "d"]
    assert [shown.is_version(item) for item in shown.items] == [False, True, True, False]
    assert [shown.original_of(item).id for item in shown.items] == ["a", "a", "a", "d"]


def test_events_and_dates_are_those_of_originals():
    english = made(
        Event,
        {"id": "b", "titre": "B", "publier_le": "2026-01-01", "debut": "2026-12-05"}
        | {"langue": "en", "traduction_de": "a"},
    )
    shown = site(event("a", "2026-12-05"), published(english))

    assert (ids(shown.events()), ids(shown.events(versions=True))) == (["a"], ["a", "b"])
    assert [len(shown.upcoming(versions=versions)) for versions in (False, True)] == [1, 2]


def test_a_version_whose_original_is_not_published_stands_for_itself():
    assert ids(site(version("b", "brouillon", langue="en")).listed()) == ["b"]


def test_of_several_versions_without_their_original_one_stands_and_it_is_in_the_language_of_the_site():
    english, german, easy = version("b", "z", langue="en"), version("a", "z", langue="de"), version("c", "z")

    assert ids(site(english, german).listed()) == ["a"]
    assert ids(site(english, german, easy).listed()) == ["c"]
    assert ids(site(english, replace(easy, expired=True)).listed()) == ["b"]


def test_a_version_of_what_has_left_the_listings_does_not_come_back_in_its_place():
    assert ids(site(news("a", expired=True), version("b", "a")).listed()) == []


def test_a_version_of_a_version_is_one_of_its_original():
    shown = site(news("a"), version("b", "a"), version("c", "b", langue="en"))

    assert ids(shown.listed()) == ["a"]
    assert [item.id for item in shown.versions_of(shown.get("c"))] == ["a", "b"]


def test_of_items_that_say_they_are_versions_of_each_other_one_stands():
    assert ids(site(version("a", "b"), version("b", "a")).listed()) == ["a"]


def test_a_commune_is_concerned_by_its_own_and_by_what_is_for_all():
    assert [news("a", communes=where).concerns("valdoux") for where in ((), ("valdoux",), ("cluny",))] == [
        True,
        True,
        False,
    ]


def test_people_can_count_on_a_date_that_holds_of_an_event_that_has_not_been_withdrawn():
    typed = {"id": "a", "titre": "A", "publier_le": "2026-01-01"}
    slots = [
        {"debut": "2026-12-05"},
        {"debut": "2026-12-06", "statut": "annule"},
        {"debut": "2026-12-07", "statut": "reporte"},
        {"debut": "2026-12-09", "debut_precedent": "2026-12-08", "statut": "reporte"},
    ]
    several = published(made(Event, typed | {"creneaux": slots}))

    assert [several.takes_place(date) for date in several.occurrences] == [True, False, False, True]
    assert [date.holds for date in several.occurrences] == [True, False, False, True]
    assert not any(replace(several, expired=True).takes_place(date) for date in several.occurrences)


def test_a_date_has_an_identity_of_its_own_in_a_series_too():
    typed = {"id": "marche", "titre": "M", "publier_le": "2026-01-01", "debut": "2026-12-03"}
    series = published(made(Event, typed | {"recurrence": {"frequence": "hebdomadaire", "nombre": "4"}}))
    several = event("fete", "2026-12-05", "2026-12-06 10:00")

    identities = [shown.date_id(date) for shown in (series, several) for date in shown.occurrences]
    assert identities[:2] == ["marche/20261203", "marche/20261210"]
    assert identities[-2:] == ["fete", "fete-20261206T090000Z"]
    assert len(set(identities)) == len(identities) == 6


ALERT = {"id": "a", "titre": "A", "publier_le": "2026-11-01", "niveau": "info", "fin": "2026-12-20"}


@pytest.mark.parametrize(
    ("item", "worth"),
    [
        (news("a"), True),
        (news("a", expired=True), False),
        (event("a", "2026-12-05"), True),
        (event("a", "2026-11-05"), False),
        (published(made(Alert, ALERT)), True),
        (published(made(Alert, ALERT | {"statut": "levee"}), expired=True), True),
        (published(made(Alert, ALERT | {"statut": "levee", "fin": "2026-11-20"}), expired=True), False),
        (published(made(Alert, ALERT | {"fin": "2026-11-20"}), expired=True), False),
        (published(made(Page, {"id": "a", "titre": "A"})), False),
    ],
)
def test_what_is_worth_telling_people_now(item, worth):
    assert item.is_announced_now(NOW) is worth


def test_troubles_are_states_that_are_not_normal_now_the_gravest_first():
    def state(name: str, level: str, since: str = "2026-11-01", **more: str) -> Published:
        typed = {"id": name, "titre": name.upper(), "statut": level, "depuis": since, **more}
        return published(made(ServiceStatus, typed))

    everything = site(
        state("piscine", "normal"),
        state("passerelle", "perturbe"),
        state("bus", "perturbe"),
        state("dechets", "ferme"),
        state("a-venir", "ferme", "2027-06-01"),
        state("finie", "ferme", jusqu_au="2026-11-10"),
        news("une"),
    )

    assert ids(tuple(everything.troubles(everything.items))) == ["dechets", "bus", "passerelle"]
