"""What the JSON-LD of many pages says: the organisation, areas, places. Each is made once a build."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from tambour.model.identity import uri
from tambour.model.kinds import REGISTERS
from tambour.model.place import Place
from tambour.model.registers import Commune
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.model.time.holidays import holidays_around
from tambour.website.head.address import geo, postal_address, seat
from tambour.website.head.identity import commune_id, organization_id, territory_id
from tambour.website.head.picture import HeadPicture
from tambour.website.head.schema_org import Node, node

_LOGO_WIDTH = 600  # pixels


class Shared:
    """Of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.territory = site.territory
        self._areas: dict[str, Node] = {}
        self._places: dict[str, Node] = {}

    @cached_property
    def publisher(self) -> Node:
        """The organisation, as much as a page about something else says of it."""
        return node(
            "GovernmentOrganization",
            organization_id(self.territory),
            name=self.territory.name,
            url=self.site.absolute(""),
            logo=self._logo,
        )

    @property
    def _logo(self) -> Node | None:
        if self.territory.logo is None:
            return None
        version = self.site.media.originals[f"images/{self.territory.logo}"].at(_LOGO_WIDTH)
        return _image(self.site.absolute(version.path), version.media_type, version.width, version.height)

    @cached_property
    def everywhere(self) -> Node:
        """The whole territory, as an area."""
        return node("AdministrativeArea", territory_id(self.territory), name=self.territory.name)

    @cached_property
    def seat(self) -> Node:
        """Where the organisation is."""
        return node("Place", name=self.territory.name, address=seat(self.territory.address))

    @cached_property
    def holidays(self) -> Mapping[date, str]:
        """Public holidays of this year and those around it, with their names."""
        today = self.site.now.date()
        return holidays_around(today, today, self.territory.holidays)

    def area(self, commune: Commune) -> Node:
        """A commune, by its name and page."""
        if commune.id not in self._areas:
            path = REGISTERS["commune"].path(commune.id)
            identifier = commune_id(self.territory, commune.id)
            self._areas[commune.id] = node(
                "AdministrativeArea", identifier, name=commune.name, url=self.site.absolute(path)
            )
        return self._areas[commune.id]

    def areas(self, communes: Sequence[str]) -> list[Node]:
        """What an item concerns: its communes, or the whole territory."""
        return [self.area(self.site.communes[commune]) for commune in communes] or [self.everywhere]

    def place(self, published: Published) -> Node:
        """A place as an event names it; its own page says more (`place`). A place with hours is a public building."""
        if published.id not in self._places:
            place = published.item
            assert isinstance(place, Place), published.id
            self._places[published.id] = node(
                "CivicStructure" if place.hours else "Place",
                uri(self.territory, place.id),
                name=place.title,
                url=published.url,
                address=postal_address(place, self.site.communes),
                geo=geo(place.geo),
            )
        return self._places[published.id]


def image(picture: HeadPicture) -> Node:
    """A picture that stands for a page."""
    more = {"caption": picture.alt, "creditText": picture.credit}
    return _image(picture.url, picture.media_type, picture.width, picture.height, **more)


def _image(url: str, media_type: str, width: int | None, height: int | None, **more: str) -> Node:
    """Named after its address: a page that shows it twice means one."""
    size = {"width": width, "height": height}
    return node("ImageObject", url, url=url, contentUrl=url, encodingFormat=media_type, **size, **more)
