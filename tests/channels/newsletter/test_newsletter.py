"""Each letter is ready for every sending tool: its tags once, its words safe, its pictures for ever."""

import email
import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from email import policy
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from bs4 import BeautifulSoup
from pydantic import ValidationError

from tambour.build import jinja
from tambour.build.templates import TemplatesMaker
from tambour.channels.newsletter import Newsletter
from tambour.channels.newsletter.tools import TOOLS
from tambour.model.letters.edition import freeze, thaw
from tambour.model.web import mailto
from tambour.testing.building import CHANNELS, PARIS, URL, files_of, make, published, ready, rendered, site
from tambour.testing.village import village
from tambour.words.editions import Editions, changed_since

FOLDER = "lettres/lettre-decembre-2026/"
TEMPLATES = CHANNELS / "newsletter" / "templates"
SECURE = "https://www.exemple.fr"
MAILTO = "mailto:sympa@xn--t-9fab.example?subject=d%C3%A9sabonner"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return rendered(make(Newsletter), village())


def letter(*blocks, **more):
    typed = {
        "id": "mai",
        "titre": "La lettre de mai",
        "preheader": "Les nouvelles du territoire et les rendez-vous.",
        "publier_le": "2026-12-01 08:00",
        "blocs": list(blocks),
    }
    return published("letter", typed | more)


def news(**more):
    return published("news", {"id": "lac", "titre": "Le lac", "publier_le": "2026-11-20"} | more)


def codes(given, **settings) -> list[str]:
    return [problem.code for problem in ready(make(Newsletter, **settings), given).check()]


def words(html: bytes | str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def test_each_tool_has_its_file_and_its_text_and_each_commune_its_edition(files):
    names = {path.removeprefix(FOLDER) for path in files if path.startswith(FOLDER)}

    assert {f"{tool}.mail.html" for tool in TOOLS} < names
    assert {"lettre.mail.html", "lettre.txt", "lettre.eml", "lettre-decembre-2026.zip", "images/entete.png"} < names
    assert {"bellecombe/brevo.mail.html", "mijoux/lettre.eml"} < names


@pytest.mark.parametrize("tool", TOOLS.values(), ids=lambda tool: tool.name)
@pytest.mark.parametrize("ending", ["mail.html", "txt"])
def test_the_tool_finds_its_tags_once_as_it_writes_them(files, tool, ending):
    made = files[f"{FOLDER}{tool.name}.{ending}"].decode()
    tags = [tag for tag in (tool.unsubscribe, tool.online if ending == "mail.html" else "") if tag]

    assert [made.count(tag) for tag in tags] == [1] * len(tags)
    if ending == "txt":
        assert re.findall(r"En ligne : (\S+)", made) == ["https://www.exemple.fr/interco/lettres/lettre-decembre-2026/"]
        assert not tool.online or tool.online not in made
    assert ".invalid" not in made
    if not tool.unsubscribe:
        assert made.count("mailto:accueil@exemple.fr?subject=") == 1


def test_the_address_of_the_account_is_a_tag_where_a_tool_demands_it(files):
    assert files[FOLDER + "mailchimp.mail.html"].count(b"*|LIST:ADDRESS|*") == 1
    assert "5, place du Marché, 39999 Bellecombe" in words(files[FOLDER + "brevo.mail.html"])


@pytest.mark.parametrize("tool", TOOLS.values(), ids=lambda tool: tool.name)
def test_a_tag_stands_in_the_versions_of_its_own_tool_alone(files, tool):
    tags = [tag.encode() for tag in (tool.unsubscribe, tool.online, tool.address) if tag]
    elsewhere = [path for path in files if not path.rpartition("/")[2].startswith(f"{tool.name}.")]

    assert not [
        path for path in elsewhere if path.endswith((".html", ".txt", ".eml")) for tag in tags if tag in files[path]
    ]


HOSTILE = ["{{ contact.EMAIL }}", "*|FNAME|*", "[[data:nom]]", "<mj-raw>x</mj-raw>", "100 % {% if x %}", "[% user %]"]


@pytest.mark.parametrize("typed", [*HOSTILE, "{{{{ x }}}}", "a]]>b", "&lt;b&gt;", "émoji 👩‍👩‍👧 שלום"])
def test_what_looks_like_a_tag_comes_out_as_text(typed):
    given = site([news(titre=typed), letter({"type": "selection", "ids": ["lac"], "titre": typed}, objet=typed)])
    made = rendered(make(Newsletter), given)

    for tool in TOOLS:
        html = made[f"lettres/mai/{tool}.mail.html"].decode()
        assert " ".join(typed.split()) in words(html)
        assert typed not in html or not any(opening in typed for opening in ("{{", "*|", "[[", "{%", "[%"))
        text = made[f"lettres/mai/{tool}.txt"].decode()
        assert typed in text.replace("\u2060", "")
        assert not re.search(r"\{\{ contact|\*\|FNAME|\[\[data|\{% if|\[% user", text)
    message = email.message_from_bytes(made["lettres/mai/lettre.eml"], policy=policy.default)
    assert message["Subject"] == typed


def test_every_style_is_on_its_element(files):
    """La Poste and SFR throw style sheets away: a mail must stand without them."""
    bare = re.sub(r"<style.*?</style>", "", files[FOLDER + "brevo.mail.html"].decode(), flags=re.DOTALL)
    soup = BeautifulSoup(bare, "html.parser")

    tags = [tag for tag in soup.find_all(["h1", "h2", "h3", "p", "a", "img"]) if tag.name == "img" or tag.text.strip()]
    assert [str(tag) for tag in tags if not tag.get("style")] == []
    assert soup.html["lang"] == "fr" and soup.html["dir"] == "ltr"
    assert [tag.name for tag in soup.find_all(re.compile("^h[1-6]$"))][:2] == ["h1", "h2"]
    assert all(table.get("role") == "presentation" for table in soup.find_all("table"))


def test_outlook_keeps_its_own_parts_and_nothing_comes_from_elsewhere(files):
    html = files[FOLDER + "brevo.mail.html"].decode()
    links = re.findall(r'(?:src|href)="([^"]+)"', html)

    assert html.count("[if mso") > 5
    assert not re.search("googleapis|mailjet|gstatic", html)
    assert {link.split("/")[2] for link in links if link.startswith("http")} == {"www.exemple.fr", "www.exemple.org"}


def test_pictures_have_addresses_made_of_ids_and_sizes_written_down(files):
    soup = BeautifulSoup(files[FOLDER + "brevo.mail.html"], "html.parser")
    images = {image["src"].removeprefix(f"{URL}/"): image for image in soup.find_all("img")}

    assert f"{FOLDER}images/travaux-rue-haute.jpg" in images
    assert all(path in files and image["width"].isdigit() and "alt" in image.attrs for path, image in images.items())


def test_a_changed_photo_changes_no_address(files):
    given = village()
    photo = given.media.originals["images/Fête du lac.jpg"]
    other = replace(photo, sha256="f" * 64, derived=photo.derived[-1:])
    media = replace(given.media, originals={**given.media.originals, photo.path: other})

    assert rendered(make(Newsletter), replace(given, media=media)).keys() == files.keys()


def test_the_message_opens_as_a_draft_and_holds_both_versions(files):
    message = email.message_from_bytes(files[FOLDER + "lettre.eml"], policy=policy.default)

    assert (message["X-Unsent"], message["Subject"]) == ("1", "La lettre de décembre")
    assert message["Message-ID"] == "<lettre.lettre-decembre-2026@exemple.fr>"
    assert message["From"].addresses[0].addr_spec == "accueil@exemple.fr"
    assert message["Date"].datetime == datetime(2026, 11, 30, tzinfo=PARIS)
    assert message["List-Id"] == "Haut-Jura d’en Bas <lettre.exemple.fr>"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    for kind, name in (("plain", "lettre.txt"), ("html", "lettre.mail.html")):
        sent = message.get_body((kind,)).get_content()
        assert sent.splitlines() == files[FOLDER + name].decode().splitlines()
    assert message.defects == []
    lines = files[FOLDER + "lettre.eml"].split(b"\r\n")
    assert max(map(len, lines)) <= 78 and not any(b"\n" in line for line in lines)


def test_the_archive_holds_every_version_with_its_pictures_beside_it(files):
    with zipfile.ZipFile(io.BytesIO(files[FOLDER + "lettre-decembre-2026.zip"])) as packed:
        names = packed.namelist()
        html = packed.read("brevo.html").decode()

    assert {"brevo.html", "brevo.txt", "lettre.html", "sympa.txt"} < set(names)
    assert set(re.findall(r'src="([^"]+)"', html)) <= {name for name in names if name.startswith("images/")}


def test_the_text_says_all_that_the_mail_says(files):
    text = files[FOLDER + "lettre.txt"].decode()
    flat = " ".join(text.split())

    assert "À LIRE\n------" in text
    assert f"{URL}/agenda/marche-de-noel/" in text
    assert "samedi 5 décembre 2026 de 10 h à 19 h et 1 autre date" in flat.replace("\u00a0", " ")
    assert max(len(line) for line in text.splitlines() if "://" not in line and "mailto:" not in line) <= 76


def test_an_edition_of_a_commune_says_whose_it_is(files):
    assert "Mijoux · " in words(files[FOLDER + "mijoux/brevo.mail.html"])
    assert "Mijoux · " not in words(files[FOLDER + "brevo.mail.html"])


def test_a_letter_of_25_items_stays_within_the_budget():
    items = [
        news(id=f"n-{n}", titre="Un titre de longueur ordinaire " * 2, resume="Deux lignes. " * 12) for n in range(25)
    ]
    blocks = [
        {"type": "selection", "ids": [f"n-{n}" for n in range(5)]},
        {"type": "selection", "ids": [f"n-{n}" for n in range(5, 13)], "presentation": "colonnes"},
        {"type": "selection", "ids": [f"n-{n}" for n in range(13, 25)], "presentation": "liste"},
    ]

    made = rendered(make(Newsletter), site([*items, letter(*blocks)]))["lettres/mai/brevo.mail.html"]

    assert len(made) < 80_000


def test_what_is_too_heavy_is_told_with_the_heaviest_blocks():
    light = {"type": "selection", "titre": "Bref", "ids": ["n-0"]}
    heavy = {"type": "selection", "titre": "Tout", "ids": [f"n-{n}" for n in range(40)]}
    items = [news(id=f"n-{n}", titre="Un titre", resume="Deux lignes. " * 25) for n in range(40)]

    [problem] = ready(make(Newsletter), site([*items, letter(light, heavy)], url=SECURE)).check()

    assert problem.code == "newsletter-trop-lourde"
    assert re.search(r"« Tout » \(\d+.ko\), « Bref »", problem.message)
    assert (str(problem.path), problem.line) == ("lettres/mai.md", 6)


@pytest.fixture
def themed(tmp_path):
    """The channel under a theme whose own version of a template has other words in places."""

    def make_themed(name: str, *changes: tuple[str, str]) -> Newsletter:
        source = (TEMPLATES / name).read_text("utf-8")
        for old, new in changes:
            assert old in source
            source = source.replace(old, new)
        overriding = tmp_path / "templates" / "channels" / "newsletter" / name
        overriding.parent.mkdir(parents=True)
        overriding.write_text(source, "utf-8")
        maker = TemplatesMaker((tmp_path / "templates",), jinja.FILTERS, jinja.GLOBALS)
        return Newsletter("newsletter", Newsletter.Settings(), maker("newsletter", TEMPLATES.parent))

    return make_themed


LEAVE = '<a href="{{ marks.unsubscribe }}"'
READ = letter({"type": "selection", "ids": ["lac"]})


@pytest.mark.parametrize(
    ("template", "old", "new", "code", "told"),
    [
        ("letter.mjml", LEAVE, "<a", "newsletter-desinscription", "0 liens"),
        ("letter.mjml", LEAVE, f"{LEAVE}>Partir</a> {LEAVE}", "newsletter-desinscription", "2 liens"),
        ("letter.mjml", 'alt="" width="{{ width }}px"', 'width="{{ width }}px"', "newsletter-sans-alt", "alt"),
        ("letter.mjml", '<p style="margin:0">', '<img src="{{ images }}a.png" /><p>', "newsletter-sans-alt", "alt"),
        ("letter.mjml", '<p style="margin:0">', '<p><a href="/a/">A</a>', "newsletter-adresse-douteuse", "« /a/ »"),
        ("letter.mjml", '<mj-spacer height="22px" />', '<mj-gap height="22px" />', "newsletter-gabarit", "<mj-gap>"),
        ("letter.mjml", '<mj-spacer height="22px" />', '<mj-spacer tall="1" />', "newsletter-gabarit", "« tall »"),
        ("_parts.mjml", '<mj-text padding="0 24px 24px">', '<mj-text padding="1em">', "newsletter-gabarit", "« 1em »"),
        ("block.mjml", "</mj-head>", "<mj-oups /></mj-head>", "newsletter-gabarit", "block.mjml"),
    ],
)
def test_what_a_theme_breaks_is_told_with_the_letter(themed, template, old, new, code, told):
    problems = ready(themed(template, (old, new)), site([news(), READ], url=SECURE)).check()

    assert {problem.code for problem in problems} == {code}
    assert all(told in problem.message for problem in problems)
    assert {problem.line for problem in problems} <= {READ.origin.line("titre"), READ.origin.line("blocs")}


def test_a_letter_is_compiled_once_for_all_that_is_made_of_it(monkeypatch):
    """Checked, promised and written, in five tools' versions, as text, as a message, as a preview."""
    compiled = []
    monkeypatch.setattr("tambour.channels.newsletter.mail.mjml2html", lambda source, **_: compiled.append(source) or "")
    channel = ready(make(Newsletter), site([letter({"type": "texte", "texte": "Oui."}, id="mai")]))

    channel.check()
    files_of(channel)

    assert len(compiled) == 1


@pytest.mark.parametrize(
    "subject", ['« L’été », "c’est" là: <b> & 👩\u200d👩\u200d👧 ; =?utf-8?q?non?=', "é" * 60, "a" * 60]
)
def test_a_hostile_subject_arrives_as_it_was_written(subject):
    made = rendered(make(Newsletter), site([news(), letter({"type": "selection", "ids": ["lac"]}, objet=subject)]))
    data = made["lettres/mai/lettre.eml"]
    message = email.message_from_bytes(data, policy=policy.default.clone(raise_on_defect=True))

    assert message["Subject"] == subject
    assert message["List-Unsubscribe"].strip().startswith("<mailto:accueil@exemple.fr?subject=")
    assert (message["Content-Language"], message.get_boundary()[:10]) == ("fr", "=_tambour_")
    assert max(map(len, data.split(b"\r\n"))) <= 78


@pytest.mark.parametrize(
    "name",
    [
        "Val d’Aubrelle",
        'Communes du "Haut", et <du Bas>',
        "Bas-Pays (61) ; L’Été: le nôtre, " * 3 + "fin",
        "=?utf-8?q?non?=",
        "C.C. du Lac",
        "Pays; d'Ô \\ @",
    ],
)
@pytest.mark.parametrize(
    ("settings", "leave"),
    [
        ({}, "mailto:accueil@exemple.fr?subject=D%C3%A9sinscription%20de%20la%20lettre"),
        ({"unsubscribe": "https://été.example/quitter?l=a,b"}, "https://xn--t-9fab.example/quitter?l=a,b"),
        ({"unsubscribe": "mailto:sympa@été.example?subject=désabonner"}, MAILTO),
        ({"sender": "lettre+aubrelle@une-communaute-de-communes-au-nom-long.example"}, None),
    ],
)
def test_a_mail_service_reads_every_header_as_it_was_meant(name, settings, leave):
    territory = site().territory.model_copy(update={"name": name, "short_name": None})
    given = site([letter({"type": "texte", "texte": "Oui."})], territory=territory)
    data = rendered(make(Newsletter, **settings), given)["lettres/mai/lettre.eml"]
    sender = settings.get("sender", "accueil@exemple.fr")
    head = dict(raw_headers(data))

    assert head["List-Unsubscribe"] == f"<{leave or mailto(sender, 'Désinscription de la lettre')}>"
    assert head["Message-ID"] == "<lettre.mai@exemple.fr>"
    assert head["List-Id"].endswith(" <lettre.exemple.fr>")
    for header in ("From", "List-Id"):
        phrase, address = parseaddr(head[header])
        assert str(make_header(decode_header(phrase))) == name
    assert address == "lettre.exemple.fr"
    assert parseaddr(head["From"])[1] == sender
    assert "=?" not in head["List-Unsubscribe"] + head["Message-ID"] + head["List-Id"].rpartition("<")[2]
    assert max(map(len, data.split(b"\r\n"))) <= 121


def raw_headers(data):
    """As a mail service does it: unfolded (RFC 5322 §2.2.3), nothing decoded."""
    head = data.partition(b"\r\n\r\n")[0].decode("ascii")
    for line in re.sub(r"\r\n(?=[ \t])", "", head).split("\r\n"):
        name, _, value = line.partition(":")
        yield name, value.strip()


@pytest.mark.parametrize(
    "settings",
    [
        {"sender": "pas une adresse"},
        {"sender": "a@b.fr\r\nBcc: c@d.fr"},
        {"unsubscribe": "ftp://exemple.fr"},
        {"unsubscribe": "https://exemple.fr>, <https://ailleurs.fr"},
        {"unsubscribe": "mailto:a@b.fr?subject=a\r\nBcc: c@d.fr"},
        {"unsubscribe": "javascript:alert(1)"},
        {"list_id": "lettre>\r\nBcc: c@d.fr"},
        {"list_id": "la lettre"},
        {"reason": "Parce que.\r\nBcc: c@d.fr"},
    ],
)
def test_a_setting_that_would_break_out_of_its_header_is_refused(settings):
    with pytest.raises(ValidationError):
        Newsletter.Settings.model_validate(settings)


def test_the_preview_shows_the_mail_by_day_by_night_and_without_pictures(files):
    page = BeautifulSoup(files[FOLDER + "index.html"], "html.parser")
    frames = {frame["src"]: files[FOLDER + frame["src"]].decode() for frame in page.find_all("iframe")}

    assert list(frames) == ["courriel.html", "sombre.html", "sans-images.html"]
    assert "@media all" in frames["sombre.html"] and "@media not all" in frames["courriel.html"]
    assert all("prefers-color-scheme" not in html for html in frames.values())
    assert 'src="images/' in frames["courriel.html"] and "src=" not in frames["sans-images.html"]
    told = dict(zip(*(page.find("dl").find_all(tag) for tag in ("dt", "dd")), strict=True))
    assert {name.text: value.text.replace("\u00a0", " ") for name, value in told.items()}[
        "Objet"
    ] == "21 caractères sur 60"
    assert f"{URL}/{FOLDER}brevo.mail.html" in page.text


def test_listmonk_keeps_what_outlook_needs(files):
    """Its templates drop comments that are not handed to Safe."""
    html = files[FOLDER + "listmonk.mail.html"].decode()
    bare, kept = re.subn(r"\{\{ Safe `<!--.*?-->` \}\}", "", html, flags=re.DOTALL)

    assert kept > 5
    assert "<!--" not in bare and bare.count("{{") == 2


@pytest.mark.parametrize("address", ["http://www.exemple.org/", "http://127.0.0.1:8000/agenda/"])
def test_an_address_that_is_not_secure_is_told(address):
    given = site([letter({"type": "appel", "libelle": "Voir", "adresse": address})], url=SECURE)

    assert codes(given) == ["newsletter-adresse-douteuse"]


def test_a_site_tried_at_home_may_link_itself():
    given = site([news(), letter({"type": "selection", "ids": ["lac"]})], url="http://127.0.0.1:8000")

    assert codes(given) == []


def test_a_selection_that_finds_nothing_is_told_until_the_letter_has_left():
    empty = letter({"type": "selection", "genres": "agenda", "jours": "7"})

    [problem] = ready(make(Newsletter), site([empty], now=datetime(2026, 12, 1, 9, tzinfo=PARIS))).check()

    assert (problem.code, problem.line) == ("newsletter-selection-vide", empty.origin.line("blocs.0"))
    assert codes(site([empty], now=datetime(2026, 12, 2, 9, tzinfo=PARIS))) == []


OFF = published(
    "event", {"id": "bal", "titre": "Bal", "publier_le": "2026-11-01", "debut": "2026-12-05", "statut": "annule"}
)
OLD = published("news", {"id": "bal", "titre": "Bal", "publier_le": "2026-11-01"}, expired=True)


@pytest.mark.parametrize("block", [{"ids": ["bal"]}, {"genres": "agenda", "avec": ["absent", "bal"]}])
@pytest.mark.parametrize(("chosen", "told"), [(OFF, "est annulé"), (OLD, "n'est plus d'actualité")])
def test_what_was_chosen_and_is_gone_since_is_told(chosen, told, block):
    [problem] = ready(make(Newsletter), site([chosen, letter({"type": "selection", **block})])).check()

    assert problem.code == "newsletter-contenu-perime"
    assert told in problem.message


def test_a_frozen_letter_is_made_from_what_was_kept_alone():
    mine = letter({"type": "selection", "ids": ["lac"]})
    before = site([news(resume="Il rouvre."), mine])
    sent = rendered(make(Newsletter), before)
    kept = thaw(freeze(Editions(before).of(mine)))

    after = rendered(make(Newsletter), site([replace(letter(titre="Autre titre"), frozen=kept)]))

    assert after["lettres/mai/brevo.mail.html"] == sent["lettres/mai/brevo.mail.html"]
    assert after["lettres/mai/lettre.eml"] == sent["lettres/mai/lettre.eml"]


def test_the_block_of_an_item_can_be_pasted_anywhere():
    excerpt = ready(make(Newsletter), site([news(resume="Il rouvre.")])).excerpt(news(resume="Il rouvre."))

    assert "<html" not in excerpt.html and "<body" not in excerpt.html
    assert words(excerpt.html).startswith("Le lac Il rouvre.")


def test_said_otherwise_in_letters_is_said_otherwise():
    told = news(canaux={"newsletter": {"titre": "Le lac, enfin", "texte": "Autre résumé."}})

    html = rendered(make(Newsletter), site([told, letter({"type": "selection", "ids": ["lac"]})]))

    assert "Le lac, enfin" in words(html["lettres/mai/brevo.mail.html"])
    assert "Autre résumé." in words(html["lettres/mai/brevo.mail.html"])


def test_the_preview_of_a_site_that_is_tried_at_home_says_that_it_cannot_be_sent():
    given = site([news(), letter({"type": "selection", "ids": ["lac"]})], url="http://127.0.0.1:8000")

    page = words(rendered(make(Newsletter), given)["lettres/mai/index.html"])

    assert "entières, mais sous http://127.0.0.1:8000 : à refaire à l’adresse publique" in page
    assert "en https" not in page


def test_a_mail_promises_nothing_of_what_the_tool_does_with_it(files):
    assert not any("Aucun suivi" in data.decode() for path, data in files.items() if path.endswith(".mail.html"))


@pytest.mark.parametrize(("alt", "links"), [({"alt": "Le lac gelé"}, 1), ({"decorative": "oui"}, 0)])
def test_a_picture_without_words_is_no_link(alt, links):
    media = village().media
    item = news(image="Fête du lac.jpg", **alt)

    mail = rendered(make(Newsletter), site([item, letter({"type": "selection", "ids": ["lac"]})], media=media))

    page = BeautifulSoup(mail[FOLDER.replace("lettre-decembre-2026", "mai") + "brevo.mail.html"], "html.parser")
    picture = page.find("img", src=re.compile("/lac[.]jpg$"))
    assert len(picture.find_parents("a")) == links


def test_a_letter_tells_what_does_not_work_as_usual_and_what_has_become_of_it():
    state = {"titre": "Piscine", "statut": "ferme", "depuis": "2026-11-28", "a_la_place": "Allez au lac."}
    closed = published("status", state | {"id": "piscine", "resume": "La chaudière est en panne."})
    normal = published("status", {"id": "bus", "titre": "Bus", "statut": "normal", "depuis": "2026-11-01"})
    chosen = letter({"type": "selection", "genres": "etats"})
    given = site([closed, normal, chosen])

    [item] = Editions(given).of(chosen)[0].parts[0].items
    mail = words(rendered(make(Newsletter), given)["lettres/mai/brevo.mail.html"])
    mended = replace(closed, item=closed.item.model_copy(update={"until": closed.item.since.replace(day=30)}))

    assert "Piscine Fermé depuis le samedi 28\u00a0novembre\u00a02026".replace("\u00a0", " ") in mail.replace(
        "\u00a0", " "
    )
    assert "La chaudière est en panne. Allez au lac." in mail
    assert changed_since(given, item) == ""
    assert changed_since(site([mended]), item) == "Depuis cet envoi\u00a0: fonctionne normalement"
