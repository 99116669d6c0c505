"""Menus are put in order without JavaScript, and as few files as can be are written; settings are told in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from tambour.model.territory import Accessibility, Territory, TerritoryKind
from tambour.pupitre.messages import site as messages
from tambour.pupitre.web.menus import new_ranks
from tests.pupitre.conftest import HOST, Visitor, words

PAGES = {"eau": 10, "ecole": 20, "sport": 20, "trier": 40}


@pytest.fixture
def menus(visitor: Visitor) -> Visitor:
    for name, rank in PAGES.items():
        text = f"---\nid: {name}\ntitre: Page {name}  # à revoir\nmenu: principal\nordre: {rank}\n---\nTexte.\n"
        visitor.write(f"pages/{name}.md", text)
    visitor.write("pages/libre.md", "---\nid: libre\ntitre: Libre\n---\nTexte.\n")
    visitor.write("pages/libre-en.md", "---\nid: libre-en\ntitre: Free\nmenu: pied\ntraduction_de: libre\n---\nText.\n")
    return visitor


def press(visitor: Visitor, page: html.HtmlElement, do: str, **typed: str) -> html.HtmlElement:
    form = page.xpath("//form[@id='menus']")[0]
    values: dict[str, list[str]] = {"_faire": [do]}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    values |= {name.replace("__", "."): [value] for name, value in typed.items()}
    return html.fromstring(visitor.client.post("/pupitre/menus/", data=values, headers={"Origin": HOST}).content)


def order(page: html.HtmlElement, menu: str = "principal") -> list[str]:
    return [
        path.removeprefix("pages/").removesuffix(".md")
        for path in page.xpath(f"//ol[@data-ordre='{menu}']//input[@type='hidden']/@value")
    ]


def site_order(visitor: Visitor) -> list[str]:
    entries = visitor.desk.look().entries.items()
    pages = [entry.item for path, entry in entries if path.startswith("pages/")]
    there = [page for page in pages if getattr(page, "menu", None) == "principal"]
    return [page.id for page in sorted(there, key=lambda page: (page.order, page.id))]


def test_a_page_goes_up_and_only_its_rank_is_written(menus: Visitor):
    before = {name: menus.text(f"pages/{name}.md") for name in PAGES}
    page = menus.page("menus/")
    moved = press(menus, page, "monter:principal:pages/trier.md")

    assert order(page) == ["eau", "ecole", "sport", "trier"]
    assert order(moved) == ["eau", "ecole", "trier", "sport"]
    assert {name: menus.text(f"pages/{name}.md") for name in PAGES} == before, "nothing is saved by it"
    saved = press(menus, moved, "enregistrer")
    assert "Enregistré" in words(saved)
    assert site_order(menus) == order(saved) == ["eau", "ecole", "trier", "sport"]
    changed = {name for name in PAGES if menus.text(f"pages/{name}.md") != before[name]}
    assert len(changed) == 1
    [name] = changed
    lines = list(zip(before[name].splitlines(), menus.text(f"pages/{name}.md").splitlines(), strict=True))
    assert [new.partition(":")[0] for old, new in lines if old != new] == ["ordre"]


def test_the_order_is_kept_until_it_is_saved_and_may_be_thrown_away(menus: Visitor):
    press(menus, menus.page("menus/"), "descendre:principal:pages/eau.md")

    assert "Vous aviez commencé" in words(menus.page("menus/"))
    assert order(menus.page("menus/?reprendre=oui"))[:2] == ["ecole", "eau"]
    thrown = press(menus, menus.page("menus/"), "jeter")
    assert order(thrown)[:2] == ["eau", "ecole"]
    assert "Vous aviez commencé" not in words(thrown)


def test_to_save_menus_as_they_are_changes_no_byte(menus: Visitor):
    before = {name: menus.text(f"pages/{name}.md") for name in PAGES}
    press(menus, menus.page("menus/"), "enregistrer")

    assert {name: menus.text(f"pages/{name}.md") for name in PAGES} == before


def test_a_page_goes_in_and_another_out(menus: Visitor):
    page = menus.page("menus/")
    offered = page.xpath("//select[@name='pied.page']/option/@value")
    put = press(menus, page, "mettre:pied", pied__page="pages/libre.md")
    out = press(menus, put, "oter:principal:pages/eau.md")
    press(menus, out, "enregistrer")

    assert offered == ["", "pages/libre.md", "pages/mentions.md"], "a version of a page stands in no menu"
    assert "menu: pied" in menus.text("pages/libre.md")
    assert "menu:" not in menus.text("pages/eau.md")
    assert site_order(menus) == ["ecole", "sport", "trier"]


def test_what_another_has_put_in_meanwhile_stays(menus: Visitor):
    page = press(menus, menus.page("menus/"), "monter:principal:pages/trier.md")
    menus.write("pages/libre.md", "---\nid: libre\ntitre: Libre\nmenu: principal\nordre: 15\n---\nTexte.\n")
    press(menus, page, "enregistrer")

    assert site_order(menus) == ["eau", "libre", "ecole", "trier", "sport"]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 30), st.text("abc", min_size=1, max_size=4)), unique_by=lambda one: one[1]))
def test_ranks_bring_pages_into_the_order_that_is_wanted(places: list[tuple[int, str]]):
    ranks = new_ranks(places)
    after = [(place[0] if rank is None else rank, place[1]) for place, rank in zip(places, ranks, strict=True)]

    assert after == sorted(after)
    assert all(rank >= 0 for rank, _ in after)
    if places == sorted(places):
        assert ranks == [None] * len(places)


def test_settings_are_told_in_words_and_the_texts_of_the_law_are_hers(visitor: Visitor):
    page = visitor.page("reglages/")
    told = {words(line): words(line.getnext()) for line in page.xpath("//dt")}
    territory = visitor.desk.settings.territory

    assert told["Nom"].replace("\xa0", " ") == territory.name
    assert territory.host.name in told["Hébergeur"]
    assert page.xpath("//section[@aria-labelledby='textes']//a/@href") == [
        "/pupitre/ecrire/pages/mentions.md",
        "/pupitre/ecrire/pages/",
        "/pupitre/ecrire/pages/",
    ]
    assert not page.xpath("//main//input | //main//textarea")


def test_every_setting_of_the_territory_and_each_of_its_values_has_words():
    assert sorted(name for _, _, names in messages.SETTINGS for name in names) == sorted(Territory.model_fields)
    assert {*messages.TERRITORY_KINDS} == {*TerritoryKind}
    assert {*messages.CONFORMITY} == {*Accessibility}
