"""One edition of a letter, resolved: all that its mail, its text and its archive page say, and nothing to look up.

A letter has one edition, and one more for each commune when it says `par_commune`. What was sent must never change: a
frozen letter keeps its editions as JSON beside its file (`freeze`, `thaw`), and every channel shows those.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from tambour.model.events.occurrence import EventStatus
from tambour.model.events.practical_fact import PracticalFact
from tambour.model.item import Level
from tambour.model.letters.letter import Layout


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class EditionImage(_Part):
    """A picture of the mail.

    Attributes:
        name: of its file in the letter's `images/`, from the ids alone: `marche-de-noel-2026.jpg`.
        source: path of the picture that it is made from, under content/ (`images/marche.jpg`), or of the frozen file.
        alt: alternative text; "" when it is decorative.
        width: as displayed, in CSS pixels; the file has twice as many where the picture is large enough.
        height: likewise.
    """

    name: str
    source: str
    alt: str
    width: int
    height: int


class EditionItem(_Part):
    """One item in a letter, as it was then. What there is nothing to say of is "".

    Attributes:
        id: of the item.
        kind: English name of its kind.
        title: what it was called.
        summary: what was said under the title.
        url: absolute address of its page.
        when: its date in words.
        occurrence: `Occurrence.key` of that date.
        more_dates: how many dates follow.
        rhythm: how a series comes back, and which of its dates do not take place.
        day: the day on its date tile.
        lasts: it had begun before the letter left: `day` is its last.
        where: its place in one line.
        status: state of that date.
        state: the same in words: `Annulé`.
        practical: what one must know before coming; letters frozen before it was there have none.
        level: an alert's.
        topic: name of its first topic.
        image: its picture.
    """

    id: str
    kind: str
    title: str
    summary: str = ""
    url: str
    when: str = ""
    occurrence: str = ""
    more_dates: int = 0
    rhythm: str = ""
    day: date | None = None
    lasts: bool = False
    where: str = ""
    status: EventStatus = EventStatus.CONFIRMED
    state: str = ""
    practical: tuple[PracticalFact, ...] = ()
    level: Level | None = None
    topic: str = ""
    image: EditionImage | None = None

    @property
    def is_cancelled(self) -> bool:
        """The date that stands for it was cancelled when the letter left."""
        return self.status is EventStatus.CANCELLED


class SelectionPart(_Part):
    """Items, in order. An empty selection is left out of the edition.

    Attributes:
        kind: `selection`.
        title: its heading; "" when it has none.
        layout: how it is laid out.
        items: what it shows.
    """

    kind: Literal["selection"] = "selection"
    title: str = ""
    layout: Layout = Layout.LARGE
    items: tuple[EditionItem, ...] = ()


class TextPart(_Part):
    """A few lines.

    Attributes:
        kind: `texte`.
        title: its heading; "" when it has none.
        html: sanitised, every URL absolute, headings from h3 on.
        plain: the same without markup.
    """

    kind: Literal["texte"] = "texte"
    title: str = ""
    html: str
    plain: str


class CallPart(_Part):
    """A button.

    Attributes:
        kind: `appel`.
        label: what is written on it.
        url: where it leads, absolute.
    """

    kind: Literal["appel"] = "appel"
    label: str
    url: str


class ImagePart(_Part):
    """A picture across the letter.

    Attributes:
        kind: `image`.
        image: the picture.
        url: where it leads, absolute; "" for nowhere.
    """

    kind: Literal["image"] = "image"
    image: EditionImage
    url: str = ""


Part = SelectionPart | TextPart | CallPart | ImagePart


class Edition(_Part):
    """One edition of a letter: all that its mail, its text and its archive page say.

    Attributes:
        letter: the letter's id.
        commune: id of the commune that it is for; "" for the edition of the whole territory.
        commune_name: name of that commune.
        title: of the letter.
        subject: of the mail.
        preheader: what a mail program shows after the subject.
        sent_at: when it is sent (`publier_le`).
        language: code of its language.
        url: absolute address of its archive page.
        html: the editorial, sanitised, every URL absolute, headings from h3 on.
        plain: the same without markup.
        parts: in the order of the letter.
        pictures: those inside texts, which show them as `<img src="images/<name>">`.
    """

    letter: str
    commune: str = ""
    commune_name: str = ""
    title: str
    subject: str
    preheader: str
    sent_at: datetime
    language: str
    url: str
    html: str
    plain: str
    parts: tuple[Part, ...] = ()
    pictures: tuple[EditionImage, ...] = ()

    @property
    def folder(self) -> str:
        """Folder of its files under the site: `lettres/mai/`, `lettres/mai/cluny/`."""
        return "/".join(filter(None, ("lettres", self.letter, self.commune))) + "/"

    @property
    def essence(self) -> str:
        """Digest of all that its readers are told: the same once it is frozen."""
        told = _without_sources(self.model_dump(mode="json"))
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    @property
    def items(self) -> tuple[EditionItem, ...]:
        """Every item that it carries, in order, each once."""
        found = {item.id: item for part in self.parts if isinstance(part, SelectionPart) for item in part.items}
        return tuple(found.values())

    @property
    def images(self) -> tuple[EditionImage, ...]:
        """Every picture that it shows, by name."""
        parts = self.parts
        images = [*self.pictures, *(part.image for part in parts if isinstance(part, ImagePart))]
        images += [item.image for part in parts if isinstance(part, SelectionPart) for item in part.items if item.image]
        images.sort(key=lambda image: (image.name, image.width))
        return tuple({image.name: image for image in images}.values())  # of two sizes, the larger

    def kept_in(self, folder: str) -> "Edition":
        """The same edition, its pictures made from the files of a folder.

        Args:
            folder: path under content/.

        Returns:
            The edition, each picture's `source` in that folder.
        """
        parts = tuple(_kept_in(part, folder) for part in self.parts)
        return self.model_copy(
            update={"parts": parts, "pictures": tuple(_in_folder(one, folder) for one in self.pictures)}
        )


def _without_sources(part: Any) -> Any:
    """A dumped part without the files that its pictures are made from."""
    if isinstance(part, dict):
        return {name: _without_sources(value) for name, value in part.items() if name != "source"}
    return [_without_sources(one) for one in part] if isinstance(part, list) else part


def _in_folder(image: EditionImage, folder: str) -> EditionImage:
    return image.model_copy(update={"source": f"{folder}/{image.name}"})


def _kept_in(part: Part, folder: str) -> Part:
    if isinstance(part, ImagePart):
        return part.model_copy(update={"image": _in_folder(part.image, folder)})
    if isinstance(part, SelectionPart):
        items = (
            item.model_copy(update={"image": _in_folder(item.image, folder)}) if item.image else item
            for item in part.items
        )
        return part.model_copy(update={"items": tuple(items)})
    return part


_EDITIONS = TypeAdapter(tuple[Edition, ...], config=ConfigDict(defer_build=True))


def freeze(editions: Sequence[Edition]) -> bytes:
    """Editions as the JSON that is kept beside a letter: one line a value, so that a difference can be read."""
    return _EDITIONS.dump_json(tuple(editions), indent=1) + b"\n"


def thaw(data: bytes) -> tuple[Edition, ...]:
    """Editions from that JSON. Raises pydantic.ValidationError when it is not what `freeze` wrote."""
    return _EDITIONS.validate_json(data)
