"""No address in the site leads nowhere, and nothing is fetched from anybody else."""

import pytest

from tests.conformance.links import addresses, faults
from tests.trees import Tree


def test_the_demo_has_no_dead_link(demo: Tree) -> None:
    assert faults(demo) == []
    assert len(list(addresses(demo))) > len(demo.files("*.html"))  # it did read them


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<a href="absente/">x</a>', "absente/ does not exist"),
        ('<a href="#nulle-part">x</a>', "#nulle-part has no such place"),
        ('<a href="https://essai.example/sous/chemin/autre.html">x</a>', "autre.html does not exist"),
        ('<a href="webcal://essai.example/sous/chemin/agenda.ics">x</a>', "agenda.ics does not exist"),
        ('<a href="/a-la-racine/">x</a>', "/a-la-racine/ leaves the site"),
        ('<a href="id:marche-de-noel">x</a>', "id:marche-de-noel leaves the site"),
        ('<img alt="" src="photo.jpg">', "photo.jpg does not exist"),
        ('<img alt="" src="index.html" srcset="index.html 1x, grande.jpg 2x">', "grande.jpg does not exist"),
        ('<p style="background: url(fond.png)">x</p>', "fond.png does not exist"),
        ('<img alt="" src="https://cdn.example/p.gif">', "https://cdn.example/p.gif is loaded from elsewhere"),
        ("<style>@import 'https://cdn.example/a.css';</style>", "https://cdn.example/a.css is loaded from elsewhere"),
    ],
)
def test_a_bad_address_is_named_with_its_page(page, body: str, said: str) -> None:
    [sentence] = faults(page(body))

    assert sentence.startswith("index.html: ")
    assert sentence.endswith(said)


def test_a_style_sheet_from_elsewhere_and_a_missing_font_are_named(page) -> None:
    tree = page(
        "", head='<link rel="stylesheet" href="https://cdn.example/b.css">', a_css="@font-face{src:url('f.woff2')}"
    )

    assert faults(tree) == [
        "a.css: f.woff2 does not exist",
        "index.html: https://cdn.example/b.css is loaded from elsewhere",
    ]


def test_only_mails_with_the_tags_of_a_tool_are_left_out(page) -> None:
    link = '<a href="absente/">x</a>'
    tree = page("")
    for name in ("lettre", "brevo"):
        (tree.root / f"{name}.mail.html").write_text(link)

    assert faults(tree) == ["lettre.mail.html: absente/ does not exist"]


def test_good_addresses_pass(page) -> None:
    here = '<a id="ici" href="#ici">x</a> <a href="https://essai.example/sous/chemin/?q=1#ici">x</a>'
    elsewhere = '<a href="tel:+33">x</a> <a href="https://www.service-public.fr/">x</a>'

    assert faults(page(here + elsewhere)) == []
