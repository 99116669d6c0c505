"""What the public sees now, read from the receipt of the live site: it is never assumed."""

import http.client
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from tambour.build.content import Content
from tambour.build.last_build import MANIFEST
from tambour.model.alert import Alert
from tambour.model.ledger.ledger import Recorded
from tambour.model.ledger.new_records import text_digest
from tambour.model.ledger.uids import named_slots
from tambour.source.entry import ContentFile

_TIMEOUT = 15  # seconds
_MOST = 200_000_000  # bytes of a receipt
_AGE = 60  # seconds after which it is looked at again
_NOTHING = Recorded()


@dataclass(frozen=True)
class LiveReceipt:
    """What one look has found.

    Attributes:
        at: when it was looked at.
        tells: id of an item → what the live site tells of it; None when there was no answer.
        built: the instant at which the live site was built, as it says; "".
        error: why there was no answer.
        is_nothing: nothing has ever been put online there.
    """

    at: datetime
    tells: Mapping[str, Mapping[str, Any]] | None = None
    built: str = ""
    error: str = ""
    is_nothing: bool = False

    def holds(self, entry: ContentFile, content: Content) -> bool:
        """Whether the public sees an item as it is written now."""
        told = (self.tells or {}).get(entry.item.id)
        if told is None or told.get("text") != text_digest(entry.typed, entry.markdown, entry.occurrences):
            return False
        slots = named_slots(entry.item, entry.occurrences, content.ledger.get(entry.item.id, _NOTHING))
        now = sorted(json.dumps([*slot.facts], default=str) for slot in slots)
        there = sorted(json.dumps(facts, default=str) for facts in (told.get("dates") or {}).values())
        is_lifted = isinstance(entry.item, Alert) and entry.item.is_lifted
        return now == there and bool(told.get("lifted")) == is_lifted


class PublicLook:
    """The live site of a project. url: without a final slash. now: tells the time."""

    def __init__(self, url: str, now: Callable[[], datetime]) -> None:
        self.url, self._now = url, now
        self._lock = threading.Lock()
        self._found: LiveReceipt | None = None
        self._is_looking = False

    def last(self, since: datetime | None = None) -> LiveReceipt | None:
        """What the last look has found; nobody waits for the next one, which begins when that is old.

        Args:
            since: when the site was last put online: what was found before says nothing any more.
        """
        found = self._found
        if found is not None and since is not None and found.at < since:
            found = None
        with self._lock:
            is_old = found is None or abs((self._now() - found.at).total_seconds()) > _AGE
            if is_old and not self._is_looking:
                self._is_looking = True
                threading.Thread(target=self.look, daemon=True).start()
        return found

    def look(self) -> LiveReceipt:
        """Look now."""
        try:
            self._found = self._look()
        finally:
            self._is_looking = False
        return self._found

    def _look(self) -> LiveReceipt:
        address = f"{self.url}/{MANIFEST}"
        headers = {"User-Agent": "Tambour-pupitre", "Cache-Control": "no-cache"}
        try:
            request = urllib.request.Request(address, headers=headers)  # noqa: S310 — SITEURL is http(s)
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
                receipt = json.loads(answer.read(_MOST))
            items = {str(name): item["tells"] for name, item in receipt["items"].items()}
            return LiveReceipt(self._now(), items, str(receipt["build"]["now"]))
        except urllib.error.HTTPError as error:
            with error:
                return LiveReceipt(
                    self._now(), error=f"répond {error.code}", is_nothing=error.code == HTTPStatus.NOT_FOUND
                )
        except (OSError, http.client.HTTPException):
            return LiveReceipt(self._now(), error="ne répond pas")
        except (ValueError, KeyError, TypeError, AttributeError):
            return LiveReceipt(self._now(), error="n’est pas encore un site de Tambour")
