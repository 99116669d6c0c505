"""Each item has three cards that say what it says: as promised, light, the same everywhere, new when it changes."""

import hashlib
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from time import perf_counter

import pytest
import resvg_py
from PIL import Image, ImageChops

from tambour.channels.cards.artwork import PlacedPicture
from tambour.channels.cards.compose import covering, place
from tambour.channels.cards.formats import FORMATS
from tambour.channels.cards.shaped_text import rich_picture
from tambour.channels.cards.studio import Studio
from tambour.channels.cards.subjects import item_subject, shared_subjects
from tambour.look.drawing import rasterise
from tambour.look.fonts import TITLE
from tambour.testing.building import NOW, Files, make, published, ready, site
from tests.channels.cards.gallery import CHANNEL, EVENT, GALLERY, NEWS, cards, promised, shown, site_of, told
from tests.channels.cards.hard_cases import COMMUNES, HARD_CASES, TOPICS
from tests.trees import ROOT

HARD = site(HARD_CASES.values(), communes=COMMUNES, topics=TOPICS)
HARD_CARDS = ready(CHANNEL, HARD)
SIZES = {"card": (1200, 630), "card-square": (1080, 1080), "card-story": (1080, 1920)}
DIGESTS = """
import hashlib
from tests.channels.cards.test_cards import HARD_CARDS
for output in HARD_CARDS.outputs()[::7]:
    print(output.path, hashlib.sha256(HARD_CARDS.render(output)).hexdigest())
"""


def subjects(given, choose):
    """Everything that has a card."""
    yield from (item_subject(given, item, "cards", choose) for item in given.items)
    yield from shared_subjects(given, choose)


def said(given):
    """The words of each box of its first item's wide card, line by line."""
    studio = Studio(given, CHANNEL.templates)
    content = next(subjects(given, lambda kind, named: named or CHANNEL.settings.template_of(kind))).content
    blocks = place(content, studio.sheet(studio.look(content), FORMATS[0]).layout, "Val")
    return {name: [line.text for line in block.lines] for name, block in blocks.items()}


def shared(given):
    """Promises of what networks fetch."""
    return [output for output in promised(given) if output.root == "public"]


def codes(given, channel=CHANNEL):
    return [(problem.code, problem.path.as_posix(), problem.line) for problem in ready(channel, given).check()]


def test_every_subject_has_a_wide_card_what_can_be_posted_each_size_all_true_and_light():
    outputs = HARD_CARDS.outputs()
    posted = {item.id for item in HARD_CASES.values() if HARD.can_be_posted(item)}

    wide = [output for output in outputs if output.role == "card"]
    assert len(wide) == len(HARD_CASES) + len(COMMUNES) + len(TOPICS) + 1
    for role in ("card-square", "card-story"):
        assert {output.about for output in outputs if output.role == role} == posted
    assert len(HARD_CASES) > len(posted) > len(HARD_CASES) / 2
    for output in outputs:
        data = HARD_CARDS.render(output)
        with Image.open(io.BytesIO(data)) as card:
            assert card.size == output.size == SIZES[output.role]
            assert Image.MIME[card.format] == output.media_type == "image/png"
        assert len(data) <= (40_000 if output.role == "card" else 300_000), output.path
        assert output.title
        if output.role == "card":
            assert output.path.startswith("cartes/")
            assert output.path.endswith(f"-{output.key[:12]}.png")
        else:
            width, height = output.size
            assert (output.root, output.path) == ("kit", f"contenus/{output.about}/carte-{width}x{height}.png")


def test_a_card_with_a_photo_is_a_jpeg_under_300_kilobytes():
    for output, data in cards(site_of(NEWS | shown("bruit") | told("plein"))):
        with Image.open(io.BytesIO(data)) as card:
            assert (card.format, card.size) == ("JPEG", output.size)
        assert output.media_type == "image/jpeg"
        assert len(data) < 300_000
        assert "Photo\u00a0: Une place" in output.title


def test_another_process_draws_the_same_bytes():
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"}
    ran = subprocess.run(
        [sys.executable, "-c", DIGESTS], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )

    for line in ran.stdout.splitlines():
        path, digest = line.split()
        output = next(output for output in HARD_CARDS.outputs() if output.path == path)
        assert hashlib.sha256(HARD_CARDS.render(output)).hexdigest() == digest
    assert len(ran.stdout.splitlines()) > 8


def test_the_words_of_the_hardest_cards_stand_where_they_stood(golden):
    studio = Studio(HARD, CHANNEL.templates)
    choose = CHANNEL.settings.template_of
    scenes = [subject.content for subject in subjects(HARD, lambda kind, named: named or choose(kind))]
    document = {
        f"{why}, {form.name}": {
            name: [block.size, block.top, [line.text for line in block.lines]]
            for name, block in place(content, studio.sheet(studio.look(content), form).layout, "Val d’Aubrelle").items()
        }
        for why, content in zip(HARD_CASES, scenes, strict=False)
        for form in FORMATS
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)

    golden("scenes.json", f"{text}\n".encode())


def test_no_words_stand_where_networks_lay_theirs():
    """But those that stand elsewhere, too: the tile's day, which bleeds off the edge."""
    studio = Studio(HARD, CHANNEL.templates)
    choose = CHANNEL.settings.template_of
    for subject in subjects(HARD, lambda kind, named: named or choose(kind)):
        for form in FORMATS:
            left, top, right, bottom = form.safe
            blocks = place(subject.content, studio.sheet(studio.look(subject.content), form).layout, "Val d’Aubrelle")
            for name in blocks.keys() - {"weekday", "day", "month"}:
                start, end = blocks[name].slot.inner
                where = subject.folder, form.name, name
                assert left <= start <= end <= right or name == "band", where
                assert blocks[name].bottom <= bottom, where
                assert blocks[name].top >= (top if form.name == "story" else 0), where


@pytest.mark.parametrize("status", ["annule", "reporte", "deplace", "complet"])
def test_a_state_is_a_band(status):
    bands = {"annule": "ANNULÉ", "reporte": "REPORTÉ", "deplace": "DÉPLACÉ", "complet": "COMPLET"}

    assert said(site_of(EVENT | {"statut": status}, "event"))["band"] == [bands[status]]
    assert "band" not in said(site_of(EVENT, "event"))


def test_an_event_says_its_day_its_hours_and_its_place():
    assert said(site_of(EVENT, "event"))["facts"] == [
        "Samedi 5\u00a0décembre\u00a02026",
        "De 10\u00a0h à 18\u00a0h",
        "Halle, Ici",
    ]


def test_an_alert_says_its_level_and_is_drawn_in_its_own_colours():
    words = {"info": "Information", "vigilance": "Vigilance", "urgence": "Urgence"}
    colours = set()
    for level, word in words.items():
        given = site_of(NEWS | {"niveau": level, "fin": "2026-12-04"}, "alert")
        [(_, data), *_] = cards(given)
        with Image.open(io.BytesIO(data)) as card:
            colours.add(card.convert("RGB").getpixel((600, 20)))

        assert said(given)["level"] == [word]
    assert len(colours) == 3


def test_a_writer_may_choose_title_and_template_of_one_card():
    own = site_of(NEWS | told("sobre", titre="Un autre titre"))
    plain = site_of(NEWS)

    assert said(own)["title"] == ["Un autre titre"]
    assert [output.path for output in promised(own)] != [output.path for output in promised(plain)]


def test_settings_choose_the_template_of_a_kind():
    other = make(type(CHANNEL), templates={"news": "sobre"})

    assert promised(site_of(NEWS), other) != promised(site_of(NEWS))
    assert promised(site_of(EVENT, "event"), other) == promised(site_of(EVENT, "event"))


def test_a_template_that_is_not_there_is_told_where_it_is_named():
    [(code, path, line)] = codes(site_of(NEWS | told("inconnu")))

    assert (code, path) == ("cards-modele-inconnu", "actualites/a.md")
    assert line > 1
    assert codes(site_of(NEWS), make(type(CHANNEL), templates={"news": "inconnu"})) == [
        ("cards-modele-inconnu", "pelicanconf.py", 0)
    ]


def test_a_sign_without_a_glyph_stops_nothing_and_is_a_note_with_its_item_and_its_code_point():
    given = site_of(NEWS | {"titre": "La rue 鬱 est fermée"})
    [note] = ready(CHANNEL, given).notes()

    assert note.startswith("actualites/a.md:3, Titre : ")
    assert "« 鬱 » (U+9B31)" in note
    assert codes(given) == []
    assert said(given)["title"] == ["La rue est", "fermée"]
    assert (
        ready(CHANNEL, site_of(NEWS | {"titre": "La rue 鬱 est fermée"} | told(titre="La rue est fermée"))).notes()
        == []
    )


def test_a_superscript_is_written_as_a_letter_without_a_note():
    given = site_of(EVENT | {"titre": "La 2ᵉ édition", "lieu": {"nom": "Salle du 1ᵉʳ étage"}}, "event")

    assert said(given)["title"] == ["La 2e édition"]
    assert "Salle du 1er étage" in said(given)["facts"]
    assert ready(CHANNEL, given).notes() == []


class Panic(BaseException):
    """As a Rust library raises it."""

    __module__ = "pyo3_runtime"


def test_a_sign_on_which_the_library_gives_up_costs_that_sign_alone(monkeypatch):
    def gives_up(*, svg_string, **options):
        if "🎈" in svg_string:
            raise Panic("removal index (is 3) should be < len (is 3)")
        return drawn(svg_string=svg_string, **options)

    drawn = resvg_py.svg_to_bytes
    monkeypatch.setattr(resvg_py, "svg_to_bytes", gives_up)
    given = site_of(NEWS | {"titre": "Lâcher de ballons 🎈 à midi"})

    assert "« 🎈 » (U+1F388)" in ready(CHANNEL, given).notes()[0]
    drawn_anyway = ready(CHANNEL, given)
    for output in promised(given):
        with Image.open(io.BytesIO(drawn_anyway.render(output))) as card:
            assert card.size == output.size


def test_an_interruption_is_no_fault_of_a_drawing(monkeypatch):
    def interrupted(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr(resvg_py, "svg_to_bytes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        rasterise("<svg/>")


@pytest.mark.parametrize("sign", ["🇫🇷", "🏃‍♀️", "👍🏽", "1️⃣", "👨‍👩‍👧‍👦", "🏳️‍🌈", "👩🏽‍🚒", "❤️‍🔥"])
def test_a_composed_emoji_after_other_words_is_drawn_and_takes_none_of_them(sign):
    """Beside the same words with a simple emoji: as wide, since all are as wide as each other."""
    composed, _, _ = rich_picture(TITLE, 40, f"Bal {sign} vin", "#000000", right_to_left=False)
    simple, _, _ = rich_picture(TITLE, 40, "Bal 🎄 vin", "#000000", right_to_left=False)

    assert abs(composed.width - simple.width) <= 2
    assert ready(CHANNEL, site_of(NEWS | {"titre": f"Bal {sign} vin"})).notes() == []


@pytest.mark.parametrize(
    "title", ["مهرجان الحكاية", "ערב שירה", "🎄 🎶 🔥", "👩‍🌾 🇫🇷 1️⃣", "Ελλάδα Київ", "N° 5 → 1,50 € œ — ’"]
)
def test_other_scripts_signs_and_emoji_are_drawn(title):
    """Not boxes: no two of its signs look alike, and none is missing."""
    given = site_of(NEWS | {"titre": title})
    [(_, data), *_] = cards(given)
    [(_, blank), *_] = cards(site_of(NEWS | {"titre": "."}))

    assert codes(given) == []
    with Image.open(io.BytesIO(data)) as card, Image.open(io.BytesIO(blank)) as other:
        assert ImageChops.difference(card.convert("RGB"), other.convert("RGB")).getbbox()


def test_no_title_keeps_a_build_waiting():
    """Each of these took minutes, when every beginning of a word was drawn to find out where to break it."""
    started = perf_counter()
    for title in ("👨‍👩‍👧‍👦" * 12, "Z" + "\u0301" * 90, "مهرجان" * 20, "🇫" * 90):
        given = site_of(NEWS | {"titre": title, "resume": "👍🏽" * 90})
        ready(CHANNEL, given).render(promised(given)[0])

    assert perf_counter() - started < 20


def test_emoji_keep_their_colours():
    [(_, data), *_] = cards(site_of(NEWS | {"titre": "🔥"}))

    with Image.open(io.BytesIO(data)) as card:
        pixels = card.convert("RGB").crop((64, 60, 700, 300)).getcolors(200_000)
    assert len([colour for _, colour in pixels if colour[0] > 220 and 60 < colour[1] < 190 and colour[2] < 90]) > 3


class Broken(Files):
    def read(self, path):
        return b"no picture"


def test_a_card_whose_photo_cannot_be_drawn_goes_out_without_it():
    """It stays what it was promised to be: a JPEG, of its size, with all its words."""
    item = NEWS | shown("nuit")
    given = site_of(item, media=Broken(GALLERY.originals))

    made = {output: ready(CHANNEL, given).render(output) for output in promised(given)}

    for output, data in made.items():
        with Image.open(io.BytesIO(data)) as card:
            assert (card.format, card.size) == ("JPEG", output.size)
            assert len(card.convert("L").resize((64, 64)).getcolors()) > 3, "there are words"


def test_what_the_machine_refuses_is_no_fault_of_a_card():
    class Gone(Files):
        def read(self, path):
            raise FileNotFoundError(2, "No such file", path)

    given = site_of(NEWS | shown("nuit"), media=Gone(GALLERY.originals))

    with pytest.raises(FileNotFoundError):
        ready(CHANNEL, given).render(promised(given)[0])


def test_an_address_changes_when_what_is_drawn_does():
    [first] = shared(site_of(NEWS))
    for change in ({"titre": "Autre"}, {"resume": "Un résumé."}, {"image": "nuit.jpg", "alt": "Une place"}):
        [changed] = shared(site_of(NEWS | change))
        assert changed.path != first.path, change
    territory = site_of(NEWS).territory.model_copy(update={"short_name": "Autre"})
    [other] = shared(site_of(NEWS, territory=territory))
    assert other.path != first.path


def test_what_matters_in_a_photo_stays_on_each_card():
    stream = io.BytesIO()
    picture = Image.new("RGB", (300, 100), "#000000")
    picture.paste(Image.new("RGB", (40, 100), "#ff0000"), (260, 0))
    picture.save(stream, "PNG")
    placed = PlacedPicture("image/png", stream.getvalue())
    reds = [
        covering(placed, 60, 60, "#ffffff", focus).getpixel((50, 30))[0]
        for focus in (None, (0, 50), (100, 50), (95, 0))
    ]

    assert reds == [0, 0, 255, 255]
    cut = NEWS | {"image": "nuit.jpg", "alt": "Une place"}
    assert shared(site_of(cut))[0].path != shared(site_of(cut | {"cadrage": "10, 20"}))[0].path


def test_an_address_stays_when_nothing_drawn_changes():
    given = site_of(NEWS)
    first = promised(given)
    edited = replace(given.items[0], html="<p>Corrigé.</p>", plain="Corrigé.")

    assert promised(replace(given, items=(edited,))) == first
    later = replace(given, now=NOW.replace(month=12, day=20), url="https://ailleurs.example")
    assert shared(later) == promised(later) == shared(given), "by then, nobody posts it any more"
    assert promised(site_of(NEWS | {"modifie": "2026-11-25 08:30"})) == first


WEEKLY = {"frequence": "hebdomadaire", "jusqu_au": "2027-06-30"}


def test_a_series_has_one_card_for_all_its_dates_and_what_is_posted_says_the_next_one():
    event = {"id": "yoga", "titre": "Yoga", "publier_le": "2026-11-01", "debut": "2026-12-01 18:00"}
    given = site_of(event | {"fin": "2026-12-01 19:00", "recurrence": WEEKLY, "lieu": {"nom": "Halle"}}, "event")
    later = replace(given, now=NOW.replace(month=12, day=20))

    assert shared(given) == shared(later)
    assert promised(given) != promised(later)
    [card] = shared(given)
    assert card.title.replace("\u00a0", " ").startswith(
        "Yoga. Tous les mardis, jusqu’au 29 juin 2027. De 18 h à 19 h. Halle."
    )
    square = next(output for output in promised(later) if output.role == "card-square")
    assert "Mardi 22\u00a0décembre\u00a02026" in square.title


def test_many_dates_without_a_rule_are_told_by_their_number():
    slots = [
        {"debut": f"2026-12-{day:02}", "statut": "annule" if day == 8 else "confirme"} for day in (5, 8, 11, 15, 19)
    ]
    event = {"id": "bal", "titre": "Bal", "publier_le": "2026-11-01", "creneaux": slots}

    [many] = shared(site_of(event, "event"))
    [few] = shared(site_of(event | {"creneaux": slots[:4]}, "event"))

    assert "5\u00a0dates, du samedi 5 au samedi 19\u00a0décembre\u00a02026" in many.title
    assert "Samedi 5\u00a0décembre\u00a02026" in few.title


def test_a_hard_card_looks_as_it_did(golden):
    """The one picture that is compared; its pixels, not its packing."""
    output = next(one for one in promised(HARD) if one.about == HARD_CASES["Noms composés"].id)
    with Image.open(io.BytesIO(HARD_CARDS.render(output))) as card:
        small = card.convert("L").resize((60, 32), Image.Resampling.BOX)

    rows = [bytes(small.tobytes()[start : start + 60]) for start in range(0, 60 * 32, 60)]
    golden("noms-composes.txt", "".join("".join("#+-. "[value // 52] for value in row) + "\n" for row in rows).encode())


def test_a_published_item_kept_out_has_none():
    kept_out = published("news", NEWS | {"canaux": {"cards": {"exclure": "oui"}}})

    assert promised(site([kept_out])) == []
