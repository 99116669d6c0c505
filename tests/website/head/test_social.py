"""A shared address shows a title, a description and, for a news item, when it came out."""

import pytest

from tambour.model.registers import Topic
from tambour.testing.building import TERRITORY, URL, published, site
from tests.website.head.building import NEWS, event, head_of, item_head, news

TOPICS = {name: Topic.model_validate({"id": name, "nom": name.capitalize()}) for name in ("culture", "voirie")}


def test_a_news_item_is_an_article_with_its_dates_and_topics():
    item = news(modifie="2026-11-21", retirer_le="2027-01-01", themes=["voirie", "culture"])

    assert item_head(item, topics=TOPICS).open_graph == (
        ("og:title", "Travaux"),
        ("og:description", "Rue fermée."),
        ("og:url", f"{URL}/actualites/travaux/"),
        ("og:type", "article"),
        ("og:site_name", TERRITORY.name),
        ("og:locale", "fr_FR"),
        ("article:published_time", "2026-11-20T08:00:00+01:00"),
        ("article:modified_time", "2026-11-21T00:00:00+01:00"),
        ("article:expiration_time", "2027-01-01T00:00:00+01:00"),
        ("article:section", "Voirie"),
        ("article:tag", "Voirie"),
        ("article:tag", "Culture"),
    )


def test_anything_else_is_a_website():
    for head in (item_head(event()), head_of(site([news()]), "actualites/"), head_of(site(), "")):
        said = dict(head.open_graph)
        assert said["og:type"] == "website"
        assert not any(name.startswith("article:") for name in said)


@pytest.mark.parametrize(
    ("langue", "locale"), [("en", "en_US"), ("en-GB", "en_GB"), ("oc", "oc_FR"), ("br", "br_FR"), ("zxx", "zxx")]
)
def test_a_translation_has_its_own_locale_and_knows_the_other(langue, locale):
    other = news(id="roadworks", langue=langue, traduction_de="travaux")
    easy = published("news", {**NEWS, "id": "facile", "falc_de": "travaux"})

    translated, original = item_head(other, news(), easy).open_graph, item_head(news(), other, easy).open_graph

    assert ("og:locale", locale) in translated
    assert [said for said in translated if said[0] == "og:locale:alternate"] == [("og:locale:alternate", "fr_FR")]
    assert [said for said in original if said[0] == "og:locale:alternate"] == [("og:locale:alternate", locale)]


def test_without_a_picture_the_card_is_small():
    assert item_head(news()).twitter == (
        ("twitter:card", "summary"),
        ("twitter:title", "Travaux"),
        ("twitter:description", "Rue fermée."),
    )
