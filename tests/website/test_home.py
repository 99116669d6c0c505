"""The home page shows the blocks that its owners chose, in their order, and none that has nothing to show."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tambour.model.home import HOME_BLOCKS, Home, default_home
from tambour.model.registers import Commune
from tambour.model.site.site import Site
from tambour.model.ways import Task
from tambour.testing.building import TERRITORY, published, site
from tambour.website.commune_map import commune_map
from tambour.website.home import home_sections
from tambour.website.plan import plan

COMMUNES = {
    name: Commune.model_validate(
        {"id": name, "nom": name.title(), "insee": f"3900{n}", "coordonnees": f"46.{n}, 5.{n}"}
    )
    for n, name in enumerate(("mijoux", "lajoux", "bellecombe"), start=1)
}


def news(name: str, day: int, **more: Any):
    return published("news", {"id": name, "titre": name, "publier_le": f"2026-11-{day:02}", **more})


def task(name: str, target: str, **more: str) -> Task:
    return Task.model_validate({"id": name, "nom": name.title(), "adresse": target, **more})


def shown(given: Site, *blocks: Mapping[str, Any], **fields: Any):
    home = Home.model_validate({"id": "accueil", "blocs": list(blocks)})
    there = replace(given, home=home, **fields)
    firsts = {event.id: (occurrence, event) for occurrence, event in reversed(there.upcoming())}
    return home_sections(there, [*reversed(firsts.values())])


NEWS = [news(f"n{day}", day) for day in (1, 2, 3, 4, 5)]
EVENTS = [
    published("event", {"id": "bal", "titre": "Bal", "publier_le": "2026-11-01", "debut": "2026-12-05 20:00"}),
    published(
        "event",
        {"id": "foire", "titre": "Foire", "publier_le": "2026-11-01", "debut": "2026-12-06", "themes": ["commerce"]},
    ),
]
PAGE = published("page", {"id": "cantine", "titre": "La cantine", "menu": "principal"})


def ids(section) -> list[str]:
    return [one.id for one in section.items]


def test_blocks_stand_in_the_order_in_which_they_were_typed():
    given = site([*NEWS, *EVENTS, PAGE], communes=COMMUNES)
    order = ["communes", "prochainement", "une", "demarches", "actualites"]

    assert [one.block.kind for one in shown(given, *({"type": kind} for kind in order))] == order


@pytest.mark.parametrize("kind", [kind for kind in HOME_BLOCKS if kind not in ("chiffres", "appel", "texte")])
def test_a_block_that_has_nothing_to_show_is_not_there(kind: str):
    assert shown(site([]), {"type": kind}) == ()


def test_pinned_contents_come_first_and_nothing_is_chosen_twice():
    given = site([*NEWS, *EVENTS, PAGE])
    lead, more = shown(
        given, {"type": "une", "contenus": ["bal", "n1"], "nombre": "3"}, {"type": "actualites", "nombre": "2"}
    )

    assert ids(lead) == ["bal", "n1", "n5"]
    assert ids(more) == ["n4", "n3"]


def test_more_is_pinned_than_was_asked_for_and_all_of_it_is_shown():
    [lead] = shown(site(NEWS), {"type": "une", "contenus": ["n1", "n2"], "nombre": "1"})

    assert ids(lead) == ["n1", "n2"]


def test_what_is_pinned_and_has_left_the_listings_is_not_shown():
    gone = published("news", {"id": "vieux", "titre": "Vieux", "publier_le": "2026-01-01"}, expired=True)
    [lead] = shown(site([*NEWS, gone]), {"type": "une", "contenus": ["vieux", "absent"], "nombre": "1"})

    assert ids(lead) == ["n5"]


def test_next_dates_can_be_those_of_a_topic():
    [dates] = shown(site(EVENTS), {"type": "prochainement", "themes": ["commerce"]})

    assert [event.id for _, event in dates.dates] == ["foire"]


def test_tasks_lead_here_and_elsewhere_and_what_is_not_published_is_not_offered():
    tasks = {one.id: one for one in (task("repas", "id:cantine#prix"), task("passeport", "https://x.fr/"))}
    tasks["perdu"] = task("perdu", "id:absent")
    [section] = shown(site([PAGE]), {"type": "demarches"}, tasks=tasks)

    assert [(one.title, one.url, one.is_elsewhere) for one in section.tasks] == [
        ("Repas", f"{PAGE.url}#prix", False),
        ("Passeport", "https://x.fr/", True),
    ]


def test_a_block_of_tasks_shows_those_that_it_names_in_its_order():
    tasks = {name: task(name, f"https://{name}.fr/") for name in ("a", "b", "c")}
    [section] = shown(site([]), {"type": "demarches", "demarches": ["c", "a"]}, tasks=tasks)

    assert [one.title for one in section.tasks] == ["C", "A"]


def test_without_tasks_the_main_menu_is_offered():
    [section] = shown(site([PAGE]), {"type": "demarches"})

    assert [one.title for one in section.tasks] == ["La cantine"]


def test_a_call_to_what_is_not_published_is_not_there():
    block = {"type": "appel", "titre": "Venez", "libelle": "Voir le bal"}
    [call] = shown(site(EVENTS), block | {"adresse": "id:bal"}, block | {"adresse": "id:absent"})

    assert call.url == EVENTS[0].url


def test_each_heading_has_an_address_of_its_own():
    block = {"type": "appel", "titre": "Venez", "libelle": "Voir", "adresse": "https://a.fr/"}
    sections = shown(site(NEWS, communes=COMMUNES), {"type": "une"}, block, block, {"type": "carte"})

    assert [one.id for one in sections] == ["a-la-une", "appel", "appel-2", "communes"]


def test_a_map_beside_a_list_of_communes_leaves_it_its_address():
    sections = shown(site([], communes=COMMUNES), {"type": "carte"}, {"type": "communes"})

    assert [one.id for one in sections] == ["carte", "communes"]


def test_what_stands_beside_each_other_is_the_lead_story_and_what_is_next():
    given = site([*NEWS, *EVENTS, PAGE], communes=COMMUNES)
    [home] = [view for view in plan(given, 20, lambda name: False) if view.path == ""]

    assert [[one.block.kind for one in band] for band in home.bands] == [
        ["demarches"],
        ["une", "prochainement"],
        ["actualites"],
        ["communes"],
    ]


def test_a_site_that_says_nothing_of_its_home_page_has_the_usual_one():
    assert Site(TERRITORY, "https://a.fr", site([]).now).home == default_home()


def test_north_is_up_and_east_is_right_on_the_map():
    drawn = commune_map([*COMMUNES.values()])
    points = {point.commune.id: point for point in drawn.points}

    assert points["mijoux"].y > points["bellecombe"].y
    assert points["mijoux"].x < points["bellecombe"].x
    assert all(0 < point.x < drawn.width and 0 < point.y < drawn.height for point in drawn.points)


def test_there_is_no_map_when_a_commune_would_be_missing_from_it():
    nowhere = Commune.model_validate({"id": "x", "nom": "X", "insee": "39009"})

    assert commune_map([*COMMUNES.values(), nowhere]) is None
    assert commune_map([*COMMUNES.values()][:2]) is None


def test_no_name_on_the_map_covers_another():
    close = [
        Commune.model_validate(
            {"id": f"c{n}", "nom": "Saint-Martin", "insee": "39001", "coordonnees": f"46.{n}, 5.1{n}"}
        )
        for n in range(1, 7)
    ]
    points = commune_map(close).points

    assert len({(point.text_x, point.text_y) for point in points}) == len(points)
