"""The documents that hold the data: the index, and one list for each resource."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Annotated, Any, Generic, NamedTuple, TypeVar

from tambour.channels import Channel, Contact, Published, Site
from tambour.model.kinds import KINDS, REGISTERS, Kind
from tambour.model.site.services_now import goal
from tambour.model.territory import Territory
from tambour.model.ways import MenuLink, Task

from .entries import entry
from .kinds import SHAPES
from .references import contact_data, full_commune, full_topic, link_data, task_data
from .settings import ApiSettings
from .shapes import ApiItem, CommuneData, ContactData, LinkData, TaskData, TopicData
from .vocabulary import Shape, Url, extra_key, like

VERSION = "1"
ROOT = f"api/v{VERSION}/"
INDEX = "index"
ELEMENT = "element"


_Element = TypeVar("_Element", bound=Shape)


class Listing(Shape, Generic[_Element]):
    """Everything that one resource lists."""

    schema_url: Annotated[Url, extra_key("$schema", "Schéma", "Schéma JSON de ce document.")]
    name: Annotated[str, extra_key("nom", "Nom", "Nom de la ressource.")]
    changed_at: Annotated[datetime | None, extra_key("maj", "Mise à jour", "La plus récente des éléments.")] = None
    elements: Annotated[tuple[_Element, ...], extra_key("elements", "Éléments", "Dans l'ordre du site.")]


class ResourceData(Shape):
    """Where one resource is."""

    name: Annotated[str, extra_key("nom", "Nom", "Nom de la ressource, comme les dossiers de contenu.")]
    title: Annotated[str, extra_key("titre", "Titre", "En toutes lettres.")]
    url: Annotated[Url, extra_key("url", "Adresse", "Liste des éléments.")]
    schema_url: Annotated[Url, extra_key("schema", "Schéma", "Schéma JSON de la liste.")]
    count: Annotated[int, extra_key("nombre", "Nombre", "Nombre d'éléments.")]
    element: Annotated[
        str | None, extra_key("element", "Élément", "Adresse d'un élément, {id} étant son identifiant.")
    ] = None


class LicenceData(Shape):
    """What may be done with the data."""

    name: Annotated[str, extra_key("nom", "Nom", "Nom de la licence.")]
    url: Annotated[Url, extra_key("url", "Adresse", "Texte de la licence.")]


class TerritoryData(Shape):
    """Who publishes."""

    name: Annotated[str, extra_key("nom", "Nom", "Nom complet.")]
    short_name: Annotated[str | None, extra_key("nom_court", "Nom court", "Pour les petits espaces.")] = None
    siren: Annotated[str, like(Territory, "siren")]
    url: Annotated[Url, extra_key("url", "Site", "Accueil de ce site.")]
    phone: Annotated[str, like(Contact, "phone", "Accueil téléphonique.")]
    email: Annotated[str, like(Contact, "email", "Adresse électronique.")]
    timezone: Annotated[str, extra_key("fuseau", "Fuseau horaire", "Nom IANA.")]
    languages: Annotated[tuple[str, ...], extra_key("langues", "Langues", "Codes BCP 47, la principale d'abord.")]


class Index(Shape):
    """The door to the open data of one territory."""

    schema_url: Annotated[Url, extra_key("$schema", "Schéma", "Schéma JSON de ce document.")]
    version: Annotated[str, extra_key("version", "Version", "Dans une version, des clés s'ajoutent, aucune ne change.")]
    territory: Annotated[TerritoryData, extra_key("territoire", "Territoire", "Qui publie.")]
    licence: Annotated[LicenceData, extra_key("licence", "Licence", "Ce que l'on peut faire des données.")]
    changed_at: Annotated[datetime | None, extra_key("maj", "Mise à jour", "La plus récente de tout.")] = None
    resources: Annotated[tuple[ResourceData, ...], extra_key("ressources", "Ressources", "Ce qui est publié.")]


class Resource(NamedTuple):
    """One list.

    title: French. shape: of an element. sources: what the site has, in its order. say: one source → element.
    kind: when the elements are items.
    """

    title: str
    shape: type[Shape]
    sources: Callable[[Site], Sequence[Any]]
    say: Callable[[Site, Any, Channel[ApiSettings]], Shape]
    kind: Kind | None = None

    @property
    def document(self) -> type[Listing[Any]]:
        """The list itself, as a model."""
        return Listing[self.shape]  # type: ignore[name-defined]  # known at run time only

    def public_sources(self, site: Site, channel: str) -> Sequence[Any]:
        """The sources, without the items that are kept out of the channel."""
        return [one for one in self.sources(site) if self.kind is None or not one.left_out_of(channel)]


def _of_kind(kind: Kind) -> Resource:
    def sources(site: Site) -> Sequence[Published]:
        """Versions, too: they say of what they are one, and whoever takes the data may want their language."""
        return site.events(versions=True) if kind.name == "event" else site.listed(kind.name, versions=True)

    return Resource(kind.section, SHAPES.get(kind.model, ApiItem), sources, entry, kind)


def _reference_name(register: str) -> str:
    """`communes`, `themes`, `contacts`: the reference file's name."""
    return PurePosixPath(REGISTERS[register].file).stem


def _leading(site: Site, links: Mapping[str, Task | MenuLink]) -> Sequence[str]:
    """Those that lead somewhere now, in the order of their file."""
    return [name for name, link in links.items() if goal(site, link.target) is not None]


# By name: the folders and the reference files of content/.
RESOURCES: Mapping[str, Resource] = MappingProxyType(
    {
        **{kind.folder: _of_kind(kind) for kind in KINDS.values()},
        _reference_name("commune"): Resource(
            "communes", CommuneData, lambda site: sorted(site.communes), lambda site, one, _: full_commune(site, one)
        ),
        _reference_name("topic"): Resource(
            "thèmes", TopicData, lambda site: sorted(site.topics), lambda site, one, _: full_topic(site, one)
        ),
        _reference_name("contact"): Resource(
            "contacts", ContactData, lambda site: sorted(site.contacts), lambda site, one, _: contact_data(site, one)
        ),
        _reference_name("task"): Resource(
            "démarches", TaskData, lambda site: _leading(site, site.tasks), lambda site, one, _: task_data(site, one)
        ),
        _reference_name("menu_link"): Resource(
            "liens utiles",
            LinkData,
            lambda site: _leading(site, site.menu_links),
            lambda site, one, _: link_data(site, one),
        ),
    }
)


def list_path(name: str) -> str:
    """`api/v1/agenda.json`."""
    return f"{ROOT}{name}.json"


def schema_path(name: str) -> str:
    """`api/v1/schema/agenda.json`; the schema of one item is that of `agenda/element`."""
    return f"{ROOT}schema/{name}.json"


def item_path(published: Published) -> str:
    """`api/v1/agenda/fete.json`."""
    return list_path(f"{KINDS[published.item.kind].folder}/{published.id}")


def item(site: Site, published: Published, channel: Channel[ApiSettings]) -> ApiItem:
    """One item, in full."""
    element = f"{KINDS[published.item.kind].folder}/{ELEMENT}"
    return entry(site, published, channel, schema_url=site.absolute(schema_path(element)))


def listing(site: Site, name: str, channel: Channel[ApiSettings]) -> Listing[Any]:
    """Everything that a resource lists."""
    resource = RESOURCES[name]
    elements = tuple(resource.say(site, source, channel) for source in resource.public_sources(site, channel.name))
    return resource.document(
        schema_url=site.absolute(schema_path(name)),
        name=name,
        changed_at=_newest(element.changed_at for element in elements if isinstance(element, ApiItem)),
        elements=elements,
    )


def index(site: Site, channel: Channel[ApiSettings]) -> Index:
    """The door to everything."""
    territory = site.territory
    return Index(
        schema_url=site.absolute(schema_path(INDEX)),
        version=VERSION,
        territory=TerritoryData(
            name=territory.name,
            short_name=territory.short_name,
            siren=territory.siren,
            url=site.absolute(""),
            phone=territory.phone,
            email=territory.email,
            timezone=territory.timezone,
            languages=territory.languages,
        ),
        licence=LicenceData(name=channel.settings.licence, url=channel.settings.licence_url),
        changed_at=_newest(published.changed_at for published in site.items if not published.left_out_of(channel.name)),
        resources=tuple(
            ResourceData(
                name=name,
                title=resource.title,
                url=site.absolute(list_path(name)),
                schema_url=site.absolute(schema_path(name)),
                count=len(resource.public_sources(site, channel.name)),
                element=f"{site.absolute(ROOT)}{name}/{{id}}.json" if resource.kind else None,
            )
            for name, resource in RESOURCES.items()
        ),
    )


def _newest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)
