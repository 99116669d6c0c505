"""How much work a build does: counted, never timed. Nothing is made twice; no step grows faster than the contents."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from types import CodeType, FrameType

import jinja2
import pytest
from pydantic import BaseModel

from tambour.build.engine import PACKAGE, THEME
from tambour.build.live.pages import LivePages
from tambour.build.prepared import PreparedChannel
from tambour.channels import Output, posts
from tambour.channels.agenda import Agenda
from tambour.channels.cards import Cards
from tambour.channels.feeds import all_feeds
from tambour.channels.kit import Kit
from tambour.channels.newsletter import mail
from tambour.commands.build import build
from tambour.look import style_sheets
from tambour.media import derive
from tambour.source.entry import ContentFile
from tambour.source.reading import Reading
from tambour.website import plan
from tests.media.pictures import png_that_tells

SITE = "/model/site/site.py"
NAMES = "/website/functions.py: page_functions.<locals>.communes_fr"
CHANNELS = ("sitemap", "redirects", "api", "feeds", "agenda", "embeds", "newsletter", "posts", "panneaux", "kit")
COMMUNES = "{cluny: {nom: Cluny, insee: '71137'}, salornay: {nom: Salornay, insee: '71495'}}"
TOPICS = "{culture: {nom: Culture}}"
NEWS = """\
---
id: {id}
titre: Travaux {id}
resume: Une phrase qui dit ce qui change.
publier_le: 2026-11-{day:02}
communes: [{commune}]
themes: [culture]
---
La rue **Haute** est fermée. Voir [la suite](id:{other}).

- le matin
- le soir
"""
EVENT = NEWS.replace("---\nLa rue", "debut: 2026-12-{day:02} 10:00\nfin: 2026-12-{day:02} 12:00\n---\nLa rue")
LETTER = """\
---
id: decembre
titre: La lettre de décembre
publier_le: 2026-11-30
preheader: Ce qui se passe autour de chez vous en décembre, en deux minutes.
blocs:
  - type: selection
    titre: Actualités
    genres: [actualites]
---
"""


def site(project, pairs: int, *channels: str) -> None:
    """A project with so many news, and as many events, over the engine's own theme."""
    for id_ in ("travaux", "fete"):
        for file in (project.root / "content").rglob(f"{id_}.md"):
            file.unlink()
    project.set(f"THEME, PAGE_SIZE = {str(THEME)!r}, 4")
    project.set(f"CHANNELS = { ({name: {} for name in channels})!r}")
    project.write("content/referentiel/communes.yaml", COMMUNES)
    project.write("content/referentiel/themes.yaml", TOPICS)
    for number in range(pairs):
        facts = {
            "day": number % 28 + 1,
            "commune": ("cluny", "salornay")[number % 2],
            "other": f"n{number * 7 % pairs}",
        }
        project.write(f"content/actualites/n{number}.md", NEWS.format(id=f"n{number}", **facts))
        project.write(f"content/agenda/e{number}.md", EVENT.format(id=f"e{number}", **facts))


@contextmanager
def calls() -> Iterator[Counter[str]]:
    """How often each function of the product and of the theme's templates is called, generators at each step."""
    counted: Counter[CodeType] = Counter()
    named: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            counted[frame.f_code] += 1

    sys.setprofile(count)
    try:
        yield named
    finally:
        sys.setprofile(None)
        for code, number in counted.items():
            if code.co_filename.startswith((str(PACKAGE), str(THEME))):
                named[f"{code.co_filename.removeprefix(str(PACKAGE))}: {code.co_qualname}"] += number


def test_no_step_grows_faster_than_the_contents(project):
    cost = []
    for pairs in (8, 24):
        site(project, pairs, *CHANNELS)
        with calls() as counted:
            assert build(output=project.root / f"site-{pairs}") == 0
        cost.append(counted)

    few, many = cost
    faster = {name: (few[name], number) for name, number in many.items() if number > 3.3 * few[name] + 100}
    assert faster == {}
    assert many[f"{SITE}: Site.listed"] == few[f"{SITE}: Site.listed"] > 0, "each listing is sorted once"
    assert many[NAMES] == few[NAMES] > 0, "communes that are named together are named once"
    drawn = [{name: number for name, number in counted.items() if "/_icons/" in name} for counted in cost]
    assert drawn[0] == drawn[1] != {}, "a pictogram is drawn once, however many pages show it"


def not_pelican_s(_environment: object, _source: str, _name: str, file: str) -> bool:
    """Its generators, which run on nothing, read four templates of its own."""
    return "/pelican/" not in file


def is_code(_kit: object, _selection: object, output: Output, _results: object) -> bool:
    return output.path.endswith(("/qr.svg", "/qr.png"))


@pytest.fixture
def work(monkeypatch) -> Counter[str]:
    """What is made in builds, by name, each thing where it is made."""
    monkeypatch.setattr("tambour.build.rendering.workers.cores", lambda: 1)
    counted: Counter[str] = Counter()

    def counting(what: str, owner: object, name: str, *, ours: Callable[..., bool] = lambda *_, **__: True) -> None:
        make = getattr(owner, name)

        @wraps(make)  # with what marks it
        def count(*args: object, **kwargs: object) -> object:
            counted[what] += ours(*args, **kwargs)
            return make(*args, **kwargs)

        monkeypatch.setattr(owner, name, count)

    counting("files read", Reading, "_read")
    counting("texts digested", vars(ContentFile)["typed_digest"], "func")
    counting("texts searched", vars(ContentFile)["asks_to_write"], "func")
    counting("templates compiled", jinja2.Environment, "compile", ours=not_pelican_s)
    counting("posts written out", posts, "entry")
    counting("cards drawn", Cards, "render")
    counting("photos reduced", derive, "derive")
    counting("photos cut", sys.modules["tambour.channels.cards.compose"], "covering")
    counting("codes made", Kit, "render_last", ours=is_code)
    counting("excerpts made", PreparedChannel, "excerpt")
    counting("entries of feeds written", all_feeds, "_in_all_formats")
    counting("pages planned", plan, "_view_of")
    counting("pages rendered", LivePages, "_render")
    counting("calendars written", Agenda, "render")
    counting("agendas planned", plan, "agenda")
    counting("lines of the kit", Kit, "_row")
    counting("sheets put together", style_sheets, "put_together")
    counting("mails compiled", mail, "mjml2html")
    return counted


def test_one_edit_draws_and_compiles_what_it_is_about_and_nothing_else(project, work):
    site(project, 2, *CHANNELS, "cards")
    project.write("content/lettres/decembre.md", LETTER)
    project.write("content/images/lac.png", png_that_tells((1300, 700)))
    edited = NEWS.replace("---\nLa rue", "image: lac.png\nalt: Le lac\n---\nLa rue")
    facts = {"day": 3, "commune": "cluny", "other": "n1"}
    project.write("content/actualites/n0.md", edited.format(id="n0", **facts))
    assert build() == 0
    first = Counter(work)
    work.clear()

    project.write("content/actualites/n1.md", NEWS.replace("Travaux", "Chantier").format(id="n1", **facts))
    assert build() == 0

    assert first["cards drawn"] > 3
    assert first["codes made"] >= 8
    assert first["photos reduced"] == 1
    assert first["photos cut"] >= 3
    assert work["cards drawn"] == 3, "the three of the item"
    assert work["templates compiled"] == 0
    assert work["texts digested"] == work["texts searched"] == 1 < first["texts digested"]
    assert work["posts written out"] == 1 < first["posts written out"]
    assert work["files read"] == first["files read"], "once each"
    assert work["codes made"] == 0
    assert work["photos reduced"] == work["photos cut"] == work["sheets put together"] == 0
    assert work["lines of the kit"] == 2, "its own, and that of the letter that has it"
    assert work["entries of feeds written"] == 1 < first["entries of feeds written"]
    assert work["agendas planned"] == 0 < first["agendas planned"], "no event has changed"
    assert work["pages planned"] == 2 < first["pages planned"], "and that of the page: others may stand around it"
    assert work["mails compiled"] == first["mails compiled"] - 3, "the blocks of the other news and of both events stay"
    work.clear()

    assert build() == 0

    assert work == Counter()


def test_one_edit_asks_as_much_of_twice_the_contents(project, work):
    """What channels say of an item is asked of the one that was changed, and of what shows it; pages likewise."""
    asked = []
    for pairs in (6, 12):
        site(project, pairs, *CHANNELS)
        assert build() == 0
        work.clear()
        project.write("content/actualites/n1.md", NEWS.format(id="n1", day=2, commune="cluny", other=f"n{pairs - 1}"))
        project.write("content/actualites/n2.md", NEWS.format(id="n2", day=3, commune="salornay", other="n0"))
        assert build() == 0
        work.clear()

        edited = NEWS.replace("Travaux", "Chantier").format(id="n1", day=2, commune="cluny", other=f"n{pairs - 1}")
        project.write("content/actualites/n1.md", edited)
        assert build() == 0
        asked.append(Counter(work))

    few, many = asked
    what_shows_it = (
        "excerpts made",
        "entries of feeds written",
        "lines of the kit",
        "posts written out",
        "pages rendered",
    )
    for what in what_shows_it:
        assert few[what] == many[what] > 0, what


def test_one_date_writes_its_own_calendar_and_those_of_several_events(project, work):
    """Not those of the other events, however many there are; nor later parts of lists, where no date stands."""
    asked = []
    for pairs in (6, 12):
        site(project, pairs, *CHANNELS)
        assert build() == 0
        facts = {"id": "e1", "day": 2, "commune": "salornay", "other": "n0"}
        project.write("content/agenda/e1.md", EVENT.format(**facts))
        assert build() == 0
        work.clear()

        project.write("content/agenda/e1.md", EVENT.replace("Travaux", "Chantier").format(**facts))
        assert build() == 0
        asked.append(Counter(work))

    few, many = asked
    assert few["calendars written"] == many["calendars written"] > 1
    assert few["pages rendered"] == many["pages rendered"] > 1


def models(of: type[BaseModel] = BaseModel) -> Iterator[type[BaseModel]]:
    for model in of.__subclasses__():
        yield from models(model)
        if model.__module__.startswith("tambour."):
            yield model


def test_a_model_is_made_ready_when_it_is_first_asked_and_not_when_it_is_imported():
    """A command that reads one news needs few of a hundred: each takes a millisecond or more."""
    known = list(models())

    assert len(known) > 40
    assert [model.__name__ for model in known if not model.model_config.get("defer_build")] == []
