"""A template is an SVG that a designer draws: its boxes are read and left out, and each mistake in it is told."""

from pathlib import Path

import pytest

from tambour.build import jinja
from tambour.build.templates import TemplatesMaker
from tambour.channels import ContentRefused
from tambour.channels.cards import Cards
from tambour.channels.cards.layout import TemplateFault, read_layout
from tambour.look.fonts import TITLE
from tambour.testing.building import CHANNELS, ready
from tests.channels.cards.gallery import NEWS, cards, promised, site_of, told

BOX = '<rect data-box="title" x="10" y="20.4" width="100" height="50" data-face="title" data-size="40" data-pad="4"/>'


def drawing(*inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="63"><circle r="9"/>{"".join(inside)}</svg>'


def test_boxes_are_read_and_the_artwork_stays():
    layout = read_layout(drawing(BOX))
    [title] = layout.slots

    assert (layout.width, layout.height) == (120, 63)
    assert (title.name, title.box, title.inner) == ("title", (10, 20, 110, 70), (14, 106))
    assert (title.face, title.largest, title.smallest, title.lines) == (TITLE, 40, 40, 1)
    assert "circle" in layout.artwork
    assert "rect" not in layout.artwork


@pytest.mark.parametrize(
    "svg, told_as",
    [
        ("<svg", "SVG bien formé"),
        (drawing(BOX.replace('"title" x', '"titre" x')), "titre"),
        (drawing(f'<g transform="scale(2)">{BOX}</g>'), "transform"),
        (drawing(BOX, BOX), "deux boîtes"),
        (drawing(BOX.replace('"100"', '"100mm"')), "100mm"),
        (drawing(BOX.replace('data-pad="4"', 'data-align="left"')), "start, middle, end"),
        (drawing(BOX.replace('data-pad="4"', 'data-after="kicker"')), "kicker"),
        (drawing('<rect data-box="title"/>'), "width"),
        (drawing(BOX.replace('"title" x', '"logo" x').replace('"100"', '"0"')), "étendue"),
        (drawing(BOX.replace('data-pad="4"', 'data-colour="bleu"')), "data-colour doit être une couleur"),
        (drawing(BOX.replace('data-pad="4"', 'fill="url(#degrade)"')), "fill doit être une couleur"),
        (drawing(BOX.replace('"title" x', '"picture" x')), "couleur de fond"),
    ],
)
def test_each_mistake_is_told(svg, told_as):
    with pytest.raises(TemplateFault, match=told_as):
        read_layout(svg)


@pytest.fixture
def themed(tmp_path: Path):
    """The channel, with templates of the theme: `nom/card.svg` → SVG."""

    def made(**templates: str) -> Cards:
        for name, svg in templates.items():
            for file in ("card.svg", "square.svg", "story.svg"):
                path = tmp_path / "templates" / "channels" / "cards" / name / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(svg, "utf-8")
        (tmp_path / "templates" / "_icons").mkdir(exist_ok=True)
        maker = TemplatesMaker((tmp_path / "templates",), jinja.FILTERS, jinja.GLOBALS)
        return Cards("cards", Cards.Settings(), maker("cards", CHANNELS / "cards"))

    return made


def test_a_theme_replaces_a_template_and_adds_others(themed):
    own = themed(cadre=drawing(BOX), fete=drawing(BOX.replace("<rect", '<rect fill="#ff0000"')))
    replaced, added = site_of(NEWS), site_of(NEWS | told("fete"))

    assert ready(own, added).check() == []
    [(first, replaced_card), *_], [(_, added_card), *_] = cards(replaced, own), cards(added, own)
    assert first.path != promised(replaced)[0].path
    assert replaced_card != added_card


def test_a_theme_s_template_that_cannot_be_drawn_is_told_before_anything_is(themed):
    broken = themed(cadre=drawing(BOX).replace(' width="120"', ' width="0"'))

    [problem] = ready(broken, site_of(NEWS)).check()[:1]

    assert (problem.code, problem.path.as_posix()) == ("cards-modele-fautif", "channels/cards/cadre/card.svg")
    assert "ne peut pas être tracé" in problem.message


def test_a_theme_s_template_that_cannot_be_read_is_named(themed):
    broken = themed(cadre=drawing(BOX.replace('"100"', '"large"')))

    with pytest.raises(ContentRefused) as refused:
        ready(broken, site_of(NEWS)).outputs()
    [problem] = refused.value.problems
    assert (problem.code, problem.path.as_posix()) == ("cards-modele-fautif", "channels/cards/cadre/card.svg")
    assert "large" in problem.message
