"""A site put behind nginx, Apache and Caddy with what is generated for it is served as it must be by each of them."""

import gzip
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from lxml import html

from tambour.commands.build import build
from tambour.publish.compressed import twins_of
from tambour.publish.live import is_type
from tambour.publish.release import Release, ReleaseFile
from tambour.publish.servers import SERVERS, rules
from tambour.publish.servers.served_site import ServedSite
from tests.media.pictures import phone_photo
from tests.projects import EVENT, PAGE, SETTINGS
from tests.publish.servers.observatory import Seen, grade
from tests.publish.servers.running import Running, certificate, serving

CHANNELS = ("feeds", "agenda", "api", "embeds", "redirects", "newsletter", "recherche", "sitemap")
NEWS = """\
---
id: travaux
titre: Travaux
publier_le: 2026-11-20
image: lac.jpg
alt: Un lac
alias: [/vieux/tra.html, /v]
---
Voici.
"""
LETTER = """\
---
id: mai
titre: Mai
objet: Mai
preheader: Les nouvelles du mois, réunies pour vous en une seule page.
publier_le: 2026-11-30
blocs:
  - {type: selection, titre: Ici, ids: [travaux]}
---
Bonjour.
"""
COMMUNE = "serein:\n  nom: Serein\n  insee: '89001'\n  code_postal: '89999'\n  site_web: https://serein.example\n"


@pytest.fixture(scope="module", params=["https://www.exemple.fr/interco", "https://exemple.fr"], ids=["path", "root"])
def site(request: pytest.FixtureRequest, servers: Path) -> Iterator[ServedSite]:
    """A finished site in a folder that a server may read."""
    folder = Path(tempfile.mkdtemp(prefix="tambour-"))
    folder.chmod(0o755)
    project = folder / "project"
    files = {
        "pelicanconf.py": SETTINGS.replace('THEME = "theme"\n', "")
        + f"SITEURL = {request.param!r}\nCHANNELS = { ({name: {} for name in CHANNELS})!r}\n",
        "content/actualites/travaux.md": NEWS,
        "content/agenda/fete.md": EVENT,
        "content/pages/mentions.md": PAGE,
        "content/lettres/mai.md": LETTER,
        "content/referentiel/communes.yaml": COMMUNE,
    }
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, "utf-8")
    (project / "content/images").mkdir()
    (project / "content/images/lac.jpg").write_bytes(phone_photo((500, 400)))
    assert build(settings=project / "pelicanconf.py", strict=True) == 0
    shutil.copytree(project / "output", folder / "current")
    release = Release.read(project / "output")
    for path, file in twins_of(release.files.values(), project / "output", project / ".cache"):
        shutil.copyfile(file, folder / "current" / path)
    pem, key = certificate(folder, "exemple.fr")
    yield ServedSite.of(release, folder / "current", certificate=pem, key=key, bridge="https://hatsu.exemple.fr/")
    shutil.rmtree(folder)


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, site: ServedSite) -> Iterator[Running]:
    folder = site.root.parent / request.param
    folder.mkdir()
    with serving(request.param, site, folder) as running:
        yield running


def style_of(server: Running) -> str:
    """Path of the style sheet of every page."""
    return next(path for path in Release.read(server.site.root).files if path.startswith("theme/css/site-"))


def test_every_file_has_its_type(server: Running) -> None:
    base, release = server.site.base, Release.read(server.site.root)
    one_of_each = {
        (Path(path).parts[0], Path(path).suffix, file.media_type): path for path, file in release.files.items()
    }
    told, expected = {}, {}
    for path, file in ((path, release.files[path]) for path in one_of_each.values()):
        answer = server.ask(f"{base}/{path}")
        if answer.status == 200 and not path.endswith((".md", ".map")):
            told[path] = answer.headers["content-type"]
            text = file.media_type.startswith("text/")
            expected[path] = f"{file.media_type.partition(';')[0]}{'; charset=utf-8' if text else ''}"

    assert told == expected
    assert {"application/feed+json", "text/calendar; charset=utf-8", "image/avif"} <= {*told.values()}
    assert len(told) > 20


def test_publication_takes_what_it_answers_for_what_was_promised(server: Running) -> None:
    """Else nobody who follows the guide would ever be online."""
    release = Release.read(server.site.root)
    one_of_each = {(Path(path).suffix, file.media_type): path for path, file in release.files.items()}
    wrong = []
    for path in one_of_each.values():
        answer = server.ask(f"{server.site.base}/{path}")
        told, promised = answer.headers.get("content-type", ""), release.files[path].media_type
        if answer.status == 200 and not is_type(told, promised):
            wrong.append((path, told, promised))

    assert {".map", ".html", ".ics"} <= {suffix for suffix, _ in one_of_each}
    assert wrong == []


def test_a_page_is_found_by_its_folder_and_the_folder_by_its_name(server: Running) -> None:
    base = server.site.base

    assert b"Travaux" in server.ask(f"{base}/actualites/travaux/").body
    moved = server.ask(f"{base}/actualites/travaux")
    assert moved.status in (301, 308)
    assert moved.headers["location"].endswith(f"{base}/actualites/travaux/")


def test_what_is_not_there_is_the_site_s_own_page(server: Running) -> None:
    for path in ("rien/", "rien.css", ".nojekyll", "api", "media/"):
        answer = server.ask(f"{server.site.base}/{path}")
        if path == "api" and answer.status in (301, 308):
            answer = server.ask(f"{server.site.base}/api/")
        assert (path, answer.status, b"Page introuvable" in answer.body) == (path, 404, True)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "immutable" not in answer.headers.get("cache-control", "")


def test_what_has_a_digest_in_its_name_is_kept_and_the_rest_asked_for_again(server: Running) -> None:
    base, release = server.site.base, Release.read(server.site.root)
    picture = next(path for path, file in release.files.items() if file.lasting)

    def kept(path: str) -> str:
        return server.ask(f"{base}/{path}").headers["cache-control"]

    assert kept(picture) == "public, max-age=31536000, immutable"
    assert kept("") == kept("agenda/fete/") == "public, max-age=60"
    assert kept("flux/tout.rss") == kept("tambour.json") == "public, max-age=300"
    assert kept(style_of(server)) == "public, max-age=31536000, immutable"
    for path in ("", "flux/tout.rss", picture):
        first = server.ask(f"{base}/{path}")
        assert server.ask(f"{base}/{path}", If_None_Match=first.headers["etag"]).status == 304
        assert server.ask(f"{base}/{path}", If_Modified_Since=first.headers["last-modified"]).status == 304


def test_a_part_of_a_file_can_be_asked_for(server: Running) -> None:
    picture = next(file for file in Release.read(server.site.root).files.values() if file.media_type == "image/jpeg")
    part = server.ask(f"{server.site.base}/{picture.path}", Range="bytes=10-19")

    assert part.status == 206
    assert part.body == (server.site.root / picture.path).read_bytes()[10:20]


def test_what_was_compressed_beforehand_is_sent_as_it_is(server: Running) -> None:
    for path, file in (
        ("", "index.html"),
        ("flux/tout.json", "flux/tout.json"),
        (style_of(server), style_of(server)),
    ):
        plain = server.ask(f"{server.site.base}/{path}")
        for asked, coding, ending, unpack in (
            ("gzip, deflate, br", "br", "br", brotli.decompress),
            ("gzip", "gzip", "gz", gzip.decompress),
        ):
            packed = server.ask(f"{server.site.base}/{path}", Accept_Encoding=asked)
            assert (file, packed.headers.get("content-encoding")) == (file, coding)
            assert packed.body == (server.site.root / f"{file}.{ending}").read_bytes()
            assert unpack(packed.body) == plain.body
            assert packed.headers["content-type"] == plain.headers["content-type"]
            assert packed.headers.get("cache-control") == plain.headers.get("cache-control")
            assert packed.headers.get("content-security-policy") == plain.headers["content-security-policy"]
            assert "accept-encoding" in packed.headers["vary"].lower()
            assert packed.headers["etag"] != plain.headers["etag"]
            again = server.ask(
                f"{server.site.base}/{path}", Accept_Encoding=asked, If_None_Match=packed.headers["etag"]
            )
            assert (again.status, again.body) == (304, b"")


def test_old_addresses_lead_on(server: Running) -> None:
    base = server.site.base
    for old in ("/vieux/tra.html", "/v/", "/v"):
        answer = server.ask(f"{base}{old}")
        if server.name == "caddy":  # the small pages of the site do it
            answer = server.ask(answer.headers["location"]) if answer.status in (301, 308) else answer
            assert f'content="0; url={base}/actualites/travaux/"'.encode() in answer.body
        else:
            assert (old, answer.status) == (old, 301)
            assert answer.headers["location"].endswith(f"{base}/actualites/travaux/")


def test_an_old_address_that_came_with_a_publication_is_known_to_apache_at_once(server: Running) -> None:
    table = server.site.root / server.site.apache_map
    before = table.read_text()
    table.write_text(f"{before}{server.site.base}/neuve {server.site.base}/agenda/\n")

    answer = server.ask(f"{server.site.base}/neuve")
    table.write_text(before)

    assert answer.status == (301 if server.name == "apache" else 404)


def test_whoever_looks_for_the_account_of_the_site_is_led_to_its_bridge(server: Running) -> None:
    for path in ("webfinger?resource=acct:exemple.fr@exemple.fr", "host-meta", "host-meta.json", "nodeinfo"):
        answer = server.ask(f"/.well-known/{path}")

        assert answer.status == 302
        assert answer.headers["location"] == f"https://hatsu.exemple.fr/.well-known/{path}"


def test_other_sites_may_read_data_and_frame_embeds_and_nothing_else(server: Running) -> None:
    base, files = server.site.base, Release.read(server.site.root).files
    embed = next(path for path in files if path.startswith("integrer/"))
    mail = next(path for path in files if path.endswith(".mail.html"))
    calendar = next(path for path in files if path.endswith(".ics"))

    def headers(path: str) -> dict[str, str]:
        return dict(server.ask(f"{base}/{path}").headers)

    for path in ("flux/tout.rss", "flux/tout.json", calendar, "tambour.json"):
        assert (path, headers(path).get("access-control-allow-origin")) == (path, "*")
    assert "access-control-allow-origin" not in headers("")
    assert "x-frame-options" not in headers(embed)
    assert "frame-ancestors" not in headers(embed)["content-security-policy"]
    assert headers("")["x-frame-options"] == "SAMEORIGIN"
    assert "style-src 'unsafe-inline'" in headers(mail)["content-security-policy"]
    assert "unsafe" not in headers("")["content-security-policy"]
    assert "script-src" not in headers(mail)["content-security-policy"]
    for path in ("recherche/", "recherche/pagefind/pagefind.js"):
        assert "script-src 'self' 'wasm-unsafe-eval';" in headers(path)["content-security-policy"], path


def test_plain_http_leads_to_https(server: Running) -> None:
    answer = server.ask(f"{server.site.base}/agenda/?a=1", plain=True)

    assert answer.status in (301, 308)
    assert answer.headers["location"].startswith(f"https://{server.site.host}")
    assert f"{server.site.base}/agenda/" in answer.headers["location"]


@pytest.mark.parametrize("path", ["", "agenda/fete/", "actualites/travaux/", "recherche/"])
def test_mozilla_s_observatory_gives_it_an_a_plus(server: Running, path: str) -> None:
    address = f"{server.site.base}/{path}"
    page, plain = server.ask(address), server.ask(address, plain=True)
    asked = {"Origin": "https://http-observatory.security.mozilla.org", "Access_Control_Request_Method": "GET"}
    preflight = server.ask(address, method="OPTIONS", **asked)

    letter, score, worth = grade(
        Seen(page.headers, page.body, plain.status, plain.headers.get("location", ""), preflight.headers)
    )

    assert (letter, score) == ("A+", 130), worth


def test_what_the_observatory_would_not_forgive_is_not_forgiven() -> None:
    """The rules judge: each header taken away or weakened costs what it costs there."""
    named = {name.lower(): value for name, value in rules.HEADERS} | {
        "content-security-policy": rules.PAGE_POLICY,
        "x-frame-options": "SAMEORIGIN",
    }
    good = Seen(named, b"<p>", 301, "https://exemple.fr/", {})

    def scored(**changes: str) -> int:
        changed = {**named, **{name.replace("_", "-"): value for name, value in changes.items()}}
        return grade(good._replace(headers={name: value for name, value in changed.items() if value}))[1]

    assert scored() == 130
    assert scored(content_security_policy="") == 75
    assert scored(content_security_policy=rules.PAGE_POLICY.replace("script-src", "script-src 'unsafe-inline'")) == 80
    assert scored(strict_transport_security="") == 80
    assert scored(strict_transport_security="max-age=3600") == 120
    assert scored(referrer_policy="unsafe-url") == 120
    assert scored(x_content_type_options="") == 125
    assert grade(good._replace(status=200))[1] == 80
    assert grade(good._replace(page=b'<script src="https://cdn.exemple.fr/a.js"></script>'))[1] == 50


def test_pages_hold_nothing_that_their_policy_forbids(site: ServedSite) -> None:
    held = set()
    for file in site.root.rglob("*.html"):
        path = file.relative_to(site.root).as_posix()
        if path.startswith("integrer/") or path.endswith(".mail.html"):
            continue
        for element in html.document_fromstring(file.read_bytes()).iter():
            if not isinstance(element.tag, str):
                continue
            held |= {(path, name) for name in element.attrib if name == "style" or name.startswith("on")}
            is_data = element.get("type") in ("application/ld+json", "application/json")  # which no policy is asked of
            script = element.tag == "script" and not element.get("src") and not is_data
            if element.tag == "style" or script:
                held.add((path, element.tag))

    assert held == set()


def test_what_is_small_or_a_picture_is_not_compressed_and_what_is_gone_leaves_the_cache(tmp_path: Path) -> None:
    files = {"a.html": b"<p>" + b"a" * 5000, "b.html": b"<p>", "c.json": json.dumps([*range(900)]).encode()}
    files["d.png"] = b"\x89PNG" * 1000
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    known = [_file(name) for name in files]

    first = twins_of(known, tmp_path, tmp_path / "cache")
    before = {twin.file: twin.file.stat().st_mtime_ns for twin in first}
    second = twins_of(known[:2], tmp_path, tmp_path / "cache")

    assert [twin.path for twin in first] == ["a.html.br", "a.html.gz", "c.json.br", "c.json.gz"]
    assert {twin.file: twin.file.stat().st_mtime_ns for twin in second}.items() <= before.items()
    assert sorted((tmp_path / "cache/compressed").iterdir()) == sorted(twin.file for twin in second)


def _file(path: str) -> ReleaseFile:
    return ReleaseFile(path, "", path.replace(".", "-"))
