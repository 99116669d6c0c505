"""The website has a page for everything published, at an address that says what it is, and lists that end."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest

from tambour.model.events.occurrence import Occurrence
from tambour.model.kinds import KINDS
from tambour.model.registers import Commune, Topic
from tambour.model.site.output import Output
from tambour.model.site.published import Origin, Published
from tambour.model.site.site import Site
from tambour.testing.building import TERRITORY
from tambour.website import plan

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 12, 5, 9, tzinfo=PARIS)


def published(kind: str, item_id: str, **fields: object) -> Published:
    extra = fields.pop("extra", {})
    needed = {"publier_le": "2026-11-20"} if kind in ("news", "event", "document", "alert") else {}
    if kind == "event":
        needed["debut"] = "2026-12-06 10:00"
    item = KINDS[kind].model.model_validate(
        {"id": item_id, "titre": item_id, **needed, **fields}, context={"zone": PARIS}
    )
    path = KINDS[kind].path(item)
    return Published(item, Origin(PurePosixPath("x.md"), {}), path, f"https://a.fr/{path}", "", "", **extra)


def occurrence(begins: datetime, hours: int = 1) -> Occurrence:
    end = begins + timedelta(hours=hours)
    return Occurrence(begins.isoformat(), begins, end, begins, end)


def site(*items: Published, **fields: object) -> Site:
    return Site(TERRITORY, "https://a.fr", NOW, items, **fields)


def pages(site: Site, size: int = 20) -> dict[str, plan.PageView]:
    return {view.path: view for view in plan.plan(site, size, lambda _template: False)}


def test_an_empty_territory_still_has_every_page_that_a_menu_leads_to():
    views = pages(site())

    assert {"", "actualites/", "agenda/", "alertes/", "lieux/", "publications/", "plan-du-site/", "404.html"} <= set(
        views
    )
    assert views["404.html"].noindex
    assert views["actualites/"].pagination.count == 1


def test_an_item_has_its_page_under_its_list():
    view = pages(site(published("news", "travaux", resume="En bref.")))["actualites/travaux/"]

    assert (view.template, view.title, view.description) == ("news.html", "travaux", "En bref.")
    assert [(crumb.title, crumb.url) for crumb in view.breadcrumbs] == [
        ("Accueil", "https://a.fr/"),
        ("Actualités", "https://a.fr/actualites/"),
    ]
    assert view.address.about == "travaux"


def test_a_page_stands_under_its_parents_even_when_they_turn_in_a_circle():
    a, b = published("page", "a", page_mere="b"), published("page", "b", page_mere="a")
    c = published("page", "c", page_mere="a")

    views = pages(site(a, b, c))

    assert [crumb.title for crumb in views["c/"].breadcrumbs] == ["Accueil", "b", "a"]
    shown = [branch.published.id for top in views["plan-du-site/"].tree for branch in (top, *top.children)]
    assert sorted(shown) == ["a", "b"] or len(shown) == 3


def test_a_long_list_comes_in_parts_and_no_item_is_lost():
    views = pages(site(*(published("news", f"n{number:02}") for number in range(45))), size=20)

    parts = [views[path] for path in ("actualites/", "actualites/page/2/", "actualites/page/3/")]

    assert [len(part.items) for part in parts] == [20, 20, 5]
    assert len({item.id for part in parts for item in part.items}) == 45
    assert (parts[0].pagination.previous, parts[0].pagination.next) == (None, "https://a.fr/actualites/page/2/")
    assert (parts[2].pagination.previous, parts[2].pagination.next) == ("https://a.fr/actualites/page/2/", None)


def test_a_commune_s_page_shows_its_own_and_what_concerns_everybody():
    communes = MappingProxyType(
        {name: Commune.model_validate({"id": name, "nom": name, "insee": "71137"}) for name in ("cluny", "mazille")}
    )
    here = published("news", "ici", extra={"communes": ("cluny",)})
    there = published("news", "ailleurs", extra={"communes": ("mazille",)})
    all_over = published("news", "partout")

    view = pages(site(here, there, all_over, communes=communes))["communes/cluny/"]

    assert {item.id for item in view.items} == {"ici", "partout"}
    assert (view.template, view.commune.id) == ("commune.html", "cluny")


def test_a_topic_s_page_shows_what_carries_it():
    topics = MappingProxyType({"culture": Topic.model_validate({"id": "culture", "nom": "Culture"})})

    view = pages(site(published("news", "a", themes="culture"), published("news", "b"), topics=topics))[
        "themes/culture/"
    ]

    assert [item.id for item in view.items] == ["a"]


def test_what_has_expired_keeps_its_page_out_of_robots_sight_and_leaves_the_lists():
    views = pages(site(published("news", "vieux", extra={"expired": True})))

    assert views["actualites/vieux/"].noindex
    assert views["actualites/"].items == ()


def test_a_list_s_own_template_is_used_when_the_theme_has_it():
    views = plan.plan(site(), 20, lambda template: template == "event_list.html")

    assert {view.kind: view.template for view in views if view.kind and view.path == KINDS[view.kind].listing} == {
        **dict.fromkeys(KINDS, "listing.html"),
        "event": "event_list.html",
        "page": "site_map.html",
    }


def test_a_page_announces_the_site_s_files_and_its_own_item_s():
    shared = Output("tout.rss", "application/rss+xml", rel="alternate")
    own = Output("a.ics", "text/calendar", rel="alternate", about="a")
    silent = Output("a.json", "application/json", about="a")
    secret = Output("kit.html", "text/html", rel="alternate", root="kit")
    views = plan.plan(site(published("news", "a"), published("news", "b")), 20, lambda _: False)

    announced = {view.path: view.alternates for view in plan.announce(views, [shared, own, silent, secret])}

    assert announced["actualites/a/"] == (shared, own)
    assert announced["actualites/b/"] == (shared,)


def test_menus_are_in_the_order_that_pages_ask_for():
    first = published("page", "z", menu="principal", ordre="1")
    second = published("page", "a", menu="principal", ordre="2")
    foot = published("page", "b", menu="pied")

    assert [p.id for p in plan.menu(site(first, second, foot), "principal")] == ["z", "a"]


@pytest.mark.parametrize(
    ("path", "file"), [("", "index.html"), ("agenda/", "agenda/index.html"), ("404.html", "404.html")]
)
def test_a_page_is_a_file_that_answers_at_its_path(path, file):
    assert replace(pages(site())[""], path=path).address.file == file


def test_lists_show_an_original_and_not_its_versions():
    english = published("news", "b-in-english", traduction_de="a", langue="en")
    easy = published("news", "a-facile", falc_de="a")

    views = pages(site(published("news", "a"), english, easy), size=1)

    assert [item.id for item in views["actualites/"].items] == ["a"]
    assert views["actualites/"].pagination.count == 1
    assert [item.id for item in views[""].items] == ["a"]


def test_an_event_that_comes_back_is_announced_once_by_its_next_date():
    weekly = published(
        "event", "marche", extra={"occurrences": tuple(occurrence(NOW + timedelta(days=d)) for d in (1, 8))}
    )
    fete = published("event", "fete", extra={"occurrences": (occurrence(NOW + timedelta(days=3)),)})

    view = pages(site(weekly, fete))[""]

    assert [entry.id for _, entry in view.next_dates] == ["marche", "fete"]
    assert [entry.id for _, entry in view.upcoming] == ["marche", "fete", "marche"]


def test_versions_of_one_thing_know_each_other():
    french, easy = published("page", "tri"), published("page", "tri-facile", falc_de="tri")
    english, other = published("page", "a-sorting", traduction_de="tri", langue="en"), published("page", "autre")
    versions = site(french, easy, english, other).versions_of

    assert [p.id for p in versions(french)] == ["a-sorting", "tri-facile"]
    assert [p.id for p in versions(english)] == ["tri", "tri-facile"]
    assert versions(other) == ()


def test_people_can_always_subscribe_and_webmasters_of_communes_have_a_page_where_there_are_communes():
    cluny = Commune.model_validate({"id": "cluny", "nom": "Cluny", "insee": "71137"})

    alone, together = pages(site()), pages(site(communes=MappingProxyType({"cluny": cluny})))

    assert (alone["s-abonner/"].template, alone["s-abonner/"].title) == ("subscribe.html", "S’abonner")
    assert "pour-les-communes/" not in alone
    assert together["pour-les-communes/"].template == "for_communes.html"
    assert all(
        together[path].description and together[path].address.indexable for path in ("s-abonner/", "pour-les-communes/")
    )


def test_minutes_stand_in_lists_at_the_day_that_is_shown_beside_them():
    told = {"fichier": "a.pdf", "categorie": "Compte rendu"}
    old = published("document", "proces-verbal", date_du_document="2026-10-01", **told)
    new = published("document", "budget", **told | {"publier_le": "2026-11-01"})
    commune = Commune.model_validate({"id": "cluny", "nom": "Cluny", "insee": "71137"})
    views = pages(site(old, new, communes=MappingProxyType({"cluny": commune})))

    for path in ("publications/", "communes/cluny/"):
        assert [one.id for one in views[path].items] == ["budget", "proces-verbal"]
