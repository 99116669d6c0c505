"""The site of one project, brought up to date by one thread: the pages of what was saved first, then every channel."""

import sys
import threading
import traceback
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol
from unicodedata import normalize

from tambour.build import clock, last_build, report, swap
from tambour.build.clock import Phases, stopwatch
from tambour.build.inputs import inputs
from tambour.build.request import Request
from tambour.build.schedule import quiet_until
from tambour.commands.build import build_record, display_path, no_garbage_collection, readable_by_servers, summary
from tambour.commands.live_status import AT_WORK, Bulletin, BulletinLine, Status, detour, faults, ready
from tambour.commands.project import read_settings
from tambour.model.item import Item
from tambour.model.problems import Refused
from tambour.words.dates import date_fr, hour_fr
from tambour.words.numbers import number_fr
from tambour.words.typography import NBSP

if TYPE_CHECKING:
    from tambour.build.live.site_build import SiteBuild
    from tambour.build.run import Run

_QUIET = 2.0  # seconds without a save, after which the next start of `serve` is prepared
_GLANCE = 5.0  # seconds between two looks at the clock: a machine that slept does not count the hours


class Said(Protocol):
    """What the last build had to say when it made nothing; "" when it made the site."""

    text: str


class LiveSite:
    """What `serve` shows.

    read: the request as the settings make it now; raises Refused. status: whom to tell. said: where a build that made
    nothing says why.
    """

    def __init__(self, read: Callable[[], Request], status: Status, said: Said) -> None:
        self._read, self._status, self._said = read, status, said
        self._request: Request | None = None
        self._build: SiteBuild | None = None
        self._lock = threading.Condition()
        self._saved: set[Path] = set()
        self._anew = False
        self._waiting = False  # whether something was saved that no build has begun with
        self._notes: frozenset[str] = frozenset()  # those of the last build
        self._told: set[Path] = set()  # files of the last saves, of which it is told when they appear
        self._is_time: Callable[[], bool] = lambda: False  # whether time alone has made another site of it

    def begin(self) -> None:
        """Build for the first time, here and now; or, when nothing has changed since the last time, at leisure."""
        request = self._read()
        with last_build.lock(request.output) as memory:
            last, now = memory.last(), request.now()
            witness = last_build.witness(request.output / last_build.MANIFEST)
            fingerprint = inputs(request).fingerprint()
        if last is not None and now is not None and last.still_holds(fingerprint, now, witness):
            print(f"Rien n'a changé : {display_path(request.output)} est à jour.", flush=True)
            self.take_up((), anew=True)
        else:
            self._bring_up_to_date(frozenset(), anew=True)

    def take_up(self, files: Iterable[Path], *, anew: bool) -> None:
        """Build again, after what is being done was left.

        Args:
            files: what was saved.
            anew: whether it may be something else than content: settings, templates.
        """
        with self._lock:
            self._saved |= {*files}
            self._anew |= anew
            self._waiting = True
            self._lock.notify_all()

    def work(self) -> None:
        """Build whenever something was saved, or time has come to, for ever; the body of a thread."""
        settled = True
        while True:
            with self._lock:
                is_due = self._lock.wait_for(lambda: self._waiting, _GLANCE if settled else _QUIET)
                files, anew = frozenset(self._saved), self._anew
                self._saved, self._anew, self._waiting = set(), False, False
            if is_due or self._is_time():
                settled = not self._bring_up_to_date(files, anew=anew)
            elif not settled:
                self._settle()
                settled = True

    def _bring_up_to_date(self, files: frozenset[Path], *, anew: bool) -> bool:
        """Build, and say what came of it. Returns whether the site is complete."""
        elapsed = stopwatch()
        self._status.tell(AT_WORK)
        self._told = {*files} if files else self._told
        self._is_time = lambda: False
        try:
            run = self._make(files, anew=anew)
        except Refused as refused:
            self._said.text = report.text(refused)
            print(self._said.text, file=sys.stderr, flush=True)
            self._status.tell(faults(refused.problems, ahead=self._build is not None and self._build.is_ahead))
            return False
        except _Left:
            return False
        except _Warned as warned:
            print(warned, file=sys.stderr, flush=True)
            self._status.tell(Bulletin("fault", "La construction est arrêtée.", (BulletinLine("", str(warned)),)))
            return False
        except Exception:  # a mistake of ours must not end the session: the next save may well avoid it
            traceback.print_exc()
            self._build = None
            told = "Une erreur de Tambour, dont le terminal donne le détail ; le prochain enregistrement recommence."
            self._status.tell(Bulletin("fault", "La construction est arrêtée.", (BulletinLine("", told),)))
            return False
        self._said.text = ""
        self._is_time = _alarm(run)
        run.tell()
        for note in run.notes:
            if note not in self._notes:  # told once, not at every save
                print(f"À noter : {note}")
        self._notes = frozenset(run.notes)
        path, seconds = display_path(run.settings.output), number_fr(round(elapsed(), 1))
        print(f"Site construit dans {path} : {summary(run)} ({seconds}{NBSP}s).", flush=True)
        saved = {_path_in(run.settings.content, file) for file in self._told}
        waiting = [*_not_yet_public(run, saved)]
        news = detour(run.problems, run.left_out, saved, waiting) if run.problems else ready(waiting)
        self._status.tell(news)
        return True

    def _make(self, files: frozenset[Path], *, anew: bool) -> "Run":
        from tambour.build.live.watch import Interrupted, PelicanWarned, Watch  # noqa: PLC0415

        build = self._build
        if anew or build is None or self._request is None:
            self._build = None
            self._request = self._read()
            build = self._build = _begin(self._request)
        build.look_into(files)
        watch = Watch(lambda: self._waiting, lambda: self._status.tell(AT_WORK), hurries=True)
        with (
            last_build.lock(self._request.output) as memory,
            readable_by_servers(self._request),
            no_garbage_collection(),
        ):
            memory.forget()
            try:
                return build.bring_up_to_date(Phases(), watch)
            except Interrupted:
                raise _Left from None
            except PelicanWarned as warned:
                raise _Warned(str(warned)) from None

    def _settle(self) -> None:
        """Prepare the next start of `serve`: what is there is what these very inputs make, as one more build finds."""
        from tambour.build.live.watch import Interrupted, Watch  # noqa: PLC0415

        if self._build is None or self._request is None:
            return
        try:
            fingerprint = inputs(self._request).fingerprint()
            with (
                last_build.lock(self._request.output) as memory,
                readable_by_servers(self._request),
                no_garbage_collection(),
            ):
                run = self._build.bring_up_to_date(Phases(), Watch(lambda: self._waiting))
                memory.keep(build_record(run, fingerprint, self._request))
        except (Refused, Interrupted, OSError):  # an editor puts a file in the place of another: what is saved is built
            return
        except Exception:  # as above
            traceback.print_exc()
            self._build = None


class _Left(Exception):
    """Something was saved again."""


class _Warned(Exception):
    """Pelican has warned of something."""


def _begin(request: Request) -> "SiteBuild":
    """Have everything read that stays as it is. Raises Refused."""
    from tambour.bridge import connect  # noqa: PLC0415
    from tambour.bridge.runner import make_ready  # noqa: PLC0415 — half a second
    from tambour.build.live.site_build import SiteBuild  # noqa: PLC0415

    request.check_output()
    read_settings(request)  # its problems, where Pelican would print them and leave
    swap.repair(request.output)
    swap.repair(request.kit)
    connect()
    try:
        return SiteBuild(make_ready(request, request.output, request.kit, Phases()))
    except SystemExit as stopped:
        raise _Warned("Pelican a averti de quelque chose, que le terminal montre.") from stopped


def _alarm(run: "Run") -> Callable[[], bool]:
    """Tells whether it is time to build again, though nothing was saved: never where time stands still."""
    until, setting, zone = quiet_until(run.catalogue.entries, run.now), run.settings.now, run.settings.territory.zone
    return lambda: clock.now(setting, zone) >= until


def _not_yet_public(run: "Run", saved: Collection[PurePosixPath]) -> Iterable[str]:
    """What was saved and does not appear yet, in French."""
    public = {entry.item.id for entry in run.settled.content.public}
    for entry in run.catalogue.entries:
        if entry.origin.path in saved and entry.item.id not in public:
            yield _when_it_appears(entry.item, run.now)


def _path_in(content: Path, file: Path) -> PurePosixPath:
    inside = file.relative_to(content) if file.is_relative_to(content) else file
    return PurePosixPath(normalize("NFC", inside.as_posix()))


def _when_it_appears(item: Item, now: datetime) -> str:
    if item.draft or item.publish_at is None:
        return f"« {item.title} » est un brouillon : il ne paraîtra que sans « brouillon: oui »."
    moment = item.publish_at.astimezone(now.tzinfo)
    hour = f" à {hour_fr(moment)}" if moment.hour or moment.minute else ""
    return f"« {item.title} » paraîtra le {date_fr(moment, weekday=True)}{hour}."
