"""What goes out of a content, beside its form: each channel's own words, before anything is saved."""

import pytest
from lxml import html

from tambour.build.engine import THEME
from tests.media.pictures import phone_photo
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


def test_the_page_is_the_website_s_own_whole_in_itself_and_can_do_nothing(channels: Visitor):
    channels.project.set(f"THEME = {str(THEME)!r}")
    channels.desk.forget(anew=True)
    shown = outgoing(channels, titre="Fête de la <neige>")
    frames = shown.xpath("//div[contains(@class, 'screen')]/iframe")
    page = channels.client.get(frames[0].get("src"))
    read = html.fromstring(page.text)

    assert len(frames) == 2, "on a computer, on a telephone"
    assert words(read.xpath("//h1")[0]) == "Fête de la <neige>"
    assert page.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert not read.xpath("//script | //link")
    assert "data:font/woff2;base64," in page.text
    assert "--main:" in page.text, "the territory's colours"
    assert {src[:5] for src in read.xpath("//img/@src")} <= {"data:"}
    assert not list(channels.desk.state.glob("page*")), "nothing is written"


def test_a_theme_that_fails_takes_nothing_else_with_it(channels: Visitor):
    channels.project.write("theme/templates/event.html", "{{ 1 / 0 }}")
    channels.desk.forget(anew=True)
    shown = outgoing(channels)
    page = channels.client.get(shown.xpath("//div[contains(@class, 'screen')]/iframe/@src")[0])

    assert "ne peut pas être montrée ici" in page.text
    assert shown.xpath("//article[h4[starts-with(., 'Mastodon')]]")


def test_any_day_shows_all_of_it_as_on_that_day(channels: Visitor):
    before = outgoing(channels, _au="2000-01-01")
    after = outgoing(channels, _au="2031-01-01")

    assert "Ce jour-là, ce contenu n’a pas encore paru" in words(before)
    assert not before.xpath("//article")
    assert "toutes ses dates sont passées" in words(after.xpath("//*[@class='absent']")[0])
    assert after.get_element_by_id("sortie-jour").value == "2031-01-01"


def test_a_long_text_shows_where_it_is_folded(channels: Visitor):
    text = outgoing(channels, _texte="Un long texte, qui dit tout. " * 8).xpath(
        "//article[h4[starts-with(., 'Facebook')]]//*[@class='out__text']"
    )[0]
    fold = text.xpath("./span[@class='out__fold']")[0]

    assert 95 <= len(text.text) <= 125
    assert "voir plus" in words(fold)
    assert fold.tail.strip()


@pytest.mark.parametrize("name", ["lac.jpg", "lac.svg"])
def test_a_picture_that_no_build_has_seen_is_in_the_cards_and_in_the_page(channels: Visitor, name: str):
    channels.project.set(f"THEME = {str(THEME)!r}")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><path d="M0 0h900v600z"/></svg>'
    channels.project.write(f"content/images/{name}", phone_photo((1800, 1200)) if name == "lac.jpg" else drawing)
    channels.desk.forget(anew=True)
    shown = outgoing(channels, image=name, alt="Le lac")
    pictures = [channels.client.get(src) for src in shown.xpath("//article/img/@src")]
    page = channels.client.get(shown.xpath("//div[contains(@class, 'screen')]/iframe/@src")[0])
    block = channels.client.get(shown.xpath("//article/iframe/@src")[0])

    assert [one.status_code for one in pictures] == [200, 200, 200]
    assert html.fromstring(page.text).xpath("//img[@alt='Le lac']/@src")[0].startswith("data:image/")
    assert "data:image/" in block.text
