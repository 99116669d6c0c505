"""A space that a hoster lends: SFTP, FTP, FTPS, or a bucket. There is one copy of the site, and it is what people see.

No link can be switched there, so it is the order that keeps readers from a page that leads nowhere: `batches` says
which. The receipt comes last, deletions after the site was seen. `.tambour/`, in it, holds the record of publications,
the list of what was sent, and a claim of whoever is at work; web servers of the usual kind are told not to show it. The
releases that were online before lie in the cache of this machine: `--retour` sends one of them.
"""

import hashlib
import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from tambour.build import clock
from tambour.build.former_files import FormerFile
from tambour.build.last_build import MANIFEST
from tambour.build.targets import HostedTarget, S3Target
from tambour.publish.places import Online, Progress, Sent
from tambour.publish.places.machine_lock import Holder
from tambour.publish.places.rclone import FOLDER_SIGN, Rclone
from tambour.publish.places.sent_files import SentFiles, SentKey, batches, keys_of
from tambour.publish.record import PublicationRecord
from tambour.publish.refusals import PublicationRefused
from tambour.publish.release import Release, ReleaseFile
from tambour.words.numbers import count_fr

_TRACE = ".tambour"
_RECORD, _FILES, _CLAIMS = (f"{_TRACE}/{name}" for name in ("record.json", "files.json.gz", "claims"))
_HIDDEN = (f"{_TRACE}/.htaccess", b"Require all denied\n")  # Apache and LiteSpeed, which most hosters have
_BEAT = 60  # seconds between two signs of life
_SOON = timedelta(seconds=20)  # between two looks at whether nobody has taken over
_PATIENCE = timedelta(minutes=10)  # after that long without one, others go on
_FEW = 50  # files that may travel again without harm
_KEPT = 3  # releases that stay on this machine
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OSError, EOFError)


@dataclass(frozen=True)
class HostedState:
    """What a space holds. foreign: names at its top that nobody knows, but those with a point: the hoster's."""

    online: Online
    sent: SentFiles
    foreign: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hosting:
    """The place that a `HostedTarget` names. cache: folder that may be deleted at any time."""

    name: str
    target: HostedTarget
    now: datetime
    space: Rclone
    cache: Path

    @property
    def strict(self) -> bool:
        """Types are told to a bucket alone."""
        return isinstance(self.target, S3Target)

    @contextmanager
    def open(self) -> Iterator["HostingSession"]:
        """Hold a claim, with a sign of life every minute, until the body ends."""
        holder = Holder.ourselves(self.now)
        self._claim(holder)
        ended = threading.Event()
        beating = threading.Thread(target=self._beat, args=(holder, ended), daemon=True)
        beating.start()
        try:
            yield HostingSession(self, holder, self._read())
        finally:
            ended.set()
            beating.join()
            with suppress(PublicationRefused):
                self.space.delete([_claim_of(holder.token)])

    def look(self) -> Online:
        """What it holds."""
        return self._read().online

    def check(self, holder: Holder) -> None:
        """Raises PublicationRefused when somebody has taken over."""
        if holder.token not in self.space.names(_CLAIMS):
            raise PublicationRefused("publication-depassee", self.name)

    @property
    def releases(self) -> Path:
        """Where this machine keeps those that it has sent."""
        return self.cache / f"{self.name}.publications"

    def _read(self) -> HostedState:
        names = self.space.names()
        with tempfile.TemporaryDirectory(prefix="tambour-") as scratch:
            here = Path(scratch)
            self.space.fetch((MANIFEST, _RECORD, _FILES), here)
            receipt, record, files = (_bytes(here / path) for path in (MANIFEST, _RECORD, _FILES))
        if not (receipt or record or files):
            foreign = frozenset(name.rstrip("/") for name in names if not name.startswith("."))
            return HostedState(Online(PublicationRecord()), SentFiles(), foreign)
        try:
            known = PublicationRecord.read(record) if record else PublicationRecord()
        except _UNREADABLE:
            path = f"{self.space.folder}/{_RECORD}"
            raise PublicationRefused("trace-de-publication-illisible", self.name, path=path) from None
        release = Release(receipt) if receipt else None
        online = Online(known, release, (release.name,) if release is not None else ())
        with suppress(*_UNREADABLE):
            return HostedState(online, SentFiles.read(files))
        sent = SentFiles()
        sent.doubt(release.files if release is not None else ())
        return HostedState(online, sent)

    def _claim(self, holder: Holder) -> None:
        """Raises PublicationRefused when somebody else is at work; of two at the same instant, to both."""
        if f"{_TRACE}/" in self.space.names():
            self._refuse_others(holder)
        self._sign(holder)
        try:
            self._refuse_others(holder)
        except PublicationRefused:
            self.space.delete([_claim_of(holder.token)])
            raise

    def _refuse_others(self, holder: Holder) -> None:
        with tempfile.TemporaryDirectory(prefix="tambour-") as scratch:
            self.space.fetch_folder(_CLAIMS, Path(scratch))
            claims = [path.read_text("utf-8", "replace") for path in sorted(Path(scratch).iterdir())]
        for claim in claims:
            token, owner, at = [*claim.splitlines(), "", "", ""][:3]
            other = Holder(token, owner)
            if not token or token == holder.token:
                continue
            if not other.is_dead and self._is_recent(at):
                raise PublicationRefused("publication-en-cours", self.name, owner=other.name_fr())
            self.space.delete([_claim_of(token)])

    def _sign(self, holder: Holder) -> None:
        at = clock.now(None, self.zone).isoformat()
        self.space.put(_claim_of(holder.token), f"{holder.text()}{at}\n".encode())

    def _is_recent(self, at: str) -> bool:
        try:
            return abs(clock.now(None, self.zone) - datetime.fromisoformat(at)) < _PATIENCE
        except (ValueError, TypeError):
            return False

    @property
    def zone(self) -> ZoneInfo:
        assert isinstance(self.now.tzinfo, ZoneInfo), "that of the territory"
        return self.now.tzinfo

    def _beat(self, holder: Holder, ended: threading.Event) -> None:
        while not ended.wait(_BEAT):
            with suppress(PublicationRefused):  # the next step tells
                self.check(holder)
                self._sign(holder)


class HostingSession:
    """What is done while the claim is held."""

    def __init__(self, place: Hosting, holder: Holder, state: HostedState) -> None:
        self.place, self.holder, self.online = place, holder, state.online
        self._sent, self._foreign = state.sent, state.foreign
        self._release, self._kept = state.online.release, frozenset(state.online.record.kept)
        self._checked: datetime | None = None

    def send(self, release: Release, kept: Mapping[str, FormerFile], progress: Progress) -> Sent:
        """Everything but the receipt, in the order that leads nobody astray; what has arrived does not travel again."""
        return self._send(release, kept, progress)

    def switch(self, release: Release) -> None:
        """Send the receipt, which says which release this is; remember the release here."""
        self._check()
        receipt = list(self._keys([release.files[MANIFEST]]))
        self._sent.doubt(one.key for one in receipt)
        assert release.folder is not None, "a release that is sent lies somewhere"
        for one in receipt:
            self.place.space.copy(release.folder, [one.key], None, *one.headers)
        self._sent.note(receipt)
        self._note()
        self._remember(release)

    def keep(self, record: PublicationRecord) -> None:
        self._check()
        self.place.space.put(_RECORD, record.data())

    def tidy(self) -> None:
        """Remove what neither the release nor the year of its former files holds."""
        self._remove(self._superfluous())

    def put_back(self) -> Release:
        """The last that people have seen before the one that is online, if this machine has sent it."""
        online, place = self.online.release, self.place
        names = dict.fromkeys(one.release for one in reversed(self.online.record.publications) if one.seen)
        before = [name for name in names if online is None or name < online.name]
        found = next((name for name in before if _is_whole(place.releases / name)), None)
        if found is None:
            raise PublicationRefused("rien-a-remettre", place.name)
        release = Release.read(place.releases / found)
        lasting = (path for path, file in online.files.items() if file.lasting) if online is not None else ()
        self._send(release, {*self.online.record.kept, *lasting}, lambda _: None)
        self.switch(release)
        self.tidy()
        return release

    def doubt(self, paths: Iterable[str]) -> None:
        """These were not seen as they were sent: the next publication sends them again."""
        gone = {one.key for one in self._keys(ReleaseFile(path, "", "") for path in paths)}
        self._sent.doubt(gone & self._sent.marks.keys())
        self._note()

    def _send(self, release: Release, kept: Iterable[str], progress: Progress) -> Sent:
        self._release, self._kept = release, frozenset(kept)
        self._guard(release)
        self._clear_leftovers()
        missing = self._missing(release)
        if not missing:
            return Sent(0, 0)
        total, done, files, size = _weight(release, missing), 0, 0, 0
        known = dict(self._sent.marks)
        self._check()
        self._sent.doubt(one.key for one in missing)
        self._note()
        for batch in batches(missing, known):
            self._check()
            weight = _weight(release, batch)
            sent = self._send_batch(release, batch, _within(progress, done / total, weight / total))
            done, files, size = done + weight, files + sent.files, size + sent.size
            self._sent.note(batch)
            if len(batch) > _FEW:
                self._note()
        return Sent(files, size)

    def _check(self) -> None:
        """As `Hosting.check`, now and then: nobody takes over from one who has given a sign of life this minute."""
        now = clock.now(None, self.place.zone)
        if self._checked is None or now - self._checked > _SOON:
            self.place.check(self.holder)
            self._checked = now

    def _keys(self, files: Iterable[ReleaseFile]) -> Iterator[SentKey]:
        target = self.place.target
        bucket = isinstance(target, S3Target)
        return keys_of(files, headers=bucket, folders=isinstance(target, S3Target) and not target.index)

    def _guard(self, release: Release) -> None:
        """Raises PublicationRefused before anything is sent that would destroy what is not ours, or much of ours."""
        place = self.place
        if self._foreign & {PurePosixPath(path).parts[0] for path in release.files}:
            raise PublicationRefused("dossier-a-quelqu-un", place.name, folder=place.space.folder)
        doomed, most = len(self._superfluous()), place.target.max_delete
        if doomed > most:
            raise PublicationRefused(
                "trop-de-suppressions", place.name, count=count_fr(doomed, "fichier"), number=doomed, most=most
            )
        if not self._sent.marks:
            place.space.put(*_HIDDEN)

    def _missing(self, release: Release) -> list[SentKey]:
        marks, folder = self._sent.marks, release.folder
        assert folder is not None, "a release that is sent lies somewhere"
        keys = [one for one in self._keys(release.files.values()) if one.file.path != MANIFEST]
        there = self.place.space.digests()

        def is_there(one: SentKey) -> bool:
            same = marks.get(one.key) == one.mark
            return same and (there is None or there.get(one.key) == _md5(folder / one.file.path))

        return [one for one in keys if not is_there(one)]

    def _send_batch(self, release: Release, batch: list[SentKey], progress: Progress) -> Sent:
        """One transfer. Keys of folders have names that no file can have: links to their pages stand for them."""
        assert release.folder is not None, "a release that is sent lies somewhere"
        space, headers = self.place.space, batch[0].headers
        if not batch[0].key.endswith("/"):
            return space.copy(release.folder, [one.key for one in batch], progress, *headers)
        with tempfile.TemporaryDirectory(prefix="tambour-") as scratch:
            for one in batch:
                link = Path(scratch) / _rclone_name(one.key)
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to((release.folder / one.file.path).absolute())
            return space.copy(Path(scratch), [_rclone_name(one.key) for one in batch], progress, *headers)

    def _clear_leftovers(self) -> None:
        if folders := {_parent(key) for key in self._sent.doubtful}:
            self.place.space.delete_leftovers(sorted(folders))

    def _superfluous(self) -> list[str]:
        files = self._release.files.values() if self._release is not None else ()
        staying = {one.key for one in self._keys(files)} | self._kept | {MANIFEST}
        return sorted(self._sent.marks.keys() - staying)

    def _remove(self, keys: list[str]) -> None:
        if not keys:
            return
        self._check()
        self.place.space.delete(_rclone_name(key) for key in keys)
        self._sent.forget(keys)
        held = {parent for key in self._sent.marks for parent in _parents(key)}
        if empty := {parent for key in keys for parent in _parents(key)} - held:
            self.place.space.delete_empty(sorted(empty))
        self._note()

    def _note(self) -> None:
        self.place.space.put(_FILES, self._sent.data())

    def _remember(self, release: Release) -> None:
        """Keep the release on this machine, its files under one more name each; older ones go."""
        assert release.folder is not None, "a release that is sent lies somewhere"
        here = self.place.releases / release.name
        if not here.is_dir():
            spare = here.with_name(f".{here.name}")
            shutil.rmtree(spare, ignore_errors=True)
            for path in release.files:
                (spare / path).parent.mkdir(parents=True, exist_ok=True)
                _link(release.folder / path, spare / path)
            spare.rename(here)
        names = sorted(one.name for one in self.place.releases.iterdir() if not one.name.startswith("."))
        for name in names[:-_KEPT]:
            if name != release.name:
                shutil.rmtree(self.place.releases / name, ignore_errors=True)


def _claim_of(token: str) -> str:
    return f"{_CLAIMS}/{token}"


def _bytes(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def _weight(release: Release, keys: Iterable[SentKey]) -> int:
    assert release.folder is not None, "a release that is sent lies somewhere"
    return sum((release.folder / one.file.path).stat().st_size for one in keys) or 1


def _within(progress: Progress, begin: float, part: float) -> Progress:
    """Tells one transfer's progress as that of a part of all."""
    return lambda done: progress(begin + done * part)


def _md5(file: Path) -> str:
    """As buckets tell it."""
    return hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()


def _rclone_name(key: str) -> str:
    """As rclone calls a key."""
    return f"{key[:-1]}{FOLDER_SIGN}" if key.endswith("/") else key


def _parent(key: str) -> str:
    return key.rstrip("/").rpartition("/")[0]


def _parents(key: str) -> Iterator[str]:
    while key := _parent(key):
        yield key


def _is_whole(folder: Path) -> bool:
    """Whether a release that was kept is still what it was."""
    try:
        files = Release.read(folder).files.values()
        return all(hashlib.sha256((folder / one.path).read_bytes()).hexdigest() == one.sha256 for one in files)
    except _UNREADABLE:
        return False


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # on another disk, or one that knows no links
        shutil.copyfile(source, target)
