"""Who is logged in: a file for each session, so that a restart logs nobody out, and a logout is one for good.

And how often somebody may try to: so many times in so many seconds, from one address.
"""

import hashlib
import json
import secrets
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from starlette.requests import Request

from tambour.build.machine import write_whole
from tambour.pupitre.people.roles import Identity

_TOUCH = 60  # seconds after which a session that is used is noted so again
_ADDRESSES = 10_000  # addresses that are remembered
_MOST = 2000  # sessions that are kept at once; then the ones left longest go


@dataclass(frozen=True)
class DeskSession:
    """One session. token: what its forms bear. since, seen: seconds. id_token: what the provider gave, for a logout."""

    identity: Identity
    token: str
    since: float
    seen: float
    id_token: str = field(default="", repr=False)


class Sessions:
    """folder: where they are kept. idle, longest: seconds. clock: tells seconds."""

    def __init__(self, folder: Path, idle: float, longest: float, clock: Callable[[], float]) -> None:
        self._folder, self._idle, self._longest, self._clock = folder, idle, longest, clock
        self._lock = threading.Lock()

    def begin(self, identity: Identity, id_token: str = "") -> str:
        """Somebody has logged in. Returns what her browser is to show at each request."""
        now, secret = self._clock(), secrets.token_urlsafe(32)
        self._tidy(now)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._write(self._file(secret), DeskSession(identity, secrets.token_urlsafe(32), now, now, id_token))
        return secret

    def find(self, secret: str) -> DeskSession | None:
        """The session of a request; None when there is none, or it has ended."""
        session, now = self._read(self._file(secret)), self._clock()
        if session is None or not self._is_on(session, now):
            return None
        if now - session.seen > _TOUCH:
            session = DeskSession(session.identity, session.token, session.since, now, session.id_token)
            with self._lock, suppress(OSError):
                if self._file(secret).exists():  # not one that has just been ended
                    self._write(self._file(secret), session)
        return session

    def former(self, secret: str) -> DeskSession | None:
        """A session that has ended by itself: what she was writing may still be kept for her."""
        return self._read(self._file(secret))

    def end(self, secret: str) -> DeskSession | None:
        """She logs out. Returns the session that it was."""
        with self._lock:
            session = self._read(self._file(secret))
            self._file(secret).unlink(missing_ok=True)
        return session

    def _is_on(self, session: DeskSession, now: float) -> bool:
        return now - session.seen <= self._idle and now - session.since <= self._longest

    def _file(self, secret: str) -> Path:
        """Whoever reads the folder can be nobody: names are digests."""
        return self._folder / f"{hashlib.sha256(secret.encode()).hexdigest()}.json"

    @staticmethod
    def _write(file: Path, session: DeskSession) -> None:
        write_whole(file, json.dumps(asdict(session)).encode())
        file.chmod(0o600)

    @staticmethod
    def _read(file: Path) -> DeskSession | None:
        try:
            said = json.loads(file.read_bytes())
            return DeskSession(**{**said, "identity": Identity(**said["identity"])})
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _tidy(self, now: float) -> None:
        """Take away what has ended a day ago, and what is too much."""
        kept = sorted(self._files(), reverse=True)
        for number, (seen, file) in enumerate(kept):
            if number >= _MOST or now - seen > self._longest + 86_400:
                file.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[float, Path]]:
        for file in self._folder.glob("*.json"):
            with suppress(OSError):
                yield file.stat().st_mtime, file


class Attempts:
    """most: in this many seconds. clock: tells seconds."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float]) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._lock = threading.Lock()
        self._made: OrderedDict[str, deque[float]] = OrderedDict()

    def may(self, who: str) -> bool:
        """Note one more; False when it is one too many."""
        now = self._clock()
        with self._lock:
            made = self._made.setdefault(who, deque())
            self._made.move_to_end(who)
            while len(self._made) > _ADDRESSES:
                self._made.popitem(last=False)
            while made and now - made[0] > self._seconds:
                made.popleft()
            if len(made) >= self._most:
                return False
            made.append(now)
            return True


def asker(request: Request, proxies: Collection[str]) -> str:
    """The address of whoever asks: of a proxy of ours, what it says of whom it asks for; of anybody else, his own."""
    peer = request.client.host if request.client is not None else ""
    told = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return told if told and peer in proxies else peer
