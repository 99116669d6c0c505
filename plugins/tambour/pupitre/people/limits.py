"""How often somebody may try: so many times in so many seconds, from one address."""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Collection

from starlette.requests import Request

_MOST = 10_000  # addresses that are remembered


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
            while len(self._made) > _MOST:
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
