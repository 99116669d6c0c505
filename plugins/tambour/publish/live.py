"""The site looked at where the public sees it: every address answers, with the right type and the right bytes.

A site of up to 2,000 files is looked at whole. Of a larger one, all that has changed since the release before, and as
many others as are left, chosen by the digest of their path and of the release: others each time.
"""

import hashlib
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from typing import IO, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from tambour.build.clock import stopwatch
from tambour.build.last_build import MANIFEST
from tambour.publish.places import Progress
from tambour.publish.release import Release, ReleaseFile, shown_path

MOST = 2000
_AT_ONCE = 8
_TIMEOUT = 20  # seconds of one request
_PAUSES = (0.2, 0.5, 1, 2, 5, 10)  # seconds between rounds, the last one for all that follow
_SAME_TYPES = (
    frozenset(("application/xml", "text/xml")),
    frozenset(("text/javascript", "application/javascript")),
    frozenset(("image/x-icon", "image/vnd.microsoft.icon")),
)
_UNKNOWN = "application/octet-stream"  # of a file whose name says nothing to us: a server may know more
_MOVES = (301, 302, 307, 308)
_REDIRECT = b'http-equiv="refresh"'  # in a page that leads to another: a server may answer by a redirect instead
_AGENT = "Tambour-publier"


class LiveFault(NamedTuple):
    """What an address answers that it should not. words: French, after the address.

    is_type: its bytes are right, and its type is not. is_altered: it answers with other bytes while the receipt is the
    right one: the site has arrived, and something changes it on its way, or keeps what was there.
    """

    path: str
    address: str
    words: str
    is_type: bool = False
    is_altered: bool = False


class _Answer(NamedTuple):
    """status: 0 when there was none, `error` then says why. location: of a redirect."""

    status: int
    media_type: str = ""
    sha256: str = ""
    location: str = ""
    error: str = ""


@dataclass(frozen=True)
class OnlineSite:
    """The site of a release as its readers see it.

    url: where, without a final slash. wait: seconds for which the release before may still be shown. sleep: waits.
    """

    release: Release
    url: str
    wait: float
    sleep: Callable[[float], None] = time.sleep

    def faults(self, changed: Iterable[str], progress: Progress) -> tuple[LiveFault, ...]:
        """Everything that is not as it should be, once the time to wait is over; () as soon as nothing is.

        The receipt is waited for first: as long as it is another one's, there is nothing to look at.
        """
        elapsed, pauses = stopwatch(), list(_PAUSES)
        if faults := self._wait_for([self.release.files[MANIFEST]], elapsed, pauses, progress):
            return faults
        return self._wait_for(self.chosen_files(changed), elapsed, list(_PAUSES), progress)

    def chosen_files(self, changed: Iterable[str]) -> Sequence[ReleaseFile]:
        """The files that are looked at."""
        public = {path: file for path, file in self.release.files.items() if is_shown(path)}
        if len(public) <= MOST:
            return list(public.values())
        first = [path for path in changed if path in public]
        left = sorted(
            public.keys() - set(first),
            key=lambda path: hashlib.sha256(f"{self.release.digest}{path}".encode()).digest(),
        )
        return [public[path] for path in [*first, *left[: max(0, MOST - len(first))]]]

    def _wait_for(
        self, files: Sequence[ReleaseFile], elapsed: Callable[[], float], pauses: list[float], progress: Progress
    ) -> tuple[LiveFault, ...]:
        total, waiting = len(files), list(files)
        while True:
            faults: list[LiveFault] = []
            late: list[ReleaseFile] = []
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                for number, (file, fault) in enumerate(zip(waiting, pool.map(self._fault, waiting), strict=True)):
                    progress((total - len(waiting) + number + 1) / total)
                    if fault is not None:
                        faults.append(fault)
                        late.append(file)
            lasting = all(fault.is_type for fault in faults)  # to wait changes no type
            if lasting or elapsed() >= self.wait:
                return tuple(faults)
            waiting = late
            self.sleep(pauses.pop(0) if len(pauses) > 1 else pauses[0])

    def _fault(self, file: ReleaseFile) -> LiveFault | None:
        address = f"{self.url}/{quote(shown_path(file.path))}"
        answer = _get(address)
        if answer.error:
            return LiveFault(file.path, address, f"ne répond pas ({answer.error})")
        if answer.status in _MOVES and self._is_redirect(file):
            place = urljoin(address, answer.location)
            same = urlsplit(place).netloc == urlsplit(address).netloc
            return None if same and _get(place).status == 200 else LiveFault(file.path, address, f"mène à {place}")
        if answer.status != 200 and not (answer.status == 404 and file.path == "404.html"):
            return LiveFault(file.path, address, f"répond {answer.status}")
        if answer.sha256 != file.sha256:
            words, is_receipt = "n'est pas encore ce qui a été envoyé", file.path == MANIFEST
            return LiveFault(file.path, address, words, is_altered=not is_receipt)
        if not is_type(answer.media_type, file.media_type):
            return LiveFault(
                file.path, address, f"est annoncé « {answer.media_type} » et non « {file.media_type} »", is_type=True
            )
        return None

    def _is_redirect(self, file: ReleaseFile) -> bool:
        folder = self.release.folder
        return folder is not None and file.path.endswith(".html") and _REDIRECT in (folder / file.path).read_bytes()


def is_shown(path: str) -> bool:
    """Whether servers show it: what begins with a point is theirs, beside `.well-known`."""
    return not any(part.startswith(".") and part != ".well-known" for part in path.split("/"))


def is_type(told: str, wanted: str) -> bool:
    """Parameters that are told must be right; one that is not told is no fault."""
    (kind, parameters), (right, wanted_parameters) = _parse(told), _parse(wanted)
    alike = right in (_UNKNOWN, kind) or any({kind, right} <= same for same in _SAME_TYPES)
    return alike and parameters.get("charset", "utf-8") == wanted_parameters.get("charset", "utf-8")


def _parse(media_type: str) -> tuple[str, dict[str, str]]:
    kind, *rest = (part.strip().lower() for part in media_type.split(";"))
    pairs = (part.partition("=") for part in rest)
    return kind, {name.strip(): value.strip().strip('"') for name, _, value in pairs}


class _Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are answers, too."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)  # through the proxy that the environment names


def _get(address: str) -> _Answer:
    request = urllib.request.Request(address, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"})  # noqa: S310 — SITEURL is http(s)
    try:
        with _OPENER.open(request, timeout=_TIMEOUT) as response:
            digest = hashlib.sha256()
            while chunk := response.read(1 << 16):
                digest.update(chunk)
            return _Answer(response.status, response.headers.get("Content-Type", ""), digest.hexdigest())
    except urllib.error.HTTPError as error:
        with error:
            sha256 = hashlib.sha256(error.read()).hexdigest()
        return _Answer(error.code, error.headers.get("Content-Type", ""), sha256, error.headers.get("Location", ""))
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        return _Answer(0, error=str(getattr(reason, "strerror", None) or reason))
