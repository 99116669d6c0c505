"""What a subscriber reads of an item: everything, in the order that matters to them, understood by every reader."""

import re
from dataclasses import replace
from datetime import datetime

import pytest

from tambour.model.media import Original
from tambour.testing.building import URL, Files, published
from tambour.testing.village import ALERT, DOCUMENT, FILES, LETTER, NEWS, PICTURE, PLACE, PLAN, village
from tests.channels.feeds.reading import (
    ATOM,
    CONTENT,
    atom_entries,
    event,
    in_all_formats,
    item_of,
    json_items,
    news,
    place,
    rss_items,
)

MEDIA = "{http://search.yahoo.com/mrss/}"
ILLUSTRATED = {key: NEWS[key] for key in ("image", "alt", "credit", "documents")}


def said(text: str) -> str:
    """With plain spaces, to be read in a test."""
    return text.replace("\u00a0", " ")


def summary_of(item, *others) -> str:
    return said(item_of(place(item, *others), item.id)["summary"])


def content_of(item, *others, **more) -> str:
    return said(item_of(place(item, *others, **more), item.id)["content_html"])


def test_an_event_begins_with_its_date_in_words_and_its_place():
    when = "Samedi 12 décembre 2026 de 15 h à 22 h, Ponton nord, Mijoux"

    assert summary_of(event()) == f"{when}. Barques, lampions et tartes aux myrtilles."
    assert content_of(event()).startswith(f"<p><strong>{when}</strong></p>\n<p>Barques, lampions")


def test_an_event_is_dated_by_its_announcement_not_by_the_day_on_which_it_takes_place():
    [rss], [atom], [item] = in_all_formats(place(event()))

    assert rss.findtext("pubDate") == "Tue, 10 Nov 2026 00:00:00 +0100"
    assert atom.findtext(f"{ATOM}published") == item["date_published"] == "2026-11-10T00:00:00+01:00"


@pytest.mark.parametrize(
    ("slots", "begins"),
    [
        (["2026-12-05 10:00", "2026-12-06 14:00"], "Samedi 5 décembre à 10 h et dimanche 6 décembre 2026 à 14 h, "),
        (["2026-12-05 10:00", "2026-12-05 14:00"], "Samedi 5 décembre 2026 à 10 h et à 14 h, "),
        (["2026-12-31", "2027-01-01"], "Jeudi 31 décembre 2026 et vendredi 1er janvier 2027, "),
        (["2026-12-05", "2026-12-12", "2026-12-19"], "3 dates, du samedi 5 au samedi 19 décembre 2026, "),
    ],
)
def test_an_event_of_several_dates_begins_with_all_of_them(slots, begins):
    several = event(debut=None, fin=None, creneaux=[{"debut": start} for start in slots])

    assert summary_of(several).startswith(f"{begins}Ponton nord, Mijoux. ")


def test_dates_are_listed_one_by_one_with_their_own_place_state_and_note():
    slots = [
        {"debut": "2026-12-05 10:00", "note": "À l’abri."},
        {"debut": "2026-12-06 10:00", "lieu": {"nom": "Préau", "ville": "Mijoux"}},
        {"debut": "2026-12-12 10:00", "statut": "annule"},
    ]
    content = content_of(event(debut=None, fin=None, creneaux=slots))

    assert content.startswith(
        "<p><strong>3 dates, du samedi 5 au samedi 12 décembre 2026, en plusieurs lieux</strong></p>"
    )
    assert re.findall("<li>(.*)</li>", content) == [
        "samedi 5 décembre 2026 à 10 h, Ponton nord, Mijoux. À l’abri.",
        "dimanche 6 décembre 2026 à 10 h, Préau, Mijoux",
        "<strong>Annulé</strong> : samedi 12 décembre 2026 à 10 h, Ponton nord, Mijoux",
    ]


def test_a_series_that_is_very_long_ends_with_a_link_to_its_page():
    series = event(recurrence={"frequence": "hebdomadaire", "nombre": "63"}, publier_le="2026-11-01")
    content = content_of(series)

    assert content.count("<li>") == 61
    assert f'<li><a href="{URL}/agenda/fete-du-lac/">et 3 autres dates</a></li>' in content


def test_the_same_dates_are_said_whatever_day_it_is():
    series = place(event(recurrence={"frequence": "hebdomadaire", "nombre": "3"}))
    later = replace(series, now=datetime(2026, 12, 24, tzinfo=series.now.tzinfo))

    assert json_items(series) == json_items(later)


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ({"statut": "annule"}, "Annulé : samedi 12 décembre 2026"),
        ({"statut": "complet"}, "Complet : samedi 12 décembre 2026"),
        (
            {"statut": "reporte"},
            "Reporté, nouvelle date à venir (prévu d’abord samedi 12 décembre 2026 de 15 h à 22 h)",
        ),
        (
            {"statut": "reporte", "debut_precedent": "2026-12-05 15:00"},
            "Reporté (prévu d’abord samedi 5 décembre 2026 à 15 h) : samedi 12 décembre 2026 de 15 h à 22 h",
        ),
    ],
)
def test_the_first_announcement_tells_what_has_become_of_the_event(typed, begins):
    assert summary_of(event(**typed)).startswith(begins)


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("salle-des-fetes", "à 22 h, Salle des fêtes, 2, rue du Lac, 39999 Bellecombe. "),
        ("Chez l’habitant", "à 22 h, Chez l’habitant. "),
        (None, "à 22 h, en ligne. "),
    ],
)
def test_a_place_is_told_with_its_address(where, told):
    online = {"en_ligne": "https://visio.exemple.fr/lac"} if where is None else {}
    home = published("place", PLACE)

    assert told in summary_of(event(lieu=where, **online), home)


def test_what_one_needs_to_come_is_at_hand():
    content = content_of(event(en_ligne="https://visio.exemple.fr/?a=1&b=2", billetterie="https://billets.exemple.fr/"))

    assert '<a href="https://visio.exemple.fr/?a=1&amp;b=2">Suivre à distance</a>' in content
    assert '<a href="https://billets.exemple.fr/">Réserver une place</a>' in content


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ({}, "Urgence, jusqu’au jeudi 3 décembre 2026"),
        (
            {"niveau": "vigilance", "debut": "2026-12-02 06:00", "fin": "2026-12-02 18:00"},
            "Vigilance, à partir du mercredi 2 décembre 2026 à 6 h, jusqu’au mercredi 2 décembre 2026 à 18 h",
        ),
    ],
)
def test_an_alert_begins_with_its_level_and_how_long_it_holds(typed, begins):
    alert = published("alert", ALERT | typed | {"communes": []})
    [rss] = rss_items(place(alert))

    assert summary_of(alert).startswith(begins)
    assert rss.findtext("category") == begins.partition(",")[0]


def test_a_picture_comes_first_with_its_alternative_in_the_content_and_beside_it():
    given = place(news("a", **ILLUSTRATED), media=FILES)
    [rss], [atom], [item] = in_all_formats(given)
    address = f"{URL}/images/F%C3%AAte%20du%20lac.jpg"
    shown = f'<figure><img src="{address}" alt="Une pelleteuse devant la mairie" width="1600" height="1067">'

    for content in (rss.findtext(CONTENT), atom.findtext(f"{ATOM}content"), item["content_html"]):
        assert content.startswith(f"{shown}<figcaption>A. Dupont, CC BY 4.0</figcaption></figure>")
    for media in (rss.find(f"{MEDIA}content"), atom.find(f"{MEDIA}content")):
        assert (media.get("url"), media.get("medium"), media.get("fileSize")) == (address, "image", "182000")
        assert media.findtext(f"{MEDIA}description") == "Une pelleteuse devant la mairie"
    assert item["image"] == address


def test_a_decorative_picture_says_nothing():
    decorative = {"image": "Fête du lac.jpg", "decorative": "oui"}
    [rss] = rss_items(place(news("a", **decorative), media=FILES))

    assert ' alt=""' in rss.findtext(CONTENT)
    assert rss.find(f"{MEDIA}content/{MEDIA}description") is None


@pytest.mark.parametrize(
    ("item", "path", "length", "media_type"),
    [
        (news("a", **ILLUSTRATED), "images/F%C3%AAte%20du%20lac.jpg", 182_000, "image/jpeg"),
        (news("a", documents=NEWS["documents"]), "documents/plan.pdf", 51_200, "application/pdf"),
        (
            published("document", DOCUMENT | {"image": "Fête du lac.jpg", "alt": "La couverture"}),
            "documents/plan.pdf",
            51_200,
            "application/pdf",
        ),
    ],
    ids=["news: the picture", "news without a picture: its file", "publication: itself"],
)
def test_an_entry_brings_one_file_of_true_weight_the_same_in_all_formats(item, path, length, media_type):
    given = place(item, media=FILES)
    [rss], [atom], [read] = in_all_formats(given)
    [enclosure], [attachment] = rss.findall("enclosure"), read["attachments"]
    [link] = [link for link in atom.findall(f"{ATOM}link") if link.get("rel") == "enclosure"]
    expected = (f"{URL}/{path}", str(length), media_type)

    assert (enclosure.get("url"), enclosure.get("length"), enclosure.get("type")) == expected
    assert (link.get("href"), link.get("length"), link.get("type")) == expected
    assert (attachment["url"], str(attachment["size_in_bytes"]), attachment["mime_type"]) == expected


def test_files_are_listed_with_their_type_and_weight():
    content = content_of(news("a", documents=NEWS["documents"]), media=FILES)

    assert f'<li><a href="{URL}/documents/plan.pdf">Plan de déviation</a> (PDF, 51 ko)</li>' in content


def test_a_file_that_is_not_published_is_not_promised():
    [rss] = rss_items(place(news("a", **ILLUSTRATED)))  # no media at all

    assert rss.find("enclosure") is None
    assert "plan.pdf" not in rss.findtext(CONTENT)


def test_a_picture_without_a_size_of_its_own_is_shown_all_the_same():
    drawing = Original("images/plan.svg", "image/svg+xml", 900, "c" * 64)
    given = place(news("a", image="plan.svg", alt="Le plan"), media=Files({drawing.path: drawing}))

    assert f'<img src="{URL}/images/plan.svg" alt="Le plan">' in item_of(given, "a")["content_html"]


def test_the_summary_is_plain_and_stands_before_the_whole_text():
    item = news("a", resume="L’essentiel.", html="<p>Le <em>texte</em>.</p>")
    [rss], [atom], _ = in_all_formats(place(item))

    assert rss.findtext("description") == atom.findtext(f"{ATOM}summary") == "L’essentiel."
    assert rss.findtext(CONTENT) == "<p>L’essentiel.</p>\n<p>Le <em>texte</em>.</p>"
    assert [child.tag for child in rss].index("description") < [child.tag for child in rss].index(CONTENT)
    assert atom.find(f"{ATOM}content").get("type") == "html"


def test_without_a_summary_the_first_sentences_stand_for_it():
    long = replace(news("a"), plain="Le marché ouvre samedi. " * 40)

    summary = item_of(place(long), "a")["summary"]

    assert summary == " ".join(["Le marché ouvre samedi."] * 16)
    assert len(summary) <= 400


def test_an_item_without_any_text_still_says_its_title():
    item = item_of(place(replace(news("a", html=""), plain="")), "a")

    assert item["summary"] == "Titre"
    assert item["content_html"].startswith("<p>Titre</p>")


def test_an_entry_says_who_speaks_on_which_topics_and_for_which_communes():
    given = place(news("a", themes=["culture"], communes=["mijoux"]))
    [rss], [atom], [item] = in_all_formats(given)
    name = given.territory.name

    assert (
        rss.findtext("{http://purl.org/dc/elements/1.1/}creator") == atom.findtext(f"{ATOM}author/{ATOM}name") == name
    )
    assert item["authors"] == [{"name": name, "url": f"{URL}/"}]
    assert [one.text for one in rss.findall("category")] == item["tags"] == ["Culture", "Mijoux"]
    assert [(one.get("term"), one.get("label")) for one in atom.findall(f"{ATOM}category")] == [
        ("culture", "Culture"),
        ("mijoux", "Mijoux"),
    ]


def test_updated_is_the_last_change_and_published_stays():
    given = place(news("a", modifie="2026-11-25 08:30"))
    [atom], [item] = atom_entries(given), json_items(given)

    assert atom.findtext(f"{ATOM}updated") == item["date_modified"] == "2026-11-25T08:30:00+01:00"
    assert atom.findtext(f"{ATOM}published") == item["date_published"] == "2026-11-20T00:00:00+01:00"


def test_a_wording_of_its_own_replaces_title_summary_and_text():
    own = {"canaux": {"feeds": {"titre": "Pour les abonnés", "texte": "Un mot.\n\nPuis un autre."}}}
    item = item_of(place(news("a", resume="Ailleurs.", **own)), "a")

    assert (item["title"], item["summary"]) == ("Pour les abonnés", "Un mot. Puis un autre.")
    assert item["content_html"] == "<p>Un mot.</p>\n<p>Puis un autre.</p>"


def test_a_letter_is_announced_with_its_editorial_and_a_way_to_all_of_it():
    item = item_of(place(published("letter", LETTER, html="<p>Bonjour.</p>")), LETTER["id"])

    assert item["summary"] == LETTER["preheader"]
    assert "<p>Bonjour.</p>" in item["content_html"]
    assert f'<a href="{URL}/lettres/{LETTER["id"]}/">Lire toute la lettre</a>' in item["content_html"]


def test_readers_get_plain_html_with_one_address_a_picture():
    body = (
        '<h2 id="texte-a">A</h2><div class="table-scroll" tabindex="0"><table><tr><td class="align-right">1</td></tr>'
        f'</table></div><picture><source srcset="{URL}/a.avif"><img src="{URL}/a.jpg" alt="A &gt; B" sizes="auto"'
        f' srcset="{URL}/b.jpg 2x" loading="lazy" width="4" height="3"></picture><script>x</script>'
        '<p style="x" onclick="y">a\u00a0b</p>'
    )

    assert item_of(place(news("a", html=body)), "a")["content_html"] == (
        "<h2>A</h2><div><table><tbody><tr><td>1</td></tr></tbody></table></div>"
        f'<img src="{URL}/a.jpg" alt="A &gt; B" width="4" height="3"><p>a\u00a0b</p>'
    )


def test_every_kind_of_the_village_is_told_without_its_files_being_there():
    assert len(json_items(replace(village(), media=Files({PICTURE.path: PICTURE, PLAN.path: PLAN})))) > 5
