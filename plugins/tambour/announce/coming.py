"""What the next publication would have leave, as the content stands now: nothing is built to say so."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from tambour.announce.contract import LetterEdition, SpokenPicture
from tambour.announce.speaking import SiteSpeaker
from tambour.announce.speech import EditionName, ItemWords
from tambour.build.manifest import tells_of
from tambour.model.letters.letter import Letter
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.publish.places import Online
from tambour.publish.record import Publication, PublicationRecord
from tambour.publish.release import Release


def next_release(release: Release, site: Site, digests: Mapping[str, str], now: datetime) -> Release:
    """What a release would tell of the content as it stands; its files are those of the release that lies here.

    Args:
        release: that lies here.
        site: as the content stands.
        digests: of the words of each item, by id.
        now: the moment.
    """
    before = release.items
    items = {item.id: _line(before.get(item.id), site, item, digests.get(item.id, "")) for item in site.items}
    build = {**release.receipt["build"], "now": now.isoformat()}
    return Release(json.dumps({**release.receipt, "build": build, "items": items}).encode(), release.folder)


def online_after(record: PublicationRecord, release: Release, now: datetime) -> Online:
    """What the place would hold once a release had been seen there."""
    at = now.isoformat(timespec="seconds")
    begun = record.begin(Publication(release.name, release.digest, at), record.kept)
    return Online(begun.complete(release, at), release)


class ComingSpeaker(SiteSpeaker):
    """Speaks of what is not online yet: pictures have not been made smaller, letters have no mails."""

    def editions(self, item: str, tool: str) -> Sequence[EditionName]:
        published, settings = self.site.get(item), self.newsletter
        if published is None or not isinstance(published.item, Letter) or settings is None:
            return ()
        if tool not in settings.tools:
            return ()
        return tuple(EditionName(one.commune, one.commune_name) for one in self._editions(published).values())

    def letter(self, item: str, tool: str, commune: str) -> ItemWords:
        published = cast(Published, self.site.get(item))
        edition = self._editions(published)[commune]
        nothing = LetterEdition("", item, commune, edition.title, edition.subject, edition.preheader, "", "", "")
        return ItemWords("", published.url, edition.title, language=edition.language, edition=nothing)

    def _picture(self, published: Published) -> SpokenPicture | None:
        item = published.item
        return super()._picture(published) or (SpokenPicture(item.alt, "", ()) if item.image and item.alt else None)


def _line(before: Mapping[str, Any] | None, site: Site, item: Published, words: str) -> Mapping[str, Any]:
    """Of one item, as a receipt has it."""
    page = {"path": f"{item.path}index.html", "media_type": "text/html", "sha256": "", "size": 0}
    known = before or {"channels": {"pages": [page]}, "left_out": {}}
    tells = json.loads(json.dumps(tells_of(site, item, words)))
    return {**known, "kind": item.item.kind, "title": item.item.title, "tells": tells}
