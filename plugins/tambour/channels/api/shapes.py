"""What every item says as data, and what is said inside it: places, communes, topics, contacts, pictures, documents."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from tambour.channels import Commune, Contact, Item, Place, Topic
from tambour.model.item import AttachedFile
from tambour.model.recording import Recording
from tambour.model.ways import MenuLink, Task

from .vocabulary import Shape, Url, extra_key, like


class State(StrEnum):
    """Whether an item is still on the listings."""

    PUBLISHED = "publie"
    EXPIRED = "expire"


class Point(Shape):
    """Decimal degrees, WGS 84."""

    latitude: Annotated[float, extra_key("latitude", "Latitude", "Degrés décimaux, positifs au nord.")]
    longitude: Annotated[float, extra_key("longitude", "Longitude", "Degrés décimaux, positifs à l'est.")]


class CommuneData(Shape):
    """A commune, in full or as far as an item needs it."""

    id: Annotated[str, like(Commune, "id", "Identifiant permanent.")]
    name: Annotated[str, like(Commune, "name")]
    insee: Annotated[str, like(Commune, "insee", "Code officiel géographique.")]
    url: Annotated[Url, extra_key("url", "Page", "Page de la commune sur ce site.")]
    postal_code: Annotated[str | None, like(Commune, "postal_code")] = None
    population: Annotated[int | None, like(Commune, "population")] = None
    website: Annotated[str | None, like(Commune, "website")] = None
    phone: Annotated[str | None, like(Commune, "phone")] = None
    email: Annotated[str | None, like(Commune, "email")] = None
    geo: Annotated[Point | None, like(Commune, "geo", "Centre de la commune.")] = None
    summary: Annotated[str | None, like(Commune, "summary")] = None


class TopicData(Shape):
    """A topic."""

    id: Annotated[str, like(Topic, "id", "Identifiant permanent.")]
    name: Annotated[str, like(Topic, "name")]
    url: Annotated[Url, extra_key("url", "Page", "Page du thème sur ce site.")]
    summary: Annotated[str | None, like(Topic, "summary")] = None


class ContactData(Shape):
    """A contact, as the site shows it; no portrait."""

    id: Annotated[str, like(Contact, "id", "Identifiant permanent.")]
    name: Annotated[str, like(Contact, "name")]
    role: Annotated[str | None, like(Contact, "role")] = None
    phone: Annotated[str | None, like(Contact, "phone")] = None
    email: Annotated[str | None, like(Contact, "email")] = None
    website: Annotated[str | None, like(Contact, "website")] = None
    hours: Annotated[str | None, like(Contact, "hours")] = None


class TaskData(Shape):
    """Something that people come to do."""

    id: Annotated[str, like(Task, "id", "Identifiant permanent.")]
    name: Annotated[str, like(Task, "name")]
    url: Annotated[
        Url, extra_key("url", "Adresse", "Où cela se fait : une page de ce site, ou une autre administration.")
    ]
    summary: Annotated[str | None, like(Task, "summary")] = None
    topic: Annotated[TopicData | None, like(Task, "topic", "Thème de la démarche.")] = None


class LinkData(Shape):
    """A useful link: another site of the territory, an account on a network."""

    id: Annotated[str, like(MenuLink, "id", "Identifiant permanent.")]
    name: Annotated[str, like(MenuLink, "name")]
    url: Annotated[Url, extra_key("url", "Adresse", "Où mène le lien.")]
    place: Annotated[str, like(MenuLink, "place", "principal, pied, ou reseaux pour un compte du territoire.")]
    under: Annotated[str | None, like(MenuLink, "under", "Identifiant de la page sous laquelle il est rangé.")] = None
    column: Annotated[str | None, like(MenuLink, "column", "Titre de la colonne où il est rangé.")] = None


class PlaceData(Shape):
    """Where something happens: a place of this site (it has an id) or one that is named once."""

    id: Annotated[str | None, like(Place, "id", "Identifiant permanent, pour un lieu de ce site.")] = None
    name: Annotated[str, like(Commune, "name", "Nom du lieu.")]
    street: Annotated[str | None, like(Place, "street")] = None
    extra: Annotated[str | None, like(Place, "extra")] = None
    postal_code: Annotated[str | None, like(Place, "postal_code")] = None
    city: Annotated[str | None, like(Place, "city")] = None
    commune: Annotated[str | None, like(Place, "commune", "Identifiant de la commune.")] = None
    geo: Annotated[Point | None, like(Place, "geo", "Position.")] = None
    url: Annotated[Url | None, extra_key("url", "Page", "Page du lieu sur ce site.")] = None


class PictureData(Shape):
    """A picture."""

    url: Annotated[Url, extra_key("url", "Adresse", "Adresse du fichier d'origine.")]
    alt: Annotated[str, like(Item, "alt", "Ce que montre l'image ; vide pour une image décorative.")]
    width: Annotated[int | None, extra_key("largeur", "Largeur", "En pixels.")] = None
    height: Annotated[int | None, extra_key("hauteur", "Hauteur", "En pixels.")] = None
    media_type: Annotated[str, extra_key("type", "Type", "Type de média (IANA).")]
    credit: Annotated[str | None, like(Item, "credit")] = None


class FileData(Shape):
    """A file to download."""

    url: Annotated[Url, extra_key("url", "Adresse", "Adresse du fichier.")]
    title: Annotated[str, like(AttachedFile, "title")]
    media_type: Annotated[str, extra_key("type", "Type", "Type de média (IANA).")]
    length: Annotated[int, extra_key("taille", "Taille", "En octets.")]
    language: Annotated[str | None, like(AttachedFile, "language", "Code de langue (BCP 47).")] = None


class RecordingData(Shape):
    """A video or a sound of a text."""

    kind: Annotated[str, like(Recording, "kind", "video ou audio.")]
    title: Annotated[str, like(Recording, "title", "Ce que l'on va voir ou entendre.")]
    url: Annotated[Url, extra_key("url", "Adresse", "Le fichier, ou sa page chez l'hébergeur.")]
    media_type: Annotated[
        str | None, extra_key("type_de_media", "Type de média", "Type de média (IANA) d'un fichier de ce site.")
    ] = None
    length: Annotated[int | None, extra_key("taille", "Taille", "En octets, d'un fichier de ce site.")] = None
    host: Annotated[
        str | None, extra_key("hebergeur", "Hébergeur", "Qui l'héberge, quand ce n'est pas ce site : youtube.com.")
    ] = None
    duration: Annotated[int | None, extra_key("duree", "Durée", "En secondes.")] = None
    image: Annotated[PictureData | None, like(Recording, "image", "Ce que l'on voit avant la lecture.")] = None
    subtitles: Annotated[Url | None, extra_key("sous_titres", "Sous-titres", "Fichier WebVTT.")] = None
    transcript: Annotated[str | None, like(Recording, "transcript", "Tout ce qui est dit, en Markdown.")] = None
    no_transcript: Annotated[str | None, like(Recording, "no_transcript", "Raison donnée au public.")] = None


class ApiItem(Shape):
    """An item of any kind. `schema_url`, `html` and `text` stand in the item's own file only."""

    schema_url: Annotated[Url | None, extra_key("$schema", "Schéma", "Schéma JSON de ce document.")] = None
    id: Annotated[str, like(Item, "id", "Identifiant permanent, unique sur ce site.")]
    kind: Annotated[str, extra_key("type", "Type", "Genre de contenu : la ressource à laquelle il appartient.")]
    url: Annotated[Url, extra_key("url", "Page", "Page du contenu : l'adresse à donner aux lecteurs.")]
    state: Annotated[State, extra_key("etat", "État", "publie, ou expire pour ce qui a quitté les listes.")]
    title: Annotated[str, like(Item, "title", "Titre.")]
    summary: Annotated[str | None, like(Item, "summary", "Une ou deux phrases, sans balise.")] = None
    publish_at: Annotated[datetime | None, like(Item, "publish_at", "Instant de parution.")] = None
    expire_at: Annotated[datetime | None, like(Item, "expire_at", "Instant de retrait des listes.")] = None
    changed_at: Annotated[
        datetime | None, extra_key("maj", "Mise à jour", "Dernière correction, sinon la parution.")
    ] = None
    language: Annotated[str, like(Item, "language", "Code de langue (BCP 47) du contenu.")]
    translation_of: Annotated[str | None, like(Item, "translation_of")] = None
    easy_read_of: Annotated[str | None, like(Item, "easy_read_of")] = None
    communes: Annotated[tuple[CommuneData, ...], like(Item, "communes", "Vide : tout le territoire.")]
    topics: Annotated[tuple[TopicData, ...], like(Item, "topics", "Thèmes du contenu.")]
    image: Annotated[PictureData | None, like(Item, "image", "Image principale.")] = None
    contacts: Annotated[tuple[ContactData, ...], like(Item, "contacts", "Qui joindre.")]
    documents: Annotated[tuple[FileData, ...], like(Item, "documents", "Fichiers à télécharger.")]
    html: Annotated[
        str | None, extra_key("html", "Texte en HTML", "Sûr, adresses complètes. Fichier de l'élément seul.")
    ] = None
    text: Annotated[str | None, extra_key("texte", "Texte", "Le même, sans balise. Fichier de l'élément seul.")] = None
    recordings: Annotated[
        tuple[RecordingData, ...] | None,
        extra_key("enregistrements", "Vidéos et sons", "Ceux du texte, dans leur ordre. Fichier de l'élément seul."),
    ] = None
