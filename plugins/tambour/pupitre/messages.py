"""What the pupitre says beside its templates: the words of choices, of the parts of a form, of lists."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from tambour.model.alert import Alert, AlertStatus
from tambour.model.document import Document
from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus
from tambour.model.item import Item, Level
from tambour.model.letters.letter import Layout, Letter
from tambour.model.news import News
from tambour.model.page import Menu, Page
from tambour.model.place import Access, Place
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.collection import Colour, HolidayPolicy, Weeks
from tambour.model.time.recurrence import Frequency
from tambour.words.states import changed_to, level_fr

# Each value of an enumeration, as a person chooses it.
ENUMERATIONS: Mapping[type[StrEnum], Mapping[str, str]] = MappingProxyType(
    {
        EventStatus: {status: changed_to(status) for status in EventStatus},
        Level: {level: level_fr(level) for level in Level},
        Access: {access: access.label for access in Access},
        AlertStatus: {AlertStatus.ACTIVE: "En cours", AlertStatus.LIFTED: "Finie plus tôt que prévu"},
        Menu: {Menu.MAIN: "En haut de chaque page", Menu.FOOT: "Au pied de chaque page"},
        Layout: {
            Layout.LARGE: "En grand, l’un sous l’autre",
            Layout.COLUMNS: "Deux par deux",
            Layout.LIST: "En liste",
            Layout.AGENDA: "En agenda, jour par jour",
        },
        Weeks: {
            Weeks.ALL: "Toutes les semaines",
            Weeks.EVEN: "Les semaines paires du calendrier",
            Weeks.ODD: "Les semaines impaires du calendrier",
            Weeks.ALTERNATE: "Une semaine sur deux, à partir du premier jour",
        },
        HolidayPolicy: {
            HolidayPolicy.KEPT: "La collecte a lieu comme d’habitude",
            HolidayPolicy.NEXT_DAY: "Elle passe le lendemain",
            HolidayPolicy.DAY_BEFORE: "Elle passe la veille",
            HolidayPolicy.SATURDAY: "Elle passe le dernier jour ouvrable de la semaine",
            HolidayPolicy.REST_OF_WEEK: "Tous les jours suivants de la semaine glissent d’un jour",
            HolidayPolicy.DROPPED: "Elle n’a pas lieu",
        },
        Colour: {colour: colour.capitalize() for colour in Colour},
        Frequency: {
            Frequency.DAILY: "Chaque jour",
            Frequency.WEEKLY: "Chaque semaine",
            Frequency.MONTHLY: "Chaque mois",
            Frequency.YEARLY: "Chaque année",
        },
    }
)
# The types of a letter's blocks.
BLOCKS: Mapping[str, str] = MappingProxyType(
    {"selection": "Une rubrique", "texte": "Quelques lignes", "appel": "Un bouton", "image": "Une image"}
)
# What one more row of a list is called, by the key of the list.
ROWS: Mapping[str, str] = MappingProxyType(
    {
        "creneaux": "une date",
        "exceptions": "une exception",
        "documents": "un document",
        "saisons": "une saison",
        "collectes": "une collecte",
        "blocs": "un bloc",
        "prix": "un tarif",
        "ids": "un contenu",
        "sauf": "un jour",
        "dates": "un jour",
        "debut_precedent": "un report",
        "alias": "une adresse",
    }
)
ONE_MORE = "une ligne"
ONE_DATE, MANY_DATES, SERIES = "une", "plusieurs", "serie"
DATE_FORMS: Mapping[str, str] = MappingProxyType(
    {ONE_DATE: "Une date", MANY_DATES: "Plusieurs dates", SERIES: "Une série, qui revient"}
)
WHEN = "Quand ?"
# Parts of a form: those that are folded, by the keys of their fields.
FOLDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Image": ("image", "alt", "decorative", "credit"),
        "Pour venir": ("jauge", "billetterie", "organisateur", "acces", "acces_precisions"),
        "Contacts et documents": ("contacts", "documents", "telephone", "courriel", "site_web"),
        "Où et quand cela paraît": ("publier_le", "retirer_le", "modifie", "a_revoir_le", "communes", "themes"),
        "Ce qui a changé": ("statut", "debut_precedent"),
        "Menus": ("page_mere", "ordre", "menu"),
        "Canaux": ("canaux",),
        "Langues et versions": ("langue", "traduction_de", "falc_de"),
        "Adresse de la page": ("adresse", "alias"),
    }
)
THE_REST = "Autres réglages"
# What matters first, by kind, in the order in which a person says it. `_texte` is the text itself.
FIRST: Mapping[type[Item], tuple[str, ...]] = MappingProxyType(
    {
        News: (
            "titre",
            "resume",
            "_texte",
            "image",
            "alt",
            "decorative",
            "credit",
            "publier_le",
            "communes",
            "themes",
        ),
        Event: (
            *("titre", "resume", "_dates", "lieu", "en_ligne", "prix", "_texte"),
            *("image", "alt", "decorative", "credit", "communes", "themes", "publier_le"),
        ),
        Alert: ("niveau", "titre", "resume", "_texte", "communes", "publier_le", "debut", "fin"),
        Page: ("titre", "resume", "_texte", "page_mere", "menu"),
        Place: (
            *("titre", "resume", "rue", "complement", "code_postal", "ville", "commune", "coordonnees"),
            *("telephone", "courriel", "site_web", "horaires", "acces", "acces_precisions", "_texte"),
        ),
        Document: (
            *("titre", "resume", "fichier", "categorie", "date_du_document", "publier_le", "communes", "themes"),
            "_texte",
        ),
        ServiceCalendar: (
            "titre",
            "resume",
            "communes",
            "secteur",
            "collectes",
            "feries",
            "feries_concernes",
            "_texte",
        ),
        Letter: ("titre", "resume", "objet", "preheader", "publier_le", "_texte", "blocs", "par_commune"),
    }
)
FIRST_OF_ANY = ("titre", "resume", "_texte")
DATE_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ONE_DATE: ("debut", "fin"),
        MANY_DATES: ("creneaux",),
        SERIES: ("debut", "fin", "recurrence", "sauf", "exceptions"),
    }
)
