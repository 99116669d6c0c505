"""The letters of a project, made as publication would make them: what they choose, their mails, their pictures.

All of it has the public addresses of the site, whatever this machine shows it under: a mail is read elsewhere.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial

from tambour.build.content import Content
from tambour.build.live.items import KeptItems
from tambour.build.schedule import is_public
from tambour.build.settings import BuildSettings
from tambour.build.snapshot import site_of
from tambour.build.used_media import workshop
from tambour.channels.newsletter import Newsletter
from tambour.channels.newsletter.files import LetterFiles
from tambour.channels.newsletter.tools import STANDALONE, TOOLS, Tool
from tambour.media.folder import inventory
from tambour.model.letters.letter import CHANNEL, Letter, SelectionBlock
from tambour.model.letters.selection import Selections
from tambour.model.problems import Refused
from tambour.model.site.site import Site
from tambour.pupitre.letters.choosing import BlockChoice, ChosenItem, choose, suggestions
from tambour.pupitre.letters.made_letter import MadeLetter
from tambour.pupitre.messages.letters import section_fr
from tambour.pupitre.web.project import Project, WrittenContent, entry_at
from tambour.source.frontmatter import Value
from tambour.source.overlay import Overlay
from tambour.website import plan

_KEPT = 6  # letters that pages which are open may still ask for
_TOOL = "lettres-outil"  # where the usual sending tool is kept


@dataclass(frozen=True)
class _SiteThen:
    """The site as it will be at a moment. written: of which content."""

    written: WrittenContent
    settings: BuildSettings
    moment: datetime
    site: Site

    @cached_property
    def pages(self) -> frozenset[str]:
        """The address of every page, without its last slash."""
        views = plan.plan(self.site, self.settings.page_size, self.settings.theme.has_template)
        return frozenset(self.site.absolute(view.path).rstrip("/") for view in views)


class LetterWorkshop:
    """Makes them, one after the other, and keeps the last ones.

    project: whose letters they are.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._lock = threading.RLock()
        self._items = KeptItems()
        self._then: _SiteThen | None = None
        self._made: OrderedDict[str, MadeLetter] = OrderedDict()
        self._content: tuple[int, WrittenContent, BuildSettings] | None = None  # numbered
        self._public: BuildSettings | None = None  # of which the items are

    @property
    def settings(self) -> BuildSettings:
        """Those of publication; the project's own where it has no others, or they are refused."""
        settings = self._project.public_settings
        with self._lock:
            if self._public is not settings:
                self._public, self._items = settings, KeptItems()
            return settings

    @property
    def is_on(self) -> bool:
        """Whether the project sends letters at all."""
        return isinstance(self.settings.channels.get(CHANNEL), Newsletter)

    @property
    def tools(self) -> tuple[Tool, ...]:
        """Those that the project sends letters with."""
        channel = self.settings.channels.get(CHANNEL)
        return tuple(TOOLS[name] for name in channel.settings.tools) if isinstance(channel, Newsletter) else ()

    def choose_tool(self, name: str = "") -> Tool:
        """The tool of a name, which is the usual one from now on; of none, the usual one."""
        file = self._project.state / _TOOL
        by_name = {tool.name: tool for tool in self.tools}
        if name in by_name:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(name, "utf-8")
            return by_name[name]
        try:
            usual = file.read_text("utf-8").strip()
        except OSError:
            usual = ""
        return by_name.get(usual) or next(iter(self.tools), STANDALONE)

    def choose(self, letter_id: str, at: datetime, blocks: Mapping[int, Value | None]) -> dict[int, BlockChoice]:
        """What each block shows. letter_id: "" for a new one; at: when it is sent; blocks: as a form says them."""
        return choose(self.site_at(at), letter_id, at, blocks, self._project.choices())

    def suggest(self, at: datetime, query: str, taken: frozenset[str]) -> list[ChosenItem]:
        """What a letter may carry, too. at: when it is sent; query: what was typed; taken: what it carries."""
        return suggestions(self.site_at(at), at, query, taken)

    def site_at(self, at: datetime) -> Site:
        """The site as it will be when a letter is sent; as it is, when that is over."""
        return self._at(at).site

    def empty_sections(self, letter: Letter) -> tuple[str, ...]:
        """The sections of a saved letter that find nothing at all to show on its day, as people call them."""
        if not self.is_on:
            return ()
        selections = Selections(self.site_at(letter.publish_at))
        return tuple(
            section_fr(block.title, number)
            for number, block in enumerate(letter.blocks, 1)
            if isinstance(block, SelectionBlock) and selections.finds_nothing(letter, block)
        )

    def get_ready(self, at: datetime) -> None:
        """Begin to make the site of a moment, before anybody asks for it."""

        def begin() -> None:
            with suppress(OSError, Refused):
                self.site_at(at)

        threading.Thread(target=begin, daemon=True).start()

    def _at(self, at: datetime) -> _SiteThen:
        written, settings = self._project.look(), self.settings
        moment = max(at.astimezone(written.now.tzinfo), written.now)
        with self._lock:
            then = self._then
            if then is None or then.written is not written or then.settings is not settings or then.moment != moment:
                site = site_of(settings, _content_at(written.content, moment), moment, self._items.item)
                self._items.forget_all_but({item.id for item in site.items})
                then = self._then = _SiteThen(written, settings, moment, site)
            return then

    def find(self, key: str) -> MadeLetter | None:
        """One that was made."""
        return self._made.get(key)

    def make(self, path: str, data: bytes) -> MadeLetter | None:
        """A letter as it will be sent; None while it cannot be read, or when no letters are sent.

        Args:
            path: of its file.
            data: its bytes, as they would be saved.
        """
        written = self._project.look()
        with self._lock:
            mark = f"{self._number(written, self.settings)} {path}\0"
            key = hashlib.sha256(mark.encode() + data).hexdigest()[:32]
            if (known := self._made.get(key)) is not None:
                return known
            made = self._make(key, path, data, written)
            if made is not None:
                self._made[key] = made
                while len(self._made) > _KEPT:
                    self._made.popitem(last=False)
            return made

    def make_saved(self, path: str) -> MadeLetter | None:
        """A letter as its file is; None as `make`, and when the file is gone."""
        try:
            data = (self._project.root / path).read_bytes()
        except OSError:
            return None
        return self.make(path, data)

    def _number(self, written: WrittenContent, settings: BuildSettings) -> int:
        """Which content it is: the same letter says something else in another."""
        before = self._content
        if before is None or before[1] is not written or before[2] is not settings:
            before = self._content = (before[0] + 1 if before else 0, written, settings)
        return before[0]

    def _make(self, key: str, path: str, data: bytes, written: WrittenContent) -> MadeLetter | None:
        channel = self.settings.channels.get(CHANNEL)
        overlay = Overlay(instead={path: data}, without={path: frozenset(("brouillon",))})
        content = self._project.content_with(path, overlay, written.now)
        entry = entry_at(content, path)
        if not isinstance(channel, Newsletter) or entry is None or not isinstance(entry.item, Letter):
            return None
        moment = max(entry.item.publish_at.astimezone(written.now.tzinfo), written.now)
        content = _content_at(content, moment)
        if all(other is not entry for other in content.public):
            content = replace(content, public=(*content.public, entry))
        site = site_of(self.settings, content, moment, self._items.item)
        letter = site.get(entry.item.id)
        if letter is None:
            return None
        files = LetterFiles(site, channel.settings, channel.templates)
        make_versions = partial(_make_versions, self.settings, content)
        return MadeLetter(key, letter, files, written.now, lambda: self._at(moment).pages, make_versions)


def _make_versions(settings: BuildSettings, content: Content, paths: Iterable[str]) -> None:
    inventory(content.catalogue.media, paths, workshop(settings))


def _content_at(content: Content, moment: datetime) -> Content:
    """The same content, what is public at a moment."""
    return replace(content, public=tuple(one for one in content.catalogue.entries if is_public(one.item, moment)))
