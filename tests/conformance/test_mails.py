"""The demo's letters, read by others: MJML's own validator, what mail clients support, a mail server, a browser."""

import json
import re
import smtplib
import socket
import subprocess
from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from lxml import html
from PIL import Image

from tambour.channels.newsletter.mjml_check import MjmlFault, check_mjml
from tambour.channels.newsletter.mjml_rules import ATTRIBUTES, CHILDREN, ENDING
from tests.trees import Tree, settings_without

SCRIPT = Path(__file__).with_name("mails.mjs")
CLIENTS = (
    "gmail.*",
    "outlook.windows",
    "outlook.outlook-com",
    "apple-mail.*",
    "orange.*",
    "laposte.*",
    "sfr.*",
    "thunderbird.*",
    "yahoo.*",
)
_STYLESHEET = "of the style sheet (columns when wide, dark mode): without it, one light column, whole"
_RESET = "MJML's own reset, for the clients that need it; where it is not known, nothing is to be reset"
_ASSISTIVE = "for screen readers; a client that drops it reads layout tables as it does in every other mail"
# What a client may not know, and why the mail stands without it.
ALLOWED = {
    "<style> element": _STYLESHEET,
    "@media": _STYLESHEET,
    "Class selector": _STYLESHEET,
    "ID selector": _STYLESHEET,
    "Type selector": _STYLESHEET,
    "Descendant combinator": _STYLESHEET,
    "Child combinator": _STYLESHEET,
    "Chaining selectors": _STYLESHEET,
    ":root": _STYLESHEET,
    "!important keyword": _STYLESHEET,
    "color-scheme": _STYLESHEET,
    "<body> element": "becomes a div, with the same children; every style of ours is on a table, too",
    "outline": _RESET,
    "border-spacing": _RESET,
    "word-spacing": "of the hidden preheader",
    "display:none": "of the hidden preheader, which is also one pixel high and as light as its ground",
    "opacity": "of the hidden preheader",
    "overflow": "of the hidden preheader",
    "height property": "tables and pictures have the attribute, too",
    "word-break": "an address that is too long is cut by the client, or scrolls",
    "text-decoration": "links are told by their colour and their words, too",
    "border-radius": "square buttons",
    "cursor": "a button is a link all the same",
    "transform": "of letter case, on buttons: none is asked for",
    "mailto: links": "the address stands there in words",
    "target attribute": "where a link opens is the client's choice",
    "aria-label attribute": _ASSISTIVE,
    "role attribute": _ASSISTIVE,
    "lang attribute": _ASSISTIVE,
}  # fmt: skip


def asked(node: Path, what: str, **more: Any) -> Any:
    request = json.dumps({"what": what, **more})
    done = subprocess.run([node, SCRIPT], input=request, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def mails(demo: Tree) -> list[Path]:
    return sorted((demo.root / "lettres").rglob("*.mail.html"))


@pytest.fixture(scope="module")
def sources(demo: Tree, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The MJML of every edition of the demo's letters and of a block of each kind. demo: has filled the cache."""
    from tambour.build.request import Request
    from tambour.channels.newsletter.files import LetterFiles
    from tambour.channels.newsletter.mail import block, mail
    from tambour.commands.build import build_anew

    folder = tmp_path_factory.mktemp("mjml")
    run = build_anew(Request.read(None, settings_without(folder, "cards", "kit"), folder / "site"))
    channel: Any = run.settings.channels["newsletter"]
    files = LetterFiles(run.published, channel.settings, channel.templates)
    rendered: list[str] = []

    class Listening:
        """The channel's templates, heard at work."""

        digest = ""

        def render(self, name: str, /, **values: object) -> str:
            rendered.append(channel.templates.render(name, **values))
            return rendered[-1]

    for _, editions in files.letters:
        for edition in editions:
            mail(edition, run.published, channel.settings, Listening())
    for published in files.blocks.values():
        block(files.block_item(published), run.published, Listening())
    for number, source in enumerate(rendered):
        (folder / f"{number}.mjml").write_text(source, "utf-8")
    return folder


def test_mjml_s_own_validator_accepts_every_source(sources: Path, node: Path) -> None:
    told = asked(node, "mjml", folder=str(sources))

    assert len(told) > 50
    assert {name: errors for name, errors in told.items() if errors} == {}


def test_our_rules_are_mjml_s_rules(node: Path) -> None:
    theirs = asked(node, "rules")
    known = {*CHILDREN, *ATTRIBUTES, "mj-all", "mj-class"}

    assert {tag: dict(attributes) for tag, attributes in ATTRIBUTES.items()} == {
        tag: theirs["attributes"][tag] for tag in ATTRIBUTES
    }
    assert {tag: set(held) for tag, held in CHILDREN.items() if tag != "mj-attributes"} == {
        tag: set(theirs["children"][tag]) & known for tag in CHILDREN if tag != "mj-attributes"
    }
    assert set(theirs["ending"]) & set(ATTRIBUTES) == ENDING & set(ATTRIBUTES)


@pytest.mark.parametrize(
    "fault",
    [
        "<mj-section><mj-colum /></mj-section>",
        "<mj-text>Hors colonne</mj-text>",
        '<mj-section colour="#fff" />',
        '<mj-section><mj-column><mj-image width="wide" /></mj-column></mj-section>',
        '<mj-section><mj-column><mj-button align="middle">Oui</mj-button></mj-column></mj-section>',
    ],
)
def test_what_mjml_s_validator_refuses_is_refused_before_it_is_compiled(fault: str, tmp_path: Path, node: Path) -> None:
    source = f"<mjml><mj-body>{fault}</mj-body></mjml>"
    (tmp_path / "a.mjml").write_text(source, "utf-8")

    with pytest.raises(MjmlFault, match="ligne 1"):
        check_mjml(source)
    assert asked(node, "mjml", folder=str(tmp_path))["a.mjml"] != []


def test_no_client_lacks_what_a_mail_cannot_do_without(mails: list[Path], tmp_path: Path, node: Path) -> None:
    by_letter = {path.parent: path for path in mails if path.name == "brevo.mail.html"}
    for number, path in enumerate(by_letter.values()):
        (tmp_path / f"{number}.html").write_bytes(path.read_bytes())

    lacking = asked(node, "caniemail", folder=str(tmp_path), clients=list(CLIENTS))

    assert len(lacking) > 10
    found = {title for titles in lacking.values() for title in titles}
    assert found - set(ALLOWED) == set()
    assert all(ALLOWED.values())


def test_no_mail_asks_anything_of_a_third_party(mails: list[Path], demo: Tree) -> None:
    """What is loaded without a click: pictures, styles, fonts."""
    ours = urlsplit(demo.url).netloc
    for path in mails:
        text = path.read_text("utf-8")
        loaded = html.document_fromstring(text).xpath("//@src | //@background")
        assert {urlsplit(str(address)).netloc for address in loaded} == {ours}, path
        assert not re.search(r"<link|@import|url\(", text), path
        assert "[if mso" in text, path


def test_every_picture_of_every_mail_is_on_the_site(mails: list[Path], demo: Tree) -> None:
    sources = {str(source) for path in mails for source in html.parse(path).xpath("//img/@src")}

    assert len(sources) > 5
    for source in sources:
        file = demo.root / source.removeprefix(f"{demo.url}/")
        assert file.is_file(), source
        assert file.stat().st_size <= 200_000, file
        with Image.open(file) as picture:
            assert picture.width <= 1200, file


class Box:
    """A mail server's handler that keeps what it is given."""

    def __init__(self) -> None:
        self.received: list[bytes] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.received.append(envelope.original_content)
        return "250 OK"


@pytest.fixture
def server() -> Iterator[tuple[Controller, Box]]:
    box = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield controller, box
    controller.stop()


def test_what_arrives_is_what_was_built(demo: Tree, server: tuple[Controller, Box]) -> None:
    controller, box = server
    messages = sorted((demo.root / "lettres").rglob("*.eml"))
    with smtplib.SMTP("127.0.0.1", controller.port) as client:
        for path in messages:
            client.sendmail("accueil@valdaubrelle.example", ["lettre@valdaubrelle.example"], path.read_bytes())

    assert len(messages) > 5
    assert box.received == [path.read_bytes() for path in messages]
    for path, data in zip(messages, box.received, strict=True):
        message = BytesParser(policy=policy.default).parsebytes(data)
        body = message.get_body(("html",))
        assert body is not None
        assert body.get_content().splitlines() == (path.parent / "lettre.mail.html").read_text("utf-8").splitlines()
        assert (message["X-Unsent"], message["To"], message.defects) == ("1", None, [])
