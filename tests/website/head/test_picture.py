"""What is shown when an address is shared: its card, else its own picture, with the true size."""

import pytest

from tambour.model.media import Derived, Original
from tambour.model.registers import Commune, Topic
from tambour.model.site.output import Output, Scope
from tambour.testing.building import URL, Files, site
from tests.website.head.building import found, head_of, news

PHOTO = Original(
    "images/lac.jpg",
    "image/jpeg",
    9_000_000,
    "a" * 64,
    4000,
    3000,
    (
        Derived("media/lac-1600.avif", "image/avif", 1600, 1200, 90_000),
        Derived("media/lac-800.jpg", "image/jpeg", 800, 600, 80_000),
        Derived("media/lac-1600.jpg", "image/jpeg", 1600, 1200, 200_000),
    ),
)
DRAWING = Original("images/plan.svg", "image/svg+xml", 5_000, "b" * 64)
FILES = Files({original.path: original for original in (PHOTO, DRAWING)})
ILLUSTRATED = news(image="lac.jpg", alt="Le lac gelé", credit="A. Dupont, CC BY 4.0")
PLACES = {
    "communes": {"mijoux": Commune.model_validate({"id": "mijoux", "nom": "Mijoux", "insee": "39002"})},
    "topics": {"culture": Topic.model_validate({"id": "culture", "nom": "Culture"})},
}


def card(path: str, **of: object) -> Output:
    return Output(path, "image/png", title=f"Carte {path}", role="card", size=(1200, 630), **of)


def shared(outputs: list[Output], *items: object, path: str = "actualites/travaux/") -> dict[str, str]:
    given = site(items or [ILLUSTRATED], media=FILES, **PLACES)
    return dict(head_of(given, path, *outputs).open_graph)


def test_an_item_s_card_is_shown_before_its_picture():
    own = card("cartes/travaux/a.png", about="travaux")
    square = Output("cartes/travaux/b.png", "image/png", about="travaux", role="card-square", size=(1080, 1080))
    said = shared([own, square, card("cartes/tout.png", scope=Scope("all"))])

    assert said["og:image"] == f"{URL}/cartes/travaux/a.png"
    assert (said["og:image:width"], said["og:image:height"], said["og:image:type"]) == ("1200", "630", "image/png")
    assert said["og:image:alt"] == "Carte cartes/travaux/a.png"


def test_without_a_card_its_own_picture_is_shown_as_every_program_reads_it():
    said = shared([card("cartes/tout.png", scope=Scope("all"))])

    assert said["og:image"] == f"{URL}/media/lac-1600.jpg"
    assert (said["og:image:width"], said["og:image:height"], said["og:image:type"]) == ("1600", "1200", "image/jpeg")
    assert said["og:image:alt"] == "Le lac gelé"


@pytest.mark.parametrize("typed", [{}, {"image": "plan.svg", "alt": "Un plan"}])
def test_nothing_is_shown_without_a_photo(typed):
    said = shared([], news(**typed))

    assert not any(name.startswith("og:image") for name in said)


def test_a_decorative_picture_has_no_words():
    said = shared([], news(image="lac.jpg", decorative="oui"))

    assert "og:image" in said
    assert "og:image:alt" not in said


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("", "tout"),
        ("agenda/", "tout"),
        ("communes/mijoux/", "mijoux"),
        ("agenda/communes/mijoux/", "mijoux"),
        ("themes/culture/", "culture"),
    ],
)
def test_another_page_shows_the_card_of_what_it_gathers(path, shown):
    scopes = {"tout": Scope("all"), "mijoux": Scope("commune", "mijoux"), "culture": Scope("topic", "culture")}
    cards = [card(f"cartes/{name}.png", scope=scope) for name, scope in scopes.items()]

    assert shared(cards, path=path)["og:image"] == f"{URL}/cartes/{shown}.png"


def test_what_the_kit_keeps_for_the_agent_is_not_shared():
    assert shared([card("cartes/a.png", about="travaux", root="kit")])["og:image"] == f"{URL}/media/lac-1600.jpg"


def test_search_engines_are_given_the_card_and_the_picture():
    own = card("cartes/a.png", about="travaux")

    images = found(head_of(site([ILLUSTRATED], media=FILES), "actualites/travaux/", own), "ImageObject")

    assert [image["url"] for image in images] == [f"{URL}/cartes/a.png", f"{URL}/media/lac-1600.jpg"]
    assert images[1] == {
        "@type": "ImageObject",
        "@id": f"{URL}/media/lac-1600.jpg",
        "url": f"{URL}/media/lac-1600.jpg",
        "contentUrl": f"{URL}/media/lac-1600.jpg",
        "encodingFormat": "image/jpeg",
        "width": 1600,
        "height": 1200,
        "caption": "Le lac gelé",
        "creditText": "A. Dupont, CC BY 4.0",
    }
