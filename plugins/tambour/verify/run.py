"""One verification: every reader over one finished output, every disagreement at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tambour.build.settings import BuildSettings
from tambour.verify.addresses import read_addresses
from tambour.verify.calendars import read_calendars
from tambour.verify.comparing import compare
from tambour.verify.data import read_data
from tambour.verify.feeds import read_feeds
from tambour.verify.folder import Folder, file_disagreements
from tambour.verify.letters import read_letters
from tambour.verify.observation import Appearance, Disagreement
from tambour.verify.pages import read_pages
from tambour.verify.texts import read_texts
from tambour.verify.truth import Truth, read_truth

Reader = Callable[[Folder, Truth], Iterator[Appearance | Disagreement]]
READERS: tuple[Reader, ...] = (
    file_disagreements,
    read_pages,
    read_feeds,
    read_calendars,
    read_data,
    read_letters,
    read_texts,
    read_addresses,
)


@dataclass(frozen=True)
class Verdict:
    """What came of it. facts: how many were compared; files: how many were read."""

    disagreements: tuple[Disagreement, ...]
    facts: int
    files: int


def verify(folder: Folder, settings: BuildSettings, now: datetime) -> Verdict:
    """Compare an output with the content.

    Args:
        folder: the finished site, and its kit.
        settings: of the project.
        now: instant for which it was built.

    Raises:
        ContentRefused: when the content itself is refused.
    """
    truth = read_truth(settings, folder.url, now)
    facts, told = 0, dict[Disagreement, None]()
    for reader in READERS:
        for found in reader(folder, truth):
            if isinstance(found, Disagreement):
                told[found] = None
            else:
                facts += sum(1 for _ in found.observations())
                told |= dict.fromkeys(compare(found, truth))
    return Verdict(tuple(sorted(told, key=lambda one: one.order)), facts, len(folder.files) + len(folder.kit_files))
