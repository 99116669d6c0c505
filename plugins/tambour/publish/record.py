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
from tambour.publish.news import DueAnnouncement, Stage, Tells, is_withdrawn, news_of, without_point
from tambour.publish.release import Release

VERSION = 1
_MOST_PUBLICATIONS, _MOST_ANNOUNCEMENTS = 100, 500
_OF_ALERTS = frozenset(("alert", "lifted"))  # what alerts alone tell
_MOST_PAGES = 10_000  # what one request to a search engine holds


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
    """What is known of all publications to a place.

    told: by item, also of items that are gone. kept: files that stay served. coming: paths of what has changed since
    the last release that was seen online. notify: feeds whose hub is still to be told. pages: addresses that search
    engines are still to be told of.
    """

    publications: tuple[Publication, ...] = ()
    told: Mapping[str, Tells] = field(default_factory=dict)
    announcements: tuple[DueAnnouncement, ...] = ()
    kept: Mapping[str, FormerFile] = field(default_factory=dict)
    coming: tuple[str, ...] = ()
    notify: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()

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
            *(tuple(read.get(name, ())) for name in ("coming", "notify", "pages")),
        )

    def data(self) -> bytes:
        kept = [{**one.__dict__, "until": one.until.isoformat()} for _, one in sorted(self.kept.items())]
        parts = {
            "version": VERSION,
            "publications": [one.__dict__ for one in self.publications[-_MOST_PUBLICATIONS:]],
            "announcements": [one.to_json() for one in self.announcements[-_MOST_ANNOUNCEMENTS:]],
            "kept": kept,
            "coming": self.coming,
            "notify": self.notify,
            "pages": self.pages[-_MOST_PAGES:],
            "told": self.told,
        }
        return (json.dumps(parts, ensure_ascii=False, separators=(",", ":")) + "\n").encode()

    @property
    def last(self) -> Publication | None:
        return self.publications[-1] if self.publications else None

    def publication_of(self, release: str) -> Publication | None:
        """The last time that a release was put online."""
        return next((one for one in reversed(self.publications) if one.release == release), None)

    def begin(
        self, publication: Publication, kept: Mapping[str, FormerFile], changed: Iterable[str] = ()
    ) -> "PublicationRecord":
        """What is known as a release is about to go online: nothing of it is told yet.

        changed: paths that are other than they are online; those of a release that was never seen stay among them.
        """
        coming = dict.fromkeys((*self.coming, *changed))
        return replace(self, publications=(*self.publications, publication), kept=kept, coming=tuple(coming))

    def news(self, release: Release, at: str) -> tuple[DueAnnouncement, ...]:
        """What a release tells that people have not been told; nothing upon a first publication, when all is new."""
        return tuple(news_of(release, self.told, at)) if self.told else ()

    def complete(
        self,
        release: Release,
        at: str,
        notify: Iterable[str] = (),
        pages: Iterable[str] = (),
        *,
        announces: bool = True,
    ) -> "PublicationRecord":
        """What is known once a release was seen online: what it tells is due, and counts as told from here on.

        notify: addresses of changed feeds. pages: those of changed pages. announces: not a copy of the site elsewhere.
        """
        assert self.last is not None, "it began"
        seen = replace(self.last, seen=True)
        gone = {name: {**tells, "withdrawn": True} for name, tells in self.told.items() if name not in release.items}
        told = {**self.told, **gone, **{item_id: item["tells"] for item_id, item in release.items.items()}}
        news = self.news(release, at) if announces else ()
        return replace(
            self,
            publications=(*self.publications[:-1], seen),
            told=told,
            announcements=(*without_point(self.announcements, news, release), *news),
            coming=(),
            notify=tuple(dict.fromkeys((*self.notify, *notify))),
            pages=tuple(dict.fromkeys((*self.pages, *pages))),
        )

    def without_pings(self, notify: Iterable[str] = (), pages: Iterable[str] = ()) -> "PublicationRecord":
        """Once a hub was told of these feeds, search engines of these pages."""
        feeds, addresses = {*notify}, {*pages}
        return replace(
            self,
            notify=tuple(one for one in self.notify if one not in feeds),
            pages=tuple(one for one in self.pages if one not in addresses),
        )

    def announcement(self, announcement_id: str) -> DueAnnouncement | None:
        return next((one for one in self.announcements if one.id == announcement_id), None)

    @property
    def is_held(self) -> bool:
        """Whether nothing may be told: what is online was not seen there, or is an earlier one that came back."""
        return self.last is None or not self.last.seen or self.last.back

    @property
    def due(self) -> tuple[DueAnnouncement, ...]:
        """What is still to be told, or may have been."""
        return () if self.is_held else tuple(one for one in self.announcements if one.stage in (Stage.DUE, Stage.BEGUN))

    def withdrawals(self, release: Release) -> tuple[DueAnnouncement, ...]:
        """What was told, or may have been, of items that a release no longer shows: the last of each."""
        told = {one.item: one for one in self.announcements if one.stage in (Stage.BEGUN, Stage.DONE)}
        return tuple(one for one in told.values() if is_withdrawn(one.item, release))

    def gone(self, release: Release) -> tuple[DueAnnouncement, ...]:
        """The same, but for alerts that have run their time, or were lifted: nobody has taken them away."""
        return tuple(
            one
            for one in self.withdrawals(release)
            if one.item not in release.items or _OF_ALERTS.isdisjoint(release.items[one.item]["tells"])
        )

    def with_announcement(self, announcement: DueAnnouncement) -> "PublicationRecord":
        """With one of them changed."""
        found = tuple(announcement if one.id == announcement.id else one for one in self.announcements)
        return replace(self, announcements=found)
