"""What is said of an item: on a network, the texts of `posts`, behind the words of what has changed; in a sending
tool, the files of `newsletter`.

It speaks of what is online. What lies here and says something else is not spoken of.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import cast

from tambour.announce.contract import LetterEdition, PictureVersion, SpokenPicture
from tambour.announce.speech import EditionName, ItemFacts, ItemNews, ItemWords
from tambour.build.content import Content
from tambour.build.manifest import tells_of
from tambour.channels.newsletter.settings import NewsletterSettings
from tambour.channels.newsletter.tags import disarmed_text
from tambour.channels.posts.composing import compose
from tambour.channels.posts.facts import state_of
from tambour.channels.posts.networks import Name, table
from tambour.channels.posts.settings import PostsSettings
from tambour.channels.posts.writing import PostOverride, adapt, draft_of
from tambour.model.alert import Alert
from tambour.model.events.occurrence import EventStatus
from tambour.model.letters.edition import Edition
from tambour.model.letters.letter import Letter
from tambour.model.media import Original
from tambour.model.site.output import OutputIndex
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.publish.news import ItemChange
from tambour.publish.release import Release
from tambour.words.changed_dates import changed_heads_fr
from tambour.words.editions import Editions
from tambour.words.former_dates import (
    NOT_KNOWN,
    Former,
    changes_head_fr,
    former_dates,
    gone_days,
    other_series_head_fr,
    restored_head_fr,
    restored_of,
)
from tambour.words.leads import summary_of
from tambour.words.shortening import one_line
from tambour.words.speech import _, speaking_for
from tambour.words.states import ALERT_RESUMED, alert_heads_fr

POSTS = "posts"  # the channel whose texts these are
_CARD = "card"  # role of the pictures that stand for pages


@dataclass(frozen=True)
class SiteSpeaker:
    """Speaks of one site.

    site: as it lies here. outputs: what its channels promise. digests: of the words of each item (`words_digest`).
    release: what is online, whose files lie in its folder. settings: of `posts`. newsletter: of that channel;
    None where it is off.
    """

    site: Site
    outputs: OutputIndex
    digests: Mapping[str, str]
    release: Release
    settings: PostsSettings
    newsletter: NewsletterSettings | None = None
    _of_letter: dict[str, Mapping[str, Edition]] = field(default_factory=dict)

    def facts(self, item: str) -> ItemFacts | None:
        published = self.site.get(item)
        if published is None or not self._is_online(published):
            return None
        ahead = published.upcoming(self.site.now)
        return ItemFacts(
            folder=published.kind.folder,
            topics=published.item.topics,
            communes=published.communes,
            urgent=isinstance(published.item, Alert),
            left_out=frozenset(name for name, said in published.item.channels.items() if said.skip),
            begins=ahead[0].begins if ahead else None,
        )

    def words(self, item: str, network: str, news: ItemNews, most: int | None) -> ItemWords:
        published = cast(Published, self.site.get(item))
        return ItemWords(
            text=self._text(published, Name(network), news, most),
            url=published.url,
            title=published.item.title,
            description=one_line(summary_of(published)),
            language=published.item.language or self.site.territory.languages[0],
            picture=self._picture(published),
            card=next(self._cards(item), None),
        )

    def editions(self, item: str, tool: str) -> Sequence[EditionName]:
        published = self.site.get(item)
        if published is None or not isinstance(published.item, Letter) or self.newsletter is None:
            return ()
        ready = (one for one in self._editions(published).values() if self._mail(one, tool) is not None)
        return tuple(EditionName(one.commune, one.commune_name) for one in ready)

    def letter(self, item: str, tool: str, commune: str) -> ItemWords:
        published = cast(Published, self.site.get(item))
        edition, territory = self._editions(published)[commune], self.site.territory
        settings = cast(NewsletterSettings, self.newsletter)
        mail, text = cast(tuple[Path, Path], self._mail(edition, tool))
        return ItemWords(
            text=text.read_text("utf-8"),
            url=published.url,
            title=edition.title,
            language=edition.language,
            edition=LetterEdition(
                key="",
                letter=item,
                commune=commune,
                name=disarmed_text(" – ".join(filter(None, (edition.title, edition.commune_name)))),
                subject=disarmed_text(edition.subject),
                preheader=disarmed_text(edition.preheader),
                sender=settings.sender_of(territory),
                sender_name=territory.label,
                html=mail.read_text("utf-8"),
            ),
        )

    @cached_property
    def _all_editions(self) -> Editions:
        return Editions(self.site)

    def _editions(self, published: Published) -> Mapping[str, Edition]:
        """Of one letter, by commune."""
        if published.id not in self._of_letter:
            self._of_letter[published.id] = {one.commune: one for one in self._all_editions.of(published)}
        return self._of_letter[published.id]

    def _mail(self, edition: Edition, tool: str) -> tuple[Path, Path] | None:
        """The files of an edition for one tool, both its versions; None where they were not made, or are not online."""
        html, text = (self._file(f"{edition.folder}{tool}{suffix}") for suffix in (".mail.html", ".txt"))
        return (html, text) if html is not None and text is not None else None

    def _text(self, published: Published, name: Name, news: ItemNews, most: int | None) -> str:
        limit = min(most, self.settings.mastodon_limit) if most is not None else self.settings.mastodon_limit
        network = table(limit, self.settings.sms_messages)[name]
        override = PostOverride.of(published, name, POSTS)
        told = news.before.get("dates", {})
        former = former_dates(published, told) if told else NOT_KNOWN
        draft = draft_of(self.site, published, override, network.room, self.settings.hashtags, former)
        with speaking_for(self.site, published):
            if isinstance(published.item, Alert):
                draft = replace(draft, heads=self._alert_heads(published.item, news) or draft.heads)
            elif (head := self._event_head(published, news, former)) and head not in draft.heads:
                both = tuple(f"{head}\u00a0; {one}" for one in draft.heads)  # what else is not as it was
                draft = replace(draft, heads=(*both, *(draft.heads or (head,))))
        return compose(adapt(self.site, published, draft, network), name, network).text

    def _alert_heads(self, alert: Alert, news: ItemNews) -> tuple[str, ...]:
        """What is new of an alert that holds; none of what its level, or its end, tells."""
        if news.change is ItemChange.RESTORED:
            return (_(ALERT_RESUMED),)
        before = news.before.get("alert")
        return alert_heads_fr(alert, before, self.site.now.year) if before and not alert.is_lifted else ()

    def _event_head(self, published: Published, news: ItemNews, former: Former) -> str:
        """What is new of the dates, where their own states do not tell it."""
        dates, year, told = published.upcoming(self.site.now), self.site.now.year, news.before.get("dates", {})
        if not dates or state_of(dates) not in (None, EventStatus.CONFIRMED):
            return ""
        if news.change is ItemChange.RESTORED or restored_of(dates, former):
            return restored_head_fr(dates, former, year)
        if news.change is ItemChange.DATES:
            gone = gone_days(published, told, self.site.now)
            return other_series_head_fr(published, told) or changes_head_fr(dates, former, gone, year)
        named = [one for one in dates if one.status.value == news.change]
        return next(iter(changed_heads_fr(named, year)), "")

    def _is_online(self, published: Published) -> bool:
        """Whether what lies here says what is said there."""
        there = self.release.items.get(published.id, {}).get("tells")
        here = json.loads(json.dumps(tells_of(self.site, published, self.digests.get(published.id, ""))))
        return there is not None and _but_for_time(here) == _but_for_time(there)

    def _picture(self, published: Published) -> SpokenPicture | None:
        item = published.item
        original = self.site.media.originals.get(f"images/{item.image}") if item.image and item.alt else None
        if original is None or not item.alt:
            return None
        versions = tuple(self._versions(original))
        look = hashlib.sha256(f"{original.sha256}\0{item.alt}".encode()).hexdigest()[:16]
        return SpokenPicture(item.alt, look, versions) if versions else None

    def _versions(self, original: Original) -> Iterator[PictureVersion]:
        for one in original.readable:
            if one.width and one.height and (file := self._file(one.path)) is not None:
                length = self.release.files[one.path].size
                yield PictureVersion(one.media_type, one.width, one.height, length, file.read_bytes)

    def _cards(self, item: str) -> Iterator[SpokenPicture]:
        for output in self.outputs.about(item, _CARD):
            if output.root == "public" and output.size and (file := self._file(output.path)) is not None:
                sent = self.release.files[output.path]
                version = PictureVersion(output.media_type, *output.size, sent.size, file.read_bytes)
                yield SpokenPicture(one_line(output.title), sent.sha256[:16], (version,))

    def _file(self, path: str) -> Path | None:
        """A file of the release, where it lies; None for what is not online."""
        folder = self.release.folder
        return folder / path if folder is not None and path in self.release.files else None


def words_digests(content: Content) -> Mapping[str, str]:
    """Of the words of each item, by id."""
    return {entry.item.id: entry.words_digest for entry in content.public}


def _but_for_time(tells: Mapping[str, object]) -> Mapping[str, object]:
    """Without whether it is news: a day later, it may be none any more, and is the same."""
    return {name: value for name, value in tells.items() if name != "news"}
