"""The record of publications: what was put online, what people have been told, what is still to be told.

It lies where the site lies, not on the machine that publishes: another machine, or this one after its disk was lost,
finds it there, and announces nothing twice. It is replaced at one instant, under the lock of the place: that is when
the news of a publication become due, once.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tambour.build.former_files import FormerFile
from tambour.publish.news import DueAnnouncement, Stage, Tells, news_of
from tambour.publish.release import Release

VERSION = 1
_MOST_PUBLICATIONS, _MOST_ANNOUNCEMENTS = 100, 500


@dataclass(frozen=True)
class Publication:
    """One release that was put online.

    commit: of the content it was made of, in git; "" when there is none. altered: files of the content had been changed
    since that commit. seen: every address answered as it should. back: an earlier one was put back.
    """

    release: str
    digest: str
    at: str
    commit: str = ""
    altered: bool = False
    seen: bool = False
    back: bool = False


@dataclass(frozen=True)
class PublicationRecord:
    """told: by item, also of items that are gone. kept: files that stay served. notify: who is still to be pinged."""

    publications: tuple[Publication, ...] = ()
    told: Mapping[str, Tells] = field(default_factory=dict)
    announcements: tuple[DueAnnouncement, ...] = ()
    kept: Mapping[str, FormerFile] = field(default_factory=dict)
    notify: tuple[str, ...] = ()

    @classmethod
    def read(cls, data: bytes) -> "PublicationRecord":
        """Raises ValueError, TypeError, KeyError, AttributeError for what is none of ours."""
        read = json.loads(data)
        if read["version"] != VERSION:
            raise ValueError(read["version"])
        return cls(
            tuple(Publication(**one) for one in read["publications"]),
            read["told"],
            tuple(DueAnnouncement.of_json(one) for one in read["announcements"]),
            {one["path"]: FormerFile(**{**one, "until": date.fromisoformat(one["until"])}) for one in read["kept"]},
            tuple(read["notify"]),
        )

    def data(self) -> bytes:
        kept = [{**one.__dict__, "until": one.until.isoformat()} for _, one in sorted(self.kept.items())]
        parts = {
            "version": VERSION,
            "publications": [one.__dict__ for one in self.publications[-_MOST_PUBLICATIONS:]],
            "announcements": [one.to_json() for one in self.announcements[-_MOST_ANNOUNCEMENTS:]],
            "kept": kept,
            "notify": self.notify,
            "told": self.told,
        }
        return (json.dumps(parts, ensure_ascii=False, separators=(",", ":")) + "\n").encode()

    @property
    def last(self) -> Publication | None:
        return self.publications[-1] if self.publications else None

    def publication_of(self, release: str) -> Publication | None:
        """The last time that a release was put online."""
        return next((one for one in reversed(self.publications) if one.release == release), None)

    def begin(self, publication: Publication, kept: Mapping[str, FormerFile]) -> "PublicationRecord":
        """What is known as a release is about to go online: nothing of it is told yet."""
        return replace(self, publications=(*self.publications, publication), kept=kept)

    def news(self, release: Release, at: str) -> tuple[DueAnnouncement, ...]:
        """What a release tells that people have not been told; nothing upon a first publication, when all is new."""
        return tuple(news_of(release, self.told, at)) if self.told else ()

    def complete(
        self, release: Release, at: str, notify: Iterable[str] = (), *, announces: bool = True
    ) -> "PublicationRecord":
        """What is known once a release was seen online: what it tells is due, and counts as told from here on.

        notify: addresses of what readers subscribe to that has changed. announces: not a copy of the site elsewhere.
        """
        assert self.last is not None, "it began"
        seen = replace(self.last, seen=True)
        told = {**self.told, **{item_id: item["tells"] for item_id, item in release.items.items()}}
        due = (*self.announcements, *(self.news(release, at) if announces else ()))
        waiting = dict.fromkeys((*self.notify, *notify))
        return replace(
            self, publications=(*self.publications[:-1], seen), told=told, announcements=due, notify=tuple(waiting)
        )

    @property
    def due(self) -> tuple[DueAnnouncement, ...]:
        """What is still to be told, or may have been."""
        return tuple(one for one in self.announcements if one.stage is not Stage.DONE)

    def at_stage(self, announcement: str, stage: Stage) -> "PublicationRecord":
        """With one announcement further on: `BEGUN` before somebody tells it, `DONE` after."""
        moved = tuple(one.at_stage(stage) if one.id == announcement else one for one in self.announcements)
        return replace(self, announcements=moved)
