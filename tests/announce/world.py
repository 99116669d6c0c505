"""A territory without a build: what it publishes, what the place remembers, and what its networks then show."""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from tambour.announce.contract import AnnounceTarget
from tambour.announce.decisions import AnnouncePlan
from tambour.announce.journal import JournalWriter
from tambour.announce.passage import Passage
from tambour.announce.sending import PostOutcome
from tambour.announce.speaking import SiteSpeaker
from tambour.build.manifest import tells_of
from tambour.channels.newsletter.settings import NewsletterSettings
from tambour.channels.posts.settings import PostsSettings
from tambour.model.announcements import AnnounceJournal
from tambour.model.media import Derived, Original
from tambour.model.registers import Commune
from tambour.model.site.output import Output, OutputIndex
from tambour.publish.places import Online
from tambour.publish.record import Publication, PublicationRecord
from tambour.publish.refusals import PublicationRefused
from tambour.publish.release import Release
from tambour.testing.building import NOW, URL, Files, published, site

DOMAIN = "exemple.fr"
PHOTO = "images/lac.jpg"
COMMUNES = {
    name: Commune(id=name, nom=name.capitalize(), insee=insee)
    for name, insee in (("bellecombe", "39046"), ("corbeval", "39047"))
}
_PREHEADER = "Le marché, la fête du lac, et trois façons d’y aller sans voiture."


@dataclass
class Place:
    """Where the site lies: what it remembers, and whether somebody holds it."""

    record: PublicationRecord = field(default_factory=PublicationRecord)
    release: Release | None = None
    is_held: bool = False
    name: str = "serveur"

    @property
    def online(self) -> Online:
        return Online(self.record, self.release)

    @contextmanager
    def open(self) -> Iterator["Place"]:
        if self.is_held:
            raise PublicationRefused("publication-en-cours", self.name, owner="quelqu'un")
        self.is_held = True
        try:
            yield self
        finally:
            self.is_held = False

    def look(self) -> Online:
        return self.online

    def keep(self, record: PublicationRecord) -> None:
        self.record = record


@dataclass
class World:
    """folder: of the content. items: what is written, kind and front matter by id. now: moves on by itself."""

    folder: Path
    targets: Mapping[str, AnnounceTarget]
    items: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    now: datetime = NOW
    place: Place = field(default_factory=Place)
    photo: bytes = b""
    limit: int = 500
    mails: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lay_out()

    def event(self, item: str = "fete", **more: Any) -> None:
        """Write one; what is None is taken out."""
        kind, typed = self.items.get(item, ("event", {"titre": "Fête du lac", "debut": "2026-12-05 10:00"}))
        said = {**typed, "id": item, "publier_le": "2026-11-20", **more}
        self.items[item] = kind, {name: value for name, value in said.items() if value is not None}

    def write(self, kind: str, item: str, **typed: Any) -> None:
        self.items[item] = kind, {"id": item, "publier_le": "2026-11-20", **typed}

    def publish(self) -> None:
        """Put online what is written."""
        self.now += timedelta(minutes=10)
        self._lay_out()
        self.place.release = release = self.release()
        record = self.place.record.begin(Publication(release.name, release.digest, self.now.isoformat()), {})
        self.place.record = record.complete(release, self.now.isoformat())

    def release(self) -> Release:
        made = self.site
        items = {
            item.id: {
                "kind": item.kind.folder,
                "title": item.item.title,
                "tells": tells_of(made, item, self.digests[item.id]),
                "channels": {"pages": [_file(f"{item.path}index.html", b"")]},
                "left_out": {},
            }
            for item in made.items
        }
        files = [_file(path, data) for path, data in sorted(self._files().items())]
        build = {"now": self.now.isoformat(), "url": URL}
        said = {"build": build, "items": items, "site": files, "former": []}
        return Release(json.dumps(said).encode(), self.folder)

    @property
    def site(self) -> Any:
        media = Files({PHOTO: self._original()}) if self.photo else Files()
        made = [published(kind, typed) for kind, typed in self.items.values()]
        return site(made, now=self.now, media=media, communes=COMMUNES)

    @property
    def digests(self) -> dict[str, str]:
        return {
            item: hashlib.sha256(json.dumps([kind, _words(typed)], sort_keys=True).encode()).hexdigest()
            for item, (kind, typed) in self.items.items()
        }

    @property
    def speaker(self) -> SiteSpeaker:
        assert self.place.release is not None
        cards = [
            Output(f"cartes/{item}.png", "image/png", about=item, role="card", size=(1200, 630), title="Carte")
            for item in self.items
        ]
        settings = PostsSettings(mastodon_limit=self.limit)
        index, release = OutputIndex.of_all(cards), self.place.release
        return SiteSpeaker(self.site, index, self.digests, release, settings, NewsletterSettings())

    def passage(self, **more: Any) -> Passage:
        writer = JournalWriter(self.folder)
        made = Passage(DOMAIN, self.targets, writer, self.speaker, lambda: self.now, "test")
        return replace(made, **more)

    @property
    def plan(self) -> AnnouncePlan:
        return self.passage().plan(self.place.online)

    @property
    def journal(self) -> AnnounceJournal:
        return JournalWriter(self.folder).journal

    def announce(self) -> list[PostOutcome]:
        """One passage of `annoncer`."""
        with self.place.open() as session:
            return [*self.passage().run(session)]

    def step(self) -> list[PostOutcome]:
        """Publish, and announce."""
        self.publish()
        return self.announce()

    def stages(self) -> dict[str, str]:
        """How far each announcement is, by its id without the release."""
        return {one.id.rpartition("/")[0]: one.stage for one in self.place.record.announcements}

    def _files(self) -> dict[str, bytes]:
        cards = {f"cartes/{item}.png": _picture((1200, 630), "PNG") for item in self.items}
        return cards | ({"medias/lac-1600.jpg": self.photo} if self.photo else {}) | self.mails

    def letter(self, tool: str, letter: str = "mai", *communes: str, words: str = "Bonjour", **more: Any) -> None:
        """Write one, its mails for a tool as `newsletter` makes them; by commune, if some are named."""
        self.write("letter", letter, titre="La lettre de mai", preheader=_PREHEADER, publier_le="2026-12-01", **more)
        for place in ("", *communes):
            folder = "/".join(filter(None, ("lettres", letter, place)))
            self.mails[f"{folder}/{tool}.mail.html"] = f"<p>{words} {place}</p>".encode()
            self.mails[f"{folder}/{tool}.txt"] = f"{words} {place}".encode()

    def _lay_out(self) -> None:
        for path, data in self._files().items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)

    def with_photo(self, colour: str = "teal") -> None:
        """A photo that items may name."""
        self.photo = _picture((1600, 900), "JPEG", colour)
        self._lay_out()

    def _original(self) -> Original:
        version = Derived("medias/lac-1600.jpg", "image/jpeg", 1600, 900, len(self.photo))
        digest = hashlib.sha256(self.photo).hexdigest()
        return Original(PHOTO, "image/jpeg", 9_000_000, digest, 4000, 2250, (version,))


def _words(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What the ledger takes for words: not the dates."""
    return {name: value for name, value in typed.items() if name not in ("debut", "fin", "statut", "debut_precedent")}


@cache
def _picture(size: tuple[int, int], form: str, colour: str = "teal") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, form)
    return data.getvalue()


def _file(path: str, data: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(data).hexdigest()
    return {"path": path, "media_type": "image/jpeg", "sha256": digest, "size": len(data)}
