"""The text that channels without markup show: panels, calendars, posts, the text part of a letter."""

from pathlib import PurePosixPath

import pytest

from tambour.source.body import read_body


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("Un *mot* **fort**\net `code`.", "Un mot fort\net code."),
        ("# Titre\nUn\n\n\nDeux  \nligne", "Titre\n\nUn\n\nDeux\nligne"),
        (
            "Avant :\n- un\n- deux\n  - trois\n- quatre\n\nAprès",
            "Avant :\n\n- un\n- deux\n  - trois\n- quatre\n\nAprès",
        ),
        ("3. trois\n\n4. quatre\n\n   suite", "3. trois\n\n4. quatre\n\nsuite"),
        ("- [ ] eau\n- [x] pain", "- ☐ eau\n- ☑ pain"),
        ("[la fête](id:fete), [plan](/plan/), [PDF](a.pdf)", "la fête, plan, PDF"),
        ("[le site](https://exemple.fr/a)", "le site (https://exemple.fr/a)"),
        ("[exemple.fr](https://exemple.fr/) et <https://a.fr>", "exemple.fr et https://a.fr"),
        ("[écrire](mailto:a@exemple.fr?subject=x) à a@exemple.fr", "écrire (a@exemple.fr) à a@exemple.fr"),
        ("[appeler](tel:0353010000) le [03 53 01 00 00](tel:0353010000)", "appeler (0353010000) le 03 53 01 00 00"),
        ('![Le lac gelé](lac.jpg) ![](lac.jpg "décorative")', "[Le lac gelé]"),
        ("Ouvert à ~~18 h~~ 19 h", "Ouvert à 19 h"),
        ("De <s>4\u00a0€</s> à 3 €, <del>sur place</del> <strike>ou ici</strike>.", "De à 3 €,."),
        ("<del>Un <s>vieux</s> mot</del> neuf\n\n~~tout~~\n\nSuite <del>ouverte\n\nFin", "neuf\n\nSuite\n\nFin"),
        ("<del><p>Un</p><p>deux</p></del><p>trois</p>", "trois"),
        ("![Le ~~vieux~~ lac](lac.jpg)", "[Le lac]"),
        ("| Jour | Heure |\n|---|---|\n| lundi | 9 h |", "Jour | Heure\nlundi | 9 h"),
        ("Loi\n: du pays\n", "Loi\ndu pays"),
        ("> Citation\n\n---\n\nFin", "Citation\n\nFin"),
        ("Un[^1]\n\n[^1]: Note", "Un [1]\n\n[1] Note"),
        ("```\na\n  b\n```", "a\n  b"),
        ("1<sup>er</sup> mai<br>fête", "1er mai\nfête"),
        ("<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<ul><li>un</li><li>deux &amp; &lt;trois&gt;</li></ul>", "- un\n- deux & <trois>"),
        ("&lt;p&gt; &amp; &eacute;", "<p> & é"),
    ],
)
def test_plain_text_reads_like_the_page(markdown, plain):
    assert read_body(markdown, PurePosixPath("actualites/a.md")).plain == plain
