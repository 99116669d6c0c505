"""The project that is edited: its content as it lies on disk now, read again only when something was saved."""

import gc
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from tambour.build import clock
from tambour.build.content import Content, read_content, with_file
from tambour.build.kept_reading import KeptReading, no_collection
from tambour.build.live.items import KeptItems
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.build.snapshot import site_of
from tambour.commands.project import read_settings
from tambour.model.conversions import TO_REVIEW
from tambour.model.kinds import FOLDERS, Kind, Register
from tambour.model.problems import Problem, Refused
from tambour.model.site.site import Site
from tambour.model.slugs import fold
from tambour.model.web import is_local
from tambour.pupitre.forms.choices import Choices
from tambour.pupitre.media.deposits import Deposits
from tambour.pupitre.people.deeds import Deeds
from tambour.pupitre.versions.history import ContentHistory
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.web.all_choices import all_choices
from tambour.source.catalogue import FolderRead, judge_register, without_files
from tambour.source.entry import ContentFile
from tambour.source.files import REFERENCE_FOLDER
from tambour.source.frontmatter import Raw, Value, split
from tambour.source.memory import SourceMemory
from tambour.source.overlay import Overlay

_OLD = timedelta(minutes=10)
_BREATH = 0.8  # seconds that the page that has asked is left alone with the machine
_QUIET = 4  # likewise, before what was read is kept
_LATELY = 3  # versions: one of them deleted it, the one before has it
PUBLICATION = "publishconf.py"
DESK = "pupitre"  # folder of the cache, for what is no content
_NO_FILES: Mapping[str, Path] = MappingProxyType({})


@dataclass(frozen=True)
class DeskFile:
    """One content file, faulty or not. path: under the content folder. raw: what was typed in it."""

    path: str
    kind: Kind
    raw: Raw

    @property
    def title(self) -> str:
        """Its title; its file's name where it has none."""
        return self.word("titre") or self.path

    @property
    def is_draft(self) -> bool:
        """Whether it is published nowhere."""
        return self.word("brouillon") not in ("", "non", "false", "faux")

    @property
    def is_to_review(self) -> bool:
        """Whether it waits for somebody to read it."""
        return self.word("brouillon").strip().lower() == TO_REVIEW

    def word(self, key: str) -> str:
        """What a field says, when it is a text; "" else."""
        value: Value = self.raw.fields.get(key, "")
        return value if isinstance(value, str) else ""

    @cached_property
    def folded_title(self) -> str:
        """Its title, as a search looks in it."""
        return fold(self.title)

    @cached_property
    def folded(self) -> str:
        """All that a search looks in."""
        return fold(" ".join((self.title, self.word("resume"), self.word("id"), self.raw.body)))


@dataclass(frozen=True)
class WrittenContent:
    """The content as it is, at one moment. read: of what it was made. problems: by path of a file."""

    content: Content
    read: FolderRead
    now: datetime
    sheets: Mapping[str, DeskFile]
    entries: Mapping[str, ContentFile]
    problems: Mapping[str, tuple[Problem, ...]]


@dataclass(frozen=True)
class JudgedFile:
    """One content file as it would be. entry: None while it cannot be read."""

    problems: tuple[Problem, ...]
    entry: ContentFile | None


class Project:
    """What every page asks.

    Args:
        read: the request as the settings make it now; raises Refused.
        state: where to keep what is no content; by default, a folder of the cache.
        is_served: it stands on a server, and the site elsewhere.
        stays: the process is there for it: what was read is kept out of the way of the collector of garbage.
    """

    def __init__(
        self, read: Callable[[], Request], state: Path | None = None, *, is_served: bool = False, stays: bool = False
    ) -> None:
        self._read, self._state, self.is_served, self._stays = read, state, is_served, stays
        self._lock = threading.RLock()
        self._memory: SourceMemory | None = None
        self._kept: KeptReading | None = None
        self._settings: BuildSettings | None = None
        self._public: tuple[BuildSettings, BuildSettings] | None = None  # its own, and those of publication
        self._written: WrittenContent | None = None
        self._sheets: dict[str, DeskFile] = {}
        self._choices: Choices | None = None
        self._items = KeptItems()
        self._is_frozen = False
        self.turn = 0  # how often something was saved
        self._ahead: list[Callable[[], object]] = []

    @property
    def settings(self) -> BuildSettings:
        """Those of the project. Raises SettingsRefused."""
        with self._lock:
            if self._settings is None:
                self._settings = read_settings(self._read())
            return self._settings

    @property
    def publication_file(self) -> Path:
        """The file of the settings with which the site is published."""
        file = self.request.file
        beside = file.with_name(PUBLICATION)
        return beside if not self.is_served and beside.is_file() else file

    @property
    def public_settings(self) -> BuildSettings:
        """Those of publication: whatever leaves the pupitre has their address. Its own while they are refused."""
        with self._lock:
            own = self.settings
            if self._public is None or self._public[0] is not own:
                self._public, self._items = (own, own), KeptItems()
                if (file := self.publication_file).absolute() != own.file.path.absolute():
                    with suppress(Refused):
                        self._public = own, read_settings(Request.read(own.content, file))
            return self._public[1]

    @property
    def has_public_address(self) -> bool:
        """Whether what leaves the pupitre can be followed by whoever reads it."""
        return not is_local(self.public_settings.url)

    @property
    def root(self) -> Path:
        """The content folder."""
        return self.settings.content

    @property
    def state(self) -> Path:
        """Where the pupitre keeps what is no content."""
        return self._state or self.settings.cache / DESK

    @property
    def request(self) -> Request:
        """What the settings ask for now. Raises Refused."""
        return self._read()

    @property
    def public_url(self) -> str:
        """Where the site is looked at, without a final slash; "" where it is served beside the pupitre."""
        return self.settings.url if self.is_served else ""

    @cached_property
    def deeds(self) -> Deeds:
        """The journal."""
        return Deeds(self.state)

    def now(self) -> datetime:
        """The instant at which the project lives."""
        return clock.now(self.settings.now, self.settings.territory.zone)

    def now_really(self) -> datetime:
        """The instant of this machine's clock, in the territory's zone: that of what people do."""
        return clock.now(None, self.settings.territory.zone, {})

    def forget(self, *, anew: bool = False) -> None:
        """Something was saved. anew: it may be settings."""
        with self._lock:
            self.turn += 1
            self._written = None
            self._choices = None
            if anew:
                if self._is_frozen:
                    gc.unfreeze()
                    self._is_frozen = False
                self._settings, self._memory, self._sheets, self._items = None, None, {}, KeptItems()

    def look(self) -> WrittenContent:
        """The content as it is."""
        with self._lock:
            if self._written is None:
                with no_collection():
                    self._written = self._look()
                if self._stays and not self._is_frozen:  # the collector would look through all of it at any answer
                    gc.freeze()
                    self._is_frozen = True
                self._sheets = dict(self._written.sheets)
                told = (self._written.sheets.values(), self.turn)
                threading.Thread(target=self._get_ready, args=told, daemon=True).start()
            return self._written

    def make_ahead(self, make: Callable[[], object]) -> None:
        """Have something made after each reading, before anybody asks for it, where the process stays.

        make: makes it, and keeps it.
        """
        self._ahead.append(make)

    def keep_reading(self) -> None:
        """Keep what was read, for the next start and for commands that judge the same content."""
        with self._lock, suppress(OSError):
            if self._kept is not None and self._memory is not None:
                self._kept.keep(self._memory)

    @property
    def deposits(self) -> Deposits:
        """Files that wait to be saved with the content that names them."""
        return Deposits(self.state / "depots")

    def recover(self) -> None:
        """Finish a save that was killed with the server, so that it has its version even if nobody saves again."""
        with suppress(Refused, OSError):
            ContentHistory(self.root).recover()

    def title_kept(self, path: str) -> str:
        """The title of a content that is no more, in the last version that has it; "" for none."""
        history, kind = ContentHistory(self.root), FOLDERS[path.partition("/")[0]]
        with suppress(HistoryRefused):
            for one in history.of(path, _LATELY):
                if (data := history.at(one, path)) is not None:
                    return DeskFile(path, kind, split(data)).title
        return ""

    def is_old(self) -> bool:
        """Whether the content was looked at so long ago that the day may have brought something."""
        written = self._written
        return written is not None and self.now() - written.now > _OLD

    def judge(
        self, path: str, data: bytes, files: Mapping[str, Path] = _NO_FILES, hidden: Collection[str] = ()
    ) -> JudgedFile:
        """One file, otherwise than it lies there.

        Args:
            path: under the content folder.
            data: its bytes.
            files: pictures and documents that are to be saved with it, path → where they wait.
            hidden: paths of what does not exist for whoever asks.
        """
        written = self.look()
        if (
            not files and not hidden and written.content.sources.get(path) == data
        ):  # as it lies there: that has been judged
            return JudgedFile(written.problems.get(path, ()), written.entries.get(path))
        content = self.content_with(path, Overlay(instead={path: data}, files=files), self.now(), hidden)
        return JudgedFile(content.problems, entry_at(content, path))

    def problems_with(self, instead: Mapping[str, bytes]) -> Mapping[str, tuple[Problem, ...]]:
        """What the build would say of all, several files being otherwise. instead: path under content/ → its bytes."""
        with self._lock:
            overlay = Overlay(instead=dict(instead))
            return _by_file(read_content(self.settings, self.now(), overlay=overlay, memory=self._reading()).problems)

    def judge_register(
        self, register: Register, data: bytes, files: Mapping[str, Path] = _NO_FILES
    ) -> tuple[Problem, ...]:
        """What the build would say of a register, otherwise than it lies there. data: its bytes; files: as `judge`."""
        overlay = Overlay(instead={f"{REFERENCE_FOLDER}/{register.file}": data}, files=files)
        with self._lock:
            return judge_register(self.look().read, self.root, register, overlay, self.settings.icons())

    def content_with(self, path: str, overlay: Overlay, now: datetime, hidden: Collection[str] = ()) -> Content:
        """The content at an instant, one file read as an overlay has it; its problems are those of this file.

        hidden: paths of files that are not there, for whoever asks.
        """
        with self._lock:
            written = self.look()
            read = without_files(written.read, hidden)
            return with_file(self.settings, written.content, read, now, path, overlay)

    def site_at(self, content: Content, now: datetime) -> Site:
        """The site that some content makes at an instant, at its public address; what is the same is the same object.

        Raises:
            Refused: when it cannot be made at all.
        """
        with self._lock:
            site = site_of(self.public_settings, content, now, self._items.item)
            self._items.forget_all_but({item.id for item in site.items})
            return site

    def choices(self) -> Choices:
        """What forms offer."""
        with self._lock:
            if self._choices is None:
                self._choices = all_choices(self.settings, self.look().content.catalogue, self.look().sheets)
            return self._choices

    def _look(self) -> WrittenContent:
        now, kept = self.now(), list[FolderRead]()
        content = read_content(self.settings, now, memory=self._reading(), keep=kept.append)
        sheets = {path: self._sheet(path, raw) for path, raw in content.heads.items()}
        problems = _by_file(content.problems)
        entries = {str(entry.origin.path): entry for entry in content.catalogue.entries}
        return WrittenContent(content, kept[0], now, MappingProxyType(sheets), MappingProxyType(entries), problems)

    def _reading(self) -> SourceMemory:
        """What was read before; at the first look, what any process has kept of it: `check`, `build` or a pupitre."""
        if self._memory is None:
            self._kept = KeptReading.of(self._read())
            self._memory = self._kept.begin()
        return self._memory

    def _get_ready(self, files: Iterable[DeskFile], turn: int) -> None:
        """Make what searches look in, before anybody searches; where the process stays, what else is asked for next.

        Whoever waits for the page that has asked comes first. turn: of the reading; a later one has its own.
        """
        if self._stays:
            time.sleep(_BREATH)
            for make in self._ahead:
                if turn == self.turn:
                    with suppress(Refused, OSError):
                        make()
            time.sleep(_QUIET)
            self.keep_reading()
        for file in files:
            _ = file.folded

    def _sheet(self, path: str, raw: Raw) -> DeskFile:
        """The same object as long as the file is the same: what a search looks in is made once."""
        before = self._sheets.get(path)
        return (
            before if before is not None and before.raw is raw else DeskFile(path, FOLDERS[path.partition("/")[0]], raw)
        )


def entry_at(content: Content, path: str) -> ContentFile | None:
    """The entry of a file; None when it cannot be read."""
    item_id = content.catalogue.files.get(PurePosixPath(path))
    return next((entry for entry in content.catalogue.entries if entry.item.id == item_id), None)


def _by_file(problems: Iterable[Problem]) -> Mapping[str, tuple[Problem, ...]]:
    found: dict[str, tuple[Problem, ...]] = {}
    for problem in problems:
        found[str(problem.path)] = (*found.get(str(problem.path), ()), problem)
    return found
