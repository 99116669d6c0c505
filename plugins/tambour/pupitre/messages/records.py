"""What the pupitre says of records: elected members, projects, tenders, the directory, menus of canteens."""

from collections.abc import Mapping
from types import MappingProxyType

from tambour.model.canteen import CanteenMenu
from tambour.model.directory_entry import DirectoryEntry
from tambour.model.elected import Elected
from tambour.model.item import Item
from tambour.model.project import WorkProject
from tambour.model.tender import Tender

# What matters first, by kind, in the order in which a person says it.
FIRST: Mapping[type[Item], tuple[str, ...]] = MappingProxyType(
    {
        Elected: (
            *("titre", "civilite", "mandat", "rang", "commune", "delegations", "groupe", "debut_de_mandat"),
            *("fin_de_mandat", "courriel", "telephone", "image", "cadrage", "alt", "decorative", "credit", "_texte"),
        ),
        WorkProject: (
            *("titre", "resume", "phases", "perturbations", "emprise", "lieu", "coordonnees", "communes", "themes"),
            *("financements", "maitre_d_ouvrage", "voir_aussi", "_texte"),
        ),
        DirectoryEntry: (
            *(
                "titre",
                "rubrique",
                "activite",
                "resume",
                "lieu",
                "rue",
                "complement",
                "code_postal",
                "ville",
                "commune",
            ),
            *("coordonnees", "telephone", "courriel", "site_web", "personne", "horaires", "acces"),
            *("acces_precisions", "_texte"),
        ),
        Tender: (
            *("titre", "resume", "achat", "procedure", "reference", "publier_le", "fin", "profil_acheteur", "lots"),
            *("lieu_d_execution", "duree", "communes", "themes", "_texte", "resultat", "attribue_a", "montant"),
            "notifie_le",
        ),
        CanteenMenu: ("titre", "semaine", "cantines", "jours", "cuisine", "resume", "_texte"),
    }
)
# What each kind is for.
PURPOSES: Mapping[type[Item], str] = MappingProxyType(
    {
        Elected: "Qui siège au conseil, pour quelle commune, et ce dont il ou elle a la charge.",
        WorkProject: "Ce que l’on étudie, construit ou répare : phases, lieu, gênes, financement.",
        DirectoryEntry: "Une association, un commerce, un équipement : adresse, horaires, contact.",
        Tender: "Ce que l’on achète, et jusqu’à quelle heure y répondre.",
        CanteenMenu: "Ce que servent les cantines, jour par jour.",
    }
)
# The title of the form of one that is new.
NEW: Mapping[type[Item], str] = MappingProxyType(
    {
        Elected: "Nouvel élu, nouvelle élue",
        WorkProject: "Nouveau projet",
        DirectoryEntry: "Nouvelle fiche de l’annuaire",
        Tender: "Nouveau marché public",
        CanteenMenu: "Nouveau menu de cantine",
    }
)
# What one more row of a list is called, by the key of the list.
ROWS: Mapping[str, str] = MappingProxyType(
    {
        "delegations": "une délégation",
        "lots": "un lot",
        "phases": "une phase",
        "financements": "un financeur",
        "perturbations": "une gêne",
        "cantines": "un restaurant",
        "jours": "un jour",
        "entree": "une entrée",
        "plat": "un plat",
        "garniture": "une garniture",
        "laitage": "un laitage",
        "dessert": "un dessert",
    }
)
# What is made of one to begin another.
COPIES: Mapping[type[Item], str] = MappingProxyType({CanteenMenu: "Dupliquer pour une autre semaine"})
# What is folded in each row of a list, by the key of the list, and what it is called there.
LATER: Mapping[str, tuple[str, ...]] = MappingProxyType({"jours": ("marques", "allergenes")})
LATER_LABELS: Mapping[str, str] = MappingProxyType({"jours": "Marques et allergènes"})
