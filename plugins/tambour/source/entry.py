"""What the source hands on: items that are valid, with where each was written."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from tambour.model.contours import Contours
from tambour.model.events.occurrence import Occurrence
from tambour.model.home import Home
from tambour.model.item import Item
from tambour.model.kinds import KINDS
from tambour.model.ledger.new_records import text_digest
from tambour.model.letters.edition import Edition
from tambour.model.problems import Problem
from tambour.model.references import Place, references
from tambour.model.registers import Commune, Contact, Topic
from tambour.model.site.published import Origin
from tambour.model.ways import MenuLink, Task
from tambour.source.body import Body, Link
from tambour.source.frontmatter import Raw

NO_TEXT = Body("", "")
NO_FRAGMENTS: Mapping[str, Body] = MappingProxyType({})  # one for all: most items have none
NOT_TYPED = Raw({}, {})
TO_COMPLETE = "[à compléter"  # what `tambour nouveau` writes where only a person knows


@dataclass(frozen=True)
class ContentFile:
    """One content file, valid by itself.

    body: rendered, its internal links still neutral. occurrences: an event's, expanded once; () for other kinds.
    communes: the item's own, else those of its places; () = the whole territory. fragments: Markdown of its fields, by
    dotted place (`blocs.2.texte`), its links counted from the line of the field. frozen: a letter's editions as sent.
    raw: the head and the body before anything was made of them.
    """

    item: Item
    origin: Origin
    body: Body
    occurrences: tuple[Occurrence, ...] = ()
    communes: tuple[str, ...] = ()
    fragments: Mapping[str, Body] = field(default_factory=lambda: NO_FRAGMENTS)
    frozen: tuple[Edition, ...] = ()
    raw: Raw = field(default=NOT_TYPED, compare=False, repr=False)

    @property
    def typed(self) -> Mapping[str, object]:
        """Its head, before anything was made of it."""
        return MappingProxyType(self.raw.fields)

    @property
    def markdown(self) -> str:
        """Its body likewise."""
        return self.raw.body

    @cached_property
    def words_digest(self) -> str:
        """Digest of what it says, as the ledger records it (`text_digest`)."""
        return text_digest(self.typed, self.markdown, self.occurrences)

    @cached_property
    def typed_digest(self) -> bytes:
        """Digest of all of it, as it was typed."""
        head = json.dumps(self.raw.fields, ensure_ascii=False, sort_keys=True, default=str)
        text = f"{self.origin.path}\0{head}\0{self.markdown}"
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()

    @cached_property
    def asks_to_write(self) -> bool:
        """Whether its body holds what a person is asked to complete: most never do, and are looked at once."""
        return TO_COMPLETE in self.markdown.casefold()

    @property
    def links(self) -> Iterator[tuple[int, Link]]:
        """Every link of its body and of the texts in its fields, with its 1-based line in the file."""
        texts = [(self.origin.body_line, self.body)]
        texts += [(self.origin.line(place), text) for place, text in self.fragments.items()]
        return ((first + link.line - 1, link) for first, text in texts for link in text.links)

    def without_texts(self) -> "ContentFile":
        """The same, once what it says is published: nobody reads its texts here any more."""
        return replace(self, body=NO_TEXT, fragments=NO_FRAGMENTS, raw=NOT_TYPED)

    @cached_property
    def references(self) -> tuple[tuple[Place, str, str], ...]:
        """What the fields of its item refer to: see `tambour.model.references`."""
        return tuple(references(self.item))

    @cached_property
    def path(self) -> str:
        """URL path of the item's page under the site: `agenda/fete/`."""
        return KINDS[self.item.kind].path(self.item)


@dataclass(frozen=True)
class HomeFile:
    """What referentiel/accueil.yaml says.

    texts: Markdown of its blocks, by the place of the block, links counted from the line of the field.
    """

    home: Home
    origin: Origin
    texts: Mapping[int, Body] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def links(self) -> Iterator[tuple[int, Link]]:
        """Every link of its texts, with its 1-based line in the file."""
        for place, text in self.texts.items():
            first = self.origin.line(f"blocs.{place}.texte", "id")
            yield from ((first + link.line - 1, link) for link in text.links)


@dataclass(frozen=True)
class Catalogue:
    """A whole content folder, valid.

    entries: by id. files: content path (`agenda/x.md`) → item id. media, frozen: path under content/ of a picture, a
    document or a file of a frozen letter → where to open it. notes: what could be mended, and stops nothing.
    record_lines: name of a register's file and id of one of its records → line of that record. tasks, menu_links: in
    the order of their files. home: None when nothing is said of it.
    contours: where communes end. way_origins: where each task and link of a menu was typed, by its register and its id.
    """

    entries: tuple[ContentFile, ...]
    communes: Mapping[str, Commune]
    topics: Mapping[str, Topic]
    contacts: Mapping[str, Contact]
    files: Mapping[PurePosixPath, str]
    media: Mapping[str, Path]
    frozen: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[Problem, ...] = ()
    record_lines: Mapping[tuple[str, str], int] = field(default_factory=lambda: MappingProxyType({}))
    tasks: Mapping[str, Task] = field(default_factory=lambda: MappingProxyType({}))
    menu_links: Mapping[str, MenuLink] = field(default_factory=lambda: MappingProxyType({}))
    home: HomeFile | None = None
    contours: Contours = field(default_factory=lambda: MappingProxyType({}))
    way_origins: Mapping[tuple[str, str], Origin] = field(default_factory=lambda: MappingProxyType({}))

    def target_of(self, link: Link) -> str:
        """Id of the item that a link leads to; "" for a link to something else."""
        if link.kind == "file":
            return self.files.get(PurePosixPath(link.target), "")
        return link.target if link.kind == "item" else ""
