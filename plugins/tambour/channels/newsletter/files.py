"""Every file of every letter, by path, each with the function that makes it."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tambour.channels import Letter, Output, Published, Site, Templates, digest
from tambour.channels.newsletter import pictures
from tambour.channels.newsletter.eml import message
from tambour.channels.newsletter.mail import Mail, folder_url, mail
from tambour.channels.newsletter.settings import NewsletterSettings
from tambour.channels.newsletter.tags import Marks, disarmed_text, with_tags
from tambour.channels.newsletter.text import address_lines, letter_text
from tambour.channels.newsletter.tools import STANDALONE, TOOLS, Tool
from tambour.model.kinds import KINDS
from tambour.model.letters.edition import Edition, EditionImage, EditionItem
from tambour.model.letters.letter import CHANNEL, Layout
from tambour.model.site.published import of_model
from tambour.words.editions import Editions
from tambour.words.speech import speaking

HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can tell: its files are as old as their letter, not as the build
_CARRIED = tuple(kind.name for kind in KINDS.values() if kind.in_letters)
_KEPT_PICTURES = 64


@dataclass(frozen=True)
class File:
    """One promise, and how it is kept."""

    output: Output
    make: Callable[[], bytes]


@dataclass
class LetterFiles:
    """The letters of one site. Each mail is compiled once, when it is checked, and not again when it is written."""

    site: Site
    settings: NewsletterSettings
    templates: Templates
    _mails: dict[tuple[str, str], Mail] = field(default_factory=dict)
    _pictures: dict[str, bytes] = field(default_factory=dict)
    _last_text: tuple[Edition, str] | None = None

    @cached_property
    def letters(self) -> tuple[tuple[Published, tuple[Edition, ...]], ...]:
        """Every published letter with its editions, by id."""
        editions = Editions(self.site)
        letters = of_model(self.site.of_kinds("letter"), Letter)
        return tuple((letter, editions.of(letter)) for letter in letters if not letter.left_out_of(CHANNEL))

    def can_be_sent(self, letter: Published) -> bool:
        """Whether its mails are made: its week is not over, or somebody asks for them."""
        assert isinstance(letter.item, Letter)
        return letter.item.can_be_sent(self.site.now) or letter.id in self.site.asked

    def shows_pictures(self, letter: Published) -> bool:
        """Whether the pictures of its mails are there."""
        assert isinstance(letter.item, Letter)
        return bool(letter.frozen) or letter.item.shows_pictures(self.site.now) or self.can_be_sent(letter)

    @cached_property
    def by_path(self) -> Mapping[str, File]:
        """Every public file."""
        files = (file for letter, editions in self.letters for file in self._of_letter(letter, editions))
        return {file.output.path: file for file in files}

    def of_letter(self, letter: Published) -> Mapping[str, File]:
        """The public files of one letter, by path; the others are not looked at."""
        files = self._of_letter(letter, Editions(self.site).of(letter))
        return {file.output.path: file for file in files}

    @cached_property
    def texts_by_item(self) -> Mapping[str, tuple[str, ...]]:
        """The text of each edition in which an item stands, by its id."""
        paths: dict[str, dict[str, None]] = {}
        for _letter, editions in self.letters:
            for edition in editions:
                for item in edition.items:
                    paths.setdefault(item.id, {})[f"{edition.folder}{STANDALONE.name}.txt"] = None
        return {item: tuple(sorted(its)) for item, its in paths.items()}

    @cached_property
    def blocks(self) -> Mapping[str, Published]:
        """Every item that a letter may carry, by id."""
        listed = self.site.listed(*_CARRIED)
        return {published.id: published for published in listed if not published.left_out_of(CHANNEL)}

    def may_carry(self, item: Published) -> bool:
        """Whether it is one of `blocks`, told without looking at the others."""
        is_listed = item.kind.in_letters and not item.expired and not self.site.is_version(item)
        return is_listed and not item.left_out_of(CHANNEL)

    def block_item(self, published: Published) -> EditionItem:
        """An item as a block of its own says it today."""
        return Editions(self.site).item(published, Layout.LARGE, self.site.now)

    def _of_letter(self, letter: Published, editions: tuple[Edition, ...]) -> Iterator[File]:
        if self.shows_pictures(letter):
            images = {image.name: image for edition in editions for image in edition.images}
            for image in images.values():
                yield self._image(letter, image.name, partial(self._picture, image), self._picture_key(image))
            for name, make in self._drawings.items():
                yield self._image(letter, name, make)
        for edition in editions:
            yield from self._of_edition(letter, edition)
        if not self.can_be_sent(letter):
            return
        path, key = f"lettres/{letter.id}/{letter.id}.zip", self._zip_key(editions[0])
        packed = Output(path, "application/zip", about=letter.id, role="letter-zip", key=key)
        yield File(packed, partial(self._zip, editions[0]))

    def _of_edition(self, letter: Published, edition: Edition) -> Iterator[File]:
        def file(name: str, media_type: str, role: str, make: Callable[[], bytes]) -> File:
            return File(Output(edition.folder + name, media_type, about=letter.id, role=role), make)

        yield file(f"{STANDALONE.name}.txt", TEXT, "letter-text", partial(self.text_bytes, edition, STANDALONE))
        if not self.can_be_sent(letter):
            return
        for tool in (STANDALONE, *self.tools):
            yield file(f"{tool.name}.mail.html", HTML, "letter-mail", partial(self.html_bytes, edition, tool))
        for tool in self.tools:
            yield file(f"{tool.name}.txt", TEXT, "letter-text", partial(self.text_bytes, edition, tool))
        yield file("lettre.eml", "message/rfc822", "letter-message", partial(self._message, edition))

    def _image(self, letter: Published, name: str, make: Callable[[], bytes], key: str | None = None) -> File:
        kind = "image/png" if name.endswith(".png") else "image/jpeg"
        path = f"lettres/{letter.id}/images/{name}"
        return File(Output(path, kind, about=letter.id, role="letter-image", key=key), make)

    def _picture_key(self, image: EditionImage) -> str | None:
        """What the bytes of a picture depend on; a frozen one is there already."""
        original = self.site.media.originals.get(image.source)
        return None if original is None else digest(original.sha256, image.width, image.height)

    def _zip_key(self, edition: Edition) -> str | None:
        """What the bytes of an archive depend on. What was frozen is read, not made: that is quick."""
        picture_keys = [self._picture_key(image) for image in edition.images]
        if None in picture_keys:
            return None
        territory = self.site.territory
        logo = territory.logo and self.site.media.originals[f"images/{territory.logo}"].sha256
        return digest(edition, picture_keys, territory, logo, self.site.url, self.settings, self.templates.digest)

    @cached_property
    def _drawings(self) -> Mapping[str, Callable[[], bytes]]:
        """The pictures that every letter has, each drawn once."""
        drawings = {pictures.BAND.name: cache(partial(pictures.band_png, self.site))}
        if (logo := pictures.logo_of(self.site)) is not None:
            drawings[logo.name] = cache(partial(pictures.logo_png, self.site, logo))
        return drawings

    @property
    def tools(self) -> tuple[Tool, ...]:
        return tuple(TOOLS[name] for name in self.settings.tools)

    def mail(self, edition: Edition) -> Mail:
        """Compiled once, for the checks and for all the files of an edition. Raises MjmlFault."""
        key = (edition.letter, edition.commune)
        if key not in self._mails:
            with speaking(edition.language, self.site.territory.languages[0]):
                self._mails[key] = mail(edition, self.site, self.settings, self.templates)
        return self._mails[key]

    def html(self, edition: Edition, tool: Tool) -> str:
        """The mail for one tool."""
        letter_mail = self.mail(edition)
        address = ", ".join(address_lines(self.site.territory))
        return with_tags(letter_mail.html, letter_mail.marks, tool, self.unsubscribe, edition.url, address)

    def html_bytes(self, edition: Edition, tool: Tool) -> bytes:
        return self.html(edition, tool).encode()

    def text(self, edition: Edition, tool: Tool) -> str:
        """The text for one tool; its tag is put in after everything that people wrote was disarmed.

        Where the letter is on the web is said by its own address: what a tool has for that is for HTML, and who reads
        the text over should see where it leads. Only how to leave is each reader's own.
        """
        marks = Marks.of(digest(edition))
        text = self._common_text(edition, marks).replace(marks.online, edition.url)
        return text.replace(marks.unsubscribe, tool.unsubscribe or self.unsubscribe)

    def _common_text(self, edition: Edition, marks: Marks) -> str:
        """What all tools' texts have in common; those of an edition are made one after the other."""
        if self._last_text is None or self._last_text[0] is not edition:
            territory, reason = self.site.territory, self.settings.reason
            with speaking(edition.language, self.site.territory.languages[0]):
                text = letter_text(edition, territory, reason, marks.unsubscribe, marks.online)
            self._last_text = (edition, disarmed_text(text))
        return self._last_text[1]

    def text_bytes(self, edition: Edition, tool: Tool) -> bytes:
        return self.text(edition, tool).encode()

    @property
    def unsubscribe(self) -> str:
        """Where one leaves when the tool has no tag for it."""
        return self.settings.leaving(self.site.territory)

    def _message(self, edition: Edition) -> bytes:
        return message(
            edition,
            self.site.territory,
            self.html(edition, STANDALONE),
            self.text(edition, STANDALONE),
            sender=self.settings.sender_of(self.site.territory),
            list_id=self.settings.list_of(self.site.territory),
            unsubscribe=self.unsubscribe,
        )

    def _picture(self, image: EditionImage) -> bytes:
        """A letter's archive holds what its folder holds, and is made just after."""
        key = self._picture_key(image)
        if key is None:
            return pictures.picture(self.site, image)
        if key not in self._pictures:
            if len(self._pictures) >= _KEPT_PICTURES:
                self._pictures.pop(next(iter(self._pictures)))
            self._pictures[key] = pictures.picture(self.site, image)
        return self._pictures[key]

    def _zip(self, edition: Edition) -> bytes:
        """Each tool's version of the whole territory's edition, its pictures beside it: for import by file."""
        packed = io.BytesIO()
        images = folder_url(self.site, edition)
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for tool in (STANDALONE, *self.tools):
                html = self.html(edition, tool).replace(images, "images/")
                _add(archive, f"{tool.name}.html", html.encode())
                _add(archive, f"{tool.name}.txt", self.text_bytes(edition, tool))
            for name in sorted({*(image.name for image in edition.images), *self._drawings}):
                data = self.by_path[f"lettres/{edition.letter}/images/{name}"].make()
                _add(archive, f"images/{name}", data, ZIP_STORED)  # a picture is compressed already
        return packed.getvalue()


def _add(archive: ZipFile, name: str, data: bytes, how: int = ZIP_DEFLATED) -> None:
    info = ZipInfo(name, _EPOCH)
    info.compress_type = how
    info.external_attr = 0o644 << 16  # readable once unpacked
    archive.writestr(info, data)
