"""Where a site can be put online. Each place says how; what is done in which order is said once, in `publication`."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from tambour.build.former_files import FormerFile
from tambour.publish.record import PublicationRecord
from tambour.publish.release import Release

Progress = Callable[[float], None]  # is told the part that is done, from 0 to 1


class Sent(NamedTuple):
    """What has travelled: files of the site, bytes on the wire, and how many of their compressed twins."""

    files: int
    size: int
    twins: int = 0


@dataclass(frozen=True)
class Online:
    """What a place holds as a publication begins.

    releases: names, the oldest first, `current` among them. before: what was there before `release`; None where the
    place does not tell.
    """

    record: PublicationRecord
    release: Release | None = None
    releases: tuple[str, ...] = ()
    before: Release | None = None


class Session(Protocol):
    """One publication at one place, which nobody else changes meanwhile. Each raises PublicationRefused."""

    @property
    def online(self) -> Online:
        """What it held at the beginning."""

    def send(self, release: Release, kept: Mapping[str, FormerFile], progress: Progress) -> Sent:
        """Bring every file there; where the place can, without anybody seeing it yet."""

    def switch(self, release: Release) -> None:
        """Have the public see it."""

    def keep(self, record: PublicationRecord) -> None:
        """Replace the record, at one instant."""

    def tidy(self) -> None:
        """Remove what is no longer needed."""

    def doubt(self, paths: Iterable[str]) -> None:
        """These files were not seen as they were sent: what was noted of them is worth nothing."""

    def put_back(self) -> Release:
        """Have the public see the release before."""


class PublishingPlace(Protocol):
    """Where one target is."""

    @property
    def name(self) -> str:
        """Of the target."""

    @property
    def strict(self) -> bool:
        """Whether types can be set there: a wrong one is then a fault."""

    def open(self) -> AbstractContextManager[Session]:
        """Begin a publication. Raises PublicationRefused while another one lasts."""

    def look(self) -> Online:
        """What it holds; nothing is changed or locked."""
