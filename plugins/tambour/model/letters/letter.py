"""Letters: a newsletter is a selection of what was already said, in an order, with an editorial (the body)."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, WrapValidator, field_validator

from tambour.model.blocks import one_of
from tambour.model.conversions import path_within, web_address
from tambour.model.fields import (
    ID_PATTERN,
    Chosen,
    Demanded,
    Instant,
    Line,
    Many,
    Markdown,
    OneOf,
    PlainLine,
    Record,
    Reference,
    Scalar,
    YesNo,
)
from tambour.model.item import CommuneRef, ImagePath, Item, ItemRef, TopicRef
from tambour.model.problems import invalid

CHANNEL = "newsletter"  # what `canaux:` calls it
SUBJECT_MAX = 60  # characters: what a phone shows of a subject
PREHEADER_MIN, PREHEADER_MAX = 40, 90  # shorter, mail clients fill up with the first words of the letter
_INTERNAL = re.compile(rf"id:{ID_PATTERN[1:-1]}(?:#[^\s#]+)?")


def _genres() -> tuple[str, ...]:
    """What a rule may select: folders of content, the names that a writer knows."""
    from tambour.model.kinds import KINDS  # noqa: PLC0415 — the table of kinds has this module's letters in it

    return tuple(kind.folder for kind in KINDS.values() if kind.in_letters)


Genre = Annotated[Scalar, OneOf(_genres)]


class Layout(StrEnum):
    """How a selection is laid out."""

    LARGE = "grand"
    COLUMNS = "colonnes"
    LIST = "liste"
    AGENDA = "agenda"


def _target(value: str) -> str:
    if _INTERNAL.fullmatch(value):
        return value
    return path_within(value) if value.startswith("/") else web_address(value)


TARGET_HELP = "Adresse web, /elus/ pour une page du site, ou id:identifiant-du-contenu."
# An address of the web, a path of this site (`/elus/`), or `id:<item id>` with an optional fragment.
LinkTarget = Annotated[PlainLine, AfterValidator(_target), Reference("link")]


class SelectionBlock(Record):
    """Items by id, in the order given, or by rules that an item must all satisfy."""

    kind: Literal["selection"] = Field(alias="type", title="Type", description="selection")
    title: Line | None = Field(None, alias="titre", title="Titre", description="Titre de la rubrique.")
    since_last: YesNo = Field(
        False,
        alias="depuis_derniere_lettre",
        title="Depuis la dernière lettre",
        description="oui : ce qui a paru depuis l'envoi précédent.",
    )
    days: int | None = Field(
        None, ge=1, le=366, alias="jours", title="Jours à venir", description="Événements des N prochains jours."
    )
    genres: Chosen[Genre] = Field((), title="Genres", description="actualites, agenda, alertes, publications…")
    topics: Chosen[TopicRef] = Field((), alias="themes", title="Thèmes", description="Au moins un de ces thèmes.")
    communes: Chosen[CommuneRef] = Field((), title="Communes", description="Ce qui concerne une de ces communes.")
    limit: int | None = Field(None, ge=1, le=50, alias="au_plus", title="Au plus", description="Nombre de contenus.")
    skip_sent: YesNo = Field(
        False,
        alias="sans_deja_envoyes",
        title="Sans ceux déjà envoyés",
        description="oui : sans les contenus des lettres précédentes.",
    )
    first: Many[ItemRef] = Field(
        (), alias="avec", title="En premier", description="Contenus montrés d'abord, quoi que disent les règles."
    )
    without: Many[ItemRef] = Field(
        (), alias="sans", title="Sauf", description="Contenus que les règles ne montrent pas."
    )
    layout: Layout = Field(
        Layout.LARGE, alias="presentation", title="Présentation", description="grand, colonnes, liste ou agenda."
    )
    ids: Many[ItemRef] = Field(
        (),
        title="Contenus",
        description="Identifiants, dans l'ordre voulu ; sans eux, les règles choisissent.",
        validate_default=True,
    )

    @field_validator("ids")
    @classmethod
    def chooses_by_ids_or_by_rules(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        rules = ("since_last", "days", "genres", "topics", "communes")
        if any(name not in info.data for name in rules):
            return value
        by_rules = any(info.data[name] for name in rules)
        if not value and not by_rules:
            raise invalid("selection-sans-choix")
        if value and (by_rules or any(info.data.get(name) for name in ("limit", "skip_sent", "first", "without"))):
            raise invalid("selection-ids-et-regles")
        if len(set(value)) < len(value):
            raise invalid("selection-doublon", twice=next(item for item in value if value.count(item) > 1))
        return value


class TextBlock(Record):
    """A few lines of Markdown that belong to this letter alone."""

    kind: Literal["texte"] = Field(alias="type", title="Type", description="texte")
    title: Line | None = Field(None, alias="titre", title="Titre", description="Intertitre.")
    text: Markdown = Field(alias="texte", title="Texte", description="En Markdown, comme le corps.")


class CallBlock(Record):
    """A button."""

    kind: Literal["appel"] = Field(alias="type", title="Type", description="appel")
    label: Annotated[Line, StringConstraints(max_length=60)] = Field(
        alias="libelle", title="Libellé", description="« Réserver une place », et non « Cliquez ici »."
    )
    target: LinkTarget = Field(alias="adresse", title="Adresse", description=TARGET_HELP)


class ImageBlock(Record):
    """A picture across the letter."""

    kind: Literal["image"] = Field(alias="type", title="Type", description="image")
    image: ImagePath = Field(title="Image", description="Nom du fichier sous content/images/.")
    alt: Annotated[Line, StringConstraints(max_length=300)] = Field(
        title="Texte de remplacement", description="Ce que montre l'image, pour qui ne la voit pas."
    )
    target: LinkTarget | None = Field(
        None, alias="adresse", title="Adresse", description="Où mène l'image : adresse web, ou id:identifiant."
    )


Block = SelectionBlock | TextBlock | CallBlock | ImageBlock
_BLOCKS: Mapping[str, type[Record]] = MappingProxyType(
    {"selection": SelectionBlock, "texte": TextBlock, "appel": CallBlock, "image": ImageBlock}
)

_OPENED_AGAIN = timedelta(days=365)
_DAY = timedelta(days=1)
_SENDING = timedelta(days=7)  # from its day on: whoever was away that day still sends it


class Letter(Item):
    """One letter, as it is sent and archived."""

    kind: ClassVar[str] = "letter"
    examples: ClassVar[Mapping[str, str]] = {
        "id": "lettre-de-juin-2026",
        "titre": "La lettre de juin",
        "adresse": "lettre-de-juin",
        "image": "couverture-juin.jpg",
        "alt": "Un champ de coquelicots au bord de la rivière",
    }

    publish_at: Instant = Field(
        alias="publier_le", title="Publier le", description="Jour de l'envoi ; avant, la lettre n'est pas archivée."
    )
    subject: Annotated[
        Annotated[Line, StringConstraints(max_length=SUBJECT_MAX)] | None,
        Demanded(by="titre", longer=SUBJECT_MAX + 1),
    ] = Field(
        None,
        alias="objet",
        title="Objet",
        description=f"Objet du courriel, {SUBJECT_MAX} caractères au plus ; sans lui, le titre.",
        validate_default=True,
    )
    preheader: Annotated[Line, StringConstraints(min_length=PREHEADER_MIN, max_length=PREHEADER_MAX)] = Field(
        title="Accroche",
        description=f"Ce que la messagerie montre après l'objet : {PREHEADER_MIN} à {PREHEADER_MAX} caractères.",
    )
    blocks: Many[Annotated[Block, WrapValidator(one_of(_BLOCKS))]] = Field(
        (), alias="blocs", title="Blocs", description="Rubriques, dans l'ordre : selection, texte, appel, image."
    )
    by_commune: YesNo = Field(
        False,
        alias="par_commune",
        title="Par commune",
        description="oui : une variante pour chaque commune, avec ce qui la concerne.",
    )

    @field_validator("subject")
    @classmethod
    def title_can_be_the_subject(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and len(info.data.get("title", "")) > SUBJECT_MAX:
            raise invalid("objet-manquant", near="title", max_length=SUBJECT_MAX)
        return value

    def can_be_sent(self, now: datetime) -> bool:
        """Whether somebody may still put it into a sending tool: until a week after its day.

        Args:
            now: the instant to judge at: `site.now`.

        Returns:
            False once it is only an archive.
        """
        return now < self.publish_at + _SENDING

    def is_day_over(self, now: datetime) -> bool:
        """Whether the day of its sending is over: it counts as one that has left.

        Args:
            now: the instant to judge at: `site.now`.

        Returns:
            False on its day, and before.
        """
        return now >= self.publish_at + _DAY

    def shows_pictures(self, now: datetime) -> bool:
        """Whether its mails still find their pictures: for a year, who opens an old one again.

        Args:
            now: the instant to judge at: `site.now`.

        Returns:
            False once its page shows the pictures of its items alone; those of a frozen letter stay for good.
        """
        return now < self.publish_at + _OPENED_AGAIN

    @property
    def subject_line(self) -> str:
        """The subject, else the title."""
        return self.subject or self.title
