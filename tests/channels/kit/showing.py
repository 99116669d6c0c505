"""Sites whose channels' excerpts are given: what the kit is shown, without any channel."""

from collections.abc import Mapping
from dataclasses import replace

from tambour.channels import Excerpt, Output, Published, Site
from tambour.channels.kit import Kit
from tambour.channels.kit.sheet import ROLE
from tambour.testing.building import make, published, site

NEWS = {"id": "travaux", "titre": "Travaux rue Haute", "publier_le": "2026-11-28"}
CARD = Output("cartes/travaux/carte-0a1b.jpg", "image/jpeg", about="travaux", role="card", size=(1200, 630))
STORY = Output("cartes/travaux/story-2c3d.png", "image/png", about="travaux", role="card-story", size=(1080, 1920))
FEED = Output("flux/tout.rss", "application/rss+xml", role="feed")
BYTES = {CARD.path: b"a photo", STORY.path: b"a drawing"}


def showing(*excerpts: Excerpt, items: tuple[Published, ...] = (), outputs: tuple[Output, ...] = ()) -> Site:
    """A site whose every item has these excerpts; one item of news when none is given."""
    given = site(items or (published("news", NEWS),)).with_outputs(outputs)
    return replace(given, excerpts=lambda item: excerpts, rendered=lambda output: BYTES[output.path])


def files(given: Site, **settings: object) -> Mapping[str, bytes]:
    """What the kit makes of a site, by path; what the others promise stays known."""
    kit = make(Kit, **settings)
    outputs = [*given.outputs, *kit.outputs(given)]
    knowing = given.with_outputs(outputs)
    return {output.path: kit.render(knowing, output) for output in outputs if output.role == ROLE}
