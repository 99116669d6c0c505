"""What goes out of a content, beside its form: each channel's own words, before anything is saved."""

import pytest
from lxml import html

from tests.pupitre.conftest import HOST, Visitor, words

FETE = "ecrire/agenda/fete.md"


@pytest.fixture
def channels(visitor: Visitor) -> Visitor:
    visitor.project.set('CHANNELS = {"feeds": {}, "posts": {}, "cards": {}, "newsletter": {}}')
    visitor.desk.forget(anew=True)
    return visitor


def outgoing(visitor: Visitor, path: str = FETE, **typed: str) -> html.HtmlElement:
    values = visitor.fields(visitor.page(path)) | {name.replace("__", "."): [text] for name, text in typed.items()}
    target = path.replace("ecrire/", "sortie/") + ("-" if path.endswith("/") else "")
    answer = visitor.client.post(f"/pupitre/{target}", data=values, headers={"Origin": HOST})
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def test_every_channel_says_what_is_being_typed_and_nothing_is_written(channels: Visitor):
    before = channels.text("agenda/fete.md")
    shown = outgoing(channels, titre="Fête de la neige")
    texts = {words(one.xpath(".//h4")[0]).split()[0]: words(one) for one in shown.xpath("//article[h4]")}

    assert texts.keys() >= {"Mastodon", "Facebook", "SMS"}
    assert "Fête de la neige" in texts["Mastodon"]
    assert "Fête de la neige" in texts["Facebook"]
    assert channels.text("agenda/fete.md") == before


def test_a_draft_and_what_comes_out_later_are_shown_as_on_their_day(channels: Visitor):
    typed = {"titre": "Bal", "publier_le__jour": "2027-01-05", "debut__jour": "2027-02-01", "debut__heure": "20:00"}
    shown = outgoing(channels, "ecrire/agenda/", **typed)

    assert "Tel que ce sera au jour de sa parution" in words(shown)
    assert "Bal" in words(shown.xpath("//article[h4[starts-with(., 'Mastodon')]]")[0])


def test_what_cannot_be_read_yet_says_what_is_missing(channels: Visitor):
    assert "Il manque encore" in words(outgoing(channels, "ecrire/agenda/", titre="Bal"))


def test_without_javascript_a_button_shows_it_in_the_page(channels: Visitor):
    page = html.fromstring(channels.send(FETE, "sortie", {"titre": "Fête de la neige"}).content)

    assert page.xpath("//*[@id='sortie']//article")
    assert page.get_element_by_id("c-titre").value == "Fête de la neige"


def test_a_preview_can_do_nothing_and_a_picture_is_drawn(channels: Visitor):
    shown = outgoing(channels, titre='<script>alert("x")</script>')
    frame = channels.client.get(shown.xpath("//iframe/@src")[0])
    picture = channels.client.get(shown.xpath("//img/@src")[0])

    assert shown.xpath("//iframe/@sandbox") == [""] * len(shown.xpath("//iframe"))
    assert frame.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "<script" not in frame.text.lower()
    assert (picture.status_code, picture.headers["content-type"], picture.content[:4]) == (200, "image/png", b"\x89PNG")
    assert channels.client.get("/pupitre/apercu/autre/0.html").status_code == 404
    channels.client.cookies.clear()
    assert channels.client.get(shown.xpath("//iframe/@src")[0]).status_code == 403
