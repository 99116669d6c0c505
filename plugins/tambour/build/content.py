"""The content, and the ledger of what was published of it: read, and held against each other."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tambour.build import ledger_file
from tambour.build.ledger_file import LedgerFile
from tambour.build.ledger_rules import broken_promises, silent_changes
from tambour.build.publication import publication_notes
from tambour.build.schedule import is_public
from tambour.build.settings import BuildSettings
from tambour.model.ledger.ledger import Ledger, ledger_of
from tambour.model.problems import ContentRefused, Problem
from tambour.source.catalogue import Catalogue, ContentFile, read_catalogue
from tambour.source.files import LEDGER_FILE
from tambour.source.memory import SourceMemory, stamp_of


@dataclass(frozen=True)
class Content:
    """What a build, a check and a recording begin with.

    file, ledger: as it is on disk, and by item. public: what is published at that instant. notes: in French, for
    whoever asked: what may be meant, but must be known.
    """

    catalogue: Catalogue
    file: LedgerFile
    ledger: Ledger
    public: tuple[ContentFile, ...]
    notes: tuple[str, ...]


class ContentMemory:
    """What a former reading of the same content has left for the next one in the same process."""

    def __init__(self) -> None:
        self.source = SourceMemory()
        self._stamp: object = None
        self._ledger: tuple[LedgerFile, Ledger] = LedgerFile(), {}

    def forget(self, files: Collection[Path]) -> None:
        """Look into these files again, whatever their times say."""
        self.source.forget(files)
        if any(file.name == LEDGER_FILE for file in files):
            self._stamp = None

    def ledger(self, content: Path, zone: ZoneInfo) -> tuple[LedgerFile, Ledger]:
        """The ledger, as it is on disk and by item; the same objects as long as the file is the same."""
        file = content / LEDGER_FILE
        stamp = stamp_of(file) if file.is_file() else ""
        if self._stamp != stamp:
            read = ledger_file.read(content)
            self._stamp, self._ledger = stamp, (read, ledger_of(read.records, zone))
        return self._ledger


def read_content(
    settings: BuildSettings, now: datetime, *, unite: bool = False, memory: ContentMemory | None = None
) -> Content:
    """Read both. Raises ContentRefused with everything that is wrong.

    unite: accept what a merge left between two versions of the ledger, and take both. memory: of a former reading.
    """
    memory = memory or ContentMemory()
    problems: list[Problem] = []
    catalogue, file = None, LedgerFile()
    ledger: Ledger = {}
    names, icons = settings.channel_names(), settings.icons()
    try:
        catalogue = read_catalogue(settings.content, settings.territory, names, icons, memory.source)
    except ContentRefused as refused:
        problems += refused.problems
    try:
        file, ledger = memory.ledger(settings.content, settings.territory.zone)
    except ContentRefused as refused:
        problems += refused.problems
    if not unite:
        problems += [ledger_file.in_conflict(line) for line in file.conflicts[:1]]
    if catalogue is None or problems:
        raise ContentRefused(problems)
    public = tuple(entry for entry in catalogue.entries if is_public(entry.item, now))
    if problems := list(broken_promises(public, ledger, now)):
        raise ContentRefused(problems)
    notes = [*map(str, catalogue.notes), *publication_notes(settings, catalogue, public, now)]
    return Content(catalogue, file, ledger, public, (*notes, *silent_changes(public, ledger, now)))
