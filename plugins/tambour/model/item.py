"""What every kind of content has in common: identity, words, dates of publication, territory, picture, documents."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import AfterValidator, Field, GetJsonSchemaHandler, StringConstraints, ValidationInfo, field_validator
from pydantic_core import CoreSchema

from tambour.model.conversions import under
from tambour.model.fields import (
    Alias,
    Chosen,
    Day,
    Deadline,
    Demanded,
    Draft,
    FocusPoint,
    Identifier,
    Instant,
    Language,
    Line,
    Many,
    PlainLine,
    Prose,
    Record,
    Reference,
    YesNo,
)
from tambour.model.problems import invalid

TITLE_MAX = 150  # characters: the longest of 458 real municipal titles has 141
SUMMARY_MAX = 400

CommuneRef = Annotated[Identifier, Reference("commune")]
TopicRef = Annotated[Identifier, Reference("topic")]
ContactRef = Annotated[Identifier, Reference("contact")]
ItemRef = Annotated[Identifier, Reference("item")]
ImagePath = Annotated[PlainLine, AfterValidator(under("images")), Reference("image")]
DocumentPath = Annotated[PlainLine, AfterValidator(under("documents")), Reference("document")]


class AttachedFile(Record):
    """A file that goes with an item, usually a PDF."""

    path: DocumentPath = Field(alias="fichier", title="Fichier", description="Chemin sous content/documents/.")
    title: Line = Field(alias="titre", title="Titre du document", description="Ce que le lecteur va ouvrir.")
    language: Language | None = Field(
        None, alias="langue", title="Langue du document", description="Seulement si ce n'est pas celle du site."
    )


class ChannelOverride(Record):
    """What one channel says differently for this item. The rare case; everything else is said once."""

    skip: YesNo = Field(
        False, alias="exclure", title="Exclure", description="oui : ne pas diffuser par ce canal, exprès."
    )
    title: Line | None = Field(None, alias="titre", title="Titre", description="Titre propre à ce canal.")
    text: Prose | None = Field(None, alias="texte", title="Texte", description="Texte propre à ce canal.")
    template: Identifier | None = Field(
        None, alias="modele", title="Modèle", description="Modèle de carte de ce contenu (canal cards)."
    )


OF_THE_PLACE = "celle du lieu ; sans lieu : tout le territoire"  # the communes of what has a place


class ItemDate(NamedTuple):
    """One date that a record tells, and that people may want in their calendar.

    Attributes:
        key: identity of the date in its record, for ever.
        start: a day, or an instant.
    """

    key: str
    start: date | datetime


def communes_field(when_empty: str) -> Any:
    """The communes that an item concerns. when_empty: which these are when none is named."""
    description = f"Communes concernées. Vide : {when_empty}."
    return Field((), title="Communes", description=description, examples=["[cluny, salornay]"])


class Item(Record):
    """Base of every kind of content file."""

    kind: ClassVar[str]  # the English name, as in `tambour.model.kinds`
    # What one of this kind would say in a field that every kind has: key → text. The declaration's own is of an event.
    examples: ClassVar[Mapping[str, str]] = {}

    id: Identifier = Field(
        examples=["marche-de-noel-2026"],
        title="Identifiant",
        description="Ne change jamais : adresses, flux et agendas en dépendent. Minuscules, chiffres et tirets.",
    )
    title: Annotated[Line, StringConstraints(max_length=TITLE_MAX)] = Field(
        alias="titre",
        title="Titre",
        description="Ce que l'on retient si on ne lit que cela.",
        examples=["Marché de Noël"],
    )
    summary: Annotated[Line, StringConstraints(max_length=SUMMARY_MAX)] | None = Field(
        None, alias="resume", title="Résumé", description="Une ou deux phrases, reprises partout où le titre l'est."
    )
    publish_at: Instant | None = Field(
        None,
        alias="publier_le",
        title="Publier le",
        description="Jour ou jour et heure de parution ; avant, le contenu n'apparaît nulle part.",
    )
    expire_at: Instant | None = Field(
        None,
        alias="retirer_le",
        title="Retirer le",
        description="Dès ce jour ou cette heure, le contenu quitte les listes ; sa page reste, avec une note.",
    )
    updated: Instant | None = Field(
        None, alias="modifie", title="Modifié le", description="Dernière correction qui mérite d'être signalée."
    )
    draft: Draft = Field(
        False,
        alias="brouillon",
        title="Brouillon",
        description="oui : n'est publié nulle part. a-relire : de même, et attend d'être relu.",
    )
    review_on: Day | None = Field(
        None, alias="a_revoir_le", title="À revoir le", description="Jour où relire ce contenu ; jamais publié."
    )
    communes: Chosen[CommuneRef] = communes_field("tout le territoire")
    topics: Chosen[TopicRef] = Field(
        (),
        alias="themes",
        title="Thèmes",
        description="Thèmes de referentiel/themes.yaml.",
        examples=["[culture, sport]"],
    )
    image: ImagePath | None = Field(
        None, title="Image", description="Nom du fichier sous content/images/.", examples=["marche.jpg"]
    )
    decorative: YesNo = Field(
        False,
        alias="decorative",
        title="Image décorative",
        description="oui : l'image n'apprend rien, alt est inutile.",
    )
    alt: Annotated[
        Annotated[Line, StringConstraints(max_length=300)] | None, Demanded(by="image", unless="decorative")
    ] = Field(
        None,
        title="Texte de remplacement",
        description="Ce que montre l'image, pour qui ne la voit pas. Obligatoire avec une image.",
        examples=["Chalets éclairés au pied de l'abbaye"],
        validate_default=True,
    )
    credit: Line | None = Field(
        None,
        title="Crédit",
        description="Auteur et licence de l'image.",
        examples=["Service communication, Licence Ouverte 2.0"],
    )
    focus: FocusPoint | None = Field(
        None,
        alias="cadrage",
        title="Ce qui doit rester visible",
        description="Le point de l'image que les cadrages gardent : pour cent depuis la gauche, puis depuis le haut.",
        examples=["60, 30"],
    )
    contacts: Chosen[ContactRef] = Field(
        (), title="Contacts", description="Contacts de referentiel/contacts.yaml.", examples=["[service-enfance]"]
    )
    documents: Many[AttachedFile] = Field(
        (),
        title="Documents",
        description="Fichiers à télécharger, chacun avec son titre.",
        examples=["[{fichier: plan.pdf, titre: Plan du marché}]"],
    )
    language: Annotated[Language | None, Demanded(by="traduction_de")] = Field(
        None, alias="langue", title="Langue", description="Code de langue (en, de, oc…) si ce n'est pas le français."
    )
    translation_of: ItemRef | None = Field(
        None,
        alias="traduction_de",
        title="Traduction de",
        description="Identifiant du contenu traduit ici.",
        examples=["marche-de-noel-2026"],
    )
    easy_read_of: ItemRef | None = Field(
        None,
        alias="falc_de",
        title="Version FALC de",
        description="Identifiant du contenu repris ici en facile à lire.",
        examples=["marche-de-noel-2026"],
    )
    channels: dict[Identifier, ChannelOverride] = Field(
        default_factory=dict,
        alias="canaux",
        title="Canaux",
        description="Réglages propres à un canal, par nom de canal.",
        examples=["{api: {exclure: oui}}"],
    )
    slug: Identifier | None = Field(
        None,
        alias="adresse",
        title="Adresse",
        description="Dernière partie de l'adresse de la page ; sans elle, l'identifiant.",
        examples=["marche-de-noel"],
    )
    aliases: Chosen[Alias] = Field(
        (),
        alias="alias",
        title="Anciennes adresses",
        description="Chemins qui doivent mener ici, ex. /2019/voeux.html.",
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        described = handler.resolve_ref_schema(handler(schema))
        for key, example in cls.examples.items():
            described["properties"][key]["examples"] = [example]
        return described

    @field_validator("expire_at")
    @classmethod
    def expires_after_it_is_published(cls, value: Any, info: ValidationInfo) -> Any:
        published = info.data.get("publish_at")
        if value is not None and published is not None and value <= published:
            raise invalid("retrait-avant-parution")
        return value

    @field_validator("alt")
    @classmethod
    def image_is_described(cls, value: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("image") and not value and not info.data.get("decorative"):
            raise invalid("alt-manquant", near="image")
        return value

    @field_validator("translation_of", "easy_read_of")
    @classmethod
    def is_not_its_own_version(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and value == info.data.get("id"):
            raise invalid("version-de-soi-meme")
        return value

    @field_validator("translation_of")
    @classmethod
    def translation_says_its_language(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and info.data.get("language", ...) is None:
            raise invalid("traduction-sans-langue")
        return value

    @property
    def deadline(self) -> datetime | None:
        """Until when one can answer it; None when there is no such thing."""
        return None

    @property
    def leaves_at(self) -> datetime | None:
        """When it leaves the listings by itself: withdrawn by its writer, or past its deadline."""
        return min(filter(None, (self.expire_at, self.deadline)), default=None)

    @property
    def stands_at(self) -> tuple[str, ...]:
        """Ids of the places whose communes are its own, when it names none."""
        return ()

    @property
    def calendar_dates(self) -> tuple[ItemDate, ...]:
        """What a calendar of its kind shows of it (`Kind.calendar`), in order."""
        return ()

    @property
    def list_key(self) -> tuple[int | str, ...]:
        """Its place in the list of its kind; where all are equal, what was published last comes first."""
        return ()

    @property
    def shown_day(self) -> date | None:
        """The day that lists show beside its title, and are in the order of."""
        return self.publish_at.date() if self.publish_at else None

    @property
    def version_of(self) -> str | None:
        """Id of the item that this one says again, in another language or in easy French; None: it is no version.

        Whether it is listed is for `Site.is_version`, which knows if the original is published, too.
        """
        return self.translation_of or self.easy_read_of

    @property
    def is_translation(self) -> bool:
        """It says another item again, in another language."""
        return self.translation_of is not None

    @property
    def is_easy_read(self) -> bool:
        """It says another item again, in easy French (FALC)."""
        return self.easy_read_of is not None and not self.is_translation

    @property
    def address(self) -> str:
        """Last part of the page's URL path."""
        return self.slug or self.id


class ClosingItem(Item):
    """Base of what one can answer until a day, an offer of work or a tender: then it leaves the listings by itself."""

    publish_at: Instant = Field(
        alias="publier_le", title="Publier le", description="Jour ou jour et heure de parution ; avant, rien ne paraît."
    )
    end: Deadline = Field(
        alias="fin",
        title="Date limite",
        description="Dernier jour pour répondre, compris ; avec une heure, jusqu'à cette heure.",
    )

    @field_validator("end")
    @classmethod
    def closes_after_it_is_published(cls, value: datetime, info: ValidationInfo) -> Any:
        published = info.data.get("publish_at")
        if published is not None and value <= published:
            raise invalid("fin-avant-parution")
        return value

    @property
    def deadline(self) -> datetime | None:
        """Until when one can answer."""
        return self.end

    @property
    def calendar_dates(self) -> tuple[ItemDate, ...]:
        """Its last day, or the hour until which one can answer."""
        whole_day = self.end.time() == time()
        return (ItemDate("fin", (self.end - timedelta(days=1)).date() if whole_day else self.end),)


class Level(StrEnum):
    """How much an alert matters."""

    INFO = "info"
    WATCH = "vigilance"
    EMERGENCY = "urgence"
