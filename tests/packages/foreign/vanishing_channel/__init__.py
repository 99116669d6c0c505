"""A channel during whose work a folder vanishes: once everything has been read and measured, before it is written."""

import shutil
from collections.abc import Sequence

from tambour.channels import Channel, ChannelSettings, Output, Problem, Site


class VanishingSettings(ChannelSettings):
    """path: of the folder."""

    path: str


class Vanishing(Channel[VanishingSettings]):
    Settings = VanishingSettings

    def outputs(self, site: Site) -> Sequence[Output]:
        return []

    def check(self, site: Site) -> Sequence[Problem]:
        shutil.rmtree(self.settings.path)
        return []

    def render(self, site: Site, output: Output) -> bytes:
        raise AssertionError("it promises nothing")


CHANNEL = Vanishing
