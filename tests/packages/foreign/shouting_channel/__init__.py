"""A channel that does what its settings tell it: for tests of what surrounds channels."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from tambour.channels import Channel, ChannelSettings, ContentRefused, Output, Problem, Site


class ShoutingSettings(ChannelSettings):
    """paths, kit: what it writes, for the public and for the agent. objects_to: an item's id. fails: how it renders.

    tells: notes for whoever builds. parts: more names that `canaux:` may say.
    """

    paths: tuple[str, ...] = ()
    kit: tuple[str, ...] = ()
    objects_to: str = ""
    fails: str = ""
    tells: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


class Shouting(Channel[ShoutingSettings]):
    Settings = ShoutingSettings

    def outputs(self, site: Site) -> Sequence[Output]:
        public = [Output(path, "text/plain; charset=utf-8", rel="alternate") for path in self.settings.paths]
        return [*public, *(Output(path, "text/plain; charset=utf-8", root="kit") for path in self.settings.kit)]

    def check(self, site: Site) -> Sequence[Problem]:
        item = site.get(self.settings.objects_to)
        return [_problem(item.origin.path)] if item else []

    def notes(self, site: Site) -> Sequence[str]:
        return self.settings.tells

    def names(self) -> Sequence[str]:
        return (*super().names(), *self.settings.parts)

    def render(self, site: Site, output: Output) -> bytes:
        if self.settings.fails == "refuses":
            raise ContentRefused([_problem(PurePosixPath("actualites/travaux.md"))])
        if self.settings.fails:
            raise ZeroDivisionError(self.settings.fails)
        return "\r\n".join(published.item.title.upper() for published in site.items).encode()


def _problem(path: PurePosixPath) -> Problem:
    return Problem(path, 3, "Titre", "pas-assez-fort", "on ne l'entend pas d'ici")


CHANNEL = Shouting
