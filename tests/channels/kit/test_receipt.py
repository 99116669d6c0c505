"""The agent sees where each item is and why it is not, what waits, and what is to be read again; nobody else does."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath

import pytest
from bs4 import BeautifulSoup

from tambour.channels import Absence
from tambour.model.kinds import KINDS
from tambour.model.site.receipt import Presence, Receipt, WaitingItem, WaitingLink
from tambour.testing.building import PARIS, URL, published
from tests.channels.kit.showing import NEWS, files, showing

PAGE = {"id": "piscine", "titre": "La piscine", "a_revoir_le": "2026-11-01", "image": "p.jpg", "decorative": "oui"}
OLD = {"id": "vieux", "titre": "Un vieux titre", "publier_le": "2026-06-01", "retirer_le": "2026-09-01"}
ITEMS = (
    published("news", NEWS, html=f'<p>Voir <a href="{URL}/actualites/vieux/">avant</a>, fermé lundi 30 novembre.</p>'),
    published("page", PAGE, html="<p>Inscriptions jusqu’au 12 mars 2026.</p>"),
    published("news", OLD, html="<p>Fermé le 3 juin 2026.</p>", expired=True),
)
RECEIPT = Receipt(
    {"pages": "pages", "feeds": "flux", "embeds": "encadres"},
    {
        "travaux": {
            "pages": Presence(),
            "feeds": Presence(shared=("flux/tout.rss",)),
            "embeds": Presence(absence=Absence.EXCLUDED),
        },
        "piscine": {
            "pages": Presence(),
            "feeds": Presence(absence=Absence.KIND),
            "embeds": Presence(absence=Absence.KIND),
        },
        "vieux": {
            "pages": Presence(),
            "feeds": Presence(absence=Absence.WITHDRAWN),
            "embeds": Presence(absence=Absence.WITHDRAWN),
        },
    },
    (
        WaitingItem("voeux", "Les vœux", KINDS["news"], PurePosixPath("actualites/voeux.md"), Absence.DRAFT),
        WaitingItem(
            "budget",
            "Le budget",
            KINDS["news"],
            PurePosixPath("actualites/budget.md"),
            Absence.NOT_YET,
            datetime(2026, 12, 4, 8, tzinfo=PARIS),
        ),
        WaitingItem(
            "lac",
            "Le lac",
            KINDS["event"],
            PurePosixPath("agenda/lac.md"),
            Absence.FAULTY,
            problems=("agenda/lac.md:4, Début : il manque.",),
            keeps_last=True,
        ),
    ),
    (WaitingLink("travaux", 9, "budget", datetime(2026, 12, 4, 8, tzinfo=PARIS)),),
)


def made(**settings):
    given = showing(items=ITEMS)
    return files(given._replace(results=replace(given.results, receipt=RECEIPT)), **settings)


@pytest.fixture(scope="module")
def page():
    return BeautifulSoup(made()["recu.html"], "html.parser")


def texts(page, query):
    return [" ".join(found.text.split()) for found in page.select(query)]


def test_a_table_says_of_each_item_in_which_channel_it_is_and_why_not(page):
    [table] = page.select("table")

    assert texts(table, "thead th[scope=col]") == ["Contenu", "pages", "flux", "encadres"]
    rows = {texts(row, "th[scope=row] a")[0]: texts(row, "td") for row in table.select("tbody tr")}
    assert rows == {
        "Travaux rue Haute": ["oui", "oui", "exclu"],
        "La piscine": ["oui", "–", "–"],
        "Un vieux titre": ["oui", "retiré", "retiré"],
    }
    assert texts(page, ".hole") == ["exclu"], "a hole is told from what is as it should be, in words too"
    assert texts(page, ".legend dt") == ["oui", "exclu", "retiré", "–"]


def test_what_is_to_be_mended_comes_first_then_what_comes_out_soon(page):
    assert texts(page, ".todo__bad strong") == ["Le lac"]
    assert texts(page, ".todo__bad .note") == ["agenda/lac.md:4, Début : il manque."]
    assert "Garde son dernier état publié" in texts(page, ".todo__bad")[0]
    assert texts(page, "[aria-labelledby=attente] strong") == ["Le budget", "Les vœux"]
    assert "Paraîtra le vendredi 4 décembre 2026 à 8 h." in texts(page, "[aria-labelledby=attente] li")[0]


def test_what_is_out_of_date_is_told_with_its_line_the_most_misleading_first():
    told = json.loads(made()["recu.json"])["stale"]

    assert [(one["trouble"], one["id"]) for one in told] == [
        ("gone_by", "piscine"),
        ("gone_by", "travaux"),
        ("review", "piscine"),
        ("link", "travaux"),
        ("decorative", "piscine"),
    ]
    words = [one["words"] for one in told]
    assert words[0] == "Date passée dans le texte\u00a0: « 12 mars 2026 »."
    assert "« budget » (à paraître, le 4\u00a0décembre\u00a02026) et « vieux » (retiré)" in words[3]
    assert told[3]["place"] == "actualites/travaux.md:9"
    assert "vieux" not in {one["id"] for one in told}, "what has left the listings tells of its day"


def test_a_script_reads_the_same():
    told = json.loads(made()["recu.json"])

    assert told["channels"] == {"pages": "pages", "feeds": "flux", "embeds": "encadres"}
    assert told["items"]["travaux"] == {"pages": "in", "feeds": "in", "embeds": "excluded"}
    assert [(one["id"], one["why"]) for one in told["waiting"]] == [
        ("lac", "faulty"),
        ("budget", "not-yet"),
        ("voeux", "draft"),
    ]


def test_where_the_kit_is_online_nothing_is_told_of_what_waits_nor_of_what_is_to_be_reviewed():
    public = made(public=True)

    for name in ("kit/recu.html", "kit/recu.json"):
        for secret in ("budget", "voeux", "Le lac", "vœux", "À revoir", "review"):
            assert secret not in public[name].decode(), (name, secret)
        assert "exclu" in public[name].decode()
