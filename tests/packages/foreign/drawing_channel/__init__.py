"""A channel whose outputs are dear: each has a key, and each time that one is made is written in a log."""

import os
from collections.abc import Sequence
from pathlib import Path
from time import sleep

from tambour.channels import (
    Channel,
    ChannelSettings,
    ContentRefused,
    Excerpt,
    Output,
    OutputIndex,
    Problem,
    Published,
    Results,
    Site,
    digest,
)


class DrawingSettings(ChannelSettings):
    """log: file to which each rendering adds a line. refuses: ids of what cannot be drawn. copies: of each.

    seconds: what one drawing takes, so that the first of two processes cannot be done before the other has begun.
    """

    log: str
    seconds: float = 0
    refuses: tuple[str, ...] = ()
    copies: int = 1


class Drawing(Channel[DrawingSettings]):
    Settings = DrawingSettings

    def prepare(self, site: Site) -> Site:
        with Path(self.settings.log).with_suffix(".prepared").open("a") as log:
            log.write("prepared\n")
        return site

    def outputs(self, site: Site) -> Sequence[Output]:
        return [self._drawing(item, copy) for item in site.items for copy in range(self.settings.copies)]

    def _drawing(self, item: Published, copy: int) -> Output:
        key = digest(item.item.title, copy)
        return Output(f"dessins/{item.id}-{key[:12]}.txt", "text/plain", about=item.id, key=key, role="drawing")

    def render(self, site: Site, output: Output) -> bytes:
        assert output.about is not None
        item = site.get(output.about)
        assert item is not None
        if item.id in self.settings.refuses:
            raise ContentRefused(
                [Problem(item.origin.path, 2, "Titre", "pas-dessinable", f"{item.id} ne se dessine pas")]
            )
        sleep(self.settings.seconds)
        with Path(self.settings.log).open("a") as log:
            log.write(f"{item.id} {os.getpid()}\n")
        return f"dessin : {item.item.title}".encode()

    def last_outputs(self, site: Site, outputs: OutputIndex) -> Sequence[Output]:
        return [Output(f"{item.id}.txt", "text/plain", about=item.id, root="kit") for item in site.items]

    def render_last(self, site: Site, output: Output, results: Results) -> bytes:
        item = site.get(output.about or "")
        assert item is not None
        drawing, *_ = results.outputs.about(item.id, "drawing")
        [excerpt] = results.excerpts(item)
        return excerpt.text.encode() + b" | " + results.read(drawing)

    def excerpt(self, site: Site, item: Published) -> Excerpt:
        return Excerpt("Dessin", text=f"extrait : {item.item.title}")


CHANNEL = Drawing
