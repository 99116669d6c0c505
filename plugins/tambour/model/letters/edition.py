"""One edition of a letter, resolved: all that its mail, its text and its archive page say, and nothing to look up.

A letter has one edition, and one more for each commune when it says `par_commune`. What was sent must never change: a
frozen letter keeps its editions as JSON beside its file (`freeze`, `thaw`), and every channel shows those.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from tambour.model.events.occurrence import EventStatus
from tambour.model.events.practical_fact import PracticalFact
from tambour.model.item import Level
from tambour.model.letters.letter import Layout


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EditionImage(_Part):
    """A picture of the mail.

    name: of its file in the letter's `images/`, from the ids alone: `marche-de-noel-2026.jpg`. source: path of the
    picture that it is made from, under content/ (`images/marche.jpg`), or of the frozen file. alt: "" = decorative.
    width, height: as displayed, in CSS pixels; the file has twice as many where the picture is large enough.
    """

    name: str
    source: str
    alt: str
    width: int
    height: int


class EditionItem(_Part):
    """One item in a letter, as it was then.

    kind: English name. url: absolute. when: the date in words ("" for what has none). occurrence: `Occurrence.key` of
    that date. more_dates: how many follow. day: of the date tile. where: the place in one line. state: what has become
    of it, in words ("Annulé"). practical: what one must know before coming; letters frozen before it was there have
    none. level: an alert's. topic: name of its first topic.
    """

    id: str
    kind: str
    title: str
    summary: str = ""
    url: str
    when: str = ""
    occurrence: str = ""
    more_dates: int = 0
    day: date | None = None
    where: str = ""
    status: EventStatus = EventStatus.CONFIRMED
    state: str = ""
    practical: tuple[PracticalFact, ...] = ()
    level: Level | None = None
    topic: str = ""
    image: EditionImage | None = None


class SelectionPart(_Part):
    """Items, in order. An empty one is left out of the edition."""

    kind: Literal["selection"] = "selection"
    title: str = ""
    layout: Layout = Layout.LARGE
    items: tuple[EditionItem, ...] = ()


class TextPart(_Part):
    """A few lines. html: sanitised, every URL absolute, headings from h3 on. plain: the same without markup."""

    kind: Literal["texte"] = "texte"
    title: str = ""
    html: str
    plain: str


class CallPart(_Part):
    """A button. url: absolute."""

    kind: Literal["appel"] = "appel"
    label: str
    url: str


class ImagePart(_Part):
    """A picture across the letter. url: where it leads, "" = nowhere."""

    kind: Literal["image"] = "image"
    image: EditionImage
    url: str = ""


Part = SelectionPart | TextPart | CallPart | ImagePart


class Edition(_Part):
    """letter: its id. commune, commune_name: "" for the edition of the whole territory. sent_at: `publier_le`.

    url: of its archive page. html, plain: the editorial, as in `TextPart`. parts: in the order of the letter. pictures:
    those inside texts, which show them as `<img src="images/<name>">`.
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
    def items(self) -> tuple[EditionItem, ...]:
        """Every item that it carries, in order, each once."""
        found = {item.id: item for part in self.parts if isinstance(part, SelectionPart) for item in part.items}
        return tuple(found.values())

    @property
    def images(self) -> tuple[EditionImage, ...]:
        """Every picture that it shows, by name."""
        parts = self.parts
        shown = [*self.pictures, *(part.image for part in parts if isinstance(part, ImagePart))]
        shown += [item.image for part in parts if isinstance(part, SelectionPart) for item in part.items if item.image]
        shown.sort(key=lambda image: (image.name, image.width))
        return tuple({image.name: image for image in shown}.values())  # of two sizes, the larger

    def kept_in(self, folder: str) -> "Edition":
        """The same edition, its pictures made from the files of a folder: path under content/."""
        parts = tuple(_kept_in(part, folder) for part in self.parts)
        return self.model_copy(update={"parts": parts, "pictures": tuple(_kept(one, folder) for one in self.pictures)})


def _kept(image: EditionImage, folder: str) -> EditionImage:
    return image.model_copy(update={"source": f"{folder}/{image.name}"})


def _kept_in(part: Part, folder: str) -> Part:
    if isinstance(part, ImagePart):
        return part.model_copy(update={"image": _kept(part.image, folder)})
    if isinstance(part, SelectionPart):
        items = (
            item.model_copy(update={"image": _kept(item.image, folder)}) if item.image else item for item in part.items
        )
        return part.model_copy(update={"items": tuple(items)})
    return part


_EDITIONS = TypeAdapter(tuple[Edition, ...])


def freeze(editions: Sequence[Edition]) -> bytes:
    """Editions as the JSON that is kept beside a letter: one line a value, so that a difference can be read."""
    return _EDITIONS.dump_json(tuple(editions), indent=1) + b"\n"


def thaw(data: bytes) -> tuple[Edition, ...]:
    """Editions from that JSON. Raises pydantic.ValidationError when it is not what `freeze` wrote."""
    return _EDITIONS.validate_json(data)
