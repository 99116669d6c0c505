"""What a body becomes on a page: safe, well formed, accessible."""

import re
from pathlib import PurePosixPath

import pytest

from tambour.source.body import Body, Fault, Link, read_body

PAGE = PurePosixPath("actualites/a.md")


def read(markdown: str) -> Body:
    return read_body(markdown, PAGE)


def faults(markdown: str) -> list[tuple[int, str, object]]:
    return [(fault.line, fault.code, fault.context.get("value")) for fault in read(markdown).faults]


@pytest.mark.parametrize(
    ("typed", "levels"),
    [
        ("# A\n# B", "2 2"),
        ("# A\n## B\n### C", "2 3 4"),
        ("## A\n#### B\n#### C\n### D\n## E", "2 3 3 3 2"),
        ("### A\n# B\n## C", "2 2 3"),
        ("# A\n## B\n### C\n#### D\n##### E\n###### F", "2 3 4 5 6 6"),
        ("#\n\n### A", "2"),
        ("A\n===\n\nB\n---", "2 3"),
        ("<h1>A</h1>\n\n### B", "2 3"),
    ],
)
def test_headings_begin_at_h2_and_skip_no_level(typed, levels):
    html = read(typed).html

    assert [part[0] for part in html.split("<h")[1:]] == levels.split()
    assert html.count("<h") == html.count("</h")


def test_headings_have_lasting_ids_that_no_other_part_of_the_page_has():
    body = read("## L’été à Cluny\n## L’été à Cluny\n## Autre {#tarifs}\n## Tarifs\n## 👩‍👧")

    assert [part.split('"')[0] for part in body.html.split(' id="')[1:]] == [
        "texte-l-ete-a-cluny",
        "texte-l-ete-a-cluny-2",
        "texte-tarifs",
        "texte-tarifs-2",
        "texte-contenu",
    ]
    assert body.anchors == {part.split('"')[0] for part in body.html.split(' id="')[1:]}


def test_an_id_given_twice_is_told():
    assert faults('## A {#lieu}\n\n<p id="lieu">x</p>') == [(3, "ancre-double", "lieu")]


@pytest.mark.parametrize(
    ("markdown", "heads"),
    [
        ("| | Lundi |\n|---|---|\n| Matin | 7 h |", ["Matin"]),
        ("| Quand | Lundi |\n|---|---|\n| **Matin** | 7 h |\n| Soir | **18 h** |", ["<strong>Matin</strong>"]),
        ("| Quand | Lundi |\n|---|---|\n| **Matin** et soir | 7 h |", []),
        ("| Âge | Prix |\n|---|---|\n| 6 ans | 7 € |\n| 7 ans | 7 € |", ["6 ans", "7 ans"]),
        ("| Jour | Lieu |\n|---|---|\n| Lundi | Ici |\n| Lundi | Là |", []),
        ("| Jour | Lieu |\n|---|---|\n| Lundi | Ici |\n| | Là |", []),
        ("| Jour |\n|---|\n| Lundi |\n| Mardi |", []),
        ("| | Lundi |\n|---|---|\n| | 7 h |", []),
    ],
    ids=["no head", "bold", "bold in part", "each its own", "twice the same", "one without", "one column", "no words"],
)
def test_the_first_cell_of_a_row_heads_it(markdown, heads):
    assert re.findall(r'<th scope="row">(.*?)</th>', read(markdown).html) == heads


@pytest.mark.parametrize(
    "typed", ["<table><tr><td>a</td></tr></table>", "</table><div><table><tr><td>a</td></tr></table></div>"]
)
def test_a_table_in_html_scrolls_as_those_of_markdown_do(typed):
    html = read(typed).html

    assert html.count('<div class="table-scroll" tabindex="0"><table>') == html.count("</table></div>") == 1


def test_a_section_that_is_typed_is_no_part_of_the_page_without_a_heading():
    assert read("<section>\n\n*Un*\n\n</section>").html == "<div>\n<p><em>Un</em></p>\n</div>"


def test_a_table_says_what_its_columns_hold_and_scrolls():
    assert read("| Âge |  | Prix |\n|:-:|---|--:|\n| 6 | a | **12** € |").html == (
        '<div class="table-scroll" tabindex="0"><table>\n'
        '<thead>\n<tr><th scope="col" class="align-center">Âge</th><td></td>'
        '<th scope="col" class="align-right">Prix</th></tr>\n</thead>\n'
        '<tbody>\n<tr><td class="align-center">6</td><td>a</td>'
        '<td class="align-right"><strong>12</strong> €</td></tr>\n</tbody>\n</table></div>'
    )


def test_a_cell_beyond_the_header_would_be_lost_and_is_told():
    assert faults("| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 \\| 3 | 4 |") == [(4, "tableau-cellule-en-trop", "4")]


def test_notes_stand_under_the_text_with_a_way_back():
    assert read("Un[^b] deux[^a] un[^b]\n\n[^a]: Note *a*\n[^b]: Note b").html == (
        '<p>Un<sup><a href="#texte-note_1" id="texte-appel_1" role="doc-noteref">1</a></sup>'
        ' deux<sup><a href="#texte-note_2" id="texte-appel_2" role="doc-noteref">2</a></sup>'
        ' un<sup><a href="#texte-note_1" role="doc-noteref">1</a></sup></p>\n'
        '<div role="doc-endnotes">\n<ol>\n'
        '<li id="texte-note_1"><p>Note b <a href="#texte-appel_1" role="doc-backlink">↩ 1</a></p></li>\n'
        '<li id="texte-note_2"><p>Note <em>a</em> <a href="#texte-appel_2" role="doc-backlink">↩ 2</a></p></li>\n'
        "</ol>\n</div>"
    )


def test_a_note_that_nothing_calls_or_written_twice_is_told():
    assert faults("Un[^a]\n\n[^a]: A\n\n[^a]: B\n\n[^c]: C") == [(5, "note-double", "a"), (7, "note-sans-appel", "c")]


def test_lists_need_no_blank_line_before_them_and_may_hold_tasks():
    assert read("À prévoir :\n- [ ] eau\n- [x] pain\n").html == (
        "<p>À prévoir :</p>\n<ul>\n<li>☐ eau</li>\n<li>☑ pain</li>\n</ul>"
    )


def test_french_typography_is_left_as_typed():
    text = "« L'été »\u00a0: 10\u202f000 € -- c'est \"tout\"..."

    assert read(text).html == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<iframe src='https://exemple.fr'></iframe>", "<iframe>"),
        ("<form><input></form>", "<form>"),
        ("<style>p {}</style>", "<style>"),
        ('<p style="color: red">x</p>', "style="),
        ("<p ONCLICK=alert(1)>x</p>", "onclick="),
        ("<svg onload=alert(1)>", "<svg>"),
        ("un <votre nom> ici", "<votre>"),
        ("<?php echo 1 ?>", "<?php echo 1 ?>"),
        ("<div\nx", "<div x"),
        ("<!-- jamais refermé\n\nperdu", "<!-- jamais refermé perdu"),
        ("<!--", "<!--"),
    ],
)
def test_html_that_is_not_allowed_is_told_with_its_line(typed, what):
    assert (2, "html-interdit", what) in faults(f"\n{typed}")


def test_html_that_is_allowed_is_kept():
    typed = (
        '<p lang="en" dir="ltr">1<sup>st</sup> H<sub>2</sub>O <abbr title="Plan local">PLU</abbr> <kbd>Ctrl</kbd></p>\n'
        '<details open=""><summary>Plus</summary>Texte</details>\n'
        '<table><tbody><tr><th scope="row" colspan="2">a</th></tr></tbody></table>'
    )
    body = read(typed)

    expected = typed.replace("</summary>Texte", "</summary>\n<p>Texte</p>\n")
    expected = expected.replace("<table>", '<div class="table-scroll" tabindex="0"><table>') + "</div>"
    assert (body.html, body.faults) == (expected, ())


def test_links_and_pictures_in_html_are_read_like_the_others():
    body = read('<a href="id:fete" id="Là" target="_blank" class="btn">La fête</a>\n<IMG SRC=lac.jpg ALT="Le lac">')

    assert body.html == (
        '<p><a href="id:fete" id="texte-la">La fête</a><br>\n'
        '<img src="media:images/lac.jpg" alt="Le lac" loading="lazy"></p>'
    )
    assert body.links == (Link("item", "fete", 1), Link("media", "images/lac.jpg", 2, image=True))


def test_a_picture_in_html_needs_an_alt_and_may_leave_it_empty():
    assert faults('<img src="lac.jpg"> <img src="lac.jpg" alt="">') == [(1, "alt-manquant-texte", "lac.jpg")]


def test_refused_addresses_in_html_are_told():
    body = read('<div>\n\n<a href="javascript:alert(1)">x</a></div>')

    assert [(fault.line, fault.code) for fault in body.faults] == [(3, "lien-interdit")]
    assert "script" not in body.html


def test_what_is_left_open_is_closed():
    assert read("<b>gras\n\n<div>texte").html == "<p><b>gras</b></p><b>\n<div>texte</div></b>"


def test_comments_are_not_published():
    assert read("<!-- à revoir -->\n\nTexte <!-- ici -->").html == "<p>Texte </p>"


def test_code_is_shown_as_typed():
    assert read('`<b> & "c"`\n\n```html\n<p>\n```').html == (
        '<p><code>&lt;b&gt; &amp; "c"</code></p>\n<pre><code>&lt;p&gt;\n</code></pre>'
    )


def test_too_many_blocks_in_one_another_are_told_and_nothing_else_is_read():
    assert read("a\n\n" + ">" * 10_000) == Body("", "", faults=(Fault(3, "texte-trop-imbrique"),))
    assert read("<div>" * 10_000).faults == (Fault(1, "texte-trop-imbrique"),)


def test_crlf_bom_and_decomposed_accents_change_nothing():
    text = "# Été\n\n- à\n- é\n\n[là](id:fete)"

    assert read(text.replace("\n", "\r\n").replace("é", "e\u0301")) == read(text)
