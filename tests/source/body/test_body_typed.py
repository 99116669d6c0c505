"""A text says what its writer meant: her line ends, her marks, her spaces. What may mean two things is told."""

from pathlib import PurePosixPath

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from tambour.source.body import Body, read_body
from tambour.words.typography import french_spaces

PAGE = PurePosixPath("actualites/a.md")


def read(markdown: str) -> Body:
    return read_body(markdown, PAGE)


def french(markdown: str) -> Body:
    return read_body(markdown, PAGE, french_spaces)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("##Accès\ntexte", "<h2>Accès</h2><p>texte</p>"),
        ("##\u00a0Accès", "<h2>Accès</h2>"),
        ("#\u202fAccès", "<h2>Accès</h2>"),
        ("#loto ce soir", "<p>#loto ce soir</p>"),
        ("-\u00a0un\n-\u00a0deux", "<ul><li>un</li><li>deux</li></ul>"),
        ("-un\n-deux", "<ul><li>un</li><li>deux</li></ul>"),
        ("-3 °C au lavoir", "<p>-3 °C au lavoir</p>"),
        ("1.\u00a0un\n2.\u00a0deux", "<ol><li>un</li><li>deux</li></ol>"),
        ("1.un\n2.deux", "<ol><li>un</li><li>deux</li></ol>"),
        ("1.5 km à pied", "<p>1.5 km à pied</p>"),
        ("*un\n*deux", "<ul><li>un</li><li>deux</li></ul>"),
        ("* un\n*deux\n*trois", "<ul><li>un</li><li>deux</li><li>trois</li></ul>"),
        ("1. un\n2.deux", "<ol><li>un</li><li>deux</li></ol>"),
        ("<!-- à relire --> **un**", "<p><strong>un</strong></p>"),
        ("<!-- à\nrelire --><!-- bis --> - un", "<ul><li>un</li></ul>"),
        ("```\n<!-- a --> b\n```", "<pre><code>&lt;!-- a --&gt; b\n</code></pre>"),
        ("À prévoir :\n• bottes\n• gants", "<p>À prévoir :</p><ul><li>bottes</li><li>gants</li></ul>"),
        ("\u00a0\u00a0\u00a0\u00a0Un texte décalé", "<p>Un texte décalé</p>"),
        ("    Un texte décalé\n    sur deux lignes", "<p>Un texte décalé<br>sur deux lignes</p>"),
        ("- un\n\n      suite\n- deux", "<ul><li><p>un</p><p>suite</p></li><li><p>deux</p></li></ul>"),
        ("-      un", "<ul><li>un</li></ul>"),
        ("Merci de votre visite.\n------\nLa mairie", "<p>Merci de votre visite.</p><hr><p>La mairie</p>"),
        ("Le maire\n--\nMairie", "<p>Le maire</p><hr><p>Mairie</p>"),
        ("Deux lignes\nde texte\n-----", "<p>Deux lignes<br>de texte</p><hr>"),
        ("Tarifs\n------\ntexte", "<h2>Tarifs</h2><p>texte</p>"),
        ("Où s'inscrire ?\n---------------", "<h2>Où s'inscrire ?</h2>"),
        ("```\n##a\n    -b\n```", "<pre><code>##a\n    -b\n</code></pre>"),
    ],
)
def test_marks_without_their_space_are_marks(typed: str, html: str):
    made = BeautifulSoup(read(typed).html.replace("<br>\n", "<br>"), "html.parser")
    for tag in made.find_all(True):
        tag.attrs.pop("id", None)
    shape = str(made).replace("<br/>", "<br>").replace("<hr/>", "<hr>")
    shape = shape if "<pre>" in shape else shape.replace("\n", "")

    assert (shape, read(typed).faults) == (html, ())


@pytest.mark.parametrize(
    ("typed", "words", "bold"),
    [
        ("** gras **", "gras", ["gras"]),
        ("Soit **30 ** places", "Soit 30 places", ["30"]),
        ("**Pour tous :**entrée libre", "Pour tous :entrée libre", ["Pour tous :"]),
        ("la liste**.** Fin", "la liste. Fin", ["."]),
        ("**a****b**", "ab", ["ab"]),
        ("**Note : **ici et ** là **.", "Note : ici et là .", ["Note :", "là"]),
        ("__ soldes__ d'été", "soldes d'été", ["soldes"]),
        ("***fort ***ici", "fort ici", ["fort"]),
        ("| a | b |\n|---|---|\n| ** x ** | y |", "a b x y", ["x"]),
        ("**sur deux\nlignes **", "sur deux lignes", ["sur deux lignes"]),
        (r"\*\* montré \*\*", "** montré **", []),
        ("Tarif réduit\\*\\*\n\n\\*\\*sur justificatif", "Tarif réduit** **sur justificatif", []),
        ("`** code **`", "** code **", []),
        ("Nom : __ / __ / ____", "Nom : __ / __ / ____", []),
        ("5 €* et 3 € *sur place", "5 €* et 3 € *sur place", []),
    ],
)
def test_emphasis_is_where_it_can_only_be_meant(typed: str, words: str, bold: list[str]):
    body = read(typed)
    made = BeautifulSoup(body.html, "html.parser")

    assert " ".join(made.get_text(" " if "<table>" in body.html else "").split()) == words
    assert [" ".join(tag.get_text().split()) for tag in made.find_all("strong")] == bold
    assert body.faults == ()


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Un\n\n**Tarif", 3),
        (r"Un \*\*tarif", 1),
        ("Un\n\ntarif\\*\\*", 3),
        (r"\*\*Un\*\* ou \*\*deux", 1),
        ("2 ** 3", 1),
        ("<p>Un **mot** fort</p>", 1),
        ("| Jour | Heure |\n| lundi | 9 h |", 1),
    ],
)
def test_marks_that_would_be_seen_are_told(typed: str, line: int):
    assert [(fault.line, fault.code) for fault in read(typed).faults] == [(line, "mise-en-forme-reste-texte")]


def test_the_line_proposed_makes_a_table():
    typed = "| Jour | Heure |\n| lundi | 9 h |"
    [fault] = read(typed).faults
    row = str(fault.context["remedy"]).partition("ligne ")[2]
    first, second = typed.split("\n")

    assert "<table>" in read(f"{first}\n{row}\n{second}").html


ADDRESS = "Rendez-vous :\nLa Halle\n2 quai Neuf\n71250 Valdoux"


def test_a_line_that_a_person_ended_ends():
    body = read(ADDRESS)

    assert body.html == "<p>Rendez-vous :<br>\nLa Halle<br>\n2 quai Neuf<br>\n71250 Valdoux</p>"
    assert body.plain == ADDRESS


@pytest.mark.parametrize(
    ("typed", "breaks"),
    [
        ("a) le matin\nb) le soir", 1),
        ("- un\n  suite\n- deux", 1),
        ("> un\n> deux", 1),
        ("un<br>\ndeux", 1),
        ("un\n<br>deux", 1),
        ("un  \ndeux", 1),
        (
            "La salle polyvalente du quai Neuf, celle qui donne sur la rivière et ses saules,\n"
            "sera fermée pour des travaux d'isolation qui dureront jusqu'au milieu du mois de\n"
            "mars, sauf imprévu.",
            0,
        ),
        ("Rendez-vous devant la grande salle polyvalente du quai Neuf, avec bottes et gants.\nRepas à midi.", 1),
        ("Association sportive et culturelle des habitants du quai Neuf et de ses environs\n2 quai Neuf", 1),
    ],
)
def test_a_line_that_an_editor_filled_does_not(typed: str, breaks: int):
    assert read(typed).html.count("<br>") == breaks


def test_markdown_within_details_is_read_and_lines_stay_those_of_the_file():
    body = read("<details>\n<summary>Plus</summary>\nUn **mot**.\n- [mort](a b)\n</details>\n\n[mort](c d)")

    assert "<strong>mot</strong>" in body.html
    assert "<li>" in body.html
    assert [fault.line for fault in body.faults] == [4, 7]
    assert "<p>Un <strong>b</strong></p>" in read("<details><summary>A</summary>Un **b**</details>").html


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Où ? Ici : là ; oui !", "Où_? Ici_: là_; oui_!"),
        ("« Un » et « **deux** »", "«_Un_» et «_deux_»"),
        ("**Tarif** : 5 €", "Tarif_: 5_€"),
        ("- à 18 h 30 : [loto](https://a.fr/x?y=1) !", "- à 18_h_30_: loto (https://a.fr/x?y=1)_!"),
        ("`a : b` et bravo :-) ;)", "a : b et bravo :-) ;)"),
        ("```\na : b\n```", "a : b"),
        ("<p>Ici : là</p>", "Ici_: là"),
        ("![Le lac : vu](lac.jpg)", "[Le lac_: vu]"),
        ("| a : | b |\n|---|---|\n| c ! | d |", "a_: | b\nc_! | d"),
        ("https://a.fr/b?c : la page", "https://a.fr/b?c_: la page"),
    ],
)
def test_french_spaces_do_not_break(typed: str, plain: str):
    body = french(typed)

    assert body.plain.replace("\u00a0", "_") == plain
    assert read(typed).plain == plain.replace("_", " ")
    assert body.html.replace("\u00a0", " ") == read(typed).html


@pytest.mark.parametrize(
    ("address", "code", "suggestion"),
    [
        ("http://agenda@valdoux.fr", "courriel-comme-site", "mailto:agenda@valdoux.fr"),
        ("https://agenda@valdoux.fr/", "courriel-comme-site", "mailto:agenda@valdoux.fr"),
        ("http://mailto:agenda@valdoux.fr", "courriel-comme-site", "mailto:agenda@valdoux.fr"),
        ("https://moi:secret@valdoux.fr/a", "adresse-avec-utilisateur", "https://valdoux.fr/a"),
        ("https://moi@valdoux.fr/a", "adresse-avec-utilisateur", "https://valdoux.fr/a"),
    ],
)
def test_a_mail_address_is_not_a_site(address: str, code: str, suggestion: str):
    [fault] = read(f"[Écrire]({address})").faults

    assert (fault.code, fault.context["suggestion"]) == (code, suggestion)
    assert read(f"[Écrire]({suggestion})").faults == ()


PLAIN = st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F), min_size=1, max_size=8)
PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        " ",
        "\u00a0",
        "**",
        "** ",
        " **",
        "__",
        "##",
        "## ",
        "- ",
        "-",
        "• ",
        "1.",
        "    ",
        "-----",
        " :",
        "« ",
        " »",
        "|",
    ]
)


@given(st.lists(PIECES | PLAIN, max_size=25).map("".join))
def test_no_word_is_lost_whatever_is_mended(typed: str):
    body = french(typed)
    shown = BeautifulSoup(body.html, "html.parser").get_text()

    letters = [char for char in typed if char.isalpha()]
    assert [char for char in shown if char.isalpha()] == letters
    assert [char for char in body.plain if char.isalpha()] == letters


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        (r"Les \*\*bénévoles\*\* et \*\*tous les samedis\*\*.", "<strong>bénévoles</strong> et <strong>tous les"),
        (r"2 \*\* 3 et \*\*", "2 ** 3 et **"),
        (r"`\*\*mots\*\*`", r"<code>\*\*mots\*\*</code>"),
    ],
)
def test_bold_that_an_editor_escaped_is_bold(typed, html):
    assert html in read_body(typed, PurePosixPath("actualites/a.md")).html
