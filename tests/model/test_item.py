"""What every kind of content has in common, and the contradictions that it may hold."""

import pytest

from tambour.model.document import Document
from tambour.model.fields import Record
from tambour.model.kinds import KINDS
from tambour.model.news import News
from tambour.model.page import Page
from tests.model.building import ITEM, made, refused


def test_a_news_item_of_four_lines():
    news = made(News, {"id": "budget", "titre": "Le budget", "publier_le": "2026-03-01", "resume": "En deux mots."})

    assert (news.id, news.title, news.summary, news.address) == ("budget", "Le budget", "En deux mots.", "budget")
    assert not news.draft


def test_an_item_cannot_be_changed_once_read():
    with pytest.raises(ValueError, match="frozen"):
        made(News, ITEM).title = "Autre"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"title": "Fête"}, ("extra_forbidden", ("title",))),
        ({"titre": "x" * 151}, ("too_long", ("titre",))),
        ({"image": "a.jpg"}, ("alt-manquant", ("alt",))),
        ({"image": "a.jpg", "decorative": "non"}, ("alt-manquant", ("alt",))),
        ({"retirer_le": "2026-01-01"}, ("retrait-avant-parution", ("retirer_le",))),
        ({"retirer_le": "2025-12-31"}, ("retrait-avant-parution", ("retirer_le",))),
        ({"traduction_de": "autre"}, ("traduction-sans-langue", ("traduction_de",))),
        ({"traduction_de": "fete", "langue": "en"}, ("version-de-soi-meme", ("traduction_de",))),
        ({"traduction_de": "autre", "langue": "anglais"}, ("langue-illisible", ("langue",))),
        ({"falc_de": "fete"}, ("version-de-soi-meme", ("falc_de",))),
        ({"documents": {"fichier": "plan.pdf"}}, ("missing", ("documents", 0, "titre"))),
        ({"canaux": {"flux": {"exclure": "jamais"}}}, ("oui-ou-non", ("canaux", "flux", "exclure"))),
        ({"a_revoir_le": "bientôt"}, ("date-illisible", ("a_revoir_le",))),
    ],
)
def test_a_contradiction_is_told_at_its_field(typed, problem):
    assert refused(News, ITEM | typed) == [problem]


@pytest.mark.parametrize("typed", [{"image": "a.jpg", "alt": "La place"}, {"image": "a.jpg", "decorative": "oui"}])
def test_an_image_is_described_or_decorative(typed):
    assert made(News, ITEM | typed).image == "a.jpg"


def test_a_slug_changes_the_address_and_not_the_identity():
    assert made(News, ITEM | {"adresse": "fete-du-lac"}).address == "fete-du-lac"
    assert made(News, ITEM | {"adresse": "fete-du-lac"}).id == "fete"


def test_a_page_needs_no_date_and_a_document_needs_one():
    assert made(Page, {"id": "mentions", "titre": "Mentions légales"}).publish_at is None
    assert refused(Document, {"id": "budget", "titre": "Budget", "fichier": "b.pdf", "categorie": "Budget"}) == [
        ("missing", ("publier_le",))
    ]


def declared(model: type[Record], seen: set[type]) -> set[type]:
    """A record and every record that its fields hold."""
    if model in seen:
        return seen
    seen.add(model)
    waiting = [info.annotation for info in model.model_fields.values()]
    while waiting:
        annotation = waiting.pop()
        waiting += getattr(annotation, "__args__", ())
        if isinstance(annotation, type) and issubclass(annotation, Record):
            declared(annotation, seen)
    return seen


RECORDS = sorted(
    {record for kind in KINDS.values() for record in declared(kind.model, set())}, key=lambda record: record.__name__
)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_tells_a_writer_what_it_is(record):
    for name, info in record.model_fields.items():
        assert info.title and info.description, f"{record.__name__}.{name}"
        key = info.alias or name
        assert key.isascii() and key.islower(), f"{key}: a key is typed without accent nor capital"
