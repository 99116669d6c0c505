"""What stands around a lasting page: its contents, the pages under it and beside it, what goes with it."""

from tambour.testing.building import published, site
from tambour.website.family import headings
from tambour.website.plan import item_page, plan


def page(name: str, html: str = "<p>Texte.</p>", **more: object):
    return published("page", {"id": name, "titre": name.title(), **more}, html=html)


def view_of(name: str, *items):
    given = site(items)
    [found] = [view for view in plan(given, 20, lambda template: False) if view.published and view.published.id == name]
    assert item_page(given, given.get(name)).family == found.family
    return found.family


GUIDE = [
    page("naissance", guide="oui"),
    page("declarer", page_mere="naissance", ordre="1"),
    page("creche", page_mere="naissance", ordre="2"),
    page("conges", page_mere="naissance", ordre="3"),
]


def ids(items) -> list[str]:
    return [one.id for one in items]


def test_a_page_lists_the_pages_under_it_by_rank():
    assert ids(view_of("naissance", *GUIDE).children) == ["declarer", "creche", "conges"]


def test_the_pages_of_a_guide_are_read_one_after_the_other():
    beside = {name: view_of(name, *GUIDE) for name in ("naissance", "declarer", "creche", "conges")}

    assert {name: (one.previous and one.previous.id, one.next and one.next.id) for name, one in beside.items()} == {
        "naissance": (None, "declarer"),
        "declarer": ("naissance", "creche"),
        "creche": ("declarer", "conges"),
        "conges": ("creche", None),
    }


def test_pages_under_another_are_no_guide_by_themselves():
    family = view_of("car", page("ecole"), page("car", page_mere="ecole"), page("repas", page_mere="ecole"))

    assert (family.previous, family.next) == (None, None)


def test_what_goes_with_a_page_is_shown_while_it_is_there():
    gone = published("news", {"id": "vieux", "titre": "Vieux", "publier_le": "2026-01-01"}, expired=True)
    family = view_of("eau", page("eau", voir_aussi=["vieux", "ecole", "absent"]), page("ecole"), gone)

    assert ids(family.related) == ["ecole"]


def test_a_long_text_has_a_table_of_contents_and_a_short_one_has_none():
    text = "".join(f'<h2 id="texte-{n}">Titre <em>{n}</em> &amp; suite</h2><p>…</p>' for n in range(4))

    assert [(one.id, one.title) for one in headings(text)][:2] == [
        ("texte-0", "Titre 0 & suite"),
        ("texte-1", "Titre 1 & suite"),
    ]
    assert headings(text.replace("<h2", "<h3", 1)) == ()


def test_nothing_stands_around_news():
    news = published("news", {"id": "n", "titre": "N", "publier_le": "2026-11-01"})

    assert view_of("n", news) == view_of("n", news).__class__()
