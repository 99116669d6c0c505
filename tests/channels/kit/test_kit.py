"""The agent finds everything about one item on one page, what needs her eye first, and takes it away in one file."""

import io
import json
from dataclasses import replace
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

from tambour.channels import Excerpt, Output
from tambour.channels.kit import Kit
from tambour.testing.building import URL, make, published, ready
from tambour.testing.laws import HOSTILE, structure
from tests.channels.kit.showing import BYTES, CARD, FEED, NEWS, STORY, files, showing

FACEBOOK = Excerpt("Facebook", "Rue Haute fermée.\n\nPlus d’infos", length=31, limit=63_206)
X = Excerpt("X", "Rue Haute fermée", length=290, limit=280, notes=("Raccourci.",))
BLUESKY = Excerpt("Bluesky", "Rue Haute fermée", length=275, limit=300, notes=("Raccourci.",))
POSTS = Excerpt("Textes à publier", parts=(FACEBOOK, X, BLUESKY))
CARDS = Excerpt("Cartes", parts=(Excerpt("Carte", "Travaux", output=CARD), Excerpt("Story", "Travaux", output=STORY)))
RSS = Excerpt("Flux RSS", "Travaux\nsamedi", output=FEED, notes=("Sans résumé.",))
PANEL = Excerpt(
    "Panneau « mairie »", "RUE HAUTE\nFERMEE", output=Output("panneaux/mairie.txt", "text/plain; charset=utf-8")
)
BLOCK = Excerpt("Bloc de lettre", html=f'<p><img src="{URL}/{CARD.path}" alt="">Travaux</p>', length=60)
HOME = "contenus/travaux"


@pytest.fixture(scope="module")
def made():
    return files(showing(POSTS, CARDS, RSS, PANEL, BLOCK, outputs=(CARD, STORY, FEED)))


@pytest.fixture(scope="module")
def page(made):
    return soup(made[f"{HOME}/index.html"])


def soup(data: bytes) -> BeautifulSoup:
    return BeautifulSoup(data, "html.parser")


def words(page, query: str) -> list[str]:
    return [" ".join(found.text.split()) for found in page.select(query)]


def test_what_its_channel_puts_beside_the_page_is_not_copied():
    square = Output("contenus/travaux/carte.png", "image/png", about="travaux", root="kit", size=(1080, 1080))
    given = showing(Excerpt("Carte", "Travaux", output=square), outputs=(square,))
    given = given._replace(results=replace(given.results, files={square.path: b"a square"}))

    assert square.path not in files(given)
    assert soup(files(given)[f"{HOME}/index.html"]).select(".cards img")[0].get("src") == "carte.png"
    assert files(given, public=True)["kit/contenus/travaux/carte-1080x1080.png"] == b"a square"


def test_what_was_asked_for_has_its_page_however_old_it_is():
    old = published("news", NEWS | {"publier_le": "2024-03-01"})

    assert f"{HOME}/kit.json" not in files(showing(items=(old,)))
    assert json.loads(files(showing(items=(old,), asked=frozenset(["travaux"])))[f"{HOME}/kit.json"])["asked"] is True


def test_an_item_has_a_page_its_pictures_a_code_and_everything_in_one_file(made):
    assert sorted(path for path in made if path.startswith("contenus/")) == [
        f"{HOME}/carte-1080x1920.png",
        f"{HOME}/carte-1200x630.jpg",
        f"{HOME}/index.html",
        f"{HOME}/kit.json",
        f"{HOME}/qr.png",
        f"{HOME}/qr.svg",
        f"{HOME}/travaux.zip",
    ]
    assert made[f"{HOME}/carte-1200x630.jpg"] == BYTES[CARD.path]


def test_what_needs_an_eye_comes_first_each_sentence_once(page):
    assert words(page, ".before li") == ["Trop long de 10 : X", "Raccourci. X, Bluesky"]
    assert page.select(".before a")[0].get("href") == f"#{page.select('article')[1].get('id')}"
    assert page.section["aria-labelledby"] == "avant"


def test_counters_say_in_words_what_is_full(page):
    assert words(page, ".room") == [
        "31 / 63 206",
        "290 / 280 trop long de 10",
        "275 / 300 presque plein, il reste 25",
    ]


def test_each_text_can_be_copied_as_it_is(page):
    buttons = page.select("article [data-copy]")

    assert [page.find(id=button["data-copy"]).text for button in buttons] == [
        FACEBOOK.text,
        X.text,
        BLUESKY.text,
        PANEL.text,
    ]
    assert all(button.get("hidden") is not None for button in page.select("[data-copy]"))  # dead without script


def test_what_goes_out_by_itself_is_shown_with_its_address(page):
    [feed] = page.select(".card--plain")

    assert feed.select("h3")[0].text == "Flux RSS"
    assert feed.select(".note")[0].text == "Sans résumé."
    assert feed.select(".text")[0].text == RSS.text
    assert feed.select("a")[0].get("href") == f"{URL}/flux/tout.rss"


def test_a_mail_block_is_shown_with_the_pictures_beside_it_and_copied_with_those_online(page):
    [frame] = page.select("iframe")

    assert frame.get("srcdoc") == '<p><img src="carte-1200x630.jpg" alt="">Travaux</p>'
    assert "allow-scripts" not in frame.get("sandbox")
    assert page.textarea.text.lstrip("\n") == BLOCK.html


def test_every_picture_has_its_alternative_text_and_a_download(page):
    shown = [(image.get("src"), image.get("alt")) for image in page.select(".cards img")]

    assert shown == [("carte-1200x630.jpg", "Travaux"), ("carte-1080x1920.png", "Travaux")]
    assert [link.get("download") for link in page.select(".cards a")] == [
        "travaux-carte-1200x630.jpg",
        "travaux-carte-1080x1920.png",
    ]
    assert words(page, ".alt .text") == ["Travaux"]  # said alike by both: once


def test_the_archive_holds_what_is_no_file_beside_the_page(made):
    with ZipFile(io.BytesIO(made[f"{HOME}/travaux.zip"])) as archive:
        assert archive.testzip() is None
        held = {name: archive.read(name) for name in archive.namelist()}

    assert sorted(held) == [
        "bloc-de-lettre.html",
        "textes/bluesky.txt",
        "textes/facebook.txt",
        "textes/panneau-mairie.txt",
        "textes/x.txt",
    ]
    assert held["textes/facebook.txt"].decode() == f"{FACEBOOK.text}\n"
    assert held["bloc-de-lettre.html"].decode() == BLOCK.html
    assert not [name for name in held if f"{HOME}/{name}" in made], "nothing is there twice"


def test_the_same_can_be_read_by_a_script(made):
    document = json.loads(made[f"{HOME}/kit.json"])

    assert (document["version"], document["id"], document["kind"]) == (1, "travaux", "actualites")
    assert document["url"] == f"{URL}/actualites/travaux/"
    assert document["this_week"] == ["Publié le samedi 28\u00a0novembre"]
    assert document["notes"] == [{"note": "Raccourci.", "about": ["X", "Bluesky"]}]
    assert document["cards"][0] == {
        "title": "Carte",
        "file": "carte-1200x630.jpg",
        "type": "image/jpeg",
        "width": 1200,
        "height": 630,
        "alt": "Travaux",
    }
    assert [text["file"] for text in document["texts"]] == [
        "textes/facebook.txt",
        "textes/x.txt",
        "textes/bluesky.txt",
        "textes/panneau-mairie.txt",
    ]
    assert document["texts"][1]["length"] == 290
    assert document["shown"][0]["url"] == f"{URL}/flux/tout.rss"
    assert document["blocks"][0]["html"] == BLOCK.html


def test_results_of_one_name_keep_apart():
    again = Excerpt("Textes", parts=(Excerpt("X !", "un", length=2), Excerpt("x", "deux", length=4)))

    made = files(showing(again))

    document = json.loads(made[f"{HOME}/kit.json"])
    assert [text["file"] for text in document["texts"]] == ["textes/x.txt", "textes/x-2.txt"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_is_typed_stays_text(hostile):
    def made(words):
        shown = Excerpt("Textes", parts=(Excerpt(words, words, length=9, limit=5, notes=(words,)),))
        block = Excerpt("Bloc", html="<p>x</p>", notes=(words,))
        return files(showing(shown, block, items=(published("news", NEWS | {"titre": words}),)))

    bad, tame = made(hostile), made("x" * 20)

    assert bad.keys() == tame.keys()
    for path, media_type in ((f"{HOME}/index.html", "text/html"), (f"{HOME}/kit.json", "application/json")):
        assert structure(media_type, bad[path]) == structure(media_type, tame[path])
    with ZipFile(io.BytesIO(bad[f"{HOME}/travaux.zip"])) as archive:
        assert all(name.isascii() and ".." not in name and not name.startswith("/") for name in archive.namelist())
    [article] = soup(bad[f"{HOME}/index.html"]).select("article")
    assert article.select(".text")[0].text == hostile


def test_the_same_site_makes_the_same_archive(made):
    again = files(showing(POSTS, CARDS, RSS, PANEL, BLOCK, outputs=(CARD, STORY, FEED)))

    assert again == made


def test_what_is_kept_out_of_a_channel_on_purpose_is_said():
    typed = NEWS | {"canaux": {"mastodon": {"exclure": "oui"}, "x": {"texte": "Autre"}}}

    page = soup(files(showing(items=(published("news", typed),)))[f"{HOME}/index.html"])

    assert words(page, ".before li") == ["Laissé exprès hors de : mastodon."]


def test_where_nothing_is_wrong_it_is_said():
    page = soup(files(showing())[f"{HOME}/index.html"])

    assert words(page, ".before li") == ["Rien à signaler."]


@pytest.mark.parametrize(("url", "warned"), [("http://127.0.0.1:8000", True), ("http://localhost", True), (URL, False)])
def test_addresses_of_this_machine_are_not_to_be_posted(url, warned):
    made = files(showing(url=url))

    for path in ("index.html", f"{HOME}/index.html"):
        assert bool(words(soup(made[path]), ".local")) is warned


def test_a_cancelled_date_is_struck_out_under_its_state():
    typed = {"id": "bal", "titre": "Bal", "publier_le": "2026-10-01", "debut": "2026-12-05", "statut": "annule"}

    made = files(showing(items=(published("event", typed),)))

    page = soup(made["contenus/bal/index.html"])
    assert words(page, ".facts .state") == ["Annulé"]
    assert words(page, ".facts s") == ["samedi 5 décembre 2026"]
    assert words(soup(made["index.html"]), ".row .state") == ["Annulé"]


def test_a_translation_is_announced_in_its_language():
    typed = {"id": "works", "titre": "Roadworks", "publier_le": "2026-11-28", "langue": "en", "traduction_de": "autre"}
    shown = Excerpt("X", "Roadworks", length=9, limit=280)

    made = files(showing(shown, items=(published("news", typed),)))

    page = soup(made["contenus/works/index.html"])
    assert [found.get("lang") for found in page.select("h1, article .text")] == ["en", "en"]


@pytest.mark.parametrize(("public", "links"), [(False, ["../../lettres/noel/index.html"]), (True, [])])
def test_a_letter_leads_to_its_preview_in_the_kit(public, links):
    typed = {"id": "noel", "titre": "La lettre de Noël", "publier_le": "2026-11-28", "preheader": "x" * 60}
    letter = published("letter", typed | {"blocs": [{"type": "texte", "texte": "Bonjour"}]})
    names = ("courriel.html", "index.html", "mijoux/index.html")
    previews = [
        Output(f"lettres/noel/{name}", "text/html", about="noel", root="kit", role="letter-preview") for name in names
    ]

    made = files(showing(items=(letter,), outputs=tuple(previews)), public=public)

    page = soup(next(data for path, data in made.items() if path.endswith("contenus/noel/index.html")))
    assert [link["href"] for link in page.select("a") if "lettres/noel/index" in link["href"]] == links


def test_the_index_lists_everything_this_week_first(made):
    items = (
        published("news", NEWS),
        published("news", {"id": "ancien", "titre": "Ancien", "publier_le": "2026-11-05"}),
        published("news", {"id": "perime", "titre": "Périmé", "publier_le": "2026-10-31"}),
        published("event", {"id": "bal", "titre": "Bal", "publier_le": "2026-10-01", "debut": "2026-12-05"}),
    )

    index = soup(files(showing(items=items))["index.html"])

    assert [words(group, "h3") for group in index.select("[data-group]")] == [
        ["Travaux rue Haute", "Bal"],
        ["Ancien"],
    ]
    rows = index.select("[data-row]")
    assert [(row.get("data-kind"), row.get("data-month"), row.get("data-week")) for row in rows] == [
        ("news", "2026-11", ""),
        ("event", "2026-10", ""),
        ("news", "2026-11", None),
    ]
    assert [option.get("value") for option in index.select("#mois option")] == ["", "2026-11", "2026-10"]
    assert [option.get("value") for option in index.select("#genre option")] == ["", "news", "event"]
    assert index.select("[data-filter]")[0].get("hidden") is not None  # dead without script


def test_the_days_of_a_week_can_be_set():
    index = soup(files(showing(), days=2)["index.html"])

    assert index.select("[data-week]") == []


@pytest.mark.parametrize(("public", "root", "top"), [(False, "kit", ""), (True, "public", "kit/")])
def test_it_is_public_only_where_a_setting_says_so_and_never_indexed(public, root, top):
    given = showing(POSTS)
    kit = ready(make(Kit, public=public), given.site)
    outputs = [*kit.outputs(), *kit.last_outputs(given.results.outputs)]

    assert {output.root for output in outputs} == {root}
    assert all(output.path.startswith(top) for output in outputs)
    pages = [data for path, data in files(given, public=public).items() if path.endswith(".html")]
    assert len(pages) == 3
    assert all(b'<meta name="robots" content="noindex">' in page for page in pages)


def test_nothing_comes_from_elsewhere(made):
    for path, data in made.items():
        if path.endswith(".html"):
            page = soup(data)
            loaded = [found.get("src") or found["href"] for found in page.select("[src], link")]
            assert loaded
            assert [address for address in loaded if ":" in address or address.startswith("/")] == []
    assert b"http" not in made["kit.css"] + made["kit.js"]
