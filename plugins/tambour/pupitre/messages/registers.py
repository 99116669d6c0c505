"""What the pupitre says of the directory: its registers, what uses an entry, what pictograms show."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from tambour.model.slugs import french_order


@dataclass(frozen=True)
class RegisterWords:
    """What the pages of a register say. what: it is for; noun: after « Ajouter »; count: of one entry, of several.

    stands_alone: no content names an entry of it: it is seen as it is.
    """

    title: str
    what: str
    new: str
    noun: str
    count: tuple[str, str]
    stands_alone: bool = False


REGISTERS: Mapping[str, RegisterWords] = MappingProxyType(
    {
        "commune": RegisterWords(
            "Communes",
            "Les communes membres : chacune a sa page, ses flux, son agenda.",
            "Nouvelle commune",
            "une commune",
            ("commune", "communes"),
        ),
        "topic": RegisterWords(
            "Thèmes",
            "Ce sous quoi l’on trouve et l’on suit les contenus.",
            "Nouveau thème",
            "un thème",
            ("thème", "thèmes"),
        ),
        "contact": RegisterWords(
            "Contacts",
            "Les services et les personnes que l’on peut joindre, dits une fois pour tous les contenus.",
            "Nouveau contact",
            "un contact",
            ("contact", "contacts"),
        ),
        "task": RegisterWords(
            "Démarches",
            "Ce que l’on vient faire, en un geste depuis la page d’accueil : ici, ou sur un autre site.",
            "Nouvelle démarche",
            "une démarche",
            ("démarche", "démarches"),
            stands_alone=True,
        ),
        "menu_link": RegisterWords(
            "Liens des menus",
            "Ce qui n’est pas une page du site : autres sites, comptes sur les réseaux, colonnes du pied de page.",
            "Nouveau lien",
            "un lien",
            ("lien", "liens"),
            stands_alone=True,
        ),
        "home": RegisterWords(
            "Page d’accueil",
            "Ce que montre la première page, bloc par bloc, de haut en bas.",
            "Page d’accueil",
            "un bloc",
            ("page", "pages"),
        ),
    }
)
# What is asked when an entry is made in the middle of something else, by what it is of; the rest can wait.
SMALL_FORMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "topic": ("nom", "resume", "pictogramme"),
        "contact": ("nom", "fonction", "telephone", "courriel"),
        "place": ("titre", "rue", "code_postal", "ville", "commune"),
    }
)
ADD: Mapping[str, str] = MappingProxyType(
    {"topic": "Ajouter un thème", "contact": "Ajouter un contact", "place": "Ajouter un lieu"}
)
# What pictograms show; those that serve the pages themselves are not for topics.
_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "accessibility": "Accessibilité",
        "backpack": "Cartable",
        "bike": "Vélo",
        "book-open": "Livre",
        "briefcase": "Porte-documents",
        "building-2": "Immeubles",
        "bus": "Bus",
        "calendar-clock": "Calendrier",
        "clock": "Horloge",
        "droplets": "Gouttes d’eau",
        "euro": "Euro",
        "file-text": "Document",
        "globe": "Globe",
        "house": "Maison",
        "info": "Information",
        "landmark": "Mairie",
        "languages": "Langues",
        "mail": "Enveloppe",
        "map-pin": "Lieu",
        "megaphone": "Porte-voix",
        "newspaper": "Journal",
        "phone": "Téléphone",
        "recycle": "Recyclage",
        "search": "Loupe",
        "siren": "Gyrophare",
        "store": "Boutique",
        "tag": "Étiquette",
        "ticket": "Billet",
        "trash-2": "Poubelle",
        "utensils": "Couverts",
        "triangle-alert": "Danger",
        "users": "Gens",
        "video": "Caméra",
    }
)
_OF_PAGES = frozenset(
    {
        "arrow-right",
        "calendar-plus",
        "chevron-down",
        "chevron-left",
        "chevron-right",
        "circle-check",
        "circle-x",
        "easy-read",
        "external-link",
        "menu",
        "rss",
        "x",
    }
)


def icon_names(icons: Collection[str]) -> dict[str, str]:
    """The pictograms that a topic may have, by what they show.

    icons: those that the theme has drawn; one that a territory has added bears its own name.
    """
    named = {name: _ICONS.get(name, name.replace("-", " ")) for name in icons if name not in _OF_PAGES}
    return dict(sorted(named.items(), key=lambda pair: french_order(pair[1])))


def saved_as(name: str) -> str:
    """The name of a version in which an entry was written."""
    return f"{name} : enregistré"


def removed_as(name: str) -> str:
    """The name of a version in which an entry has gone."""
    return f"{name} : retiré"


def brought_back_as(name: str, when: datetime) -> str:
    """The name of a version in which an entry says again what it said."""
    return f"{name} : version du {when:%d/%m/%Y à %Hh%M} rétablie"
