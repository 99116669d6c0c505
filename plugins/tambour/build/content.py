"""The content, and the ledger of what was published of it: read, and held against each other."""

from dataclasses import dataclass
from datetime import datetime

from tambour.build import ledger_file
from tambour.build.ledger_file import LedgerFile
from tambour.build.ledger_rules import broken_promises, silent_changes
from tambour.build.publication import publication_notes
from tambour.build.schedule import is_public
from tambour.build.settings import BuildSettings
from tambour.model.ledger.ledger import Ledger, ledger_of
from tambour.model.problems import ContentRefused, Problem
from tambour.source.catalogue import Catalogue, ContentFile, read_catalogue


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


def read_content(settings: BuildSettings, now: datetime, *, unite: bool = False) -> Content:
    """Read both. Raises ContentRefused with everything that is wrong.

    unite: accept what a merge left between two versions of the ledger, and take both.
    """
    problems: list[Problem] = []
    catalogue, file = None, LedgerFile()
    try:
        catalogue = read_catalogue(settings.content, settings.territory, settings.channel_names(), settings.icons())
    except ContentRefused as refused:
        problems += refused.problems
    try:
        file = ledger_file.read(settings.content)
    except ContentRefused as refused:
        problems += refused.problems
    if not unite:
        problems += [ledger_file.in_conflict(line) for line in file.conflicts[:1]]
    if catalogue is None or problems:
        raise ContentRefused(problems)
    ledger = ledger_of(file.records, settings.territory.zone)
    public = tuple(entry for entry in catalogue.entries if is_public(entry.item, now))
    if problems := list(broken_promises(public, ledger, now)):
        raise ContentRefused(problems)
    notes = [*map(str, catalogue.notes), *publication_notes(settings, catalogue, public, now)]
    return Content(catalogue, file, ledger, public, (*notes, *silent_changes(public, ledger, now)))
