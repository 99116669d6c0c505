"""Who is told that the site has changed: machines once it is seen online, people by one announcement that one takes."""

import functools
import http.server
import json
import random
import threading
import time
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tambour.build.targets import ServerTarget
from tambour.commands.cli import main
from tambour.publish.announcing import list_schema, take
from tambour.publish.news import ItemChange, Stage
from tambour.publish.places.server import Server
from tambour.publish.posted import EVERYWHERE, PostTick, add_tick, ticks_in
from tambour.publish.record import Publication, PublicationRecord
from tambour.publish.refusals import PublicationRefused
from tambour.publish.release import Release
from tambour.publish.search_engines import tell_engines
from tambour.publish.secrets import Secrets
from tests.publish.conftest import Territory, publishconf, server
from tests.publish.publishing import Publisher
from tests.publish.test_server import record_of, to_announce

KEY = "0a1b2c3d-4e5f"
AT = "2026-12-01T09:00:00+01:00"
SITEMAP = 'CHANNELS = {"feeds": {}, "agenda": {}, "redirects": {}, "sitemap": {}}'
WITHDRAWN = "retirer_le: 2021-01-01\n"


@dataclass
class Machine:
    """One that is told of changes, and looks at once at what it is told of, as hubs do.

    status: what it answers. told: addresses, by request. seen: what it found there. asked: of each request, its body.
    """

    status: int = 204
    told: list[list[str]] = field(default_factory=list)
    seen: dict[str, bytes] = field(default_factory=dict)
    asked: list[bytes] = field(default_factory=list)
    url: str = ""

    def __enter__(self) -> "Machine":
        handler = functools.partial(_Asked, self)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Asked(http.server.BaseHTTPRequestHandler):
    def __init__(self, machine: Machine, *arguments: object) -> None:
        self.machine = machine
        super().__init__(*arguments)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.machine.asked.append(body)
        json_body = "json" in self.headers["Content-Type"]
        addresses = json.loads(body)["urlList"] if json_body else urllib.parse.parse_qs(body.decode())["hub.url"]
        self.machine.told.append(addresses)
        for address in () if json_body else addresses:
            with urllib.request.urlopen(address, timeout=10) as response:
                self.machine.seen[address] = response.read()
        self.send_response(self.machine.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def hub() -> Iterator[Machine]:
    with Machine() as machine:
        yield machine


def announces(territory: Territory, words: str, channels: str = "") -> None:
    """What publishconf.py says of whom to tell."""
    target = f'"serveur": {{{server(territory.place)}}}'
    text = publishconf(territory.web.url, target, f"{channels}\nANNOUNCE = {{{words}}}")
    territory.project.write("publishconf.py", text)


def feeds(territory: Territory) -> dict[str, bytes]:
    """Every feed that is online, by address."""
    current = territory.place / "current"
    files = [file for file in (current / "flux").rglob("*") if file.suffix in (".rss", ".atom", ".json")]
    return {f"{territory.web.url}/{file.relative_to(current).as_posix()}": file.read_bytes() for file in files}


def test_a_hub_is_told_of_the_feeds_that_changed_and_finds_what_is_new_there(territory, hub, capsys):
    announces(territory, f'"websub": "{hub.url}"')
    assert territory.publish() == 0, capsys.readouterr().err
    first = feeds(territory)
    assert sorted(*hub.told) == sorted(first), "all of them are new"
    territory.event("statut: annule\n")

    assert territory.publish() == 0, capsys.readouterr().err

    changed = {address: data for address, data in feeds(territory).items() if data != first[address]}
    assert sorted(hub.told[1]) == sorted(changed)
    assert 0 < len(changed) < len(first)
    assert {address: hub.seen[address] for address in changed} == changed, "the new content is there at the ping"
    assert [address for address, data in changed.items() if hub.url.encode() not in data] == []
    assert "le hub est prévenu" in capsys.readouterr().out
    assert territory.publish() == 0
    assert len(hub.told) == 2, "nothing has changed"


def test_a_hub_is_told_of_nothing_that_was_not_seen_online_and_of_all_of_it_later(territory, hub, capsys):
    announces(territory, f'"websub": "{hub.url}"')
    assert territory.publish() == 0, capsys.readouterr().err
    first = feeds(territory)
    territory.event("statut: annule\n")
    territory.web.types[".ics"] = "text/plain"

    assert territory.publish() == 76, "it is online, with another type: waiting does not cure it"
    assert len(hub.told) == 1
    territory.web.types.clear()
    assert territory.publish() == 0, "nothing is left to send"

    assert sorted(hub.told[1]) == sorted(one for one, data in feeds(territory).items() if data != first[one])


def test_a_hub_that_does_not_take_it_is_told_again(territory, hub, capsys):
    hub.status = 503
    announces(territory, f'"websub": "{hub.url}"')
    assert territory.publish() == 0
    assert "le hub répond 503 ; ce sera refait à la prochaine publication" in capsys.readouterr().out
    hub.status = 202

    assert territory.publish() == 0

    assert hub.told[0] == hub.told[1]
    assert record_of(territory).notify == ()


def test_without_a_hub_nobody_is_told_and_no_feed_names_one(territory, capsys):
    assert territory.publish() == 0, capsys.readouterr().err

    assert [one for one, data in feeds(territory).items() if b"hub" in data] == []
    assert record_of(territory).notify == ()
    assert "lecteurs de flux" not in capsys.readouterr().out


def test_search_engines_are_told_of_changed_pages_alone_with_a_key_that_is_online(territory, hub, capsys):
    hub.status = 200
    announces(territory, f'"indexnow": "{KEY}", "indexnow_server": "{hub.url}"', SITEMAP)
    assert territory.publish() == 0, capsys.readouterr().err
    asked = json.loads(hub.asked[0])
    url = territory.web.url
    assert (asked["host"], asked["key"]) == (url.removeprefix("http://"), KEY)
    with urllib.request.urlopen(asked["keyLocation"], timeout=10) as response:
        assert response.read() == KEY.encode()
    assert {f"{url}/", f"{url}/agenda/fete/", f"{url}/actualites/travaux/"} <= {*hub.told[0]}
    assert [one for one in hub.told[0] if "404" in one or not one.endswith("/")] == []
    territory.event("statut: annule\n")
    (territory.project.root / "content/actualites/travaux.md").unlink()

    assert territory.publish() == 0, capsys.readouterr().err

    assert f"{url}/agenda/fete/" in hub.told[1]
    assert f"{url}/actualites/travaux/" in hub.told[1], "that it is gone is to be known, too"
    assert f"{url}/mentions-legales/" not in hub.told[1]
    assert "les moteurs de recherche savent quelles pages ont changé" in capsys.readouterr().out
    assert record_of(territory).pages == ()


@pytest.mark.parametrize(
    ("status", "words", "known"),
    [
        (200, "les moteurs de recherche savent", True),
        (202, "ils vérifieront la clé", True),
        (400, "mal faite", False),
        (403, "ne reconnaît pas la clé (403) : le fichier https://www.exemple.fr/interco/0a1b2c3d-4e5f.txt", False),
        (422, "des adresses ne sont pas de ce site", False),
        (429, "trop de demandes (429) ; ce sera refait", False),
        (418, "IndexNow répond 418", False),
    ],
)
def test_what_indexnow_answers_is_said_in_french(hub, status, words, known):
    hub.status = status

    answer = tell_engines(hub.url, KEY, release(files=(f"{KEY}.txt",)), ["https://www.exemple.fr/interco/a/"])

    assert words in answer.words
    assert bool(answer.told) is known


def test_indexnow_is_told_of_ten_thousand_pages_at_a_time_and_of_none_without_its_key(hub):
    hub.status = 200
    pages = [f"https://www.exemple.fr/interco/{number}/" for number in range(10_001)]

    answer = tell_engines(hub.url, KEY, release(files=(f"{KEY}.txt",)), pages)

    assert [len(one) for one in hub.told] == [10_000, 1]
    assert len(answer.told) == len(pages)
    without = tell_engines(hub.url, KEY, release(), pages)
    assert (without.told, "sitemap" in without.words, len(hub.told)) == ((), True, 2)
    assert "ne répond pas" in tell_engines("http://127.0.0.1:1/", KEY, release(files=(f"{KEY}.txt",)), pages).words


def release(items=None, files=(), moment="2026-12-01T09:00:00+01:00") -> Release:
    """A release by its receipt alone. items: what each tells."""
    site = [{"path": path, "media_type": "text/plain", "size": 1, "sha256": "0" * 64} for path in files]
    page = {"media_type": "text/html", "size": 1, "sha256": "0" * 64}
    described = {
        name: {
            "kind": "event",
            "title": name.title(),
            "tells": {"news": True, "text": "1", **tells},
            "channels": {"pages": [{"path": f"agenda/{name}/index.html", **page}]},
            "left_out": {},
        }
        for name, tells in (items or {}).items()
    }
    build = {"url": "https://www.exemple.fr/interco", "now": moment}
    return Release(json.dumps({"build": build, "items": described, "site": site}).encode())


def dates(*states: str) -> dict[str, object]:
    return {"dates": {f"d{number}": ["a", "b", "", state, None, []] for number, state in enumerate(states)}}


def after(*told: dict) -> PublicationRecord:
    """What is known once releases that tell these were published one after the other."""
    record = PublicationRecord()
    for number, items in enumerate(told):
        one = release(items, moment=f"2026-12-01T09:{number:02}:00+01:00")
        record = record.begin(Publication(one.name, one.digest, AT), {}).complete(one, AT)
    return record


OTHER = {"autre": {}}
ON, OFF, PARTLY = dates("confirme", "confirme"), dates("annule", "annule"), dates("annule", "confirme")


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ([OTHER, {"fete": ON}], ["paru"]),
        ([OTHER, {"fete": ON}, {"fete": {**ON, "text": "2"}}], ["paru", "corrige"]),
        ([OTHER, {"fete": ON}, {"fete": {**ON, "text": "2"}}, {"fete": {**ON, "text": "3"}}], ["paru", "corrige"]),
        ([OTHER, {"fete": ON}, {"fete": PARTLY}], ["paru", "annule"]),
        ([OTHER, {"fete": ON}, {"fete": OFF}], ["annule"]),
        ([{"fete": ON}, {"fete": OFF}, {"fete": ON}], ["maintenu"]),
        ([OTHER, {"fete": ON}, {"fete": {**ON, "withdrawn": True, "news": False}}], []),
        ([OTHER, {"fete": ON}, OTHER], []),
    ],
)
def test_what_nobody_has_said_and_is_no_longer_so_is_not_to_be_said(told, due):
    assert [one.change for one in after(*told).due] == due


def test_what_somebody_has_said_stays_said_and_what_is_withdrawn_is_named():
    record = after(OTHER, {"fete": ON})
    [announcement] = record.due
    record = record.with_announcement(announcement.at_stage(Stage.DONE, "claire", AT))
    gone = release({**OTHER, "fete": {**ON, "withdrawn": True, "news": False}}, moment="2026-12-02T09:00:00+01:00")

    later = record.begin(Publication(gone.name, gone.digest, AT), {}).complete(gone, AT)

    assert [(one.item, one.change, one.stage) for one in later.announcements] == [("fete", "paru", "faite")]
    assert [one.url for one in later.withdrawals(gone)] == ["https://www.exemple.fr/interco/agenda/fete/"]
    assert record.withdrawals(release({"fete": ON})) == ()
    assert PublicationRecord.read(later.data()) == later


def test_the_list_names_what_was_withdrawn_and_keeps_to_its_schema(territory, capsys):
    assert territory.publish() == 0
    territory.event("statut: annule\n")
    assert territory.publish() == 0
    [due] = to_announce(territory)
    assert main(["annonces", f"--faite={due['id']}"]) == 0
    territory.event(WITHDRAWN)

    assert territory.publish() == 0, capsys.readouterr().err

    told = json.loads((territory.project.root / "output.annonces.json").read_bytes())
    assert told["announcements"] == []
    assert [(one["id"], one["stage"], one["url"]) for one in told["withdrawn"]] == [
        (due["id"], "faite", f"{territory.web.url}/agenda/fete/")
    ]
    Draft202012Validator(json.loads(list_schema())).validate(told)


@pytest.fixture
def due(territory) -> dict[str, str]:
    """The one thing that is to be announced, as the record of the place has it."""
    record = after({"fete": ON}, {"fete": OFF})
    meta = territory.place / ".tambour"
    meta.mkdir(parents=True)
    (meta / "record.json").write_bytes(record.data())
    [announcement] = record.due
    return announcement.to_json()


def test_an_announcement_is_taken_once_then_marked_or_given_back(territory, due, capsys):
    assert main(["annonces"]) == 0
    listed = capsys.readouterr().out
    assert "À annoncer : 1\xa0nouvelle.\n  Annulé : « Fete »" in listed
    assert [one["id"] for one in to_announce(territory)] == [due["id"]]
    assert due["id"] in listed
    assert main(["annonces", f"--rendre={due['id']}"]) == 69
    assert main(["annonces", f"--prendre={due['id']}"]) == 0
    assert main(["annonces", f"--prendre={due['id']}"]) == 69
    assert "[annonce-prise]" in capsys.readouterr().err
    assert main(["annonces"]) == 0
    assert "Rien à annoncer.\nPrises, et peut-être dites." in capsys.readouterr().out
    assert main(["annonces", f"--rendre={due['id']}"]) == 0
    assert main(["annonces", f"--prendre={due['id']}"]) == 0
    assert main(["annonces", f"--faite={due['id']}"]) == 0
    assert main(["annonces", f"--faite={due['id']}"]) == 0
    assert main(["annonces", "--faite=rien"]) == 69
    assert main(["annonces", "--faite=a", "--prendre=b"]) == 64
    assert to_announce(territory) == []


def test_what_was_posted_by_hand_is_told_to_whoever_announces(territory, due, capsys):
    at = datetime.fromisoformat(due["at"])
    content = territory.project.root / "content"
    add_tick(content, PostTick("fete", "facebook", at, "Claire"))
    add_tick(content, PostTick("fete", "x", at - timedelta(days=2), "Claire"))  # of what was new before
    add_tick(content, PostTick("autre", "x", at, "Claire"))

    assert main(["annonces"]) == 0

    told = "Déjà publiée à la main\u00a0: Facebook (1er décembre 2026 à 9\u00a0h, Claire)."
    listed = capsys.readouterr().out.replace("\u00a0", " ")
    assert told.replace("\u00a0", " ").replace(" :", ":") in listed.replace(" :", ":")
    assert [one["network"] for one in to_announce(territory)[0]["posted"]] == ["facebook"]
    Draft202012Validator(json.loads(list_schema())).validate(
        json.loads((territory.project.root / "output.annonces.json").read_bytes())
    )
    assert main(["annonces", f"--prendre={due['id']}"]) == 0
    assert "Déjà publiée à la main" in capsys.readouterr().out


def test_what_was_announced_is_told_to_the_pupitre(territory, due):
    assert main(["annonces", f"--prendre={due['id']}"]) == 0
    assert main(["annonces", f"--faite={due['id']}"]) == 0
    assert main(["annonces", f"--faite={due['id']}"]) == 0

    content = territory.project.root / "content"
    assert [(tick.item, tick.network) for tick in ticks_in(content).values()] == [("fete", EVERYWHERE)]
    assert len((content / "_diffusion.jsonl").read_bytes().splitlines()) == 1
    assert "merge=union" in (content / ".gitattributes").read_text("utf-8")


def test_nothing_is_said_while_an_earlier_site_is_back(territory, capsys):
    assert territory.publish() == 0
    territory.event("statut: annule\n")
    assert territory.publish() == 0
    [due] = to_announce(territory)
    assert territory.publish("--retour") == 0
    capsys.readouterr()

    assert to_announce(territory) == []
    assert main(["annonces", f"--prendre={due['id']}"]) == 69
    assert "[annonces-retenues]" in capsys.readouterr().err
    assert main(["annonces"]) == 0
    assert "publiez d'abord" in capsys.readouterr().out
    assert territory.publish() == 0
    assert main(["annonces", f"--prendre={due['id']}"]) == 0


def test_of_many_who_take_it_at_once_one_has_it(territory, due):
    def attempt(number: int) -> str:
        try:
            return take(place_of(territory), due["id"], f"agent {number}", AT)[0].taken_by
        except PublicationRefused as refused:
            return refused.problems[0].code

    with ThreadPoolExecutor(4) as pool:
        came = Counter(pool.map(attempt, range(4)))

    winners = [one for one in came if one.startswith("agent")]
    assert len(winners) == 1
    assert came.keys() - {*winners} <= {"annonce-prise", "publication-en-cours"}
    assert [one.taken_by for one in record_of(territory).announcements] == winners


def place_of(territory: Territory) -> Server:
    target = ServerTarget(folder=str(territory.place))
    root = territory.project.root
    return Server("serveur", target, datetime.fromisoformat(AT), Secrets({}), root, root / ".cache")


def test_nothing_is_said_twice_whenever_whoever_says_it_is_killed(territory, due, tmp_path: Path):
    chance, told, name = random.Random(5), tmp_path / "dit", due["id"]
    take_it, say_it = ["annonces", f"--prendre={name}"], ["say", str(told), name]
    mark_it = ["annonces", f"--faite={name}"]
    publisher = Publisher(territory.project.root, tmp_path / "said")

    def left_by(*commands: list[str], killed_after: float | None = None) -> tuple[Stage, int]:
        """How far the announcement is, and how often it was said, once another has tried upon what was left."""
        told.unlink(missing_ok=True)
        publisher.run(*commands, killed_after=killed_after)
        publisher.run(take_it, say_it, mark_it)
        [announcement] = record_of(territory).announcements
        _begin_again(territory)
        return announcement.stage, len(told.read_text().splitlines()) if told.exists() else 0

    assert left_by(take_it, ["die"]) == (Stage.BEGUN, 0)
    assert left_by(take_it, say_it, ["die"]) == (Stage.BEGUN, 1)
    assert left_by(["die"]) == (Stage.DONE, 1)
    began = time.perf_counter()
    assert left_by(take_it, say_it, mark_it) == (Stage.DONE, 1)
    whole = time.perf_counter() - began
    for _ in range(6):
        came = left_by(take_it, say_it, mark_it, killed_after=chance.uniform(0.02, whole))
        assert came in ((Stage.DONE, 1), (Stage.BEGUN, 0), (Stage.BEGUN, 1))
    assert not (territory.place / ".tambour/lock").exists()


def _begin_again(territory: Territory) -> None:
    record = record_of(territory)
    [announcement] = record.announcements
    assert announcement.change is ItemChange.CANCELLED
    anew = record.with_announcement(announcement.at_stage(Stage.DUE))
    (territory.place / ".tambour/record.json").write_bytes(anew.data())
