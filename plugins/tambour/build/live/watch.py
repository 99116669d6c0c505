"""What a build that stays and whoever shows its site tell each other."""

from collections.abc import Callable
from dataclasses import dataclass


class PelicanWarned(Exception):
    """Pelican has warned of something, which the text tells in French."""


class Interrupted(Exception):
    """Something was saved again: what this build would still do, the next one does."""


@dataclass
class Watch:
    """What a build tells whoever shows the site.

    interrupted: whether to stop here. pages_done: called when the pages of what was saved are there, and when all are.
    hurries: what can wait (`Output.can_wait`) and is there is left as it is: somebody is writing.
    """

    interrupted: Callable[[], bool] = lambda: False
    pages_done: Callable[[], None] = lambda: None
    hurries: bool = False

    def go_on(self) -> None:
        """Raises Interrupted."""
        if self.interrupted():
            raise Interrupted


ALONE = Watch()
