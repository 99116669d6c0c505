"""What is published, judged with what earlier builds have kept; and when time alone may have changed it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tambour.build.content import Content
from tambour.build.prepared import Prepared
from tambour.build.schedule import quiet_until
from tambour.build.snapshot import ItemMaker, Snapshot, judge, make_anew
from tambour.build.trial import Asked
from tambour.model.problems import Problem
from tambour.model.site.site import Site
from tambour.source.entry import ContentFile
from tambour.website.page import PageView


@dataclass(frozen=True)
class LiveAsked(Asked):
    """What is to be settled, with what earlier builds have kept of it."""

    make_item: ItemMaker = make_anew
    make_ready: Callable[[Site, Sequence[PageView]], tuple[Prepared, list[Problem]]] | None = None

    def judge(self, content: Content) -> Snapshot:
        """What it would become."""
        with self.phases("snapshot"):
            return judge(
                self.settings,
                content,
                self.now,
                make_item=self.make_item,
                make_ready=self.make_ready,
            )


@dataclass
class Spans:
    """span: the number of the stretch of time in which nothing changes by itself (`tambour.build.schedule`)."""

    span: int = 0
    _last: datetime | None = None

    def tell(self, now: datetime, entries: Iterable[ContentFile]) -> None:
        """It is now so late. entries: as they were at the last build."""
        if self._last is not None and (now < self._last or now >= quiet_until(entries, self._last)):
            self.span += 1
        self._last = now
