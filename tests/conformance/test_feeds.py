"""Feeds keep the rules of their formats, and three readers that are not ours understand the same of all of them."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree, html

from tambour.channels import Site
from tambour.channels.feeds import Feeds
from tambour.testing.building import make, rendered, site
from tambour.testing.laws import HOSTILE
from tambour.testing.village import village
from tests.conformance.feed_readers import Read, by_feedparser, by_node
from tests.conformance.feed_rules import faults
from tests.trees import Tree

ENDINGS = ("rss", "atom", "json")
WORST = ("\x01\x0bPlan\x00\x1f \ufffe", "l&rsquo;été &nbsp; &foo; &#0; ]]> <![CDATA[ x", *HOSTILE)

Folders = Mapping[str, Path]


@pytest.fixture(scope="module")
def folders(demo: Tree, tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """Folders of feeds: the demo's, a site in which nothing was ever published, villages of hostile words."""
    made = {"demo": demo.root / "flux"}
    sites = {"empty": site(), "tame": village()}
    sites |= {f"hostile {number}": hostile(number) for number in range(len(WORST))}
    for name, given in sites.items():
        made[name] = tmp_path_factory.mktemp("flux")
        for path, data in rendered(make(Feeds), given).items():
            file = made[name] / Path(path).relative_to("flux")
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(data)
    return made


def hostile(number: int) -> Site:
    return village(lambda words: (WORST[number] + words).ljust(50, ".")[:60])


def feeds(folder: Path) -> list[Path]:
    return sorted(path for ending in ENDINGS for path in folder.rglob(f"*.{ending}"))


@pytest.fixture(scope="module")
def readings(folders: Folders, node: Path) -> Mapping[Path, Mapping[str, list[Read]]]:
    """Every feed, without its ending → what each reader says of each format: `feedparser rss`, `feedsmith json`…"""
    files = [file for folder in folders.values() for file in feeds(folder)]
    found: dict[Path, dict[str, list[Read]]] = {}
    for (reader, file), entries in by_node(node, files).items():
        found.setdefault(file.with_suffix(""), {})[f"{reader} {file.suffix}"] = entries
    for file in files:
        if file.suffix != ".json":  # which feedparser does not read
            found[file.with_suffix("")][f"feedparser {file.suffix}"] = by_feedparser(file.read_bytes())
    return found


def test_every_feed_keeps_the_rules_of_its_format(folders: Folders) -> None:
    found = [
        fault for folder in folders.values() for file in feeds(folder) for fault in faults(str(file), file.read_bytes())
    ]

    assert found == []


def test_every_commune_topic_and_kind_has_its_three_formats(folders: Folders, demo: Tree) -> None:
    communes = [page.name for page in (demo.root / "communes").iterdir()]
    topics = [page.name for page in (demo.root / "themes").iterdir()]
    stems = {"tout", "actualites", "agenda", "alertes", "etats", "marches", "offres-d-emploi"}
    stems |= {f"communes/{name}" for name in communes} | {f"themes/{name}" for name in topics}

    written = {file.relative_to(folders["demo"]).as_posix() for file in feeds(folders["demo"])}

    assert len(communes) > 5
    assert written == {f"{stem}.{ending}" for stem in stems for ending in ENDINGS}


def test_three_readers_understand_the_same_of_three_formats(readings) -> None:
    for stem, told in readings.items():
        assert set(told) == {
            "feedparser .rss",
            "feedparser .atom",
            "rss-parser .rss",
            "rss-parser .atom",
            "feedsmith .rss",
            "feedsmith .atom",
            "feedsmith .json",
        }
        whole = told["feedsmith .json"]
        for reader, entries in told.items():
            assert len(entries) == len(whole), (stem, reader)
            for read, expected in zip(entries, whole, strict=True):
                assert as_far_as_told(read, expected) == expected, (stem, reader)


def as_far_as_told(read: Read, known: Read) -> Read:
    """What a reader says nothing of is taken as known; of the spaces around a text it may make what it likes."""
    return read._replace(
        title=known.title if read.title.strip() == known.title.strip() else read.title,
        html=known.html if read.html.strip() == known.html.strip() else read.html,
        updated=read.updated or known.updated,
        enclosures=known.enclosures if read.enclosures is None else read.enclosures,
    )


def test_the_demo_is_read_with_its_entries_and_enclosures(readings, folders: Folders) -> None:
    read = readings[folders["demo"] / "tout"]["feedsmith .json"]

    assert len(read) == 50
    assert {entry.enclosures[0][1] for entry in read if entry.enclosures} == {"image/jpeg", "application/pdf"}


def test_a_cancelled_event_of_the_demo_is_announced_beside_its_first_announcement(readings, folders: Folders) -> None:
    read = {entry.id.partition(":cine")[2]: entry for entry in readings[folders["demo"] / "agenda"]["feedparser .rss"]}
    changed = next(entry for name, entry in read.items() if "#annule-" in name)

    assert changed.title.startswith("ANNULÉ – Ciné-débat")
    assert read["-debat-sols"].title.startswith("Ciné-débat")
    assert changed.published > read["-debat-sols"].published
    assert changed.link == read["-debat-sols"].link


@pytest.mark.parametrize("number", range(len(WORST)))
def test_hostile_titles_are_read_as_they_were_meant(readings, folders: Folders, number: int) -> None:
    meant = {item.id: item.item.title for item in hostile(number).items}
    told = readings[folders[f"hostile {number}"] / "tout"]

    for entries in told.values():
        for entry in entries:
            name = entry.id.rpartition(":")[2]
            assert (
                (meant[name.partition("#")[0]].strip() in entry.title)
                if "#" in name
                else entry.title == meant[name].strip()
            )


def test_the_opml_leads_to_every_feed_once(folders: Folders, demo: Tree) -> None:
    outlines = etree.parse(folders["demo"] / "abonnements.opml").iter("outline")
    addresses = [outline.get("xmlUrl") for outline in outlines if outline.get("type") == "rss"]

    assert sorted(map(demo.file_at, addresses)) == [file for file in feeds(folders["demo"]) if file.suffix == ".rss"]


def test_a_page_announces_the_feeds_of_its_part_of_the_site(demo: Tree) -> None:
    head = html.document_fromstring((demo.root / "communes" / "corbeval" / "index.html").read_bytes()).find("head")
    links = {
        (link.get("type"), demo.file_at(link.get("href")).relative_to(demo.root).as_posix())
        for link in head.iter("link")
        if link.get("rel") == "alternate" and "/flux/" in link.get("href")
    }
    types = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}

    assert links == {
        (media_type, f"flux/{stem}.{ending}")
        for stem in ("tout", "communes/corbeval")
        for ending, media_type in types.items()
    }


BROKEN = {
    "rss": {
        r"<guid [^>]*>": "<guid>",
        r"<pubDate>\w{3}, ": "<pubDate>sam., ",
        r"<enclosure [^>]*>": r"\g<0>\g<0>",
        r'length="\d+"': 'length="0"',
        r"(<item>.*?)<description>.*?</description>": r"\1",
        r"<atom:link [^>]*>": "",
        r"<lastBuildDate>.*?</lastBuildDate>": "",
        r"src=\"https://www.exemple.fr/interco": 'src="',
        r"alt=\"[^\"]*\"": "",
        r"<guid (.*?)</guid>(.*?)<guid .*?</guid>": r"<guid \1</guid>\2<guid \1</guid>",
    },
    "atom": {
        r"<entry><id>.*?</id>": "<entry>",
        r"<updated>(.{10}).*?</updated>": r"<updated>\1</updated>",
        r' rel="enclosure"': "",
        r"<author>.*?</author>": "",
        r' xml:lang="fr"': "",
        r'type="html"': 'type="CDATA"',
        r"<title>": "<titre/><title>",
    },
    "json": {
        r'"date_published":"(.{10})T[^"]*"': r'"date_published":"\1"',
        r'"content_html":': '"contenu":',
        r'"size_in_bytes":(\d+)': r'"size_in_bytes":"\1"',
        r'"id":"[^"]*"': '"id":"/2026/marche"',
        r'"image":"[^"]*"': '"image":"https://www.exemple.fr/autre.jpg"',
    },
}


@pytest.mark.parametrize(("ending", "found"), [(ending, one) for ending, ones in BROKEN.items() for one in ones])
def test_a_broken_feed_is_told_from_a_good_one(folders: Folders, ending: str, found: str) -> None:
    good = (folders["tame"] / f"tout.{ending}").read_text("utf-8")
    broken, count = re.subn(found, BROKEN[ending][found], good, count=1, flags=re.DOTALL)

    assert count == 1
    assert faults(f"tout.{ending}", broken.encode()) != []


def test_a_feed_that_is_too_heavy_is_told(folders: Folders) -> None:
    feed = json.loads((folders["tame"] / "tout.json").read_bytes())
    feed["description"] = "é" * 125_000

    assert faults("tout.json", json.dumps(feed, ensure_ascii=False).encode()) != []
