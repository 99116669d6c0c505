"""One letter as it will be sent: how its mails look, what to know of them before, and the files for each tool."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import unescape

from tambour.channels.newsletter.files import File, LetterFiles
from tambour.channels.newsletter.mail import folder_url
from tambour.channels.newsletter.preview import as_seen
from tambour.channels.newsletter.tools import STANDALONE, TOOLS, Tool
from tambour.model.letters.edition import Edition
from tambour.model.site.published import Published
from tambour.words.editions import Editions

CLIPPED = 102_000  # bytes: Gmail hides the rest of a mail, the way to unsubscribe with it
DARK, BARE = "sombre", "sans-images"
_LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
_FILE = re.compile(r"/[^/]*\.[a-z0-9]+$")
_PICTURE = re.compile(r"<img\b")


@dataclass(frozen=True)
class MailFacts:
    """What to know of one edition before it is sent.

    weight: octets of its HTML. limit: what the project allows. dead: addresses of the site where nothing is. elsewhere:
    those of other sites, to be tried.
    """

    weight: int
    limit: int
    pictures: int
    items: int
    dead: Sequence[str]
    elsewhere: Sequence[str]

    @property
    def is_clipped(self) -> bool:
        """Whether Gmail would cut it."""
        return self.weight > CLIPPED

    @property
    def is_heavy(self) -> bool:
        """Whether publication would refuse it."""
        return self.weight > self.limit

    @property
    def share(self) -> int:
        """Of what Gmail shows, in per cent."""
        return round(100 * self.weight / CLIPPED)


@dataclass(frozen=True)
class MadeLetter:
    """key: by which its frames and pictures are asked for. asked_at: the instant at which it was made.

    pages: the address of every page of the site, without its last slash. make_versions: makes the versions of some
    pictures, by their paths, where no build has made them yet.
    """

    key: str
    letter: Published
    files: LetterFiles
    asked_at: datetime
    pages: Callable[[], frozenset[str]]
    make_versions: Callable[[Iterable[str]], None]

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The whole territory's, then each commune's."""
        return Editions(self.files.site).of(self.letter)

    def edition(self, commune: str) -> Edition:
        """That of a commune; the whole territory's for "", and for one that has none."""
        return next((one for one in self.editions if one.commune == commune), self.editions[0])

    @property
    def tools(self) -> tuple[Tool, ...]:
        """Those that the project sends letters with."""
        return tuple(TOOLS[name] for name in self.files.settings.tools)

    @cached_property
    def public_files(self) -> Mapping[str, File]:
        """What publication puts online of it, by path."""
        return self.files.of_letter(self.letter)

    def file_of(self, edition: Edition, tool: Tool, suffix: str) -> File | None:
        """A file of one edition for one tool: `.mail.html`, `.txt`; None when its week is over."""
        return self.public_files.get(f"{edition.folder}{tool.name}{suffix}")

    def archive(self) -> File | None:
        """Everything for import by file; None when its week is over."""
        return self.public_files.get(f"lettres/{self.letter.id}/{self.letter.id}.zip")

    def message(self, edition: Edition) -> File | None:
        """What a mail program opens; None when its week is over."""
        return self.public_files.get(f"{edition.folder}lettre.eml")

    def frame(self, edition: Edition, look: str, pictures: str) -> str:
        """The mail as a frame shows it. look: `sombre`, `sans-images`, or anything. pictures: address of its folder."""
        html = as_seen(self.files.html(edition, STANDALONE), dark=look == DARK, pictures=look != BARE)
        return html.replace(folder_url(self.files.site, edition), pictures)

    def picture(self, name: str) -> bytes | None:
        """A picture of its mails; None for none."""
        file = self.public_files.get(f"lettres/{self.letter.id}/images/{name}")
        if file is None:
            return None
        try:
            return file.make()
        except FileNotFoundError:
            self.make_versions(self._sources(name))
            return file.make()

    def make_pictures(self) -> None:
        """Make sure that each of its pictures can be made: an archive holds them all."""
        for path in self.public_files:
            folder_name, _, name = path.rpartition("/")
            if folder_name.endswith("/images"):
                self.picture(name)

    def _sources(self, name: str) -> Iterator[str]:
        """The pictures that one of a mail is made from."""
        images = (image for edition in self.editions for image in edition.images)
        yield from {image.source for image in images if image.name == name}
        if (logo := self.files.site.territory.logo) is not None:
            yield f"images/{logo}"

    def text(self, edition: Edition) -> str:
        """What a mail program shows that has no HTML."""
        return self.files.text(edition, STANDALONE)

    def facts(self, edition: Edition) -> MailFacts:
        """What to know of an edition."""
        html = self.files.html(edition, STANDALONE)
        links = [*dict.fromkeys(unescape(address) for address in _LINK.findall(html))]
        return MailFacts(
            weight=len(html.encode()),
            limit=self.files.settings.max_html,
            pictures=len(_PICTURE.findall(html)),
            items=len(edition.items),
            dead=[address for address in links if self._is_dead(address)],
            elsewhere=[one for one in links if one.startswith("http") and not self._is_own(one)],
        )

    def _is_own(self, address: str) -> bool:
        return f"{address}/".startswith(f"{self.files.site.url}/")

    def _is_dead(self, address: str) -> bool:
        """Whether no page is at an address of the site; files are the channels' business, and are not looked for."""
        page = address.partition("#")[0].partition("?")[0].rstrip("/")
        if not self._is_own(address) or _FILE.search(page) or page in self._items:
            return False
        return page not in self.pages()

    @cached_property
    def _items(self) -> frozenset[str]:
        site = self.files.site
        return frozenset((site.url.rstrip("/"), *(item.url.rstrip("/") for item in site.items)))
