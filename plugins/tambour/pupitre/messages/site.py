"""What the pupitre says of the menus of the site, and of the settings that are not the agent's."""

from collections.abc import Mapping
from types import MappingProxyType

from tambour.model.page import Menu
from tambour.model.territory import Accessibility, TerritoryKind

# Each menu: its title, and where it is seen.
MENUS: Mapping[Menu, tuple[str, str]] = MappingProxyType(
    {
        Menu.MAIN: (
            "Le menu principal",
            "En haut de chaque page et sur la page d’accueil. L’en-tête montre les huit premières.",
        ),
        Menu.FOOT: ("Le pied de page", "Au pied de chaque page, sous « À propos de ce site »."),
    }
)
# What a file is, where it is no content; of one that is no more.
FILES: Mapping[str, str] = MappingProxyType(
    {
        "images": "image",
        "documents": "document",
        "repertoire": "répertoire",
        "diffusion": "À poster à la main",
        "registre": "Registre des publications",
        "figee": "lettre figée",
        "parti": "qui n’est plus là",
    }
)
# The blocks of the home page: what each is called, and the sign of its button.
HOME_BLOCKS: Mapping[str, str] = MappingProxyType(
    {
        "une": "À la une",
        "prochainement": "Les prochains rendez-vous",
        "actualites": "Les dernières actualités",
        "demarches": "Les démarches",
        "chiffres": "Des chiffres",
        "lettre": "La lettre d’information",
        "communes": "La liste des communes",
        "carte": "La carte des communes",
        "themes": "Les thèmes",
    }
)
HOME_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "une": "newspaper",
        "prochainement": "calendar-clock",
        "actualites": "newspaper",
        "demarches": "circle-check",
        "chiffres": "landmark",
        "lettre": "mail",
        "communes": "house",
        "carte": "map-pin",
        "themes": "tag",
        "appel": "megaphone",
        "texte": "file-text",
    }
)
MENUS_SAVED = "Menus : enregistré"
# Pages that the law asks for: id, what a new one is called, and why.
LEGAL_PAGES: tuple[tuple[str, str, str], ...] = (
    (
        "mentions-legales",
        "Mentions légales",
        "Qui publie, qui héberge : le haut de la page vient des réglages ci-dessous.",
    ),
    (
        "accessibilite",
        "Accessibilité",
        "La déclaration d’accessibilité : ce qui n’est pas accessible, et à qui le signaler.",
    ),
    ("donnees-personnelles", "Données personnelles", "Ce que le site garde des personnes, et à qui s’adresser (RGPD)."),
)
TERRITORY_KINDS: Mapping[TerritoryKind, str] = MappingProxyType(
    {
        TerritoryKind.COMMUNAUTE_DE_COMMUNES: "Communauté de communes",
        TerritoryKind.COMMUNAUTE_D_AGGLOMERATION: "Communauté d’agglomération",
        TerritoryKind.COMMUNAUTE_URBAINE: "Communauté urbaine",
        TerritoryKind.METROPOLE: "Métropole",
        TerritoryKind.SYNDICAT: "Syndicat",
        TerritoryKind.COMMUNE: "Commune",
        TerritoryKind.AUTRE: "Autre",
    }
)
CONFORMITY: Mapping[Accessibility, str] = MappingProxyType(
    {
        Accessibility.FULL: "Totalement conforme au RGAA",
        Accessibility.PARTIAL: "Partiellement conforme au RGAA",
        Accessibility.NONE: "Non conforme au RGAA, ou pas encore audité",
    }
)
# The settings of the territory by what they are for, as fields of the model: a title, where they are seen, which.
SETTINGS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Qui parle", "Partout : en-tête, pied de page, flux, lettres, cartes.", ("name", "short_name", "kind", "siren")),
    (
        "Comment joindre la collectivité",
        "Pied de page, mentions légales, lettres.",
        ("address", "phone", "email", "website"),
    ),
    ("Ce que la loi demande", "Mentions légales, déclaration d’accessibilité.", ("president", "host", "accessibility")),
    ("À quoi cela ressemble", "Site, cartes, lettres.", ("logo", "easy_read_logo", "colours")),
    (
        "Comment c’est calculé",
        "Dates, jours fériés, langues, abonnements.",
        ("timezone", "holidays", "school_zone", "languages", "newsletter", "domain"),
    ),
)
# Channels under the names that people know, by those that are typed.
CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        "donnees": "Données ouvertes",
        "plan-du-site": "Plan du site, pour les moteurs de recherche",
        "redirections": "Anciennes adresses",
        "flux": "Flux (RSS)",
        "encadres": "Encadrés des communes",
        "cartes": "Cartes de partage",
        "lettre": "Lettre d’information",
        "reseaux": "Tous les réseaux et applications",
        "kit": "Kit de diffusion",
        "facebook": "Facebook",
        "instagram": "Instagram",
        "linkedin": "LinkedIn",
        "x": "X",
        "mastodon": "Mastodon",
        "bluesky": "Bluesky",
        "threads": "Threads",
        "sms": "SMS",
        "panneaupocket": "PanneauPocket",
        "intramuros": "IntraMuros",
        "illiwap": "illiwap",
        "panneaux": "Panneaux lumineux",
        "cap": "Alertes pour les machines (CAP)",
        "cifs": "Routes fermées, pour les GPS",
    }
)


def channel_label(typed: str) -> str:
    """The name of a channel, as it is read. typed: as `canaux:` has it."""
    return CHANNELS.get(typed, typed.replace("-", " ").capitalize())
