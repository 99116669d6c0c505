"""Sites whose channels' excerpts are given: what the kit is shown, without any channel."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from tambour.channels import Excerpt, Output, OutputIndex, Published, Site
from tambour.channels.kit import Kit
from tambour.testing.building import GivenResults, make, published, ready, site

NEWS = {"id": "travaux", "titre": "Travaux rue Haute", "publier_le": "2026-11-28"}
CARD = Output("cartes/travaux/carte-0a1b.jpg", "image/jpeg", about="travaux", role="card", size=(1200, 630))
STORY = Output("cartes/travaux/story-2c3d.png", "image/png", about="travaux", role="card-story", size=(1080, 1920))
FEED = Output("flux/tout.rss", "application/rss+xml", role="feed")
BYTES = {CARD.path: b"a photo", STORY.path: b"a drawing"}


class Showing(NamedTuple):
    """A site, and what channels made of it."""

    site: Site
    results: GivenResults


def showing(
    *excerpts: Excerpt, items: tuple[Published, ...] = (), outputs: tuple[Output, ...] = (), **more: object
) -> Showing:
    """A site whose every item has these excerpts; one item of news when none is given."""
    given = site(items or (published("news", NEWS),), **more)
    return Showing(given, GivenResults(OutputIndex.of_all(outputs), shown=excerpts, files=BYTES))


def files(given: Showing, **settings: object) -> Mapping[str, bytes]:
    """What the kit makes of a site, by path; what the others promise stays known."""
    kit = ready(make(Kit, **settings), given.site)
    outputs = OutputIndex.of_all([*given.results.outputs.outputs, *kit.outputs()])
    last = kit.last_outputs(outputs)
    results = replace(given.results, outputs=OutputIndex.of_all([*outputs.outputs, *last]))
    made = {output.path: kit.render(output) for output in kit.outputs()}
    return made | {output.path: kit.render_last(output, results) for output in last}
