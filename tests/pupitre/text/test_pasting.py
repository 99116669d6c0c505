"""What is copied in Word, Google Docs, LibreOffice or a page becomes clean text of ours, which the site reads back."""

from pathlib import Path, PurePosixPath

import pytest

from tambour.pupitre.text.pasting import from_html
from tambour.source.body import read_body

PASTED = Path(__file__).with_name("pasted")
WORD = """\
## Ouverture de la halle

La halle ouvre le **samedi\u00a09\u00a0mai à 10\u00a0h**, à l’heure «\u00a0du marché\u00a0»\u00a0: venez *nombreux*.

### À prévoir

- un panier
  - en osier
- de la monnaie

1. Réservez.
2. Venez.

Le [plan d’accès](https://exemple.fr/plan?utm_source=lettre&x=1) et le plan de salle.

| Âge | Tarif |
| --- | --- |
| 6 à 8\u00a0ans | 12\u00a0€<br>ou 10\u00a0€ \\| groupe |"""
DOCS = """\
## Travaux rue Haute

La rue est **fermée** du 2 au 6\u00a0mars, *sauf riverains*. Prix : ~~12 €~~ 10\u00a0€.

### Déviation

- par la gare
  - puis le pont
- [voir la carte](<https://exemple.fr/carte_(sud)>)

1. Garez-vous.
2. Marchez.

| Jour | Heures |
| --- | --- |
| Lundi | 9 h |
|  | 14 h |"""
LIBREOFFICE = """\
## Inscriptions au centre de loisirs

Elles ouvrent le **lundi 2 février** à la *Maison des familles*.

### Pièces à fournir

- le livret
  - ou sa copie
- un justificatif\\*

Maison des familles
4, rue du Puits
61930 Rouvrelle

Écrire à loisirs@exemple.fr

| Quotient | Journée |
| --- | --- |
| moins de 700 | 8 € |

\\# ceci n’est pas un titre

1\\. ceci n’est pas une liste"""
PAGE = """\
## Canicule : les bons gestes

Buvez de l’eau **toutes les heures**. Appelez le [0\u00a0800\u00a006\u00a066\u00a066](tel:0800066666).

### Chez vous

- Fermez *tous* les volets
- Aérez la nuit
  1. au nord
  2. puis au sud

> Ne restez pas seul.

Plus d’informations ici ou sur https://exemple.fr/chaleur, fichier mon_plan_2026 et \\<b>.

> Un encadré d’une seule cellule.

Le 1<sup>er</sup> juillet"""
WHOLE = {"word": WORD, "docs": DOCS, "libreoffice": LIBREOFFICE, "page": PAGE}


def pasted(name: str) -> str:
    return (PASTED / f"{name}.html").read_text("utf-8")


@pytest.mark.parametrize("name", WHOLE)
def test_a_paste_is_clean_text_that_the_site_reads(name: str):
    found = from_html(pasted(name))
    body = read_body(found.markdown, PurePosixPath("actualites/essai.md"))

    assert found.markdown == WHOLE[name]
    assert body.faults == ()
    assert " style" not in str(body.html)
    assert "<font" not in str(body.html)


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("word", ["<li>un panier<ul><li>en osier</li>", "<ol><li>Réservez.", ">Âge</th>", "12\u00a0€<br>ou"]),
        ("docs", ["<strong>fermée</strong>", "<del>12 €</del>", "<li>par la gare<ul><li>puis le pont"]),
        ("libreoffice", ["4, rue du Puits<br>", '<a href="mailto:loisirs@exemple.fr">', "<p># ceci", "<p>1. ceci"]),
        ("page", ['<a href="tel:0800066666">', "<blockquote>", "1<sup>er</sup>", "&lt;b&gt;", "mon_plan_2026"]),
    ],
)
def test_the_site_shows_what_was_copied(name: str, shapes: list[str]):
    html = str(read_body(from_html(pasted(name)).markdown, PurePosixPath("a.md")).html).replace("\n", "")

    assert [shape for shape in shapes if shape not in html] == []


def test_what_is_left_out_is_said():
    assert [note.replace("\u00a0", " ")[:34] for note in from_html(pasted("word")).notes] == [
        "1 image n’a pas été collée. Ajoute",
        "Un lien menait à un fichier de vot",
    ]
    assert from_html(pasted("libreoffice")).notes == ()
    assert "cellules" in from_html(pasted("docs")).notes[1]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("juste du texte", "juste du texte"),
        ("<span>un</span><br><br>deux", "un\n\ndeux"),
        (
            "<p>de <s>4 €</s> à 3 €, <strike>ici</strike> là, m<sup>2</sup></p>",
            "de ~~4 €~~ à 3 €, ~~ici~~ là, m<sup>2</sup>",
        ),
        ("<p>a_b_ *x* [a](b)</p>", "a_b\\_ \\*x\\* \\[a](b)"),
        ("<p>- tiret</p><p>+ plus</p>", "\\- tiret\n\n\\+ plus"),
        ("<h1></h1><h4><b>Titre</b></h4>", "## Titre"),
        ("<ol start=3><li>c</li><li>d<p>suite</p></li></ol>", "3. c\n4. d\n\n   suite"),
        ('<p>Note<a href="#_ftn1">[1]</a></p>', "Note[1]"),
        ('<a href="https://x.fr"><img src="a.png"></a>', ""),
        ('<p><a href="javascript:x()">ici</a>, <a href="/agenda/">là</a></p>', "ici, [là](/agenda/)"),
        (
            '<div class="w"><ul><li data-aria-level="1"><p>un</p></li></ul></div>'
            '<div class="w"><ul><li data-aria-level="2"><p>deux</p></li></ul></div>'
            '<div class="w"><ul><li data-aria-level="1"><p>trois</p></li></ul></div>',
            "- un\n  - deux\n- trois",
        ),
    ],
)
def test_each_shape_has_its_writing(html: str, markdown: str):
    assert from_html(html).markdown == markdown


def test_a_hostile_paste_is_text():
    found = from_html('<script>x()</script><p onclick="x()">a<iframe src="https://x"></iframe>&lt;script&gt;</p>' * 2)

    assert found.markdown == "a\\<script>\n\na\\<script>"
    assert "<script" not in str(read_body(found.markdown, PurePosixPath("a.md")).html)


def test_a_deep_paste_ends():
    assert "fond" in from_html("<div>" * 3000 + "fond" + "</div>" * 3000).markdown
