"""What a page says of itself to networks and search engines is true, complete, and the same in every form."""

import runpy
from collections import Counter
from io import BytesIO

import pytest
from PIL import Image

from tests.conformance import schema_org
from tests.conformance.heads import PageHead, heads, read
from tests.trees import ROOT, Tree

CONTENT = ROOT / "content"
HOSTILE = """« L’été », "c'est" <b>là</b> & &amp; </script><script>alert(1)</script> ]]> <!-- {{ 7*7 }}"""
READ = HOSTILE.replace("« L’été »", "«\u00a0L’été\u00a0»")  # with the spaces of French


@pytest.fixture(scope="session")
def demo_heads(demo: Tree) -> list[PageHead]:
    return heads(demo)


@pytest.fixture(scope="session")
def by_path(demo: Tree, demo_heads: list[PageHead]) -> dict[str, PageHead]:
    return {head.address.removeprefix(f"{demo.url}/"): head for head in demo_heads}


def test_each_page_has_one_title_one_description_and_its_own_address(demo_heads):
    wrong = [
        head.address
        for head in demo_heads
        if len(head.titles) != 1
        or len(head.metas["description"]) != 1
        or len(head.one("description")) > 160
        or head.canonicals != (head.address,)
    ]

    assert wrong == []


def test_no_two_pages_that_robots_list_have_the_same_title_or_description(demo_heads):
    listed = [head for head in demo_heads if "robots" not in head.metas]

    assert len(listed) > 200
    for said in ([head.titles[0] for head in listed], [head.one("description") for head in listed]):
        assert [text for text, count in Counter(said).items() if count > 1] == []


def test_open_graph_is_complete_and_says_what_the_page_says(demo_heads):
    for head in demo_heads:
        assert head.one("og:url") == head.address
        assert head.titles[0].startswith(head.one("og:title"))
        assert head.one("og:description") == head.one("description")
        assert head.one("og:type") in ("article", "website")
        assert head.one("og:site_name")
        assert head.one("og:locale") in ("fr_FR", "en_US", "oc_FR")


def test_a_shared_picture_is_there_with_the_size_type_and_words_that_are_announced(demo, demo_heads):
    shared = {
        (head.one("og:image"), head.one("og:image:type"), head.one("og:image:width"), head.one("og:image:height"))
        for head in demo_heads
        if "og:image" in head.metas
    }

    assert len(shared) > 20
    for address, media_type, width, height in shared:
        file = demo.file_at(address)
        assert file is not None, address
        with Image.open(BytesIO(file.read_bytes())) as picture:
            assert (Image.MIME[picture.format], *map(str, picture.size)) == (media_type, width, height), address
    silent = [head.address for head in demo_heads if "og:image" in head.metas and not head.metas.get("og:image:alt")]
    decorative = {path.stem for path in CONTENT.rglob("*.md") if "\ndecorative: oui\n" in path.read_text("utf-8")}
    assert {address.split("/")[-2] for address in silent} <= decorative


def test_a_twitter_card_shows_what_open_graph_shows(demo_heads):
    for head in demo_heads:
        assert head.one("twitter:card") == ("summary_large_image" if "og:image" in head.metas else "summary")
        for name in ("title", "description", "image", "image:alt"):
            assert head.metas.get(f"twitter:{name}") == head.metas.get(f"og:{name}")


def test_each_page_that_is_for_robots_has_one_sound_document(demo_heads):
    for head in demo_heads:
        assert len(head.documents) <= 1
        assert head.documents or head.one("robots") == "noindex"
        for document in head.documents:
            assert schema_org.faults(document) == [], head.address


def test_json_ld_and_meta_say_the_same(demo_heads):
    for head in (head for head in demo_heads if head.documents):
        main = head.main
        is_offer = main["@type"] == "JobPosting"  # its title is called so, and its description is all of it
        name = main["title"] if is_offer else main.get("headline") or main["name"]
        assert name == head.one("og:title") or (name.endswith("…") and head.one("og:title").startswith(name[:-1]))
        assert main["description"] == head.one("description") or (is_offer and main["description"].startswith("<"))
        assert main["url"] == head.address
        if "image" in main and "og:image" in head.metas:
            assert main["image"][0]["url"] == head.one("og:image")
        for kind, name in (("published", "datePublished"), ("modified", "dateModified")):
            if f"article:{kind}_time" in head.metas:
                assert main[name] == head.one(f"article:{kind}_time")


def test_what_json_ld_refers_to_is_defined_somewhere_on_the_site(demo_heads):
    documents = [document for head in demo_heads for document in head.documents]
    defined = {node["@id"] for node in schema_org.nodes(documents) if "@id" in node}

    assert set(schema_org.references(documents)) - defined == set()


def test_one_id_is_one_thing_under_one_name(demo_heads):
    names = {}
    for node in (node for head in demo_heads for node in schema_org.nodes(list(head.documents)) if "@id" in node):
        said = (node["@type"], node.get("name") or node.get("headline") or node.get("url"))
        assert names.setdefault(node["@id"], said) == said


def test_a_breadcrumb_leads_from_the_home_page_to_the_page(demo, demo_heads):
    addresses = {head.address for head in demo_heads}
    deep = [head for head in demo_heads if head.of("BreadcrumbList")]

    assert len(deep) > 200
    for head in deep:
        [breadcrumb] = head.of("BreadcrumbList")
        steps = breadcrumb["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert (steps[0]["item"], steps[-1]["item"]) == (f"{demo.url}/", head.address)
        assert {step["item"] for step in steps} <= addresses


def test_the_home_page_says_who_speaks(by_path):
    [site], [body] = by_path[""].of("WebSite"), by_path[""].of("GovernmentOrganization")

    assert site["publisher"] == {"@id": body["@id"]}
    assert body["identifier"]["value"] == "200999985"
    assert {"logo", "address", "telephone", "email", "areaServed"} <= body.keys()


@pytest.mark.parametrize(
    ("path", "status", "members"),
    [
        ("cine-debat-sols", "EventCancelled", {}),
        ("balade-aux-lampions", "EventPostponed", {"startDate": "2026-11-27T18:00:00+01:00"}),
        (
            "atelier-composteur",
            "EventRescheduled",
            {"startDate": "2026-12-05T10:00:00+01:00", "previousStartDate": "2026-11-07T10:00:00+01:00"},
        ),
        ("don-du-sang", "EventScheduled", {"isAccessibleForFree": True}),
        ("visite-chantier-pont", "EventScheduled", {}),
    ],
)
def test_what_has_become_of_an_event_is_said(by_path, path, status, members):
    event = by_path[f"agenda/{path}/"].main

    assert event["eventStatus"] == f"https://schema.org/{status}"
    assert {name: event[name] for name in members} == members
    assert ("previousStartDate" in event) is (status == "EventRescheduled")


def test_an_event_without_a_seat_left_is_sold_out(by_path):
    [offer] = by_path["agenda/visite-chantier-pont/"].main["offers"]

    assert offer["availability"] == "https://schema.org/SoldOut"


@pytest.mark.parametrize(
    ("path", "mode", "locations"),
    [
        ("rendez-vous-renovation", "Online", ["VirtualLocation"]),
        ("conseil-communautaire-decembre", "Mixed", ["CivicStructure", "VirtualLocation"]),
        ("cine-debat-sols", "Offline", ["Place"]),
    ],
)
def test_where_an_event_takes_place_is_said(by_path, path, mode, locations):
    event = by_path[f"agenda/{path}/"].main
    places = event["location"] if isinstance(event["location"], list) else [event["location"]]

    assert event["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [place["@type"] for place in places] == locations


def test_each_date_of_an_event_is_an_event_of_the_same_name(by_path):
    events = by_path["agenda/chantier-haies/"].of("Event")

    assert [event["startDate"][:10] for event in events] == ["2026-11-28", "2026-12-05", "2026-12-13"]
    assert {event["name"] for event in events} == {"Plantons des haies ensemble"}
    assert len({event["@id"] for event in events}) == 3
    assert len(by_path["agenda/marche-du-jeudi/"].of("Event")) == 20


def test_an_event_of_whole_days_has_days_and_one_without_end_has_none(by_path):
    starts = [event["startDate"] for head in by_path.values() for event in head.of("Event")]

    assert any(len(start) == len("2026-12-05") for start in starts)
    assert "endDate" not in by_path["agenda/conseil-communautaire-decembre/"].main


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PageHead]:
    """The demo's theme and territory, no channel, and titles that would break out of wherever they stand."""
    folder = tmp_path_factory.mktemp("hostile")
    title = HOSTILE.replace("'", "''")
    common = f"titre: '{title}'\nresume: '{title}'\npublier_le: 2026-11-20\n"
    for name, more in (
        ("actualites/a.md", "id: a\n"),
        ("agenda/b.md", f"id: b\ndebut: 2026-12-05 10:00\nlieu: '{title}'\norganisateur: '{title}'\nprix: '{title}'\n"),
        ("alertes/c.md", "id: c\nniveau: info\nfin: 2026-12-05\n"),
    ):
        (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / name).write_text(f"---\n{more}{common}---\nTexte.\n", "utf-8")
    logo = "images/logo-val-d-aubrelle.svg"
    (folder / "content" / "images").mkdir()
    (folder / "content" / logo).write_bytes((ROOT / "content" / logo).read_bytes())
    settings = runpy.run_path(str(ROOT / "pelicanconf.py"))
    kept = {name: settings[name] for name in ("SITEURL", "PLUGINS", "NOW", "TERRITORY")}
    kept |= {"PATH": str(folder / "content"), "THEME": str(ROOT / "theme"), "CHANNELS": {}}
    conf = folder / "pelicanconf.py"
    conf.write_text("".join(f"{name} = {value!r}\n" for name, value in kept.items()), "utf-8")
    tree = Tree.built(folder / "output", f"--settings={conf}")
    return {path: read(tree, tree.root / path / "index.html") for path in ("actualites/a", "agenda/b", "alertes/c")}


@pytest.mark.parametrize("path", ["actualites/a", "agenda/b", "alertes/c"])
def test_a_title_with_quotes_and_tags_stays_a_title(hostile, path):
    head = hostile[path]

    assert head.titles == (f"{READ} · Val d’Aubrelle",)
    assert head.one("og:title") == READ
    assert READ in head.one("description")
    assert len(head.documents) == 1
    assert schema_org.faults(head.documents[0]) == []
    assert head.main.get("headline", head.main.get("name")) == head.one("og:title")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"eventStatus": "EventCancelled"}, "Event.eventStatus: 'EventCancelled' is none of EventStatusType"),
        ({"startDate": "2026-12-05T10:00:00"}, "Event.startDate: '2026-12-05T10:00:00' is none of Date DateTime"),
        ({"organiser": "X"}, "Event.organiser: no such property"),
        ({"image": []}, "Event.image: says nothing"),
        ({"name": None}, "Event.name: says nothing"),
        ({"location": {"@type": "Event"}}, "Event.location: {'@type': 'Event'} is none of Place"),
    ],
)
def test_a_fault_in_json_ld_would_be_found(by_path, change, fault):
    document = by_path["agenda/cine-debat-sols/"].documents[0]
    broken = {**document, "@graph": [document["@graph"][0] | change]}

    assert any(told.startswith(fault) for told in schema_org.faults(broken))
