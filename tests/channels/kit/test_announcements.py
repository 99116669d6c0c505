"""What was announced is told where the agent looks: on the page of each item, and on one of its own."""

from datetime import UTC, datetime

import feedparser
import pytest
from bs4 import BeautifulSoup

from tambour.model.announce_lines import AnnounceLine, LineStage, NetworkTrouble, RemotePost
from tambour.model.announcements import AnnounceJournal
from tambour.testing.building import published
from tests.channels.kit.showing import NEWS, files, showing

ADDRESS = "https://social.exemple.fr/@interco/1001"


def line(item: str, stage: LineStage, hour: int = 8, **more: object) -> AnnounceLine:
    at = datetime(2026, 11, 30, hour, tzinfo=UTC)
    key = f"{item}-{more.get('target', 'mastodon')}"
    said = {"target": "mastodon", "announcement": f"{item}/paru/1", **more}
    return AnnounceLine(key=key, stage=stage, at=at, item=item, **said)  # type: ignore[arg-type]  # fields by name


def soup(data: bytes) -> BeautifulSoup:
    return BeautifulSoup(data, "html.parser")


def text(page: BeautifulSoup, query: str) -> str:
    return " ".join(page.select_one(query).text.split())


@pytest.fixture(scope="module")
def made():
    journal = AnnounceJournal.of(
        [
            line("travaux", LineStage.INTENT, attempt="a"),
            line("travaux", LineStage.SENT, attempt="a", post=RemotePost("1001", ADDRESS)),
            line("travaux", LineStage.INTENT, 9, target="bluesky", attempt="b"),
            line(
                "travaux",
                LineStage.FAILED,
                9,
                target="bluesky",
                attempt="b",
                trouble=NetworkTrouble.DENIED,
                words="HTTP 401",
            ),
            line("parti", LineStage.SENT, 7, post=RemotePost("9", "")),
        ]
    )
    return files(showing(items=(published("news", NEWS), published("news", NEWS | {"id": "b"})), journal=journal))


def test_the_page_of_an_item_tells_where_it_went_and_what_did_not_leave(made):
    page = soup(made["contenus/travaux/index.html"])

    section = page.find(id="annonces").find_parent("section")
    assert [one.get("href") for one in section.select("a")] == [ADDRESS]
    told = " ".join(section.text.split())
    assert "Mastodon : publié le 30 novembre 2026 à 9 h" in told.replace("\xa0", " ")
    assert "Bluesky" in told
    assert "python3 tasks.py annoncer" in told
    assert soup(made["contenus/b/index.html"]).find(id="annonces") is None


def test_what_failed_stands_first_then_what_will_leave_then_where_things_went(made):
    page = soup(made["annonces.html"])

    assert [one["id"] for one in page.select("h2")] == ["echecs", "partira", "parti"]
    assert "HTTP 401" in text(page, "#echecs ~ ul")
    assert "--simuler" in text(page, "#partira ~ ul"), "a build asks nobody, and says so"
    assert [one["id"] for one in page.select("#parti ~ ul > li")] == ["travaux", "parti"], "the latest first"
    assert soup(made["index.html"]).find("a", href="annonces.html") is not None


def test_what_left_is_a_feed_too_the_latest_first(made):
    read = feedparser.parse(made["annonces.atom"])

    assert not read.bozo
    assert [one.title.replace("\xa0", " ") for one in read.entries] == [
        "Mastodon, publié : Travaux rue Haute",
        "Mastodon, publié : parti",
    ]
    assert read.entries[0].link == ADDRESS
    assert len({one.id for one in read.entries}) == 2


def test_nothing_of_it_is_on_the_site():
    journal = AnnounceJournal.of([line("travaux", LineStage.SENT, post=RemotePost("1001", ADDRESS))])

    made = files(showing(journal=journal), public=True)

    assert not {"kit/annonces.html", "kit/annonces.atom"} & made.keys()
    assert ADDRESS.encode() not in b"".join(made.values())


def test_where_nothing_is_announced_there_is_no_such_page():
    assert "annonces.html" not in files(showing())
