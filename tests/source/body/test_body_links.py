"""Links and pictures of a text: what each form leads to, on which line, and what is refused."""

from pathlib import PurePosixPath

import pytest

from tambour.source.body import Body, Fault, Link, read_body

PAGE = PurePosixPath("agenda/2026/fete.md")


def read(markdown: str) -> Body:
    return read_body(markdown, PAGE)


def only_link(markdown: str) -> Link:
    body = read(markdown)
    assert body.faults == ()
    [link] = body.links
    return link


def only_fault(markdown: str) -> Fault:
    [fault] = read(markdown).faults
    return fault


@pytest.mark.parametrize(
    ("typed", "kind", "target", "fragment"),
    [
        ("id:marche-2026", "item", "marche-2026", ""),
        ("id:marche-2026#Les tarifs".replace(" ", "%20"), "item", "marche-2026", "texte-les-tarifs"),
        ("{filename}../../lieux/salle.md", "file", "lieux/salle.md", ""),
        ("{filename}/lieux/salle.md#plan", "file", "lieux/salle.md", "texte-plan"),
        ("<{filename}/lieux/la salle.md>", "file", "lieux/la salle.md", ""),
        ("{filename}/lieux/la%20salle.md", "file", "lieux/la salle.md", ""),
        ("autre.md", "file", "agenda/2026/autre.md", ""),
        ("../autre.md", "file", "agenda/autre.md", ""),
        ("lieux/salle.md", "file", "lieux/salle.md", ""),
        ("{static}../../images/lac.jpg", "media", "images/lac.jpg", ""),
        ("{static}/images/lac.jpg", "media", "images/lac.jpg", ""),
        ("{attach}lac.jpg", "media", "images/lac.jpg", ""),
        ("images/lac.jpg", "media", "images/lac.jpg", ""),
        ("/images/lac.jpg", "media", "images/lac.jpg", ""),
        ("../../images/lac.jpg", "media", "images/lac.jpg", ""),
        ("images\\lac.jpg", "media", "images/lac.jpg", ""),
        ("lac.jpg", "media", "images/lac.jpg", ""),
        ("plui.pdf", "media", "documents/plui.pdf", ""),
        ("plui.pdf#page=3", "media", "documents/plui.pdf", "page=3"),
        ("2026/plui.PDF", "media", "documents/2026/plui.PDF", ""),
        ("images/e\u0301te%CC%81.jpg", "media", "images/été.jpg", ""),
        ("/agenda/", "path", "/agenda/", ""),
        ("/agenda/?commune=cluny#haut", "path", "/agenda/", "haut"),
        ("/a/../agenda/./", "path", "/agenda/", ""),
        ("/%C3%A9t%C3%A9/", "path", "/été/", ""),
        ("https://exemple.fr/a", "external", "https://exemple.fr/a", ""),
        ("HTTP://exemple.fr/été", "external", "http://exemple.fr/%C3%A9t%C3%A9", ""),
        ("www.exemple.fr", "external", "https://www.exemple.fr", ""),
        ("//exemple.fr/a", "external", "https://exemple.fr/a", ""),
        ("https://évian.fr/100%", "external", "https://xn--vian-9oa.fr/100%25", ""),
        ("mailto:accueil@exemple.fr?subject=Été", "mail", "mailto:accueil@exemple.fr?subject=%C3%89t%C3%A9", ""),
        ("accueil@exemple.fr", "mail", "mailto:accueil@exemple.fr", ""),
        ("tel:+33.3-53(0)10000", "phone", "tel:+33353010000", ""),
    ],
)
def test_each_form_of_address_leads_where_its_writer_means(typed, kind, target, fragment):
    assert only_link(f"Voir [ceci]({typed}).") == Link(kind, target, 1, fragment=fragment)


@pytest.mark.parametrize(
    ("typed", "code", "suggestion"),
    [
        ("javascript:alert(1)", "lien-interdit", ""),
        ("JaVaScRiPt:alert(1)", "lien-interdit", ""),
        ("data:text/html,x", "lien-interdit", ""),
        ("file:///C:/photo.jpg", "lien-interdit", ""),
        ("media:images/lac.jpg", "lien-interdit", ""),
        ("{tag}culture", "lien-pelican-inconnu", ""),
        ("{index}", "lien-pelican-inconnu", ""),
        ("../../../secret.md", "chemin-hors-contenu", ""),
        ("/../images/lac.jpg", "chemin-hors-contenu", ""),
        ("exemple.fr", "lien-incomplet", "https://exemple.fr"),
        ("agenda/", "lien-incomplet", "/agenda/"),
        ("", "lien-incomplet", "https://…"),
        ("https://", "lien-incomplet", "https://…"),
        ("java&#10;script:alert(1)", "lien-incomplet", "https://…"),
        ("images/a%00.jpg", "lien-incomplet", "{filename}/lieux/salle.md"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_and_leaves_only_its_words(typed, code, suggestion):
    body = read(f"Un\n[mot]({typed})")

    assert [(fault.line, fault.code, fault.context["suggestion"]) for fault in body.faults] == [(2, code, suggestion)]
    assert body.html == "<p>Un<br>\nmot</p>"
    assert body.links == ()


def test_each_link_has_its_own_line_whatever_precedes_it():
    body = read("Été « à » 👩‍👩‍👧\n\n- [un](id:un)\n  puis [deux][d]\n\n> ![Trois](trois.jpg)\n\n[d]: id:deux\n")

    assert body.links == (
        Link("item", "un", 3),
        Link("item", "deux", 4),
        Link("media", "images/trois.jpg", 6, image=True),
    )


def test_a_link_to_a_heading_of_the_text_is_checked():
    body = read("## Les tarifs d'été\n\n[ici](#les-tarifs-d-ete) [là](#Les%20tarifs%20d'été) [perdu](#les-tarif-d-ete)")

    assert body.html.count('href="#texte-les-tarifs-d-ete"') == 2
    [fault] = body.faults
    assert (fault.line, fault.code) == (3, "ancre-inconnue")
    assert fault.context == {"value": "#les-tarif-d-ete", "near": " Vouliez-vous dire « #les-tarifs-d-ete » ?"}


@pytest.mark.parametrize("markdown", ["[](id:fete)", "[ ](id:fete)", '[![](lac.jpg "décorative")](id:fete)'])
def test_a_link_without_words_is_told(markdown):
    assert only_fault(markdown).code == "lien-sans-texte"


def test_a_picture_alone_gives_its_link_words():
    assert read("[![Le lac](lac.jpg)](id:fete)").faults == ()


def test_a_picture_says_what_it_shows():
    assert read("![Le *lac*, vu\ndu pont](lac.jpg)").html == (
        '<p><img src="media:images/lac.jpg" alt="Le lac, vu du pont" loading="lazy"></p>'
    )
    assert only_fault("![](lac.jpg)") == Fault(1, "alt-manquant-texte", {"value": "lac.jpg"})


def test_a_decorative_picture_says_so_in_its_title():
    body = read('![peu importe](lac.jpg "Décorative")')

    assert body.faults == ()
    assert 'alt=""' in body.html and "title" not in body.html
    assert body.plain == ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("https://exemple.fr/lac.jpg", "image-externe"),
        ("/agenda/", "image-hors-contenu"),
        ("id:x", "image-hors-contenu"),
    ],
)
def test_a_picture_comes_from_the_content_folder(typed, code):
    body = read(f"![Le lac]({typed})")

    assert [fault.code for fault in body.faults] == [code]
    assert body.html == "<p>Le lac</p>"


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Voir https://exemple.fr/a.", "https://exemple.fr/a"),
        ("(voir https://exemple.fr/a_(b))", "https://exemple.fr/a_(b)"),
        ("« https://exemple.fr/a »", "https://exemple.fr/a"),
        ("«https://exemple.fr/a»", "https://exemple.fr/a"),
        ("https://exemple.fr/a… ou non", "https://exemple.fr/a"),
        ("https://exemple.fr/a\u202f!", "https://exemple.fr/a"),
        ("Sur l’https://exemple.fr/l’été, là", "https://exemple.fr/l’été"),
        ("https://exemple.fr/?a=1&b=2; fin", "https://exemple.fr/?a=1&b=2"),
        ("d'www.exemple.bzh/a_b_c?", "www.exemple.bzh/a_b_c"),
        ("Écrire à d’accueil@mairie-évian.fr.", "accueil@mairie-évian.fr"),
        ("Contact:accueil@exemple.fr", "accueil@exemple.fr"),
    ],
)
def test_a_bare_address_becomes_a_link_without_the_punctuation_around_it(text, linked):
    body = read(text)

    assert body.faults == ()
    assert len(body.links) == 1
    assert f">{linked.replace('&', '&amp;')}</a>" in body.html
    assert body.plain == text


@pytest.mark.parametrize(
    "text",
    ["tambour.fr", "M.Dupont", "fichier.pdf", "@cluny@mastodon.fr", "www.", "https://", "a@b", "`https://exemple.fr`"],
)
def test_what_is_no_address_stays_text(text):
    assert read(text).links == ()


def test_an_address_in_the_words_of_a_link_is_not_linked_again():
    assert read("[https://a.fr](https://b.fr)").html == '<p><a href="https://b.fr">https://a.fr</a></p>'
    assert read('<a href="https://b.fr">https://a.fr</a>').html == '<p><a href="https://b.fr">https://a.fr</a></p>'


def test_a_bare_address_that_markdown_would_cut_is_told():
    fault = only_fault("Un\nhttps://exemple.fr/_a_/b fin")

    assert fault == Fault(
        2, "adresse-coupee", {"value": "https://exemple.fr/_a_/b", "suggestion": "<https://exemple.fr/_a_/b>"}
    )


def test_a_folder_named_on_a_mac_leads_to_the_same_file():
    [link] = read_body("[ici](autre.md)", PurePosixPath("agenda/e\u0301te\u0301/fete.md")).links

    assert link.target == "agenda/été/autre.md"
