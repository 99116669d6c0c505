"""The content, and the ledger of what was published of it: read, and held against each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from types import MappingProxyType

from tambour.build import ledger_file
from tambour.build.ledger_file import LedgerFile
from tambour.build.ledger_rules import broken_promises, silent_changes
from tambour.build.publication import publication_notes
from tambour.build.schedule import is_public
from tambour.build.settings import BuildSettings
from tambour.model.ledger.ledger import Ledger, ledger_of
from tambour.model.problems import Problem
from tambour.source.catalogue import Catalogue, ContentFile, FolderRead, read_again, read_folder
from tambour.source.files import LEDGER_FILE
from tambour.source.frontmatter import Raw
from tambour.source.memory import SourceMemory
from tambour.source.overlay import AS_WRITTEN, Overlay
from tambour.source.rules.identity import name_rank

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Content:
    """What a build, a check and a recording begin with.

    file, ledger: as it is on disk, and by item. public: what is published at that instant. look_for_notes: finds
    them. problems: all that is wrong with these files; when there are any, the rest is what can be read in spite of
    them. heads, sources: what was typed at the top of each file, and its bytes, by its path. overlay: what was read
    otherwise than it is written.
    """

    catalogue: Catalogue
    file: LedgerFile
    ledger: Ledger
    public: tuple[ContentFile, ...]
    look_for_notes: Callable[[], tuple[str, ...]]
    problems: tuple[Problem, ...] = ()
    heads: Mapping[str, Raw] = field(default_factory=lambda: MappingProxyType({}))
    sources: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    overlay: Overlay = AS_WRITTEN

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """In French: what may be meant, but must be known. All texts are read for them, where they are shown."""
        return self.look_for_notes()


def read_content(
    settings: BuildSettings,
    now: datetime,
    *,
    overlay: Overlay = AS_WRITTEN,
    unite: bool = False,
    published: Callable[[ContentFile], bool] = lambda entry: False,
    memory: SourceMemory | None = None,
    keep: Callable[[FolderRead], None] = lambda read: None,
) -> Content:
    """Read both.

    Args:
        settings: of the project.
        now: instant that decides what is public.
        overlay: what is read otherwise than it is written.
        unite: accept what a merge left between two versions of the ledger, and take both.
        published: whether an output holds what this very file was.
        memory: what a former reading has left for this one.
        keep: is given the folder as it was read, for `with_file`.

    Raises:
        ContentRefused: when there is no content folder.
    """
    file, problems = ledger_file.read_lines(settings.content, overlay)
    if not unite and LEDGER_FILE not in overlay.mended:
        problems += [ledger_file.in_conflict(line) for line in file.conflicts[:1]]
    ledger = ledger_of(file.records, settings.territory.zone)
    read = read_folder(
        settings.content,
        settings.territory,
        settings.channel_names(),
        settings.icons(),
        overlay,
        lambda entry: _seniority(entry, ledger, published),
        memory,
    )
    keep(read)
    catalogue = read.catalogue
    public = tuple(entry for entry in catalogue.entries if is_public(entry.item, now))
    problems += [*read.problems, *broken_promises(public, ledger, now)]

    def look_for_notes() -> tuple[str, ...]:
        of_publication = publication_notes(settings, catalogue, public, now)
        return (*map(str, catalogue.notes), *of_publication, *silent_changes(public, ledger, now))

    return Content(catalogue, file, ledger, public, look_for_notes, tuple(problems), read.heads, read.sources, overlay)


def with_file(
    settings: BuildSettings, content: Content, read: FolderRead, now: datetime, path: str, overlay: Overlay
) -> Content:
    """Content that was read, with one file otherwise, and no other file opened.

    Args:
        settings: of the project.
        content: as it lies in the folder.
        read: the same, as `read_content` gave it to `keep`.
        now: instant that decides what is public.
        path: of the file, under the content folder.
        overlay: how this file is read, and nothing else.

    Returns:
        The content. Its problems are those of this file alone; its notes are those that it had.
    """
    again = read_again(
        read,
        settings.content,
        path,
        overlay,
        settings.channel_names(),
        lambda entry: _seniority(entry, content.ledger, lambda entry: False),
    )
    public = tuple(entry for entry in again.catalogue.entries if is_public(entry.item, now))
    own = [entry for entry in public if str(entry.origin.path) == path]
    return replace(
        content,
        catalogue=again.catalogue,
        public=public,
        problems=(*again.problems, *broken_promises(own, content.ledger, now)),
        heads=again.heads,
        sources=again.sources,
        overlay=overlay,
    )


def _seniority(
    entry: ContentFile, ledger: Ledger, published: Callable[[ContentFile], bool]
) -> tuple[int, datetime, tuple[bool, str]]:
    """What was published first has the lowest: as an output or the ledger knows it, else by the file's name."""
    recorded = ledger.get(entry.item.id)
    first = recorded.ats[0] if recorded is not None and recorded.ats else _NEVER
    said = {record.text for record in recorded.texts} if recorded is not None else set()
    if published(entry) or entry.words_digest in said:
        return 0, first, name_rank(entry)
    return 1, first, name_rank(entry)
