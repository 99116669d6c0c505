"""Menus in two levels, the foot of every page, and the pages that the law asks for."""

from tambour.model.ways import MenuLink
from tambour.testing.building import URL, published, site
from tambour.website.ways import (
    accounts,
    foot_columns,
    foot_links,
    foot_lists,
    lists_menu,
    main_menu,
    shown_lists,
    without_room,
)


def page(name: str, **more: str):
    return published("page", {"id": name, "titre": name.title(), **more})


def link(name: str, menu: str, **more: str) -> MenuLink:
    return MenuLink.model_validate(
        {"id": name, "nom": name.title(), "adresse": f"https://{name}.fr/", "menu": menu, **more}
    )


def links(*some: MenuLink) -> dict[str, MenuLink]:
    return {one.id: one for one in some}


def test_the_pages_under_a_page_of_the_main_menu_stand_under_it_by_themselves():
    pages = [
        page("ecole", menu="principal", ordre="2"),
        page("eau", menu="principal", ordre="1"),
        page("cantine", page_mere="ecole", ordre="9"),
        page("car", page_mere="ecole", ordre="3"),
    ]
    menu = main_menu(site(pages))

    assert [(way.title, [child.title for child in way.children]) for way in menu] == [
        ("Eau", []),
        ("Ecole", ["Car", "Cantine"]),
    ]


def test_links_stand_among_the_pages_by_their_rank_and_are_told_from_ours():
    given = site(
        [page("ecole", menu="principal", ordre="20"), page("cantine", page_mere="ecole", ordre="2")],
        menu_links=links(
            link("theatre", "principal", ordre="10"),
            link("paiement", "principal", sous="ecole", ordre="1"),
            link("perdu", "principal", adresse="id:absent"),
            link("repas", "principal", sous="ecole", adresse="id:cantine", ordre="3"),
        ),
    )
    theatre, school = main_menu(given)

    assert (theatre.title, theatre.is_elsewhere) == ("Theatre", True)
    assert [(way.title, way.is_elsewhere) for way in school.children] == [
        ("Paiement", True),
        ("Cantine", False),
        ("Repas", False),
    ]


def test_a_list_of_the_site_stands_in_a_menu_by_its_address():
    given = site(
        [], menu_links=links(link("elus", "principal", adresse="/elus"), link("juin", "pied", adresse="/agenda/#juin"))
    )

    assert [(way.url, way.is_elsewhere) for way in (*main_menu(given), *foot_links(given))] == [
        (f"{URL}/elus/", False),
        (f"{URL}/agenda/#juin", False),
    ]


def test_the_lists_that_a_site_has_stand_together_until_somebody_places_one():
    items = [
        page("ecole", menu="principal"),
        published("elected", {"id": "lea", "titre": "Léa Dor", "mandat": "bureau"}),
        published(
            "job", {"id": "offre", "titre": "Offre", "publier_le": "2026-11-01", "contrat": "cdd", "fin": "2026-12-31"}
        ),
    ]
    whole = site(items)
    placed = site(
        items,
        menu_links=links(
            link("elus", "principal", adresse="/elus/", sous="ecole"),
            link("offres", "pied", adresse="/offres-d-emploi/", colonne="Travailler"),
        ),
    )

    assert [way.title for way in lists_menu(whole)] == ["Vos élus", "Offres d’emploi"]
    assert [way.title for way in lists_menu(placed)] == ["Offres d’emploi"]
    assert [way.title for way in foot_lists(placed)] == ["Vos élus"]
    assert shown_lists(site([])) == ()


def test_another_site_whose_address_begins_as_ours_is_elsewhere():
    given = site([], menu_links=links(link("autre", "principal", adresse=f"{URL}-tourisme/")))

    assert [way.is_elsewhere for way in main_menu(given)] == [True]


def test_the_foot_has_columns_accounts_and_the_pages_that_the_law_asks_for():
    given = site(
        [page("mentions-legales"), page("donnees-personnelles", menu="pied"), page("accessibilite", menu="pied")],
        menu_links=links(
            link("mastodon", "reseaux"),
            link("tourisme", "pied", colonne="Nos sites"),
            link("extranet", "pied"),
            link("theatre", "pied", colonne="Nos sites", ordre="1"),
        ),
    )

    assert [way.title for way in accounts(given)] == ["Mastodon"]
    assert [(one.title, [way.title for way in one.ways]) for one in foot_columns(given)] == [
        ("Nos sites", ["Theatre", "Tourisme"])
    ]
    assert [way.title for way in foot_links(given)] == ["Donnees-Personnelles", "Extranet", "Mentions-Legales"]


def test_a_page_of_the_main_menu_does_not_stand_under_another_too_and_what_has_no_room_is_told():
    pages = [page(name, menu="principal") for name in "abcdefghi"]
    given = site([*pages, page("z", menu="principal", page_mere="a", ordre="500")])

    assert [child.title for child in main_menu(given)[0].children] == []
    assert [one.id for one in without_room(given)] == ["i", "z"]
    assert without_room(site(pages[:8])) == ()
