"""What was meant as a link and would be read as brackets."""

from pathlib import PurePosixPath

import pytest

from tambour.source.body import Fault, read_body

PAGE = PurePosixPath("actualites/a.md")


def faults(markdown: str) -> tuple[Fault, ...]:
    return read_body(markdown, PAGE).faults


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("[casse](a b.md)", "[casse](<a b.md>)"),
        ("[**gras**](a b.md)", "[gras](<a b.md>)"),
        ("![img](mon image.jpg)", "![img](<mon image.jpg>)"),
        ('![img](mon image.jpg "Le lac")', '![img](<mon image.jpg> "Le lac")'),
        ("[x]({filename}a b.md)", "[x](<{filename}a b.md>)"),
        ("[texte] (https://exemple.fr)", "[texte](https://exemple.fr)"),
        ("[texte] (lieux/salle.md)", "[texte](lieux/salle.md)"),
        ("[texte] (accueil@exemple.fr)", "[texte](accueil@exemple.fr)"),
        ("[appeler](tel:03 53 01 00 00)", "[appeler](tel:0353010000)"),
        ("[wiki](https://exemple.fr/Cluny_(Saône)", "[wiki](<https://exemple.fr/Cluny_(Saône)>)"),
        ("(texte)[https://exemple.fr]", "[texte](https://exemple.fr)"),
        ("[texte][inconnu]", "[texte](https://…)"),
        ("[texte][]", "[texte](https://…)"),
        ("![texte][inconnu]", "![texte](https://…)"),
        ("[ref]: {filename}a b.md", "[ref]: <{filename}a b.md>"),
    ],
)
def test_link_syntax_that_stayed_text_is_told_with_what_to_type(typed, suggestion):
    assert faults(f"Été\n\nVoir là :\n{typed}") == (
        Fault(4, "lien-reste-texte", {"value": typed, "suggestion": suggestion}),
    )


@pytest.mark.parametrize(
    "suggestion",
    ["[casse](<a b.md>)", '![img](<mon image.jpg> "Le lac")', "[wiki](<https://exemple.fr/Cluny_(Saône)>)"],
)
def test_what_is_suggested_is_accepted(suggestion):
    assert faults(suggestion) == ()


def test_a_pelican_address_outside_a_link_is_told():
    [fault] = faults("Voir {filename}/lieux/salle.md ici")

    assert (fault.code, fault.context["value"]) == ("lien-reste-texte", "{filename}/lieux/salle.md")


def test_a_note_that_does_not_exist_is_told():
    assert [(fault.line, fault.code, fault.context["value"]) for fault in faults("Un\nmot[^2]")] == [
        (2, "note-inconnue", "[^2]")
    ]


def test_markdown_inside_a_block_of_html_is_told():
    [fault] = faults('<div>\nVoir [le lac](id:lac)\n<a title="a](b)">x</a>\n</div>')

    assert fault == Fault(
        2, "lien-reste-texte", {"value": "[le lac](id:lac)", "suggestion": '<a href="id:lac">le lac</a>'}
    )


@pytest.mark.parametrize(
    "text",
    [
        "Il a dit [sic] (voir page 3).",
        "La loi [1][2] et [3] (2004)",
        "Une coupure […] puis [...] (suite)",
        "- [ ] à faire\n- [x] fait",
        "`[casse](a b)` et\n\n```\n[casse](a b)\n```",
        r"\[casse\](a b)",
        r"\[casse](a b)",
        r"[casse\](a b)",
        "&#91;casse](a b)",
        "{accolades} et [crochets]",
        "[NB]: attention, ceci n'est pas un lien",
    ],
)
def test_ordinary_brackets_are_left_alone(text):
    assert faults(text) == ()
