"""What one must know before coming is one list: every channel shows all of it, a new fact included."""

import json
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from docs.references.fields import field_reference
from tambour.channels import Site
from tambour.channels.agenda import Agenda
from tambour.channels.api import Api
from tambour.channels.cards import Cards
from tambour.channels.embeds import Embeds
from tambour.channels.feeds import Feeds
from tambour.channels.newsletter import Newsletter
from tambour.channels.panneaux import Panneaux
from tambour.channels.posts import Posts
from tambour.commands.new_content import kind_named, new_file
from tambour.model.events.event import Event
from tambour.model.events.practical_fact import PracticalFact
from tambour.model.letters.edition import freeze, thaw
from tambour.model.letters.letter import Layout
from tambour.model.registers import Commune
from tambour.source.schema import model_schema
from tambour.testing.building import make, published, ready, rendered, site
from tambour.words import practical_facts
from tambour.words.editions import Editions
from tests.theme.drawing import drawn
from tests.website.head.building import found, head_of
from tests.words.reading import plain

BAL = {
    "id": "bal",
    "titre": "Bal",
    "publier_le": "2026-11-01",
    "debut": "2026-12-05 20:00",
    "communes": ["bellecombe"],
    "lieu": "Sous le préau",
    "organisateur": "Les Sabots",
}
COMMUNES = {"bellecombe": Commune.model_validate({"id": "bellecombe", "nom": "Bellecombe", "insee": "39999"})}


def territory(**typed) -> Site:
    """A site with one event, and a letter that shows it in each layout."""
    blocks = [{"type": "selection", "ids": ["bal"], "presentation": layout.value} for layout in Layout]
    letter = {"id": "lettre", "titre": "Lettre", "publier_le": "2026-11-30", "blocs": blocks}
    event = published("event", BAL | typed)
    return site(
        [
            event,
            published(
                "letter", letter | {"preheader": "Le bal du village, et tout ce qu’il faut savoir avant de venir."}
            ),
        ],
        communes=COMMUNES,
    )


def texts(given: Site) -> Iterator[tuple[str, str]]:
    """What each channel says of the event, as it is read; its name."""
    page = drawn(given, "agenda/bal/")
    yield "page, before the text", page.select_one(".next-date").get_text()
    yield "page", page.select_one("article.item").get_text()
    yield from (
        ("page, calendar link", unquote(link["href"])) for link in page.select(".calendar-buttons a[href*='//']")
    )
    feeds = rendered(make(Feeds), given)
    yield from ((f"feed {end}", feeds[f"flux/agenda.{end}"].decode()) for end in ("rss", "atom"))
    yield "feed json", json.loads(feeds["flux/agenda.json"])["items"][0]["content_html"]
    calendar = rendered(make(Agenda), given)["agendas/evenements/bal.ics"]
    yield "calendar", calendar.replace(b"\r\n ", b"").decode()
    yield from letters(given)
    yield from (
        (f"card {output.role}", output.title) for output in ready(make(Cards), given).outputs() if output.about == "bal"
    )
    posts = ready(make(Posts), given).excerpt(given.get("bal"))
    yield from ((f"post {part.title}", part.text) for part in posts.parts if ": titre" not in plain(part.title))
    yield from ((f"panel {path}", data.decode()) for path, data in rendered(make(Panneaux), given).items())
    embeds = make(Embeds)
    yield from ((f"embed {path}", data.decode()) for path, data in rendered(embeds, given).items())
    yield "embed, in the kit", ready(embeds, given).excerpt(given.get("bal")).text


def letters(given: Site) -> Iterator[tuple[str, str]]:
    newsletter = make(Newsletter)
    files = rendered(newsletter, given)
    yield "mail", files["lettres/lettre/lettre.mail.html"].decode()
    yield "mail, text", files["lettres/lettre/lettre.txt"].decode()
    yield "archive page", str(drawn(given, "lettres/lettre/"))
    yield "block of mail, in the kit", ready(newsletter, given).excerpt(given.get("bal")).html


def silent(given: Site, words: str, times: dict[str, int] | None = None) -> list[str]:
    """The channels that do not say these words as often as they show the event."""
    counts = [(name, plain(unescape(text)).casefold().count(words)) for name, text in texts(given)]
    return [name for name, count in counts if count < (times or {}).get(name, 1)]


LAYOUTS = {"mail": len(Layout), "mail, text": len(Layout), "archive page": len(Layout)}


def test_how_many_can_come_is_said_by_every_channel():
    assert silent(territory(jauge="120"), "120 places", LAYOUTS) == []


def test_how_many_can_come_is_data_too():
    given = territory(jauge="120")
    [node] = found(head_of(given, "agenda/bal/"), "Event")

    assert node["maximumAttendeeCapacity"] == 120
    assert json.loads(rendered(make(Api), given)["api/v1/agenda/bal.json"])["jauge"] == 120
    schema = model_schema(Event)["properties"]["jauge"]
    assert (schema["title"], [(one["minimum"], one["maximum"]) for one in schema["anyOf"] if "minimum" in one]) == (
        "Jauge",
        [(1, 100_000)],
    )
    assert "#jauge: 120" in new_file(Path("content"), kind_named("agenda"), "Bal", date(2026, 12, 1)).text
    assert "| `jauge` |" in field_reference()


@pytest.fixture
def parking(monkeypatch):
    """A fact that nobody has thought of, as one more line of the one list."""
    known = practical_facts._facts

    def facts(event, place):
        yield from known(event, place)
        yield PracticalFact("stationnement", "Stationnement", "pré du lac", brief="Pré du lac")

    monkeypatch.setattr(practical_facts, "_facts", facts)


def test_a_new_fact_is_said_by_every_channel_without_its_help(parking):
    assert silent(territory(), "pré du lac", LAYOUTS) == []


def test_a_letter_keeps_the_facts_of_the_day_it_was_sent_and_older_ones_have_none():
    given = territory(jauge="120")
    editions = Editions(given).of(given.get("lettre"))
    [item] = editions[0].items
    older = json.loads(freeze(editions))
    for part in older[0]["parts"]:
        del part["items"][0]["practical"]

    assert thaw(freeze(editions)) == editions
    assert [plain(fact.line) for fact in item.practical] == ["Jauge : 120 places", "Organisation : Les Sabots"]
    assert [one.practical for one in thaw(json.dumps(older).encode())[0].items] == [()]


def facts(**typed) -> list[str]:
    event = published("event", BAL | {"billetterie": "https://billets.exemple.fr/", "prix": "5"} | typed)
    return [fact.key for fact in practical_facts.practical_of(site([event]), event, event.occurrences)]


def test_of_what_is_cancelled_only_whom_to_ask_is_left():
    assert facts(statut="annule") == ["organisateur"]


@pytest.mark.parametrize(
    ("typed", "booking"),
    [
        ({}, True),
        ({"statut": "deplace"}, True),
        ({"statut": "complet"}, False),
        ({"statut": "reporte"}, False),
        ({"statut": "reporte", "debut_precedent": "2026-12-01 20:00"}, True),
    ],
)
def test_nothing_is_to_be_booked_when_there_is_no_seat_or_no_date(typed, booking):
    assert ("billetterie" in facts(**typed)) is booking


def test_dates_that_differ_share_neither_their_place_nor_their_state():
    hall = published("place", {"id": "salle", "titre": "Salle", "acces": ["ascenseur"]})
    slots = [{"debut": "2026-12-05", "statut": "annule"}, {"debut": "2026-12-06", "lieu": "salle"}]
    typed = {"id": "bal", "titre": "Bal", "publier_le": "2026-11-01", "creneaux": slots, "acces": ["fauteuil"]}
    event = published("event", typed | {"acces_precisions": "Par la cour."})
    given = site([event, hall])

    [access] = practical_facts.practical_of(given, event, event.occurrences)
    [alone] = practical_facts.practical_of(given, event, event.occurrences[1:])

    assert plain(access.line) == "Accessibilité : accessible en fauteuil roulant. Par la cour."
    assert plain(alone.line) == "Accessibilité : ascenseur et accessible en fauteuil roulant. Par la cour."
