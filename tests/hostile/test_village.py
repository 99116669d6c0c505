"""Hostile words through every field and every channel: words they stay, all of them arrive, and nothing else does."""

import email
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from email import policy
from pathlib import Path

import icalendar
import pytest
from lxml import etree, html

from tambour.channels.newsletter.tools import TOOLS
from tambour.commands.build import build
from tambour.commands.verify import verify
from tambour.model.conversions import clean_text
from tests.hostile.village import MARKUP, SETTINGS, SIGNS, UNSEEN, WORDS, files
from tests.projects import SETTINGS as PROJECT

SCHEMES = ("http://", "https://", "mailto:", "tel:", "webcal://", "#", "data:image/", "/", "./", "../")
# Addresses that a sending tool puts in by itself, where we write its tag.
OUR_TAGS = {tool.unsubscribe for tool in TOOLS.values()} | {tool.online for tool in TOOLS.values()}
LINKS = re.compile(r"\A(?:[\w.-]+(?:/|\Z)|\?)")  # from a page to its neighbours
HEADERS = {"date", "from", "to", "subject", "message-id", "mime-version", "list-id", "list-unsubscribe", "x-unsent"}
HEADERS |= {
    "content-language",
    "list-unsubscribe-post",
    "content-type",
    "content-transfer-encoding",
    "auto-submitted",
    "precedence",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The village, built once by the command, then its output and its kit."""
    yield built(tmp_path_factory.mktemp("hostile"), WORDS)


@pytest.fixture(scope="module")
def site_with_cards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A smaller one that has cards too, which take long to draw."""
    yield built(tmp_path_factory.mktemp("cards"), (MARKUP, SIGNS, UNSEEN), 'CHANNELS["cards"] = {}\n')


def built(root: Path, words: Sequence[str], settings: str = "") -> Path:
    for path, data in files(words):
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
    (root / "pelicanconf.py").write_text(PROJECT.replace('THEME = "theme"\n', "") + SETTINGS + settings, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        assert build(now="2026-11-23 09:00", quiet=True) == 0
    return root


def outputs(site: Path, *patterns: str) -> list[Path]:
    found = [
        path for folder in ("output", "output.kit") for pattern in patterns for path in (site / folder).rglob(pattern)
    ]
    assert found, patterns
    return sorted(found)


def plain(words: str) -> str:
    """Words without their spaces, which French typography changes, and without what is never published."""
    return "".join(str(clean_text(words)).replace("\u00a0", " ").split())


@pytest.mark.parametrize("village", ["site", "site_with_cards"])
def test_every_channel_says_the_same_of_them(village, request, monkeypatch, capsys):
    monkeypatch.chdir(request.getfixturevalue(village))

    told = verify(now="2026-11-23 09:00"), capsys.readouterr().err

    assert told[0] == 0, told[1]


def test_what_a_panel_says_wrongly_of_one_of_two_that_have_one_title_is_told(site_with_cards, monkeypatch, capsys):
    monkeypatch.chdir(site_with_cards)
    panel = site_with_cards / "output/panneaux/a.txt"
    said = panel.read_text("utf-8")
    hours, until = said.replace("10h-11h", "10h-12h", 1), said.replace("3 dec.", "7 dec.", 1)
    try:
        for panel_says, told in ((hours, r"e\d, fin du 5 décembre"), (until, r"a\d, fin : ")):
            panel.write_text(panel_says, "utf-8")
            verify(now="2026-11-23 09:00")
            assert re.search(told, capsys.readouterr().err.replace("\u00a0", " "))
    finally:
        panel.write_text(said, "utf-8")


def test_no_page_has_an_element_an_attribute_or_an_address_of_theirs(site: Path):
    for path in outputs(site, "*.html"):
        tree = html.document_fromstring(path.read_bytes())
        for element in tree.iter(etree.Element):
            assert not [name for name in element.attrib if name.startswith("on")], path
            assert "onload" not in str(element.tag), path
            for name in ("href", "src", "action", "formaction"):
                address = element.get(name, "#").strip()
                if address in OUR_TAGS and path.name.endswith(".mail.html"):
                    continue
                assert address.startswith(SCHEMES) or LINKS.match(address) or not address, (path, address)
        scripts = [script.text or "" for script in tree.iter("script")]
        assert not [script for script in scripts if "alert(1)" in script and not is_json(script)], path
        assert [svg for svg in tree.iter("svg") if svg.get("onload")] == []


def is_json(script: str) -> bool:
    json.loads(script)
    return "<" not in script


def test_every_title_is_the_heading_of_its_page_and_the_name_in_its_facts(site: Path):
    for i, words in enumerate(WORDS):
        for folder, key in (("actualites", "n"), ("agenda", "e"), ("lieux", "l"), ("publications", "d"), ("", "p")):
            tree = html.document_fromstring((site / "output" / folder / f"{key}{i}" / "index.html").read_bytes())
            [heading] = tree.iter("h1")

            assert plain(words) in plain(heading.text_content()), (folder, i)
            assert plain(words) in plain(tree.findtext(".//title") or ""), (folder, i)


def test_every_text_and_alternative_arrives(site: Path):
    for i, words in enumerate(WORDS):
        tree = html.document_fromstring((site / f"output/actualites/n{i}/index.html").read_bytes())

        assert plain(words) in {plain(picture.get("alt", "")) for picture in tree.iter("img")}
        assert plain(tree.text_content()).count(plain(words)) >= 5, i


def test_feeds_sitemap_and_drawings_are_xml_and_hold_every_title(site: Path):
    for path in outputs(site, "*.rss", "*.atom", "*.xml", "*.opml"):
        text = plain("".join(etree.fromstring(path.read_bytes()).itertext()))
        if path.name in ("actualites.rss", "actualites.atom"):
            assert [i for i, words in enumerate(WORDS) if plain(words) not in text] == [], path


def test_json_is_json_and_holds_every_title(site: Path):
    for path in outputs(site, "*.json"):
        text = plain("".join(strings(json.loads(path.read_text("utf-8")))))
        if path.parent.name == "api" and path.name in ("actualites.json", "agenda.json", "lieux.json"):
            assert [i for i, words in enumerate(WORDS) if plain(words) not in text] == [], path


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    else:
        yield str(value)


def test_calendars_hold_events_and_nothing_that_was_typed_as_one(site: Path):
    for path in outputs(site, "*.ics"):
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        kinds = {component.name for component in calendar.walk()}

        assert kinds <= {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}, path
        assert not re.search(rb"[^\r]\n|\r[^\n]", path.read_bytes())
        if path.name == "tout.ics":
            said = {plain(str(event["SUMMARY"])).removeprefix("ANNULÉ–") for event in calendar.walk("VEVENT")}
            assert {plain(words) for words in WORDS} <= said


def test_mails_have_their_own_headers_and_parts_and_every_subject(site: Path):
    for path in outputs(site, "lettre.eml"):
        data = path.read_bytes()
        message = email.message_from_bytes(data, policy=policy.default)

        assert {name.lower() for name in message} <= HEADERS, path
        assert [part.get_content_type() for part in message.walk()] == [
            "multipart/alternative",
            "text/plain",
            "text/html",
        ]
        assert not re.search(rb"[^\r]\n|[\x80-\xff]", data.partition(b"\r\n\r\n")[0])
    for i, words in enumerate(WORDS):
        message = email.message_from_bytes(
            (site / f"output/lettres/m{i}/lettre.eml").read_bytes(), policy=policy.default
        )
        [body] = [part.get_content() for part in message.walk() if part.get_content_type() == "text/html"]

        assert plain(words[:30]) == plain(str(message["subject"]))
        assert plain(words) in {plain(picture.get("alt", "")) for picture in html.fromstring(body).iter("img")}


def test_no_mail_holds_the_beginning_of_a_tag_that_was_typed(site: Path):
    for tool in ("brevo", "mailchimp", "mailjet", "listmonk", "sympa"):
        texts = [path.read_text("utf-8") for path in outputs(site, f"{tool}.mail.html")]
        tags = {
            re.sub(r"\s", "", tag) for text in texts for tag in re.findall(r"\{\{.*?\}\}|\*\|.*?\|\*|\[\[.*?\]\]", text)
        }

        assert not [
            tag for tag in tags if "NOM" in tag or "FNAME" in tag or "Name" in tag or "data:nom" in tag or "7*7" in tag
        ]


def test_texts_and_archives_hold_no_control_character_and_no_path_of_theirs(site: Path):
    for path in outputs(site, "*.txt", "*.map"):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e]", path.read_text("utf-8")), path
    for path in outputs(site, "*.zip"):
        for name in zipfile.ZipFile(io.BytesIO(path.read_bytes())).namelist():
            assert not name.startswith(("/", "\\")), path
            assert ".." not in name, path
    assert not [path for path in site.rglob("*") if not re.fullmatch(r"[\w.@ -]+", path.name)]
