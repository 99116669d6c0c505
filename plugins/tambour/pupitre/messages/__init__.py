"""What the pupitre says beside its templates: the words of choices, of the parts of a form, of lists."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from tambour.media.measure import DOCUMENT_NAMES
from tambour.model.alert import Alert, AlertStatus
from tambour.model.document import Document
from tambour.model.events.event import Event
from tambour.model.events.occurrence import EventStatus
from tambour.model.item import Item, Level
from tambour.model.job import Job
from tambour.model.letters.letter import Layout, Letter
from tambour.model.news import News
from tambour.model.page import Menu, Page
from tambour.model.place import Access, Place
from tambour.model.roads import RoadDirection
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.collection import Colour, HolidayPolicy, Weeks
from tambour.model.services.status import ServiceLevel, ServiceStatus
from tambour.model.time.recurrence import Frequency
from tambour.model.ways import LinkPlace
from tambour.pupitre.messages import media, records, site
from tambour.words.service_status import service_level_fr
from tambour.words.states import changed_to, level_fr

# Each value of an enumeration, as a person chooses it.
ENUMERATIONS: Mapping[type[StrEnum], Mapping[str, str]] = MappingProxyType(
    {
        EventStatus: {status: changed_to(status) for status in EventStatus},
        Level: {level: level_fr(level) for level in Level},
        Access: {access: access.label for access in Access},
        ServiceLevel: {level: service_level_fr(level) for level in ServiceLevel},
        RoadDirection: {
            RoadDirection.BOTH: "Dans les deux sens",
            RoadDirection.ONE: "Dans un seul sens, celui des points",
        },
        AlertStatus: {AlertStatus.ACTIVE: "En cours", AlertStatus.LIFTED: "Finie plus tôt que prévu"},
        LinkPlace: {
            LinkPlace.MAIN: "En haut de chaque page",
            LinkPlace.FOOT: "Au pied de chaque page",
            LinkPlace.NETWORKS: "Avec nos comptes sur les réseaux",
        },
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
    {
        "selection": "Une rubrique",
        "texte": "Quelques lignes",
        "appel": "Un bouton",
        "image": "Une image",
        **site.HOME_BLOCKS,
    }
)
# What one more row of a list is called, by the key of the list.
ROWS: Mapping[str, str] = MappingProxyType(
    {
        "creneaux": "une date",
        "exceptions": "une exception",
        "documents": "un document",
        "saisons": "une saison",
        "collectes": "une collecte",
        "chiffres": "un chiffre",
        "contenus": "un contenu",
        "voir_aussi": "un contenu",
        "demarches": "une démarche",
        "blocs": "un bloc",
        "prix": "un tarif",
        "ids": "un contenu",
        "avec": "un contenu",
        "sans": "un contenu",
        "sauf": "un jour",
        "dates": "un jour",
        "debut_precedent": "un report",
        "alias": "une adresse",
        **records.ROWS,
    }
)
# What a browser offers where a document is asked for.
DOCUMENT_TYPES = ",".join(DOCUMENT_NAMES)
# What is said of a field beside what the model says of it.
HINTS: Mapping[str, str] = MappingProxyType(
    {
        "alt": media.ALT_HINT,
        "decorative": media.DECORATIVE_HINT,
        "cadrage": media.FOCUS_HINT,
        "genres": "Les genres de contenus parmi lesquels la règle choisit.",
    }
)
# When a field that may be left out must be filled in, by its key: what is said of it while it need not be.
DEMANDS: Mapping[str, str] = MappingProxyType(
    {
        "alt": "à remplir s’il y a une image",
        "langue": "à remplir pour une traduction",
        "objet": "à remplir si le titre est long",
        "du": "à remplir pour une semaine sur deux",
        "rang": "à remplir pour une vice-présidence",
        "jusqu_au": "à la place de « Nombre »",
        "nombre": "à la place de « Jusqu’au »",
        "semaine": "sauf s’il n’y a que des saisons",
    }
)
# What was chosen and then left empty, by the key of its field: what is said, and what to do.
LEFT_OPEN: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "recurrence": ("Quand la série revient n’est pas dit", "Choisissez une fréquence, ou « Une date »."),
        "lieu": ("Le lieu n’est pas dit", "Choisissez-le, donnez son nom, ou choisissez « Aucun, ou en ligne »."),
        "prix": ("Le prix n’est pas dit", "Écrivez-le, ou choisissez « Rien à dire »."),
    }
)
HOUR_ALONE = ("Le jour de cette heure n’est pas dit", "Choisissez le jour.")
# Beside the buttons of a form: whether what it says is saved.
SAVED, UNSAVED = "Modifications enregistrées", "Modifications non enregistrées"
NOTHING_SAVED = "Rien n’est encore enregistré"
AWAY = "Le pupitre ne répond pas. Rien n’est perdu\u00a0: gardez cette page ouverte, et réessayez dans un moment."
ONE_MORE = "une ligne"
ONE_DATE, MANY_DATES, SERIES = "une", "plusieurs", "serie"
DATE_FORMS: Mapping[str, str] = MappingProxyType(
    {ONE_DATE: "Une date", MANY_DATES: "Plusieurs dates", SERIES: "Une série, qui revient"}
)
WHEN = "Quand ?"
# What is folded in each row of a list, by the key of the list: it is seldom other than what the whole says.
LATER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"creneaux": ("statut", "debut_precedent", "lieu", "note", "en_ligne"), **records.LATER}
)
LATER_LABELS: Mapping[str, str] = MappingProxyType(
    {"creneaux": "Pour cette date seulement : lieu, report, remarque", **records.LATER_LABELS}
)
PAGE_ADDRESS = "Adresse de la page"
# Parts of a form: those that are folded, by the keys of their fields.
FOLDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Image": ("image", "cadrage", "alt", "decorative", "credit"),
        "Pour venir": ("au_programme_de", "jauge", "billetterie", "organisateur", "acces", "acces_precisions"),
        "Route fermée": ("troncon",),
        "Contacts et documents": (
            "contacts",
            "responsable",
            "documents",
            "voir_aussi",
            "telephone",
            "courriel",
            "site_web",
        ),
        "Où et quand cela paraît": (
            "publier_le",
            "retirer_le",
            "modifie",
            "relu_le",
            "a_revoir_le",
            "communes",
            "themes",
        ),
        "Ce qui a changé": ("statut", "note", "debut_precedent"),
        "Menus": ("page_mere", "ordre", "menu", "guide"),
        "Canaux": ("canaux",),
        "Langues et versions": ("langue", "traduction_de", "falc_de"),
        PAGE_ADDRESS: ("adresse", "alias"),
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
            "cadrage",
            "alt",
            "decorative",
            "credit",
            "publier_le",
            "communes",
            "themes",
        ),
        Event: (
            *("titre", "resume", "_dates", "lieu", "en_ligne", "prix", "_texte"),
            *("image", "cadrage", "alt", "decorative", "credit", "communes", "themes", "publier_le"),
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
        ServiceStatus: ("titre", "statut", "depuis", "jusqu_au", "a_la_place", "lieu", "service", "resume", "_texte"),
        Letter: ("titre", "resume", "objet", "preheader", "publier_le", "_texte", "blocs", "par_commune"),
        **records.FIRST,
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
# States of a content, as lists tell them.
STATES: Mapping[str, str] = MappingProxyType(
    {
        "brouillon": "Brouillon",
        "a-relire": "À relire",
        "a-corriger": "À corriger",
        "programme": "Programmé",
        "publie": "Publié",
        "passe": "Passé",
    }
)
# Why there is no page: its title, and what to do.
REFUSALS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "cle": (
            "Ouvrez le pupitre par son adresse",
            "Le terminal qui montre le site donne l’adresse du pupitre, avec sa clé. Ouvrez-la une fois dans ce "
            "navigateur : il s’en souviendra.",
        ),
        "hote": (
            "Le pupitre ne répond qu’à son nom",
            "Il s’ouvre par 127.0.0.1 ou localhost, sur cet ordinateur seulement.",
        ),
        "origine": (
            "Cette demande vient d’un autre site",
            "Rien n’a été enregistré. Revenez au pupitre et recommencez.",
        ),
        "jeton": (
            "Cette page est trop ancienne",
            "Rien n’a été enregistré, et rien n’est perdu : revenez en arrière, rechargez la page, reprenez.",
        ),
        "trop-long": ("C’est trop long", "Un texte tient en deux millions de caractères. Rien n’a été enregistré."),
        "trop-lourd": (
            "Ce fichier est trop lourd",
            "Un fichier pèse 40 Mo au plus. Rien n’a été enregistré, et rien n’est perdu : revenez en arrière, ce que "
            "vous avez écrit y est encore.",
        ),
        "introuvable": ("Il n’y a rien à cette adresse", "Le contenu a peut-être changé de nom ou de dossier."),
        "demande": ("Cette demande n’aboutit pas", "Revenez en arrière et recommencez."),
        "panne": (
            "Une erreur de Tambour",
            "Ce que vous avez écrit est gardé sur cet ordinateur ; le terminal donne le détail de l’erreur.",
        ),
        "projet": ("Les réglages du site sont à corriger", "Le pupitre reprend dès que c’est fait."),
    }
)
# What each kind is for, to whoever begins to write.
PURPOSES: Mapping[type[Item], str] = MappingProxyType(
    {
        News: "Ce qui vient d’arriver, d’être décidé ou va changer.",
        Event: "Ce à quoi l’on vient : une date, plusieurs, ou une série.",
        Alert: "Ce qu’il faut savoir tout de suite, et jusqu’à quand.",
        Page: "Ce qui reste vrai longtemps : un service, une démarche.",
        Place: "Un endroit où l’on va : adresse, horaires, accès.",
        Document: "Un compte rendu, un budget, un magazine à télécharger.",
        ServiceCalendar: "Les jours de passage d’un service : collectes, bibliobus.",
        ServiceStatus: "Si un service marche : la piscine, une ligne, une route.",
        Job: "Un poste à pourvoir, et jusqu’à quand répondre.",
        Letter: "Ce qui a déjà été dit, choisi et envoyé par courriel.",
        **records.PURPOSES,
    }
)
# The title of the form of a content that is new.
NEW: Mapping[type[Item], str] = MappingProxyType(
    {
        News: "Nouvelle actualité",
        Event: "Nouvel événement",
        Alert: "Nouvelle alerte",
        Page: "Nouvelle page",
        Place: "Nouveau lieu",
        Document: "Nouvelle publication",
        ServiceCalendar: "Nouveau calendrier de service",
        ServiceStatus: "Nouvel état d’un service",
        Letter: "Nouvelle lettre",
        Job: "Nouvelle offre d’emploi",
        **records.NEW,
    }
)
# What may happen, as its button says it; what it does, as its page says it.
# What must be filled in before it can be confirmed.
ASKED: Mapping[str, str] = MappingProxyType(
    {"deplacer": "Dites où cela aura lieu.", "prolonger": "Dites jusqu’à quand cela dure."}
)
ACTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "annuler": ("Annuler", "Cela n’a pas lieu. La page reste, et tous les canaux le disent."),
        "reporter": ("Reporter", "Cela aura lieu plus tard. Sans nouvelle date, elle sera dite « à venir »."),
        "complet": ("Complet", "Cela a lieu, mais il n’y a plus de place."),
        "deplacer": ("Changer de lieu", "Cela a lieu ailleurs qu’annoncé."),
        "retablir": ("Rétablir", "Cela a lieu comme annoncé : plus rien n’est signalé."),
        "lever": ("Lever l’alerte", "C’est fini plus tôt que prévu : tous les canaux disent que l’alerte est levée."),
        "prolonger": ("Prolonger", "Cela dure plus longtemps que prévu."),
        "retirer": (
            "Retirer du site",
            "Cela quitte toutes les listes ; la page reste, avec une note.",
        ),
    }
)
# What is made of a content to begin another one with, by kind: its button. What is said once only has none.
COPIES: Mapping[type[Item], str] = MappingProxyType(
    {
        **records.COPIES,
        Event: "Dupliquer pour l’an prochain",
        News: "Dupliquer",
        Document: "Dupliquer",
    }
)
# What a save is called, among the versions of a content.
SAVES: Mapping[str, str] = MappingProxyType(
    {
        "brouillon": "brouillon",
        "publier": "enregistré",
        "corriger": "corrigé",
        "relire": "à relire",
        "renvoyer": "renvoyé, à reprendre",
    }
)


def saved_as(title: str, what: str) -> str:
    """The name of a version: « Fête du lac : enregistré »."""
    words = SAVES.get(what) or ACTS.get(what, (SAVES["publier"], ""))[0].lower()
    return f"{title} : {words}"
