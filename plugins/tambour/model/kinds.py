"""The table of kinds: which folder holds what, where it is published. A new kind is one line here."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tambour.model.alert import Alert
from tambour.model.document import Document
from tambour.model.events.event import Event
from tambour.model.item import Item
from tambour.model.letters.letter import Letter
from tambour.model.news import News
from tambour.model.page import Page
from tambour.model.place import Place
from tambour.model.registers import Commune, Contact, Topic
from tambour.model.services.calendar import ServiceCalendar


@dataclass(frozen=True)
class Kind:
    """One kind of content file.

    name: English, in code and templates (`news.html`). folder: under content/. url: path of an item's page under the
    site, ending in "/", with `{address}`. listing: path of the page that lists them. label, plural: French.
    """

    name: str
    model: type[Item]
    folder: str
    url: str
    listing: str
    label: str
    plural: str

    def path(self, item: Item) -> str:
        """URL path of an item's page, relative to the site's root, without a leading slash: `agenda/fete/`."""
        return self.url.format(address=item.address)


_KINDS = (
    Kind("news", News, "actualites", "actualites/{address}/", "actualites/", "actualité", "actualités"),
    Kind("event", Event, "agenda", "agenda/{address}/", "agenda/", "événement", "agenda"),
    Kind("alert", Alert, "alertes", "alertes/{address}/", "alertes/", "alerte", "alertes"),
    Kind("page", Page, "pages", "{address}/", "plan-du-site/", "page", "pages"),
    Kind("place", Place, "lieux", "lieux/{address}/", "lieux/", "lieu", "lieux"),
    Kind("document", Document, "publications", "publications/{address}/", "publications/", "document", "publications"),
    Kind(
        "service",
        ServiceCalendar,
        "services",
        "services/{address}/",
        "services/",
        "calendrier de service",
        "collectes et passages",
    ),
    Kind("letter", Letter, "lettres", "lettres/{address}/", "lettres/", "lettre", "lettres d’information"),
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _KINDS})
FOLDERS: Mapping[str, Kind] = MappingProxyType({kind.folder: kind for kind in _KINDS})


@dataclass(frozen=True)
class Register:
    """One kind of record that content refers to: a YAML file under content/referentiel/."""

    name: str
    model: type[Commune] | type[Topic] | type[Contact]
    file: str
    url: str | None
    label: str


REGISTERS: Mapping[str, Register] = MappingProxyType(
    {
        "commune": Register("commune", Commune, "communes.yaml", "communes/{id}/", "commune"),
        "topic": Register("topic", Topic, "themes.yaml", "themes/{id}/", "thème"),
        "contact": Register("contact", Contact, "contacts.yaml", None, "contact"),
    }
)
