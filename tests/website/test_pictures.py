"""Pictures reach the pages at several sizes, with their address and size written down, and never as they were taken."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, FileSystemLoader

from tambour.commands.build import build
from tambour.model.media import Derived, Original
from tambour.website.pictures import srcset, with_media
from tests.media.pictures import SECRETS, animation, phone_photo
from tests.trees import ROOT

URL = "https://www.exemple.fr/interco"
PHOTO = Original(
    "images/Fête du lac.jpg",
    "image/jpeg",
    4_000_000,
    "ab" * 32,
    4000,
    3000,
    tuple(
        Derived(f"media/fete-{width}.{suffix}", media_type, width, width * 3 // 4, width * 100)
        for media_type, suffix in (("image/avif", "avif"), ("image/jpeg", "jpg"))
        for width in (400, 800, 1600)
    ),
)
LOGO = Original("images/logo.svg", "image/svg+xml", 700, "cd" * 32)
NEWS = """\
---
id: lac
titre: Le lac
publier_le: 2026-11-20
image: lac.jpg
alt: Le lac au matin
---
![Le lac](/images/lac.jpg)

[En grand](/images/lac.jpg), et [le plan](/documents/plan.pdf).
"""


def absolute(path: str) -> str:
    return f"{URL}/{path}"


def attributes(html: str) -> list[dict[str, str | None]]:
    """Of each `<img>` and `<source>`."""
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag in ("img", "source"):
                found.append(dict(attrs))

    Reader().feed(html)
    return found


def test_a_picture_in_a_text_has_what_browsers_feed_readers_and_mails_need():
    html = '<p><img src="media:images/F%C3%AAte%20du%20lac.jpg" alt="Le lac &gt; à midi" loading="lazy"></p>'

    [image] = attributes(with_media(html, {PHOTO.path: PHOTO}, absolute))

    assert image == {
        "src": f"{URL}/media/fete-800.jpg",
        "srcset": ", ".join(f"{URL}/media/fete-{width}.jpg {width}w" for width in (400, 800, 1600)),
        "sizes": "auto, (min-width: 800px) 800px, 100vw",
        "width": "800",
        "height": "600",
        "alt": "Le lac > à midi",
        "loading": "lazy",
        "decoding": "async",
    }


def test_a_drawing_in_a_text_is_one_file_at_any_size():
    html = '<img src="media:images/logo.svg" alt="">'

    [image] = attributes(with_media(html, {LOGO.path: LOGO}, absolute))

    assert image == {"src": f"{URL}/images/logo.svg", "alt": "", "decoding": "async"}


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://www.exemple.fr/a.jpg" alt="">',
        '<img src="media:images/ailleurs.jpg" alt="">',
        '<a href="media:images/logo.svg">logo</a>',
        "<p>&lt;img src=&quot;media:images/logo.svg&quot;&gt;</p>",
    ],
)
def test_the_rest_of_a_text_stays_as_it_is(html):
    assert with_media(html, {LOGO.path: LOGO}, absolute) == html


def test_a_name_with_an_ampersand_is_found_and_escaped():
    named = replace(LOGO, path="images/a&b.svg")

    html = with_media('<img src="media:images/a&amp;b.svg" alt="">', {named.path: named}, absolute)

    assert html == f'<img src="{URL}/images/a&amp;b.svg" decoding="async" alt="">'


@pytest.mark.parametrize(
    ("document", "page", "marks", "facts"),
    [
        ("en-GB", "fr", ' hreflang="en"', "PDF, 43\u00a0ko, en anglais"),
        ("fr-FR", "fr", "", "PDF, 43\u00a0ko"),
        ("fr", "en", ' hreflang="fr"', "PDF, 43\u00a0ko, en français"),
        ("", "en", "", "PDF, 43\u00a0ko"),
    ],
)
def test_a_link_to_a_document_tells_its_type_its_weight_and_its_language_where_it_is_another(
    document, page, marks, facts
):
    plan = Original("documents/plan.pdf", "application/pdf", 43_000, "ab" * 32, language=document)

    html = with_media('<a href="media:documents/plan.pdf">le plan</a>', {plan.path: plan}, absolute, page)

    assert html == f'<a href="media:documents/plan.pdf" type="application/pdf"{marks}>le plan ({facts})</a>'


def test_a_srcset_names_each_width():
    assert srcset(PHOTO.readable[:2], absolute) == f"{URL}/media/fete-400.jpg 400w, {URL}/media/fete-800.jpg 800w"


@pytest.mark.parametrize(("lazy", "loading"), [(True, "lazy"), (False, None)])
def test_a_page_offers_each_format_at_each_size(lazy, loading):
    environment = Environment(loader=FileSystemLoader(ROOT / "theme" / "templates"), autoescape=True)
    environment.globals.update(url=absolute, srcset=lambda versions: srcset(versions, absolute))
    picture = environment.get_template("_macros/picture.html").module.picture

    avif, image = attributes(picture(PHOTO, 'Le "lac"', "50vw", lazy=lazy, ratio="3x2"))
    [logo] = attributes(picture(LOGO, ""))

    assert avif["type"] == "image/avif"
    assert [source["sizes"] for source in (avif, image)] == ["50vw"] * 2
    assert avif["srcset"].endswith("media/fete-1600.avif 1600w")
    assert (image["src"], image["width"], image["height"]) == (f"{URL}/media/fete-800.jpg", "800", "600")
    assert (image["alt"], image["class"], image.get("loading")) == ('Le "lac"', "ratio-3x2", loading)
    assert logo == {"src": f"{URL}/images/logo.svg", "alt": "", "loading": "lazy", "decoding": "async"}


@pytest.mark.parametrize(("focus", "classes"), [((84, 6), ["at-x-8", "at-y-1"]), ((50, 100), ["at-x-5", "at-y-10"])])
def test_what_matters_in_a_picture_stays_when_the_page_cuts_it(focus, classes):
    environment = Environment(loader=FileSystemLoader(ROOT / "theme" / "templates"), autoescape=True)
    environment.globals.update(url=absolute, srcset=lambda versions: srcset(versions, absolute))
    picture = environment.get_template("_macros/picture.html").module.picture
    rules = (ROOT / "theme/static/css/components.css").read_text("utf-8")

    image = attributes(picture(LOGO, "", focus=focus))[-1]

    assert image["class"].split() == classes
    assert all(f".{name} {{" in rules for name in classes if not name.endswith("-5")), "the middle needs no rule"


@pytest.fixture
def illustrated(project):
    project.write("content/images/lac.jpg", phone_photo((500, 400), orientation=6))
    project.write("content/documents/plan.pdf", "%PDF-1.7")
    project.write("content/actualites/lac.md", NEWS)
    return project


def test_a_photo_is_published_at_its_sizes_and_not_as_it_was_taken(illustrated):
    assert build() == 0

    published = [path for path in illustrated.tree() if path.startswith(("images/", "documents/", "media/"))]
    assert sorted(path.rpartition("-")[2] for path in published) == sorted(
        ["documents/plan.pdf", *(f"{width}.{suffix}" for width in (400, 500) for suffix in ("avif", "jpg"))]
    )


def test_no_published_file_says_where_a_photo_was_taken(illustrated):
    assert build() == 0

    told = {path: [s for s in SECRETS if s in data] for path, data in illustrated.tree().items()}
    assert {path: secrets for path, secrets in told.items() if secrets} == {}


def test_every_link_to_a_picture_leads_to_a_published_file(illustrated):
    assert build() == 0

    page, tree = illustrated.page("actualites/lac"), illustrated.tree()
    [image] = attributes(page)
    addresses = [candidate.split()[0] for candidate in image["srcset"].split(",")]
    addresses += [image["src"], page.partition('">En grand')[0].rpartition('"')[2]]
    assert {address.removeprefix("/interco/") in tree for address in addresses} == {True}
    assert 'href="/interco/documents/plan.pdf"' in page


def test_a_picture_that_cannot_be_published_is_told_at_each_line_that_asks_for_it(illustrated, capsys):
    illustrated.write("content/images/lac.jpg", phone_photo((500, 400))[:2000])

    assert build(strict=True) == 65

    report = capsys.readouterr().err
    assert "actualites/lac.md:5: Image : « images/lac.jpg » n'est pas une image lisible [image-illisible]" in report
    assert "actualites/lac.md:8: Texte : « images/lac.jpg » n'est pas une image lisible [image-illisible]" in report
    assert not illustrated.output.exists()


def test_an_animation_is_refused_with_the_way_out(illustrated, capsys):
    illustrated.write("content/images/lac.gif", animation("GIF"))
    illustrated.write("content/actualites/lac.md", NEWS.replace("lac.jpg", "lac.gif"))

    assert build(strict=True) == 65
    assert "Enregistrez-en une seule image" in capsys.readouterr().err


def test_versions_lie_beside_the_settings_and_are_made_once(illustrated, monkeypatch):
    assert build() == 0
    before = illustrated.tree()
    assert (illustrated.root / ".cache" / "media").is_dir()
    monkeypatch.setattr("tambour.media.derive.derive", None)
    illustrated.write("content/actualites/lac.md", NEWS.replace("En grand", "En très grand"))

    assert build() == 0
    after = illustrated.tree()
    assert {path: data for path, data in before.items() if path.startswith("media/")} == {
        path: data for path, data in after.items() if path.startswith("media/")
    }


def test_the_settings_may_put_the_cache_elsewhere(illustrated):
    illustrated.set('CACHE_PATH = "ailleurs"')

    assert build() == 0

    assert (illustrated.root / "ailleurs" / "media").is_dir()
    assert not (illustrated.root / ".cache").exists()


PLAN = Original("documents/plan.pdf", "application/pdf", 43_000, "ef" * 32)


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ('<a href="media:documents/plan.pdf">le plan</a>', 'type="application/pdf">le plan (PDF, 43\u00a0ko)</a>'),
        (
            '<a href="media:documents/plan.pdf" title="A4"><em>le plan</em></a>',
            "<em>le plan</em> (PDF, 43\u00a0ko)</a>",
        ),
        ('<a href="media:documents/plan.pdf">le plan (PDF, 40 ko)</a>', ">le plan (PDF, 40 ko)</a>"),
        ('<a href="media:images/lac.jpg">le lac</a>', ">le lac</a>"),
    ],
    ids=["in a sentence", "with markup", "its writer said it", "a picture"],
)
def test_a_link_to_a_file_says_its_type_and_weight(link, written):
    html = with_media(f"<p>Voir {link}.</p>", {PLAN.path: PLAN}, absolute)

    assert html.endswith(f"{written}.</p>")
    assert html.count("ko") == ("plan.pdf" in link)
