"""The text of a content in a browser without JavaScript, and what scripts ask for."""

from tests.pupitre.conftest import HOST, Visitor, words

FETE = "ecrire/agenda/fete.md"
TYPED = "## Horaires\n\nVoir [les travaux](id:travaux), [plan](id:nulle-part) : *demain*.\n\n- un\n- deux"


def token(visitor: Visitor) -> str:
    return visitor.fields(visitor.page(FETE))["_jeton"][0]


def test_how_a_text_reads_is_shown_without_a_script_and_nothing_is_saved(visitor: Visitor):
    before = visitor.text("agenda/fete.md")
    answer = visitor.send(FETE, "rendu", {"_texte": TYPED})
    page = visitor.answered(answer)
    read = page.xpath("//section[@id='c-_texte-rendu']")[0]

    assert [words(heading) for heading in read.xpath(".//h2")] == ["Horaires"]
    assert len(read.xpath(".//li")) == 2
    assert [words(dead) for dead in read.xpath(".//*[@class='dead']")] == ["plan (lien qui ne mène nulle part)"]
    links = read.xpath(".//a")
    assert [(words(link), link.get("href"), link.get("target")) for link in links] == [
        ("les travaux", "/actualites/travaux/", "_blank")
    ]
    assert page.xpath("//textarea[@name='_texte']")[0].text.strip() == TYPED
    assert visitor.text("agenda/fete.md") == before


def test_a_text_is_drawn_while_it_is_typed(visitor: Visitor):
    data = {"_jeton": token(visitor), "_texte": "Un ![lac](lac.jpg) <script>x()</script>"}
    answer = visitor.client.post("/pupitre/texte/rendu/agenda/fete.md", data=data, headers={"Origin": HOST})

    assert answer.status_code == 200
    assert '<img src="/pupitre/medias/fichier/images/lac.jpg" alt="lac"' in answer.text
    assert "<script" not in answer.text


def test_an_address_of_the_site_at_which_nothing_is_is_told_at_once(visitor: Visitor):
    typed = "[a](/agenda/nexiste-pas/), [b](/agenda/), [c](/agenda/fete/#la), [d](/tambour.json), [e](nulle-part.md)"
    page = visitor.answered(visitor.send(FETE, "rendu", {"_texte": typed}))
    read = page.xpath("//section[@id='c-_texte-rendu']")[0]

    assert [words(dead)[0] for dead in read.xpath(".//*[@class='dead']")] == ["a", "e"]
    assert read.xpath(".//a/@href") == ["/agenda/", "/agenda/fete/#la", "/tambour.json"]


def test_a_paste_becomes_text(visitor: Visitor):
    data = {"_jeton": token(visitor), "html": "<h3>Titre</h3><p>Un <b>mot</b><img src='x'></p>"}
    answer = visitor.client.post("/pupitre/texte/coller", data=data, headers={"Origin": HOST})

    assert answer.json()["texte"] == "## Titre\n\nUn **mot**"
    assert answer.json()["notes"][0].startswith("1\u00a0image n’a pas été collée.")


def test_a_paste_from_elsewhere_is_not_read(visitor: Visitor):
    answer = visitor.client.post("/pupitre/texte/coller", data={"html": "<p>a</p>"}, headers={"Origin": HOST})

    assert answer.status_code == 403


def test_a_dead_link_is_told_at_the_text(visitor: Visitor):
    page = visitor.answered(visitor.send(FETE, "publier", {"_texte": "Voir [le plan](id:nulle-part)."}))

    assert "nulle-part" in words(page.xpath("//div[@id='c-_texte-fautes']")[0])
    assert page.xpath("//textarea[@name='_texte']")[0].get("aria-invalid") == "true"
