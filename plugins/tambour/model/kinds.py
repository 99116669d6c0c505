"""The table of kinds: which folder holds what, where it is published, its names.

A new kind is one entry here and its model; `docs/nouveau-genre.md` says what else it may have.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tambour.model.alert import Alert
from tambour.model.canteen import CanteenMenu
from tambour.model.directory_entry import DirectoryEntry
from tambour.model.document import Document
from tambour.model.elected import Elected
from tambour.model.events.event import Event
from tambour.model.home import HOME_ID, Home
from tambour.model.item import Item
from tambour.model.job import Job
from tambour.model.letters.letter import Letter
from tambour.model.news import News
from tambour.model.page import Page
from tambour.model.place import Place
from tambour.model.project import WorkProject
from tambour.model.registers import Commune, Contact, Topic
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.status import ServiceStatus
from tambour.model.tender import Tender
from tambour.model.ways import MenuLink, Task

RECORD = "record.html"  # the page of a kind whose fields are shown as they are declared


@dataclass(frozen=True)
class Kind:
    """One kind of content file: the same for all items of it.

    Attributes:
        name: English, in code and templates (`news.html`).
        model: class of what a writer says.
        folder: under content/.
        url: path of an item's page under the site, ending in "/", with `{address}`.
        listing: path of the page that lists them.
        label: French, as agents call one: « 1 lettre ».
        plural: French, as agents count them: « 2 lettres d’information ».
        icon: of the theme, for what has no topic of its own.
        section: French, what a list of them is called; the plural when nothing else is said.
        caption: French, what readers see beside a title; the label with a capital when nothing else is said.
        announced: it comes out on a day, and people are told: feeds, posts, the kit. What is not is there all year.
        followed: it is there all year, and each change of its state is told: feeds.
        in_letters: the rules of a letter may choose it.
        illustrated: without a picture, it is given one.
        template: of its pages; `<name>.html` when nothing else is said. `record.html` shows whatever is declared.
        facets: fields by which its list can be narrowed, by their English names: choices, texts, references to a
            commune or a topic.
        crossed: its list can be narrowed by its first facet and by another at once: the associations of a commune.
        feed: French, what a feed of this kind alone is about; "": it has none.
        optional: a territory may have none: its list is linked only once there was one.
        by_need: people look for its list by what they need, not by what is new: it stands with its like in the menu and
            at the foot, once there was one.
        calendar: French, what a calendar of the dates of its records is about (`Item.calendar_dates`); "": it has none.
        calendars_by: field that names places: there is a calendar of each of them, too.
        remembered: what has closed by itself can still be found: below its list, and by a search.
        told_in_list: its list, in one piece, says all that a record declares. A page of one is linked there, and shown
            to robots, only where there is a text, a summary or a document besides.
    """

    name: str
    model: type[Item]
    folder: str
    url: str
    listing: str
    label: str
    plural: str
    icon: str
    section: str = ""
    caption: str = ""
    announced: bool = False
    followed: bool = False
    in_letters: bool = True
    illustrated: bool = False
    template: str = ""
    facets: tuple[str, ...] = ()
    crossed: bool = False
    feed: str = ""
    optional: bool = False
    by_need: bool = False
    calendar: str = ""
    calendars_by: str = ""
    remembered: bool = False
    told_in_list: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "section", self.section or self.plural)
        object.__setattr__(self, "template", self.template or f"{self.name}.html")
        object.__setattr__(self, "caption", self.caption or self.label[:1].upper() + self.label[1:])

    def path(self, item: Item) -> str:
        """Where the page of an item stands.

        Args:
            item: what its writer said.

        Returns:
            Its path under the site, without a leading slash: `agenda/fete/`.
        """
        return self.url.format(address=item.address)


_KINDS = (
    Kind(
        "news",
        News,
        "actualites",
        "actualites/{address}/",
        "actualites/",
        "actualité",
        "actualités",
        "newspaper",
        announced=True,
        illustrated=True,
    ),
    Kind(
        "event",
        Event,
        "agenda",
        "agenda/{address}/",
        "agenda/",
        "événement",
        "événements",
        "ticket",
        section="agenda",
        announced=True,
        illustrated=True,
    ),
    Kind(
        "alert",
        Alert,
        "alertes",
        "alertes/{address}/",
        "alertes/",
        "alerte",
        "alertes",
        "megaphone",
        announced=True,
    ),
    Kind("page", Page, "pages", "{address}/", "plan-du-site/", "page", "pages", "info", caption="Page pratique"),
    Kind("place", Place, "lieux", "lieux/{address}/", "lieux/", "lieu", "lieux", "map-pin", illustrated=True),
    Kind(
        "document",
        Document,
        "publications",
        "publications/{address}/",
        "publications/",
        "document",
        "publications",
        "file-text",
        caption="Publication",
        announced=True,
        facets=("category", "year", "topics"),
    ),
    Kind(
        "service",
        ServiceCalendar,
        "services",
        "services/{address}/",
        "services/",
        "calendrier de service",
        "calendriers de service",
        "trash-2",
        section="jours de collecte et passages",
        in_letters=False,
        by_need=True,
    ),
    Kind(
        "status",
        ServiceStatus,
        "etats",
        "etats/{address}/",
        "etats/",
        "état d’un service",
        "états de services",
        "circle-check",
        section="état des services",
        caption="État du service",
        followed=True,
        feed="Ce qui ferme, ce qui rouvre, ce qui est perturbé.",
        by_need=True,
    ),
    Kind(
        "letter",
        Letter,
        "lettres",
        "lettres/{address}/",
        "lettres/",
        "lettre",
        "lettres d’information",
        "mail",
        caption="Lettre d’information",
        announced=True,
        in_letters=False,
    ),
    Kind(
        "elected",
        Elected,
        "elus",
        "elus/{address}/",
        "elus/",
        "élu",
        "élus",
        "users",
        section="vos élus",
        in_letters=False,
        caption="Élu du territoire",
        facets=("communes", "group"),
        optional=True,
        by_need=True,
        told_in_list=True,
    ),
    Kind(
        "tender",
        Tender,
        "marches",
        "marches/{address}/",
        "marches/",
        "marché public",
        "marchés publics",
        "file-text",
        announced=True,
        facets=("purchase", "procedure", "communes", "topics"),
        feed="Les marchés publics, dès que l’on peut y répondre.",
        calendar="Les dates limites de remise des offres.",
        optional=True,
        by_need=True,
        remembered=True,
    ),
    Kind(
        "project",
        WorkProject,
        "projets",
        "projets/{address}/",
        "projets/",
        "projet",
        "projets et travaux",
        "building-2",
        caption="Projet, travaux",
        illustrated=True,
        facets=("progress", "communes", "topics"),
        optional=True,
        by_need=True,
    ),
    Kind(
        "entry",
        DirectoryEntry,
        "annuaire",
        "annuaire/{address}/",
        "annuaire/",
        "fiche de l’annuaire",
        "fiches de l’annuaire",
        "store",
        section="annuaire",
        caption="Annuaire",
        facets=("category", "communes", "topics"),
        crossed=True,
        optional=True,
        by_need=True,
        in_letters=False,
    ),
    Kind(
        "menu",
        CanteenMenu,
        "menus",
        "menus/{address}/",
        "menus/",
        "menu de cantine",
        "menus de cantine",
        "utensils",
        section="menus des cantines",
        in_letters=False,
        facets=("places", "communes"),
        calendar="Ce qui est servi dans les cantines, jour par jour.",
        calendars_by="places",
        optional=True,
        by_need=True,
    ),
    Kind(
        "job",
        Job,
        "offres-d-emploi",
        "offres-d-emploi/{address}/",
        "offres-d-emploi/",
        "offre d’emploi",
        "offres d’emploi",
        "briefcase",
        announced=True,
        template=RECORD,
        facets=("contract", "working_time", "communes", "topics"),
        feed="Les offres d’emploi, dès leur parution.",
        optional=True,
        by_need=True,
    ),
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _KINDS})
FOLDERS: Mapping[str, Kind] = MappingProxyType({kind.folder: kind for kind in _KINDS})


RegisterRecord = Commune | Topic | Contact | Task | MenuLink | Home


@dataclass(frozen=True)
class Register:
    """One kind of record, most of which content refers to: a YAML file under content/referentiel/.

    Attributes:
        name: English, in code and in `Reference`.
        model: class of what a writer says of one.
        file: under content/referentiel/.
        url: path of a record's page, with `{id}`; None: records have none.
        label: French, as agents call one.
        icon: of the theme.
        only: id of the one record that there can be; "": any number, of any id.
    """

    name: str
    model: type[RegisterRecord]
    file: str
    url: str | None
    label: str
    icon: str
    only: str = ""

    def path(self, record_id: str) -> str:
        """URL path of a record's page, as `Kind.path`; "" where records have none: `communes/cluny/`."""
        return (self.url or "").format(id=record_id)


REGISTERS: Mapping[str, Register] = MappingProxyType(
    {
        "commune": Register("commune", Commune, "communes.yaml", "communes/{id}/", "commune", "house"),
        "topic": Register("topic", Topic, "themes.yaml", "themes/{id}/", "thème", "tag"),
        "contact": Register("contact", Contact, "contacts.yaml", None, "contact", "phone"),
        "task": Register("task", Task, "demarches.yaml", None, "démarche", "file-text"),
        "menu_link": Register("menu_link", MenuLink, "liens.yaml", None, "lien de menu", "globe"),
        "home": Register("home", Home, "accueil.yaml", None, "page d’accueil", "landmark", HOME_ID),
    }
)
